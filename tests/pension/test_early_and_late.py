"""Early and late retirement: a share of next to nobody changes next to nothing."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from model import FundProjection, project, read_scenario, reformed
from model.funds.pension_engine.demography import Demography
from model.funds.pension_engine.prepared import pension_matrices
from model.people.retirement import CLASSES
from model.scenario.writing import with_values
from tests.conftest import shipped
from tests.pension.test_demography import (
    EVERYTHING,
    assert_everybody_is_counted_once,
    assert_no_account_money_is_lost,
    matrices,
)

POLICY = "funds.pension.policy"
ASSUMED = "funds.pension.assumptions"
NEXT_TO_NOBODY = 1e-9
RULES: dict[str, dict[str, Any]] = {
    "old": {f"{POLICY}.retirement": "old"},
    "statutory_2025": {f"{POLICY}.retirement": "statutory_2025"},
    "custom": {
        f"{POLICY}.retirement": "custom",
        f"{POLICY}.retirement_age_men": {"2016": 60.0, "2021": 61.5, "2032": 63.25},
        f"{POLICY}.retirement_age_women_55": {"2016": 55.0, "2024": 58.5},
        f"{POLICY}.retirement_age_women_50": {"2016": 50.5, "2020-07": 53.0, "2037": 57.0},
    },
}
#: The minimum rises faster than the service of members of whom many do not pay.
MINIMUM_OUTRUNS_SERVICE = {
    f"{POLICY}.minimum_years": {"2010": 15.0, "2033": 17.0, "2036": 18.5, "2039": 20.0},
    f"{ASSUMED}.lapse_rate": 0.15,
}
#: Entry at all ages up to retirement, and many who leave.
LATE_ENTRY = {
    f"{ASSUMED}.entry_age": 44.0,
    f"{ASSUMED}.entry_age_spread": 8.0,
    f"{ASSUMED}.leave_rate": 0.05,
}


def text_with(rule: str, changes: dict[str, Any], **shares: float) -> str:
    chosen = {"early_share": 0.0, "late_share": 0.0, **shares}
    policy = {f"{POLICY}.{name}": share for name, share in chosen.items()}
    return with_values(EVERYTHING, {**RULES[rule], **changes, **policy})


def people_with(rule: str, changes: dict[str, Any], **shares: float) -> Demography:
    return matrices(text_with(rule, changes, **shares)).own.people


@cache
def enterprise(name: str, lever: str, share: float) -> FundProjection:
    """Return the enterprise pension of a shipped scenario whose entry follows coverage."""
    path = f"funds.enterprise_pension.policy.{lever}"
    return project(reformed(shipped(name), {path: share})).funds["enterprise_pension"]


def in_2030(fund: FundProjection) -> tuple[float, float]:
    row = int(np.flatnonzero(fund.years == 2030)[0])
    return fund.indicators["payout_months"][row, 0], fund.series["pensioners"][row, 0]


@pytest.mark.parametrize("changes", [MINIMUM_OUTRUNS_SERVICE, LATE_ENTRY], ids=["rising", "entry"])
@pytest.mark.parametrize("lever", ["early_share", "late_share"])
@pytest.mark.parametrize("rule", RULES)
def test_a_share_of_next_to_nobody_moves_no_class(
    rule: str, lever: str, changes: dict[str, Any]
) -> None:
    without = people_with(rule, changes)
    with_few = people_with(rule, changes, **{lever: NEXT_TO_NOBODY})

    for flow in ("active", "entrants", "leavers", "retirees", "deaths"):
        before, after = (getattr(people, flow).sum(axis=2) for people in (without, with_few))
        for number, name in enumerate(CLASSES):
            np.testing.assert_allclose(
                after[:, number], before[:, number], rtol=1e-6, err_msg=f"{flow} of {name}"
            )


@pytest.mark.parametrize("lever", ["early_share", "late_share"])
@pytest.mark.parametrize("rule", RULES)
def test_a_share_of_next_to_nobody_moves_no_money(rule: str, lever: str) -> None:
    without, with_few = (
        project(read_scenario(text_with(rule, MINIMUM_OUTRUNS_SERVICE, **{lever: share})))
        for share in (0.0, NEXT_TO_NOBODY)
    )

    for name in ("income", "expenditure", "balance", "average_pension", "new_pension"):
        before, after = (made.funds["pension"].series[name] for made in (without, with_few))
        np.testing.assert_allclose(
            after, before, rtol=1e-6, atol=1e-6 * np.nanmax(np.abs(before)), err_msg=name
        )


@pytest.mark.parametrize("lever", ["early_share", "late_share"])
@pytest.mark.parametrize("name", ["county-2007.toml", "city-2005.toml"])
def test_shipped_funds_move_with_the_share_and_do_not_jump(name: str, lever: str) -> None:
    at_zero, at_next_to_zero = (in_2030(enterprise(name, lever, s)) for s in (0.0, NEXT_TO_NOBODY))

    assert at_next_to_zero == pytest.approx(at_zero, rel=1e-6)


@pytest.mark.parametrize("name", ["county-2007.toml", "city-2005.toml"])
def test_the_earlier_members_go_the_sooner_the_fund_is_empty(name: str) -> None:
    early = np.array([in_2030(enterprise(name, "early_share", s)) for s in (0, 0.02, 0.1, 0.5)])
    late = np.array([in_2030(enterprise(name, "late_share", s)) for s in (0, 0.02, 0.1, 0.5)])

    assert (np.diff(early[:, 0]) < 0).all()
    assert (np.diff(early[:, 1]) > 0).all()
    assert (np.diff(late[:, 0]) > 0).all()
    assert (np.diff(late[:, 1]) < 0).all()


def test_only_those_not_past_a_date_of_their_choice_join_before_the_legal_age() -> None:
    """Men of 57 to 59 under the old rule, a fifth of whom chose to go at 57."""
    none, fifth = (
        project_people(enterprise("county-2007.toml", "early_share", share)) for share in (0, 0.2)
    )
    year = 2020 - 2007
    at = {age: int(np.flatnonzero(none.birth_years == 2020 - age)[0]) for age in (50, 58, 59, 60)}

    joined = {age: none.entrants[year - 1, 0, cell] for age, cell in at.items()}
    ratio = {age: fifth.entrants[year - 1, 0, at[age]] / joined[age] for age in (50, 58, 59)}
    # opening members differ a little, for some of their age are pensioners already
    assert ratio[58] / ratio[50] == pytest.approx(0.8, rel=1e-9)
    assert ratio[59] / ratio[50] == pytest.approx(0.8, rel=1e-9)
    assert joined[60] == fifth.entrants[year - 1, 0, at[60]] == 0


def project_people(fund: FundProjection) -> Demography:
    return pension_matrices(fund.fund, fund.setting).own.people


def test_those_still_active_leave_at_the_same_rate_up_to_the_legal_age() -> None:
    people = people_with("old", {f"{ASSUMED}.leave_rate": 0.05}, early_share=0.3)
    age = 2030 - people.birth_years
    surviving = (people.active[19] - people.deaths[19])[0]
    rate = people.leavers[19, 0] / np.maximum(surviving, 1e-300)

    np.testing.assert_allclose(rate[(age >= 30) & (age < 60)], 0.05, rtol=1e-12)
    np.testing.assert_array_equal(rate[age >= 60], 0)


@pytest.mark.parametrize("rule", RULES)
def test_persons_and_accounts_balance_where_many_choose(rule: str) -> None:
    changes = {**MINIMUM_OUTRUNS_SERVICE, **LATE_ENTRY}
    made = matrices(text_with(rule, changes, early_share=0.5, late_share=0.5))

    assert_everybody_is_counted_once(made)
    assert_no_account_money_is_lost(made)
    assert (made.own.people.retirees >= 0).all()
