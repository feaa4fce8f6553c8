"""What an analysis looks at: read from text, and its value in a projection."""

import numpy as np
import pytest

from model import InputError, parse_indicator_at, project, value_at
from model.scenario.reform_in_memory import reformed
from tests.conftest import projected, shipped

CITY = "city-2005.toml"
FUND = "enterprise_pension"


def looked_at(text: str) -> float:
    return value_at(projected(CITY), parse_indicator_at(text, shipped(CITY)))


def months() -> np.ndarray:
    return projected(CITY).funds[FUND].indicators["payout_months"][:, 0]


def test_a_year_is_that_year() -> None:
    assert looked_at(f"{FUND}.payout_months@2005") == pytest.approx(28.3, abs=1e-9)
    assert looked_at(f"{FUND}.payout_months@2040") == months()[35]
    assert looked_at(f"{FUND}.payout_months@last") == months()[-1]


def test_a_span_is_its_mean_lowest_highest_or_change() -> None:
    span = months()[25:46]

    assert looked_at(f"{FUND}.payout_months@2030-2050") == span.mean()
    assert looked_at(f"{FUND}.payout_months@lowest:2030-2050") == span.min()
    assert looked_at(f"{FUND}.payout_months@highest:2030-2050") == span.max()
    assert looked_at(f"{FUND}.payout_months@change:2030-2050") == span[-1] - span[0]


def test_the_lowest_leaves_out_the_base_year_which_is_over() -> None:
    assert looked_at(f"{FUND}.payout_months@lowest") == months()[1:].min()
    assert looked_at(f"{FUND}.payout_months@highest") == months()[1:].max()


def test_items_series_and_figures_of_the_whole_run() -> None:
    fund = projected(CITY).funds[FUND]

    assert looked_at(f"{FUND}.benefits@2020") == fund.account.expenditure_items["benefits"][15, 0]
    assert looked_at(f"{FUND}.pensioners@2020") == fund.series["pensioners"][15, 0]
    assert looked_at(f"{FUND}.general_average_premium") == fund.summary["general_average_premium"]
    assert looked_at(f"{FUND}.depletion_year") == fund.summary["depletion_year"]


def test_without_a_fund_all_stand_together() -> None:
    total = projected(CITY).total

    assert parse_indicator_at("payout_months@2040", shipped(CITY)).fund == "total"
    assert looked_at("payout_months@2040") == total["payout_months"][35, 0]
    assert looked_at("total.balance@2040") == total["balance"][35, 0]


def test_the_only_fund_need_not_be_named() -> None:
    at = parse_indicator_at("replacement_rate@2050", shipped("national-2021.toml"))

    assert at.fund == "urban_employee_pension"


def test_a_year_after_the_horizon_is_undefined() -> None:
    rate = {f"funds.{FUND}.policy.employer_rate": 0.5}
    scenario = reformed(shipped(CITY), rate)

    at = parse_indicator_at(f"{FUND}.depletion_year", scenario)

    assert np.isnan(value_at(project(scenario), at))


@pytest.mark.parametrize(
    "text",
    [
        "payout_months@2040",
        f"{FUND}.payout_months@lowest",
        f"{FUND}.balance@mean:2010-2020",
        f"{FUND}.implicit_debt",
        "total.surplus@change:2010-2020",
    ],
)
def test_what_is_read_is_written_and_read_again(text: str) -> None:
    at = parse_indicator_at(text, shipped(CITY))

    assert parse_indicator_at(str(at), shipped(CITY)) == at
    assert at.say("zh") != at.say("en")
    assert "{" not in at.say("zh") + at.say("en")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("payout_month@2040", "did you mean payout_months"),
        ("enterprise_pensions.payout_months@2040", "did you mean enterprise_pension"),
        ("payout_months", "it does not say when"),
        ("payout_months@soon", "write @2040"),
        ("payout_months@2060", "runs from 2005 to 2055"),
        ("payout_months@2050-2040", "the earlier first"),
        ("cost_rate@2040", "name a fund"),
        (f"{FUND}.depletion_year@2040", "leave out @2040"),
        (f"{FUND}.depletion_month", "did you mean depletion_year"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_cure(text: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as raised:
        parse_indicator_at(text, shipped(CITY))

    assert all(problem.say("zh") != problem.say("en") for problem in raised.value.problems)


def test_a_figure_that_the_kind_lacks_is_said_when_it_is_looked_for() -> None:
    at = parse_indicator_at("unemployment.new_pension@2040", shipped(CITY))

    with pytest.raises(InputError, match="Unemployment insurance has no 'new_pension'"):
        value_at(projected(CITY), at)
