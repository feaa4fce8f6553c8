"""Persons and accounts: everybody alive is counted once, no money of an account is lost."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import load_scenario, read_scenario
from model.funds.pension_engine.prepared import PensionMatrices, pension_matrices
from model.scenario.writing import with_values
from tests.conftest import ROOT, SHIPPED, shipped
from tests.test_no_dead_lever import MEMBER_TABLE

PENSIONS = ("employee_pension", "institution_pension")
EVERYTHING = (ROOT / "tests/rigs/employee_pension.toml").read_text()


def matrices(text: str) -> PensionMatrices:
    scenario = read_scenario(text)
    return pension_matrices(scenario.funds["pension"], scenario.setting())


def assert_everybody_is_counted_once(made: PensionMatrices) -> None:
    people, pensioners = made.own.people, made.own.pensioners
    gone = people.deaths + people.leavers + people.retirees
    np.testing.assert_allclose(
        people.active[1:], people.active[:-1] - gone + people.entrants, rtol=1e-9, atol=1e-6
    )
    assert (people.active >= -1e-9).all()
    moved = pensioners.at_end[:-1] + people.retirees.sum(axis=2) - pensioners.deaths
    np.testing.assert_allclose(pensioners.at_end[1:], moved, rtol=1e-9, atol=1e-6)
    deaths = people.deaths.sum(axis=(1, 2)) + pensioners.deaths.sum(axis=1)
    np.testing.assert_allclose(made.own.operator.deaths, deaths, rtol=1e-9)


def assert_no_account_money_is_lost(made: PensionMatrices) -> None:
    """Every contribution to an account is drawn, refunded, taken along, or still there."""
    people = made.own.people
    shares = people.stay + people.dying + people.leaving + people.drawing
    np.testing.assert_allclose(shares, 1.0, rtol=1e-12)
    kept = np.cumprod(np.concatenate([np.ones((1, *people.stay.shape[1:])), people.stay]), axis=0)
    paid = people.exposure * people.paying[:, None, None] > 1e-9
    assert (kept[:-1][paid] > 0).all()


@pytest.mark.parametrize("name", SHIPPED)
def test_everybody_alive_is_counted_once(name: str) -> None:
    scenario = shipped(name)
    pensions = [fund for fund in scenario.funds.values() if fund.kind in PENSIONS]
    assert pensions
    for fund in pensions:
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
    people = made.own.people
    retiring = people.retirees > 1e-6
    assert (people.service[retiring] >= minimum - 1e-6).all()
    assert_no_account_money_is_lost(made)


def test_entrants_are_those_of_the_scenario() -> None:
    people = matrices(EVERYTHING).own.people

    growth = 1.005 ** np.arange(1, 41)
    number = np.interp(np.arange(2011, 2051) + 5.5 / 12, [2011, 2030], [4000, 3000])
    np.testing.assert_allclose(people.entrants.sum(axis=(1, 2)), number * growth, rtol=1e-9)


def test_lapse_and_resumption_move_the_paying_share_to_their_balance() -> None:
    share = matrices(EVERYTHING).own.people.paying_end

    assert share[0] == pytest.approx(80000 / 98000)
    assert share[1] == pytest.approx(share[0] * 0.95 + (1 - share[0]) * 0.1)
    assert share[-1] == pytest.approx(0.1 / 0.15, abs=1e-3)


def test_longer_minimum_years_keep_members_paying() -> None:
    short, long = (
        matrices(with_values(EVERYTHING, {"funds.pension.policy.minimum_years": years}))
        for years in (10.0, 25.0)
    )

    assert long.own.people.active[20].sum() > short.own.people.active[20].sum()
    assert long.own.pensioners.at_end[20].sum() < short.own.pensioners.at_end[20].sum()


@pytest.mark.parametrize(
    "changes",
    [
        {"assumptions.lapse_rate": 0.10, "assumptions.resumption_rate": 0.0},
        {"policy.minimum_years": 0.0},
        {"assumptions.service_spread": 15.0, "policy.minimum_years": 30.0},
    ],
)
def test_accounts_keep_their_money_at_the_edges(changes: dict[str, float]) -> None:
    made = matrices(
        with_values(EVERYTHING, {f"funds.pension.{path}": v for path, v in changes.items()})
    )

    assert_no_account_money_is_lost(made)


def test_members_past_their_date_with_the_years_retire_at_once(tmp_path: Path) -> None:
    """200 men of 62 with 38 years are in the table: they have the right, and go."""
    table = MEMBER_TABLE + "men,62,active,200,2200,38,30000,\n"
    (tmp_path / "members.csv").write_text(table)
    path = tmp_path / "scenario.toml"
    where = "funds.pension."
    path.write_text(
        with_values(
            EVERYTHING,
            {
                f"{where}assumptions.member_table": "members.csv",
                f"{where}policy.early_share": 0.0,
                f"{where}policy.late_share": 0.0,
            },
        )
    )
    scenario = load_scenario(path)

    people = pension_matrices(scenario.funds["pension"], scenario.setting()).own.people

    cell = int(np.flatnonzero(people.birth_years == 2010 - 62)[0])
    assert people.active[0, 0, cell] == pytest.approx(200, rel=0.01)
    assert people.active[1, 0, cell] < 0.1
    assert people.retirees[0, 0, cell] > 190


@pytest.mark.parametrize("end_year", [2011, 2015, 2026])
def test_short_horizons_work(end_year: int) -> None:
    text = EVERYTHING.replace("end_year  = 2050", f"end_year  = {end_year}")

    assert_everybody_is_counted_once(matrices(text))
