"""The application's entry: navigation only. Run with `fundrunway app` or `make run`."""

import streamlit as st

from ui.texts import language_switch, say

st.set_page_config(page_title="Fundrunway", layout="wide")
language_switch()
st.navigation([st.Page("ui/overview.py", title=say("Overview"), default=True)]).run()
