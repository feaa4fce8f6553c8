"""A package: several levers moved together as little as possible, so that all targets are met.

Minimise the sum over levers of ``|value - today| / range`` subject to every target and to each
lever's floor and cap. The range of a lever is cap less floor, so that levers of different units
count alike.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from model.errors import InputError, Problem
from model.goal_seek.least_change import least_change
from model.goal_seek.lever_search import LeverSearch, Status
from model.goal_seek.target import Target, as_target, fund_of
from model.goal_seek.target_values import Outcomes
from model.progress import Watch, part_of, tell
from model.results.figure_text import figure_text
from model.results.projection import Projection, project
from model.scenario.movable_lever import MovableLever, lever_text, movable_lever, moved, steady_from
from model.scenario.scenario import Scenario
from model.words.texts import Language, message

if TYPE_CHECKING:
    import pandas as pd

Bounds = tuple[float | None, float | None]


@dataclass(frozen=True)
class Package:
    """Several levers moved together.

    Attributes
    ----------
    levers, values : each lever and its value, today's where the package does not move it
    targets, achieved : each target and what it comes to, money in yuan
    status : found, already_met or not_reachable
    """

    scenario: Scenario
    levers: tuple[MovableLever, ...]
    values: tuple[float, ...]
    targets: tuple[Target, ...]
    achieved: tuple[float, ...]
    status: Status
    evaluations: int

    def __repr__(self) -> str:
        """Say the package in a sentence."""
        return self.say()

    @property
    def moves(self) -> tuple[float, ...]:
        """How far each lever moves, as a part of its range."""
        return tuple(
            (value - today(lever)) / (lever.upper - lever.lower)
            for lever, value in zip(self.levers, self.values, strict=True)
        )

    @property
    def total(self) -> float:
        """The sum of the moves, each without its sign."""
        return math.fsum(abs(move) for move in self.moves)

    @property
    def solved(self) -> Scenario:
        """The scenario with the package in force; levers that it does not move are left alone."""
        return moved(self.scenario, self.moved_levers)

    @property
    def moved_levers(self) -> list[tuple[MovableLever, float]]:
        """The levers that the package moves, each with its new value."""
        both = zip(self.levers, self.values, strict=True)
        return [(lever, value) for lever, value in both if value != today(lever)]

    def say(self, language: Language = "en") -> str:
        """Return the package, or what it misses, in a sentence."""
        comma = ", " if language == "en" else "，"
        levers = comma.join(
            f"{lever.declaration.label.say(language)} {lever_text(value, lever.declaration)}"
            for lever, value in self.moved_levers
        )
        shown = [
            (target, figure_text(target.at, value, self.scenario, language))
            for target, value in zip(self.targets, self.achieved, strict=True)
        ]
        missed = comma.join(
            message(
                "{target} (it is {achieved})",
                target=target.words(self.scenario, language),
                achieved=text,
            ).say(language)
            for (target, text), value in zip(shown, self.achieved, strict=True)
            if not target.met(value)
        )
        if self.status == "already_met":
            return message("Every target is met already.").say(language)
        if self.status == "found":
            targets = comma.join(
                target.words(self.scenario, language).say(language) for target in self.targets
            )
            return message(
                "{levers}: the least change that meets {targets}.", levers=levers, targets=targets
            ).say(language)
        if not levers:
            return message(
                "Not reachable within the bounds: {missed}. No move of these levers comes nearer.",
                missed=missed,
            ).say(language)
        return message(
            "Not reachable within the bounds: {missed}. The nearest is {levers}.",
            missed=missed,
            levers=levers,
        ).say(language)

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a lever: today's value, the package's, the move as part of its range."""
        import pandas as pd

        return pd.DataFrame(
            {
                "lever": [lever.path for lever in self.levers],
                "from_year": [lever.from_year for lever in self.levers],
                "now": [today(lever) for lever in self.levers],
                "value": list(self.values),
                "floor": [lever.lower for lever in self.levers],
                "cap": [lever.upper for lever in self.levers],
                "move": list(self.moves),
                "status": self.status,
            }
        )


def package(
    scenario: Scenario,
    paths: Sequence[str],
    targets: Sequence[str | Target],
    *,
    from_year: int | None = None,
    bounds: Mapping[str, Bounds] | None = None,
    fund: str | None = None,
    money: str | None = None,
    earlier: Projection | None = None,
    watch: Watch | None = None,
) -> Package:
    """Return the least change of several levers that meets all targets.

    Parameters
    ----------
    targets : floors and caps on indicators, "replacement_rate>=0.45@2040"; of the first lever's
        fund where they name none
    from_year : of the dated levers
    bounds : floor and cap by path, within the declared ones; levers whose declared bounds are
        open need both
    watch : told the share done, returns False to stop

    Raises
    ------
    InputError
        as `solve` does; for levers of whole numbers, and those without a range.
    StoppedError
        where the watcher stopped it.
    """
    own_fund = fund or fund_of(paths[0], scenario)
    asked = [as_target(target, scenario, own_fund, money) for target in targets]
    known = earlier or project(scenario)
    plain = [_package_lever(scenario, path, from_year, bounds or {}) for path in paths]
    levers, rest = _all_with_today(plain, asked, known, watch)
    outcomes = Outcomes(scenario, levers, asked, known, rest)
    goals = outcomes.targets
    start = np.array([today(lever) for lever in levers])
    if all(goal.met(value) for goal, value in zip(goals, outcomes.now, strict=True)):
        values, achieved = start, outcomes.now
        status: Status = "already_met"
    else:
        values = least_change(outcomes, start)
        achieved = outcomes.at(*values.tolist())
        met = all(goal.met(value) for goal, value in zip(goals, achieved, strict=True))
        status = "found" if met else "not_reachable"
    tell(watch, 1.0)
    return Package(
        scenario, levers, tuple(values.tolist()), goals, achieved, status, outcomes.evaluations
    )


def with_today(
    lever: MovableLever,
    targets: Sequence[Target],
    known: Projection,
    watch: Watch | None = None,
    *,
    strict: bool = True,
) -> MovableLever:
    """Return the lever with the value that stands for what the scenario does without one.

    A lever that the file leaves out follows something else (the base year's collection rate); the
    value with which the first target's figure is what it is says from where it moves.
    """
    if lever.now is not None:
        return lever
    now = targets[0].value(known)
    as_it_is = replace(targets[0], sign="=", threshold=now).allowing_for(now)
    same = LeverSearch(known.scenario, lever, as_it_is, known, watch).between_bounds()
    if same.status != "found" and not strict:
        return lever
    if same.status != "found":
        what = message("the file gives {label} no value", label=lever.declaration.label)
        cure = message("write today's value into the scenario first")
        raise InputError([Problem(lever.path, what, cure)])
    return replace(lever, now=same.value, steady=True)


def today(lever: MovableLever) -> float:
    """Return the value from which a move is counted."""
    return lever.start if lever.now is None else lever.now


def _all_with_today(
    plain: Sequence[MovableLever],
    targets: Sequence[Target],
    known: Projection,
    watch: Watch | None,
) -> tuple[tuple[MovableLever, ...], Watch | None]:
    """Return the levers with today's values, and the watcher of what is left to do.

    Looking for a value that the file leaves out takes about as long as the package itself.
    """
    levers, searched = [], 0
    pieces = 1 + sum(lever.now is None for lever in plain)
    for lever in plain:
        own = part_of(watch, searched / pieces, (searched + 1) / pieces)
        searched += lever.now is None
        levers.append(with_today(lever, targets, known, own))
    return tuple(levers), part_of(watch, searched / pieces, 1.0)


def _package_lever(
    scenario: Scenario, path: str, from_year: int | None, bounds: Mapping[str, Bounds]
) -> MovableLever:
    own = bounds.get(path, (None, None))
    lever = movable_lever(scenario, path, None, own)
    if lever.from_year is not None:
        lever = movable_lever(scenario, path, from_year, own)
    if lever.whole or (lever.is_wide and None in own):
        what = message("a package cannot weigh {label}", label=lever.declaration.label)
        cure = message("give it a floor and a cap, which say what a large change is")
        if lever.whole:
            cure = message("solve for levers of whole numbers one by one")
        raise InputError([Problem(path, what, cure)])
    if lever.now is not None and not lever.steady:
        what = message("the lever still changes after {year}", year=lever.from_year)
        cure = message("start in {year} or later", year=steady_from(scenario, path))
        raise InputError([Problem(path, what, cure)])
    return lever
