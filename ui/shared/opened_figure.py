"""Open a figure: its formula, the values put in, and the line of each input."""

from collections.abc import Mapping, Sequence

import streamlit as st

from model.funds.kinds import outputs
from model.origin import FigureOrigin, OriginText, openable, origin_of, origin_text
from model.results.consolidation import consolidate
from model.results.projection import Projection
from model.scenario.reform_in_memory import UNSAVED
from model.words.texts import Message, Text, message
from ui.shared.frame import money_unit
from ui.shared.texts import bold, language, say

#: The figure that stands open at first.
_FIRST = "payout_months"
_HORIZON = 10


def draw_origin(projection: Projection, accounts: Mapping[str, Text]) -> None:
    """Draw the choice of a figure and a year, and the figure opened below.

    Parameters
    ----------
    accounts : title by name of the funds that can be opened, `TOTAL` for them together
    """
    bold(say("open a figure"))
    picked = _picked(projection, accounts)
    if picked is None:
        return
    fund, name, year = picked
    origin = origin_of(projection, fund, name, year)
    text = origin_text(origin, projection.scenario, language(), money_unit(projection.scenario))
    _formula(text)
    if text.terms:
        _terms(projection, origin, text)
    bold(say("inputs behind it"))
    if any(UNSAVED in row[5] for row in text.inputs):
        st.caption(say(message("{file}: the unsaved changes, as a reform file", file=UNSAVED)))
    _table(text.input_heads, text.inputs)


def _picked(
    projection: Projection, accounts: Mapping[str, Text]
) -> tuple[str, str, int | None] | None:
    """Draw fund, figure and year; None while nothing is chosen."""
    scenario = projection.scenario
    columns = st.columns([3, 4, 2], vertical_alignment="bottom")
    _keep("origin_fund", list(accounts), next(iter(accounts)))
    with columns[0]:
        fund = st.selectbox(
            say("fund"),
            list(accounts),
            format_func=lambda one: say(accounts[one]),
            key="origin_fund",
            persist_state="session",
        )
    if fund is None:
        return None
    own = projection.funds.get(fund) or consolidate(tuple(projection.funds.values()))
    names = list(openable(own))
    _keep(f"origin_figure.{fund}", names, _FIRST)
    with columns[1]:
        name = st.selectbox(
            say("figure"),
            names,
            format_func=lambda one: say(outputs()[one].label),
            key=f"origin_figure.{fund}",
            persist_state="session",
        )
    if name is None:
        return None
    whole = outputs()[name].group == "summary"
    first, last = scenario.base_year, scenario.end_year
    _keep("origin_year", range(first, last + 1), min(first + _HORIZON, last))
    with columns[2]:
        year = st.number_input(
            say("year"), first, last, key="origin_year", persist_state="session", disabled=whole
        )
    return fund, name, None if whole else int(year)


def _keep(key: str, allowed: Sequence[object], otherwise: object) -> None:
    """Keep what was chosen where it can still be chosen; a marked row chooses too."""
    if st.session_state.get(key) not in allowed:
        st.session_state[key] = otherwise


def _formula(text: OriginText) -> None:
    """Draw the figure, its equation in words and in values, and where the method stands."""
    st.markdown(f"**{text.title}{'：' if language() == 'zh' else ': '}{text.value}**")
    for line in (text.equation, text.values):
        if line:
            st.code(line, language=None, wrap_lines=True)
    if text.remark:
        st.markdown(text.remark)
    st.caption(f"`{text.declared}` · {' · '.join(f'`{page}`' for page in text.pages)}")


def _terms(projection: Projection, origin: FigureOrigin, text: OriginText) -> None:
    """Draw what is put in; a chosen row is opened in turn."""
    if any(term.output for term in origin.opening.terms):
        st.caption(say("mark a row at its left edge to open that figure"))
    # a table of its own for each figure: what was marked in the last one is not marked in this
    key = f"origin_terms.{origin.fund}.{origin.name}.{origin.year}"
    st.dataframe(
        _columns(text.term_heads, text.terms),
        hide_index=True,
        width="stretch",
        key=key,
        selection_mode="single-row",
        on_select=lambda: _open_marked(projection, origin, key),
    )


def _open_marked(projection: Projection, origin: FigureOrigin, key: str) -> None:
    """Put the marked figure, if it is one, into the choices above before they are drawn."""
    rows = st.session_state[key].selection.rows
    if not rows:
        return
    term = origin.opening.terms[rows[0]]
    if not term.output or not projection.years[0] <= term.year <= projection.years[-1]:
        return
    fund = term.fund or origin.fund
    st.session_state["origin_fund"] = fund
    st.session_state[f"origin_figure.{fund}"] = term.output
    st.session_state["origin_year"] = term.year


def _table(heads: Sequence[Message], rows: Sequence[tuple[str, ...]]) -> None:
    st.dataframe(_columns(heads, rows), hide_index=True, width="stretch")


def _columns(heads: Sequence[Message], rows: Sequence[tuple[str, ...]]) -> dict[str, list[str]]:
    return {say(head): [row[place] for row in rows] for place, head in enumerate(heads)}
