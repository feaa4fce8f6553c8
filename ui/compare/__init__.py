"""How do scenarios differ, and why?

Entry: compare.py, the page that Streamlit runs.
"""
