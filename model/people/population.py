"""The population by cohort-component: births, deaths, migration by sex and single age.

Persons stand in the middle of each year. Path-independent: computed once per scenario.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from model.arrays import FloatArray, IntArray
from model.errors import InputError, Problem, nearest_name
from model.parameters.dated import annual_or
from model.people.population_levers import PopulationAssumptions
from model.tables import AGES, SEXES, crude_net_migration, fertility, mortality_rates, population
from model.words.texts import message

_OLDEST = len(AGES) - 1
_MEN, _WOMEN = 0, 1
#: Ages at which women bear children.
FERTILE = slice(15, 50)
#: Ages of work: residents between them may be insured as employees instead.
WORKING = slice(16, 60)
_MIGRATION_SPREAD = 9.0
#: Share of its first year that a child who dies in it lives.
_INFANT_LIVED = 0.15


@dataclass(frozen=True)
class Population:
    """A projected population.

    Attributes
    ----------
    base_year : of row 0
    persons : in the middle of the year [year 0..T, sex (men, women), age 0..105]
    births, deaths, migrants : between the middles of the year before and the year [year 1..T];
        deaths are those of the survival step, infants of the interval included
    total_fertility : children a woman [year 0..T]
    fertility_by_age : births a woman and year [year 0..T, age]
    """

    base_year: int
    persons: FloatArray
    births: FloatArray
    deaths: FloatArray
    migrants: FloatArray
    total_fertility: FloatArray
    fertility_by_age: FloatArray

    @property
    def years(self) -> IntArray:
        """Calendar year of each row."""
        return np.arange(self.base_year, self.base_year + len(self.persons))


def file_stamp(folder: Path | None, name: str | None) -> tuple[int, int] | None:
    """Return size and time of change of a file that a scenario names; None where there is none."""
    if folder is None or name is None or not (folder / name).is_file():
        return None
    found = (folder / name).stat()
    return found.st_size, found.st_mtime_ns


def project_population(
    section: PopulationAssumptions, base_year: int, end_year: int, folder: Path | None = None
) -> Population:
    """Return the population of every year.

    ``N(t+1, x+1) = N(t, x) sqrt((1 - q(x)) (1 - q(x+1))) + migrants``, with q the mean of both
    years' tables; births are the fertility of the mean number of women in the interval, split
    by the sex ratio, and survive to its middle. Fertility by age is normal around the mean age.
    Migrants arrive by a normal age pattern and are half exposed to the year's deaths, which is
    left out. Source: the cohort-component method (UN, Manual III; Preston et al. 2001).

    Parameters
    ----------
    folder : where a local age structure is found

    Raises
    ------
    InputError
        where the structure cannot be read.
    """
    return _projected(section, base_year, end_year, folder, file_stamp(folder, section.structure))


def forget_populations() -> None:
    """Forget every population, as a measurement of the whole work needs."""
    _projected.cache_clear()


# the same population stands behind every fund and every lever that is not its own
@lru_cache(maxsize=32)
def _projected(
    section: PopulationAssumptions,
    base_year: int,
    end_year: int,
    folder: Path | None,
    stamp: object,
) -> Population:
    years = np.arange(base_year, end_year + 1)
    persons = start_population(section, base_year, folder)
    rates = _rates(section, years)
    rows, births, deaths, migrants = [persons], [], [], []
    for year in range(1, len(years)):
        persons, born, died, arrived = _next_year(persons, rates, year)
        rows.append(persons)
        births.append(born)
        deaths.append(died)
        migrants.append(arrived)
    return Population(
        base_year=base_year,
        persons=np.array(rows),
        births=np.array(births),
        deaths=np.array(deaths),
        migrants=np.array(migrants),
        total_fertility=rates.total_fertility,
        fertility_by_age=rates.fertility_by_age,
    )


@dataclass(frozen=True)
class _Rates:
    """What moves the population; years of intervals are those in which they end.

    Attributes
    ----------
    survival : from middle to middle [year 1..T, sex, age]; nobody survives the last age
    infant : of the newborn to the middle of their year [year 1..T, sex]
    total_fertility : [year 0..T]
    fertility_by_age : [year 0..T, age]
    born_by_sex : shares of the births [year 0..T, sex]
    migration : net migrants over the population [year 0..T]
    migrant_shape : shares of the migrants of a sex by age [age]
    """

    survival: FloatArray
    infant: FloatArray
    total_fertility: FloatArray
    fertility_by_age: FloatArray
    born_by_sex: FloatArray
    migration: FloatArray
    migrant_shape: FloatArray


def _rates(section: PopulationAssumptions, years: IntArray) -> _Rates:
    survival, infant = _survival(section, years)
    total_fertility = annual_or(section.total_fertility, years, fertility(years))
    shapes = [
        _normal_shape(age, section.fertility_spread, FERTILE)
        for age in section.fertility_age.annual(years)
    ]
    girls = 1 / (1 + section.sex_ratio_at_birth.annual(years))
    return _Rates(
        survival=survival,
        infant=infant,
        total_fertility=total_fertility,
        fertility_by_age=total_fertility[:, None] * np.stack(shapes),
        born_by_sex=np.stack([1 - girls, girls], axis=1),
        migration=annual_or(section.net_migration, years, crude_net_migration(years)),
        migrant_shape=_normal_shape(section.migration_age, _MIGRATION_SPREAD, slice(0, _OLDEST)),
    )


def _next_year(
    persons: FloatArray, rates: _Rates, year: int
) -> tuple[FloatArray, float, float, float]:
    """Return the persons of the next middle of a year, and births, deaths, migrants before it."""
    survival = rates.survival[year - 1]
    died = float((persons * (1 - survival)).sum())
    alive = np.zeros_like(persons)
    alive[:, 1:] = (persons * survival)[:, :-1]
    arrived = rates.migration[year] * persons.sum() / 2 * rates.migrant_shape * np.ones((2, 1))
    # nobody leaves who is not there
    arrived = np.maximum(arrived, -alive)
    alive = alive + arrived
    mothers = (persons[_WOMEN] + alive[_WOMEN]) / 2
    by_age = (rates.fertility_by_age[year - 1] + rates.fertility_by_age[year]) / 2
    newborn = float(mothers @ by_age) * rates.born_by_sex[year]
    alive[:, 0] += newborn * rates.infant[year - 1]
    died += float((newborn * (1 - rates.infant[year - 1])).sum())
    return alive, float(newborn.sum()), died, float(arrived.sum())


def start_population(
    section: PopulationAssumptions, base_year: int, folder: Path | None
) -> FloatArray:
    """Return the base year's persons [sex, age]: the nation's or a local structure, scaled."""
    if section.structure is None:
        persons = population(base_year)
    else:
        persons = read_structure(section.structure, folder)
    if section.total is not None:
        persons = persons * (section.total / persons.sum())
    return np.asarray(persons)


def read_structure(name: str, folder: Path | None) -> FloatArray:
    """Read a CSV of sex, age, persons [sex, age]; ages above 105 are added to it.

    Raises
    ------
    InputError
        naming every bad line.
    """
    where = "assumptions.population.structure"
    if folder is None or Path(name).name != name or not (folder / name).is_file():
        raise InputError(
            [
                Problem(
                    where,
                    message("the age structure {name} cannot be read", name=repr(name)),
                    message("put it beside the scenario file"),
                )
            ]
        )
    text = (folder / name).read_text(encoding="utf-8-sig", errors="replace")
    persons = np.zeros((len(SEXES), len(AGES)))
    problems: list[Problem] = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            sex = SEXES.index(str(row["sex"]).strip())
            age = min(int(row["age"]), _OLDEST)
            count = float(row["persons"])
            if age < 0 or not 0 <= count < 1e10:
                raise ValueError
            persons[sex, age] += count
        except (KeyError, TypeError, ValueError):
            problems.append(
                Problem(
                    f"{name}:{number}",
                    message(
                        "not a line of sex, age, persons: {row}",
                        row=", ".join(map(str, row.values())),
                    ),
                    nearest_name(str(row.get("sex", "")), SEXES),
                )
            )
    if not problems and persons.sum() <= 0:
        problems.append(Problem(name, message("the age structure has no persons")))
    if problems:
        raise InputError(problems)
    return persons


def population_problems(
    section: PopulationAssumptions, base_year: int, folder: Path | None
) -> Iterator[Problem]:
    """Yield what is wrong with a local age structure."""
    try:
        start_population(section, base_year, folder)
    except InputError as error:
        yield from error.problems


def population_mortality(
    section: PopulationAssumptions, base_year: int, years: IntArray
) -> FloatArray:
    """Return the population's probabilities of dying, not cut at 1 [year, sex, age].

    ``q = table x multiplier x prod of (1 - further improvement)`` since the base year.
    """
    q = mortality_rates(section.mortality, years) * section.mortality_multiplier
    if section.mortality_improvement.values == (0.0,):
        return q
    since = np.arange(base_year + 1, max(int(years[-1]), base_year) + 1)
    kept = np.append(1.0, np.cumprod(1 - section.mortality_improvement.annual(since)))
    return np.asarray(q * kept[years - base_year][:, None, None])


def _survival(section: PopulationAssumptions, years: IntArray) -> tuple[FloatArray, FloatArray]:
    """Survival from middle to middle of a year [year, sex, age], and of the newborn [year, sex]."""
    q = population_mortality(section, int(years[0]), years)
    q = np.minimum((q[:-1] + q[1:]) / 2, 1.0) if len(years) > 1 else q[:0]
    lived = np.sqrt(1 - q)
    survival = np.zeros_like(q)
    survival[..., :-1] = lived[..., :-1] * lived[..., 1:]
    # infants die early in their year: those alive in its middle have lived through most of it
    infants = 1 - q[..., 0]
    reached_middle = 1 - (1 - _INFANT_LIVED) * q[..., 0]
    survival[..., 0] = infants * lived[..., 1] / np.maximum(reached_middle, 1e-12)
    return survival, reached_middle


def _normal_shape(mean: float, spread: float, ages: slice) -> FloatArray:
    """Shares by age [age] that sum to 1, normal around a mean of completed ages, cut at `ages`."""
    shape = np.zeros(len(AGES))
    age = np.asarray(AGES)[ages] + 0.5
    shape[ages] = np.exp(-(((age - mean) / spread) ** 2) / 2)
    return np.asarray(shape / shape.sum())
