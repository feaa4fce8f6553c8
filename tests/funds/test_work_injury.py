"""Work-injury insurance: the 2005 city, class rates, pensions by hand, rules on the rate."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import InputError, load_scenario, project, read_scenario
from model.account.settlement import settle
from model.funds.shared.insured import project_insured
from model.funds.work_injury.fund import outcome
from model.funds.work_injury.pensioners import pensions_paid, project_pensioners
from model.parameters.dated import DatedValue
from model.results.fund_projection import FundProjection
from model.scenario.writing import with_values
from model.tables import mortality_rates
from tests.conftest import ROOT

RIG = (ROOT / "tests/rigs/work_injury.toml").read_text()
#: The report gives insured, income, expenditure, benefits and beneficiaries; the rest is assumed.
CITY = """
format = 1
title = "work injury, 2005 city"
base_year = 2005
end_year = 2035
money = "万元"
[assumptions.economy]
average_wage = 17000
wage_growth = 0.08
[assumptions.population]
total = 1_100_000
[funds.branch]
kind = "work_injury"
[funds.branch.reported]
insured = 99622
income = 1001
expenditure = 959
benefits = 798
beneficiaries = 1444
pensioners = 60
balance = 1500
interest = 30
[funds.branch.policy]
[funds.branch.assumptions]
"""
RATES = (0.002, 0.004, 0.007, 0.009, 0.011, 0.013, 0.016, 0.019)
FEWER_OF_LOW_RISK = (0.05, 0.1, 0.15, 0.2, 0.2, 0.15, 0.1, 0.05)


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

    pensions = 12 * 60 * 0.45 * 17000 / 12
    assert item(fund, "income")[0] == 1001e4
    assert item(fund, "expenditure")[0] == 959e4
    assert item(fund, "injury_pensions")[0] == pytest.approx(pensions)
    assert item(fund, "case_benefits")[0] == pytest.approx(798e4 - pensions)
    assert item(fund, "injury_prevention")[0] == pytest.approx(161e4)
    assert item(fund, "beneficiaries")[0] == 1444
    assert item(fund, "injury_cases")[0] == 1444 - 60
    assert item(fund, "insured")[0] == pytest.approx(99622)
    assert item(fund, "average_benefit")[0] == pytest.approx(798e4 / 1444 / 12)


def test_the_mean_rate_weighs_the_classes_by_their_payroll() -> None:
    text = CITY.replace(
        "[funds.branch.assumptions]",
        f"[funds.branch.assumptions]\nclass_shares = {list(FEWER_OF_LOW_RISK)}",
    )

    fund = fund_of(text, policy__base_floor=0.4)

    mean = float(np.dot(RATES, FEWER_OF_LOW_RISK))
    assert fund.indicators["contribution_rate"][0, 0] == pytest.approx(mean)
    assert item(fund, "wage_bill")[0] == pytest.approx((1001e4 - 30e4) / mean)


@pytest.mark.parametrize("number", range(1, 9))
def test_each_class_moves_income_by_its_share_of_the_payroll(number: int) -> None:
    fund = fund_of(CITY)
    shares = fund.fund.assumptions.class_shares
    rate = RATES[number - 1]

    raised = fund_of(CITY, **{f"policy__class_{number}_rate": from_year(2010, rate + 0.001, rate)})

    change = item(raised, "contributions") - item(fund, "contributions")
    np.testing.assert_allclose(change[:5], 0, atol=1e-3)
    np.testing.assert_allclose(
        change[5:], shares[number - 1] * 0.001 * item(fund, "wage_bill")[5:], rtol=1e-9
    )


def test_three_classes_give_way_to_eight_in_october_2015() -> None:
    old = (0.005, *(0.01,) * 4, *(0.02,) * 3)
    changed = 2015 * 12 + 9
    rates = {
        f"policy__class_{number}_rate": DatedValue((0, changed), (before, after))
        for number, (before, after) in enumerate(zip(old, RATES, strict=True), start=1)
    }

    # so high a mean rate means declared bases below 0.6 of the average wage
    fund = fund_of(CITY, policy__base_floor=0.4, **rates)

    rate = fund.indicators["contribution_rate"][:, 0]
    shares = fund.fund.assumptions.class_shares
    assert rate[0] == rate[9] == pytest.approx(float(np.dot(old, shares)))
    assert rate[11] == pytest.approx(float(np.dot(RATES, shares)))
    assert rate[10] == pytest.approx(0.75 * rate[9] + 0.25 * rate[11])


def test_the_experience_factor_leaves_the_base_year_alone() -> None:
    fund, dearer = fund_of(CITY), fund_of(CITY, policy__experience_factor=1.2)

    np.testing.assert_array_equal(item(dearer, "wage_bill"), item(fund, "wage_bill"))
    ratio = item(dearer, "contributions") / item(fund, "contributions")
    assert ratio[0] == 1
    np.testing.assert_allclose(ratio[1:], 1.2)


def test_cases_follow_the_insured_and_cost_follows_wages() -> None:
    fund = fund_of(
        CITY,
        assumptions__incidence=from_year(2020, 0.5, 1.0),
        assumptions__cost_elasticity=0.5,
    )

    workers = item(fund, "mean_contributors")
    cases = 1384 * workers / workers[0] * np.where(np.arange(31) < 15, 1.0, 0.5)
    np.testing.assert_allclose(item(fund, "injury_cases"), cases)
    cost = item(fund, "cost_per_case")
    np.testing.assert_allclose(cost[1:] / cost[:-1], 1 + 0.5 * 0.08)
    np.testing.assert_allclose(item(fund, "case_benefits"), cases * cost)


def test_benefits_are_cases_times_cost_plus_pensioners_times_pension() -> None:
    fund = fund_of(RIG)

    persons = item(fund, "injury_pensioners")
    mean = np.append(persons[0], (persons[:-1] + persons[1:]) / 2)
    cases = item(fund, "injury_cases")
    np.testing.assert_allclose(item(fund, "beneficiaries"), cases + mean)
    np.testing.assert_allclose(
        item(fund, "injury_pensions"), 12 * mean * item(fund, "injury_pension")
    )
    total = item(fund, "case_benefits") + item(fund, "injury_pensions")
    np.testing.assert_allclose(
        total, 12 * item(fund, "beneficiaries") * item(fund, "average_benefit")
    )


def test_prevention_keeps_its_share_of_the_wage_bill() -> None:
    fund = fund_of(CITY, policy__prevention=2.0)

    share = item(fund, "injury_prevention") / item(fund, "wage_bill")

    np.testing.assert_allclose(share[1:] / share[0], 2.0)


def test_a_subsidy_share_is_a_share_of_both_kinds_of_benefit() -> None:
    fund = fund_of(CITY, policy__fiscal_subsidy_share=0.1)

    both = item(fund, "case_benefits") + item(fund, "injury_pensions")

    np.testing.assert_allclose(item(fund, "fiscal_subsidy")[1:], 0.1 * both[1:])


def test_two_years_of_pensions_by_hand() -> None:
    """Ten draw 1,000; two die a year; four are awarded 1,200 in year 1; 5% more each year."""
    persons = np.array([[10.0, 0, 0], [8, 4, 0], [6, 4, 0]])
    award = np.array([[1000.0], [1200.0], [1300.0]])

    mean, paid = pensions_paid(persons, award, np.full((2, 1), 0.05))

    np.testing.assert_allclose(mean, [9 + 2, 7 + 4])
    expected = [
        12 * (9 * 1000 * 1.05 + 2 * 1200),
        12 * (7 * 1000 * 1.05**2 + 4 * 1200 * 1.05),
    ]
    np.testing.assert_allclose(paid[:, 0], expected)


def stock(**changes: Any) -> np.ndarray:
    """Run the stock of pensioners of the rig's people by itself [year 0..T, award]."""
    scenario = read_scenario(RIG)
    fund, setting = scenario.funds["branch"], scenario.setting()
    insured = project_insured(setting, fund.policy, fund.assumptions, workers=180000.0)
    settled = {
        "base": 1000.0,
        "awards": np.zeros(len(setting.years)),
        "mean_age": 40.0,
        "mortality_multiplier": 1.0,
        "leaving_share": 0.0,
        **changes,
    }
    return project_pensioners(setting, insured, fund.policy, fund.assumptions, **settled)


def test_pensioners_die_by_the_table_of_their_age() -> None:
    """The first year's deaths are the mean rate over a normal spread of ages."""
    scenario = read_scenario(RIG)
    setting = scenario.setting()
    fund = scenario.funds["branch"]
    workers = project_insured(setting, fund.policy, fund.assumptions, workers=1.0).workers[0]
    men = workers[0].sum() / workers.sum()
    q = mortality_rates("wpp_2024", np.array([2017]))[0]
    weight = np.exp(-(((np.arange(106) + 0.5 - 40) / 12) ** 2) / 2)
    doubled = np.minimum(2 * q, 1.0)
    expected = (men * doubled[0] + (1 - men) * doubled[1]) @ weight / weight.sum()

    persons = stock(mortality_multiplier=2.0)[:, 0]

    assert 1 - persons[1] / persons[0] == pytest.approx(expected, rel=1e-9)
    assert (np.diff(persons) < 0).all()


def test_without_deaths_and_leavers_awards_pile_up() -> None:
    persons = stock(base=0.0, awards=np.full(50, 7.0), mortality_multiplier=0.0)

    np.testing.assert_allclose(persons.sum(axis=1)[:40], 7.0 * np.arange(40))
    np.testing.assert_allclose(np.diagonal(persons)[1:], 7.0)


def test_whom_the_pension_fund_takes_over_leaves_at_retirement() -> None:
    """Without deaths: of those awarded in year 1 the leaving share has left when all are old."""
    once = np.append(1000.0, np.zeros(49))
    some = stock(base=0.0, awards=once, mortality_multiplier=0.0, leaving_share=0.4)
    later = with_values(RIG, {"funds.branch.policy.retirement": "statutory_2025"})

    assert some[1, 1] == pytest.approx(1000)
    assert (np.diff(some[1:, 1]) <= 1e-9).all()
    assert some[46, 1] == pytest.approx(600, abs=1.0)  # the last of them reach the last age
    assert item(fund_of(later), "injury_pensioners")[-20:].mean() > (
        item(fund_of(RIG), "injury_pensioners")[-20:].mean()
    )


LAW = """
[[funds.branch.rules]]
acts_on = "employer_rate"
at_least = 18
below = 24
factor = 0.8
source = "work_injury_cut_from_18_months"
[[funds.branch.rules]]
acts_on = "employer_rate"
at_least = 24
factor = 0.5
source = "work_injury_cut_from_24_months"
"""
#: The same steps, one on top of the other, each of which lets go six months lower.
HELD = """
[[funds.branch.rules]]
acts_on = "employer_rate"
at_least = 18
until_below = 12
factor = 0.8
source = "as above"
[[funds.branch.rules]]
acts_on = "employer_rate"
at_least = 24
until_below = 18
factor = 0.625
source = "0.5 / 0.8"
"""


def cut(fund: FundProjection) -> np.ndarray:
    """By what the rules together multiplied the rate [year 1..T]."""
    return np.prod([factor[1:, 0] for factor in fund.account.rule_factors], axis=0)


def test_the_rate_steps_down_and_up_across_18_and_24_months() -> None:
    fund = fund_of(CITY + LAW, reported__income=1500)

    months = fund.indicators["payout_months"][:-1, 0]
    expected = np.where(months >= 24, 0.5, np.where(months >= 18, 0.8, 1.0))
    np.testing.assert_allclose(cut(fund), expected)
    assert set(np.round(cut(fund), 9)) == {0.5, 0.8, 1.0}
    steps = np.diff(cut(fund))
    assert (steps < 0).any() and (steps > 0).any()
    free = fund_of(CITY, reported__income=1500)
    np.testing.assert_allclose(
        item(fund, "contributions")[1:], cut(fund) * item(free, "contributions")[1:]
    )


def test_a_lower_end_of_the_rule_keeps_the_rate_from_jumping_to_and_fro() -> None:
    switches = {
        name: int((np.diff(cut(fund_of(CITY + rules, reported__income=1300))) != 0).sum())
        for name, rules in (("law", LAW), ("held", HELD))
    }

    assert switches["law"] >= 12
    assert switches["held"] <= switches["law"] / 2


def test_months_follow_the_rate_that_the_rules_left() -> None:
    fund = fund_of(CITY + HELD, reported__income=1500)

    months = fund.monthly.income_items["contributions"].reshape(-1, 12)

    np.testing.assert_allclose(months.sum(axis=1), item(fund, "contributions")[1:], rtol=1e-9)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reported__benefits": 1000}, "are more than expenditure"),
        ({"reported__pensioners": 1400}, "are more than the benefits"),
        ({"reported__beneficiaries": 60}, "not more than the 60 pensioners"),
    ],
)
def test_figures_that_contradict_are_named(values: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        fund_of(CITY, **values)


@pytest.mark.parametrize("shares", [[0.5, 0.5], [0.2] * 8])
def test_eight_shares_sum_to_one(shares: list[float]) -> None:
    text = CITY + f"class_shares = {shares}"

    with pytest.raises(InputError, match="8 shares"):
        read_scenario(text)


def test_money_times_a_thousand_changes_no_ratio() -> None:
    larger = {
        "assumptions.economy.average_wage": 60000e3,
        "funds.branch.reported.income": 7600e3,
        "funds.branch.reported.expenditure": 5000e3,
        "funds.branch.reported.benefits": 4600e3,
        "funds.branch.reported.balance": 9000e3,
        "funds.branch.reported.interest": 190e3,
        "funds.branch.reported.monthly_pension": 2300e3,
    }

    fund = fund_of(RIG)
    scaled = project(read_scenario(with_values(RIG, larger))).funds["branch"]

    for name, values in fund.indicators.items():
        np.testing.assert_allclose(scaled.indicators[name], values, rtol=1e-9, err_msg=name)


def test_a_shorter_horizon_is_the_first_part_of_a_longer_one() -> None:
    fund, short = fund_of(RIG), project(read_scenario(RIG.replace("2066", "2031"))).funds["branch"]

    for name, values in short.series.items():
        np.testing.assert_allclose(values, fund.series[name][:16], rtol=1e-10, err_msg=name)


def test_a_reforms_plain_number_acts_from_the_first_projected_year(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(CITY)
    (tmp_path / "reform.toml").write_text(
        'format = 1\ntitle = "x"\nbase = "base.toml"\n'
        "[funds.branch.policy]\nclass_4_rate = 0.018\naward_rate = 0.9\n"
    )

    fund = fund_of(CITY)
    reformed = project(load_scenario(tmp_path / "reform.toml")).funds["branch"]

    for name in ("wage_bill", "injury_pensions", "case_benefits", "contributions"):
        assert item(reformed, name)[0] == item(fund, name)[0]
    share = fund.fund.assumptions.class_shares[3]
    mean = fund.indicators["contribution_rate"][0, 0]
    assert item(reformed, "contributions")[1] / item(fund, "contributions")[1] == pytest.approx(
        1 + share * 0.009 / mean
    )


@settings(max_examples=10, deadline=None)
@given(growth=st.lists(st.floats(-0.02, 0.12), min_size=3, max_size=3))
def test_paths_are_as_if_each_were_alone(growth: list[float]) -> None:
    scenario = read_scenario(CITY.replace("income = 1001", "income = 1500") + HELD)
    fund, setting = scenario.funds["branch"], scenario.setting()

    def balances(rates: list[float]) -> np.ndarray:
        rate = np.tile(rates, (len(setting.years), 1))
        wage = 17000 * np.vstack([np.ones((1, len(rates))), np.cumprod(1 + rate, axis=0)])
        economy = replace(
            setting.economy,
            wage=wage,
            wage_growth=rate,
            price_growth=np.full_like(rate, 0.02),
            interest=np.full_like(rate, 0.025),
        )
        return settle(outcome(fund, replace(setting, economy=economy)).flows).balance

    together = balances(growth)

    for path, rate in enumerate(growth):
        np.testing.assert_allclose(balances([rate])[:, 0], together[:, path], rtol=1e-9)
