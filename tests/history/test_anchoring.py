"""A profile fitted to its own past: what moves, by how much, and what stays."""

from dataclasses import replace

import numpy as np
import pytest

from model import project, reformed
from model.anchor.anchoring import anchored
from model.anchor.facts import Fact, PensionFacts
from model.funds.pension_engine.continuing_levers import damped
from model.history.record import History
from model.scenario.scenario import Scenario
from tests.history.worlds import place, steady

LAST = range(2005, 2011)


def with_anchor(scenario: Scenario, history: History | None) -> Scenario:
    fund, anchoring = anchored(scenario.funds["pension"], scenario.setting(), history)
    assert anchoring is not None
    return replace(scenario, funds={"pension": fund}, anchoring={"pension": anchoring})


def growth(scenario: Scenario) -> np.ndarray:
    persons = project(scenario).funds["pension"].series["pensioners"][:, 0]
    return persons[1:] / persons[:-1] - 1


@pytest.mark.parametrize("rate", [0.03, 0.05, 0.07, 0.09])
def test_the_first_projected_year_continues_the_growth_of_retirees(rate: float) -> None:
    scenario = with_anchor(place(), steady(LAST, retirees=rate))

    assert growth(scenario)[0] == pytest.approx(rate, abs=0.004)


def test_the_average_pension_continues_its_growth_beyond_the_increase() -> None:
    slow = with_anchor(place(), steady(LAST, pension=0.095))
    fast = with_anchor(place(), steady(LAST, pension=0.12))

    pensions = [
        project(one).funds["pension"].outcome.figures["average_pension"][:6, 0]
        for one in (slow, fast)
    ]
    first = [one[1] / one[0] - 1 for one in pensions]
    # held back a little towards the declared profile
    assert first[0] == pytest.approx(0.095, abs=0.01)
    assert first[1] == pytest.approx(0.12, abs=0.01)


def test_a_past_that_the_profile_continues_moves_nothing() -> None:
    awards = "deemed_share = 0.5\npast_index = 1\naward_level = 1\npayment_trend = 0"
    scenario = place(entrants=f"15000\n{awards}")
    plain = growth(scenario)[0]
    moved = with_anchor(scenario, steady(LAST, retirees=plain, variables=("pensioners", "insured")))
    levers = {one.name: (one.before, one.after) for one in moved.anchoring["pension"].levers}

    assert levers["active_mean_age"][1] == pytest.approx(levers["active_mean_age"][0], abs=1e-3)
    assert levers["late_share"][1] == pytest.approx(0.0, abs=1e-4)
    # nothing to say of pensioners who grow as they would
    assert "pensioner_mean_age" not in levers


def test_a_lever_that_the_file_gives_stays() -> None:
    scenario = place(entrants="15000\nactive_mean_age = 40\naward_level = 1.1")
    moved = with_anchor(scenario, steady(LAST, retirees=0.08))

    assumptions = moved.funds["pension"].assumptions
    assert assumptions.active_mean_age == 40
    assert assumptions.award_level == 1.1


def test_a_later_figure_or_another_scope_is_not_looked_at() -> None:
    before = steady(LAST, retirees=0.05)
    later = steady(range(2005, 2016), retirees=0.05)
    joined = steady(range(2000, 2011), retirees=0.05, scope=(2010,))

    one, other = (with_anchor(place(), each).funds["pension"] for each in (before, later))
    assert one.assumptions == other.assumptions
    found = with_anchor(place(), joined).anchoring["pension"].facts
    # a single year of its scope: only the account's own growth is left
    assert found.retiree_growth is not None
    assert found.retiree_growth.first == 2010


def test_the_account_alone_says_how_retirees_grew() -> None:
    scenario = with_anchor(place(), None)

    reported = 100000 / (2 * 98000 - 100000) - 1
    assert growth(scenario)[0] == pytest.approx(reported, abs=0.004)
    said = [note.say("en") for note in project(scenario).funds["pension"].notes]
    assert any(line.startswith("retirees grew by 4.2% a year in 2010") for line in said)


def test_a_break_is_a_warning_with_the_figures() -> None:
    scenario = with_anchor(
        place(entrants="15000\nactive_mean_age = 36\nlate_share = 0"),
        steady(LAST, retirees=0.09),
    )

    said = [note.say("en") for note in scenario.anchoring["pension"].notes]
    assert any(line.startswith("break in the retirees: they grew by 9.0%") for line in said)


def test_a_reform_moves_what_it_names_and_no_anchor() -> None:
    scenario = with_anchor(place(), steady(LAST, retirees=0.06))
    reform = reformed(scenario, {"funds.pension.policy.employer_rate": 0.16})

    assert reform.funds["pension"].assumptions == scenario.funds["pension"].assumptions
    assert reform.anchoring == scenario.anchoring


def test_a_file_is_anchored_when_it_says_so_and_only_then() -> None:
    plain, fitted = place(), place(end_year="2030\nanchored = true")

    assert not plain.anchoring
    assert plain.funds["pension"].assumptions.active_mean_age is None
    assert fitted.anchoring["pension"].levers


def test_trends_fade() -> None:
    level = damped(-0.02, 5.0, 40)

    assert level[1] == pytest.approx(0.98)
    assert level[6] / level[5] == pytest.approx(0.99)
    assert level[40] == pytest.approx(level[35], rel=2e-3)


@pytest.mark.parametrize("years", [range(2010, 2011), range(2009, 2011), (2004, 2010)])
@pytest.mark.parametrize("variables", [("pensioners",), ("expenditure",), ("income",)])
def test_short_and_thin_histories_are_enough_or_ignored(
    years: range, variables: tuple[str, ...]
) -> None:
    scenario = with_anchor(place(), steady(years, variables=variables))

    balance = project(scenario).funds["pension"].series["balance"]
    assert np.isfinite(balance).all()


def test_nothing_is_fitted_to_facts_that_are_not_there() -> None:
    assert PensionFacts() == PensionFacts(None, None, None, None)
    assert Fact(0.05, 2008, 2008, 1.0).years == "2008"
    assert Fact(0.05, 2004, 2008, 1.0).years == "2004-2008"
