"""Dated rules of the pension system and published series, with their sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from numpy.typing import ArrayLike

from model.tables.reading import (
    Array,
    by_year,
    check_name,
    column_of,
    interpolated,
    number,
    read_only,
    rows_of,
)


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


@cache
def annuity_divisors() -> Array:
    """Give the months by which a personal account is divided for the monthly pension.

    Returns
    -------
    Array
        Months [age at retirement 40..70].

    Source: State Council document 国发〔2005〕38号, annex.
    """
    return column_of("annuity_divisors", "months")


def statutory_minimum_years(years: ArrayLike) -> Array:
    """Give the years of contributions needed for a monthly pension.

    Returns
    -------
    Array
        Years [year]: 15 up to 2029, half a year more each year, 20 from 2039 on.

    Source: decision of the Standing Committee of the National People's Congress, 2024-09-13.
    """
    return interpolated("minimum_years", "contribution_years", years)


@cache
def retirement_delay_rules() -> Mapping[str, RetirementDelayRule]:
    """Give the rule of 2025 for each class: ``men``, ``women_55`` and ``women_50``.

    Source: decision of the Standing Committee of the National People's Congress, 2024-09-13.
    """
    names = RetirementDelayRule.__dataclass_fields__
    return MappingProxyType(
        {
            row["class"]: RetirementDelayRule(**{name: int(row[name]) for name in names})
            for row in rows_of("retirement_delay")
        }
    )


def account_interest() -> Mapping[int, float]:
    """Give the interest credited to personal accounts, by year (share).

    National from 2016; earlier years are one province's. ``origins("account_interest")`` says so.
    """
    return by_year("account_interest", "interest_rate")


def pension_increases() -> Mapping[int, float]:
    """Give the national increase of pensions in payment, by year (share).

    Up to 2015 only "at least 10%" is known. ``origins("pension_increases")`` marks those years.
    """
    return by_year("pension_increases", "increase_rate")


def average_wages() -> Mapping[int, float]:
    """Give the national average wage of urban units, by year (yuan a year).

    The scope changes between on-post staff and all employed in non-private units;
    ``origins("average_wage")`` names it for each year.
    """
    return by_year("average_wage", "yuan_a_year")


def price_growth() -> Mapping[int, float]:
    """Give the growth of consumer prices in China, by year from 1996 (share).

    Source: World Bank, FP.CPI.TOTL.ZG.
    """
    return by_year("price_growth", "price_growth")


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
    check_name("origins", table, ("account_interest", "pension_increases", "average_wage"))
    return MappingProxyType(
        {
            int(row["year"]): Origin(row["source"], row["verified"] == "1", row.get("scope", ""))
            for row in rows_of(table)
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
            low=number(row["low"]),
            high=number(row["high"]),
            unit=row["unit"],
            note=row["note"],
            source=row["source"],
            verified=row["verified"] == "1",
        )
        for row in rows_of("contribution_rules")
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
    for column in rows_of(table)[0]:
        for unit, size in units.items():
            if column.endswith(unit):
                field_of_column[column] = column.removesuffix(unit)
                fields[field_of_column[column]] = read_only(column_of(table, column) * size)
    return NationalPension(
        years=column_of(table, "year"),
        unverified=tuple(
            tuple(field_of_column[column] for column in row["unverified_columns"].split())
            for row in rows_of(table)
        ),
        sources=tuple(row["source"] for row in rows_of(table)),
        **fields,
    )
