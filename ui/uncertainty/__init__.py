"""How sure is the projection, and what matters most?

Entry: page.py, which Streamlit runs.
"""
