"""Read the shipped tables: life tables, population and the dated rules of the pension system.

The tables are the CSV files of ``model/data``; ``SOURCES.md`` there gives the origin, date and
licence of each. Every array is float64 and read-only. Axes run year, sex, age; the sexes are
(men, women) and the ages ``AGES``, where the last one stands for itself and all above it.
"""

from __future__ import annotations

import csv
import hashlib
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Row = dict[str, str]

SEXES: Final = ("men", "women")
LAST_AGE: Final = 105
CHINA_LIFE_TABLES: Final = ("CL1", "CL2", "CL3", "CL4", "CL5", "CL6")
MORTALITY_TABLES: Final = ("wpp_2024", "china_life_pension", "china_life")
FIRST_POPULATION_YEAR: Final = 1950
LAST_POPULATION_YEAR: Final = 2100

_CHINA_LIFE_BY_SEX: Final = {
    "china_life": ("CL1", "CL2"),
    "china_life_pension": ("CL5", "CL6"),
}
_OPEN_AGE: Final = 100  # the last group of the United Nations is 100 and over
_OPEN_GROUP_MEAN_AGE: Final = 101.5
_DECADE: Final = 10
# Share of the first year that infants who die in it live on average, where few of them die.
_INFANT_YEARS_LIVED: Final = 0.15


@dataclass(frozen=True)
class RetirementDelayRule:
    """State how the statutory retirement age of one class rises with the month of birth.

    Attributes
    ----------
    old_age_months : statutory age before 2025 [months].
    first_birth_year, first_birth_month : the first month of birth that is affected.
    birth_months_per_delay_month : later months of birth for one more month of delay.
    maximal_delay_months : delay of everyone born late enough [months].
    """

    old_age_months: int
    first_birth_year: int
    first_birth_month: int
    birth_months_per_delay_month: int
    maximal_delay_months: int


@dataclass(frozen=True)
class ContributionRule:
    """Hold one dated national or provincial contribution rule, for presets and citations.

    ``low`` and ``high`` agree where the rule is one figure; NaN is a bound that was not stated.
    ``from_month`` and ``until_month`` (both included) are ``"2019-05"``, or empty where unknown.
    """

    item: str
    from_month: str
    until_month: str
    low: float
    high: float
    unit: str
    note: str
    source: str
    verified: bool


@dataclass(frozen=True)
class Origin:
    """Say where a dated figure comes from and whether a named publication confirms it."""

    source: str
    verified: bool
    scope: str = ""


@dataclass(frozen=True, eq=False)
class NationalPension:
    """Hold the national accounts of the urban employees' pension, an observation a year.

    Attributes
    ----------
    years : calendar years [year].
    participants, workers, retirees : persons at the end of the year [year].
    income, contribution_income, fiscal_subsidy, expenditure : flows [year, yuan].
    balance : accumulated balance at the end of the year [year, yuan].
    unverified : names of the fields that are not confirmed, for each year.
    sources : source of each year.

    A figure that was not published in the source is NaN.
    """

    years: Array
    participants: Array
    workers: Array
    retirees: Array
    income: Array
    contribution_income: Array
    fiscal_subsidy: Array
    expenditure: Array
    balance: Array
    unverified: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]


def _read_only(values: ArrayLike) -> Array:
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


AGES: Final = _read_only(np.arange(LAST_AGE + 1))


# Mortality


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
    _check_name("china_life_mortality", table, CHINA_LIFE_TABLES)
    return _column("china_life_2010_2013", table)


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
    _check_name("mortality_rates", table, MORTALITY_TABLES)
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
    return _read_only(probabilities)


def life_expectancy(years: ArrayLike) -> Array:
    """Give the life expectancy at birth that the United Nations publish for China.

    Returns
    -------
    Array
        Years [year, sex]; linear between years and held outside 1950..2100.

    Source: United Nations, World Population Prospects 2024, medium variant.
    """
    by_sex = [
        _interpolated("wpp2024_china_fertility", f"life_expectancy_{sex}", years) for sex in SEXES
    ]
    return _read_only(np.stack(by_sex, axis=-1))


@cache
def _log_death_rates() -> tuple[Array, Array]:
    """Return the decades and the logarithm of their death rates [decade, sex, age 0..105]."""
    decades, starts, rates = _grouped("wpp2024_china_mortality", "death_rate")
    # the groups: 0, 1-4, then five years each, then the open one
    middles = np.concatenate([[0.5, 3.0], starts[2:-1] + 2.5, [_OPEN_GROUP_MEAN_AGE]])
    middle_of_age = np.clip(AGES + 0.5, middles[0], middles[-1])
    log_rates = _monotone_cubic(middles, np.log(rates), middle_of_age)
    # Rates fall so fast after birth that the curve misses the mean of the group 1-4: lift it.
    missed = np.log(rates[..., 1]) - np.log(np.exp(log_rates[..., 1:5]).mean(axis=-1))
    log_rates[..., 1:5] += missed[..., None]
    return decades, _read_only(log_rates)


# Population


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
    since = year % _DECADE
    if since == 0:
        return _decade_population(year)
    until = _DECADE - since
    before, after = _decade_population(year - since), _decade_population(year + until)
    youngest, oldest = since, _OPEN_AGE - until  # of those who are found in both decades
    weight = since / _DECADE

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
    return _read_only(persons)


@cache
def _decade_population(year: int) -> Array:
    decades, starts, groups = _grouped("wpp2024_china_population", "persons")
    totals = groups[int((year - decades[0]) / _DECADE)]
    bounds = np.append(starts, LAST_AGE + 1)
    below = np.concatenate([np.zeros((len(SEXES), 1)), np.cumsum(totals, axis=-1)], axis=-1)
    persons = np.diff(_monotone_cubic(bounds, below, np.arange(LAST_AGE + 2.0)), axis=-1)

    closed = persons[:, :_OPEN_AGE].reshape(len(SEXES), -1, 5)
    closed *= (totals[:, :-1] / closed.sum(axis=-1))[..., None]  # takes away the rounding
    survival = 1 - mortality_rates("wpp_2024", year)[0, :, _OPEN_AGE:LAST_AGE]
    shape = np.cumprod(np.insert(survival, 0, 1.0, axis=-1), axis=-1)
    opened = totals[:, -1:] * shape / shape.sum(axis=-1, keepdims=True)
    return _read_only(np.concatenate([closed.reshape(len(SEXES), -1), opened], axis=-1))


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
    return _interpolated("wpp2024_china_fertility", "total_fertility", years)


def crude_birth_rate(years: ArrayLike) -> Array:
    """Give the births of a year per head of population.

    Returns
    -------
    Array
        Share of the population a year [year]; linear between decades and held outside 1950..2100.

    Source: United Nations, World Population Prospects 2024, medium variant.
    """
    per_1000 = _interpolated("wpp2024_china_crude", "crude_birth_rate_per_1000", years)
    return _read_only(per_1000 / 1000)


def crude_net_migration(years: ArrayLike) -> Array:
    """Give the immigrants less the emigrants of a year per head of population.

    Returns
    -------
    Array
        Share of the population a year [year]; linear between decades and held outside 1950..2100.

    Source: United Nations, World Population Prospects 2024, medium variant.
    """
    per_1000 = _interpolated("wpp2024_china_crude", "crude_net_migration_rate_per_1000", years)
    return _read_only(per_1000 / 1000)


# Rules and dated figures


@cache
def annuity_divisors() -> Array:
    """Give the months by which a personal account is divided for the monthly pension.

    Returns
    -------
    Array
        Months [age at retirement 40..70].

    Source: State Council document 国发〔2005〕38号, annex.
    """
    return _column("annuity_divisors", "months")


def statutory_minimum_years(years: ArrayLike) -> Array:
    """Give the years of contributions needed for a monthly pension.

    Returns
    -------
    Array
        Years [year]: 15 up to 2029, half a year more each year, 20 from 2039 on.

    Source: decision of the Standing Committee of the National People's Congress, 2024-09-13.
    """
    return _interpolated("minimum_years", "contribution_years", years)


@cache
def retirement_delay_rules() -> Mapping[str, RetirementDelayRule]:
    """Give the rule of 2025 for each class: ``men``, ``women_55`` and ``women_50``.

    Source: decision of the Standing Committee of the National People's Congress, 2024-09-13.
    """
    names = RetirementDelayRule.__dataclass_fields__
    return MappingProxyType(
        {
            row["class"]: RetirementDelayRule(**{name: int(row[name]) for name in names})
            for row in _rows("retirement_delay")
        }
    )


def account_interest() -> Mapping[int, float]:
    """Give the interest credited to personal accounts, by year (share).

    National from 2016; earlier years are one province's. ``origins("account_interest")`` says so.
    """
    return _by_year("account_interest", "interest_rate")


def pension_increases() -> Mapping[int, float]:
    """Give the national increase of pensions in payment, by year (share).

    Up to 2015 only "at least 10%" is known. ``origins("pension_increases")`` marks those years.
    """
    return _by_year("pension_increases", "increase_rate")


def average_wages() -> Mapping[int, float]:
    """Give the national average wage of urban units, by year (yuan a year).

    The scope changes between on-post staff and all employed in non-private units;
    ``origins("average_wage")`` names it for each year.
    """
    return _by_year("average_wage", "yuan_a_year")


@cache
def origins(table: str) -> Mapping[int, Origin]:
    """Give the source of each year's figure, and whether a named publication confirms it.

    Parameters
    ----------
    table : ``account_interest``, ``pension_increases`` or ``average_wage``.

    Raises
    ------
    ValueError
        If the table has no sources by year.
    """
    _check_name("origins", table, ("account_interest", "pension_increases", "average_wage"))
    return MappingProxyType(
        {
            int(row["year"]): Origin(row["source"], row["verified"] == "1", row.get("scope", ""))
            for row in _rows(table)
        }
    )


@cache
def contribution_rules() -> tuple[ContributionRule, ...]:
    """Give the dated contribution rates, bases and reliefs known to us, with their sources."""
    return tuple(
        ContributionRule(
            item=row["item"],
            from_month=row["from_month"],
            until_month=row["until_month"],
            low=_number(row["low"]),
            high=_number(row["high"]),
            unit=row["unit"],
            note=row["note"],
            source=row["source"],
            verified=row["verified"] == "1",
        )
        for row in _rows("contribution_rules")
    )


@cache
def national_pension() -> NationalPension:
    """Give the national accounts of the urban employees' pension in persons and yuan.

    Sources: China Statistical Yearbooks and ministry bulletins, named for each year.
    """
    table = "national_pension"
    units = {"_10k_persons": 1e4, "_100m_yuan": 1e8}
    fields: dict[str, Any] = {}
    field_of_column: dict[str, str] = {}
    for column in _rows(table)[0]:
        for unit, size in units.items():
            if column.endswith(unit):
                field_of_column[column] = column.removesuffix(unit)
                fields[field_of_column[column]] = _read_only(_column(table, column) * size)
    return NationalPension(
        years=_column(table, "year"),
        unverified=tuple(
            tuple(field_of_column[column] for column in row["unverified_columns"].split())
            for row in _rows(table)
        ),
        sources=tuple(row["source"] for row in _rows(table)),
        **fields,
    )


@cache
def tables_digest() -> str:
    """Give one fingerprint of all shipped tables, to stand on every output.

    Returns
    -------
    str
        SHA-256 over the name and the bytes of each CSV file, in the order of the names.
    """
    directory = files(__package__) / "data"
    return _digest(
        (file.name, file.read_bytes()) for file in directory.iterdir() if file.name.endswith(".csv")
    )


# Reading


def _digest(named_bytes: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(named_bytes):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def _rows(table: str) -> tuple[Row, ...]:
    text = (files(__package__) / "data" / f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _number(cell: str) -> float:
    return float(cell) if cell else float("nan")


@cache
def _column(table: str, column: str) -> Array:
    return _read_only([_number(row[column]) for row in _rows(table)])


@cache
def _by_year(table: str, column: str) -> Mapping[int, float]:
    return MappingProxyType({int(row["year"]): _number(row[column]) for row in _rows(table)})


def _interpolated(table: str, column: str, years: ArrayLike) -> Array:
    at = np.atleast_1d(np.asarray(years, dtype=np.float64))
    return _read_only(np.interp(at, _column(table, "year"), _column(table, column)))


@cache
def _grouped(table: str, column: str) -> tuple[Array, Array, Array]:
    """Return the years, the starts of the age groups and the values [year, sex, group]."""
    rows = _rows(table)
    years = sorted({int(row["year"]) for row in rows})
    starts = sorted({int(row["age_start"]) for row in rows})
    values = {(row["year"], row["sex"], row["age_start"]): _number(row[column]) for row in rows}
    grouped = [[[values[str(y), sex, str(a)] for a in starts] for sex in SEXES] for y in years]
    return _read_only(years), _read_only(starts), _read_only(grouped)


def _check_name(function: str, name: str, names: tuple[str, ...]) -> None:
    if name in names:
        return
    near = get_close_matches(str(name), names, n=1, cutoff=0.5)
    advice = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(names)}"
    raise ValueError(f"{function}: there is no table {name!r} ({advice})")


# Interpolation


def _decade_position(at: Array, decades: Array) -> tuple[NDArray[np.intp], Array]:
    """Return the index of the decade before each year and the share of the way to the next."""
    position = (np.clip(at, decades[0], decades[-1]) - decades[0]) / _DECADE
    earlier = np.floor(position).astype(np.intp)
    return earlier, position - earlier


def _monotone_cubic(knots: Array, values: Array, at: Array) -> Array:
    """Interpolate along the last axis by monotone piecewise cubics (Fritsch and Butland 1984).

    The same as ``scipy.interpolate.PchipInterpolator``, which the tests compare it with; importing
    that takes longer than everything else a projection does.
    """
    width = np.diff(knots)
    slope = np.diff(values, axis=-1) / width
    tangent = np.empty_like(values)

    before, after = slope[..., :-1], slope[..., 1:]
    same_way = before * after > 0
    first = 2 * width[1:] + width[:-1]
    second = width[1:] + 2 * width[:-1]
    harmonic = (first + second) / (
        first / np.where(same_way, before, 1.0) + second / np.where(same_way, after, 1.0)
    )
    tangent[..., 1:-1] = np.where(same_way, harmonic, 0.0)
    tangent[..., 0] = _end_tangent(width[0], width[1], slope[..., 0], slope[..., 1])
    tangent[..., -1] = _end_tangent(width[-1], width[-2], slope[..., -1], slope[..., -2])

    piece = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(width) - 1)
    length = width[piece]
    s = (at - knots[piece]) / length
    return np.asarray(
        values[..., piece] * (1 + 2 * s) * (1 - s) ** 2
        + values[..., piece + 1] * s**2 * (3 - 2 * s)
        + length
        * s
        * (1 - s)
        * (tangent[..., piece] * (1 - s) - tangent[..., piece + 1] * s)
    )  # fmt: skip


def _end_tangent(near: float, far: float, near_slope: Array, far_slope: Array) -> Array:
    tangent = ((2 * near + far) * near_slope - near * far_slope) / (near + far)
    tangent = np.where(tangent * near_slope > 0, tangent, 0.0)
    overshoots = (near_slope * far_slope < 0) & (np.abs(tangent) > 3 * np.abs(near_slope))
    return np.where(overshoots, 3 * near_slope, tangent)
