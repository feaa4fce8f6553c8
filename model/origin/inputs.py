"""Where an input stands: its value in a year, the file and line that give it, and its source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np

from model.origin.yearly import target_label
from model.parameters.dated import ALWAYS, DatedValue, month_number, read_dated
from model.parameters.declaration import Parameter
from model.scenario.cited import cited_in
from model.scenario.file import ScenarioFile
from model.scenario.lines import entry_at, key_lines
from model.scenario.scenario import Lever, Scenario
from model.words.sources import source_text
from model.words.texts import Message, Text, message

_Item = TypeVar("_Item")
#: What a value that no file gives is said to be.
DEFAULT = message("default of the program")


@dataclass(frozen=True)
class Place:
    """One line of a scenario file, and what the file says about where the value comes from.

    Attributes
    ----------
    file : name of the file; "" for a scenario that has none
    line : from 1
    source : as the file's ``[sources]`` say, or that it names none
    """

    file: str
    line: int
    source: str

    def __str__(self) -> str:
        """Return ``file:line``."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class InputOrigin:
    """One input behind a figure.

    Attributes
    ----------
    path : in the file
    declaration : label, unit, bounds, source of the default
    value : in the year asked for, in the file's units; the whole dated value for a figure of no
        year; None where it does not act yet
    places : the lines that give it; none where the program's default holds
    through : the figure that it moves, by which the one opened depends on it
    course : of a value that changed by then: all that it was up to that year, which earlier
        years of a balance rest on; None where it did not change
    """

    path: str
    label: Text | Message
    declaration: Parameter | None
    value: Any
    places: tuple[Place, ...]
    through: str
    course: DatedValue | None = None

    @property
    def given(self) -> bool:
        """Whether a file gives it."""
        return bool(self.places)

    @property
    def sources(self) -> tuple[str | Message, ...]:
        """Return where the value comes from, the program's own source for a default."""
        if self.places:
            return _once(place.source for place in self.places)
        words = self.declaration.source if self.declaration else ""
        declared = Text(source_text(words, "zh"), words)
        return (message("{default}: {source}", default=DEFAULT, source=declared),)


def input_origin(scenario: Scenario, lever: Lever, year: int | None, through: str) -> InputOrigin:
    """Return one lever's value in a year, and the lines that give it."""
    return InputOrigin(
        path=lever.path,
        label=lever.declaration.label,
        declaration=lever.declaration,
        value=value_in(lever, year),
        places=places_of(scenario, lever, year),
        through=through,
        course=course_until(lever.value, year),
    )


def course_until(value: Any, year: int | None) -> DatedValue | None:
    """Return what a dated value was up to a year's end; None where it did not change by then."""
    if not isinstance(value, DatedValue) or year is None:
        return None
    last = year * 12 + 11
    steps = [one for one in zip(value.months, value.values, strict=True) if one[0] <= last]
    if value.linear and steps and steps[-1][0] < min(last, value.months[-1]):
        # on its way to a later date: up to where it stands
        now = value.monthly(np.array([year]))[0, 11] if steps[0][0] <= year * 12 else None
        steps += [] if now is None else [(last, float(now))]
    if len({number for _, number in steps}) < 2:
        return None
    months, numbers = zip(*steps, strict=True)
    return DatedValue(months, numbers, value.linear)


def value_in(lever: Lever, year: int | None) -> Any:
    """Return a lever's value in a year; None before it acts; all of it where no year is asked."""
    value = lever.value
    if value is None and lever.declaration.table is not None and year is not None:
        return float(np.asarray(lever.declaration.table(np.array([year])))[0])
    if not isinstance(value, DatedValue) or year is None:
        return value
    return None if year * 12 < value.months[0] else value.at(year)


def places_of(scenario: Scenario, lever: Lever, year: int | None) -> tuple[Place, ...]:
    """Return the lines that give a lever's value in a year; () where no file does.

    A reform's value points into the reform, what held before into the base; a dated table whose
    dates stand on lines of their own points to those that are in force, before the first date to
    the first.
    """
    if not lever.given:
        return ()
    layers = [
        (file, *found)
        for file in scenario.files
        if (found := entry_at(file.table, lever.path)) is not None
    ]
    if not layers:
        return ()
    if not lever.dated:
        file, _, path = layers[-1]
        return (_place(file, path, lever.path),)
    first = (scenario.base_year + 1) * 12
    pieces = _pieces(layers, first)
    # before its first date: where it is given for later
    acting = [*_in_force(pieces, year)] or [*_in_force(pieces, pieces[0][2] // 12)]
    return _once(
        _place(file, _dated_path(file, path, month), lever.path) for file, path, month in acting
    )


def _once(items: Iterable[_Item]) -> tuple[_Item, ...]:
    """Return each item once, in order; messages cannot be keys of a dictionary."""
    seen: list[_Item] = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return tuple(seen)


#: What one file gives from a month on: file, path, month from which it holds, month written.
_Piece = tuple[ScenarioFile, str, int, int]


def _pieces(layers: Sequence[tuple[ScenarioFile, Any, str]], first: int) -> list[_Piece]:
    """Return what each file gives, laid over what held before it, as scenarios are read."""
    pieces: list[_Piece] = []
    for file, raw, path in layers:
        value = read_dated(raw)
        months = value.months
        if "base" in file.table and value.is_constant:
            months = (first,)
        pieces = [piece for piece in pieces if piece[2] < months[0]]
        written = [ALWAYS] if value.is_constant else list(value.months)
        pieces += [(file, path, *pair) for pair in zip(months, written, strict=True)]
        if value.linear:
            # between two dates both are in force
            pieces += [
                (file, path, month, later)
                for month, later in zip(months, written[1:], strict=False)
            ]
    return sorted(pieces, key=lambda piece: piece[2])


def _in_force(
    pieces: Sequence[_Piece], year: int | None
) -> Iterator[tuple[ScenarioFile, str, int]]:
    """Yield file, path and written month of what acts in a year, all of it for no year."""
    for file, path, start, written in pieces:
        ends = [later for _, _, later, _ in pieces if later > start]
        end = min(ends, default=None)
        if year is None or (start < (year + 1) * 12 and (end is None or end > year * 12)):
            yield file, path, written


def _dated_path(file: ScenarioFile, path: str, month: int) -> str:
    """Return the path of a date where it stands on a line of its own, else of the value."""
    lines = key_lines_of(file.text)
    for name in lines:
        if name.startswith(f"{path}.") and month_number(name[len(path) + 1 :]) == month:
            return name
    return path


def _place(file: ScenarioFile, path: str, lever_path: str) -> Place:
    line = key_lines_of(file.text)[path]
    return Place(file.path.name if file.path else "", line, cited_in(file, lever_path))


@lru_cache(maxsize=64)
def key_lines_of(text: str) -> Mapping[str, int]:
    """Return `key_lines`, read once a text."""
    return key_lines(text)


def rule_origins(scenario: Scenario, fund: str, items: Sequence[str]) -> Iterator[InputOrigin]:
    """Yield the fund's rules that act on one of the items, each with its line and source."""
    for number, rule in enumerate(scenario.funds[fund].rules):
        if rule.acts_on not in items:
            continue
        path = f"funds.{fund}.rules[{number}]"
        files = [file for file in scenario.files if entry_at(file.table, path) is not None]
        places = tuple(
            Place(file.path.name if file.path else "", key_lines_of(file.text)[path], rule.source)
            for file in files[-1:]
        )
        label = message(
            "rule on {what}: times {factor}",
            what=target_label(rule.acts_on),
            factor=f"{rule.factor:g}",
        )
        yield InputOrigin(path, label, None, rule.factor, places, rule.acts_on)
