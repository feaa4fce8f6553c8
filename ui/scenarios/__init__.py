"""Which scenario files are there, and what is done with them?

Entry: page.py, which Streamlit runs.
"""
