"""Charts as functions from rows to one Vega-Lite specification, for the screen and for files.

A row is one year of one line: `year`, `value`, `line` (its name), `role` ("now" or "baseline"),
`note` and `below` (what to write at this point) and `end` (the line's name where it ends). The
specification does not depend on the numbers, so that a moved slider repaints the lines alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ui.charts.layers import GREY, NARROW, Side, Spec, band, line_at_zero, named_ends, words

#: After Okabe and Ito: told apart by colour-blind readers, and seen on white and on black.
PALETTE = ("#12908e", "#d9672b", "#3f86cf", "#b3589f", "#c8951a", "#4c9a5b", "#c65b74", "#7f8fd1")
#: Distance of two names as a share of the height, so that they do not touch.
_LABEL_GAP = 0.062
_YEAR = {"field": "year", "type": "quantitative"}
_VALUE = {"field": "value", "type": "quantitative"}

#: A canvas repaints several times faster than as many SVG elements.
_EMBED: Spec = {"embedOptions": {"renderer": "canvas"}}


def course_chart(
    axis: str,
    lines: Sequence[str],
    observed_year: int,
    last_year: int,
    observed: str,
    threshold: float | None = None,
    threshold_name: str = "",
    colours: Mapping[str, str] | None = None,
    height: int = 280,
    ends: bool = True,
    names_below: bool = False,
    threshold_side: Side = "left",
    label_width: int | None = None,
) -> Spec:
    """Return lines over the years, the baseline as a ghost, notes at turning points.

    Parameters
    ----------
    axis : title of the value axis, with its unit
    lines : names of the lines, in the order of their colours
    observed : what the point at the base year is called
    threshold : values from 0 to here are a warning band
    colours : of lines; the palette in order if left out
    ends : whether the lines are named where they end
    names_below : whether the page writes these names below a narrow chart instead
    threshold_side : where the threshold's name stands; see `free_side`
    label_width : of the value axis, in pixels; the same for charts that stand one above the other
    """
    room = max(3, round((last_year - observed_year) * 0.24))
    shades = colours or {name: PALETTE[i % len(PALETTE)] for i, name in enumerate(lines)}
    colour = {
        "field": "line",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(lines), "range": [shades[name] for name in lines]},
    }
    now, ghost = {"filter": "datum.role == 'now'"}, {"filter": "datum.role == 'baseline'"}
    x = {
        **_YEAR,
        "axis": {
            "format": "d",
            "title": None,
            "grid": False,
            "values": round_years(observed_year, last_year),
            "labelOverlap": True,
        },
        # room on the right for the names of the lines
        "scale": {
            "nice": False,
            "zero": False,
            "domainMax": _last_shown(last_year, room * ends, names_below),
        },
    }
    extent = {} if label_width is None else {"minExtent": label_width, "maxExtent": label_width}
    y = {**_VALUE, "axis": {"title": axis, "format": ",~f", **extent}}
    layers: list[Spec] = []
    if threshold is not None:
        layers += band(threshold, threshold_name, observed_year, last_year, threshold_side)
    layers += [
        line_at_zero(),
        {
            "transform": [ghost],
            "mark": {"type": "line", "strokeDash": [5, 4], "strokeWidth": 2, "opacity": 0.75},
            "encoding": {"x": x, "y": y, "color": _ghost_colour(lines, shades)},
        },
        {
            "transform": [now],
            "mark": {"type": "line", "strokeWidth": 2.75},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        {
            "transform": [now, {"filter": f"datum.year == {observed_year}"}],
            "mark": {"type": "point", "filled": False, "size": 80, "strokeWidth": 2},
            "encoding": {"x": x, "y": y, "color": colour, "tooltip": {"value": observed}},
        },
        {
            "transform": [{"filter": "datum.note + datum.below != '' && datum.role == 'now'"}],
            "mark": {"type": "point", "filled": True, "size": 70},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        words("note", x, y, {"align": "left", "dx": 6, "dy": -9, "color": GREY}),
        words("below", x, y, {"align": "right", "dx": -6, "dy": 13, "color": GREY}),
        named_ends(x, y, colour, names_below),
        {
            "params": [
                {
                    "name": "near",
                    "select": {
                        "type": "point",
                        "nearest": True,
                        "on": "pointerover",
                        "clear": "pointerout",
                    },
                }
            ],
            "transform": [{"filter": "datum.role == 'now' || datum.role == 'baseline'"}],
            "mark": {"type": "point", "size": 60, "filled": True},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "opacity": {"condition": {"param": "near", "empty": False, "value": 1}, "value": 0},
                "tooltip": [
                    {"field": "tip", "type": "nominal", "title": " "},
                    {**_YEAR, "format": "d", "title": " "},
                    {**_VALUE, "format": ",.1f", "title": axis},
                ],
            },
        },
    ]
    return {"height": height, "layer": layers, "config": base_config(), "usermeta": _EMBED}


def _last_shown(last_year: int, room: int, names_below: bool) -> Any:
    """Return where the axis of years ends: a narrow chart keeps no room for names."""
    if not names_below:
        return last_year + room
    return {"expr": f"{NARROW} ? {last_year} : {last_year + room}"}


def label_room(largest: float) -> int:
    """Return the width of the labels of an axis up to a number, in pixels."""
    # a sign, and one digit more: a moved slider is not to shift the charts
    return max(40, 7 * (len(f"{largest:,.0f}") + 2) + 6)


def lines_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as the table that the charts read."""
    columns = ["year", "value", "line", "role", "note", "below", "end", "tip"]
    return pd.DataFrame(list(rows), columns=columns)


def line_rows(
    years: Sequence[int],
    values: Sequence[float],
    line: str,
    role: str = "now",
    notes: Mapping[int, str] | None = None,
    below: Mapping[int, str] | None = None,
    tip: str = "",
) -> list[dict[str, Any]]:
    """Return the rows of one line; undefined values leave a gap."""
    notes, below = notes or {}, below or {}
    return [
        {
            "year": year,
            "value": value if np.isfinite(value) else None,
            "line": line,
            "role": role,
            "note": notes.get(year, ""),
            "below": below.get(year, ""),
            "end": "",
            "tip": tip or line,
        }
        for year, value in zip(years, values, strict=True)
    ]


def end_rows(rows: Sequence[Mapping[str, Any]], names: Mapping[tuple[str, str], str]) -> list[Any]:
    """Return a row for the name of each line where it ends, moved apart where they would touch.

    Parameters
    ----------
    names : what to write, by (line, role)
    """
    known = [row["value"] for row in rows if row["value"] is not None]
    if not known:
        return []
    last = {(row["line"], row["role"]): row for row in rows if row["value"] is not None}
    ends = sorted(
        (
            {**last[key], "end": name, "note": "", "below": ""}
            for key, name in names.items()
            if key in last
        ),
        key=lambda row: float(row["value"]),
    )
    # the axis reaches to nil, where a line is drawn
    gap = (max(*known, 0.0) - min(*known, 0.0) or 1.0) * _LABEL_GAP
    for lower, upper in pairwise(ends):
        upper["value"] = max(upper["value"], lower["value"] + gap)
    return [{**row, "role": f"{row['role']} end"} for row in ends]


def bars_chart(axis: str, order: Sequence[str], height: int = 280) -> Spec:
    """Return stacked bars of `value` by `year` and `line`."""
    return {
        "height": height,
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "axis": {"title": None, "labelOverlap": True},
            },
            "y": {**_VALUE, "axis": {"title": axis, "format": ",~f"}},
            "color": {
                "field": "line",
                "type": "nominal",
                "scale": {"domain": list(order), "range": list(PALETTE)},
                "legend": {"title": None, "orient": "top", "columns": 3, "labelLimit": 220},
            },
            "order": {"field": "rank", "type": "quantitative"},
            "tooltip": [
                {"field": "line", "type": "nominal", "title": " "},
                {"field": "year", "type": "ordinal", "title": " "},
                {**_VALUE, "format": ",.0f", "title": axis},
            ],
        },
        "config": base_config(),
    }


def finished(
    spec: Spec, frame: pd.DataFrame, title: str, subtitle: str, font: str, width: int = 900
) -> Spec:
    """Return the specification with data, title and size, for a file."""
    values = frame.astype(object).where(frame.notna(), None).to_dict("records")
    config = {**spec["config"], "font": font, "background": "white", "padding": 24}
    return {
        **spec,
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {
            "text": title,
            "subtitle": subtitle,
            "anchor": "start",
            "fontSize": 18,
            "subtitleFontSize": 13,
            "offset": 16,
            "font": font,
            "subtitleFont": font,
        },
        "data": {"values": values},
        "width": width,
        "height": max(int(spec["height"]), 360),
        "config": config,
    }


def _ghost_colour(lines: Sequence[str], shades: Mapping[str, str]) -> Spec:
    """Return grey for a lone line's baseline, the line's own colour where there are several."""
    if len(lines) == 1:
        return {"value": GREY}
    return {
        "field": "line",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(lines), "range": [shades[name] for name in lines]},
    }


def round_years(first: int, last: int) -> list[int]:
    """Return the years that the axis names: every fifth or tenth."""
    every = 5 if last - first <= 60 else 10
    return [year for year in range(first, last + 1) if year % every == 0]


def base_config() -> Spec:
    """Return sizes of text that can be read at arm's length."""
    return {
        "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelLimit": 200, "titlePadding": 8},
        "legend": {"labelFontSize": 13},
        "view": {"stroke": None},
    }
