"""The application's entry: navigation only. Run with `fundrunway app` or `make run`."""

import streamlit as st

from ui.frame import sidebar
from ui.navigation import pages
from ui.places import ROOT
from ui.session import mark_opened, start, write_address

st.set_page_config(page_title="Fundrunway", layout="wide")
st.html(ROOT / "ui" / "assets" / "page.css")
start()
page = st.navigation(pages(), position="top")
sidebar()
mark_opened()
write_address()
page.run()
