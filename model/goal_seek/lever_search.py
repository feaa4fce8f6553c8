"""How the value of a lever is looked for: a straight line, a grid between the bounds, Brent."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scipy.optimize import brentq, minimize_scalar

from model.goal_seek.target import Target
from model.goal_seek.target_values import Outcomes
from model.progress import Watch
from model.results.projection import Projection
from model.scenario.movable_lever import MovableLever
from model.scenario.scenario import Scenario

Status = Literal["found", "already_met", "not_reachable"]

#: Halvings that close in on a value where the indicator jumps.
_HALVINGS = 50
#: Halvings that tell a jump from a steep course, and where a crossing lies.
_NARROWINGS = 20
#: A figure that keeps more than this of its step over a millionth of the stretch jumps.
_STEEP = 0.01


@dataclass(frozen=True)
class Found:
    """Where a search ended.

    Attributes
    ----------
    others : further values near which the target is crossed
    jumps : values near which the figure jumps from one side of the target to the other
    """

    status: Status
    value: float
    both_ways: bool = False
    others: tuple[float, ...] = ()
    jumps: tuple[float, ...] = ()


@dataclass(frozen=True)
class _Crossing:
    """A stretch on whose ends the figure is on either side of the target, and where in it."""

    near: float
    far: float
    at: float
    jumps: bool


class LeverSearch:
    """One lever against one target; lives for one answer only."""

    def __init__(
        self,
        scenario: Scenario,
        lever: MovableLever,
        target: Target,
        earlier: Projection | None,
        watch: Watch | None = None,
    ) -> None:
        """Project the scenario as it stands, unless that is known."""
        self.scenario, self.lever = scenario, lever
        self.outcomes = Outcomes(scenario, [lever], [target], earlier, watch)
        self.target = self.outcomes.targets[0]

    def value(self, at: float) -> float:
        """Return the indicator with the lever at a value."""
        return self.outcomes.at(at)[0]

    def gap(self, at: float) -> float:
        """Return by how much the target is met there."""
        return self.target.gap(self.value(at))

    def met(self, at: float) -> bool:
        """Whether the target is met there."""
        return self.target.met(self.value(at))

    def straight(self) -> float | None:
        """Return where a line through two values meets the target, if it truly does there."""
        lever, first = self.lever, self.lever.start
        room_up, room_down = lever.upper - first, first - lever.lower
        reach = max(room_up, room_down) / 4 if not lever.is_wide else lever.notch
        second = first + reach if room_up >= room_down else first - reach
        one, two = self.gap(first), self.gap(second)
        if not math.isfinite(one) or not math.isfinite(two) or one == two:
            return None
        crossing = first - one * (second - first) / (two - one)
        inside = lever.lower <= crossing <= lever.upper
        return crossing if inside and self.target.hit(self.value(crossing)) else None

    def between_bounds(self) -> Found:
        """Look at the lever between all its bounds, and close in on the nearest crossing."""
        places = [float(at) for at in self.lever.grid() if math.isfinite(self.value(at))]
        known = {at for (at,) in self.outcomes.known if math.isfinite(self.value(at))}
        places = sorted(known.union(places))
        if len(places) <= 1 and self.outcomes.refusal is not None:
            raise self.outcomes.refusal
        both_ways = moves_both_ways([self.value(at) for at in places], self.target.tolerance)
        best = max(places, key=self._merit)
        if both_ways and not self.met(best) and not self.lever.whole:
            places, best = self._refined(places, best)
        start = self.lever.start
        crossings = self._from_nearest(self._crossings(places))
        for number, one in enumerate(crossings):
            answer = self._closed_in(one.near, one.far)
            if answer is not None:
                others = [*crossings[:number], *crossings[number + 1 :]]
                return Found("found", answer, both_ways, *_told_apart(others))
        _, jumps = _told_apart(crossings)
        met = [at for at in places if self.met(at)]
        if met:
            nearest = min(met, key=lambda at: abs(at - start))
            return Found("found", nearest, both_ways, jumps=jumps)
        return Found("not_reachable", best, both_ways, jumps=jumps)

    def _merit(self, at: float) -> tuple[float, float]:
        """Order values by how near they come to the target, then to today's."""
        gap = self.gap(at)
        return (-abs(gap) if self.target.sign == "=" else gap), -abs(at - self.lever.start)

    def _refined(self, places: list[float], best: float) -> tuple[list[float], float]:
        """Look for a better value between the neighbours of the best on the grid."""
        position = places.index(best)
        low, high = places[max(position - 1, 0)], places[min(position + 1, len(places) - 1)]
        found = minimize_scalar(
            lambda at: -self._merit(float(at))[0],
            bounds=(low, high),
            method="bounded",
            options={"xatol": 1e-9 * max(abs(low), abs(high), 1e-9)},
        )
        peak = float(found.x)
        if self._merit(peak)[0] <= self._merit(best)[0]:
            return places, best
        return sorted({*places, peak}), peak

    def _crossings(self, places: list[float]) -> list[tuple[float, float]]:
        """Return neighbours between which the target is crossed."""
        found = [(one, two) for one, two in pairwise(places) if self._side(one) != self._side(two)]
        # between whole numbers there is nothing to close in on
        return [pair for pair in found if not self.lever.whole or any(map(self.met, pair))]

    def _from_nearest(self, crossings: list[tuple[float, float]]) -> list["_Crossing"]:
        """Return crossings, closed in on to be told apart, the nearest to today's first."""
        if len(crossings) == 1 and self.target.sign != "=":
            return [_Crossing(*crossings[0], crossings[0][0], False)]
        found = [self._narrowed(*crossing) for crossing in crossings]
        return sorted(found, key=lambda one: abs(one.at - self.lever.start))

    def _narrowed(self, one: float, two: float) -> "_Crossing":
        """Halve the stretch in which the target is crossed, and see whether the figure jumps."""
        if self.lever.whole:
            return _Crossing(one, two, one if self.met(one) else two, False)
        before = abs(self.gap(two) - self.gap(one))
        side = self._side(one)
        for _ in range(_NARROWINGS):
            middle = (one + two) / 2
            one, two = (middle, two) if self._side(middle) == side else (one, middle)
        after = abs(self.gap(two) - self.gap(one))
        hit = any(self.target.hit(self.value(at)) for at in (one, two))
        return _Crossing(one, two, (one + two) / 2, after > _STEEP * before and not hit)

    def _side(self, at: float) -> bool:
        """On which side of the target a value is."""
        return self.gap(at) > 0 if self.target.sign == "=" else self.met(at)

    def _closed_in(self, one: float, two: float) -> float | None:
        """Return the value between two at which the target is met; None where it jumps over."""
        if self.lever.whole:
            return next((at for at in (one, two) if self.met(at)), None)
        ends = (self.gap(one), self.gap(two))
        steps = self.target.at.output.kind == "year"
        if not steps and all(math.isfinite(end) for end in ends) and ends[0] * ends[1] < 0:
            root = float(brentq(self.gap, one, two, xtol=1e-15, rtol=1e-14))
            if self.met(root):
                return root
        if self.target.sign == "=":
            return next((at for at in (one, two) if self.met(at)), None)
        met, unmet = (one, two) if self.met(one) else (two, one)
        for _ in range(_HALVINGS):
            middle = (met + unmet) / 2
            met, unmet = (middle, unmet) if self.met(middle) else (met, middle)
        return met


def moves_both_ways(values: list[float], noise: float) -> bool:
    """Whether a sequence rises by more than `noise` somewhere and falls elsewhere."""
    steps = [two - one for one, two in pairwise(values)]
    return any(step > noise for step in steps) and any(step < -noise for step in steps)


def _told_apart(crossings: list[_Crossing]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return where the target is crossed and where it is jumped over, each rising."""
    crossed = sorted(one.at for one in crossings if not one.jumps)
    return tuple(crossed), tuple(sorted(one.at for one in crossings if one.jumps))
