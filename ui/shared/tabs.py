"""Tabs that stay open: through a switch of language, and when the page is left and opened again."""

from collections.abc import Mapping

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer


def tabs(key: str, labels: Mapping[str, str]) -> dict[str, TabContainer]:
    """Draw tabs; return them by name. Only the open one (`.open`) is worth filling."""
    names, words = list(labels), list(labels.values())
    kept = f"open.{key}"
    st.session_state[key] = labels[st.session_state.get(kept, names[0])]

    def turned() -> None:
        st.session_state[kept] = names[words.index(st.session_state[key])]

    return dict(zip(names, st.tabs(words, key=key, on_change=turned), strict=True))
