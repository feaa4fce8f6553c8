"""Controls for levers that no slider can set: a word to choose, or a number not yet given."""

import streamlit as st

from model.parameters.dated import DatedValue
from model.parameters.declaration import SHARE
from model.scenario.scenario import Lever, Scenario
from ui.handles import shown_unit
from ui.session import edit
from ui.texts import language, say
from ui.work import problems_of_draft


def choice_control(now: Lever, saved: Lever, scenario: Scenario) -> None:
    """Draw a lever that is a word, or a number that the file does not give."""
    if now.choices:
        _word(now, saved)
    elif now.dated or isinstance(now.value, int | float) or now.value is None:
        _number(now, scenario)


def attempt(path: str, value: object) -> None:
    """Set a lever if the model takes it; else keep its reasons for the page to show."""
    changes = {**st.session_state["draft"], path: value}
    changes = {key: one for key, one in changes.items() if one is not None}
    error = problems_of_draft(changes)
    if error is None:
        edit({path: value})
    else:
        st.session_state["remarks"] = [problem.say(language()) for problem in error.problems]


def _word(now: Lever, saved: Lever) -> None:
    key = f"choice:{now.path}"
    st.session_state[key] = now.value

    def taken() -> None:
        word = st.session_state[key]
        attempt(now.path, None if word == saved.value else word)

    st.selectbox(
        say(now.declaration.label),
        list(now.choices),
        key=key,
        format_func=lambda word: say(now.declaration.words.get(word, word)),
        help=say(now.declaration.help),
        on_change=taken,
    )


def _number(now: Lever, scenario: Scenario) -> None:
    scale = 100.0 if now.declaration.unit is SHARE else 1.0
    value = now.value.values[-1] if isinstance(now.value, DatedValue) else now.value
    key = f"number:{now.path}"
    st.session_state[key] = None if value is None else value * scale

    def taken() -> None:
        typed = st.session_state[key]
        attempt(now.path, None if typed is None else round(typed / scale, 12))

    unit = say(shown_unit(now.declaration, scenario))
    st.number_input(
        f"{say(now.declaration.label)} ({unit})",
        key=key,
        value=None,
        help=say(now.declaration.help),
        placeholder=say("not given"),
        on_change=taken,
    )
