"""The consolidated account opens: the funds' parts give each figure and open in their fund."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from model.funds.kinds import outputs
from model.origin import TOTAL, openable, origin_of
from model.results.consolidation import consolidate
from model.results.projection import Projection
from tests.conftest import ROOT, SCENARIOS, SHIPPED, Spoken, projected


@pytest.mark.parametrize("name", SHIPPED)
def test_every_part_of_the_total_opens_in_its_fund_and_the_parts_give_the_figure(name: str) -> None:
    projection = projected(name)
    for figure in openable_in_total(projection):
        year = None if outputs()[figure].group == "summary" else int(projection.years[3])
        opened = origin_of(projection, TOTAL, figure, year)
        if opened.opening.equation:
            assert opened.opening.value() == pytest.approx(opened.value, rel=1e-9)
        assert opened.opening.terms
        for term in opened.opening.terms:
            if term.output:
                part = origin_of(projection, term.fund or TOTAL, term.output, term.year)
                assert part.value == pytest.approx(term.value, rel=0, abs=0)


def openable_in_total(projection: Projection) -> tuple[str, ...]:
    return openable(consolidate(tuple(projection.funds.values())))


def test_the_command_line_opens_the_total_of_the_funds_named(
    fundrunway: Callable[..., Spoken],
) -> None:
    asked = ("project", SCENARIOS / "city-2005.toml", "--open", "income@2020", "--format", "json")
    income = {
        name: fund.series["income"][15, 0] / 1e4
        for name, fund in projected("city-2005.toml").funds.items()
    }

    whole = json.loads(fundrunway(*asked, "--fund", "total").out)
    some = json.loads(
        fundrunway(*asked, "--fund", "medical", "--fund", "total", "--fund", "maternity").out
    )

    assert (whole["fund"], whole["pages"]) == ("total", ["docs/method/consolidation.md"])
    assert {term["fund"]: term["value"] for term in whole["terms"]} == pytest.approx(income)
    assert {term["figure"] for term in whole["terms"]} == {"income"}
    assert [one["fund"] for one in some] == ["medical", "maternity", "total"]
    assert some[2]["value"] == pytest.approx(income["medical"] + income["maternity"])
    paths = {one["path"].split(".")[1] for one in whole["inputs"] if one["path"][:5] == "funds"}
    assert paths == set(income)


def test_the_totals_payout_months_divide_the_sums_and_are_no_sum_of_months() -> None:
    projection = projected("city-2005.toml")
    balance = sum(fund.pooled_balance[15, 0] for fund in projection.funds.values())
    spent = sum(fund.pooled_expenditure[15, 0] for fund in projection.funds.values())

    opened = origin_of(projection, TOTAL, "payout_months", 2020)

    assert opened.value == pytest.approx(12 * balance / spent)
    assert opened.opening.equation.startswith("12 * (balance__1 + ")
    assert " - set_aside_balance__3) / (" in opened.opening.equation
    assert projection.total["payout_months"][15, 0] == opened.value


def test_the_analysts_page_opens_the_total_of_the_funds_on_the_screen() -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["language"], page.query_params["reader"] = "zh", "analyst"
    page.query_params["funds"], page.query_params["view"] = "unemployment,maternity", "together"

    page.run()

    assert not page.exception
    picker = next(one for one in page.selectbox if one.key == "origin_fund")
    assert picker.options == ["2 项基金合计", "失业保险", "生育保险"]
    words, values = (one.value for one in page.code[-2:])
    assert words == (
        "12 × (失业保险的累计结余 + 生育保险的累计结余) / (失业保险的支出 + 生育保险的支出)"
    )
    balance = projected("city-2005.toml").funds["unemployment"].series["balance"][10, 0]
    assert f"{balance / 1e4:,.10g}" in values
