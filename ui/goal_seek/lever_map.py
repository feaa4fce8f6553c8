"""Two levers at once: where on the map a target is met."""

import numpy as np
import streamlit as st

from model.arrays import FloatArray
from model.goal_seek.lever_map import LeverMap, two_lever_map
from ui.charts.fans import map_chart
from ui.goal_seek.levers import figure_label, label_with_unit, scale_of
from ui.shared.long_work import result_of, run_button
from ui.shared.projections import View
from ui.shared.texts import finding, language, say


def draw_map(
    view: View,
    lever: str,
    second: str | None,
    target: str,
    fund: str,
    from_year: int | None,
    key: str,
) -> None:
    """Draw a figure over two levers with the line at which the target is met."""
    if second is None:
        st.info(say("pick a second lever above"))
        return
    scenario, known = view.scenario, view.changed
    year = from_year if scenario.levers_by_path[second].dated else None
    run_button(
        "map",
        say("draw the map"),
        key,
        lambda watch: two_lever_map(
            scenario, [lever, second], target, fund=fund, from_year=year, earlier=known, watch=watch
        ),
    )
    found = result_of("map", key)
    if isinstance(found, LeverMap):
        _map(found)


def _map(found: LeverMap) -> None:
    finding(found.say(language()))
    scenario = found.scenario
    first, second = (label_with_unit(lever.declaration, scenario) for lever in found.levers)
    scales = [scale_of(lever.declaration, scenario) for lever in found.levers]
    one, other = (values * scale for values, scale in zip(found.values, scales, strict=True))
    label, size = figure_label(found.target.at.name, scenario)
    outcome = found.outcome / size
    edges = [_edges(values) for values in (one, other)]
    rows = [
        {
            "role": "cell",
            "one": edges[0][i],
            "one_end": edges[0][i + 1],
            "one_at": float(one[i]),
            "other": edges[1][j],
            "other_end": edges[1][j + 1],
            "other_at": float(other[j]),
            "value": float(outcome[i, j]) if np.isfinite(outcome[i, j]) else None,
        }
        for i in range(len(one))
        for j in range(len(other))
    ]
    rows += [
        {"role": "contour", "one": a, "one_at": a, "other": b, "other_at": b, "value": None}
        for a, b in ((a * scales[0], b * scales[1]) for a, b in found.contour)
    ]
    spec = map_chart(first, second, label, found.target.threshold / size)
    st.vega_lite_chart(rows, spec, width="stretch", key="map_chart")
    st.caption(say("the black line: where the target is met exactly"))


def _edges(values: FloatArray) -> list[float]:
    """Return the edges of cells around rising values."""
    middles = (values[1:] + values[:-1]) / 2
    first, last = 2 * values[0] - middles[0], 2 * values[-1] - middles[-1]
    return [float(edge) for edge in (first, *middles, last)]
