"""How do scenarios differ, and why?

Entry: page.py, which Streamlit runs.
"""
