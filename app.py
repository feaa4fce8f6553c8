"""The application's entry: navigation only. Run with `fundrunway app` or `make run`."""

import streamlit as st

from ui.navigation import pages
from ui.shared.frame import sidebar
from ui.shared.leaving import leave_now, leaving
from ui.shared.paths import ROOT
from ui.shared.session import mark_opened, start, write_address
from ui.shared.whole_callbacks import keep_callbacks_whole

st.set_page_config(page_title="Fundrunway", layout="wide")
keep_callbacks_whole()
start()
listed = pages()
page = st.navigation(listed, position="top")
leave_now(listed)
leaving(listed, page)  # first of all: from then on clicks on the pages' names are taken
st.html(ROOT / "ui" / "assets" / "page.css")
sidebar()
mark_opened()
write_address()
page.run()
