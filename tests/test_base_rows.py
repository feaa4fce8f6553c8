"""Base-year rows of the shipped base files: the reports' figures to the printed digit."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from tests.conftest import SCENARIOS, Spoken, projected, shipped

TEN_THOUSAND = 1e4
CITY, COUNTY = "city-2005.toml", "county-2007.toml"

#: Income and expenditure that the city's annual report prints, 10,000 yuan.
CITY_ACCOUNTS = {
    "enterprise_pension": (40575, 26309),
    "institution_pension": (8396, 5839),
    "medical": (11401, 5637),
    "unemployment": (1327, 302),
    "work_injury": (1001, 959),
    "maternity": (658, 564),
    "land_security": (7078, 3845),
}
#: The report counts land security apart from "the six insurances".
SIX_INSURANCES = [name for name in CITY_ACCOUNTS if name != "land_security"]

#: The county's half-year times two; the enterprise pension's income is the plan for the year.
COUNTY_ACCOUNTS = {
    ("enterprise_pension", "income"): 6500,
    ("enterprise_pension", "arrears_recovered"): 2 * 187,
    ("institution_pension", "income"): 2 * 1137,
    ("institution_pension", "expenditure"): 2 * 1134,
    ("institution_pension", "surplus"): 6,
    ("institution_pension", "arrears_recovered"): 2 * 50,
    ("medical", "contributions"): 2 * 1864,
    ("medical", "personal_credits"): 2 * 744,
    ("medical", "catastrophic_premiums"): 2 * 130,
    ("medical", "cadre_income"): 2 * 120,
    ("medical", "cadre_cost"): 2 * 344,
    ("medical", "income"): 2 * (1864 + 120),
    ("unemployment", "contributions"): 2 * 80.98,
    ("work_injury", "income"): 2 * 30,
    ("work_injury", "expenditure"): 2 * 1,
    ("maternity", "income"): 2 * 30,
    ("maternity", "expenditure"): 2 * 6,
    ("rural_pension", "contributions"): 2 * 136.6,
    ("rural_pension", "expenditure"): 2 * 16.8,
    ("land_security", "fiscal_subsidy"): 150,
    ("land_security", "expenditure"): 2 * 19.1,
}
COUNTY_PERSONS = {
    ("enterprise_pension", "insured"): 25728,
    ("enterprise_pension", "contributors"): 8029,
    ("medical", "insured"): 32820,
    ("unemployment", "insured"): 54900,
    ("work_injury", "insured"): 25221,
    ("work_injury", "contributors"): 5570,
    ("maternity", "insured"): 25221,
    ("maternity", "contributors"): 5570,
    ("rural_pension", "insured"): 138900,
    ("land_security", "insured"): 653,
}


def base_row(file: str, fund: str, name: str) -> float:
    """Return a figure of the base year: a series, an indicator or an item of the account."""
    result = projected(file).funds[fund]
    figures = {
        **result.account.income_items,
        **result.account.expenditure_items,
        **result.series,
        **result.indicators,
    }
    return float(figures[name][0, 0])


def printed(file: str, fund: str, name: str) -> float:
    """Return a base-year figure of money in 10,000 yuan, cleared of the last bits."""
    return round(base_row(file, fund, name) / TEN_THOUSAND, 6)


@pytest.mark.parametrize(("fund", "account"), CITY_ACCOUNTS.items())
def test_the_city_has_the_accounts_of_its_report(fund: str, account: tuple[int, int]) -> None:
    assert (printed(CITY, fund, "income"), printed(CITY, fund, "expenditure")) == account


def test_the_citys_enterprises_have_the_surplus_and_the_months_of_the_report() -> None:
    assert printed(CITY, "enterprise_pension", "surplus") == 14266
    assert base_row(CITY, "enterprise_pension", "payout_months") == pytest.approx(28.3, abs=1e-9)


def test_the_citys_births_times_their_benefit_are_its_maternity_spending() -> None:
    births = base_row(CITY, "maternity", "beneficiaries")
    benefit = base_row(CITY, "maternity", "benefit_per_birth")

    assert (round(births, 6), round(benefit, 6)) == (798, 7067)
    assert round(births * benefit / TEN_THOUSAND) == 564


def test_the_citys_land_fund_has_a_deficit_of_174_without_its_land_revenue() -> None:
    revenue = printed(CITY, "land_security", "land_revenue")

    assert revenue == 3407
    assert printed(CITY, "land_security", "balance") == 18464
    assert printed(CITY, "land_security", "surplus") - revenue == -174


@pytest.mark.parametrize(
    ("series", "total"), [("income", 63358), ("expenditure", 39610), ("balance", 95136)]
)
def test_the_citys_six_insurances_sum_to_the_totals_of_the_report(series: str, total: int) -> None:
    assert round(sum(printed(CITY, fund, series) for fund in SIX_INSURANCES)) == total


def test_how_the_citys_balance_is_split_says_that_it_is_an_assumption() -> None:
    """The report gives 95,136 in all and the enterprises' payout months, no more."""
    sources = shipped(CITY).sources

    for fund in SIX_INSURANCES[1:]:
        assert sources[f"funds.{fund}.reported.balance"].startswith("assumption")
    assert "95,136" in sources["funds.institution_pension.reported.balance"]
    assert "assumption" not in sources["funds.enterprise_pension.reported.payout_months"]


@pytest.mark.parametrize(("figure", "amount"), COUNTY_ACCOUNTS.items())
def test_the_county_has_twice_its_half_year(figure: tuple[str, str], amount: float) -> None:
    assert printed(COUNTY, *figure) == pytest.approx(amount, rel=1e-12)


@pytest.mark.parametrize(("figure", "persons"), COUNTY_PERSONS.items())
def test_the_county_has_the_persons_of_its_report(figure: tuple[str, str], persons: int) -> None:
    assert base_row(COUNTY, *figure) == pytest.approx(persons, rel=1e-12)


def test_what_the_countys_payers_do_not_explain_stands_apart() -> None:
    """8,029 payers x 599 yuan x 6 months x 28% is 808; the report says 4,516 was collected."""
    paid = printed(COUNTY, "enterprise_pension", "contributions")

    assert round(base_row(COUNTY, "enterprise_pension", "average_base") / 12, 2) == 599
    assert round(paid / 2) == 808
    assert printed(COUNTY, "enterprise_pension", "other_premium") == pytest.approx(
        6500 - 2 * 187 - 100 - paid
    )
    assert "4,516" in shipped(COUNTY).sources["funds.enterprise_pension.reported.average_base"]


def test_the_countys_medical_income_splits_into_three_parts() -> None:
    pool = (
        printed(COUNTY, "medical", "contributions")
        - printed(COUNTY, "medical", "personal_credits")
        - printed(COUNTY, "medical", "catastrophic_premiums")
    )

    assert pool == pytest.approx(2 * 990)


def test_the_budget_pays_120_of_344_for_the_countys_retired_cadres_ever_after() -> None:
    account = projected(COUNTY).funds["medical"].account

    share = account.income_items["cadre_income"] / account.expenditure_items["cadre_cost"]

    np.testing.assert_allclose(share, 120 / 344, rtol=1e-12)


def test_who_pays_for_the_countys_unemployment_follows_from_the_pensions_base() -> None:
    """80.98 in half a year at 3% of 599 yuan a month: 7,511 of 54,900 members."""
    assert round(base_row(COUNTY, "unemployment", "contributors")) == 7511


@pytest.mark.parametrize("fund", sorted({fund for fund, _ in COUNTY_ACCOUNTS}))
def test_items_of_the_countys_base_year_sum_to_its_totals(fund: str) -> None:
    account = projected(COUNTY).funds[fund].account

    for items, total in (
        (account.income_items, account.income),
        (account.expenditure_items, account.expenditure),
    ):
        assert sum(values[0, 0] for values in items.values()) == pytest.approx(
            total[0, 0], rel=1e-12
        )


@pytest.mark.parametrize(
    ("file", "fund", "account"),
    [
        (CITY, "enterprise_pension", (40575, 26309, 14266)),
        (COUNTY, "institution_pension", (2274, 2268, 6)),
    ],
)
def test_the_command_line_prints_the_same_base_row(
    fundrunway: Callable[..., Spoken], file: str, fund: str, account: tuple[int, ...]
) -> None:
    spoken = fundrunway("project", SCENARIOS / file, "--fund", fund, "--format", "json")

    answer = json.loads(spoken.out)

    row = [answer["funds"][fund][name][0] for name in ("income", "expenditure", "surplus")]
    assert answer["money"] == "万元"
    assert row == pytest.approx(account, rel=1e-12)
