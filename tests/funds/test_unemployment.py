"""Unemployment insurance: the 2005 city, claimants and benefits by hand, refunds and their rule."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model import FundProjection, InputError, project, read_scenario
from model.account.settlement import settle
from model.parameters.dated import DatedValue
from model.parameters.rules import Rule
from model.scenario.writing import with_values
from tests.conftest import ROOT, projected

RIG = (ROOT / "tests/rigs/unemployment.toml").read_text()
REFUNDS_FROM_12_MONTHS = """
[[funds.branch.rules]]
acts_on = "stabilisation_refunds"
below = 12
factor = 0
source = "notices of 2022-2025"
"""

RATE_HALVED_ABOVE_18_MONTHS = """
[[funds.branch.rules]]
acts_on = "employer_rate"
at_least = 18
factor = 0.5
source = "assumption"
"""


def fund_of(text: str = RIG, **values: Any) -> FundProjection:
    """Project the rig with levers set; `policy__x` stands for policy.x."""
    paths = {f"funds.branch.{key.replace('__', '.')}": value for key, value in values.items()}
    return project(read_scenario(with_values(text, paths))).funds["branch"]


def row(fund: FundProjection, name: str) -> np.ndarray:
    groups = (fund.account.income_items, fund.account.expenditure_items, fund.series)
    return next(group[name] for group in groups if name in group)[:, 0]


def test_the_base_year_is_the_citys_report_to_the_printed_digit() -> None:
    fund = projected("city-2005.toml").funds["unemployment"]

    assert row(fund, "income")[0] == 1327e4
    assert row(fund, "expenditure")[0] == 302e4
    assert row(fund, "balance")[0] == 4500e4
    assert row(fund, "insured")[0] == pytest.approx(33333)
    assert row(fund, "beneficiaries")[0] == 560
    assert row(fund, "benefits")[0] == pytest.approx(12 * 560 * 382.2)
    spent = sum(values[0, 0] for values in fund.account.expenditure_items.values())
    assert spent == pytest.approx(302e4, rel=1e-12)


def test_claimants_and_benefits_of_every_year_by_hand() -> None:
    unemployment = DatedValue((2011 * 12, 2020 * 12), (1.0, 1.8))
    fund = fund_of(assumptions__separation=unemployment, policy__benefit_level=0.9)

    worse = np.where(fund.years >= 2020, 1.8, 1.0)
    workers = row(fund, "mean_contributors")
    claimants = 1000 * workers / workers[0] * worse
    wage = row(fund, "average_wage")
    benefits = 12 * claimants * 500 * 0.9 * wage / wage[0]
    np.testing.assert_allclose(row(fund, "beneficiaries"), claimants, rtol=1e-12)
    np.testing.assert_allclose(row(fund, "benefits")[1:], benefits[1:], rtol=1e-12)
    np.testing.assert_allclose(row(fund, "medical_premiums")[1:], 0.2 * benefits[1:], rtol=1e-12)


def test_refunds_return_what_was_paid_the_year_before_after_relief_deferral_and_rules() -> None:
    fund, ruled = fund_of(), fund_of(RIG + RATE_HALVED_ABOVE_18_MONTHS)

    for one in (fund, ruled):
        paid = row(one, "contributions")[:-1]
        np.testing.assert_allclose(row(one, "stabilisation_refunds")[1:], 0.3 * 0.7 * paid)
    years = fund.years[:-1]
    gross = 0.03 * row(fund, "wage_bill")[:-1]
    share = row(fund, "stabilisation_refunds")[1:] / (0.3 * 0.7 * gross)
    # 95% is collected; in 2012 a fifth of the employer's two thirds is forgone
    assert share[years == 2012] == pytest.approx(0.95 * (1 / 3 + 2 / 3 * 0.8), rel=1e-9)
    assert share[years == 2013] < 0.9 < 0.95 < share[years == 2014]
    np.testing.assert_allclose(share[years > 2014], 0.95, rtol=1e-9)
    acted = ruled.account.rule_factors[0][:-1, 0] < 1
    ratio = row(ruled, "stabilisation_refunds")[1:] / row(fund, "stabilisation_refunds")[1:]
    assert acted.any()
    assert ratio[acted & (years > 2014)] == pytest.approx(2 / 3, rel=1e-9)


def test_refunds_on_many_paths_at_once_are_those_closed_year_by_year() -> None:
    flows = fund_of().outcome.flows
    two = replace(flows, interest_rate=np.hstack([flows.interest_rate, flows.interest_rate]))

    # rules that change nothing are followed year by year
    targets = ("contributions", "employer_rate")
    idle = [Rule(acts_on=target, factor=1.0, source="test") for target in targets]
    year_by_year, at_once = settle(replace(two, rules=idle)), settle(two)

    name = "stabilisation_refunds"
    one, other = (account.expenditure_items[name] for account in (year_by_year, at_once))
    assert (one[1:] > 0).all()
    np.testing.assert_allclose(other, one, rtol=1e-12)
    np.testing.assert_allclose(at_once.balance, year_by_year.balance, rtol=1e-12)


def test_refunds_follow_the_premiums_of_the_year_before() -> None:
    halved = DatedValue((0, 2015 * 12), (0.02, 0.01))
    before, after = fund_of(), fund_of(policy__employer_rate=halved)

    ratio = row(after, "stabilisation_refunds")[1:] / row(before, "stabilisation_refunds")[1:]

    years = before.years[1:]
    np.testing.assert_allclose(ratio[years <= 2015], 1.0, rtol=1e-12)
    np.testing.assert_allclose(ratio[years > 2015], 2 / 3, rtol=1e-12)


def test_refunds_are_paid_only_after_a_year_with_twelve_months_in_hand() -> None:
    poor = {"assumptions__separation": 4.0, "reported__balance": 1200}
    free, ruled = fund_of(**poor), fund_of(RIG + REFUNDS_FROM_12_MONTHS, **poor)

    enough = ruled.indicators["payout_months"][:-1, 0] >= 12
    assert enough.any() and not enough.all()
    expected = np.where(enough, row(free, "stabilisation_refunds")[1:], 0.0)
    np.testing.assert_allclose(row(ruled, "stabilisation_refunds")[1:], expected, rtol=1e-12)


def test_claimants_who_would_cost_more_than_was_spent_are_refused() -> None:
    with pytest.raises(InputError, match="contradicts expenditure = 900"):
        fund_of(reported__claimants=1600)
