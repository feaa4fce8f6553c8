"""How long do the funds last, and what moves them?

Entry: overview.py, the page that Streamlit runs.
"""
