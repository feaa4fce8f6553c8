"""Why a figure differs from the year before: what each driver of the account adds."""

from collections.abc import Mapping, Sequence

import streamlit as st

from model.attribute.year_on_year import DECOMPOSED, YearOnYear, year_on_year
from model.errors import InputError
from model.export.explanation import driver_label, driver_text, year_on_year_answer
from model.funds.kinds import outputs
from model.results.indicator_at import TOTAL
from model.results.printing import column_label, shown
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
from ui.shared.frame import money_size, money_unit
from ui.shared.texts import finding, language, say, show_problems


def draw_why_year(
    projections: Mapping[str, Projection], indicator: str, funds: Sequence[str]
) -> None:
    """Draw which scenario, fund and year to hold against the year before, and its drivers.

    Parameters
    ----------
    projections : by the name of their line, the opened one first
    funds : the reader's choice
    """
    if indicator not in DECOMPOSED:
        names = ", ".join(say(outputs()[name].label) for name in DECOMPOSED)
        told = message(
            "{name} does not come apart by year; choose one of these indicators above: {names}",
            name=outputs()[indicator].label,
            names=names,
        )
        st.info(say(told))
        return
    columns = st.columns([3, 3, 2], vertical_alignment="bottom")
    with columns[0]:
        label = st.selectbox(
            say("scenario"), list(projections), key="why_year_scenario", persist_state="session"
        )
    projection = projections[label]
    with columns[1]:
        fund = _pick_fund(projection, funds)
    with columns[2]:
        year = _pick_year(projection)
    try:
        found = year_on_year(projection, fund, year, indicator)
    except InputError as error:
        show_problems(error)
        return
    _draw(found, label)


def _pick_fund(projection: Projection, funds: Sequence[str]) -> str:
    titles = {name: say(fund.title) for name, fund in projection.funds.items()}
    options = [name for name in funds if name in titles] or list(titles)
    if len(titles) > 1:
        titles[TOTAL] = say("all funds together")
        options.append(TOTAL)
    return st.selectbox(
        say("fund"),
        options,
        format_func=titles.__getitem__,
        key="why_year_fund",
        persist_state="session",
    )


def _pick_year(projection: Projection) -> int:
    """Draw the year; one that cannot be explained is refused below, with the reason.

    A box with bounds would keep such a year to itself, and the chart of another one below.
    """
    usual = min(projection.scenario.base_year + 20, projection.scenario.end_year)
    st.session_state.setdefault("why_year_year", usual)
    return int(st.number_input(say("year"), step=1, key="why_year_year", persist_state="session"))


def _draw(found: YearOnYear, label: str) -> None:
    """Draw the finding, the bars of the change from nil, and the drivers in both years."""
    money = money_unit(found.scenario)
    said = found.say(language(), money)
    finding(said)
    drivers = sorted(found.drivers, key=lambda one: -abs(one.value))
    raises, lowers, total = say("raises it"), say("lowers it"), say("change")
    parts = [(say(one.label), one.value, raises if one.value > 0 else lowers) for one in drivers]
    steps = parts_in_a_row(parts, 0.0)
    steps.append(Step(total, 0.0, found.change, total, found.change))
    others = say("all others")
    colours = {raises: PALETTE[0], lowers: PALETTE[1], others: REST, total: GREY}
    scenario, name = found.scenario, found.at.name
    size = money_size(scenario)
    heads = [str(found.at.first_year - 1), str(found.at.first_year)]
    heads = [say("driver"), part_heading(name, scenario), *heads]
    rows = [
        (
            driver_label(found, one, money, language()),
            part_text(name, one.value, scenario),
            *(driver_text(found, one, v, money, language()) for v in (one.before, one.after)),
        )
        for one in drivers
    ]
    figure = column_label(name, scenario.currency, money, language())
    ends = (shown(name, value, size, language()) for value in (found.start, found.end))
    rows.append((figure, part_text(name, found.change, scenario), *ends))
    table = [dict(zip(heads, row, strict=True)) for row in rows]
    changing = say(message("change: {figure}", figure=figure))
    axis = changing[:1].upper() + changing[1:]
    drawn = Waterfall(scenario, name, axis, steps, colours, said, label)
    draw_waterfall(drawn, table, year_on_year_answer([found], money, language()), "why_year_chart")
