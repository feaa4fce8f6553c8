"""Charts of what is uncertain: fans, chances by year, years of depletion, tornado, map."""

from collections.abc import Sequence
from typing import Any

from ui.charts.courses import PALETTE, base_config, round_years
from ui.charts.layers import GREY, Spec

_YEAR = {"field": "year", "type": "quantitative"}


def _years(first: int, last: int) -> Spec:
    axis = {"format": "d", "title": None, "grid": False, "values": round_years(first, last)}
    return {**_YEAR, "axis": axis, "scale": {"nice": False, "zero": False}}


def fan_chart(
    axis: str, first: int, last: int, names: dict[str, str], threshold: float | None = None
) -> Spec:
    """Return two bands, the median and the deterministic line over the years.

    A row has `year`, `p05`, `p25`, `p50`, `p75`, `p95`, `single`; `names` are their names.
    """
    x = _years(first, last)

    def band(low: str, high: str, opacity: float) -> Spec:
        return {
            "mark": {"type": "area", "color": PALETTE[0], "opacity": opacity},
            "encoding": {
                "x": x,
                "y": {"field": low, "type": "quantitative", "axis": {"title": axis}},
                "y2": {"field": high},
            },
        }

    def line(field: str, colour: str, dash: list[int]) -> Spec:
        return {
            "mark": {"type": "line", "color": colour, "strokeWidth": 2.25, "strokeDash": dash},
            "encoding": {"x": x, "y": {"field": field, "type": "quantitative"}},
        }

    tips: list[Spec] = [{**_YEAR, "format": "d", "title": " "}]
    tips += [
        {"field": key, "type": "quantitative", "format": ",.1f", "title": name}
        for key, name in names.items()
    ]
    marks = [] if threshold is None else [_level(threshold)]
    return {
        "height": 340,
        "layer": [
            *marks,
            _level(0.0),
            band("p05", "p95", 0.2),
            band("p25", "p75", 0.35),
            line("p50", PALETTE[0], []),
            line("single", GREY, [5, 4]),
            {
                "mark": {"type": "rule", "opacity": 0, "strokeWidth": 8},
                "encoding": {"x": x, "tooltip": tips},
            },
        ],
        "config": base_config(),
    }


def _level(value: float) -> Spec:
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": "#c0392b", "opacity": 0.5},
        "encoding": {"y": {"datum": value}},
    }


def chance_chart(title: str, first: int, last: int) -> Spec:
    """Return the share of paths below a threshold by year; rows of `year` and `share`."""
    return {
        "height": 220,
        "mark": {
            "type": "area",
            "line": {"color": PALETTE[1]},
            "color": PALETTE[1],
            "opacity": 0.3,
        },
        "encoding": {
            "x": _years(first, last),
            "y": {
                "field": "share",
                "type": "quantitative",
                "scale": {"domain": [0, 1]},
                "axis": {"title": title, "format": ".0%"},
            },
            "tooltip": [
                {**_YEAR, "format": "d", "title": " "},
                {"field": "share", "type": "quantitative", "format": ".1%", "title": title},
            ],
        },
        "config": base_config(),
    }


def depletion_chart(title: str, order: Sequence[str], after: str) -> Spec:
    """Return the share of paths that run dry in each year; rows of `when` and `share`.

    The last bar, `after`, is of those that do not run dry within the projection.
    """
    colour = {
        "condition": {"test": f"datum.when == '{after}'", "value": GREY},
        "value": PALETTE[1],
    }
    labels = {"labelOverlap": "greedy", "title": None, "labelAngle": 0}
    return {
        "height": 220,
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "when", "type": "ordinal", "sort": list(order), "axis": labels},
            "y": {
                "field": "share",
                "type": "quantitative",
                "axis": {"title": title, "format": ".0%"},
            },
            "color": colour,
            "tooltip": [
                {"field": "when", "type": "ordinal", "title": " "},
                {"field": "share", "type": "quantitative", "format": ".1%", "title": title},
            ],
        },
        "config": base_config(),
    }


def tornado_chart(axis: str, order: Sequence[str], base: float, low: str, high: str) -> Spec:
    """Return a bar each way for every lever; rows of `lever`, `value`, `end`, `range`."""
    return {
        "height": 90 + 36 * len(order),
        "layer": [
            {
                "mark": {"type": "bar", "height": 18},
                "encoding": {
                    "y": _named("lever", order),
                    "x": {
                        "field": "value",
                        "type": "quantitative",
                        "axis": {"title": axis},
                        "scale": {"zero": False},
                    },
                    "x2": {"datum": base},
                    "color": {
                        "field": "end",
                        "type": "nominal",
                        "scale": {"domain": [low, high], "range": [PALETTE[2], PALETTE[1]]},
                        "legend": {"title": None, "orient": "top"},
                    },
                    "tooltip": [
                        {"field": "lever", "type": "nominal", "title": " "},
                        {"field": "range", "type": "nominal", "title": " "},
                        {"field": "value", "type": "quantitative", "format": ",.2f", "title": axis},
                    ],
                },
            },
            {"mark": {"type": "rule", "color": GREY}, "encoding": {"x": {"datum": base}}},
        ],
        "config": base_config(),
    }


def interval_chart(axis: str, order: Sequence[str], kinds: Sequence[str]) -> Spec:
    """Return points with their bounds; rows of `lever`, `kind`, `value`, `low`, `high`."""
    y = {**_named("lever", order), "scale": {"paddingInner": 0.3}}
    offset = {"field": "kind", "type": "nominal"}
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(kinds), "range": [PALETTE[0], PALETTE[1]]},
        "legend": {"title": None, "orient": "top"},
    }
    x: Spec = {"type": "quantitative", "axis": {"title": axis, "format": ".0%"}}
    return {
        "height": 90 + 40 * len(order),
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {
                    "y": y,
                    "yOffset": offset,
                    "x": {**x, "field": "low"},
                    "x2": {"field": "high"},
                    "color": colour,
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 70},
                "encoding": {
                    "y": y,
                    "yOffset": offset,
                    "x": {**x, "field": "value"},
                    "color": colour,
                    "tooltip": [
                        {"field": "lever", "type": "nominal", "title": " "},
                        {"field": "kind", "type": "nominal", "title": " "},
                        {"field": "value", "type": "quantitative", "format": ".1%", "title": axis},
                    ],
                },
            },
        ],
        "config": base_config(),
    }


def waterfall_chart(axis: str, order: Sequence[str], kinds: dict[str, str]) -> Spec:
    """Return bars from one total to another; rows of `step`, `start`, `end`, `kind`, `text`.

    A step may stand on two lines. `kinds` are the colours by kind.
    """
    y = _named("step", order)
    y["axis"] |= {"labelExpr": "split(datum.label, '\\n')"}
    scale = {"domain": list(kinds), "range": list(kinds.values())}
    return {
        "height": 90 + 34 * len(order),
        "layer": [
            {
                "mark": {"type": "bar", "height": 20},
                "encoding": {
                    "y": y,
                    "x": {
                        "field": "start",
                        "type": "quantitative",
                        "axis": {"title": axis},
                        # room for the figures beside the bars, on a narrow screen too
                        "scale": {"zero": False, "padding": 44},
                    },
                    "x2": {"field": "end"},
                    "color": {
                        "field": "kind",
                        "type": "nominal",
                        "scale": scale,
                        "legend": {"title": None, "orient": "top", "columns": 2},
                    },
                    "tooltip": [
                        {"field": "step", "type": "nominal", "title": " "},
                        {"field": "text", "type": "nominal", "title": axis},
                    ],
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 13, "color": GREY},
                "encoding": {
                    "y": y,
                    "x": {"field": "right", "type": "quantitative"},
                    "text": {"field": "text", "type": "nominal"},
                },
            },
        ],
        "config": base_config(),
    }


def map_chart(first: str, second: str, figure: str, middle: float) -> Spec:
    """Return a figure over two levers with the line at which the target is met.

    Rows of `one`, `other`, `value`, `one_end`, `other_end`; those with `role` "contour" are the
    line.
    """
    x: dict[str, Any] = {"type": "quantitative", "scale": {"zero": False, "nice": False}}
    return {
        "height": 380,
        "layer": [
            {
                "transform": [{"filter": "datum.role == 'cell'"}],
                "mark": {"type": "rect"},
                "encoding": {
                    "x": {**x, "field": "one", "axis": {"title": first}},
                    "x2": {"field": "one_end"},
                    "y": {**x, "field": "other", "axis": {"title": second}},
                    "y2": {"field": "other_end"},
                    "color": {
                        "field": "value",
                        "type": "quantitative",
                        "scale": {"scheme": "redblue", "domainMid": middle},
                        "legend": {"title": figure, "titleLimit": 320, "orient": "top"},
                    },
                    "tooltip": [
                        {"field": "one_at", "type": "quantitative", "title": first},
                        {"field": "other_at", "type": "quantitative", "title": second},
                        {
                            "field": "value",
                            "type": "quantitative",
                            "format": ",.2f",
                            "title": figure,
                        },
                    ],
                },
            },
            {
                "transform": [{"filter": "datum.role == 'contour'"}],
                "mark": {"type": "line", "color": "black", "strokeWidth": 2.5, "point": True},
                "encoding": {"x": {**x, "field": "one"}, "y": {**x, "field": "other"}},
            },
        ],
        "config": base_config(),
    }


def _named(field: str, order: Sequence[str]) -> Spec:
    axis = {
        "title": None,
        "labelLimit": 230,
        "labelExpr": "split(datum.label, '\\n')",
        # a second line hangs below the first: both are lifted to the middle of the bar
        "labelOffset": -7 if any("\n" in name for name in order) else 0,
        "labelOverlap": False,
        "ticks": False,
        "domain": False,
    }
    return {"field": field, "type": "nominal", "sort": list(order), "axis": axis}
