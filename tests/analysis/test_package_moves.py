"""A package names, and puts into force, only the levers that it moves."""

import numpy as np
import pytest

from model import package, project, value_at
from model.goal_seek.target import parse_target
from model.words.texts import Language
from tests.conftest import shipped

CITY, FUND = "city-2005.toml", "enterprise_pension"
POLICY = f"funds.{FUND}.policy"
RATE, OWN, WEIGHT = (
    f"{POLICY}.{name}" for name in ("employer_rate", "employee_rate", "increase_wage_weight")
)
BOUNDS = {RATE: (0.0, 0.6), OWN: (0.0, 0.4), WEIGHT: (0.0, 1.0)}
TARGET = "payout_months>=9@2040"


def test_only_the_lever_that_does_most_is_moved_said_and_set() -> None:
    found = package(shipped(CITY), list(BOUNDS), [TARGET], bounds=BOUNDS, from_year=2026)

    (lever, _), *others = found.moved_levers
    assert (found.status, lever.path, others) == ("found", RATE, [])
    before, after = shipped(CITY).levers_by_path, found.solved.levers_by_path
    assert [path for path in before if before[path].value != after[path].value] == [RATE]
    assert found.say().startswith("Employer contribution rate 20.")
    for one in found.levers:
        named = one.declaration.label.zh in found.say("zh")
        assert named == (one.path == RATE), one.path
    reached = value_at(project(found.solved), parse_target(TARGET, shipped(CITY), FUND).at)
    assert reached == pytest.approx(9, abs=1e-6)


def test_every_move_is_a_real_one_or_none() -> None:
    bounds = {RATE: (0.19, 0.21), WEIGHT: (0.4, 0.6)}
    found = package(
        shipped(CITY), list(bounds), ["payout_months>=9@2045"], bounds=bounds, from_year=2026
    )

    moves = np.abs(found.moves)
    assert ((moves == 0) | (moves > 1e-9)).all()
    assert len(found.moved_levers) == int((moves > 0).sum()) > 0


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "no move of these levers comes nearer"), ("zh", "移动这些参数都不会更接近")],
)
def test_a_package_that_can_move_nothing_says_so(language: Language, words: str) -> None:
    path = f"{POLICY}.employer_rate"
    bounds = {path: (0.1, 0.2)}  # lower rates only
    found = package(shipped(CITY), [path], ["payout_months>=9@2055"], bounds=bounds, from_year=2026)

    assert found.status == "not_reachable"
    assert found.moved_levers == []
    assert words in found.say(language).lower()
    before, after = shipped(CITY).levers_by_path, found.solved.levers_by_path
    assert [path for path in before if before[path].value != after[path].value] == []
