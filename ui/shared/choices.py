"""Controls for levers that no slider can set: a word to choose, or a number not yet given."""

import streamlit as st

from model.parameters.dated import DatedValue
from model.scenario.scenario import Lever, Scenario
from ui.shared.frame import money_unit
from ui.shared.refusals import refusals
from ui.shared.session import edit
from ui.shared.slider_values import shown_scale, shown_unit
from ui.shared.texts import say


def choice_control(now: Lever, saved: Lever, scenario: Scenario) -> None:
    """Draw a lever that is a word, or a number that the file does not give."""
    if now.choices:
        _word(now, saved, scenario)
    elif now.dated or isinstance(now.value, int | float) or now.value is None:
        _number(now, scenario)


def attempt(path: str, value: object, scenario: Scenario) -> None:
    """Set a lever if the model takes it; else keep its reasons for the page to show."""
    refused = refusals({path: value}, scenario)
    if refused:
        st.session_state["remarks"] = refused
    else:
        edit({path: value})


def _word(now: Lever, saved: Lever, scenario: Scenario) -> None:
    key = f"choice:{now.path}"
    st.session_state[key] = now.value

    def taken() -> None:
        word = st.session_state[key]
        attempt(now.path, None if word == saved.value else word, scenario)

    st.selectbox(
        say(now.declaration.label),
        list(now.choices),
        key=key,
        format_func=lambda word: say(now.declaration.words.get(word, word)),
        help=say(now.declaration.help),
        on_change=taken,
    )


def _number(now: Lever, scenario: Scenario) -> None:
    money = money_unit(scenario)
    scale = shown_scale(now.declaration, scenario, money)
    value = now.value.values[-1] if isinstance(now.value, DatedValue) else now.value
    key = f"number:{now.path}"
    st.session_state[key] = None if value is None else float(f"{value * scale:.12g}")

    def taken() -> None:
        typed = st.session_state[key]
        attempt(now.path, None if typed is None else float(f"{typed / scale:.12g}"), scenario)

    unit = say(shown_unit(now.declaration, scenario, money))
    st.number_input(
        f"{say(now.declaration.label)} ({unit})",
        key=key,
        value=None,
        help=say(now.declaration.help),
        placeholder=say("not given"),
        on_change=taken,
    )
