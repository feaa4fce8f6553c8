"""Which equations, sources and words stand behind the figures?

Entry: method.py, the page that Streamlit runs.
"""
