"""Buttons that make a file when they are pressed, and hand it to the browser.

Streamlit's own button for this offers a file, or a function, of the run that drew it. Pressed while
another run is under way it asks for what is no longer kept, and nothing comes.
"""

import base64
from collections.abc import Callable

import streamlit as st

from ui.shared.paths import ASSETS
from ui.shared.texts import say

_button = st.components.v2.component(
    "download",
    html='<button type="button"></button>',
    css=(ASSETS / "download.css").read_text(encoding="utf-8"),
    js=(ASSETS / "download.js").read_text(encoding="utf-8"),
)


@st.fragment
def download(label: str, make: Callable[[], bytes], name: str, kind: str, key: str) -> None:
    """Draw a button that saves a file; pressing it reruns this part of the page alone.

    Parameters
    ----------
    make : gives the content, once it is asked for
    name : of the file
    kind : its media type
    """
    asked = f"download.{key}"

    def sent() -> None:
        said = (st.session_state.get(key) or {}).get("sent") or {}
        if "asked" in said:
            st.session_state[asked] = said["asked"]
        elif said.get("had") == st.session_state.get(asked):
            st.session_state.pop(asked, None)

    # given in every run until the browser says that it has it
    given = st.session_state.get(asked, 0)
    _button(
        key=key,
        data={
            "key": key,
            "label": label,
            "working": say("working"),
            "given": given,
            "file": base64.b64encode(make()).decode("ascii") if given else "",
            "name": name,
            "kind": kind,
        },
        width="content",
        height="content",
        on_sent_change=sent,
    )
