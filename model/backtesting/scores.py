"""Bias, mean absolute error and median by variable and horizon, beside the naive rules."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import beta

from model.arrays import FloatArray
from model.backtesting.naive import RULES, naive_forecasts
from model.backtesting.runs import DIFFERENCES, Run, observed
from model.history.record import History

#: A spread is taken from earlier origins only where there are as many.
ENOUGH_ORIGINS = 4
LEVELS = (0.5, 0.8, 0.9)
#: The level of the band that stands beside a run.
SHOWN = 0.8


@dataclass(frozen=True)
class Score:
    """How far projections of one variable were off after some years.

    Attributes
    ----------
    bias, mae, median : mean, mean absolute and median error; shares, months for payout months
    naive : mean absolute error of each naive rule on the same years; NaN where it has none
    """

    fund: str
    variable: str
    horizon: int
    n: int
    bias: float
    mae: float
    median: float
    naive: Mapping[str, float]


@dataclass(frozen=True)
class Coverage:
    """How many outcomes lay inside the bands of one level.

    Attributes
    ----------
    interval : 95% interval of the share that a band of such a count may truly hold
    """

    fund: str
    variable: str
    level: float
    inside: int
    n: int
    interval: tuple[float, float]


def scores(runs: Sequence[Run], history: History, counted: bool = True) -> list[Score]:
    """Return the scores of all runs; with `counted` off, of the years that do not count."""
    found = []
    for fund, variable in dict.fromkeys((run.fund, run.variable) for run in runs):
        of_variable = [run for run in runs if (run.fund, run.variable) == (fund, variable)]
        longest = max(len(run.years) for run in of_variable)
        for horizon in range(1, longest):
            rows = [
                (run, float(run.errors[horizon]))
                for run in of_variable
                if horizon < len(run.years)
                and bool(run.counts[horizon]) == counted
                and math.isfinite(run.errors[horizon])
            ]
            if rows:
                errors = np.array([error for _, error in rows])
                found.append(
                    Score(
                        fund,
                        variable,
                        horizon,
                        len(rows),
                        float(errors.mean()),
                        float(np.abs(errors).mean()),
                        float(np.median(errors)),
                        _naive_errors([run for run, _ in rows], history, horizon),
                    )
                )
    return found


def _naive_errors(runs: Sequence[Run], history: History, horizon: int) -> Mapping[str, float]:
    """Return the mean absolute error of each rule over the same origins."""
    missed: dict[str, list[float]] = {rule: [] for rule in RULES}
    for run in runs:

        def seen(variable: str, year: int, fund: str = run.fund) -> float:
            return observed(history, fund, variable, year)

        outcome = float(run.published[horizon])
        for rule, said in naive_forecasts(seen, run.variable, run.origin, horizon).items():
            error = said - outcome if run.variable in DIFFERENCES else said / outcome - 1
            if math.isfinite(error):
                missed[rule].append(abs(error))
    return {rule: float(np.mean(each)) if each else math.nan for rule, each in missed.items()}


def with_bands(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with 80% bands from the errors of other origins; see `spread_of`."""
    return [run.with_band(*_band(run, spread_of(run, runs), SHOWN)) for run in runs]


def spread_of(run: Run, runs: Sequence[Run]) -> FloatArray:
    """Return the root mean square error of other origins [year]; NaN where there is none.

    Of earlier origins only, and of outcomes known at the origin, where there are four of them;
    otherwise of all but the one judged.
    """
    found = np.full(len(run.years), np.nan)
    others = [
        one
        for one in runs
        if (one.fund, one.variable) == (run.fund, run.variable) and one.origin != run.origin
    ]
    for horizon in range(1, len(run.years)):
        rows = [
            (one, float(one.errors[horizon]))
            for one in others
            if horizon < len(one.years) and math.isfinite(one.errors[horizon])
        ]
        earlier = [error for one, error in rows if one.origin + horizon <= run.origin]
        errors = earlier if len(earlier) >= ENOUGH_ORIGINS else [error for _, error in rows]
        if errors:
            found[horizon] = math.sqrt(float(np.mean(np.square(errors))))
    return found


def _band(run: Run, spread: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    reach = float(ndtri(0.5 + level / 2)) * spread
    if run.variable in DIFFERENCES:
        return run.projected - reach, run.projected + reach
    width = reach * np.abs(run.projected)
    return run.projected - width, run.projected + width


def coverages(runs: Sequence[Run]) -> Iterator[Coverage]:
    """Yield the coverage of the bands of each level, of years that count."""
    for fund, variable in dict.fromkeys((run.fund, run.variable) for run in runs):
        of_variable = [run for run in runs if (run.fund, run.variable) == (fund, variable)]
        for level in LEVELS:
            inside = n = 0
            for run in of_variable:
                low, high = _band(run, spread_of(run, runs), level)
                judged = run.counts & np.isfinite(low)
                n += int(judged.sum())
                inside += int((judged & (low <= run.published) & (run.published <= high)).sum())
            if n:
                yield Coverage(fund, variable, level, inside, n, _interval(inside, n))


def _interval(inside: int, n: int) -> tuple[float, float]:
    """Return the exact 95% interval of a share (Clopper and Pearson 1934)."""
    low = float(beta.ppf(0.025, inside, n - inside + 1)) if inside else 0.0
    high = float(beta.ppf(0.975, inside + 1, n - inside)) if inside < n else 1.0
    return low, high
