"""The sliders of Overview: they move the figures while they are dragged."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from model.parameters.declaration import SHARE
from model.scenario.edits import first_projected_month
from model.scenario.scenario import Scenario
from model.sources import source_text
from model.texts import message
from ui.handles import Handle, path_text
from ui.refusals import refusals
from ui.session import edit
from ui.texts import language, say

_ASSETS = Path(__file__).parent / "assets"
_KEY = "slider_panel"
#: The number of the last move that was taken; the browser keeps a move until it sees this.
_SEEN = "slider_panel.seen"
_panel = st.components.v2.component(
    "slider_panel",
    html='<div class="panel"></div>',
    css=(_ASSETS / "slider_panel.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "slider_panel.js").read_text(encoding="utf-8"),
)


def slider_panel(handles: Sequence[Handle], scenario: Scenario) -> None:
    """Draw the sliders of a scenario with the draft in it."""
    by_path = {handle.path: handle for handle in handles}

    def moved() -> None:
        sent = st.session_state[_KEY]["moved"]
        if not sent:
            return
        if sent.get("settled"):
            # what the last move was refused for is still to be read
            st.session_state["remarks"] = st.session_state.get("remarked", [])
            st.session_state["settled"] = True
            return
        for move in sent["moves"]:
            handle = by_path.get(move["path"])
            if handle is not None and move["number"] > st.session_state.get(_SEEN, 0):
                if move["value"] is None:
                    edit({handle.path: None}, move["gesture"])
                else:
                    take(handle, float(move["value"]), scenario, move["gesture"])
        st.session_state[_SEEN] = max(move["number"] for move in sent["moves"])

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
    course = path_text(handle.current, handle.scale, digits) if handle.moves_path else ""
    file_says = f"{handle.mark:,.{digits}f} {unit}"
    return {
        "path": handle.path,
        "label": say(message("{label}: shift", label=label)) if handle.moves_path else label,
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
        "help": say(
            message(
                "{help} Source: {source}",
                help=declaration.help,
                source=source_text(handle.source or "assumption", language()),
            )
        ),
    }
