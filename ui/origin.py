"""Open a figure: its formula, the values put in, and the line of each input."""

from collections.abc import Sequence
from typing import cast

import streamlit as st

from model.funds import outputs
from model.projection import FundProjection, Projection
from model.provenance import OriginText, openable, origin_of, origin_text
from model.scenario.reforming import UNSAVED
from model.texts import Message, message
from ui.frame import money_unit
from ui.texts import bold, language, say

#: The figure that stands open at first.
_FIRST = "payout_months"
_HORIZON = 10


def draw_origin(projection: Projection, funds: Sequence[str]) -> None:
    """Draw the choice of a figure and a year, and the figure opened below."""
    bold(say("open a figure"))
    picked = _picked(projection, funds)
    if picked is None:
        return
    fund, name, year = picked
    text = origin_text(
        origin_of(projection, fund.name, name, year),
        projection.scenario,
        language(),
        money_unit(projection.scenario),
    )
    _formula(text)
    if text.terms:
        _table(text.term_heads, text.terms)
    bold(say("inputs behind it"))
    if any(UNSAVED in row[5] for row in text.inputs):
        st.caption(say(message("{file}: the unsaved changes, as a reform file", file=UNSAVED)))
    _table(text.input_heads, text.inputs)


def _picked(
    projection: Projection, funds: Sequence[str]
) -> tuple[FundProjection, str, int | None] | None:
    """Draw fund, figure and year; None while nothing is chosen."""
    scenario = projection.scenario
    columns = st.columns([3, 4, 2], vertical_alignment="bottom")
    with columns[0]:
        fund = st.selectbox(
            say("fund"),
            list(funds),
            format_func=lambda one: say(projection.funds[one].title),
            key="origin_fund",
        )
    if fund is None:
        return None
    own = projection.funds[fund]
    names = list(openable(own))
    with columns[1]:
        name = st.selectbox(
            say("figure"),
            names,
            index=names.index(_FIRST),
            format_func=lambda one: say(outputs()[one].label),
            key=f"origin_figure.{fund}",
        )
    if name is None:
        return None
    whole = outputs()[name].group == "summary"
    with columns[2]:
        year = st.number_input(
            say("year"),
            scenario.base_year,
            scenario.end_year,
            min(scenario.base_year + _HORIZON, scenario.end_year),
            key="origin_year",
            disabled=whole,
        )
    return own, name, None if whole else int(cast(int, year))


def _formula(text: OriginText) -> None:
    """Draw the figure, its equation in words and in values, and where the method stands."""
    st.markdown(f"**{text.title}{'：' if language() == 'zh' else ': '}{text.value}**")
    for line in (text.equation, text.values):
        if line:
            st.code(line, language=None, wrap_lines=True)
    if text.remark:
        st.markdown(text.remark)
    st.caption(f"`{text.declared}` · {' · '.join(f'`{page}`' for page in text.pages)}")


def _table(heads: Sequence[Message], rows: Sequence[tuple[str, ...]]) -> None:
    names = [say(head) for head in heads]
    st.dataframe(
        {name: [row[place] for row in rows] for place, name in enumerate(names)},
        hide_index=True,
        width="stretch",
    )
