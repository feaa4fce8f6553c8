"""What does each lever say, and how is it edited by date?

Entry: levers.py, the page that Streamlit runs.
"""
