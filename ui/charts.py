"""Charts as functions from rows to one Vega-Lite specification."""

from typing import Any

_BLUE, _GREY, _RED = "#0b6e6e", "#8a8f98", "#b3261e"


def line_with_threshold(
    rows: list[dict[str, Any]],
    title: str,
    axis: str,
    threshold: float,
    threshold_label: str,
    base_year: int,
) -> dict[str, Any]:
    """Return a line of `value` over `year`, its base year marked and a threshold dashed."""
    years = {"field": "year", "type": "quantitative", "axis": {"format": "d", "title": None}}
    value = {"field": "value", "type": "quantitative", "axis": {"title": axis}}
    return {
        "title": {"text": title, "anchor": "start", "fontSize": 15},
        "data": {"values": rows},
        "height": 320,
        "layer": [
            {
                "data": {"values": [{}]},
                "mark": {"type": "rule", "color": _GREY, "strokeDash": [4, 4]},
                "encoding": {"y": {"datum": threshold}},
            },
            {
                "data": {"values": [{}]},
                "mark": {
                    "type": "text",
                    "color": _GREY,
                    "align": "left",
                    "dx": 4,
                    "dy": -7,
                    "fontSize": 12,
                },
                "encoding": {
                    "y": {"datum": threshold},
                    "x": {"value": 0},
                    "text": {"value": threshold_label},
                },
            },
            {
                "mark": {"type": "line", "color": _BLUE, "strokeWidth": 2.5},
                "encoding": {"x": years, "y": value},
            },
            {
                "transform": [{"filter": f"datum.year == {base_year}"}],
                "mark": {"type": "point", "color": _RED, "filled": True, "size": 90},
                "encoding": {"x": years, "y": value},
            },
            {
                "mark": {"type": "point", "opacity": 0, "size": 200},
                "encoding": {
                    "x": years,
                    "y": value,
                    "tooltip": [
                        {"field": "year", "type": "quantitative", "format": "d"},
                        {"field": "value", "type": "quantitative", "format": ",.1f"},
                    ],
                },
            },
        ],
    }
