"""The least change of several levers that meets all targets, by linear programmes in sequence.

The targets are taken as straight lines about the last package (scipy's HiGHS), the step is kept
within reach of that, and the package is projected again until it meets them.
"""

import math
from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq, linprog

from model.arrays import FloatArray
from model.goal_seek.target_values import Outcomes

Move = Callable[[FloatArray], FloatArray]

#: Misses up to this are met, relative to the size of the figures.
_MET = 1e-9
_ROUNDS = 30
#: A move below this part of a lever's range is owed to rounding.
_TRACE = 1e-9
#: Part of a lever's range by which it is moved to see what it does.
_NUDGE = 1e-4
#: What missing a target costs against moving a lever through its whole range.
_PENALTY = 1e4


def least_change(outcomes: Outcomes, start: FloatArray) -> FloatArray:
    """Return the levers' values, each round a linear programme about the last package.

    A step that does not better the sum of moves and misses is halved: the lines held too far.
    """
    low = np.array([lever.lower for lever in outcomes.levers])
    high = np.array([lever.upper for lever in outcomes.levers])
    width, scale = high - low, _scales(outcomes)
    floor, cap = (low - start) / width, (high - start) / width
    place, reach = np.clip(np.zeros(len(start)), floor, cap), 1.0

    def at(move: FloatArray) -> FloatArray:
        values = np.clip(start + move * width, low, high)
        return np.array(outcomes.at(*values.tolist()))

    def merit(move: FloatArray) -> float:
        return float(np.abs(move).sum() + _PENALTY * _misses(outcomes, at(move), scale).sum())

    best = merit(place)
    for _ in range(_ROUNDS):
        slopes = _slopes(at, place, cap)
        step = _linear_step(outcomes, at(place), slopes, place, floor, cap, scale, reach)
        trial = merit(step) if step is not None else math.inf
        if step is not None and trial < best - 1e-13 * max(best, 1.0):
            place, best = step, trial
        else:
            reach /= 4
        if reach < 1e-9:
            break
    if _misses(outcomes, at(place), scale).max() <= _MET:
        place = _shortened(outcomes, at, np.clip(np.zeros(len(start)), floor, cap), place, scale)
    return _without_traces(outcomes, start, np.clip(start + place * width, low, high), width)


def _without_traces(
    outcomes: Outcomes, start: FloatArray, values: FloatArray, width: FloatArray
) -> FloatArray:
    """Return the values with today's where rounding alone moved a lever, if as much is met."""
    plain = np.where(np.abs(values - start) <= _TRACE * width, start, values)

    def met(at: FloatArray) -> list[bool]:
        reached = outcomes.at(*at.tolist())
        return [goal.met(one) for goal, one in zip(outcomes.targets, reached, strict=True)]

    return plain if met(plain) == met(values) else values


def _shortened(
    outcomes: Outcomes, at: Move, near: FloatArray, far: FloatArray, scale: FloatArray
) -> FloatArray:
    """Return the shortest part of the way to a package that still meets every target."""
    if any(target.sign == "=" for target in outcomes.targets):
        return far

    def spare(part: float) -> float:
        values = at(near + part * (far - near))
        gaps = [t.gap(float(v)) for t, v in zip(outcomes.targets, values, strict=True)]
        return float((np.array(gaps) / scale).min())

    ends = (spare(0.0), spare(1.0))
    if not (np.isfinite(ends).all() and ends[0] < 0 < ends[1]):
        return far
    part = float(brentq(spare, 0.0, 1.0, xtol=1e-14))
    return np.asarray(near + part * (far - near))


def _scales(outcomes: Outcomes) -> FloatArray:
    """Return the size of each target's figure, so that misses of months and money count alike."""
    return np.array(
        [
            max(abs(target.threshold), abs(now - target.threshold), target.tolerance)
            for target, now in zip(outcomes.targets, outcomes.now, strict=True)
        ]
    )


def _misses(outcomes: Outcomes, values: FloatArray, scale: FloatArray) -> FloatArray:
    """Return by how much each target is missed, in its scale; infinite where undefined."""
    gaps = np.array(
        [target.gap(float(v)) for target, v in zip(outcomes.targets, values, strict=True)]
    )
    equal = np.array([target.sign == "=" for target in outcomes.targets])
    missed = np.where(equal, np.abs(gaps), np.maximum(-gaps, 0.0)) / scale
    return np.asarray(np.where(np.isfinite(missed), missed, np.inf))


def _slopes(at: Move, place: FloatArray, cap: FloatArray) -> FloatArray:
    """Return what each lever does to each target's figure [target, lever]."""
    here, columns = at(place), []
    for n in range(len(place)):
        nudge = _NUDGE if place[n] + _NUDGE <= cap[n] else -_NUDGE
        moved_to = place.copy()
        moved_to[n] += nudge
        columns.append((at(moved_to) - here) / nudge)
    return np.asarray(np.nan_to_num(np.array(columns).T))


def _linear_step(
    outcomes: Outcomes,
    here: FloatArray,
    slopes: FloatArray,
    place: FloatArray,
    floor: FloatArray,
    cap: FloatArray,
    scale: FloatArray,
    reach: float,
) -> FloatArray | None:
    """Return the best package if the targets were straight lines within `reach`.

    Variables: how far each lever is moved up, how far down, and by how much each target is missed.
    """
    levers, targets = len(place), len(here)
    rows, limits = [], []
    for n, target in enumerate(outcomes.targets):
        signs = {">=": (1.0,), "<=": (-1.0,), "=": (1.0, -1.0)}[target.sign]
        for sign in signs:
            slope = sign * slopes[n] / scale[n]
            miss = np.zeros(targets)
            miss[n] = 1.0
            rows.append(-np.concatenate([slope, -slope, miss]))
            limits.append(sign * (here[n] - target.threshold) / scale[n] - slope @ place)
    low, high = np.maximum(floor, place - reach), np.minimum(cap, place + reach)
    both = np.hstack([np.eye(levers), -np.eye(levers), np.zeros((levers, targets))])
    found = linprog(
        np.concatenate([np.ones(2 * levers), np.full(targets, _PENALTY)]),
        A_ub=np.vstack([np.array(rows), both, -both]),
        b_ub=np.concatenate([limits, high, -low]),
        bounds=(0, None),
    )
    if found.x is None or not np.isfinite(found.x).all():
        return None
    step = found.x[:levers] - found.x[levers : 2 * levers]
    return np.asarray(np.clip(step, low, high))
