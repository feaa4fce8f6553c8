"""Two levers together: the indicator over a grid of both, and the line on which a target is met."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import FloatArray
from model.errors import InputError, Problem
from model.goal_seek.contour import contour_of
from model.goal_seek.goal_seek import solve
from model.goal_seek.lever_search import Status
from model.goal_seek.package import with_today
from model.goal_seek.target import Target, as_target, fund_of
from model.goal_seek.target_values import Outcomes
from model.progress import Watch, part_of, tell
from model.results.figure_text import figure_text
from model.results.projection import Projection, project
from model.scenario.movable_lever import MovableLever, lever_text, movable_lever
from model.scenario.scenario import Scenario
from model.words.texts import Language, message

if TYPE_CHECKING:
    import pandas as pd

#: Values of each lever.
POINTS = 11
#: Shares of the work at which the places begin, and the line.
_PLACES, _LINE = 0.1, 0.75


@dataclass(frozen=True)
class LeverMap:
    """An indicator over two levers.

    Attributes
    ----------
    levers : the first runs along the rows of `outcome`, the second along its columns
    values : of each lever, rising
    outcome : the indicator [first lever, second lever]; NaN where the model refuses; yuan
    contour : pairs of values at which the threshold is met exactly, by the first lever
    now : the indicator in the scenario as it stands
    """

    scenario: Scenario
    target: Target
    levers: tuple[MovableLever, MovableLever]
    values: tuple[FloatArray, FloatArray]
    outcome: FloatArray
    contour: tuple[tuple[float, float], ...]
    now: float
    evaluations: int

    def __repr__(self) -> str:
        """Say whether the target is met, and where, in a sentence."""
        return self.say()

    @property
    def status(self) -> Status:
        """Whether the target is met now, somewhere on the map, or nowhere."""
        if self.target.met(self.now):
            return "already_met"
        met = any(self.target.met(float(value)) for value in self.outcome.ravel())
        return "found" if met or self.contour else "not_reachable"

    @property
    def nearest(self) -> tuple[float, float]:
        """Where the target is met with the least move of both levers, each counted in its span.

        The best place on the map where it is met nowhere.
        """
        rows, columns = (own.tolist() for own in self.values)
        cells = zip(product(rows, columns), self.outcome.ravel().tolist(), strict=True)
        met = [*self.contour, *(pair for pair, value in cells if self.target.met(value))]
        if met:
            spans = [float(own[-1] - own[0]) for own in self.values]
            starts = [lever.start for lever in self.levers]

            def move(pair: tuple[float, float]) -> float:
                parts = zip(pair, starts, spans, strict=True)
                return sum(abs(at - start) / span for at, start, span in parts)

            return min(met, key=move)
        gaps = np.vectorize(self.target.gap)(self.outcome)
        merit = -np.abs(gaps) if self.target.sign == "=" else gaps
        row, column = np.unravel_index(np.nanargmax(merit), merit.shape)
        return float(self.values[0][row]), float(self.values[1][column])

    def say(self, language: Language = "en") -> str:
        """Return whether the target is met, and where, in a sentence."""
        one, other = self.nearest
        words: dict[str, object] = {
            "target": self.target.words(self.scenario, language),
            "first": self.levers[0].declaration.label,
            "one": lever_text(one, self.levers[0].declaration),
            "second": self.levers[1].declaration.label,
            "other": lever_text(other, self.levers[1].declaration),
            "now": figure_text(self.target.at, self.now, self.scenario, language),
        }
        if self.status == "already_met":
            return message("Already met: {target} (it is {now}).", **words).say(language)
        if self.status == "found":
            return message(
                "Met with {first} {one} and {second} {other}, the least move of both: {target}.",
                **words,
            ).say(language)
        best = figure_text(self.target.at, float(np.nanmax(self.outcome)), self.scenario, language)
        return message(
            "Not reachable anywhere on the map: {target}. The best is {best} with {first} {one} "
            "and {second} {other}.",
            best=best,
            **words,
        ).say(language)

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a place: both levers' values, the indicator, whether it meets; yuan."""
        import pandas as pd

        one, other = np.meshgrid(*self.values, indexing="ij")
        return pd.DataFrame(
            {
                self.levers[0].path: one.ravel(),
                self.levers[1].path: other.ravel(),
                "indicator": str(self.target.at),
                "value": self.outcome.ravel(),
                "met": [self.target.met(float(value)) for value in self.outcome.ravel()],
            }
        )


def two_lever_map(
    scenario: Scenario,
    paths: Sequence[str],
    target: str | Target,
    *,
    from_year: int | None = None,
    bounds: Sequence[tuple[float | None, float | None]] = ((None, None), (None, None)),
    points: int = POINTS,
    fund: str | None = None,
    money: str | None = None,
    earlier: Projection | None = None,
    watch: Watch | None = None,
) -> LeverMap:
    """Return an indicator over two levers, and where it meets a target.

    Parameters
    ----------
    paths : of the two levers
    target : of the first lever's fund where it names none
    bounds : of each lever, narrower than declared
    points : values of each lever
    watch : told the share done, returns False to stop

    Raises
    ------
    InputError
        as `solve` does; where the paths are not two different ones.
    StoppedError
        where the watcher stopped it.
    """
    if len(paths) != 2 or paths[0] == paths[1]:
        what = message("a map needs two different levers")
        raise InputError([Problem(", ".join(paths), what, message("give two paths"))])
    plain = [
        _dated_or_plain(scenario, path, from_year, own)
        for path, own in zip(paths, bounds, strict=True)
    ]
    asked = as_target(target, scenario, fund or fund_of(paths[0], scenario), money)
    known = earlier or project(scenario)
    # told as a tenth, though most maps need no such search
    before = [part_of(watch, n * _PLACES / 4, (n + 1) * _PLACES / 4) for n in range(4)]
    # a lever that the file leaves out stands where it leaves the figure, not at 0
    one = with_today(plain[0], [asked], known, before[0], strict=False)
    other = with_today(plain[1], [asked], known, before[1], strict=False)
    outcomes = Outcomes(scenario, (one, other), [asked], known)
    own = outcomes.targets[0]
    first = _span(scenario, one, own, known, before[2])
    second = _span(scenario, other, own, known, before[3])
    values = (_map_values(one, first, points), _map_values(other, second, points))
    outcome = _places(outcomes, values, part_of(watch, _PLACES, _LINE))
    contour = contour_of(outcomes, own, values, outcome, part_of(watch, _LINE, 1.0))
    tell(watch, 1.0)
    return LeverMap(
        scenario, own, (one, other), values, outcome, contour, outcomes.now[0], outcomes.evaluations
    )


def _dated_or_plain(
    scenario: Scenario,
    path: str,
    from_year: int | None,
    bounds: tuple[float | None, float | None],
) -> MovableLever:
    """Return a lever; the year is for those with dates, another beside them needs none."""
    plain = movable_lever(scenario, path, None, bounds)
    return plain if plain.from_year is None else movable_lever(scenario, path, from_year, bounds)


def _span(
    scenario: Scenario,
    lever: MovableLever,
    target: Target,
    earlier: Projection,
    watch: Watch | None,
) -> tuple[float, float]:
    """Return the stretch shown: the bounds; where they are too wide, twice what would do alone."""
    if not lever.is_wide:
        return lever.lower, lever.upper
    alone = solve(scenario, lever, target, earlier=earlier, watch=watch)
    reach = alone.value - lever.start
    if alone.status != "found" or reach == 0:
        return lever.span()
    ends = sorted((lever.start, lever.start + 2 * reach))
    return max(lever.lower, ends[0]), min(lever.upper, ends[1])


def _map_values(lever: MovableLever, span: tuple[float, float], points: int) -> FloatArray:
    values = np.linspace(*span, points)
    return np.unique(np.round(values)) if lever.whole else values


def _places(
    outcomes: Outcomes, values: tuple[FloatArray, FloatArray], watch: Watch | None
) -> FloatArray:
    """Return the indicator over both levers [first lever, second lever]."""
    outcome = np.empty((len(values[0]), len(values[1])))
    for row, first in enumerate(values[0].tolist()):
        for column, second in enumerate(values[1].tolist()):
            outcome[row, column] = outcomes.at(first, second)[0]
            tell(watch, (row * len(values[1]) + column + 1) / outcome.size)
    if not np.isfinite(outcome).any() and outcomes.refusal is not None:
        raise outcomes.refusal
    return outcome
