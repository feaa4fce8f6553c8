"""The national population by sex and single age, its fertility and migration (UN WPP 2024)."""

import operator
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import PchipInterpolator

from model.tables.mortality import mortality_rates
from model.tables.reading import (
    DECADE,
    LAST_AGE,
    SEXES,
    Array,
    grouped,
    interpolated,
    read_only,
)

FIRST_POPULATION_YEAR: Final = 1950
LAST_POPULATION_YEAR: Final = 2100
_OPEN_AGE: Final = 100
# Share of the first year that infants who die in it live on average, where few of them die.
_INFANT_YEARS_LIVED: Final = 0.15


@cache
def population(year: int) -> Array:
    """Give the population of China in the middle of a year, by sex and single age.

    Each decade's five-year groups are split by a monotone cubic through the cumulative persons,
    which keeps every group's total; the open group follows the year's life table. Between decades
    each birth cohort is carried forward from the decade before and taken back from the one after
    by survival, and the two are weighted by nearness:
    ``N(y, x) = (1 - w) N(y0, x - d0) S(y0 to y) + w N(y1, x + d1) / S(y to y1)`` with
    ``d0 = y - y0``, ``d1 = y1 - y`` and ``w = d0 / 10``. Those born since ``y0`` come from the
    decade after alone, those who will be over 100 in ``y1`` from the decade before alone.
    Migration between the decades is spread by the weights. Without survival the weighted mean
    would keep too many of the very old alive: more above 90 in 2015 than in 2020.

    Parameters
    ----------
    year : 1950 to 2100.

    Returns
    -------
    Array
        Persons [sex, age 0..105].

    Raises
    ------
    ValueError
        If the year is outside the table.

    Source: United Nations, World Population Prospects 2024, medium variant, 1 July.
    """
    year = operator.index(year)
    if not FIRST_POPULATION_YEAR <= year <= LAST_POPULATION_YEAR:
        raise ValueError(
            f"population: {year} is outside the table (use a year from {FIRST_POPULATION_YEAR} "
            f"to {LAST_POPULATION_YEAR})"
        )
    since = year % DECADE
    if since == 0:
        return _decade_population(year)
    until = DECADE - since
    before, after = _decade_population(year - since), _decade_population(year + until)
    youngest, oldest = since, _OPEN_AGE - until  # of those who are found in both decades
    weight = since / DECADE

    carried = np.zeros_like(before)
    ages = np.arange(youngest, LAST_AGE + 1)
    alive = _cohort_survival(year - since, since, ages - since)
    carried[:, youngest:] = before[:, ages - since] * alive

    taken_back = np.zeros_like(after)
    ages = np.arange(oldest + 1)
    taken_back[:, : oldest + 1] = after[:, ages + until] / _cohort_survival(year, until, ages)

    persons = (1 - weight) * carried + weight * taken_back
    persons[:, :youngest] = taken_back[:, :youngest]
    persons[:, oldest + 1 :] = carried[:, oldest + 1 :]
    return read_only(persons)


@cache
def _decade_population(year: int) -> Array:
    decades, starts, groups = grouped("wpp2024_china_population", "persons")
    totals = groups[int((year - decades[0]) / DECADE)]
    bounds = np.append(starts, LAST_AGE + 1)
    below = np.concatenate([np.zeros((len(SEXES), 1)), np.cumsum(totals, axis=-1)], axis=-1)
    persons = np.diff(PchipInterpolator(bounds, below, axis=-1)(np.arange(LAST_AGE + 2.0)), axis=-1)

    closed = persons[:, :_OPEN_AGE].reshape(len(SEXES), -1, 5)
    closed *= (totals[:, :-1] / closed.sum(axis=-1))[..., None]  # takes away the rounding
    survival = 1 - mortality_rates("wpp_2024", year)[0, :, _OPEN_AGE:LAST_AGE]
    shape = np.cumprod(np.insert(survival, 0, 1.0, axis=-1), axis=-1)
    opened = totals[:, -1:] * shape / shape.sum(axis=-1, keepdims=True)
    return read_only(np.concatenate([closed.reshape(len(SEXES), -1), opened], axis=-1))


def _cohort_survival(year: int, duration: int, ages: NDArray[np.intp]) -> Array:
    """Return the share of those aged ``ages`` in ``year`` alive after ``duration`` years."""
    survival = np.ones((len(SEXES), len(ages)))
    dying = mortality_rates("wpp_2024", np.arange(year, year + duration))
    for step, q in enumerate(dying):
        # years lived by a birth cohort at each age, those who die living half a year
        alive = 1 - q / 2
        alive[:, 0] = 1 - (1 - _INFANT_YEARS_LIVED) * q[:, 0]
        at = ages + step
        survival *= (1 - q[:, at]) * alive[:, at + 1] / alive[:, at]
    return survival


def fertility(years: ArrayLike) -> Array:
    """Give the total fertility of China.

    Returns
    -------
    Array
        Children a woman [year]; linear between years and held outside 1950..2100.

    Source: United Nations, World Population Prospects 2024, medium variant.
    """
    return interpolated("wpp2024_china_fertility", "total_fertility", years)


def crude_birth_rate(years: ArrayLike) -> Array:
    """Give the births of a year per head of population.

    Returns
    -------
    Array
        Share of the population a year [year]; linear between decades and held outside 1950..2100.

    Source: United Nations, World Population Prospects 2024, medium variant.
    """
    per_1000 = interpolated("wpp2024_china_crude", "crude_birth_rate_per_1000", years)
    return read_only(per_1000 / 1000)


def crude_net_migration(years: ArrayLike) -> Array:
    """Give the immigrants less the emigrants of a year per head of population.

    Returns
    -------
    Array
        Share of the population a year [year]; linear between decades and held outside 1950..2100.

    Source: United Nations, World Population Prospects 2024, medium variant.
    """
    per_1000 = interpolated("wpp2024_china_crude", "crude_net_migration_rate_per_1000", years)
    return read_only(per_1000 / 1000)
