"""Which levers a sensitivity analysis moves, and by how much: a grid that the reader can edit."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from model.results.indicator_at import IndicatorAt, parse_indicator_at
from model.results.projection import Projection
from model.scenario.lever_rows import lever_scale, lever_unit
from model.scenario.scenario import Scenario
from model.sensitivity.lever_range import LeverRange, default_ranges
from model.sensitivity.moved_figure import Ranges
from ui.shared.grids import kept_grid
from ui.shared.lever_search import lever_name
from ui.shared.projections import View
from ui.shared.texts import language, say

_DIGITS = 6


def pick_ranges(view: View, asked: str, key: str) -> Ranges | None:
    """Draw the levers that may move the figure; return those picked with their ranges.

    None where the reader leaves all of them as they are.
    """
    known = _known_ranges(view.changed, parse_indicator_at(asked, view.scenario), key)
    with st.expander(say("levers and their ranges")):
        st.caption(say("values in the first projected year; the whole path moves with them"))
        edited = kept_grid(
            [_row(one, view.scenario) for one in known],
            ["used", "low", "high"],
            hide_index=True,
            width="stretch",
            height=320,
            disabled=["lever", "unit", "reason"],
            key=f"ranges.{key}",
            column_config={
                "used": st.column_config.CheckboxColumn(say("move it"), width="small"),
                "lever": st.column_config.TextColumn(say("lever"), width="medium"),
                "low": st.column_config.NumberColumn(say("from"), format="%.6g"),
                "high": st.column_config.NumberColumn(say("up to"), format="%.6g"),
                "unit": st.column_config.TextColumn(say("unit"), width="small"),
                "reason": st.column_config.TextColumn(say("why by so much"), width="medium"),
            },
        )
    return _picked(known, edited)


def _known_ranges(projection: Projection, at: IndicatorAt, key: str) -> list[LeverRange]:
    """Return the default ranges; kept while the inputs stay, as finding them takes a moment."""
    kept: tuple[str, list[LeverRange]] | None = st.session_state.get("known_ranges")
    if kept is None or kept[0] != key:
        kept = (key, list(default_ranges(projection, at)))
        st.session_state["known_ranges"] = kept
    return kept[1]


def _row(one: LeverRange, scenario: Scenario) -> dict[str, Any]:
    low, high = _ends(one)
    return {
        "used": True,
        "lever": lever_name(one.path, scenario, language()),
        "low": low,
        "high": high,
        "unit": say(lever_unit(one.declaration, scenario.currency, scenario.money)),
        "reason": f"{say(one.reason)} ({' … '.join(one.ends)})" if one.scaled else say(one.reason),
    }


def _ends(one: LeverRange) -> tuple[float, float]:
    """Return both ends as the grid shows them."""
    scale = lever_scale(one.declaration)
    return float(f"{one.low * scale:.{_DIGITS}g}"), float(f"{one.high * scale:.{_DIGITS}g}")


def _picked(known: Sequence[LeverRange], edited: Sequence[dict[str, Any]]) -> Ranges | None:
    """Return the ranges of the rows that are used; None for a default one."""
    found: dict[str, tuple[float, float] | None] = {}
    for one, row in zip(known, edited, strict=True):
        if not row["used"]:
            continue
        # an emptied cell is the default again
        ends = tuple(
            shown if row[name] is None else float(row[name])
            for name, shown in zip(("low", "high"), _ends(one), strict=True)
        )
        scale = lever_scale(one.declaration)
        found[one.path] = None if ends == _ends(one) else (ends[0] / scale, ends[1] / scale)
    untouched = len(found) == len(known) and not any(found.values())
    return None if untouched else found
