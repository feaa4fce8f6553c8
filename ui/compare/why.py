"""Why a figure changed: what each changed lever, or each driver of a year, adds."""

from collections.abc import Mapping, Sequence

import streamlit as st

from model.attribute.attribution import Attribution, explain
from model.attribute.contribution import SIDES
from model.export.attribution import attribution_answer
from model.results.printing import column_label
from model.results.projection import Projection
from model.words.texts import message
from ui.charts.courses import PALETTE
from ui.charts.layers import GREY
from ui.compare.waterfall import (
    REST,
    Step,
    Waterfall,
    draw_waterfall,
    part_heading,
    part_text,
    parts_in_a_row,
)
from ui.compare.why_year import draw_why_year
from ui.shared.frame import money_unit
from ui.shared.long_work import result_of, run_button
from ui.shared.session import draft
from ui.shared.texts import finding, heading, language, say


def draw_why(
    baseline: Projection,
    others: Mapping[str, Projection],
    opened: Projection,
    indicator: str,
    funds: Sequence[str],
) -> None:
    """Draw what a change is owed to: against the baseline, or against the year before."""
    heading(say("why: what each change adds"))
    against = {"baseline": say("against the baseline"), "year": say("against the year before")}
    chosen = st.segmented_control(
        say("explain"),
        list(against),
        default="baseline",
        format_func=against.__getitem__,
        key="why_against",
        persist_state="session",
        label_visibility="collapsed",
    )
    if chosen != "year":
        _against_baseline(baseline, others, indicator, funds)
        return
    known = {**others, say(baseline.scenario.title): baseline}
    first = next((name for name, one in known.items() if one.scenario == opened.scenario), None)
    if first is None:
        unsaved = say("unsaved changes")
        first = f"{say(opened.scenario.title)} · {unsaved}" if draft() else say("the opened file")
        known[first] = opened
    draw_why_year({first: known[first], **known}, indicator, funds)


def _against_baseline(
    baseline: Projection, others: Mapping[str, Projection], indicator: str, funds: Sequence[str]
) -> None:
    """Draw which scenario to explain, at which year, and the parts of its change."""
    scenario = baseline.scenario
    columns = st.columns([3, 3, 2], vertical_alignment="bottom")
    with columns[0]:
        label = st.selectbox(
            say("scenario"), list(others), key="why_scenario", persist_state="session"
        )
    with columns[1]:
        fund = st.selectbox(
            say("fund"),
            list(funds),
            format_func=lambda name: say(baseline.funds[name].title),
            key="why_fund",
            persist_state="session",
        )
    with columns[2]:
        year = int(
            st.number_input(
                say("year"),
                scenario.base_year + 1,
                scenario.end_year,
                min(scenario.base_year + 20, scenario.end_year),
                key="why_year",
                persist_state="session",
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
        lambda watch: explain(scenario, other, asked, earlier=baseline, watch=watch),
    )
    found = result_of("why", key)
    if isinstance(found, Attribution):
        _waterfall(found, indicator)


def _waterfall(found: Attribution, indicator: str) -> None:
    """Draw the parts from the baseline's figure to the other's, largest first by side."""
    scenario, money = found.base, money_unit(found.base)
    said = found.say(language(), money)
    finding(said)
    sides = {side: say(label.template) for side, label in SIDES.items()}
    order = list(sides)
    parts = sorted(found.contributions, key=lambda one: (order.index(one.side), -abs(one.value)))
    total = say("total")
    names = [say(scenario.title), say(found.other.title)]
    bars = [(say(one.label), one.value, sides[one.side]) for one in parts]
    steps = [
        Step(names[0], 0.0, found.start, total, None),
        *parts_in_a_row(bars, found.start),
        Step(names[1], 0.0, found.end, total, None),
    ]
    colours = {total: GREY, **dict(zip(sides.values(), PALETTE, strict=False))}
    axis = column_label(indicator, scenario.currency, money, language())
    colours[say("all others")] = REST
    drawn = Waterfall(scenario, indicator, axis, steps, colours, said, " → ".join(names))
    parts_heading = part_heading(indicator, scenario)
    table = [
        {
            say("lever"): say(one.label),
            parts_heading: part_text(indicator, one.value, scenario),
            say("side"): sides[one.side],
            say("path"): one.name,
        }
        for one in parts
    ]
    table.append(
        {
            say("lever"): say("change"),
            parts_heading: part_text(indicator, found.change, scenario),
            say("side"): "",
            say("path"): "",
        }
    )
    draw_waterfall(drawn, table, attribution_answer([found], money, language()), "waterfall")
    totals = "；" if language() == "zh" else "; "
    st.caption(
        totals.join(
            say(
                message(
                    "{side}: {value}",
                    side=sides[side],
                    value=found.text(value, language(), money=money),
                )
            )
            for side, value in found.subtotals.items()
            if value
        )
    )
