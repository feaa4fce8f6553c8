"""Layers that the charts of courses share: the warning band, the line at nil, notes and names."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

Spec = dict[str, Any]
Side = Literal["left", "right"]
GREY = "#8a8f98"
_RED = "#c0392b"
_AMBER = "#e6a817"
#: Whether there is no room for the names of lines beside them: the width of what holds the chart,
#: in pixels. That of the plot itself would change with the answer; naming it asks anew after a
#: change of size.
NARROW = "width > 0 && containerSize()[0] < 500"
#: What a note and the name of the threshold take of the years, and of the height.
_WIDE, _HIGH = 0.24, 0.075


def band(threshold: float, name: str, first: int, last: int, side: Side) -> list[Spec]:
    """Return values from 0 to the threshold as a band with its name at one of its ends."""
    nothing: Spec = {"values": [{}]}
    at_left = side == "left"
    return [
        {
            "data": nothing,
            "mark": {"type": "rect", "color": _AMBER, "opacity": 0.13},
            "encoding": {
                "y": {"datum": 0},
                "y2": {"datum": threshold},
                "x": {"datum": first, "type": "quantitative"},
                "x2": {"datum": last},
            },
        },
        {
            "data": nothing,
            "mark": {
                "type": "text",
                "align": side,
                "baseline": "bottom",
                "dx": 4 if at_left else -4,
                "dy": -2,
                "fontSize": 12,
                "color": GREY,
            },
            "encoding": {
                "y": {"datum": threshold},
                "x": {"datum": first if at_left else last, "type": "quantitative"},
                "text": {"value": name},
            },
        },
    ]


def free_side(
    rows: Iterable[Mapping[str, Any]], threshold: float | None, first: int, last: int
) -> Side:
    """Return the end of the band at which no note of a turning point stands; left if both are."""
    known = [row for row in rows if row["value"] is not None]
    if threshold is None or not known:
        return "left"
    values = [0.0, threshold, *(row["value"] for row in known)]
    near = (max(values) - min(values)) * _HIGH
    reach = (last - first) * _WIDE
    name = threshold + near / 2
    taken: set[Side] = set()
    for row in known:
        # above the point and to its right, below it and to its left: as they are drawn
        places = [(row["note"], row["year"], near / 2), (row["below"], row["year"] - reach, -near)]
        for words, start, away in places:
            if not words or abs(row["value"] + away - name) > near:
                continue
            taken |= {"left"} if start < first + reach else set()
            taken |= {"right"} if start + reach > last - reach else set()
    return "right" if "left" in taken and "right" not in taken else "left"


def line_at_zero() -> Spec:
    """Return the line below which a fund has nothing left."""
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": _RED, "opacity": 0.55},
        "encoding": {"y": {"datum": 0}},
    }


def words(field: str, x: Spec, y: Spec, mark: Spec) -> Spec:
    """Return a layer that writes what a column says at its points."""
    return {
        "transform": [{"filter": f"datum.{field} != ''"}],
        "mark": {"type": "text", "fontSize": 13, "limit": 260, **mark},
        "encoding": {"x": x, "y": y, "text": {"field": field, "type": "nominal"}},
    }


def named_ends(x: Spec, y: Spec, colour: Spec, names_below: bool) -> Spec:
    """Return the names of the lines in their colours, the baseline's in grey."""
    mark: Spec = {"align": "left", "dx": 6, "fontWeight": 600, "limit": 230}
    if names_below:
        # a name that is only made invisible would still take its room
        mark["fontSize"] = {"expr": f"{NARROW} ? 0 : 13"}
    named = words("end", x, y, mark)
    ghost = {"test": "datum.role == 'baseline end'", "value": GREY}
    return {**named, "encoding": {**named["encoding"], "color": {"condition": ghost, **colour}}}
