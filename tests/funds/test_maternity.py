"""Maternity insurance: the 2005 city, births of insured women, leave, the merger."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import InputError, load_scenario, project, read_scenario
from model.account.settlement import settle
from model.funds.maternity.fund import outcome
from model.funds.shared.insured import project_insured
from model.parameters.dated import DatedValue
from model.results.fund_projection import FundProjection
from model.scenario.writing import with_values
from tests.conftest import ROOT

RIG = (ROOT / "tests/rigs/maternity.toml").read_text()
#: The report gives insured, income, expenditure, claimants and average benefit.
CITY = """
format = 1
title = "maternity, 2005 city"
base_year = 2005
end_year = 2055
money = "万元"
[assumptions.economy]
average_wage = 17000
wage_growth = 0.08
[assumptions.population]
total = 1_100_000
[funds.branch]
kind = "maternity"
[funds.branch.reported]
insured = 62653
income = 658
expenditure = 564
claimants = 798
average_benefit = 7067
balance = 600
interest = 14
[funds.branch.policy]
[funds.branch.assumptions]
"""
BENEFITS = ("maternity_allowances", "birth_medical", "family_planning")


def fund_of(text: str, **values: Any) -> FundProjection:
    """Project the fund with levers set; `policy__x` stands for policy.x."""
    paths = {f"funds.branch.{key.replace('__', '.')}": value for key, value in values.items()}
    return project(read_scenario(with_values(text, paths))).funds["branch"]


def item(fund: FundProjection, name: str) -> np.ndarray:
    groups = (fund.account.income_items, fund.account.expenditure_items, fund.series)
    return next(group[name] for group in groups if name in group)[:, 0]


def from_year(year: int, value: float, before: float) -> DatedValue:
    return DatedValue((0, year * 12), (before, value))


def test_the_base_year_is_the_report() -> None:
    fund = fund_of(CITY)

    base = (658e4 - 14e4) / 0.007 / 62653  # declared, a year
    assert item(fund, "income")[0] == 658e4
    assert item(fund, "expenditure")[0] == 564e4
    assert item(fund, "beneficiaries")[0] == pytest.approx(798)
    assert item(fund, "benefit_per_birth")[0] == pytest.approx(7067)
    assert item(fund, "insured")[0] == pytest.approx(62653)
    assert item(fund, "maternity_allowances")[0] == pytest.approx(798 * 90 * base / 365)
    both = item(fund, "maternity_allowances")[0] + item(fund, "birth_medical")[0]
    assert both == pytest.approx(798 * 7067)
    assert item(fund, "family_planning")[0] == pytest.approx(564e4 - 798 * 7067)


def test_an_average_benefit_rounded_up_does_not_break_the_total() -> None:
    fund = fund_of(CITY, reported__average_benefit=7070)

    assert sum(item(fund, name)[0] for name in BENEFITS) == pytest.approx(564e4)
    assert item(fund, "benefit_per_birth")[0] == pytest.approx(564e4 / 798)


def test_claimants_follow_insured_women_times_fertility() -> None:
    text = CITY
    fund = fund_of(text)
    scenario = read_scenario(text)
    inputs, setting = scenario.funds["branch"], scenario.setting()
    people = project_insured(setting, inputs.policy, inputs.assumptions, workers=62653.0)
    fertility = setting.population.fertility_by_age

    def births(year: int) -> float:
        women = people.workers[year, 1]
        if year:
            women = (women + people.workers[year - 1, 1]) / 2
        return sum(float(women[age] * fertility[year, age]) for age in range(15, 50))

    expected = [798 * births(year) / births(0) for year in range(51)]
    np.testing.assert_allclose(item(fund, "beneficiaries"), expected)
    # nearly everybody who bears a child lies within these ages, and few claims are missing
    assert 0.3 < 798 / births(0) < 1.0


def test_a_rise_of_fertility_is_felt_at_once_and_again_a_generation_later() -> None:
    def claimants(total_fertility: DatedValue) -> np.ndarray:
        path = "assumptions.population.total_fertility"
        text = with_values(CITY, {path: total_fertility})
        return item(project(read_scenario(text)).funds["branch"], "beneficiaries")

    low, high = claimants(DatedValue.constant(1.2)), claimants(from_year(2010, 1.8, 1.2))

    ratio = high / low
    np.testing.assert_allclose(ratio[:5], 1.0)
    np.testing.assert_allclose(ratio[5:20], 1.5, rtol=1e-3)
    assert ratio[40] > 1.6 and ratio[50] > ratio[40]


def test_the_allowance_is_days_of_the_declared_base() -> None:
    fund = fund_of(CITY)

    each = item(fund, "maternity_allowances") / item(fund, "beneficiaries")
    days = each / item(fund, "average_base") * 365
    np.testing.assert_allclose(days[:7], 90)
    np.testing.assert_allclose(days[7], (4 * 90 + 8 * 98) / 12)
    np.testing.assert_allclose(days[8:], 98)


def test_a_medical_cost_that_is_known_leaves_the_rest_to_leave() -> None:
    fund = fund_of(CITY, reported__medical_cost=2000)

    births = item(fund, "beneficiaries")
    allowance = item(fund, "maternity_allowances") / births / item(fund, "average_base")
    assert item(fund, "birth_medical")[0] == pytest.approx(798 * 2000)
    assert allowance[10] / allowance[0] == pytest.approx(98 / 90)


def test_elasticity_and_level_move_medical_costs_alone() -> None:
    fund = fund_of(
        CITY,
        assumptions__medical_elasticity=0.5,
        policy__medical_level=from_year(2020, 1.3, 1.0),
    )
    plain = fund_of(CITY)

    each = item(fund, "birth_medical") / item(fund, "beneficiaries")
    growth = each[1:] / each[:-1]
    np.testing.assert_allclose(growth[14], 1.04 * 1.3)
    np.testing.assert_allclose(np.delete(growth, 14), 1.04)
    np.testing.assert_array_equal(
        item(fund, "maternity_allowances"), item(plain, "maternity_allowances")
    )


def test_partners_are_paid_medical_costs_only() -> None:
    fund, plain = fund_of(CITY, assumptions__partner_share=0.25), fund_of(CITY)

    for name, factor in (("birth_medical", 1.25), ("beneficiaries", 1.25), (BENEFITS[0], 1.0)):
        ratio = item(fund, name) / item(plain, name)
        assert ratio[0] == 1
        np.testing.assert_allclose(ratio[1:], factor)


def test_a_subsidy_share_is_a_share_of_all_benefits() -> None:
    fund = fund_of(CITY, policy__fiscal_subsidy_share=0.2)

    benefits = sum(item(fund, name) for name in BENEFITS)

    np.testing.assert_allclose(item(fund, "fiscal_subsidy")[1:], 0.2 * benefits[1:])


@pytest.mark.parametrize("month", ["2019", "2019-08"])
def test_after_the_merger_nothing_is_levied_or_paid_and_nothing_is_left(month: str) -> None:
    plain = fund_of(CITY, reported__collection_rate=0.9, policy__other_premium=20)

    fund = fund_of(
        CITY,
        reported__collection_rate=0.9,
        policy__other_premium=20,
        policy__merged_from=month,
    )

    at = 2019 - 2005
    before = 0 if month == "2019" else 7 / 12
    for name in ("contributions", "other_premium", *BENEFITS):
        np.testing.assert_array_equal(item(fund, name)[:at], item(plain, name)[:at])
        assert item(fund, name)[at] == pytest.approx(before * item(plain, name)[at])
        assert not item(fund, name)[at + 1 :].any()
    assert not item(fund, "arrears_recovered")[at + 1 :].any()
    handed_over = item(fund, "transfers_out")
    assert not np.delete(handed_over, at).any()
    surplus = item(fund, "income")[at] - (item(fund, "expenditure")[at] - handed_over[at])
    assert handed_over[at] == pytest.approx(fund.account.balance[at - 1, 0] + surplus)
    np.testing.assert_allclose(fund.account.balance[at:, 0], 0, atol=1e-2)
    assert np.isnan(fund.indicators["payout_months"][at + 1 :]).all()
    assert np.isnan(item(fund, "benefit_per_birth")[at + 1 :]).all()
    assert fund.summary["depletion_month"] is None


def test_a_merger_in_august_ends_the_months_of_levy_and_benefits() -> None:
    fund = fund_of(CITY, policy__merged_from="2019-08")

    rows = slice((2019 - 2006) * 12, (2020 - 2006) * 12)
    for items, name in (
        (fund.monthly.income_items, "contributions"),
        (fund.monthly.expenditure_items, "birth_medical"),
    ):
        months = items[name][rows]
        assert (months[:7] > 0).all() and not months[7:].any()
    paid_over = fund.monthly.expenditure_items["transfers_out"][rows]
    assert paid_over[11] > 0 and not paid_over[:11].any()
    assert (fund.monthly.balance[rows][:11] > 1e6).all()


def test_a_debt_is_handed_over_too() -> None:
    fund = fund_of(CITY, reported__balance=-900, policy__merged_from="2010")

    assert item(fund, "transfers_out")[5] < 0
    np.testing.assert_allclose(fund.account.balance[5:, 0], 0, atol=1e-2)


def test_a_merger_beyond_the_horizon_changes_nothing() -> None:
    fund, plain = fund_of(CITY, policy__merged_from="2056"), fund_of(CITY)

    np.testing.assert_array_equal(fund.account.balance, plain.account.balance)


def test_the_merger_is_a_reform_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(CITY)
    (tmp_path / "merger.toml").write_text(
        'format = 1\ntitle = "merger"\nbase = "base.toml"\n'
        '[funds.branch.policy]\nmerged_from = "2019-08"\n'
    )

    reformed = project(load_scenario(tmp_path / "merger.toml")).funds["branch"]

    direct = fund_of(CITY, policy__merged_from="2019-08")
    np.testing.assert_array_equal(reformed.account.balance, direct.account.balance)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"policy__merged_from": "2005-03"}, "lies in or before the base year 2005"),
        ({"reported__claimants": 0}, "nobody claimed"),
        ({"reported__average_benefit": 8000}, "contradicts expenditure"),
        ({"policy__leave_days": 200}, "more than the average benefit 7,067"),
        ({"reported__medical_cost": 9000}, "leaves -1,933 of the average benefit"),
    ],
)
def test_figures_that_contradict_are_named(values: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        fund_of(CITY, **values)


def test_money_times_a_thousand_changes_no_ratio() -> None:
    larger = {
        "assumptions.economy.average_wage": 60000e3,
        "funds.branch.reported.income": 7200e3,
        "funds.branch.reported.expenditure": 6200e3,
        "funds.branch.reported.balance": 8000e3,
        "funds.branch.reported.interest": 180e3,
        "funds.branch.reported.average_benefit": 22000e3,
    }

    fund = fund_of(RIG)
    scaled = project(read_scenario(with_values(RIG, larger))).funds["branch"]

    for name, values in fund.indicators.items():
        np.testing.assert_allclose(scaled.indicators[name], values, rtol=1e-9, err_msg=name)


@pytest.mark.parametrize("merged", [None, "2025-05"])
def test_a_shorter_horizon_is_the_first_part_of_a_longer_one(merged: str | None) -> None:
    fund = fund_of(RIG, policy__merged_from=merged)

    short = fund_of(RIG.replace("2066", "2031"), policy__merged_from=merged)

    for name, values in short.series.items():
        np.testing.assert_allclose(values, fund.series[name][:16], rtol=1e-10, err_msg=name)


@settings(max_examples=10, deadline=None)
@given(growth=st.lists(st.floats(-0.02, 0.12), min_size=3, max_size=3))
def test_paths_are_as_if_each_were_alone(growth: list[float]) -> None:
    scenario = read_scenario(with_values(CITY, {"funds.branch.policy.merged_from": "2019-08"}))
    fund, setting = scenario.funds["branch"], scenario.setting()

    def accounts(rates: list[float]) -> tuple[np.ndarray, np.ndarray]:
        rate = np.tile(rates, (len(setting.years), 1))
        wage = 17000 * np.vstack([np.ones((1, len(rates))), np.cumprod(1 + rate, axis=0)])
        economy = replace(
            setting.economy,
            wage=wage,
            wage_growth=rate,
            price_growth=np.full_like(rate, 0.02),
            interest=np.full_like(rate, 0.025),
        )
        account = settle(outcome(fund, replace(setting, economy=economy)).flows)
        return account.balance, account.expenditure

    balance, spent = accounts(growth)

    for path, rate in enumerate(growth):
        alone, spent_alone = accounts([rate])
        np.testing.assert_allclose(alone[:, 0], balance[:, path], rtol=1e-9, atol=1e-3)
        np.testing.assert_allclose(spent_alone[:, 0], spent[:, path], rtol=1e-9)
    np.testing.assert_allclose(balance[14:], 0, atol=1e-2)
