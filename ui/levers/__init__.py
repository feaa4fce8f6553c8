"""What does each lever say, and how is it edited by date?

Entry: page.py, which Streamlit runs.
"""
