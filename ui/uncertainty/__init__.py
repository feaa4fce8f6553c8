"""How sure is the projection, and what matters most?

Entry: uncertainty.py, the page that Streamlit runs.
"""
