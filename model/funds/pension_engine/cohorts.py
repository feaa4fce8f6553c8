"""Birth cohorts: the axis on which following people through the years needs no shifting of ages."""

import numpy as np

from model.arrays import FloatArray, IntArray
from model.people.ages import YOUNGEST_ENTRANT
from model.tables import AGES

OLDEST = len(AGES) - 1


def cohorts(base_year: int, end_year: int) -> IntArray:
    """Return the birth years of everybody who can be in the fund by the end year."""
    return np.arange(base_year - OLDEST, max(end_year - YOUNGEST_ENTRANT, base_year) + 1)


def by_cohort(values: FloatArray, birth_years: IntArray, year: int) -> FloatArray:
    """Turn [..., age] at the end of `year` into [..., cohort]; the unborn and dead get 0."""
    age = year - birth_years
    inside = (age >= 0) & (age <= OLDEST)
    return np.where(inside, values[..., np.clip(age, 0, OLDEST)], 0.0)


def years_by_cohort(values: FloatArray, birth_years: IntArray, base_year: int) -> FloatArray:
    """Turn [year 0..T, class, age] into [year 0..T, class, cohort]; nobody gets 0."""
    age = base_year + np.arange(len(values))[:, None] - birth_years
    inside = (age >= 0) & (age <= OLDEST)
    picked = np.take_along_axis(values, np.clip(age, 0, OLDEST)[:, None, :], axis=2)
    return np.where(inside[:, None, :], picked, 0.0)
