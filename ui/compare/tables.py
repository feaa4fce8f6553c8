"""The tables of Compare: changed inputs beside changed outputs."""

from collections.abc import Mapping, Sequence

import streamlit as st

from model.export.comparison import fund_title, input_texts
from model.funds.kinds import outputs
from model.parameters.declaration import Parameter
from model.results.comparison import Comparison
from model.results.printing import column_label, shown
from model.results.projection import Projection
from model.scenario.lever_rows import label_text
from model.scenario.scenario import Scenario
from ui.shared.account import at_year
from ui.shared.frame import money_size, money_unit
from ui.shared.texts import heading, language, say

#: Years after the base year in the table of outputs, besides the last one.
YEARS_LATER = (5, 10, 20, 30)


def lever_name(path: str, declaration: Parameter, comparison: Comparison) -> str:
    """Return a lever's label with unit and fund, for the same lever stands in several."""
    first = comparison.projections[0].scenario
    label = label_text(declaration, first.currency, money_unit(first), language())
    keys = path.split(".")
    if keys[0] != "funds":
        return label
    return f"{label} · {fund_title(comparison, keys[1], language())}"


def draw_inputs(comparison: Comparison, labels: Sequence[str]) -> None:
    """Draw what differs, a column for each scenario."""
    heading(say("changed inputs"))
    if not comparison.inputs:
        st.caption(say("no lever differs"))
        return
    money = money_unit(comparison.projections[0].scenario)
    rows = [
        {
            say("lever"): lever_name(change.path, change.declaration, comparison),
            **{
                label: value or "—"
                for label, value in zip(
                    labels, input_texts(comparison, change, money, language()), strict=True
                )
            },
            say("path"): change.path,
        }
        for change in comparison.inputs
    ]
    st.dataframe(rows, hide_index=True, width="stretch")


def draw_outputs(
    scenario: Scenario, labelled: Mapping[str, Projection], indicator: str, funds: Sequence[str]
) -> None:
    """Draw the chosen indicator and the turning points of the chosen funds by scenario."""
    size = money_size(scenario)
    label = column_label(indicator, scenario.currency, money_unit(scenario), language())
    heading(say("what becomes of it"))
    end = max(one.scenario.end_year for one in labelled.values())
    later = {scenario.base_year + years for years in YEARS_LATER}
    years = sorted({year for year in later if year < end} | {end})
    rows = []
    for title, one in labelled.items():
        for fund in [name for name in funds if name in one.funds]:
            account = one.funds[fund]
            row = {say("scenario"): title, say("fund"): say(account.title)}
            for year in years:
                value = at_year(account, indicator, year)
                row[f"{label} {year}"] = shown(indicator, value, size, language())
            for name in ("first_deficit_year", "depletion_month"):
                point = account.turning_points[name]
                row[say(outputs()[name].label)] = shown(name, point, 1, language())
            rows.append(row)
    st.dataframe(rows, hide_index=True, width="stretch")
