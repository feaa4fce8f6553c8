"""The analyst's half of Overview: every series, its items, its table, and what was assumed."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from model.funds.kinds import outputs
from model.origin import TOTAL
from model.results.consolidation import Consolidation
from model.results.frame import fund_columns
from model.results.fund_projection import FundProjection
from model.results.printing import column_label, shown
from model.results.projection import Projection
from model.words.texts import Text, message
from ui.charts.courses import bars_chart
from ui.shared.account import Shown
from ui.shared.frame import money_size, money_unit
from ui.shared.opened_figure import draw_origin
from ui.shared.projections import View
from ui.shared.texts import language, say


def draw_analyst(view: View, accounts: Sequence[Shown]) -> None:
    """Draw items, single figures, the table and the notes of each chosen fund."""
    st.divider()
    for account in accounts:
        for fund in _funds(account):
            st.subheader(say(fund.title))
            _items(view, fund)
            _single_figures(view, fund)
            _table(view, fund)
            _notes(view, fund)
    st.divider()
    draw_origin(_of_those_shown(view, accounts), _openable_accounts(accounts))


def _of_those_shown(view: View, accounts: Sequence[Shown]) -> Projection:
    """Return the projection of the funds on the screen, so that their total is the one shown."""
    funds = [fund for one in accounts for fund in _funds(one)]
    return replace(view.changed, funds={fund.name: fund for fund in funds})


def _openable_accounts(accounts: Sequence[Shown]) -> dict[str, Text]:
    """Return what accounts are called by name: several together first, then each fund."""
    titles: dict[str, Text] = {}
    for one in accounts:
        if isinstance(one.now, Consolidation):
            titles[TOTAL] = one.title
        titles |= {fund.name: fund.title for fund in _funds(one)}
    return titles


def _funds(account: Shown) -> tuple[FundProjection, ...]:
    return (account.now,) if isinstance(account.now, FundProjection) else account.now.funds


def _items(view: View, fund: FundProjection) -> None:
    size, unit = money_size(view.scenario), money_unit(view.scenario)
    for column, name, items in zip(
        st.columns(2),
        ("income", "expenditure"),
        (fund.account.income_items, fund.account.expenditure_items),
        strict=True,
    ):
        labels = {item: say(outputs()[item].label) for item in items if items[item].any()}
        rows = [
            {
                "year": int(year),
                "value": float(items[item][row, 0]) / size,
                "line": label,
                "rank": n,
            }
            for n, (item, label) in enumerate(labels.items())
            for row, year in enumerate(fund.years)
        ]
        axis = column_label(name, view.scenario.currency, unit, language())
        column.vega_lite_chart(
            rows,
            bars_chart(axis, list(labels.values())),
            width="stretch",
            key=f"{name}.{fund.name}",
        )


def _single_figures(view: View, fund: FundProjection) -> None:
    size = money_size(view.scenario)
    scenario = view.scenario
    st.dataframe(
        {
            say("figure"): [
                column_label(name, scenario.currency, money_unit(scenario), language())
                for name in fund.summary
            ],
            say("value"): [
                shown(name, value, size, language()) for name, value in fund.summary.items()
            ],
            say("how it is found"): [
                say(message(outputs()[name].formula)) for name in fund.summary
            ],
        },
        hide_index=True,
        width="stretch",
    )


def _table(view: View, fund: FundProjection) -> None:
    size, unit = money_size(view.scenario), money_unit(view.scenario)
    with st.expander(say("all figures by year")):
        table = {
            column_label(name, view.scenario.currency, unit, language()): [
                shown(name, value, size, language()) for value in values[:, 0].tolist()
            ]
            for name, values in fund_columns(fund)
        }
        st.dataframe({say("year"): [str(y) for y in fund.years], **table}, hide_index=True)


def _notes(view: View, fund: FundProjection) -> None:
    with st.expander(say("what was assumed or derived")):
        for note in (*view.changed.notes, *fund.notes):
            st.markdown(f"- {say(note)}")
