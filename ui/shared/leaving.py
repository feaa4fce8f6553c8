"""Leaving a page: what was typed there last is taken before the next page opens."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.shared.paths import ASSETS

_KEY = "leaving"
_links = st.components.v2.component(
    "leaving",
    html="<span></span>",
    js=(ASSETS / "leaving.js").read_text(encoding="utf-8"),
)


def leaving(pages: Sequence[StreamlitPage], opened: StreamlitPage) -> None:
    """Take clicks on the pages' names; a page is left once its inputs have been heard."""
    by_name = {page.url_path: page for page in pages}

    def left() -> None:
        sent = (st.session_state.get(_KEY) or {}).get("left")
        if sent and sent["page"] in by_name:
            # after the callbacks of every input that was changed together with the click
            st.session_state["leave_for"] = sent["page"]

    with st.container(key="leaving_links"):
        _links(
            key=_KEY,
            data={"pages": list(by_name), "open": opened.url_path},
            on_left_change=left,
        )


def leave_now(pages: Sequence[StreamlitPage]) -> None:
    """Open the page whose name was clicked, if one was."""
    name = st.session_state.pop("leave_for", None)
    for page in pages:
        if page.url_path == name:
            st.switch_page(page)
