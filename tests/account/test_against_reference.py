"""The account kernel against a plain loop over months, on random flows with everything in them."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from model.account.collection import CollectionPlan
from model.account.depletion import NEVER, depletion_years
from model.account.flows import ContributionsDue, FundFlows, Item, OpeningAccount, SetAside
from model.account.months import MonthlyLedger, monthly_ledger
from model.account.settlement import Account, settle
from model.parameters.rules import Rule
from tests.account.reference_account import ReferenceAccount, reference_account

BASE_YEAR, YEARS = 2010, 6
OPENING_INCOME = {"contributions": 240.0, "subsidy": 30.0, "interest": 9.0, "rent": 4.0}
OPENING_EXPENDITURE = {"benefits": 230.0, "grants": 11.0}
TARGETS = ["contributions", "employer_rate", "subsidy", "benefits", "refunds"]
REFUNDED = ["contributions", "subsidy", "interest", "arrears_recovered"]


@dataclass(frozen=True)
class Parts:
    """What random flows have: each is left out in some of them."""

    paths: int
    with_dues: bool
    rules: tuple[Rule, ...]
    refunds_of: str
    set_aside: bool
    observed: bool
    hand_over: tuple[int, int] | None


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A rule around the payout months that random flows have."""
    at_least = draw(st.none() | st.floats(-10, 40))
    ends = st.none() if at_least is None else st.none() | st.floats(-20, at_least)
    month = draw(st.integers(1, 12))
    return Rule.model_validate(
        {
            "acts_on": draw(st.sampled_from(TARGETS)),
            "at_least": at_least,
            "until_below": draw(ends),
            "below": draw(st.none() | st.floats(0, 60)),
            "factor": draw(st.floats(0, 2)),
            "from": f"{draw(st.integers(BASE_YEAR, BASE_YEAR + 3))}-{month:02d}",
            "to": f"{draw(st.integers(BASE_YEAR + 4, BASE_YEAR + 9))}-{month:02d}",
            "source": "test",
        }
    )


parts = st.builds(
    Parts,
    paths=st.integers(1, 3),
    with_dues=st.booleans(),
    rules=st.lists(rules(), max_size=3).map(tuple),
    refunds_of=st.sampled_from(["", *REFUNDED]),
    set_aside=st.booleans(),
    observed=st.booleans(),
    hand_over=st.none() | st.tuples(st.integers(0, YEARS - 1), st.integers(0, 11)),
)


def random_flows(chosen: Parts, seed: int) -> FundFlows:
    random = np.random.default_rng(seed)
    shape = (YEARS, chosen.paths)

    def amounts(size: float) -> np.ndarray:
        return size * random.uniform(0.3, 1.7, shape)

    refunds_of = chosen.refunds_of
    if not chosen.with_dues and refunds_of in ("contributions", "arrears_recovered"):
        refunds_of = "subsidy"
    income = [Item("subsidy", amounts(40), random.dirichlet(np.ones(12), YEARS))]
    if not chosen.with_dues:
        income.append(Item("contributions", amounts(240), random.dirichlet(np.ones(12))))
    expenditure = [
        Item("benefits", amounts(260), random.dirichlet(np.ones(12))),
        Item("lump_sums", amounts(30)),
    ]
    if refunds_of:
        expenditure.insert(1, Item("refunds", random.uniform(0, 0.3, shape), refunds_of=refunds_of))
    opening = float(random.uniform(-100, 600))
    published = np.where(random.uniform(size=YEARS) < 0.4, random.uniform(-50, 500, YEARS), np.nan)
    aside = random.uniform(0, 150, (2, YEARS + 1, chosen.paths))
    return FundFlows(
        base_year=BASE_YEAR,
        opening=OpeningAccount(
            opening,
            {**OPENING_INCOME, "arrears_recovered": 3.0},
            OPENING_EXPENDITURE,
            sum(OPENING_INCOME.values()) + 3.0,
            sum(OPENING_EXPENDITURE.values()),
        ),
        income=income,
        expenditure=expenditure,
        interest_rate=random.uniform(-0.03, 0.12, shape),
        contributions=random_dues(amounts, random) if chosen.with_dues else None,
        rules=chosen.rules,
        observed_balance=published if chosen.observed else None,
        set_aside=SetAside(aside[0], aside[1], {}) if chosen.set_aside else None,
        hand_over=chosen.hand_over,
    )


def random_dues(amounts, random: np.random.Generator) -> ContributionsDue:
    """Dues with relief, deferral and default in every year."""
    # forgone, defaulted, twelve months of this year and twelve of the next
    employer = random.dirichlet(np.ones(26), YEARS)
    leaving = random.dirichlet(np.ones(3), YEARS)
    return ContributionsDue(
        employer=amounts(200),
        employee=amounts(80),
        plan=CollectionPlan(
            forgone=employer[:, 0],
            defaulted=employer[:, 1],
            paid_same_year=employer[:, 2:14],
            paid_next_year=employer[:, 14:],
            employee_months=random.dirichlet(np.ones(12), YEARS),
            collection_rate=random.uniform(0.5, 1, YEARS),
            recovery_rate=leaving[:, 0],
            write_off_rate=leaving[:, 1],
        ),
        opening_arrears=float(random.uniform(0, 90)),
        opening_due=280.0,
        opening_collected=250.0,
    )


def close(found: np.ndarray, expected: list[float]) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9 * 1e3)


def yearly_figures_are_the_same(account: Account, path: int, by_hand: ReferenceAccount) -> None:
    close(account.balance[:, path], by_hand.balance)
    close(account.arrears[:, path], by_hand.arrears)
    close(account.stock_flow_difference[:, path], by_hand.difference)
    close(account.expenditure[:, path], by_hand.spent)
    lines = {**account.income_items, **account.expenditure_items}
    assert set(lines) == set(by_hand.lines)
    for name, values in lines.items():
        close(values[:, path], by_hand.lines[name])
    for factor, expected in zip(account.rule_factors, by_hand.factors, strict=True):
        close(factor[:, path], expected)
    assert (account.due is None) == (account.collected is None) == (len(by_hand.asked) == 1)
    if account.due is not None and account.collected is not None:
        close(account.due[:, path], by_hand.asked)
        close(account.collected[:, path], by_hand.collected)


def months_are_the_same(
    monthly: MonthlyLedger, account: Account, path: int, by_hand: ReferenceAccount
) -> None:
    close(monthly.balance, by_hand.month_ends)
    close(monthly.pooled, by_hand.pooled_month_ends)
    for of_month, of_year in (
        (monthly.income_items, account.income_items),
        (monthly.expenditure_items, account.expenditure_items),
    ):
        assert set(of_month) == set(of_year)
        for name, months in of_month.items():
            close(months.reshape(-1, 12).sum(axis=1), of_year[name][1:, path].tolist())


@settings(max_examples=80, deadline=None)
@given(chosen=parts, seed=st.integers(0, 10_000))
def test_years_months_and_depletion_are_those_of_the_plain_loop(chosen: Parts, seed: int) -> None:
    flows = random_flows(chosen, seed)
    by_hand = [reference_account(flows, path) for path in range(chosen.paths)]
    pooled = [balance for one in by_hand for balance in one.pooled_month_ends]
    # a balance of 0 is a matter of rounding
    assume(np.abs(pooled).min() > 1e-6)

    account = settle(flows)
    dry = depletion_years(flows, account)

    for path, expected in enumerate(by_hand):
        yearly_figures_are_the_same(account, path, expected)
        months_are_the_same(monthly_ledger(flows, account, path), account, path, expected)
        below = [n for n, balance in enumerate(expected.pooled_month_ends) if balance < 0]
        assert dry[path] == (BASE_YEAR + 1 + below[0] // 12 if below else NEVER)


@settings(max_examples=40, deadline=None)
@given(chosen=parts, seed=st.integers(0, 10_000))
def test_many_paths_are_exactly_each_path_alone(chosen: Parts, seed: int) -> None:
    flows = random_flows(replace(chosen, paths=3), seed)

    together = settle(flows)

    for path in range(3):
        alone = settle(only(flows, path))
        for name in ("balance", "arrears", "income", "expenditure", "stock_flow_difference"):
            found, expected = getattr(together, name)[:, path], getattr(alone, name)[:, 0]
            np.testing.assert_array_equal(found, expected)
        for factor, expected in zip(together.rule_factors, alone.rule_factors, strict=True):
            np.testing.assert_array_equal(factor[:, path], expected[:, 0])


def only(flows: FundFlows, path: int) -> FundFlows:
    """Return the flows of one path."""
    chosen = slice(path, path + 1)
    due, aside = flows.contributions, flows.set_aside
    return replace(
        flows,
        income=[replace(item, amount=item.amount[:, chosen]) for item in flows.income],
        expenditure=[replace(item, amount=item.amount[:, chosen]) for item in flows.expenditure],
        interest_rate=flows.interest_rate[:, chosen],
        contributions=due
        and replace(due, employer=due.employer[:, chosen], employee=due.employee[:, chosen]),
        set_aside=aside
        and replace(
            aside, balance=aside.balance[:, chosen], expenditure=aside.expenditure[:, chosen]
        ),
    )


@pytest.mark.parametrize("refunds_of", REFUNDED)
def test_a_rule_that_changes_nothing_leaves_what_is_computed_at_once(refunds_of: str) -> None:
    """Each rule has its target followed year by year instead of computed for all years."""
    chosen = Parts(2, True, (), refunds_of, True, True, (3, 7))
    idle = tuple(Rule(acts_on=target, factor=1.0, source="test") for target in TARGETS)

    at_once = settle(random_flows(chosen, 1))
    year_by_year = settle(random_flows(replace(chosen, rules=idle), 1))

    assert list(at_once.income_items) == list(year_by_year.income_items)
    for group in ("income_items", "expenditure_items"):
        for name, values in getattr(at_once, group).items():
            np.testing.assert_allclose(getattr(year_by_year, group)[name], values, rtol=1e-12)
    np.testing.assert_allclose(year_by_year.balance, at_once.balance, rtol=1e-12)


def test_a_published_balance_hides_no_month_below_zero() -> None:
    """10 a month are lost of 25 until December, for which 900 are published."""
    chosen = Parts(2, False, (), "", False, False, None)
    flows = replace(
        random_flows(chosen, 1),
        opening=OpeningAccount(25.0, {}, {}, 0.0, 0.0),
        income=[],
        expenditure=[Item("benefits", np.full((YEARS, 2), 120.0))],
        interest_rate=np.zeros((YEARS, 2)),
        observed_balance=np.array([900.0, *[np.nan] * (YEARS - 1)]),
    )

    account = settle(flows)

    assert monthly_ledger(flows, account).depletion_month == "2011-03"
    assert depletion_years(flows, account).tolist() == [2011, 2011]
