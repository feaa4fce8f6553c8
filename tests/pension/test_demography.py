"""Persons and accounts: everybody alive is counted once, no money of an account is lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import read_scenario
from model.pension.fund import PensionMatrices, pension_matrices
from model.scenario.writing import with_values
from tests.conftest import ROOT, SHIPPED, shipped

EVERYTHING = (ROOT / "tests/data/everything.toml").read_text()


def matrices(text: str) -> PensionMatrices:
    scenario = read_scenario(text)
    return pension_matrices(scenario.funds["pension"], scenario.setting())


def assert_everybody_is_counted_once(made: PensionMatrices) -> None:
    people, pensioners = made.people, made.pensioners
    gone = people.deaths + people.leavers + people.retirees
    np.testing.assert_allclose(
        people.active[1:], people.active[:-1] - gone + people.entrants, rtol=1e-9, atol=1e-6
    )
    assert (people.active >= -1e-9).all()
    moved = pensioners.at_end[:-1] + people.retirees.sum(axis=2) - pensioners.deaths
    np.testing.assert_allclose(pensioners.at_end[1:], moved, rtol=1e-9, atol=1e-6)
    deaths = people.deaths.sum(axis=(1, 2)) + pensioners.deaths.sum(axis=1)
    np.testing.assert_allclose(made.operator.deaths, deaths, rtol=1e-9)


@pytest.mark.parametrize("name", SHIPPED)
def test_everybody_alive_is_counted_once(name: str) -> None:
    scenario = shipped(name)
    for fund in scenario.funds.values():
        assert_everybody_is_counted_once(pension_matrices(fund, scenario.setting()))


@settings(max_examples=15, deadline=None)
@given(
    rule=st.sampled_from(["old", "statutory_2025"]),
    early=st.floats(0, 0.5),
    late=st.floats(0, 0.5),
    minimum=st.floats(5, 30),
    spread=st.floats(1, 12),
    leave=st.floats(0, 0.2),
    entry=st.floats(18, 44),
    women=st.floats(0, 1),
)
def test_persons_balance_whatever_the_levers(
    rule: str,
    early: float,
    late: float,
    minimum: float,
    spread: float,
    leave: float,
    entry: float,
    women: float,
) -> None:
    made = matrices(
        with_values(
            EVERYTHING,
            {
                "funds.pension.policy.retirement": rule,
                "funds.pension.policy.early_share": early,
                "funds.pension.policy.late_share": late,
                "funds.pension.policy.minimum_years": minimum,
                "funds.pension.assumptions.service_spread": spread,
                "funds.pension.assumptions.leave_rate": leave,
                "funds.pension.assumptions.entry_age": entry,
                "funds.pension.assumptions.women_share": women,
            },
        )
    )

    assert_everybody_is_counted_once(made)
    people = made.people
    retiring = people.retirees > 1e-6
    assert (people.service[retiring] >= minimum - 1e-6).all()
    shares = people.stay + people.dying + people.leaving + people.drawing
    np.testing.assert_allclose(shares, 1.0, rtol=1e-12)


def test_entrants_are_those_of_the_scenario() -> None:
    people = matrices(EVERYTHING).people

    growth = 1.005 ** np.arange(1, 41)
    number = np.interp(np.arange(2011, 2051) + 5.5 / 12, [2011, 2030], [4000, 3000])
    np.testing.assert_allclose(people.entrants.sum(axis=(1, 2)), number * growth, rtol=1e-9)


def test_lapse_and_resumption_move_the_paying_share_to_their_balance() -> None:
    share = matrices(EVERYTHING).people.paying_end

    assert share[0] == pytest.approx(80000 / 98000)
    assert share[1] == pytest.approx(share[0] * 0.95 + (1 - share[0]) * 0.1)
    assert share[-1] == pytest.approx(0.1 / 0.15, abs=1e-3)


def test_longer_minimum_years_keep_members_paying() -> None:
    short, long = (
        matrices(with_values(EVERYTHING, {"funds.pension.policy.minimum_years": years}))
        for years in (10.0, 25.0)
    )

    assert long.people.active[20].sum() > short.people.active[20].sum()
    assert long.pensioners.at_end[20].sum() < short.pensioners.at_end[20].sum()
