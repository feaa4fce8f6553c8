"""Edits of a scenario: what a slider or a grid makes of a lever, and what a file says of it.

A draft is a reform that has no file yet: TOML values by path, each starting with the first
projected year, because what was observed is not edited.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.funds.kind import FUND_SECTIONS
from model.parameters.dated import ALWAYS, DatedValue, read_dated
from model.parameters.dated_editing import from_month, is_level, joined
from model.parameters.declaration import Section, nested_section
from model.parameters.rules import Rule
from model.scenario.scenario import Scenario
from model.scenario.writing import section_values, with_values

Draft = Mapping[str, Any]


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
