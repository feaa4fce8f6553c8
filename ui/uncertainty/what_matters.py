"""What matters most: which lever moves one figure, alone and together with others."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from model.funds.kinds import outputs
from model.results.printing import column_label
from model.scenario.scenario import Scenario
from model.sensitivity.lever_range import LeverRange
from model.sensitivity.sobol import MOST_LEVERS, SobolIndices, sobol
from model.sensitivity.tornado import Tornado, tornado
from model.words.texts import message
from ui.charts.fans import interval_chart, tornado_chart
from ui.shared.frame import money_size, money_unit
from ui.shared.lever_search import lever_name
from ui.shared.long_work import result_of, run_button
from ui.shared.projections import View, draft_key
from ui.shared.session import draft
from ui.shared.texts import finding, language, say
from ui.uncertainty.figures import FIGURES, TOTAL, pick_fund
from ui.uncertainty.lever_ranges import pick_ranges

#: More levers than these take long all at once.
_MOST_PICKED = 12


def draw_what_matters(view: View) -> None:
    """Draw which lever moves one figure most: one at a time, and all at once."""
    scenario = view.scenario
    columns = st.columns([2, 2, 1])
    with columns[0]:
        fund = pick_fund(view, "tornado_fund")
    with columns[1]:
        figure = st.selectbox(
            say("indicator"),
            FIGURES[:4] if fund == TOTAL else FIGURES,
            format_func=lambda name: say(outputs()[name].label),
            key="tornado_figure",
            persist_state="session",
        )
    with columns[2]:
        year = int(
            st.number_input(
                say("year"),
                scenario.base_year + 1,
                scenario.end_year,
                min(scenario.base_year + 20, scenario.end_year),
                key="tornado_year",
                persist_state="session",
            )
        )
    asked = f"{fund}.{figure}@{year}"
    key = f"{scenario.sha256}{draft_key(draft())}{asked}"
    ranges = pick_ranges(view, asked, key)
    # of all levers only the strongest; of those that the reader has picked, every one
    most = MOST_LEVERS if ranges is None or len(ranges) > _MOST_PICKED else None
    key += str(ranges)
    with st.container(horizontal=True):
        run_button(
            "tornado",
            say("move each lever alone"),
            key,
            lambda watch: tornado(scenario, asked, ranges, watch=watch),
        )
        run_button(
            "sobol",
            say("move all at once (Sobol)"),
            key,
            lambda watch: sobol(scenario, asked, ranges, strongest=most, watch=watch),
        )
    axis = column_label(figure, scenario.currency, money_unit(scenario), language())
    size = money_size(scenario) if outputs()[figure].kind == "money" else 1.0
    found = result_of("tornado", key)
    if isinstance(found, Tornado):
        _tornado(found, axis, size)
    shares = result_of("sobol", key)
    if isinstance(shares, SobolIndices):
        _sobol(shares)


def _tornado(found: Tornado, axis: str, size: float) -> None:
    finding(say(found.finding))
    bars = found.bars[:20]
    names = _lever_names([bar.lever for bar in bars], found.scenario)
    low, high = say("moved down"), say("moved up")
    rows = [
        {
            "lever": names[bar.lever.path],
            "value": value / size,
            "end": end,
            "range": f"{' … '.join(bar.lever.ends)} ({say(bar.lever.reason)})",
        }
        for bar in bars
        for end, value in ((low, bar.at_low), (high, bar.at_high))
        if np.isfinite(value)
    ]
    spec = tornado_chart(axis, list(names.values()), found.base / size, low, high)
    st.vega_lite_chart(rows, spec, width="stretch", key="tornado_chart")
    if found.still:
        st.caption(say(message("not moved by {count} other levers", count=len(found.still))))
    if found.without_number:
        count = len(found.without_number)
        st.caption(say(message("levers without a number in the file: {count}", count=count)))


def _sobol(found: SobolIndices) -> None:
    finding(say(found.finding))
    names = _lever_names(found.levers, found.scenario)
    first, total = say("alone"), say("with others")
    rows = [
        {
            "lever": names[lever.path],
            "kind": kind,
            "value": float(values[n]),
            "low": float(bounds[n, 0]),
            "high": float(bounds[n, 1]),
        }
        for n, lever in enumerate(found.levers)
        for kind, values, bounds in (
            (first, found.first, found.first_bounds),
            (total, found.total, found.total_bounds),
        )
    ]
    axis = say("share of the variance")
    spec = interval_chart(axis, list(names.values()), [first, total])
    st.vega_lite_chart(rows, spec, width="stretch", key="sobol_chart")


def _lever_names(levers: Sequence[LeverRange], scenario: Scenario) -> dict[str, str]:
    """Return the levers' labels by path with their ranges on a second line.

    The fund is named where a label would stand twice.
    """
    labels = {one.path: say(one.declaration.label) for one in levers}
    known = list(labels.values())
    names = {}
    for one in levers:
        twice = known.count(labels[one.path]) > 1
        name = lever_name(one.path, scenario, language()) if twice else labels[one.path]
        names[one.path] = f"{name}\n{' … '.join(one.ends)}"
    return names
