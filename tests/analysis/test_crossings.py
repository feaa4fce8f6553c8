"""A lever that moves the figure both ways: which crossing is the answer, what is said of others.

The maternity fund of the city has a rule that halves its rate from 18 months on: its figures jump.
"""

import json
from collections.abc import Callable
from functools import cache

import pytest

from model import Scenario, project, reformed, solve, value_at
from model.goal_seek.goal_seek import Solution
from model.goal_seek.lever_search import LeverSearch
from model.goal_seek.target import parse_target
from model.parameters.dated import DatedValue
from model.scenario.movable_lever import movable_lever
from tests.conftest import SCENARIOS, Spoken, projected, shipped

CITY, FUND = "city-2005.toml", "maternity"
RATE = f"funds.{FUND}.policy.employer_rate"
PENSION = "funds.enterprise_pension.policy."
WEIGHT = f"{PENSION}increase_wage_weight"
Run = Callable[..., Spoken]


def city() -> Scenario:
    return shipped(CITY)


@cache
def solved(months: int) -> Solution:
    return solve(city(), RATE, f"payout_months={months}@2040", earlier=projected(CITY))


def months_at(rate: float) -> float:
    """The figure when a reform file sets the rate: nothing of the search."""
    scenario = reformed(city(), {RATE: DatedValue((2006 * 12,), (rate,))})
    return value_at(project(scenario), parse_target("payout_months=12@2040", city(), FUND).at)


@pytest.mark.parametrize("months", [11, 12, 18])
def test_a_jump_over_the_target_is_no_crossing_of_it(months: int) -> None:
    found = solved(months)

    assert found.jumps
    for rate in found.jumps:
        below, above = months_at(rate - 1e-8), months_at(rate + 1e-8)
        assert abs(above - below) > 1, rate
        assert min(above, below) < months < max(above, below), rate
    for rate in (found.value, *found.others):
        assert months_at(rate) == pytest.approx(months, abs=1e-3), rate


def test_the_answer_is_the_nearest_of_all_that_the_search_knows() -> None:
    found = solved(18)

    assert found.others, "the example no longer fits"
    assert abs(found.value - 0.007) < min(abs(other - 0.007) for other in found.others)


def test_further_crossings_are_said_to_be_some_of_them_and_jumps_to_be_jumps() -> None:
    found = solved(18)

    assert f"crossed near {found.others[0]:.6%} too, at least." in found.say()
    assert f"Near {found.jumps[0]:.5%} the figure jumps over the target." in found.say()
    assert f"至少在 {found.others[0]:.6%} 附近" in found.say("zh")


def test_the_json_tells_jumps_from_crossings(fundrunway: Run) -> None:
    asked = ("solve", SCENARIOS / CITY, "--lever", RATE, "--target", "payout_months=18@2040")

    answer = json.loads(fundrunway(*asked, "--format", "json").out)

    assert answer["others"] == list(solved(18).others)
    assert answer["jumps"] == list(solved(18).jumps)


def test_of_two_crossings_beside_todays_value_the_nearer_is_taken() -> None:
    class Bowl(LeverSearch):
        def value(self, at: float) -> float:
            return 9 + 1e5 * (at - 0.19) * (at - 0.201)

    lever = movable_lever(city(), f"{PENSION}employer_rate")
    target = parse_target("payout_months>=9@2040", city(), "enterprise_pension")

    ended = Bowl(city(), lever, target, projected(CITY)).between_bounds()

    assert ended.value == pytest.approx(0.201, abs=1e-9)
    assert ended.others == pytest.approx((0.19,), abs=1e-6)
    assert ended.jumps == ()


def test_a_figure_that_only_jumps_over_the_target_is_not_reachable_and_says_where() -> None:
    class Step(LeverSearch):
        def value(self, at: float) -> float:
            return 6 + at if at < 0.3111 else 24 + at

    lever = movable_lever(city(), f"{PENSION}employer_rate")
    target = parse_target("payout_months=12@2040", city(), "enterprise_pension")

    ended = Step(city(), lever, target, projected(CITY)).between_bounds()

    assert (ended.status, ended.others) == ("not_reachable", ())
    assert ended.jumps == pytest.approx((0.3111,), abs=1e-6)


def test_a_steep_course_is_no_jump() -> None:
    class Steep(LeverSearch):
        def value(self, at: float) -> float:
            return 12 + 18 * min(1.0, max(-1.0, (at - 0.3111) * 1e4)) + at - 0.3111

    lever = movable_lever(city(), f"{PENSION}employer_rate")
    target = parse_target("payout_months=12@2040", city(), "enterprise_pension")

    ended = Steep(city(), lever, target, projected(CITY)).between_bounds()

    assert ended.status == "found"
    assert ended.value == pytest.approx(0.3111, abs=1e-9)


def test_one_year_alone_is_met_where_years_come_in_steps() -> None:
    found = solve(city(), f"{PENSION}employer_rate", "depletion_year=2050", earlier=projected(CITY))

    assert (found.status, found.achieved) == ("found", 2050)


@pytest.mark.parametrize(
    ("months", "status", "said"),
    [
        (46, "found", "It replaces what the file has for the lever after 2006."),
        (90, "not_reachable", "The values tried replace what the file has for the lever after"),
        (1, "already_met", "The lever stays as in the file, where it changes after 2006."),
    ],
)
def test_every_answer_says_what_becomes_of_the_files_own_path(
    months: int, status: str, said: str
) -> None:
    """The weight is 0 up to 2025 and 0.5 from 2026 on: "now" is not all of it."""
    asked = f"payout_months>={months}@2030"
    found = solve(city(), WEIGHT, asked, earlier=projected(CITY))
    steady = solve(city(), WEIGHT, asked, from_year=2026, earlier=projected(CITY))

    assert found.status == status
    assert said in found.say()
    assert "the file" not in steady.say()


def test_a_path_of_the_file_that_starts_later_is_replaced_too() -> None:
    path = f"{PENSION}collection_rate"
    later = reformed(city(), {path: DatedValue((2030 * 12,), (0.97,))})

    replaced = solve(later, path, "payout_months>=8.5@2040")
    added = solve(city(), path, "payout_months>=8.5@2040")

    assert replaced.status == added.status == "found"
    assert "replaces what the file has" in replaced.say()
    assert "the file" not in added.say()
