"""The account: identities on random flows, arrears, deferral, rules, a year by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from model.account.flows import ContributionsDue, FundFlows, Item, OpeningAccount
from model.account.months import monthly_ledger
from model.account.settlement import check_identity, settle
from model.errors import AccountingError
from model.funds.shared.contributions import collection_plan
from model.funds.shared.payroll_levers import PayrollPolicy
from model.parameters.dated import DatedValue
from model.parameters.rules import Rule

YEARS = np.arange(2011, 2016)
TWENTY = DatedValue.constant(0.20)
EIGHT = DatedValue.constant(0.08)
amounts = st.floats(0, 1e9, allow_nan=False)


def flows(
    *,
    policy: PayrollPolicy | None = None,
    rules: tuple[Rule, ...] = (),
    bill: float = 1000.0,
    spent: float = 250.0,
    interest: float = 0.0,
    opening: float = 500.0,
    arrears: float = 0.0,
    employer: DatedValue = TWENTY,
    paths: int = 1,
) -> FundFlows:
    policy = policy or PayrollPolicy(collection_rate=1.0)
    wage_bill = np.full((len(YEARS), paths), bill)
    return FundFlows(
        base_year=2010,
        opening=OpeningAccount(
            opening, {"contributions": 280.0}, {"benefits": spent}, 280.0, spent
        ),
        contributions=ContributionsDue(
            employer=employer.annual(YEARS)[:, None] * wage_bill,
            employee=0.08 * wage_bill,
            plan=collection_plan(policy, employer, EIGHT, 1.0, YEARS),
            opening_arrears=arrears,
            opening_due=280.0,
            opening_collected=280.0,
        ),
        income=[],
        expenditure=[Item("benefits", np.full((len(YEARS), paths), spent))],
        interest_rate=np.full((len(YEARS), paths), interest),
        rules=rules,
    )


def test_a_year_by_hand() -> None:
    """500 + 280 - 250, and interest on 500 and on half a year of the surplus of 30."""
    account = settle(flows(interest=0.02))

    interest = 0.02 * (500 + 30 / 2)
    assert account.income_items["interest"][1, 0] == pytest.approx(interest)
    assert account.balance[1, 0] == pytest.approx(530 + interest)


def test_what_is_not_collected_becomes_arrears_and_comes_back_in_part() -> None:
    policy = PayrollPolicy(collection_rate=0.9, arrears_recovery=0.5, arrears_write_off=0.1)

    account = settle(flows(policy=policy, arrears=100.0))

    assert account.income_items["contributions"][1, 0] == pytest.approx(252)
    assert account.income_items["arrears_recovered"][1, 0] == pytest.approx(50)
    assert account.arrears[1, 0] == pytest.approx(100 * 0.4 + 28)


def test_deferred_contributions_arrive_in_the_months_promised() -> None:
    """A tenth of employers pays March to November six months late: four months of next year."""
    deferral = {
        "from": "2011-03",
        "to": "2011-11",
        "share_of_firms": 0.1,
        "months": 6,
        "default_share": 0.0,
    }
    plain, late = flows(), flows(policy=PayrollPolicy(collection_rate=1.0, deferral=[deferral]))

    before = settle(plain).income_items["contributions"][:, 0]
    after = settle(late).income_items["contributions"][:, 0]

    moved = 200 / 12 * 0.1 * 5  # due July to November, paid January to May
    np.testing.assert_allclose(after[1:4] - before[1:4], [-moved, moved, 0], atol=1e-9)


def test_defaults_of_deferring_firms_join_the_arrears() -> None:
    deferral = {
        "from": "2011-01",
        "to": "2011-12",
        "share_of_firms": 0.3,
        "months": 3,
        "default_share": 0.5,
    }
    policy = PayrollPolicy(
        collection_rate=1.0, deferral=deferral, arrears_recovery=0.0, arrears_write_off=0.0
    )

    account = settle(flows(policy=policy))

    assert account.arrears[1, 0] == pytest.approx(200 * 0.3 * 0.5)
    received = account.income_items["contributions"][1:3, 0].sum()
    assert received == pytest.approx(2 * 280 - 200 * 0.3 * 0.5)


def test_a_temporary_cut_is_forgone_and_owed_by_nobody() -> None:
    relief = {"from": "2012-07", "to": "2012", "share_of_employer_rate": 0.5}

    account = settle(flows(policy=PayrollPolicy(collection_rate=1.0, relief=relief)))

    np.testing.assert_allclose(
        account.income_items["contributions"][1:4, 0], [280, 280 - 200 * 0.5 * 0.5, 280]
    )
    assert (account.arrears[:, 0] == 0).all()


def test_a_rule_acts_while_last_years_payout_months_pass_its_threshold() -> None:
    rule = Rule(acts_on="employer_rate", at_least=24.0, factor=0.5, source="test")

    account = settle(flows(rules=(rule,), opening=600.0))

    # 28.8 months: halved; 600 + 180 - 250 = 530, 25.4 months: halved; 460, 22.1 months: full
    np.testing.assert_allclose(account.rule_factors[0][1:4, 0], [0.5, 0.5, 1.0])
    np.testing.assert_allclose(account.balance[1:4, 0], [530, 460, 490])


def test_a_rule_counts_the_months_in_which_it_is_in_force() -> None:
    rule = Rule.model_validate(
        {
            "acts_on": "employer_rate",
            "at_least": 0.0,
            "factor": 0.5,
            "source": "x",
            "from": "2011-05",
        }
    )

    account = settle(flows(rules=(rule,)))

    assert account.rule_factors[0][1, 0] == pytest.approx(1 - 0.5 * 8 / 12)


def held(until_below: float | None = None, **changes: object) -> Rule:
    """Return a rule that halves the employer rate from 24 payout months on."""
    values = {"acts_on": "employer_rate", "at_least": 24.0, "factor": 0.5, "source": "test"}
    return Rule.model_validate({**values, "until_below": until_below, **changes})


def test_a_rule_with_a_lower_end_keeps_acting_until_it_is_passed() -> None:
    """Halved at 28.8 months; at 25.4, 22.1 and 18.7 it stays halved; 15.4 ends it."""
    account = settle(flows(rules=(held(16.0),), opening=600.0))

    months = 12 * account.balance[:, 0] / 250
    np.testing.assert_allclose(months[:5], [28.8, 25.44, 22.08, 18.72, 15.36])
    np.testing.assert_allclose(account.rule_factors[0][1:, 0], [0.5, 0.5, 0.5, 0.5, 1.0])


def test_between_its_ends_a_rule_that_has_not_started_does_not_act() -> None:
    account = settle(flows(rules=(held(16.0),), opening=450.0))

    # 21.6, 23.04, 24.48 months: it starts after the third and holds
    np.testing.assert_allclose(account.rule_factors[0][1:, 0], [1, 1, 0.5, 0.5, 0.5])


def test_a_lower_end_at_the_start_is_no_lower_end() -> None:
    same, without = (settle(flows(rules=(held(until),), opening=600.0)) for until in (24.0, None))

    np.testing.assert_array_equal(same.balance, without.balance)


def test_a_rule_remembers_only_years_in_which_it_was_in_force() -> None:
    """25.5 months before it is in force do not start it, and 21.8 months when it is do not."""
    made = [
        flows(rules=(held(10.0, **first),), opening=700.0, spent=330.0)
        for first in ({"from": "2013"}, {})
    ]

    late, always = (settle(each) for each in made)

    np.testing.assert_allclose(12 * late.balance[[0, 2], 0] / 330, [25.45, 21.82], atol=0.01)
    assert (late.rule_factors[0] == 1).all()
    assert always.rule_factors[0][3, 0] == 0.5


def test_every_path_remembers_for_itself() -> None:
    scale = np.array([0.8, 1.0, 1.3])

    def spending(factor: np.ndarray) -> FundFlows:
        made = flows(rules=(held(16.0),), opening=600.0, paths=len(factor), interest=0.03)
        return replace(made, expenditure=[Item("benefits", made.expenditure[0].amount * factor)])

    together = settle(spending(scale))

    assert len({tuple(column) for column in together.rule_factors[0].T}) > 1
    for path in range(len(scale)):
        alone = settle(spending(scale[path : path + 1]))
        np.testing.assert_array_equal(
            alone.rule_factors[0][:, 0], together.rule_factors[0][:, path]
        )


@pytest.mark.parametrize("changes", [{"until_below": 25.0}, {"until_below": 9, "at_least": None}])
def test_a_rule_cannot_stop_above_where_it_starts(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="cannot stop above"):
        held(**changes)


def test_paths_are_settled_as_if_each_were_alone() -> None:
    rule = Rule(acts_on="employer_rate", at_least=24.0, factor=0.5, source="test")
    many = flows(rules=(rule,), paths=3, interest=0.03)
    scale = np.array([0.5, 1.0, 2.0])
    many = replace(
        many,
        expenditure=[Item("benefits", many.expenditure[0].amount * scale)],
    )

    together = settle(many)

    for path, factor in enumerate(scale):
        alone = flows(rules=(rule,), interest=0.03)
        alone = replace(alone, expenditure=[Item("benefits", alone.expenditure[0].amount * factor)])
        np.testing.assert_allclose(settle(alone).balance[:, 0], together.balance[:, path])


@settings(max_examples=60, deadline=None)
@given(
    bill=amounts,
    spent=amounts,
    opening=st.floats(-1e9, 1e9),
    interest=st.floats(-0.05, 0.2),
    collection=st.floats(0.1, 1.0),
    share=st.floats(0, 1),
    months=st.integers(1, 12),
    default=st.floats(0, 1),
    season=st.integers(0, 11),
)
def test_the_ledger_closes_and_months_sum_to_years(
    bill: float,
    spent: float,
    opening: float,
    interest: float,
    collection: float,
    share: float,
    months: int,
    default: float,
    season: int,
) -> None:
    weights = np.ones(12)
    weights[season] += 5
    policy = PayrollPolicy(
        collection_rate=collection,
        contribution_season=tuple((weights / weights.sum()).tolist()),
        deferral={
            "from": "2012-02",
            "to": "2013-10",
            "share_of_firms": share,
            "months": months,
            "default_share": default,
        },
    )
    made = flows(policy=policy, bill=bill, spent=spent, opening=opening, interest=interest)

    account = settle(made)
    monthly = monthly_ledger(made, account)

    np.testing.assert_allclose(
        monthly.balance[11::12], account.balance[1:, 0], rtol=1e-9, atol=1e-3
    )
    paid = sum(v[1:].sum() for k, v in account.income_items.items() if k == "contributions")
    recovered = account.income_items["arrears_recovered"][1:].sum()
    owed = account.arrears[-1, 0]
    assert paid + recovered + owed <= 0.28 * bill * 5 * (1 + 1e-9) + 1e-6


@settings(max_examples=40, deadline=None)
@given(
    share=st.floats(0, 1), months=st.integers(1, 12), default=st.floats(0, 1), cut=st.floats(0, 1)
)
def test_every_part_of_the_employers_due_goes_somewhere(
    share: float, months: int, default: float, cut: float
) -> None:
    policy = PayrollPolicy(
        deferral={
            "from": "2011-02",
            "to": "2013-10",
            "share_of_firms": share,
            "months": months,
            "default_share": default,
        },
        relief={"from": "2011-11", "to": "2012-04", "share_of_employer_rate": cut},
    )

    plan = collection_plan(policy, TWENTY, EIGHT, 1.0, YEARS)

    parts = plan.paid_same_year.sum(axis=1) + plan.paid_next_year.sum(axis=1)
    np.testing.assert_allclose(parts + plan.forgone + plan.defaulted, 1.0, rtol=1e-12)
    assert (plan.paid_same_year >= -1e-15).all()


def test_interest_earns_for_the_months_that_remain() -> None:
    """All contributions in December: half a month of interest."""
    late = (0.0,) * 11 + (1.0,)
    policy = PayrollPolicy(collection_rate=1.0, contribution_season=late)

    account = settle(flows(policy=policy, interest=0.12, opening=0.0))

    assert account.income_items["interest"][1, 0] == pytest.approx(
        0.12 * (280 * 0.5 / 12 - 250 * 0.5)
    )


def test_the_depletion_month_is_the_first_that_ends_below_zero() -> None:
    made = flows(opening=25.0, spent=400.0)

    monthly = monthly_ledger(made, settle(made))

    # 10 a month are lost: 25 lasts two months and falls below zero in the third
    assert monthly.depletion_month == "2011-03"
    assert monthly.lowest[0] == "2015-12"


def test_books_that_do_not_close_are_refused() -> None:
    account = settle(flows())
    tampered = account.balance.copy()
    tampered[2:] += 1.0

    with pytest.raises(AccountingError):
        check_identity(replace(account, balance=tampered))
