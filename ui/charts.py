"""Charts as functions from rows to one Vega-Lite specification, for the screen and for files.

A row is one year of one line: `year`, `value`, `line` (its name), `role` ("now" or "baseline"),
`note` (what to write at this point) and `end` (the line's name where it ends). The specification
does not depend on the numbers, so that a moved slider repaints the lines alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

#: Okabe and Ito's colours, told apart by colour-blind readers; darkened for lines on white.
PALETTE = ("#0b6e6e", "#d55e00", "#0072b2", "#aa4499", "#e69f00", "#117733", "#882255", "#6699cc")
GREY = "#8a8f98"
_RED = "#c0392b"
_AMBER = "#e6a817"
_YEAR = {"field": "year", "type": "quantitative"}
_VALUE = {"field": "value", "type": "quantitative"}

Spec = dict[str, Any]
#: A canvas repaints several times faster than as many SVG elements.
_EMBED: Spec = {"embedOptions": {"renderer": "canvas"}}


def course_chart(
    axis: str,
    lines: Sequence[str],
    baseline: str,
    observed_year: int,
    observed: str,
    threshold: float | None = None,
    threshold_name: str = "",
    colours: Mapping[str, str] | None = None,
    height: int = 280,
) -> Spec:
    """Return lines over the years, the baseline as a ghost, notes at turning points.

    Parameters
    ----------
    axis : title of the value axis, with its unit
    lines : names of the lines, in the order of their colours
    baseline, observed : names in the tooltip and at the base year
    threshold : values from 0 to here are a warning band
    colours : of lines; the palette in order if left out
    """
    shades = colours or {name: PALETTE[i % len(PALETTE)] for i, name in enumerate(lines)}
    colour = {
        "field": "line",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(lines), "range": [shades[name] for name in lines]},
    }
    now, ghost = {"filter": "datum.role == 'now'"}, {"filter": "datum.role == 'baseline'"}
    x = {**_YEAR, "axis": {"format": "d", "title": None, "tickMinStep": 1, "grid": False}}
    y = {**_VALUE, "axis": {"title": axis, "format": ",~f"}}
    layers: list[Spec] = []
    if threshold is not None:
        layers += _band(threshold, threshold_name)
    layers += [
        _line_at_zero(),
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
            "transform": [{"filter": "datum.note != ''"}],
            "mark": {"type": "point", "filled": True, "size": 70},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        _text("note", [{"filter": "datum.note != ''"}], {"align": "left", "dx": 6, "dy": -9}),
        _text(
            "end",
            [{"filter": "datum.end != ''"}],
            {"align": "right", "dx": -2, "dy": -8, "fontWeight": 600},
        ),
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
    return {"height": height, "layer": layers, "config": _config(), "usermeta": _EMBED}


def lines_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as the table that the charts read."""
    columns = ["year", "value", "line", "role", "note", "end", "tip"]
    return pd.DataFrame(list(rows), columns=columns)


def line_rows(
    years: Sequence[int],
    values: Sequence[float],
    line: str,
    role: str = "now",
    notes: Mapping[int, str] | None = None,
    end: str = "",
    tip: str = "",
) -> list[dict[str, Any]]:
    """Return the rows of one line; undefined values leave a gap."""
    notes = notes or {}
    last = years[-1]
    return [
        {
            "year": year,
            "value": value if np.isfinite(value) else None,
            "line": line,
            "role": role,
            "note": notes.get(year, ""),
            "end": end if year == last else "",
            "tip": tip or line,
        }
        for year, value in zip(years, values, strict=True)
    ]


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
        "config": _config(),
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


def _band(threshold: float, name: str) -> list[Spec]:
    nothing = {"values": [{}]}
    return [
        {
            "data": nothing,
            "mark": {"type": "rect", "color": _AMBER, "opacity": 0.13},
            "encoding": {"y": {"datum": 0}, "y2": {"datum": threshold}},
        },
        {
            "data": nothing,
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "bottom",
                "dx": 4,
                "dy": -2,
                "fontSize": 12,
                "color": GREY,
            },
            "encoding": {
                "y": {"datum": threshold},
                "x": {"value": 0},
                "text": {"value": name},
            },
        },
    ]


def _line_at_zero() -> Spec:
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": _RED, "opacity": 0.55},
        "encoding": {"y": {"datum": 0}},
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


def _text(field: str, transform: list[Spec], mark: Spec) -> Spec:
    return {
        "transform": transform,
        "mark": {"type": "text", "fontSize": 13, "limit": 260, "color": GREY, **mark},
        "encoding": {
            "x": {**_YEAR},
            "y": {**_VALUE},
            "text": {"field": field, "type": "nominal"},
        },
    }


def _config() -> Spec:
    return {
        "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelLimit": 200, "titlePadding": 8},
        "legend": {"labelFontSize": 13},
        "view": {"stroke": None},
    }
