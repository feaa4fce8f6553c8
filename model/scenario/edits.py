"""Edits of a scenario: what a slider or a grid makes of a lever, and what a file says of it.

A draft is a reform that has no file yet: TOML values by path, each starting with the first
projected year, because what was observed is not edited.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.arrays import FloatArray
from model.parameters.dated import ALWAYS, DatedValue, read_dated
from model.parameters.declaration import Section, nested_section
from model.parameters.rules import Rule
from model.projection import Projection
from model.scenario.scenario import FUND_SECTIONS, Lever, Scenario
from model.scenario.writing import section_values, with_values

Draft = Mapping[str, Any]
#: Digits that an edited number keeps: 0.12 + 0.01 is 0.13.
_DIGITS = 12


@dataclass(frozen=True)
class Table:
    """A list of small tables in a scenario, such as reliefs or rules, at its path."""

    path: str
    section: type[Section]
    rows: tuple[Section, ...]

    @property
    def values(self) -> list[dict[str, Any]]:
        """What a file says, table by table."""
        return [section_values(row) for row in self.rows]


def tables(scenario: Scenario) -> Iterator[Table]:
    """Yield every list of tables that a fund may have, empty ones too, in file order."""
    for fund in scenario.funds.values():
        for name in FUND_SECTIONS:
            section = getattr(fund, name)
            for key, info in type(section).model_fields.items():
                inner = nested_section(info)
                if inner is not None:
                    yield Table(f"{fund.where}.{name}.{key}", inner, getattr(section, key))
        yield Table(f"{fund.where}.rules", Rule, fund.rules)


def first_projected_month(scenario: Scenario) -> int:
    """Return January of the first projected year, in months from year 0."""
    return (scenario.base_year + 1) * 12


def from_month(value: DatedValue, month: int) -> DatedValue:
    """Return the part of a value that holds from `month` on, dated from it.

    A value whose first date lies later is returned as it is.
    """
    if value.months[0] > month:
        return value
    later = [(m, v) for m, v in zip(value.months, value.values, strict=True) if m > month]
    months, values = zip((month, _in_month(value, month)), *later, strict=True)
    return DatedValue(months, values, value.linear and len(values) > 1)


def _in_month(value: DatedValue, month: int) -> float:
    """Return what holds in one month, which may be the first of the value within its year."""
    if value.linear:
        return float(np.interp(month, value.months, value.values))
    return value.values[bisect_right(value.months, month) - 1]


def is_level(value: DatedValue) -> bool:
    """Whether the value never changes."""
    return len(set(value.values)) == 1


def shifted(value: DatedValue, by: float) -> DatedValue:
    """Return the value moved by the same amount at every date."""
    return DatedValue(value.months, tuple(_rounded(v + by) for v in value.values), value.linear)


def in_force(lever: Lever, projection: Projection) -> DatedValue | float | None:
    """Return the number or path that holds from the first projected year on.

    Where a file gives none, it is the declared table's, or what the projection found for the
    output of the same name; None where there is neither.
    """
    if isinstance(lever.value, DatedValue):
        return from_month(lever.value, first_projected_month(projection.scenario))
    if isinstance(lever.value, int | float) and not isinstance(lever.value, bool):
        return float(lever.value)
    if not lever.dated:
        return None
    years = projection.years[1:]
    values = lever.declaration.table(years) if lever.declaration.table else None
    if values is None:
        values = _projected(lever.path, projection)
    if values is None or not np.isfinite(values).all():
        return None
    months = tuple(int(year) * 12 for year in years)
    path = DatedValue(months, tuple(_rounded(float(value)) for value in values))
    return DatedValue(months[:1], path.values[:1]) if is_level(path) else path


def _projected(path: str, projection: Projection) -> FloatArray | None:
    """Return the projected years of the fund's output that is called like the lever."""
    where, _, name = path.rpartition(".")
    keys = where.split(".")
    if keys[0] != "funds" or "groups" in keys:
        return None
    fund = projection.funds[keys[1]]
    for group in (fund.indicators, fund.series):
        if name in group:
            return np.asarray(group[name][1:, 0])
    return None


def edit_of(value: DatedValue, month: int) -> Any:
    """Return what a draft says for a value from `month` on: a number or a table of dates."""
    part = from_month(value, month)
    if is_level(part) and part.months[0] == month:
        return part.values[0]
    return part.to_toml()


def as_value(raw: Any) -> Any:
    """Return a table of dates as a dated value, anything else as it is."""
    dated = isinstance(raw, Mapping) and all(k == "between" or k[:4].isdigit() for k in raw)
    return read_dated(raw) if dated else raw


def saved_text(scenario: Scenario, draft: Draft) -> str:
    """Return the text of the scenario's own file with the draft in it.

    A reform gets the changed values. A base file keeps, besides, what held in the base year.
    Comments, order and everything else stay.
    """
    file = scenario.files[-1]
    reform = "base" in file.table
    known = {path: lever.value for path, lever in scenario.levers_by_path.items()}
    values = {}
    for path, raw in draft.items():
        edit = as_value(raw)
        before = _given(file.table, path) if reform else known.get(path)
        first_month = first_projected_month(scenario)
        if isinstance(known.get(path), DatedValue) and isinstance(before, DatedValue):
            start = first_month if reform else scenario.base_year * 12
            values[path] = joined(before, read_dated(edit), start, first_month)
        elif isinstance(edit, int | float) and not reform and is_dated_lever(scenario, path):
            values[path] = DatedValue((first_month,), (float(edit),))
        else:
            values[path] = edit
    return with_values(file.text, values)


def is_dated_lever(scenario: Scenario, path: str) -> bool:
    """Whether the lever at `path` takes dated values."""
    lever = scenario.levers_by_path.get(path)
    return lever is not None and lever.dated


def joined(before: DatedValue, edit: DatedValue, start: int, first_month: int) -> DatedValue:
    """Return one table: `before` from month `start` until the edit's first date, then the edit.

    Parameters
    ----------
    start : month at which a `before` given as one number starts
    first_month : month at which an `edit` given as one number starts
    """
    later = DatedValue((first_month,), edit.values) if edit.is_constant else edit
    turn = later.months[0]
    begin = max(before.months[0], start)
    if begin >= turn:
        # one number in a base file would hold in the base year too
        return edit if start >= turn else later
    earlier = from_month(before, begin)
    kept = [(m, v) for m, v in zip(earlier.months, earlier.values, strict=True) if m < turn]
    if not earlier.linear and not later.linear:
        pairs = [*kept, *zip(later.months, later.values, strict=True)]
        months, values = zip(*pairs, strict=True)
        return DatedValue(months, values)
    knots = [*_knots(earlier, kept, turn), *_knots(later, None, None)]
    months, values = zip(*knots, strict=True)
    return DatedValue(months, values, linear=True)


def _knots(
    value: DatedValue, kept: list[tuple[int, float]] | None, turn: int | None
) -> list[tuple[int, float]]:
    """Return points of a line that says the same: a step is two points a month apart."""
    pairs = kept if kept is not None else list(zip(value.months, value.values, strict=True))
    if value.linear:
        if turn is not None and pairs[-1][0] < turn - 1:
            return [*pairs, (turn - 1, _in_month(value, turn - 1))]
        return pairs
    knots = []
    ends = [m for m, _ in pairs[1:]] + ([turn] if turn is not None else [pairs[-1][0] + 1])
    for (month, level), end in zip(pairs, ends, strict=True):
        knots.append((month, level))
        if end - 1 > month:
            knots.append((end - 1, level))
    return knots


def _given(table: Mapping[str, Any], path: str) -> Any:
    """Return what a file says at `path`, as a dated value where it is a number or a table."""
    found: Any = table
    for key in path.split("."):
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    if isinstance(found, int | float) and not isinstance(found, bool):
        return DatedValue((ALWAYS,), (float(found),))
    return as_value(found)


def _rounded(number: float) -> float:
    return float(f"{number:.{_DIGITS}g}")
