"""Everything that imports streamlit: controls drawn from declarations, charts, one file a page."""
