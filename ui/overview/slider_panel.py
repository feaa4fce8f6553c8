"""The sliders of Overview: they move the figures while they are dragged."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from model.parameters.declaration import SHARE
from model.scenario.draft import first_projected_month
from model.scenario.scenario import Scenario
from model.words.sources import source_text
from model.words.texts import Message, Text, message
from ui.shared.paths import ASSETS
from ui.shared.refusals import refusals
from ui.shared.session import edit
from ui.shared.slider_values import Handle, path_text
from ui.shared.texts import language, say

_KEY = "slider_panel"
#: The number of the last move that was taken; the browser keeps a move until it sees this.
_SEEN = "slider_panel.seen"
_panel = st.components.v2.component(
    "slider_panel",
    html='<div class="panel"></div>',
    css=(ASSETS / "slider_panel.css").read_text(encoding="utf-8"),
    js=(ASSETS / "slider_panel.js").read_text(encoding="utf-8"),
)


def slider_panel(handles: Sequence[Handle], scenario: Scenario) -> None:
    """Draw the sliders of a scenario with the draft in it."""
    by_path = {handle.path: handle for handle in handles}

    def moved() -> None:
        sent = (st.session_state.get(_KEY) or {}).get("moved")
        if not sent:
            return
        if sent.get("settled"):
            # what the last move was refused for is still to be read
            st.session_state["remarks"] = st.session_state.get("remarked", [])
            st.session_state["settled"] = True
            return
        # without a move it says that a number was typed that is the lever's already: the page is
        # drawn anew, without what an earlier number was refused for
        for move in sent["moves"]:
            handle = by_path.get(move["path"])
            if handle is not None and move["number"] > st.session_state.get(_SEEN, 0):
                if move["value"] is None:
                    edit({handle.path: None}, move["gesture"])
                else:
                    take(handle, float(move["value"]), scenario, move["gesture"])
        numbers = [move["number"] for move in sent["moves"]]
        st.session_state[_SEEN] = max([st.session_state.get(_SEEN, 0), *numbers])

    _panel(
        key=_KEY,
        data={
            "levers": [lever_data(handle) for handle in handles],
            "seen": st.session_state.get(_SEEN, 0),
        },
        on_moved_change=moved,
    )


def take(handle: Handle, position: float, scenario: Scenario, gesture: object = None) -> None:
    """Set a lever to a position of its slider, or keep what refuses it for the page to show."""
    change = {handle.path: handle.edit(position, first_projected_month(scenario))}
    refused = refusals(change, scenario)
    if refused:
        st.session_state["remarks"] = refused
    else:
        edit(change, gesture)


def lever_data(handle: Handle) -> dict[str, Any]:
    """Return what the browser needs to draw one slider."""
    digits = handle.digits
    unit = say(handle.unit)
    declaration = handle.declaration
    label = say(declaration.label)
    # a value taken over from an analysis has more digits than a notch
    course = path_text(handle.current, handle.scale, digits + 1) if handle.moves_path else ""
    file_says = f"{handle.mark:,.{digits}f} {unit}"
    return {
        "path": handle.path,
        "label": say(message("{label}: shift", label=label)) if handle.shows_shift else label,
        "unit": unit,
        "min": handle.lower,
        "max": handle.upper,
        "step": handle.step,
        "value": handle.position,
        "mark": handle.mark,
        "markText": say(message("the file: {value}", value=file_says)),
        "digits": digits,
        "low": f"{handle.lower:,.{digits}f}",
        "high": f"{handle.upper:,.{digits}f}",
        "course": course,
        "changed": handle.current != handle.saved,
        "about": say("what is this?"),
        "back": say("reset"),
        # {typed} is put in by the browser
        # what a typed number may end in
        "endings": [unit, "%"] if declaration.unit is SHARE else [unit],
        "noNumber": say(message("“{typed}” is not a number", typed="{typed}")),
        "help": _help(handle),
    }


def _help(handle: Handle) -> str:
    """Return what the lever is, what its slider moves, and where its value comes from."""
    said: Text | Message = handle.declaration.help
    if handle.moves_path:
        moves = (
            message("The slider moves the whole path by the same amount.")
            if handle.shows_shift
            else message(
                "The slider shows the value at the start and moves the whole path by the same "
                "amount."
            )
        )
        said = message("{help} {moves}", help=said, moves=moves)
    source = source_text(handle.source or "assumption", language())
    return say(message("{help} Source: {source}", help=said, source=source))
