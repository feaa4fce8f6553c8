"""What would it take to meet a target?

Entry: goal_seek.py, the page that Streamlit runs.
"""
