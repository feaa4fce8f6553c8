"""How a figure's variance goes back to levers that all vary at once: Sobol indices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from model.arrays import FloatArray, IntArray
from model.errors import InputError, Problem
from model.progress import Watch, part_of, tell
from model.results.indicator_at import IndicatorAt
from model.results.projection import project
from model.scenario.scenario import Scenario
from model.sensitivity.lever_range import LeverRange, given_ranges
from model.sensitivity.moved_figure import Ranges, moved_figure, parsed
from model.sensitivity.tornado import tornado
from model.words.texts import Message, message

if TYPE_CHECKING:
    import pandas as pd

#: How many levers of the tornado the indices look at where none are named.
MOST_LEVERS = 5
SAMPLES = 128
_RESAMPLES = 400
#: Share of the work that a tornado before it takes, roughly.
_TORNADO = 0.1
_Sheets = Mapping[Literal["f_A", "f_B", "f_AB"], FloatArray]


@dataclass(frozen=True)
class SobolIndices:
    """Shares of the figure's variance when all levers vary at once, evenly over their ranges.

    Attributes
    ----------
    first : share that a lever explains alone [lever]
    total : share that goes with it, together with others or not [lever]
    first_bounds, total_bounds : 90% confidence [lever, (low, high)], from resampling
    evaluations : projections made
    """

    scenario: Scenario
    at: IndicatorAt
    levers: tuple[LeverRange, ...]
    first: FloatArray
    total: FloatArray
    first_bounds: FloatArray
    total_bounds: FloatArray
    seed: int
    evaluations: int

    def __repr__(self) -> str:
        """Say the answer in a sentence."""
        return self.finding.say()

    @property
    def finding(self) -> Message:
        """The answer as a sentence."""
        place = int(np.argmax(self.total))
        return message(
            "{lever} explains {share} of the variance that {count} levers make together, {low} to "
            "{high} with 90% confidence: {figure}",
            count=len(self.levers),
            lever=self.levers[place].declaration.label,
            share=f"{self.total[place]:.0%}",
            low=f"{self.total_bounds[place, 0]:.0%}",
            high=f"{self.total_bounds[place, 1]:.0%}",
            figure=self.at.words,
        )

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a lever: range, first and total index with their bounds."""
        import pandas as pd

        return pd.DataFrame(
            {
                "lever": [lever.path for lever in self.levers],
                "low": [lever.low for lever in self.levers],
                "high": [lever.high for lever in self.levers],
                "first": self.first,
                "first_low": self.first_bounds[:, 0],
                "first_high": self.first_bounds[:, 1],
                "total": self.total,
                "total_low": self.total_bounds[:, 0],
                "total_high": self.total_bounds[:, 1],
            }
        )


def sobol(
    scenario: Scenario,
    indicator: str | IndicatorAt,
    ranges: Ranges | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = 0,
    strongest: int | None = None,
    watch: Watch | None = None,
) -> SobolIndices:
    """Return first and total Sobol indices of levers that vary together over their ranges.

    Parameters
    ----------
    ranges : as for `tornado`; the strongest `MOST_LEVERS` of a tornado where left out
    strongest : only so many of the ranges, those with the largest swing in a tornado
    samples : a power of two; ``samples x (levers + 2)`` projections are made

    Raises
    ------
    InputError
        where a projection refuses values, the figure is undefined, or nothing moves it.
    StoppedError
        where the watcher stopped it.
    """
    from scipy.stats import qmc  # takes half a second to import

    at = parsed(indicator, scenario)
    _check_samples(samples)
    if ranges is None or strongest is not None:
        found = tornado(scenario, at, ranges, watch=part_of(watch, 0.0, _TORNADO))
        own = [bar.lever for bar in found.bars[: strongest or MOST_LEVERS]]
        watch = part_of(watch, _TORNADO, 1.0)
    else:
        own = given_ranges(project(scenario), ranges)
    if len(own) < 2:
        what = message("Sobol indices need two levers that move the figure")
        raise InputError([Problem(str(at), what)])
    points = qmc.Sobol(d=2 * len(own), rng=np.random.default_rng(seed)).random(samples).T
    one, other = points[: len(own)], points[len(own) :]
    mixed = []
    for row in range(len(own)):
        sheet = one.copy()
        sheet[row] = other[row]
        mixed.append(sheet)
    evaluate = _Evaluations(scenario, at, own, samples * (len(own) + 2), watch)
    figures: _Sheets = {
        "f_A": evaluate.at(one)[None, :],
        "f_B": evaluate.at(other)[None, :],
        "f_AB": np.stack([evaluate.at(sheet)[None, :] for sheet in mixed]),
    }
    if np.ptp(figures["f_A"]) == 0:
        raise InputError([Problem(str(at), message("none of the levers moves the figure"))])
    first, total = _indices(figures, np.arange(samples))
    bounds = _resampled(figures, samples, np.random.default_rng(seed + 1))
    return SobolIndices(
        scenario, at, tuple(own), first, total, bounds[0], bounds[1], seed, evaluate.done
    )


class _Evaluations:
    """Projects the scenario at many points of its levers; lives for one call only."""

    def __init__(
        self,
        scenario: Scenario,
        at: IndicatorAt,
        levers: Sequence[LeverRange],
        count: int,
        watch: Watch | None,
    ) -> None:
        self.scenario, self.at_figure, self.levers = scenario, at, levers
        self.earlier = project(scenario)
        self.count, self.done, self.watch = count, 0, watch

    def at(self, points: FloatArray) -> FloatArray:
        """Return the figure at points between 0 and 1 [lever, point] of the ranges."""
        values = []
        for point in points.T.tolist():
            shifts = [
                (lever, lever.down + share * (lever.up - lever.down))
                for lever, share in zip(self.levers, point, strict=True)
            ]
            values.append(moved_figure(self.scenario, self.at_figure, self.earlier, shifts))
            self.done += 1
            tell(self.watch, self.done / self.count)
        figures = np.array(values)
        if not np.isfinite(figures).all():
            what = message("the figure is undefined, or after the horizon, for some of the values")
            cure = message("choose a figure that always exists, such as balance or payout_months")
            raise InputError([Problem(str(self.at_figure), what, cure)])
        return figures


def _indices(figures: _Sheets, drawn: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return first and total indices of some of the samples (Saltelli et al. 2010)."""
    from scipy.stats import sobol_indices

    chosen = {name: values[..., drawn] for name, values in figures.items()}
    found = sobol_indices(func=chosen, n=len(drawn))
    return np.asarray(found.first_order).ravel(), np.asarray(found.total_order).ravel()


def _resampled(figures: _Sheets, samples: int, generator: np.random.Generator) -> FloatArray:
    """Return 5% and 95% points of resampled indices [(first, total), lever, (low, high)]."""
    draws = []
    for _ in range(_RESAMPLES):
        drawn = generator.integers(0, samples, samples)
        if np.ptp(figures["f_A"][..., drawn]) > 0:
            draws.append(_indices(figures, drawn))
    return np.moveaxis(np.quantile(np.array(draws), [0.05, 0.95], axis=0), 0, -1)


def _check_samples(samples: int) -> None:
    if samples < 8 or samples & (samples - 1):
        raise InputError(
            [
                Problem(
                    "samples",
                    message("{count} samples are not a power of two from 8 on", count=samples),
                    message("take 64, 128, 256 or 512"),
                )
            ]
        )
