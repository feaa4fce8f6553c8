"""Percentile bands and chances of one figure over many paths."""

import re
from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, IntArray
from model.errors import InputError, Problem
from model.funds.kinds import output_meant, outputs, unknown_output_cure
from model.words.texts import message

#: The shares of paths below each line of a band.
PERCENTILES = {"p05": 0.05, "p10": 0.10, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p90": 0.90}
PERCENTILES["p95"] = 0.95
_THRESHOLD = re.compile(r"(?:([^<]+?)\s*<)?\s*(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)")


@dataclass(frozen=True)
class Band:
    """A figure over many paths, year by year.

    Attributes
    ----------
    p05, p10, p25, p50, p75, p90, p95 : so many per cent of the paths lie below [year 0..T]
    mean : over the paths on which the figure is defined [year 0..T]
    undefined : share of paths on which it is not (nothing is spent) [year 0..T]
    """

    p05: FloatArray
    p10: FloatArray
    p25: FloatArray
    p50: FloatArray
    p75: FloatArray
    p90: FloatArray
    p95: FloatArray
    mean: FloatArray
    undefined: FloatArray


@dataclass(frozen=True)
class Threshold:
    """An indicator and the value that it should not fall below; money in yuan."""

    name: str
    value: float

    def __str__(self) -> str:
        """Return the key of the JSON, "payout_months<0"."""
        return f"{self.name}<{self.value:.10g}"

    def scaled(self, scale: float) -> "Threshold":
        """Return the threshold in another unit of money, so many yuan each."""
        return Threshold(self.name, self.value / scale)


@dataclass(frozen=True)
class Chance:
    """Share of paths below a threshold [year 0..T]; NaN where the figure is undefined."""

    threshold: Threshold
    share: FloatArray


def parse_threshold(text: str) -> Threshold:
    """Read "payout_months<6"; a number alone is one of payout months.

    Raises
    ------
    InputError
        where the text is neither, or the figure does not exist.
    """
    found = _THRESHOLD.fullmatch(text.strip())
    if not found:
        raise InputError(
            [
                Problem(
                    text,
                    message("{text} is no threshold", text=repr(text)),
                    message('write "payout_months<6", or 6 for payout months'),
                )
            ]
        )
    name = output_meant(found[1] or "payout_months")
    if name not in outputs():
        raise InputError(
            [
                Problem(
                    text,
                    message("{name} is no figure of the projection", name=repr(name)),
                    unknown_output_cure(name, outputs()),
                )
            ]
        )
    return Threshold(name, float(found[2]))


def band_of(ordered: FloatArray) -> Band:
    """Return the band of paths in rising order, NaN last [year 0..T, path].

    Percentiles are linear between the two nearest paths; undefined paths are left out, and a
    year without any defined path is NaN.
    """
    count = _defined(ordered)
    rows = np.arange(len(ordered))
    lines = {}
    for name, share in PERCENTILES.items():
        place = share * np.maximum(count - 1, 0)
        below = np.floor(place).astype(int)
        above = np.minimum(below + 1, np.maximum(count - 1, 0))
        low, high = ordered[rows, below], ordered[rows, above]
        lines[name] = low + (high - low) * (place - below)
    # measured from the smallest path, so that equal paths have exactly their own mean
    first = ordered[:, :1]
    above_first = ordered - first
    if (count < ordered.shape[1]).any():
        above_first = np.nan_to_num(above_first)
    total = above_first.sum(axis=1)
    mean = np.where(count > 0, first[:, 0] + total / np.maximum(count, 1), np.nan)
    return Band(**lines, mean=mean, undefined=1 - count / ordered.shape[1])


def chance_below(ordered: FloatArray, value: float) -> FloatArray:
    """Return the share of paths in rising order that lie below a value [year 0..T].

    Undefined paths are not below; a year without any defined path is NaN.
    """
    count = _defined(ordered)
    below = np.array([np.searchsorted(row, value, side="left") for row in ordered])
    return np.where(count > 0, below / ordered.shape[1], np.nan)


def _defined(ordered: FloatArray) -> IntArray:
    """Return on how many paths the figure is defined; NaN stand last [year 0..T]."""
    if not np.isnan(ordered[:, -1]).any():
        return np.full(len(ordered), ordered.shape[1])
    return np.asarray((~np.isnan(ordered)).sum(axis=1))


def percent_text(share: float) -> str:
    """Return a chance as it is said; 100% and 0% only where it is certain."""
    if share != share:
        return "—"
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"
