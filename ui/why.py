"""Why a figure changed: what each changed lever adds, as a waterfall."""

from collections.abc import Mapping, Sequence

import streamlit as st

from model.analysis.attribution import Attribution, explain
from model.analysis.contribution import SIDES
from model.exports import column_label, shown
from model.funds import outputs
from model.projection import Projection
from model.texts import message
from ui.charts import GREY, PALETTE
from ui.fan_charts import waterfall_chart
from ui.frame import money_size, money_unit
from ui.jobs import result_of, run_button
from ui.texts import finding, heading, language, say

#: Smaller parts than this share of the change are shown in sum.
_SMALL = 0.005
_MOST_BARS = 14


def draw_why(
    baseline: Projection, others: Mapping[str, Projection], indicator: str, funds: Sequence[str]
) -> None:
    """Draw which scenario to explain, at which year, and the parts of its change."""
    heading(say("why: what each change adds"))
    scenario = baseline.scenario
    columns = st.columns([3, 3, 2], vertical_alignment="bottom")
    with columns[0]:
        label = st.selectbox(say("scenario"), list(others), key="why_scenario")
    with columns[1]:
        fund = st.selectbox(
            say("fund"),
            list(funds),
            format_func=lambda name: say(baseline.funds[name].title),
            key="why_fund",
        )
    with columns[2]:
        year = int(
            st.number_input(
                say("year"),
                scenario.base_year + 1,
                scenario.end_year,
                min(scenario.base_year + 20, scenario.end_year),
                key="why_year",
            )
        )
    if label is None or fund is None:
        return
    other, asked = others[label].scenario, f"{fund}.{indicator}@{year}"
    key = f"{scenario.sha256}|{other.sha256}|{label}|{asked}|{[f.text for f in other.files[-1:]]}"
    run_button(
        "why",
        say("explain the change"),
        key,
        lambda watch: explain(scenario, other, asked, earlier=baseline),
    )
    found = result_of("why", key)
    if isinstance(found, Attribution):
        _waterfall(found, indicator)


def _waterfall(found: Attribution, indicator: str) -> None:
    """Draw the parts from the baseline's figure to the other's, largest first by side."""
    scenario = found.base
    finding(found.say(language()))
    kind = outputs()[indicator].kind
    size = money_size(scenario) if kind == "money" else 1.0
    sides = {side: say(label.template) for side, label in SIDES.items()}
    order = list(sides)
    parts = sorted(found.contributions, key=lambda one: (order.index(one.side), -abs(one.value)))
    shown_parts = [one for one in parts if abs(one.value) > _SMALL * abs(found.change)]
    shown_parts = shown_parts[:_MOST_BARS]
    rest = found.change - sum(one.value for one in shown_parts)
    steps = [(say(one.label), one.value, sides[one.side]) for one in shown_parts]
    if len(shown_parts) < len([one for one in parts if one.value]):
        steps.append((say("all others"), rest, say("all others")))
    total = say("total")
    rows, at = [], found.start
    rows.append(_bar(say(scenario.title), 0.0, found.start, total, indicator, size))
    for name, value, side in steps:
        label = name
        while any(row["step"] == label for row in rows):
            label += " "
        rows.append(_bar(label, at, at + value, side, indicator, size, value))
        at += value
    rows.append(_bar(say(found.other.title) + " ", 0.0, found.end, total, indicator, size))
    colours = {total: GREY, **dict(zip(sides.values(), PALETTE, strict=False))}
    colours[say("all others")] = "#b9bcc2"
    used = {str(row["kind"]) for row in rows}
    axis = column_label(indicator, scenario.currency, money_unit(scenario), language())
    spec = waterfall_chart(
        axis,
        [str(row["step"]) for row in rows],
        {name: colour for name, colour in colours.items() if name in used},
    )
    st.vega_lite_chart(rows, spec, width="stretch", key="waterfall")
    totals = "；" if language() == "zh" else "; "
    st.caption(
        totals.join(
            say(message("{side}: {value}", side=sides[side], value=found.text(value, language())))
            for side, value in found.subtotals.items()
            if value
        )
    )


def _bar(
    step: str,
    start: float,
    end: float,
    kind: str,
    indicator: str,
    size: float,
    change: float | None = None,
) -> dict[str, object]:
    figure = end if change is None else change
    text = shown(indicator, figure, size, language())
    return {
        "step": step,
        "start": start / size,
        "end": end / size,
        "right": max(start, end) / size,
        "kind": kind,
        "text": text if change is None or change < 0 else f"+{text}",
    }
