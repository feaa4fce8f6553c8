"""Which equations, sources and words stand behind the figures?

Entry: page.py, which Streamlit runs.
"""
