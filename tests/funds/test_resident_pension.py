"""Residents' pension: a cohort's account by hand, where accounts go, levers, a county of 2007."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import InputError, Projection, Scenario, project, read_scenario
from model.account.settlement import settle
from model.economy import EconomyPaths
from model.funds.resident_pension.accounts import ResidentAccounts, ResidentRules, project_accounts
from model.funds.resident_pension.fund import outcome
from model.funds.shared.per_head_fund import past_age, starting
from model.parameters.dated import DatedValue, read_dated
from model.results.fund_projection import FundProjection
from model.scenario.scenario import levers
from model.scenario.writing import with_values
from tests.conftest import ROOT

RIG = (ROOT / "tests" / "rigs" / "resident_pension.toml").read_text()
FUND = "funds.branch"
UNIT = 1e4
AGES = 106
#: Old rural scheme of a coastal county, first half of 2007 times two: 138,900 participants,
#: premiums 136.6 and pensions 16.8 in the half year (万元). Recipients, balance: assumptions.
COUNTY = """
format    = 1
title     = "county"
base_year = 2007
end_year  = 2037
money     = "万元"
[assumptions.economy]
average_wage = 22000
wage_growth  = 0.08
[assumptions.population]
total = 600_000
[funds.branch]
kind = "resident_pension"
[funds.branch.reported]
insured       = 138_900
recipients    = 4000
basic_pension = 0
income        = 345.2
interest      = 72
expenditure   = 33.6
balance       = 3000
"""


def scenario(changes: Mapping[str, Any] | None = None, text: str = RIG) -> Scenario:
    read = {
        path: read_dated(value) if isinstance(value, dict) else value
        for path, value in (changes or {}).items()
    }
    return read_scenario(with_values(text, read))


def projected(changes: Mapping[str, Any] | None = None, text: str = RIG) -> FundProjection:
    return project(scenario(changes, text)).funds["branch"]


# the base year


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"own_premium": 500},
        {"fiscal_subsidy": 15000, "contributors": 200_000},
        {"mean_recipients": 125_000, "lump_sums": 300, "interest": 1200},
    ],
)
def test_the_base_year_is_as_reported_and_its_items_sum_to_it(changes: Mapping[str, Any]) -> None:
    fund = projected({f"{FUND}.reported.{name}": value for name, value in changes.items()})

    income = sum(values[0, 0] for values in fund.account.income_items.values())
    spent = sum(values[0, 0] for values in fund.account.expenditure_items.values())

    assert fund.series["income"][0, 0] == 40000e4
    assert fund.series["expenditure"][0, 0] == 21000e4
    assert fund.series["balance"][0, 0] == 85000e4
    assert fund.series["insured"][0, 0] == pytest.approx(400_000)
    assert fund.series["pensioners"][0, 0] == pytest.approx(130_000)
    assert income == pytest.approx(40000e4, rel=1e-12)
    assert spent == pytest.approx(21000e4, rel=1e-12)


def test_premium_and_account_pension_follow_from_the_totals() -> None:
    """Subsidy 130,000 x 12 x 120 + 270,000 x 40; the rest of income are own premiums."""
    fund = projected({f"{FUND}.reported.interest": 1500})
    items = fund.account.income_items

    assert items["fiscal_subsidy"][0, 0] == pytest.approx(18720e4 + 1080e4)
    assert items["contributions"][0, 0] == pytest.approx((40000 - 1500 - 19800) * 1e4)
    assert fund.series["average_account_pension"][0, 0] == pytest.approx(2280e4 / 12 / 130_000)
    assert fund.series["average_pension"][0, 0] == pytest.approx(21000e4 / 12 / 130_000)


def test_accounts_that_were_not_reported_are_what_the_balance_leaves_of_those_in_payment() -> None:
    name = f"{FUND}.reported.accounts"

    derived, given = projected({name: None}), projected()

    assert derived.series["individual_accounts"][0, 0] == pytest.approx(85000e4)
    in_payment = given.series["individual_accounts"][0, 0] - 80000e4
    assert 0 < in_payment < 12 * 2280e4  # at most 139 months of a year's account pensions
    assert projected({name: 60000}).series["individual_accounts"][0, 0] == pytest.approx(
        in_payment + 60000e4
    )


# accounts


def place(
    people: Mapping[int, tuple[float, float]],
    *,
    years: int,
    survive: float = 1.0,
    past: Mapping[int, float] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Population (men only) of cohorts given by their age in the base year, and survival."""
    population = np.zeros((years + 1, 2, AGES))
    for age, (number, _) in people.items():
        for year in range(years + 1):
            population[year, 0, age + year] = number * survive**year
    return population, np.full((years, 2, AGES), survive)


def accounts(
    people: Mapping[int, tuple[float, float]],
    *,
    years: int,
    survive: float = 1.0,
    coverage: np.ndarray | None = None,
    divisor: float = 139.0,
    interest: float = 0.03,
    credited: float = 100.0,
    annuity: float = 0.0,
    active_accounts: float = 0.0,
) -> ResidentAccounts:
    population, survival = place(people, years=years, survive=survive)
    past = np.clip(np.arange(AGES) + 1.0 - 60, 0, 1)[None] * np.ones((2, 1))
    stacked = np.broadcast_to(past, (years + 1, 2, AGES))
    rules = ResidentRules(
        population=population,
        survival=survival,
        past_age=past,
        starting=starting(stacked),
        coverage=np.ones(years + 1) if coverage is None else coverage,
        recipient_coverage=np.ones(years + 1),
        credited=np.full(years, credited),
        interest=np.full(years, interest),
        divisor=np.full(years + 1, divisor),
    )
    return project_accounts(
        rules, active_accounts=active_accounts, annuity=annuity, accounts_years=5.0
    )


def test_an_account_from_first_premium_to_pension_by_hand() -> None:
    """A thousand of 57 with 2,000 each: pay 100 a year, reach 60 in the third year."""
    result = accounts({57: (1000, 0)}, years=4, active_accounts=2e6)

    j = 0.03
    after_one = 2000 * (1 + j) + 100 * (1 + j / 2)
    after_two = after_one * (1 + j) + 100 * (1 + j / 2)
    np.testing.assert_allclose(result.accounts[:3] / 1000, [2000, after_one, after_two])
    # in the middle of the third year, half a premium paid
    drawn = after_two * (1 + j / 2) + 50
    np.testing.assert_allclose(result.new_annuities, [0, 0, 1000 * drawn / 139, 0])
    np.testing.assert_allclose(result.drawing, [0, 0, 0, 1000, 1000])
    np.testing.assert_allclose(result.premiums, [1e5, 1e5, 5e4, 0])
    np.testing.assert_allclose(
        result.account_pensions, np.array([0, 0, 6, 12]) * 1000 * drawn / 139
    )


def test_an_account_pension_is_paid_for_life_though_the_account_is_used_up() -> None:
    """Without interest 139 months last eleven and a half years; from then on the fund pays."""
    result = accounts({59: (10, 0)}, years=20, active_accounts=13900, interest=0, credited=0)

    assert result.annuities[1:] == pytest.approx(np.full(20, 100.0))
    assert result.accounts[11] == pytest.approx(13900 - 100 * (6 + 120))
    assert result.accounts[13:] == pytest.approx(np.zeros(8))
    assert result.beyond.sum() == pytest.approx(100 * (6 + 12 * 19) - 13900)


def test_those_who_die_leave_their_account_to_their_heirs() -> None:
    """Three in a hundred die a year; no interest, no premium: accounts shrink by refunds alone."""
    result = accounts(
        {40: (1000, 0)}, years=5, survive=0.97, active_accounts=1e6, interest=0, credited=0
    )

    np.testing.assert_allclose(result.accounts, 1e6 * 0.97 ** np.arange(6))
    np.testing.assert_allclose(result.refunds, 1e6 * 0.03 * 0.97 ** np.arange(5))
    np.testing.assert_allclose(result.deaths, 30 * 0.97 ** np.arange(5))
    np.testing.assert_allclose(result.transfers_out, 0, atol=1e-6)


def test_those_who_leave_take_their_account_and_those_who_join_bring_none() -> None:
    half = np.array([1.0, 0.5, 1.0])

    result = accounts(
        {40: (1000, 0)},
        years=2,
        coverage=half,
        active_accounts=1e6,
        interest=0,
        credited=0,
    )

    np.testing.assert_allclose(result.transfers_out, [5e5, 0], atol=1e-6)
    np.testing.assert_allclose(result.accounts, [1e6, 5e5, 5e5])
    np.testing.assert_allclose(result.left, [500, 0], atol=1e-9)
    np.testing.assert_allclose(result.joined, [0, 500], atol=1e-9)


def test_children_join_at_16() -> None:
    result = accounts({13: (100, 0)}, years=5, interest=0)

    np.testing.assert_allclose(result.active, [0, 0, 0, 100, 100, 100])
    np.testing.assert_allclose(result.premiums, [0, 0, 5000, 10000, 10000])


@settings(max_examples=60, deadline=None)
@given(
    young=st.integers(0, 59),
    old=st.integers(60, 95),
    number=st.floats(1, 1e6),
    survive=st.floats(0.8, 1.0),
    interest=st.floats(0, 0.15),
    divisor=st.floats(12, 300),
    annuity=st.floats(0, 500),
    start=st.floats(0, 1e8),
    coverage=st.lists(st.floats(0, 1), min_size=8, max_size=8),
)
def test_every_yuan_of_an_account_goes_somewhere(
    young: int,
    old: int,
    number: float,
    survive: float,
    interest: float,
    divisor: float,
    annuity: float,
    start: float,
    coverage: list[float],
) -> None:
    result = accounts(
        {young: (number, 0), old: (number / 3, 0)},
        years=8,
        survive=survive,
        coverage=np.array([1.0, *coverage]),
        divisor=divisor,
        interest=interest,
        annuity=annuity,
        active_accounts=start if young >= 16 else 0.0,
    )

    left = (
        result.accounts[:-1]
        + result.account_interest
        + result.premiums
        - (result.account_pensions - result.beyond)
        - result.refunds
        - result.transfers_out
    )
    scale = max(result.accounts.max(), result.account_pensions.max(), 1.0)
    np.testing.assert_allclose(result.accounts[1:], left, atol=1e-9 * scale)
    people = result.active + result.drawing
    np.testing.assert_allclose(
        np.diff(people), result.joined - result.left - result.deaths, atol=1e-9 * number
    )
    for flow in (result.refunds, result.transfers_out, result.beyond, result.joined, result.left):
        assert (flow >= -1e-9 * scale).all()
    assert (result.beyond <= result.account_pensions + 1e-9 * scale).all()


# the fund


@settings(max_examples=15, deadline=None)
@given(
    coverage=st.floats(0, 1.5),
    old=st.floats(0, 1.5),
    age=st.floats(50, 70),
    multiplier=st.floats(0.5, 2),
    migration=st.floats(-0.02, 0.02),
)
def test_people_balance_and_the_ledger_closes(
    coverage: float, old: float, age: float, multiplier: float, migration: float
) -> None:
    fund = projected(
        {
            f"{FUND}.policy.coverage": {2015: 1, 2020: coverage},
            f"{FUND}.policy.recipient_coverage": {2015: 1, 2022: old},
            f"{FUND}.policy.pension_age": {2015: 60, 2025: age},
            "assumptions.population.mortality_multiplier": multiplier,
            "assumptions.population.net_migration": migration,
        }
    )
    series, account = fund.series, fund.account

    moved = (series["entrants"] - series["leavers"] - series["deaths"])[1:, 0]
    np.testing.assert_allclose(np.diff(series["insured"][:, 0]), moved, atol=1e-5)
    income = sum(values[1:] for values in account.income_items.values())
    spent = sum(values[1:] for values in account.expenditure_items.values())
    np.testing.assert_allclose(
        account.balance[1:],
        account.balance[:-1] + income - spent,
        rtol=1e-9,
        atol=1e-9 * np.abs(income).max(),
    )


def test_with_constant_coverage_and_no_migration_people_only_die_or_reach_16() -> None:
    series = projected(
        {
            "assumptions.population.net_migration": 0,
            f"{FUND}.policy.recipient_coverage": 1,
        }
    ).series

    assert np.nanmax(series["leavers"]) < 1e-6
    youths = np.diff(series["insured"][:, 0]) + series["deaths"][1:, 0]
    np.testing.assert_allclose(series["entrants"][1:, 0], youths, rtol=1e-9)
    np.testing.assert_allclose(
        series["active_insured"], 270_000 / series["eligible"][0, 0] * series["eligible"], rtol=1e-9
    )


def test_premiums_and_subsidies_are_what_accounts_are_credited() -> None:
    """Accounts bear no interest and nobody dies rich: what comes in stands in the accounts."""
    plain = projected({f"{FUND}.reported.premium_subsidy": 0})
    changes = {f"{FUND}.policy.premium_subsidy": {2020: 50, 2021: 0}}
    added = projected({f"{FUND}.reported.premium_subsidy": 0, **changes})

    paid = np.diff([f.account.income_items["fiscal_subsidy"][5, 0] for f in (plain, added)])
    credited = np.diff([f.series["individual_accounts"][5, 0] for f in (plain, added)])

    assert paid[0] == pytest.approx(50 * plain.series["mean_contributors"][5, 0])
    # half a year of interest, and a few who die or draw within it
    assert credited[0] == pytest.approx(paid[0] * 1.015, rel=0.01)


def test_the_budget_pays_the_basic_pensions_by_its_share() -> None:
    whole = projected({f"{FUND}.reported.premium_subsidy": 0})
    part = projected(
        {
            f"{FUND}.reported.premium_subsidy": 0,
            f"{FUND}.policy.basic_budget_share": {2015: 1, 2018: 0.6},
        }
    )
    pensions = whole.account.expenditure_items["basic_pensions"]

    np.testing.assert_allclose(whole.account.income_items["fiscal_subsidy"], pensions)
    np.testing.assert_allclose(part.account.income_items["fiscal_subsidy"][3:], 0.6 * pensions[3:])
    np.testing.assert_array_equal(part.account.expenditure_items["basic_pensions"], pensions)


def test_own_premiums_arrive_in_the_last_quarter() -> None:
    months = projected().monthly.income_items["contributions"][:12]

    assert (months[:9] == 0).all()
    np.testing.assert_allclose(months[9:], months.sum() / 3)


def test_contributions_grow_with_the_tier_and_the_number_who_pay() -> None:
    fund = projected(
        {
            f"{FUND}.reported.own_premium": 500,
            f"{FUND}.policy.premium_growth": {2016: 0.2, 2017: 0},
            f"{FUND}.assumptions.paying_share": {2015: 1, 2017: 0.8},
        }
    )
    mean = (fund.series["active_insured"][:-1] + fund.series["active_insured"][1:])[:, 0] / 2

    np.testing.assert_allclose(
        fund.account.income_items["contributions"][1:4, 0],
        600 * mean[:3] * np.array([1, 0.8, 0.8]),
    )


def test_a_dated_basic_pension_takes_the_place_of_increases_from_its_first_month() -> None:
    changes = {
        f"{FUND}.policy.increase": 0.1,
        f"{FUND}.policy.increase_price_weight": 0,
        f"{FUND}.policy.basic_pension": {"2017-07": 200, 2018: 220},
    }

    basic = projected(changes).series["average_basic_pension"][:5, 0]

    np.testing.assert_allclose(basic, [120, 132, (120 * 1.21 + 200) / 2, 220, 220])


def test_more_births_pay_after_16_years_and_draw_after_60() -> None:
    stay = {"assumptions.population.net_migration": 0}
    high = projected({**stay, "assumptions.population.total_fertility": {2016: 2.5}})
    low = projected({**stay, "assumptions.population.total_fertility": {2016: 1.2}})

    gap = (high.series["active_insured"] - low.series["active_insured"])[:, 0]

    np.testing.assert_allclose(gap[:16], 0, atol=1e-6)
    assert gap[20] > 0
    np.testing.assert_array_equal(high.series["pensioners"], low.series["pensioners"])


def test_longer_lives_cost_the_fund_account_pensions_that_nobody_saved_for() -> None:
    plain = projected()
    longer = projected({"assumptions.population.mortality_multiplier": 0.6})

    assert longer.series["pensioners"][20, 0] > plain.series["pensioners"][20, 0]
    assert (
        longer.account.expenditure_items["account_pensions"][40, 0]
        > plain.account.expenditure_items["account_pensions"][40, 0]
    )
    assert (
        longer.account.expenditure_items["lump_sums"][1, 0]
        < (plain.account.expenditure_items["lump_sums"][1, 0])
    )


def test_a_higher_pension_age_takes_nobodys_pension_away_and_accounts_grow_longer() -> None:
    plain = projected()
    later = projected({f"{FUND}.policy.pension_age": {2015: 60, 2020: 63}})

    np.testing.assert_allclose(
        later.series["pensioners"][:5], plain.series["pensioners"][:5], rtol=1e-12
    )
    assert (later.series["pensioners"][5:8] < plain.series["pensioners"][5:8]).all()
    assert later.series["new_pensioners"][5:8, 0] == pytest.approx(np.zeros(3), abs=1e-6)
    assert later.series["pensioners"][5, 0] > 0.95 * later.series["pensioners"][4, 0]
    assert later.series["new_pension"][48, 0] > 1.02 * plain.series["new_pension"][48, 0]
    assert (
        later.account.income_items["contributions"][8, 0]
        > (plain.account.income_items["contributions"][8, 0])
    )


def test_taking_in_the_old_adds_basic_pensions_but_no_account() -> None:
    plain = projected({f"{FUND}.policy.recipient_coverage": 1})
    rolled_out = projected({f"{FUND}.policy.recipient_coverage": {2015: 1, 2018: 1.5}})

    added = (rolled_out.series["pensioners"] - plain.series["pensioners"])[:, 0]
    assert added[:3] == pytest.approx(np.zeros(3), abs=1e-6)
    assert added[3] == pytest.approx(65_000, rel=0.05)
    assert added[-1] < 0.02 * added[3]  # they die out
    np.testing.assert_allclose(
        rolled_out.account.expenditure_items["account_pensions"],
        plain.account.expenditure_items["account_pensions"],
    )


def test_who_reaches_the_age_brings_the_coverage_of_those_who_pay() -> None:
    """Coverage of the paying halves: pensioners fade towards half of the people past 60."""
    fund = projected(
        {
            f"{FUND}.policy.coverage": {2015: 1, 2016: 0.5},
            f"{FUND}.policy.recipient_coverage": 1,
            "assumptions.population.net_migration": 0,
        }
    )
    active = fund.series["active_insured"][:, 0] / fund.series["eligible"][:, 0]

    assert active[1] == pytest.approx(active[0] / 2)
    assert fund.series["new_pensioners"][10, 0] < fund.series["pensioners"][10, 0] * 0.04
    assert fund.account.expenditure_items["transfers_out"][1, 0] > (
        0.3 * fund.series["individual_accounts"][0, 0]
    )


def test_a_county_of_the_old_rural_scheme_stays_believable() -> None:
    """Twenty yuan a head and year; pensions of seven yuan a month; no jump after the base year."""
    fund = projected(text=COUNTY)
    series, items = fund.series, fund.account.income_items

    premium = items["contributions"][0, 0] / series["contributors"][0, 0]
    assert premium == pytest.approx(273.2e4 / 134_900)
    assert series["average_pension"][0, 0] == pytest.approx(7.0)
    assert 0.95 < items["contributions"][1, 0] / items["contributions"][0, 0] < 1.05
    assert series["average_pension"][1, 0] / series["average_pension"][0, 0] < 1.2
    assert fund.indicators["replacement_rate"].max() < 0.01
    assert (series["surplus"][:10] > 0).all()


# invariances


def test_accounts_are_free_of_economic_paths_and_paths_are_alone() -> None:
    plain = scenario({f"{FUND}.policy.increase_wage_weight": 0.4})
    fund, setting = plain.funds["branch"], plain.setting()
    economy = setting.economy
    growth = economy.wage_growth + np.array([-0.02, 0.0, 0.03])

    def on(paths: slice) -> Any:
        chosen = growth[:, paths]
        first = np.full((1, chosen.shape[1]), economy.wage[0, 0])
        many = EconomyPaths(
            wage=np.vstack([first, first * np.cumprod(1 + chosen, axis=0)]),
            wage_growth=chosen,
            price_growth=np.broadcast_to(economy.price_growth, chosen.shape),
            interest=np.broadcast_to(economy.interest, chosen.shape),
            base_interest=economy.base_interest,
            discount_rate=economy.discount_rate,
        )
        return outcome(fund, replace(setting, economy=many))

    together = on(slice(None))
    balance = settle(together.flows).balance

    for path in range(3):
        alone = settle(on(slice(path, path + 1)).flows).balance[:, 0]
        np.testing.assert_allclose(alone, balance[:, path], rtol=1e-12)
    np.testing.assert_array_equal(np.ptp(together.of_paths("individual_accounts"), axis=1), 0)
    assert np.ptp(together.of_paths("average_basic_pension")[-1]) > 0


def test_money_times_a_thousand_changes_no_ratio() -> None:
    base = scenario()
    units = ("money", "money_a_year", "currency", "currency_a_year", "currency_a_month")
    changes = {
        lever.path: DatedValue(
            lever.value.months, tuple(1000 * v for v in lever.value.values), lever.value.linear
        )
        if isinstance(lever.value, DatedValue)
        else 1000 * lever.value
        for lever in levers(base)
        if lever.declaration.unit.name in units and lever.value is not None
    }
    plain: Projection = project(base)
    larger = project(read_scenario(with_values(RIG, changes)))

    for name, values in plain.funds["branch"].indicators.items():
        np.testing.assert_allclose(
            larger.funds["branch"].indicators[name], values, rtol=1e-8, err_msg=name
        )


def test_a_shorter_horizon_is_the_first_part_of_a_longer_one() -> None:
    whole = projected().series
    short = project(scenario(text=RIG.replace("2065", "2032"))).funds["branch"].series

    for name, values in short.items():
        np.testing.assert_allclose(values, whole[name][:18], rtol=1e-12, err_msg=name)


def test_a_reforms_plain_number_leaves_the_base_year_alone() -> None:
    plain = scenario()
    fund = plain.funds["branch"]
    month = (plain.base_year + 1) * 12
    reform = {
        name: getattr(fund.policy, name).followed_by(DatedValue.constant(value), month)
        for name, value in (
            ("pension_age", 65),
            ("annuity_divisor", 101),
            ("basic_budget_share", 0.5),
            ("coverage", 1.3),
        )
    }

    reformed = replace(fund, policy=fund.policy.model_copy(update=reform))
    changed = project(replace(plain, funds={"branch": reformed})).funds["branch"]
    before = project(plain).funds["branch"]

    for name, values in before.series.items():
        np.testing.assert_array_equal(changed.series[name][0], values[0], err_msg=name)
    assert changed.series["income"][1, 0] < before.series["income"][1, 0]


def test_starting_follows_the_age_in_force_in_december() -> None:
    setting = scenario().setting()
    age = read_dated({2015: 60, "2018-07": 61})

    past = past_age([age, age], setting)

    assert past[2, 0, 60] == 1
    assert past[3, 0, 60] == 0
    assert past[3, 1, 61] == 1


# what contradicts


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"insured": 120_000}, "nobody insured contributes"),
        ({"contributors": 300_000}, "300,000 contributors are more than the 270,000"),
        ({"basic_pension": 150}, "12 x recipients x basic_pension = 23,400 contradicts"),
        ({"income": 18000}, "pays for basic pensions and premiums is more"),
        ({"own_premium": 900}, "contributors x own_premium = 24,300 is more"),
        ({"lump_sums": 22000}, "lump sums are more than the whole expenditure"),
        ({"insured": 950_000}, "820,000 persons are more than the"),
        ({"recipients": 250_000, "basic_pension": 10}, "250,000 persons are more than the"),
        ({"surplus": 100}, "contradicts income - expenditure"),
        ({"balance": None}, "neither the balance nor the payout months"),
    ],
)
def test_a_contradiction_is_named(changes: Mapping[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        scenario({f"{FUND}.reported.{name}": value for name, value in changes.items()})
