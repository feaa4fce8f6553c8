"""How long do the funds last, and what moves them?

Entry: page.py, which Streamlit runs.
"""
