"""Who of those past their date retires: the ones with the minimum years, service being normal.

The equations stand with `project_members` (`demography.py`).
"""

import numpy as np
from scipy.special import ndtr

from model.arrays import BoolArray, FloatArray, mean_or_zero

#: Smaller yearly shares than this retire nobody.
_NOBODY = 1e-12


def minimum_in_cells(minimum: FloatArray, eligible: FloatArray) -> FloatArray:
    """Return the minimum years asked of those past their date [year 0..T, class, cohort].

    That of the year in which they reached it: later rises do not concern them.
    """
    newly = np.diff(eligible, axis=0, prepend=0.0)
    asked = np.cumsum(minimum[:, None, None] * newly, axis=0)
    return np.where(eligible > 0, mean_or_zero(asked, eligible), minimum[:, None, None])


def eligible_shares(reached: FloatArray) -> FloatArray:
    """Return the share past its date of those observed active in the base year [year 0..T, ...].

    They have not retired: where part of a birth year was past its date they are of the other
    part; where all of it was, all may go from the first projected year on.
    """
    at_base = reached[:1]
    ahead = mean_or_zero(reached - at_base, 1 - at_base)
    eligible = np.where(at_base < 1, ahead, 1.0)
    eligible[0] = 0.0
    return np.minimum(eligible, 1.0)


def retired_by_choice(
    spread: float,
    eligible: FloatArray,
    below_legal: BoolArray,
    asked: FloatArray,
    service: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return (R, G phi(z), newly past their date with the years); see `project_members`.

    Those past a date below the legal one and the others count apart: the minimum asked of a
    few who go early, and the right that they keep, is not that of all who were born with them.

    Parameters
    ----------
    below_legal : see `RetirementTimes` [year 0..T, class, cohort]
    asked : minimum years of each year [year 0..T]
    """
    early = np.maximum.accumulate(np.where(below_legal, eligible, 0.0), axis=0)
    retired, past_spread = np.zeros_like(eligible), np.zeros_like(eligible)
    newly = np.zeros_like(eligible[1:])
    for part in (early, eligible - early):
        z = (minimum_in_cells(asked, part) - service) / spread
        # whoever had the minimum years keeps the right to retire
        z = np.minimum.accumulate(np.where(part > 0, z, np.inf), axis=0)
        retired += part * ndtr(-z)
        past_spread += part * _density(z)
        newly += np.diff(part, axis=0) * ndtr(-z[1:])
    return retired, past_spread, newly


def retirement_hazard(
    spread: float, retired: FloatArray, past_spread: FloatArray, service: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return (hazard, share of accounts drawn) of each year; see `project_members`."""
    increment = np.diff(retired, axis=0)
    anybody = increment > _NOBODY
    hazard = np.where(anybody, np.minimum(mean_or_zero(increment, 1 - retired[:-1]), 1.0), 0.0)
    mean = service[1:]
    drawn = mean * increment + spread * np.diff(past_spread, axis=0)
    # service cut at 0, because nobody has less
    everybody = mean * ndtr(mean / spread) + spread * _density(mean / spread)
    held = everybody - mean * retired[:-1] - spread * past_spread[:-1]
    taken = np.clip(mean_or_zero(drawn, held), 0.0, 1.0)
    # an account is emptied only with the last member: later contributions need its place
    taken = np.where((taken >= 1.0) | (hazard >= 1.0), hazard, taken)
    return hazard, np.where(anybody, taken, 0.0)


def _density(z: FloatArray) -> FloatArray:
    return np.asarray(np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi))
