"""The line on a map of two levers on which a target is met."""

import math
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from scipy.optimize import brentq

from model.arrays import FloatArray
from model.goal_seek.target import Target
from model.goal_seek.target_values import Outcomes
from model.progress import Watch, tell


def contour_of(
    outcomes: Outcomes,
    target: Target,
    values: tuple[FloatArray, FloatArray],
    outcome: FloatArray,
    watch: Watch | None,
) -> tuple[tuple[float, float], ...]:
    """Return where the threshold is met: between places along the rows and along the columns.

    A line may run nearly along either lever, so both ways are needed to see all of it.
    """
    one, other = outcomes.levers
    lines = sum(outcome.shape)

    def gap(first: float, second: float, line: int) -> float:
        tell(watch, line / lines)
        return target.gap(outcomes.at(first, second)[0])

    found = []
    for line, (first, row) in enumerate(zip(values[0].tolist(), outcome, strict=True)):
        along_row = partial(gap, first, line=line)
        found += [(first, at) for at in _crossings(along_row, target, values[1], row, other.whole)]
    columns = zip(values[1].tolist(), outcome.T, strict=True)
    for line, (second, column) in enumerate(columns, len(values[0])):
        along_column = partial(gap, second=second, line=line)
        found += [
            (at, second) for at in _crossings(along_column, target, values[0], column, one.whole)
        ]
    return tuple(sorted(set(found)))


def _crossings(
    gap: Callable[[float], float],
    target: Target,
    values: FloatArray,
    figures: FloatArray,
    whole: bool,
) -> list[float]:
    """Return the values of one lever at which the threshold is met, the other held."""
    found = []
    pairs = zip(pairwise(values.tolist()), pairwise(figures.tolist()), strict=True)
    for (low, high), (one, two) in pairs:
        gaps = (target.gap(one), target.gap(two))
        if not all(math.isfinite(end) for end in gaps) or (gaps[0] < 0) == (gaps[1] < 0):
            continue
        if whole:
            found.append(low if target.met(one) else high)
        else:
            found.append(float(brentq(gap, low, high, xtol=1e-12 * max(abs(low), abs(high)))))
    return found
