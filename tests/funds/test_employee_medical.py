"""Employees' medical insurance: worked figures, who owns what, each lever's direction."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import InputError, project, read_scenario
from model.account.settlement import settle
from model.funds.employee_medical import fund as employee_medical
from model.funds.setting import Setting
from model.funds.shared.insured import project_insured
from model.funds.shared.medical_bills import cost_weights
from model.parameters.dated import DatedValue
from model.results.fund_projection import FundProjection
from model.scenario.writing import with_values
from tests.test_claims import paid_of

POLICY, REPORTED = "funds.medical.policy", "funds.medical.reported"
ASSUMED = "funds.medical.assumptions"
UNIT = 1e4


def city(money: float = 1.0, end_year: int = 2030, economy: str = "") -> str:
    """Return the 2005 figures of a county-level city, all money multiplied by `money`."""
    return f"""
format = 1
title = "city"
base_year = 2005
end_year = {end_year}
money = "万元"
[assumptions.economy]
average_wage = {17000 * money}
wage_growth = 0.06
interest = 0.03
{economy}
[assumptions.population]
total = 1100000
[funds.medical]
kind = "employee_medical"
[funds.medical.reported]
insured = 102741
retirees = 15400
mean_contributors = 78900
income = {11401 * money}
expenditure = {5637 * money}
balance = {9000 * money}
personal_balance = {3500 * money}
personal_expenditure = {2000 * money}
[funds.medical.policy]
deductible = {1000 * money}
cap = {40000 * money}
[funds.medical.assumptions]
mean_claim = {6000 * money}
"""


def medical(text: str) -> FundProjection:
    return project(read_scenario(text)).funds["medical"]


def from_2006(text: str, path: str, value: float) -> str:
    """Return the text with a parameter changed from the first projected year on."""
    section = read_scenario(text).funds["medical"]
    old = getattr(getattr(section, path.split(".")[-2]), path.split(".")[-1])
    if old is None:
        return with_values(text, {path: DatedValue((2006 * 12,), (value,))})
    return with_values(text, {path: DatedValue((2005 * 12, 2006 * 12), (old.values[0], value))})


BASE = medical(city())
WITH_LAYER = with_values(
    city(), {f"{POLICY}.catastrophic_rate": 0.05, f"{POLICY}.catastrophic_share": 0.9}
)


def test_the_base_year_is_the_report_to_the_last_digit() -> None:
    account = BASE.account

    assert account.income[0, 0] == 11401 * UNIT
    assert account.expenditure[0, 0] == 5637 * UNIT
    assert account.balance[0, 0] == 9000 * UNIT
    assert account.expenditure_items["benefits"][0, 0] == pytest.approx(3637 * UNIT, rel=1e-14)
    assert account.expenditure_items["personal_accounts"][0, 0] == 2000 * UNIT
    for items, total in (
        (account.income_items, account.income),
        (account.expenditure_items, account.expenditure),
    ):
        assert sum(item[0, 0] for item in items.values()) == pytest.approx(total[0, 0], rel=1e-14)


def test_contributions_of_the_first_year_worked_by_hand() -> None:
    # opening balance 9000 - 5764; interest at 3%, flows in the middle of the year
    interest = 0.03 * (3236 + 5764 / 2) / 1.015
    wage_bill = (11401 - interest) / 0.08
    mean_2006 = (102741 - 15400 + BASE.series["contributors"][1, 0]) / 2
    expected = wage_bill * 1.06 * mean_2006 / 78900

    assert BASE.series["wage_bill"][1, 0] == pytest.approx(expected * UNIT, rel=1e-12)
    assert BASE.account.income_items["contributions"][1, 0] == pytest.approx(
        0.08 * expected * UNIT, rel=1e-12
    )
    # all of the employee's 2% and 30% of the employer's 6%
    assert BASE.series["personal_credits"][1, 0] == pytest.approx(
        (0.02 + 0.3 * 0.06) * expected * UNIT, rel=1e-12
    )


def test_personal_accounts_of_the_first_year_worked_by_hand() -> None:
    # 2000 of 3500 + 2000 were spent; interest runs on half of the year's flows
    credits = BASE.series["personal_credits"][1, 0]
    spent = 2000 / 5500 * (3500 * UNIT + credits)
    closing = 3500 * UNIT + credits - spent + 0.03 * (3500 * UNIT + (credits - spent) / 2)

    assert BASE.account.expenditure_items["personal_accounts"][1, 0] == pytest.approx(spent)
    assert BASE.series["personal_balance"][1, 0] == pytest.approx(closing, rel=1e-12)


def test_benefits_are_insured_by_age_times_cost_of_the_age_times_what_is_paid() -> None:
    scenario = read_scenario(city())
    fund = scenario.funds["medical"]
    insured = project_insured(
        scenario.setting(), fund.policy, fund.assumptions, workers=87341, retirees=15400
    )
    weights = cost_weights(15.0)
    joined = 78900 / 87341

    def weighted(year: int) -> float:
        persons = insured.workers[year] + insured.retirees[year]
        return sum(float(persons[sex, age] * weights[age]) for sex in (0, 1) for age in range(106))

    first = (weighted(0) + weighted(1)) / 2 / (joined * weighted(0))
    paid = BASE.series["reimbursed_share"][:2, 0] * 6000 * np.array([1, 1.07])
    expected = 3637 * UNIT * first * paid[1] / paid[0]

    assert BASE.account.expenditure_items["benefits"][1, 0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("path", "value", "design"),
    [("cap", 60000.0, (1000.0, 60000.0, 0.2)), ("deductible", 700.0, (700.0, 40000.0, 0.2))],
)
def test_a_better_design_costs_what_simulated_claims_say(
    path: str, value: float, design: tuple[float, float, float]
) -> None:
    reform = medical(from_2006(city(), f"{POLICY}.{path}", value))
    draws = np.random.default_rng(2006).standard_normal(1_000_000)
    bills = 6000 * 1.07 * np.exp(1.2 * draws - 0.72)
    before, after = paid_of(bills, (1000.0, 40000.0, 0.2)), paid_of(bills, design)

    ratio = after.mean() / before.mean()
    # delta method for a ratio of means of the same claims
    error = (after - ratio * before).std() / before.mean() / 1000
    found = (
        reform.account.expenditure_items["benefits"][1, 0]
        / BASE.account.expenditure_items["benefits"][1, 0]
    )

    assert found > 1
    assert abs(found - ratio) < 4 * error


def test_who_joins_within_the_year_counts_for_a_part_of_it() -> None:
    early = medical(with_values(city(), {f"{REPORTED}.mean_contributors": 87341}))

    # fewer people stand behind the same base-year cost, so each costs more
    benefits = BASE.account.expenditure_items["benefits"]
    ratio = benefits[1, 0] / early.account.expenditure_items["benefits"][1, 0]
    assert ratio == pytest.approx(87341 / 78900, rel=1e-12)
    only_workers = medical(with_values(city(), {f"{REPORTED}.mean_retirees": 15400}))
    assert (
        early.account.expenditure_items["benefits"][1, 0]
        < only_workers.account.expenditure_items["benefits"][1, 0]
        < BASE.account.expenditure_items["benefits"][1, 0]
    )
    assert BASE.series["mean_pensioners"][0, 0] == pytest.approx(15400 * 78900 / 87341)


@pytest.mark.parametrize("text", [city(), WITH_LAYER], ids=["plain", "layer"])
def test_the_pool_is_a_ledger_of_its_own(text: str) -> None:
    fund = medical(text)
    series, items = fund.series, fund.account.expenditure_items
    aside = series["set_aside_balance"]
    pool = series["balance"] - aside
    received = (
        fund.account.income_items["contributions"]
        - series["personal_credits"]
        - series["catastrophic_premiums"]
    )
    borne = fund.outcome.flows.set_aside.expenditure
    paid = series["expenditure"] - borne

    expected = pool[:-1] * 1.03 + (received - paid)[1:] * 1.015

    np.testing.assert_allclose(pool[1:], expected, rtol=1e-9)
    np.testing.assert_allclose(
        aside, series["personal_balance"] + series["catastrophic_balance"], rtol=1e-12
    )
    np.testing.assert_allclose(fund.indicators["payout_months"], 12 * pool / paid, rtol=1e-12)
    assert (items["benefits"] > 0).all()


def test_accounts_are_credited_on_what_is_collected_relief_or_not() -> None:
    text = with_values(city(), {f"{POLICY}.collection_rate": DatedValue((2008 * 12,), (0.9,))})
    relieved = text.replace(
        "deductible =",
        'relief = { from = "2009-01", to = "2009-12", share_of_employer_rate = 0.5 }\ndeductible =',
    )

    poorly, cut = medical(text).series, medical(relieved)

    in_full = BASE.series["personal_credits"][:, 0]
    # a fifth of the arrears of 2008 comes in 2009, and is credited like what came in time
    expected = [1, 1, 1, 0.9, 0.9 + 0.2 * 0.1 * in_full[3] / in_full[4]]
    np.testing.assert_allclose(poorly["personal_credits"][:5, 0] / in_full[:5], expected)
    np.testing.assert_array_equal(cut.series["personal_credits"], poorly["personal_credits"])
    assert cut.account.income[4, 0] < medical(text).account.income[4, 0]


def test_reported_payout_months_are_those_of_the_pool() -> None:
    months = {f"{REPORTED}.balance": None, f"{REPORTED}.payout_months": 20}
    text = with_values(city(), months | {f"{REPORTED}.catastrophic_balance": 250})

    fund = medical(text)

    assert fund.indicators["payout_months"][0, 0] == pytest.approx(20, rel=1e-12)
    balance = 20 * 3637 / 12 + 3500 + 250
    assert fund.account.balance[0, 0] == pytest.approx(balance * UNIT, rel=1e-12)


def test_balance_and_payout_months_that_agree_are_taken_and_others_refused() -> None:
    months = round(12 * (9000 - 3500) / 3637, 1)
    assert medical(with_values(city(), {f"{REPORTED}.payout_months": months})).account

    with pytest.raises(InputError, match="payout_months = 28 contradicts"):
        medical(with_values(city(), {f"{REPORTED}.payout_months": 28}))


def test_balance_and_payout_months_together_tell_what_lies_in_personal_accounts() -> None:
    text = with_values(
        city(), {f"{REPORTED}.payout_months": 20, f"{REPORTED}.personal_balance": None}
    )

    held = medical(text).series["personal_balance"][0, 0]

    assert held == pytest.approx((9000 - 20 * 3637 / 12) * UNIT, rel=1e-12)
    with pytest.raises(InputError, match="contradicts"):
        medical(with_values(text, {f"{REPORTED}.payout_months": 36}))


@pytest.mark.parametrize("known", [{"balance": 9000}, {"balance": None, "payout_months": 19.2}])
def test_what_is_not_reported_of_personal_accounts_is_their_share_of_contributions(
    known: dict[str, float | None],
) -> None:
    changes = {"personal_balance": None, "personal_expenditure": None, **known}
    fund = medical(with_values(city(), {f"{REPORTED}.{k}": v for k, v in changes.items()}))

    share = (0.02 + 0.3 * 0.06) / 0.08
    balance, spent = fund.account.balance[0, 0], fund.account.expenditure[0, 0]
    assert fund.series["personal_balance"][0, 0] == pytest.approx(share * balance, rel=1e-12)
    assert fund.account.expenditure_items["personal_accounts"][0, 0] == pytest.approx(share * spent)
    # the pool then stands like the whole fund
    assert fund.indicators["payout_months"][0, 0] == pytest.approx(12 * balance / spent)
    assert any("as of contributions" in note.say() for note in fund.notes)


def test_without_personal_accounts_all_is_the_pools() -> None:
    nobody = {f"{POLICY}.personal_account_share": 0, f"{POLICY}.employee_account_share": 0}
    nothing = {f"{REPORTED}.personal_balance": None, f"{REPORTED}.personal_expenditure": None}

    fund = medical(with_values(city(), nobody | nothing))

    assert not fund.series["set_aside_balance"].any()
    assert not fund.account.expenditure_items["personal_accounts"].any()
    np.testing.assert_array_equal(
        fund.indicators["payout_months"], 12 * fund.account.balance / fund.account.expenditure
    )


def test_catastrophic_benefits_of_the_base_year_follow_from_the_spread_of_bills() -> None:
    fund = medical(WITH_LAYER)
    draws = np.random.default_rng(7).standard_normal(2_000_000)
    bills = 6000 * np.exp(1.2 * draws - 0.72)
    beyond = 0.9 * np.maximum(bills - (1000 + 40000 / 0.8), 0.0)
    pool = paid_of(bills, (1000.0, 40000.0, 0.2))

    items = fund.account.expenditure_items
    ratio = items["catastrophic_benefits"][0, 0] / items["benefits"][0, 0]

    found = beyond.mean() / pool.mean()
    error = (beyond - found * pool).std() / pool.mean() / np.sqrt(len(bills))
    assert abs(ratio - found) < 4 * error
    assert items["catastrophic_benefits"][0, 0] + items["benefits"][0, 0] == pytest.approx(
        3637 * UNIT
    )


def test_reported_catastrophic_benefits_set_the_level_of_later_ones() -> None:
    derived = medical(WITH_LAYER).account.expenditure_items
    paid = derived["catastrophic_benefits"][0, 0] / UNIT
    doubled = medical(with_values(WITH_LAYER, {f"{REPORTED}.catastrophic_expenditure": 2 * paid}))

    np.testing.assert_allclose(
        doubled.account.expenditure_items["catastrophic_benefits"],
        2 * derived["catastrophic_benefits"],
        rtol=1e-12,
    )


def test_what_the_catastrophic_layer_lacks_falls_on_the_pool() -> None:
    poor = medical(with_values(WITH_LAYER, {f"{POLICY}.catastrophic_rate": 0.001}))
    aside = poor.outcome.flows.set_aside
    assert aside is not None

    items = poor.account.expenditure_items
    by_layer = aside.expenditure - items["personal_accounts"]
    late = slice(10, None)

    assert (poor.series["catastrophic_balance"] >= 0).all()
    assert (poor.series["catastrophic_balance"][late] == 0).all()
    assert (by_layer[late] < items["catastrophic_benefits"][late]).all()
    # with nothing left over, the layer pays what came in within the year, and its interest
    np.testing.assert_allclose(
        by_layer[late], poor.series["catastrophic_premiums"][late], rtol=1e-9
    )


def test_merged_maternity_adds_to_the_rate_and_costs_a_share_of_the_wage_bill() -> None:
    merged = {
        f"{POLICY}.merged_maternity_rate": DatedValue((2005 * 12, 2007 * 12 + 6), (0, 0.006)),
        f"{ASSUMED}.merged_maternity_cost": DatedValue((2005 * 12, 2007 * 12 + 6), (0, 0.004)),
    }

    fund = medical(with_values(city(), merged))

    rate = fund.indicators["contribution_rate"][:4, 0]
    np.testing.assert_allclose(rate, [0.08, 0.08, 0.083, 0.086], rtol=1e-12)
    cost = fund.account.expenditure_items["merged_maternity"] / fund.series["wage_bill"]
    np.testing.assert_allclose(cost[:4, 0], [0, 0, 0.002, 0.004], rtol=1e-12)
    np.testing.assert_allclose(fund.series["personal_credits"], BASE.series["personal_credits"])


def test_retired_cadres_are_their_own_account_that_dies_out() -> None:
    text = with_values(city(), {f"{REPORTED}.cadre_income": 120, f"{REPORTED}.cadre_cost": 344})

    fund = medical(text)

    cost = fund.account.expenditure_items["cadre_cost"][:, 0]
    income = fund.account.income_items["cadre_income"][:, 0]
    assert (cost[0], income[0]) == (344 * UNIT, 120 * UNIT)
    np.testing.assert_allclose(cost, 344 * UNIT * (1.07 * 0.92) ** np.arange(len(cost)))
    np.testing.assert_allclose(income, cost * 120 / 344, rtol=1e-12)
    assert fund.account.income_items["other_premium"][0, 0] == 0
    assert fund.account.income[0, 0] == 11401 * UNIT


#: lever, value from 2006 on, output, direction
REFORMS = [
    (city(), f"{POLICY}.cap", 60000.0, "benefits", +1),
    (city(), f"{POLICY}.deductible", 500.0, "benefits", +1),
    (city(), f"{POLICY}.coinsurance", 0.3, "benefits", -1),
    (city(), f"{POLICY}.personal_account_share", 0.1, "payout_months", +1),
    (city(), f"{POLICY}.personal_account_share", 0.1, "set_aside_balance", -1),
    (city(), f"{POLICY}.employee_account_share", 0.5, "payout_months", +1),
    (city(), f"{POLICY}.employer_rate", 0.07, "payout_months", +1),
    (city(), f"{POLICY}.account_interest", 0.01, "payout_months", +1),
    (city(), f"{ASSUMED}.cost_excess", 0.03, "payout_months", -1),
    (city(), f"{ASSUMED}.utilisation", 1.1, "payout_months", -1),
    (city(), f"{ASSUMED}.account_spending", 0.6, "personal_balance", -1),
    (WITH_LAYER, f"{POLICY}.catastrophic_share", 0.5, "catastrophic_benefits", -1),
    (WITH_LAYER, f"{POLICY}.catastrophic_rate", 0.08, "catastrophic_premiums", +1),
    (WITH_LAYER, f"{POLICY}.cap", 80000.0, "catastrophic_benefits", -1),
]


@pytest.mark.parametrize(
    ("text", "path", "value", "output", "direction"),
    REFORMS,
    ids=[f"{path.split('.')[-1]}-{output}" for _, path, _, output, _ in REFORMS],
)
def test_a_reform_moves_what_it_should_and_leaves_the_base_year_alone(
    text: str, path: str, value: float, output: str, direction: int
) -> None:
    before, after = medical(text), medical(from_2006(text, path, value))

    def found(fund: FundProjection) -> np.ndarray:
        groups = (fund.series, fund.account.expenditure_items, fund.indicators)
        return next(group[output] for group in groups if output in group)[:, 0]

    change = found(after) - found(before)
    assert (np.sign(change[2:]) == direction).all()
    for name, values in before.series.items():
        np.testing.assert_array_equal(after.series[name][0], values[0], err_msg=name)


def test_payout_months_of_the_pool_set_off_rules() -> None:
    text = (
        city()
        + """
[[funds.medical.rules]]
acts_on = "employer_rate"
at_least = 15
factor = 0.8
source = "medical funds with more than 15 months"
"""
    )
    fund = medical(text)

    months = fund.indicators["payout_months"][:, 0]
    factors = fund.account.rule_factors[0][1:, 0]

    assert months[0] > 15
    np.testing.assert_array_equal(factors, np.where(months[:-1] >= 15, 0.8, 1.0))
    assert len(set(factors)) == 2


def test_money_times_a_thousand_changes_no_ratio() -> None:
    large = medical(city(money=1000.0))

    for name, values in BASE.indicators.items():
        np.testing.assert_allclose(large.indicators[name], values, rtol=1e-9, err_msg=name)
    np.testing.assert_allclose(large.account.balance, 1000 * BASE.account.balance, rtol=1e-9)


def test_a_shorter_horizon_is_the_first_part_of_a_longer_one() -> None:
    short = medical(city(end_year=2012))

    for name, values in short.series.items():
        np.testing.assert_allclose(values, BASE.series[name][:8], rtol=1e-12, err_msg=name)


def several_paths(setting: Setting, growth: tuple[float, ...]) -> Setting:
    years = len(setting.years)
    rates = np.tile(np.array(growth), (years, 1))
    wage = setting.economy.wage[0] * np.vstack(
        [np.ones(len(growth)), np.cumprod(1 + rates, axis=0)]
    )
    flat = np.ones(len(growth))
    economy = replace(
        setting.economy,
        wage=wage,
        wage_growth=rates,
        price_growth=setting.economy.price_growth * flat,
        interest=setting.economy.interest * flat,
    )
    return replace(setting, economy=economy)


def test_paths_are_those_of_single_runs() -> None:
    text = WITH_LAYER
    scenario = read_scenario(text)
    paths = several_paths(scenario.setting(), (0.03, 0.06, 0.09))

    together = employee_medical.outcome(scenario.funds["medical"], paths)
    account = settle(together.flows)

    for path, growth in enumerate((0.03, 0.06, 0.09)):
        alone = medical(with_values(text, {"assumptions.economy.wage_growth": growth}))
        np.testing.assert_allclose(
            account.balance[:, path], alone.account.balance[:, 0], rtol=1e-12
        )
        for name in together.figures:
            np.testing.assert_allclose(
                together.of_paths(name)[:, path],
                alone.outcome.of_paths(name)[:, 0],
                rtol=1e-12,
                err_msg=name,
            )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({f"{POLICY}.cap": 0}, "leave nothing to pay"),
        ({f"{POLICY}.personal_account_share": 1}, "nothing of the contributions is left"),
        ({f"{REPORTED}.personal_expenditure": 5637}, "nothing of the expenditure is left"),
        ({f"{ASSUMED}.merged_maternity_cost": 0.05}, "nothing of the expenditure is left"),
        ({f"{REPORTED}.cadre_income": 120}, "cadre_cost: is missing"),
        ({f"{REPORTED}.catastrophic_expenditure": 90}, "yet catastrophic benefits were paid"),
        ({f"{REPORTED}.retirees": 102741}, "nobody insured contributes"),
        ({f"{REPORTED}.surplus": 5000}, "surplus = 5,000 contradicts"),
        ({f"{REPORTED}.balance": None}, "neither the balance nor the payout months"),
    ],
)
def test_what_cannot_be_is_said(changes: dict[str, float | None], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        medical(with_values(city(), changes))


@settings(max_examples=25, deadline=None)
@given(
    share=st.floats(0, 0.9),
    spent=st.floats(0, 5000),
    held=st.floats(0, 20000),
    spending=st.floats(0, 1),
    layer=st.floats(0, 0.2),
)
def test_any_split_closes_and_no_account_is_overdrawn(
    share: float, spent: float, held: float, spending: float, layer: float
) -> None:
    fund = medical(
        with_values(
            city(end_year=2015),
            {
                f"{POLICY}.personal_account_share": share,
                f"{REPORTED}.personal_expenditure": spent,
                f"{REPORTED}.personal_balance": held,
                f"{ASSUMED}.account_spending": spending,
                f"{POLICY}.catastrophic_rate": layer if share < 0.7 else 0.0,
                f"{POLICY}.catastrophic_share": 0.9,
            },
        )
    )
    account = fund.account

    assert (fund.series["personal_balance"] >= 0).all()
    assert (fund.series["catastrophic_balance"] >= 0).all()
    change = account.income[1:] - account.expenditure[1:]
    np.testing.assert_allclose(np.diff(account.balance, axis=0), change, rtol=1e-9, atol=1.0)
    assert account.expenditure[0, 0] == 5637 * UNIT


def test_no_pool_gains_from_premiums_that_come_late() -> None:
    late = medical(with_values(city(), {f"{POLICY}.collection_rate": 0.98}))

    gap = late.pooled_balance - BASE.pooled_balance
    assert (gap[1:] < 0).all()
    assert (late.series["account_arrears"] <= late.account.arrears + 1e-6).all()
