"""What it would take: the answer meets its target, bounds hold, and no answer is said as such."""

import csv
import io
import json
from collections.abc import Callable

import numpy as np
import pytest

from model import (
    InputError,
    Scenario,
    cost_of_waiting,
    package,
    project,
    read_scenario,
    reformed,
    solve,
    two_lever_map,
    value_at,
)
from model.goal_seek.target import parse_target
from model.parameters.dated import DatedValue
from model.scenario.movable_lever import movable_lever
from tests.conftest import SCENARIOS, Spoken, projected, shipped

CITY = "city-2005.toml"
FUND = "enterprise_pension"
POLICY = f"funds.{FUND}.policy"
RATE = f"{POLICY}.employer_rate"
Run = Callable[..., Spoken]

LEVEL = """
format = 1
title = "a closed calculation"
base_year = 2020
end_year = 2060
money = "万元"
[assumptions.economy]
average_wage = 60000
wage_growth = 0.04
interest = 0.03
discount = 0.03
[funds.pension]
kind = "ledger"
[funds.pension.reported]
income = 24000
expenditure = 20000
balance = 0
[funds.pension.policy]
contribution_rate = 0.20
[funds.pension.assumptions]
wage_bill = { 2020 = 120000, 2060 = 400000, between = "linear" }
benefits = { 2020 = 20000, 2060 = 160000, between = "linear" }
"""


def city() -> Scenario:
    return shipped(CITY)


def again(path: str, value: float, year: int, text: str) -> float:
    """The indicator when a reform file sets the lever to the value: nothing of the search."""
    scenario = reformed(city(), {path: DatedValue((year * 12,), (value,))})
    return value_at(project(scenario), parse_target(text, city(), FUND).at)


@pytest.mark.parametrize(
    ("path", "text", "year"),
    [
        (RATE, "payout_months>=9@2040", 2006),
        (RATE, "payout_months>=9@2050", 2030),
        (RATE, "payout_months>=3@2006-2045", 2010),
        (RATE, "reserve_ratio>=1@2050", 2015),
        (RATE, "payout_months<=4@2040", 2006),
        (RATE, "payout_months=8@2040", 2006),
        (f"{POLICY}.increase_wage_weight", "payout_months>=9@2040", 2026),
        (f"{POLICY}.minimum_years", "payout_months>=9@2040", 2006),
        (f"funds.{FUND}.assumptions.coverage", "payout_months>=9@2040", 2026),
        ("assumptions.economy.wage_growth", f"{FUND}.payout_months>=9@2040", 2026),
    ],
)
def test_the_solved_value_projected_again_meets_the_target(path: str, text: str, year: int) -> None:
    found = solve(city(), path, text, from_year=year, fund=FUND, earlier=projected(CITY))

    achieved = again(path, found.value, year, text)
    assert found.status == "found"
    assert achieved == pytest.approx(found.target.threshold, abs=1e-6)
    assert found.achieved == achieved
    assert found.lever.lower <= found.value <= found.lever.upper


def test_money_that_is_linear_in_the_lever_takes_two_evaluations() -> None:
    for text in ("payout_months>=9@2040", "balance>=0@2055", "payout_months>=9@2006-2055"):
        found = solve(city(), RATE, text, earlier=projected(CITY))

        assert (found.status, found.evaluations) == ("found", 2), text


def test_the_level_rate_is_the_general_average_premium() -> None:
    """A fund that starts with nothing and ends with nothing: (PV(E) - 0) / PV(wage bill)."""
    scenario = read_scenario(LEVEL)
    premium = project(scenario).funds["pension"].summary["general_average_premium"]

    found = solve(scenario, "funds.pension.policy.contribution_rate", "balance=0@last")

    assert found.value == pytest.approx(premium, rel=1e-9)
    assert found.evaluations == 2
    assert abs(project(found.solved).funds["pension"].series["balance"][-1, 0]) < 1e-2


def test_a_target_already_met_leaves_the_lever_alone() -> None:
    found = solve(city(), RATE, "payout_months>=6@2040", earlier=projected(CITY))

    assert (found.status, found.value, found.evaluations) == ("already_met", 0.20, 0)
    assert found.solved is city()
    assert "Already met" in repr(found)


def test_not_reachable_is_said_with_the_best_at_the_bound() -> None:
    found = solve(city(), RATE, "payout_months>=9@2050", from_year=2048)

    assert (found.status, found.value) == ("not_reachable", 0.6)
    assert found.achieved == again(RATE, 0.6, 2048, "payout_months>=9@2050") < 9
    assert "Not reachable" in repr(found)
    assert "at its bound of 60%" in repr(found)
    assert "达不到" in found.say("zh")


def test_narrower_bounds_hold_and_wider_ones_are_refused() -> None:
    found = solve(city(), RATE, "payout_months>=9@2055", bounds=(None, 0.25))

    assert (found.status, found.value) == ("not_reachable", 0.25)
    with pytest.raises(InputError, match=r"choose within 0 to 0\.6"):
        solve(city(), RATE, "payout_months>=9@2055", bounds=(0.1, 0.7))


JUMP = (
    LEVEL
    + """
[[funds.pension.rules]]
acts_on = "contributions"
at_least = 30
factor = 0.5
from = "2021-01"
source = "test"
"""
)


def test_a_lever_that_moves_the_figure_both_ways_is_noticed() -> None:
    """Wages raise income at once and pensions later: most months lie in between."""
    path = "assumptions.economy.wage_growth"

    found = solve(city(), path, f"{FUND}.payout_months>=9@2040", from_year=2026)

    assert found.both_ways
    assert found.others  # falling wages would do it too
    assert again(path, found.value, 2026, "payout_months>=9@2040") == pytest.approx(9, abs=1e-6)
    nearest = min(abs(other - 0.045) for other in found.others)
    assert abs(found.value - 0.045) < nearest
    assert "both up and down" in repr(found)


def test_a_peak_between_two_places_of_the_grid_is_found() -> None:
    from model.goal_seek.lever_search import LeverSearch

    class Peaked(LeverSearch):
        def value(self, at: float) -> float:
            return 9.0005 - 2e4 * (at - 0.3111) ** 2

    lever = movable_lever(city(), RATE)
    target = parse_target("payout_months>=9@2040", city(), FUND)

    ended = Peaked(city(), lever, target, projected(CITY)).between_bounds()

    assert ended.status == "found"
    assert ended.both_ways
    assert Peaked.value(None, ended.value) == pytest.approx(9, abs=1e-6)


def test_a_rule_that_makes_the_figure_jump_is_answered_on_the_side_that_meets() -> None:
    scenario = read_scenario(JUMP)
    path = "funds.pension.policy.contribution_rate"

    found = solve(scenario, path, "payout_months>=20@2040")

    value = project(reformed(scenario, {path: found.value})).funds["pension"]
    assert found.status == "found"
    assert value.indicators["payout_months"][20, 0] >= 20 - 1e-6


def test_a_year_as_target_is_met_with_the_least_change() -> None:
    found = solve(city(), RATE, "depletion_year>=2050", earlier=projected(CITY))

    assert found.status == "found"
    assert again(RATE, found.value, 2006, "depletion_year>=2050") == 2050
    assert again(RATE, found.value - 1e-6, 2006, "depletion_year>=2050") == 2049


def test_never_in_deficit_before_a_year_is_a_target_over_a_span() -> None:
    found = solve(city(), RATE, "surplus>=0@2006-2044", earlier=projected(CITY))

    scenario = reformed(city(), {RATE: DatedValue((2006 * 12,), (found.value,))})
    surplus = project(scenario).funds[FUND].series["surplus"][1:40, 0]
    assert surplus.min() == pytest.approx(0.0, abs=1.0)


def test_a_plain_number_and_a_measure_between_dates_are_levers_too() -> None:
    plain = solve(city(), f"funds.{FUND}.assumptions.entry_age", "payout_months>=8@2040")
    share = f"{POLICY}.deferral.share_of_firms"
    deferral = shipped("deferral.toml")
    now = project(deferral).funds[FUND].series["balance"][4, 0]
    measure = solve(deferral, share, f"balance<={now / 1e4 - 100}@2009")

    assert plain.status == measure.status == "found"
    assert project(plain.solved).funds[FUND].indicators["payout_months"][35, 0] == pytest.approx(
        8, abs=1e-6
    )
    assert measure.value > 0.10
    assert project(measure.solved).funds[FUND].series["balance"][4, 0] == pytest.approx(
        now - 1e6, rel=1e-9
    )


def test_a_whole_number_stays_whole() -> None:
    months = solve(shipped("deferral.toml"), f"{POLICY}.deferral.months", "contributions<=0@2009")

    assert (months.status, months.value) == ("not_reachable", round(months.value))
    assert 1 <= months.value <= 12


@pytest.mark.parametrize(
    ("path", "text", "year", "complaint"),
    [
        (f"{POLICY}.employer_rat", "payout_months>=9@2040", None, "employer_rate"),
        (f"{POLICY}.retirement", "payout_months>=9@2040", None, "no number"),
        (f"{POLICY}.retirement_age_men", "payout_months>=9@2040", None, "no effect"),
        (RATE, "payout_months>=9@2040", 2005, "choose 2006 to 2055"),
        (f"funds.{FUND}.assumptions.entry_age", "payout_months>=9@2040", 2010, "has no dates"),
        (RATE, "payout_months>9@2040", None, "this is no target"),
        (RATE, "replacement_rate>=45%@2040", None, "write 0.45 for 45%"),
        (RATE, "payout_months>=9", None, "does not say when"),
    ],
)
def test_what_cannot_be_solved_is_said_with_the_cure(
    path: str, text: str, year: int | None, complaint: str
) -> None:
    with pytest.raises(InputError, match=complaint):
        solve(city(), path, text, from_year=year)


def test_money_of_a_target_is_in_the_files_unit_or_the_one_asked_for() -> None:
    own = parse_target("balance>=100@2040", city(), FUND)

    assert own.threshold == 1e6
    assert parse_target("balance>=1@2040", city(), FUND, "亿元").threshold == 1e8


def test_waiting_takes_more_and_then_is_too_late() -> None:
    waiting = cost_of_waiting(
        city(), RATE, "payout_months>=9@2050", from_year=2010, years=(0, 5, 20, 38)
    )

    values = [one.value for one in waiting.solutions[:3]]
    assert values == sorted(values)
    assert [one.status for one in waiting.solutions] == ["found"] * 3 + ["not_reachable"]
    assert waiting.solutions[1].value == pytest.approx(
        solve(city(), RATE, "payout_months>=9@2050", from_year=2015).value
    )
    assert "too late" in repr(waiting)
    assert waiting.to_frame()["years_waited"].tolist() == [0, 5, 20, 38]


def test_a_map_has_the_projections_and_a_contour_on_the_target() -> None:
    levers = (f"{POLICY}.minimum_years", RATE)

    found = two_lever_map(
        city(), levers, "payout_months>=9@2050", bounds=((15, 20), (0.1, 0.4)), points=4
    )

    assert found.outcome.shape == (4, 4)
    both = {levers[0]: from_start(found.values[0][2]), levers[1]: from_start(found.values[1][1])}
    alone = project(reformed(city(), both)).funds[FUND].indicators["payout_months"][45, 0]
    assert found.outcome[2, 1] == pytest.approx(alone, rel=1e-12)
    assert len(found.contour) >= 4
    for years, rate in found.contour:
        scenario = reformed(city(), {levers[0]: from_start(years), levers[1]: from_start(rate)})
        assert project(scenario).funds[FUND].indicators["payout_months"][45, 0] == pytest.approx(
            9, abs=1e-6
        )


def from_start(value: float) -> DatedValue:
    return DatedValue((2006 * 12,), (float(value),))


def test_a_map_that_meets_nowhere_says_so() -> None:
    found = two_lever_map(
        city(),
        (RATE, f"{POLICY}.minimum_years"),
        "payout_months>=9@2050",
        bounds=((0.1, 0.2), (15, 20)),
        points=3,
    )

    assert found.status == "not_reachable"
    assert found.nearest == (0.2, 20.0)
    assert found.contour == ()


CAPS = {
    RATE: (0.16, 0.22),
    f"{POLICY}.increase_wage_weight": (0.2, 0.6),
    f"{POLICY}.minimum_years": (15.0, 20.0),
}


def test_a_package_meets_its_targets_within_caps_and_floors() -> None:
    targets = ("payout_months>=9@2045", "replacement_rate>=0.24@2045")

    found = package(city(), list(CAPS), targets, bounds=CAPS, from_year=2026)

    fund = project(found.solved).funds[FUND]
    assert found.status == "found"
    assert fund.indicators["payout_months"][40, 0] >= 9 - 1e-6
    assert fund.indicators["replacement_rate"][40, 0] >= 0.24 - 1e-6
    for lever, value in zip(found.levers, found.values, strict=True):
        assert lever.lower <= value <= lever.upper


def test_no_package_on_a_fine_grid_changes_less() -> None:
    paths = [RATE, f"{POLICY}.increase_wage_weight"]
    bounds = {RATE: (0.18, 0.24), paths[1]: (0.3, 0.6)}

    found = package(city(), paths, ["payout_months>=9@2045"], bounds=bounds, from_year=2026)

    least = np.inf
    for weight in np.linspace(0.3, 0.6, 13):
        scenario = reformed(city(), {paths[1]: DatedValue((2026 * 12,), (float(weight),))})
        answer = solve(scenario, RATE, "payout_months>=9@2045", from_year=2026, bounds=bounds[RATE])
        if answer.status != "not_reachable":
            least = min(least, abs(answer.value - 0.2) / 0.06 + abs(weight - 0.5) / 0.3)
    assert found.status == "found"
    assert found.total <= least + 1e-6
    assert found.total > least - 0.05


def test_a_package_that_cannot_do_it_names_what_is_missed() -> None:
    bounds = {RATE: (0.19, 0.21), f"{POLICY}.increase_wage_weight": (0.4, 0.6)}

    found = package(city(), list(bounds), ["payout_months>=9@2055"], bounds=bounds, from_year=2026)

    assert found.status == "not_reachable"
    assert found.values == pytest.approx((0.21, 0.4), abs=1e-6)
    assert "Not reachable" in repr(found)


def test_a_lever_the_file_leaves_out_moves_from_what_stands_for_it() -> None:
    paths = [f"{POLICY}.collection_rate"]

    found = package(city(), paths, ["payout_months>=9@2040"], bounds={paths[0]: (0.9, 1.0)})

    assert found.levers[0].now == pytest.approx(0.9511, abs=1e-6)  # reported for the base year
    assert found.status == "found"


def test_a_lever_that_still_changes_is_no_part_of_a_package() -> None:
    with pytest.raises(InputError, match="start in 2026 or later"):
        package(city(), [f"{POLICY}.increase_wage_weight"], ["payout_months>=9@2045"])


def test_the_command_line_gives_the_contract(fundrunway: Run) -> None:
    asked = ("solve", SCENARIOS / CITY, "--lever", RATE, "--target")

    spoken = fundrunway(*asked, "payout_months>=9@2040", "--format", "json")
    late = fundrunway(*asked, "payout_months>=9@2050", "--from", "2048", "--format", "json")
    met = fundrunway(*asked, "payout_months>=6@2040", "--format", "json")

    answer = json.loads(spoken.out)
    assert {"status", "lever", "value", "achieved", "message", "evaluations"} <= set(answer)
    assert (answer["status"], answer["lever"], answer["evaluations"]) == ("found", RATE, 2)
    assert again(RATE, answer["value"], 2006, "payout_months>=9@2040") == answer["achieved"]
    assert (spoken.status, late.status, met.status) == (0, 1, 0)
    assert json.loads(late.out)["status"] == "not_reachable"
    assert json.loads(met.out)["status"] == "already_met"


def test_two_levers_give_the_map_and_other_options_their_answers(fundrunway: Run) -> None:
    start = ("solve", SCENARIOS / CITY, "--lever", RATE)
    target = ("--target", "payout_months>=9@2050")
    second = ("--lever", f"{POLICY}.minimum_years")

    drawn = json.loads(fundrunway(*start, *second, *target, "--format", "json").out)
    waited = json.loads(fundrunway(*start, *target, "--wait", "5", "--format", "json").out)
    bounds = ("--between", "0.16:0.4", "--between", "15:20")
    packed = fundrunway(*start, *second, *target, *bounds, "--package", "--format", "json")

    assert (drawn["status"], len(drawn["outcome"])) == ("found", 11)
    assert drawn["contour"]
    assert [row["years_waited"] for row in waited["waiting"]] == [0, 5]
    assert packed.status == 0
    assert set(json.loads(packed.out)["levers"]) == {RATE, f"{POLICY}.minimum_years"}


def test_tables_and_csv_in_both_languages(fundrunway: Run) -> None:
    asked = ("solve", SCENARIOS / CITY, "--lever", RATE, "--target", "payout_months>=9@2040")

    english, chinese = fundrunway(*asked), fundrunway(*asked, "--lang", "zh")
    rows = list(csv.DictReader(io.StringIO(fundrunway(*asked, "--format", "csv").out[1:])))

    assert english.out.startswith("Employer contribution rate 20.3064% from 2006 on (now 20%)")
    assert chinese.out.startswith("单位缴费比例 20.3064%（2006 年起，现为 20%）")
    assert float(rows[0]["achieved"]) == pytest.approx(9.0, abs=1e-6)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--lever", RATE, "--target", "payout_months=>9@2040"), "payout_months"),
        (("--lever", RATE, "--target", "payout_months>=9@2040", "--between", "1"), "LOW:HIGH"),
        (
            ("--lever", RATE, "--target", "balance>=9@2040", "--target", "income>=1@2040"),
            "add --package",
        ),
        (("--lever", RATE, "--target", "balance>=9@2040", "--money", "万"), "not a unit"),
        (("--lever", RATE, "--target", "payout_months>=9@2040", "--fund", "x"), "no fund 'x'"),
    ],
)
def test_bad_questions_end_with_status_2(
    fundrunway: Run, options: tuple[str, ...], complaint: str
) -> None:
    spoken = fundrunway("solve", SCENARIOS / CITY, *options)

    assert (spoken.status, spoken.out) == (2, "")
    assert complaint in spoken.err
