"""The application's language: Chinese first, one switch."""

import streamlit as st

from model.texts import Language, Message, Text, message

_NAMES = {"zh": "简体中文", "en": "English"}


def language() -> Language:
    """Return the language of this session."""
    return "en" if st.session_state.get("language") == "en" else "zh"


def language_switch() -> None:
    """Draw the switch; the choice stands in the address bar."""
    st.sidebar.segmented_control(
        "语言 / Language",
        list(_NAMES),
        format_func=lambda name: _NAMES[name],
        key="language",
        default="zh",
        bind="query-params",
    )


def say(words: str | Message | Text) -> str:
    """Return words in the session's language."""
    spoken = message(words) if isinstance(words, str) else words
    return spoken.say(language())
