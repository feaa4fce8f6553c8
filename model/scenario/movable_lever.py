"""A numeric lever that an analysis moves: by its path, between bounds, from a year on."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from model.arrays import FloatArray
from model.errors import InputError, Problem
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    DATE,
    Parameter,
    Section,
    is_dated,
    nested_section,
    takes_number,
)
from model.scenario.lever_path import unknown_lever
from model.scenario.lever_rows import number_text
from model.scenario.reform_in_memory import reformed
from model.scenario.scenario import SHARED_SECTIONS, Scenario, levers, shared_section
from model.scenario.writing import section_values
from model.words.texts import Message, message

#: Bounds this many times today's value apart are searched by doubling, not evenly.
_WIDE = 1000.0
_POINTS = 17
_INDEX = re.compile(r"(.+)\[(\d+)\]")


@dataclass(frozen=True)
class MovableLever:
    """A lever and where it may go.

    Attributes
    ----------
    path : in the file
    declaration : label, unit, statutory bounds, source
    now : its value in `from_year`; None where it has none
    steady : the scenario keeps `now` from `from_year` on, so that `now` gives the scenario itself
    lower, upper : the declared bounds, narrowed by the caller's
    from_year : the first year of the new value; None for a lever without dates
    whole : it takes whole numbers only
    """

    path: str
    declaration: Parameter
    now: float | None
    steady: bool
    lower: float
    upper: float
    from_year: int | None
    whole: bool

    @property
    def start(self) -> float:
        """Where a search starts: today's value, or the bound or middle nearest to 0."""
        if self.now is not None:
            return min(max(self.now, self.lower), self.upper)
        return min(max(0.0, self.lower), self.upper)

    @property
    def notch(self) -> float:
        """A small step that is still seen."""
        step = self.declaration.step or 0.0
        return max(abs(self.start) * 0.05, step) or 1.0

    @property
    def is_wide(self) -> bool:
        """Whether the bounds lie too far apart for an even grid."""
        return self.upper - self.lower > _WIDE * max(abs(self.start), self.declaration.step or 0.01)

    def grid(self, points: int = _POINTS) -> FloatArray:
        """Return values between the bounds, rising, today's among them."""
        if self.whole:
            low, high = math.ceil(self.lower), math.floor(self.upper)
            thinned = np.linspace(low, high, min(high - low + 1, 201))
            return np.unique(np.round(np.append(thinned, self.start)))
        if not self.is_wide:
            return np.unique(np.append(np.linspace(self.lower, self.upper, points), self.start))
        away = self.notch * 4.0 ** np.arange(26)
        both = np.concatenate([self.start - away, [self.start], self.start + away])
        inside = both[(both > self.lower) & (both < self.upper)]
        ends = [end for end in (self.lower, self.upper) if math.isfinite(end)]
        # evenly towards an end that is as near as today's value is to 0
        size = 2 * max(abs(self.start), self.notch)
        near = [np.linspace(end, self.start, points) for end in ends if self.away(end) <= size]
        return np.unique(np.concatenate([inside, ends, *near]))

    def away(self, value: float) -> float:
        """Return how far a value lies from where a search starts."""
        return abs(value - self.start)

    def span(self) -> tuple[float, float]:
        """Return the stretch that a map shows: the bounds, or half to double where wide."""
        if not self.is_wide:
            return self.lower, self.upper
        reach = max(abs(self.start), 10 * self.notch)
        return max(self.lower, self.start - reach / 2), min(self.upper, self.start + reach)


def movable_lever(
    scenario: Scenario,
    path: str,
    from_year: int | None = None,
    bounds: tuple[float | None, float | None] = (None, None),
) -> MovableLever:
    """Return the lever at a path, ready to be moved.

    Parameters
    ----------
    from_year : the first year of the new value; the first projected year if left out
    bounds : narrower than the declared ones; None leaves an end as declared

    Raises
    ------
    InputError
        for an unknown path, a lever that is no number, a year that it cannot act from, bounds
        outside those declared.
    """
    if path not in scenario.levers_by_path:
        raise unknown_lever(scenario, path)
    lever = scenario.levers_by_path[path]
    info = _field(scenario, path)
    declaration = lever.declaration
    if declaration.unit is DATE or not (is_dated(info) or takes_number(info)):
        what = message("{label} is no number that could be solved for", label=declaration.label)
        _refuse(path, what, message("choose a lever with bounds; fundrunway params lists them"))
    lower, upper = _narrowed(path, declaration, bounds)
    if not is_dated(info):
        if from_year is not None:
            what = message("{label} has no dates", label=declaration.label)
            _refuse(path, what, message("leave the year out"))
        whole = isinstance(lever.value, int) and not isinstance(lever.value, bool)
        now = None if lever.value is None else float(lever.value)
        return MovableLever(path, declaration, now, True, lower, upper, None, whole)
    first = scenario.base_year + 1
    year = first if from_year is None else from_year
    if not first <= year <= scenario.end_year:
        what = message("{year} is no projected year", year=year)
        cure = message("choose {first} to {last}", first=first, last=scenario.end_year)
        _refuse(path, what, cure)
    now, steady = _value_from(lever.value, year, scenario.end_year)
    return MovableLever(path, declaration, now, steady, lower, upper, year, False)


def moved(scenario: Scenario, moves: Sequence[tuple[MovableLever, float]]) -> Scenario:
    """Return the scenario with levers at new values, as a reform file would set them.

    Raises
    ------
    InputError
        where the values are refused as in a file.
    """
    return reformed(scenario, {key: raw for one in moves for key, raw in [_raw(scenario, *one)]})


def lever_text(value: float, declaration: Parameter) -> str:
    """Return a lever's value as a person reads it, to six digits."""
    return number_text(value, declaration, digits=6)


def _raw(scenario: Scenario, lever: MovableLever, value: float) -> tuple[str, Any]:
    """Return the path and value that a reform file gives."""
    if lever.from_year is not None:
        return lever.path, DatedValue((lever.from_year * 12,), (float(value),))
    plain: float = round(value) if lever.whole else float(value)
    where, _, key = lever.path.rpartition(".")
    if _plain_section(scenario, where) is not None:
        return lever.path, plain
    table, position = _table_at(scenario, where)
    outer, _, name = where.rpartition(".")
    section = _plain_section(scenario, outer)
    rows = [section_values(row) for row in getattr(section, table)]
    rows[position][key] = plain
    plain_name = _INDEX.sub(r"\1", name)
    return f"{outer}.{plain_name}", tuple(rows)


def _value_from(value: DatedValue | None, year: int, end_year: int) -> tuple[float | None, bool]:
    """Return the value in force in a year, and whether it stays from then on."""
    if value is None or value.months[0] > year * 12:
        return None, False
    course = value.monthly(np.arange(year, end_year + 1))
    return float(course[0, 0]), bool((course == course[0, 0]).all())


def steady_from(scenario: Scenario, path: str) -> int:
    """Return the first projected year from which a dated lever no longer changes."""
    value: DatedValue = next(one.value for one in levers(scenario) if one.path == path)
    # a step within a year is over in the next one
    return max(-(-value.months[-1] // 12), scenario.base_year + 1)


def _field(scenario: Scenario, path: str) -> Any:
    where, _, key = path.rpartition(".")
    section = _plain_section(scenario, where)
    if section is None:
        table, position = _table_at(scenario, where)
        section = getattr(_plain_section(scenario, where.rpartition(".")[0]), table)[position]
    fields = type(section).model_fields
    return next(info for name, info in fields.items() if key in (name, info.alias))


def _plain_section(scenario: Scenario, where: str) -> Section | None:
    """Return the section at a path; None where it lies inside one."""
    if where in SHARED_SECTIONS:
        return shared_section(scenario, where)
    parts = where.split(".")
    if parts[0] != "funds" or len(parts) < 3:
        return None
    fund = scenario.funds[parts[1]]
    if parts[2] == "groups":
        return fund.groups[parts[3]] if len(parts) == 4 else None
    section: Section | None = getattr(fund, parts[2]) if len(parts) == 3 else None
    return section


def _table_at(scenario: Scenario, where: str) -> tuple[str, int]:
    """Return the field and position of a measure between dates, "...policy.relief[0]"."""
    outer, _, name = where.rpartition(".")
    found = _INDEX.fullmatch(name)
    plain, position = (found[1], int(found[2])) if found else (name, 0)
    section = _plain_section(scenario, outer)
    fields = type(section).model_fields if section is not None else {}
    key = next(
        key
        for key, info in fields.items()
        if plain in (key, info.alias) and nested_section(info) is not None
    )
    return key, position


def _narrowed(
    path: str, declaration: Parameter, bounds: tuple[float | None, float | None]
) -> tuple[float, float]:
    lower = declaration.lower if bounds[0] is None else bounds[0]
    upper = declaration.upper if bounds[1] is None else bounds[1]
    if not declaration.lower <= lower < upper <= declaration.upper:
        what = message(
            "{lower} to {upper} does not lie within the bounds of the lever",
            lower=f"{lower:g}",
            upper=f"{upper:g}",
        )
        cure = message(
            "choose within {lower} to {upper}",
            lower=f"{declaration.lower:g}",
            upper=f"{declaration.upper:g}",
        )
        _refuse(path, what, cure)
    return lower, upper


def _refuse(where: str, what: Message, cure: Message | None = None) -> NoReturn:
    raise InputError([Problem(where, what, cure)])
