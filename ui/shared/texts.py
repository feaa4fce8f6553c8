"""The application's language: Chinese first, one switch."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.errors import InputError
from model.words.texts import Language, Message, Text, message
from ui.shared.session import choice, choose

_NAMES = {"zh": "简体中文", "en": "English"}


def language() -> Language:
    """Return the language of this session."""
    return "en" if choice("language") == "en" else "zh"


def language_switch() -> None:
    """Draw the switch; the choice stands in the address bar."""

    def taken() -> None:
        choose("language", st.session_state["language"] or language())
        # a box of choices sends the words it shows: set anew it shows, and sends, those of the
        # other language; otherwise the next change would put every choice back to the first
        for name, value in st.session_state.items():
            if isinstance(value, str | list):
                st.session_state[name] = value

    st.session_state["language"] = language()
    st.sidebar.segmented_control(
        "语言 / Language",
        list(_NAMES),
        format_func=lambda name: _NAMES[name],
        key="language",
        on_change=taken,
    )


def say(words: str | Message | Text) -> str:
    """Return words in the session's language; a label in English starts with a capital."""
    if isinstance(words, str):
        text = message(words).say(language())
        return text[:1].upper() + text[1:]
    return words.say(language())


def show_problems(error: InputError) -> None:
    """Show every problem of an input."""
    for problem in error.problems:
        st.error(problem.say(language()), icon=None)


def heading(text: str) -> None:
    """Draw the heading of a part of a page."""
    st.markdown(f"#### {text}")


def bold(text: str, place: DeltaGenerator | None = None) -> None:
    """Draw a line in bold."""
    (place or st).markdown(f"**{text}**")


def finding(text: str) -> None:
    """Draw the sentence that says what the chart below shows."""
    st.markdown(f"##### {text[:1].upper()}{text[1:]}")
