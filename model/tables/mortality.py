"""Life tables: the nation's by calendar year (UN WPP 2024) and the insured ones (China Life)."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import PchipInterpolator

from model.tables.reading import (
    AGES,
    DECADE,
    LAST_AGE,
    SEXES,
    Array,
    check_name,
    column_of,
    grouped,
    interpolated,
    read_only,
)

CHINA_LIFE_TABLES: Final = ("CL1", "CL2", "CL3", "CL4", "CL5", "CL6")
MORTALITY_TABLES: Final = ("wpp_2024", "china_life_pension", "china_life")

_CHINA_LIFE_BY_SEX: Final = {
    "china_life": ("CL1", "CL2"),
    "china_life_pension": ("CL5", "CL6"),
}
_OPEN_AGE: Final = 100  # the last group of the United Nations is 100 and over
_OPEN_GROUP_MEAN_AGE: Final = 101.5


@cache
def china_life_mortality(table: str) -> Array:
    """Give a table of the China Life Insurance Mortality Tables (2010-2013).

    Parameters
    ----------
    table : ``CL1``/``CL2`` protection, ``CL3``/``CL4`` savings, ``CL5``/``CL6`` annuity business,
        men/women.

    Returns
    -------
    Array
        Probability of dying within a year [age 0..105].

    Raises
    ------
    ValueError
        If there is no such table.

    Source: China Association of Actuaries, tables CL1 to CL6 (2010-2013).
    """
    check_name("china_life_mortality", table, CHINA_LIFE_TABLES)
    return column_of("china_life_2010_2013", table)


def mortality_rates(table: str, years: ArrayLike) -> Array:
    """Give the probabilities of dying within a year, by calendar year, sex and age.

    The United Nations publish central death rates of age groups for every tenth year. The
    logarithm of the rates is interpolated by monotone cubics between the middles of the age
    groups and linearly between the decades, and held outside 1950..2100; then
    ``q = 1 - exp(-m)``. The insured tables hold for all years. Everyone dies at the last age.

    Parameters
    ----------
    table : ``wpp_2024`` (whole population), ``china_life_pension`` (annuitants, CL5 and CL6) or
        ``china_life`` (insured lives, CL1 and CL2).
    years : calendar years [year].

    Returns
    -------
    Array
        Probability of dying within a year [year, sex, age 0..105].

    Raises
    ------
    ValueError
        If there is no such table.

    Sources: United Nations, World Population Prospects 2024; China Association of Actuaries.
    """
    check_name("mortality_rates", table, MORTALITY_TABLES)
    at = np.atleast_1d(np.asarray(years, dtype=np.float64))
    if table == "wpp_2024":
        decades, log_rates = _log_death_rates()
        earlier, weight = _decade_position(at, decades)
        later = np.minimum(earlier + 1, len(decades) - 1)
        weight = weight[:, None, None]
        log_rate = (1 - weight) * log_rates[earlier] + weight * log_rates[later]
        probabilities = -np.expm1(-np.exp(log_rate))
    else:
        by_sex = np.stack([china_life_mortality(name) for name in _CHINA_LIFE_BY_SEX[table]])
        probabilities = np.repeat(by_sex[None], len(at), axis=0)
    probabilities[..., LAST_AGE] = 1.0
    return read_only(probabilities)


def death_rates_by_decade() -> tuple[Array, Array, Array]:
    """Give the death rates of age groups as published.

    Returns
    -------
    tuple
        Decades [decade], first ages of the groups [group], rates [decade, sex, group].

    Source: United Nations, World Population Prospects 2024.
    """
    return grouped("wpp2024_china_mortality", "death_rate")


def life_expectancy(years: ArrayLike) -> Array:
    """Give the life expectancy at birth that the United Nations publish for China.

    Returns
    -------
    Array
        Years [year, sex]; linear between years and held outside 1950..2100.

    Source: United Nations, World Population Prospects 2024, medium variant.
    """
    by_sex = [
        interpolated("wpp2024_china_fertility", f"life_expectancy_{sex}", years) for sex in SEXES
    ]
    return read_only(np.stack(by_sex, axis=-1))


@cache
def _log_death_rates() -> tuple[Array, Array]:
    """Return the decades and the logarithm of their death rates [decade, sex, age 0..105]."""
    decades, starts, rates = grouped("wpp2024_china_mortality", "death_rate")
    # the groups: 0, 1-4, then five years each, then the open one
    middles = np.concatenate([[0.5, 3.0], starts[2:-1] + 2.5, [_OPEN_GROUP_MEAN_AGE]])
    middle_of_age = np.clip(AGES + 0.5, middles[0], middles[-1])
    log_rates = PchipInterpolator(middles, np.log(rates), axis=-1)(middle_of_age)
    # Rates fall so fast after birth that the curve misses the mean of the group 1-4: lift it.
    missed = np.log(rates[..., 1]) - np.log(np.exp(log_rates[..., 1:5]).mean(axis=-1))
    log_rates[..., 1:5] += missed[..., None]
    return decades, read_only(log_rates)


def _decade_position(at: Array, decades: Array) -> tuple[NDArray[np.intp], Array]:
    """Return the index of the decade before each year and the share of the way to the next."""
    position = (np.clip(at, decades[0], decades[-1]) - decades[0]) / DECADE
    earlier = np.floor(position).astype(np.intp)
    return earlier, position - earlier
