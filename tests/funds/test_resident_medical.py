"""Residents' medical insurance: amounts a head, people by age, money that comes in the autumn."""

from dataclasses import replace

import numpy as np
import pytest

from model import InputError, project, read_scenario
from model.account.settlement import settle
from model.funds.resident_medical import fund as resident_medical
from model.parameters.dated import DatedValue
from model.results.fund_projection import FundProjection
from model.scenario.writing import with_values

POLICY, REPORTED = "funds.medical.policy", "funds.medical.reported"
ASSUMED = "funds.medical.assumptions"
UNIT = 1e4


def town(money: float = 1.0, end_year: int = 2035) -> str:
    """Return a residents' fund, all money multiplied by `money`."""
    return f"""
format = 1
title = "town"
base_year = 2010
end_year = {end_year}
money = "万元"
[assumptions.economy]
average_wage = {30000 * money}
wage_growth = 0.06
interest = 0.03
[assumptions.population]
total = 500000
[funds.medical]
kind = "resident_medical"
[funds.medical.reported]
insured = 300000
income = {5000 * money}
expenditure = {4200 * money}
balance = {2500 * money}
interest = {60 * money}
[funds.medical.policy]
own_premium = {40 * money}
premium_growth = 0.06
subsidy = {120 * money}
subsidy_growth = 0.06
deductible = {300 * money}
cap = {60000 * money}
[funds.medical.assumptions]
mean_claim = {5000 * money}
"""


def medical(text: str) -> FundProjection:
    return project(read_scenario(text)).funds["medical"]


BASE = medical(town())


def test_the_base_year_is_the_report_to_the_last_digit() -> None:
    account = BASE.account
    income = {name: item[0, 0] / UNIT for name, item in account.income_items.items()}

    assert account.income[0, 0] == 5000 * UNIT
    assert account.expenditure[0, 0] == 4200 * UNIT
    assert account.balance[0, 0] == 2500 * UNIT
    # 300,000 x 40 and x 120 yuan; what is left over has a name
    assert income == pytest.approx(
        {"own_premiums": 1200, "fiscal_subsidy": 3600, "interest": 60, "other_income": 140}
    )
    assert any("2.8% of the base year's income" in note.say() for note in BASE.notes)


def test_income_of_later_years_worked_by_hand() -> None:
    insured = BASE.series["insured"][:, 0]
    mean = (insured[:-1] + insured[1:]) / 2
    growth = 1.06 ** np.arange(1, len(insured))

    own, subsidy = (BASE.account.income_items[name] for name in ("own_premiums", "fiscal_subsidy"))

    np.testing.assert_allclose(own[1:, 0], mean * 40 * growth, rtol=1e-12)
    np.testing.assert_allclose(subsidy[1:, 0], mean * 120 * growth, rtol=1e-12)


def test_reported_premiums_set_the_share_that_is_paid() -> None:
    text = with_values(
        town(), {f"{REPORTED}.own_premiums": 1080, f"{REPORTED}.fiscal_subsidy": 3780}
    )

    fund = medical(text)

    for name, share in (("own_premiums", 1080 / 1200), ("fiscal_subsidy", 3780 / 3600)):
        np.testing.assert_allclose(
            fund.account.income_items[name],
            share * BASE.account.income_items[name],
            rtol=1e-12,
        )
    assert fund.account.income_items["other_income"][0, 0] == pytest.approx(80 * UNIT)


def test_benefits_are_residents_by_age_times_cost_of_the_age_times_what_is_paid() -> None:
    text = with_values(
        town(), {f"{ASSUMED}.working_age_coverage": DatedValue((2010 * 12, 2012 * 12), (0.8, 0.6))}
    )
    fund = medical(text)
    persons = read_scenario(text).setting().population.persons

    def insured(year: int, relative: float, cost: bool) -> float:
        total = 0.0
        for sex in (0, 1):
            for age in range(106):
                covered = relative if 16 <= age < 60 else 1.0
                weight = 2 ** (max(age - 20, 0) / 15) if cost else 1.0
                total += float(persons[year, sex, age]) * covered * weight
        return total

    share = 300000 / insured(0, 0.8, False)
    assert fund.series["insured"][1, 0] == pytest.approx(share * insured(1, 0.8, False), rel=1e-12)
    assert fund.series["insured"][2, 0] == pytest.approx(share * insured(2, 0.6, False), rel=1e-12)
    mean = (insured(1, 0.8, True) + insured(2, 0.6, True)) / 2 / insured(0, 0.8, True)
    paid = fund.series["reimbursed_share"][:, 0] * 1.07 ** np.arange(26)
    assert fund.account.expenditure_items["benefits"][2, 0] == pytest.approx(
        4200 * UNIT * mean * paid[2] / paid[0], rel=1e-12
    )


def test_premiums_come_in_the_last_quarter_and_the_year_is_lean_before() -> None:
    text = with_values(town(), {f"{REPORTED}.balance": 400})
    fund = medical(text)
    monthly = fund.monthly

    premiums = monthly.income_items["own_premiums"].reshape(-1, 12)
    ends = monthly.balance.reshape(-1, 12)

    assert not premiums[:, :9].any()
    np.testing.assert_allclose(premiums[:, 9:].sum(axis=1), premiums.sum(axis=1), rtol=1e-12)
    assert ends[0].argmin() == 8
    even = medical(with_values(text, {f"{POLICY}.premium_season": [1 / 12] * 12}))
    assert even.summary["lowest_month_balance"] > fund.summary["lowest_month_balance"]
    assert (
        even.account.income_items["interest"][1:] > fund.account.income_items["interest"][1:]
    ).all()


def test_a_premium_raised_before_the_winter_is_paid_at_once() -> None:
    raised = DatedValue((2010 * 12, 2012 * 12 + 9), (40.0, 60.0))
    fund = medical(with_values(town(), {f"{POLICY}.own_premium": raised}))

    ratio = fund.account.income_items["own_premiums"] / BASE.account.income_items["own_premiums"]

    np.testing.assert_allclose(ratio[:4, 0], [1, 1, 1.5, 1.5], rtol=1e-12)


def test_an_amount_of_subsidy_comes_on_top_by_its_own_months() -> None:
    once = DatedValue((2011 * 12, 2013 * 12 + 6, 2014 * 12), (0.0, 1000.0, 0.0))
    fund = medical(with_values(town(), {f"{POLICY}.fiscal_subsidy": once}))

    name = "fiscal_subsidy"
    added = fund.account.income_items[name] - BASE.account.income_items[name]
    by_month = fund.monthly.income_items[name] - BASE.monthly.income_items[name]

    np.testing.assert_allclose(added[:5, 0], [0, 0, 0, 500 * UNIT, 0], atol=1e-3)
    np.testing.assert_allclose(by_month[24:36], [0] * 6 + [1000 / 12 * UNIT] * 6, atol=1e-3)


def test_a_scheme_that_began_in_october_counts_its_insured_for_a_quarter() -> None:
    text = with_values(
        town(),
        {
            f"{REPORTED}.mean_insured": 75000,
            f"{REPORTED}.income": 1260,
            f"{REPORTED}.expenditure": 300,
        },
    )
    fund = medical(text)

    assert fund.account.income_items["own_premiums"][0, 0] == 75000 * 40
    assert fund.series["pool_cost_per_head"][0, 0] == pytest.approx(300 * UNIT / 75000)
    growth = fund.series["pool_cost_per_head"][1, 0] / fund.series["pool_cost_per_head"][0, 0]
    assert 1.05 < growth < 1.12


REFORMS = [
    ("policy.own_premium", 60.0, "own_premiums", +1),
    ("policy.subsidy", 200.0, "fiscal_subsidy", +1),
    ("policy.reimbursement", 0.75, "benefits", +1),
    ("policy.deductible", 100.0, "benefits", +1),
    ("policy.cap", 100000.0, "benefits", +1),
    ("policy.coverage", 1.1, "insured", +1),
    ("assumptions.cost_excess", 0.04, "payout_months", -1),
    ("assumptions.working_age_coverage", 0.7, "insured", -1),
    ("assumptions.other_income", 100.0, "payout_months", +1),
]


@pytest.mark.parametrize(("path", "value", "output", "direction"), REFORMS)
def test_a_reform_moves_what_it_should_and_leaves_the_base_year_alone(
    path: str, value: float, output: str, direction: int
) -> None:
    section, name = path.split(".")
    old = getattr(getattr(read_scenario(town()).funds["medical"], section), name).values[0]
    changed = DatedValue((2010 * 12, 2011 * 12), (old, value))
    after = medical(with_values(town(), {f"funds.medical.{path}": changed}))

    def found(fund: FundProjection) -> np.ndarray:
        items = {**fund.account.income_items, **fund.account.expenditure_items}
        groups = (fund.series, items, fund.indicators)
        return next(group[output] for group in groups if output in group)[:, 0]

    assert (np.sign(found(after) - found(BASE))[2:] == direction).all()
    for series, values in BASE.series.items():
        np.testing.assert_array_equal(after.series[series][0], values[0], err_msg=series)


def test_money_times_a_thousand_changes_no_ratio() -> None:
    large = medical(town(money=1000.0))

    for name, values in BASE.indicators.items():
        np.testing.assert_allclose(large.indicators[name], values, rtol=1e-9, err_msg=name)
    np.testing.assert_allclose(large.account.balance, 1000 * BASE.account.balance, rtol=1e-9)


def test_a_shorter_horizon_is_the_first_part_of_a_longer_one() -> None:
    short = medical(town(end_year=2018))

    for name, values in short.series.items():
        np.testing.assert_allclose(values, BASE.series[name][:9], rtol=1e-12, err_msg=name)


def test_paths_are_those_of_single_runs() -> None:
    scenario = read_scenario(town())
    setting = scenario.setting()
    growths = (0.03, 0.06, 0.09)
    rates = np.tile(np.array(growths), (25, 1))
    economy = replace(
        setting.economy,
        wage=30000 * np.vstack([np.ones(3), np.cumprod(1 + rates, axis=0)]),
        wage_growth=rates,
        interest=setting.economy.interest * np.ones(3),
    )

    outcome = resident_medical.outcome(scenario.funds["medical"], replace(setting, economy=economy))
    account = settle(outcome.flows)

    for path, growth in enumerate(growths):
        alone = medical(with_values(town(), {"assumptions.economy.wage_growth": growth}))
        np.testing.assert_allclose(
            account.balance[:, path], alone.account.balance[:, 0], rtol=1e-12
        )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({f"{POLICY}.cap": 0}, "leave nothing to pay"),
        ({f"{POLICY}.subsidy": 200}, "income = 5,000 contradicts own premiums"),
        (
            {f"{POLICY}.own_premium": 0, f"{REPORTED}.own_premiums": 1200},
            "own_premium: is 0 in the base year, yet own_premiums was received",
        ),
        ({f"{REPORTED}.surplus": 900}, "surplus = 900 contradicts"),
        ({f"{REPORTED}.payout_months": 12}, "payout_months = 12 contradicts"),
        ({f"{REPORTED}.balance": None}, "neither the balance nor the payout months"),
    ],
)
def test_what_cannot_be_is_said(changes: dict[str, float | None], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        medical(with_values(town(), changes))


def test_payout_months_may_stand_for_the_balance() -> None:
    fund = medical(
        with_values(town(), {f"{REPORTED}.balance": None, f"{REPORTED}.payout_months": 8})
    )

    assert fund.account.balance[0, 0] == pytest.approx(8 * 4200 / 12 * UNIT)
    assert fund.indicators["payout_months"][0, 0] == pytest.approx(8)
