"""Overview: how long each fund of a scenario lasts."""

from pathlib import Path

import streamlit as st

from model.errors import InputError
from model.exports import column_label, fund_columns, shown
from model.findings import fund_finding
from model.funds import outputs
from model.projection import FundProjection, Projection, project
from model.scenario.reading import load_scenario
from model.scenario.units import money_units
from model.texts import message
from ui.charts import line_with_threshold
from ui.texts import language, say

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
#: The scenario that a newcomer sees.
FIRST = "city-2005"
#: Figures on top of the page, in order.
HEADLINES = ("first_deficit_year", "peak_year", "depletion_month", "lowest_payout_months")
#: The lowest balance that bureaus plan for, in months of expenditure.
PRUDENT_MONTHS = 9


@st.cache_data(max_entries=20, show_spinner=False)
def projected(path: str, changed: float) -> Projection:
    """Project a file; `changed` is its time of change, so an edited file is read anew."""
    return project(load_scenario(path))


def page() -> None:
    """Draw the page."""
    files = sorted(SCENARIOS.glob("*.toml"), key=lambda path: (path.stem != FIRST, path.stem))
    chosen = st.sidebar.selectbox(
        say("scenario"), files, format_func=lambda path: path.stem, key="scenario"
    )
    try:
        projection = projected(str(chosen), chosen.stat().st_mtime)
    except InputError as error:
        for problem in error.problems:
            st.error(problem.say(language()))
        return
    st.title(projection.scenario.title.say(language()))
    st.caption(projection.scenario.header.about.say(language()))
    for fund in projection.funds.values():
        draw_fund(projection, fund)


def draw_fund(projection: Projection, fund: FundProjection) -> None:
    """Draw one fund: finding, key figures, payout months, table."""
    scenario = projection.scenario
    unit = money_units(scenario.currency)[scenario.money]
    st.subheader(fund_finding(fund, language()))
    for column, name in zip(st.columns(len(HEADLINES)), HEADLINES, strict=True):
        column.metric(say(outputs()[name].label), shown(name, fund.summary[name], unit, language()))
    months = fund.indicators["payout_months"][:, 0]
    rows = [
        {"year": year, "value": value}
        for year, value in zip(fund.years.tolist(), months.tolist(), strict=True)
    ]
    label = column_label("payout_months", scenario.currency, scenario.money, language())
    st.vega_lite_chart(
        line_with_threshold(
            rows,
            label,
            label,
            PRUDENT_MONTHS,
            say(message("{months} months", months=PRUDENT_MONTHS)),
            scenario.base_year,
        ),
        width="stretch",
    )
    with st.expander(say("all figures by year")):
        table = {
            column_label(name, scenario.currency, scenario.money, language()): [
                shown(name, value, unit, language()) for value in values[:, 0].tolist()
            ]
            for name, values in fund_columns(fund)
        }
        st.dataframe({say("year"): fund.years.tolist(), **table}, hide_index=True)
    with st.expander(say("what was assumed or derived")):
        for note in (*projection.notes, *fund.notes):
            st.markdown(f"- {say(note)}")


page()
