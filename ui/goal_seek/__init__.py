"""What would it take to meet a target?

Entry: page.py, which Streamlit runs.
"""
