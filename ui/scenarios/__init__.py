"""Which scenario files are there, and what is done with them?

Entry: scenarios.py, the page that Streamlit runs.
"""
