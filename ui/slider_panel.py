"""The sliders of Overview: they move the figures while they are dragged."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from model.sources import source_text
from model.texts import message
from ui.handles import Handle, path_text
from ui.session import edit
from ui.texts import language, say
from ui.work import problems_of_draft

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


def slider_panel(handles: Sequence[Handle], month: int) -> None:
    """Draw the sliders; `month` is the first projected one, in months from year 0."""
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
                    take(handle, float(move["value"]), month, move["gesture"])
        st.session_state[_SEEN] = max(move["number"] for move in sent["moves"])

    _panel(
        key=_KEY,
        data={
            "levers": [lever_data(handle) for handle in handles],
            "seen": st.session_state.get(_SEEN, 0),
        },
        on_moved_change=moved,
    )


def take(handle: Handle, position: float, month: int, gesture: object = None) -> None:
    """Set a lever to a position of its slider, or keep what refuses it for the page to show."""
    change = {handle.path: handle.edit(position, month)}
    merged = {k: v for k, v in {**st.session_state["draft"], **change}.items() if v is not None}
    error = problems_of_draft(merged)
    if error is None:
        edit(change, gesture)
    else:
        st.session_state["remarks"] = [problem.say(language()) for problem in error.problems]


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
        "help": say(
            message(
                "{help} Source: {source}",
                help=declaration.help,
                source=source_text(handle.source or "assumption", language()),
            )
        ),
    }
