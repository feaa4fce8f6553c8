"""Every lever as a row: path, label, unit, bounds, default, value, source, help."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from model.funds.kinds import kinds
from model.parameters.dated import ALWAYS, DatedValue, date_text
from model.parameters.declaration import (
    CHOICE,
    DATE,
    MONEY,
    MONEY_A_YEAR,
    SHARE,
    YEARS,
    Parameter,
    Section,
    choices,
    declaration_of,
    nested_section,
)
from model.parameters.rules import Rule
from model.scenario.scenario import SHARED_SECTIONS, Scenario, levers
from model.words.texts import Language, Text, message
from model.words.units import unit_label

Row = dict[str, Any]
#: Bounds from here on are only there to catch slips of the keyboard: to a reader there is none.
_UNBOUNDED = 1e7


@dataclass(frozen=True)
class Declared:
    """A lever as it is declared, before any scenario gives it a value.

    Attributes
    ----------
    path : kind of fund, section and name
    words : what a choice may be
    default : None where there is none
    """

    path: str
    declaration: Parameter
    words: tuple[str, ...]
    default: Any


def declared_levers() -> Iterator[Declared]:
    """Yield every declared lever of every kind of fund, by kind and section."""
    for name, shared in SHARED_SECTIONS.items():
        yield from _declared(name, shared)
    for kind, own in kinds().items():
        for name, model in own.sections.items():
            yield from _declared(f"{kind}.{name}", model)
        group = own.group
        if group is not None:
            yield from _declared(f"{kind}.groups", group)
    yield from _declared("rules", Rule)


def _declared(where: str, model: type[Section]) -> Iterator[Declared]:
    """Yield the levers of one section, nested ones under their table's name."""
    for key, info in model.model_fields.items():
        declaration = declaration_of(info)
        inner = nested_section(info)
        path = f"{where}.{info.alias or key}"
        if declaration is not None:
            default = None if info.is_required() else info.default
            yield Declared(path, declaration, choices(info), default)
        elif inner is not None:
            yield from _declared(path, inner)


def lever_rows(language: Language) -> Iterator[Row]:
    """Yield every declared lever as a row."""
    for one in declared_levers():
        default, source = value_text(one.default), one.declaration.source
        yield _row(one.path, one.declaration, one.words, default, None, source, language)


def lever_rows_of(scenario: Scenario, language: Language) -> Iterator[Row]:
    """Yield every lever of a scenario with the value it has there."""
    for lever in levers(scenario):
        yield _row(
            lever.path,
            lever.declaration,
            lever.choices,
            value_text(lever.default),
            value_text(lever.value, lever.declaration),
            lever.source,
            language,
        )


def matching(rows: Sequence[Row], translated: Sequence[Row], words: str) -> list[Row]:
    """Return the rows whose path or label, in either language, holds `words`.

    `funds.NAME` stands for any kind.
    """
    wanted = words.lower().split(".")
    if wanted[0] == "funds":
        wanted = wanted[2:]
    text = ".".join(wanted)
    return [
        row
        for row, other in zip(rows, translated, strict=True)
        if any(text in str(part).lower() for part in (row["path"], row["label"], other["label"]))
    ]


def value_text(
    value: Any,
    declaration: Parameter | None = None,
    language: Language | None = None,
    size: float = 1.0,
) -> str:
    """Return a value as a file says it or, with a language, as a person reads it.

    A person reads a choice by its label, a share in percent, and every date after an arrow.

    Parameters
    ----------
    size : of the file's unit of money in the one that is shown; for a person alone
    """
    if value is None:
        return ""
    if language is not None and declaration is not None:
        return _read_text(value, declaration, language, size)
    if isinstance(value, DatedValue):
        return _dated_text(value)
    if declaration is not None and declaration.unit is DATE:
        return date_text(value)
    if isinstance(value, tuple):
        return ", ".join(f"{item:.4g}" for item in value)
    return _plain(value) if isinstance(value, float) else str(value)


def _read_text(value: Any, declaration: Parameter, language: Language, size: float) -> str:
    """Return a value as a person reads it."""
    number = partial(number_text, declaration=declaration, size=size)
    if isinstance(value, DatedValue):
        if value.is_constant:
            return number(value.values[0])
        course = _course_text(_moves(value), number)
        if not value.linear:
            return course
        return message("{course} (in a line)", course=course).say(language)
    if isinstance(value, str) and value in declaration.words:
        return declaration.words[value].say(language)
    if isinstance(value, int | float) and declaration.unit is not DATE:
        return number(value)
    return value_text(value, declaration)


def number_text(
    number: float, declaration: Parameter, *, digits: int = 10, size: float = 1.0
) -> str:
    """Return a lever's number as a person reads it: a share in percent, thousands apart.

    Parameters
    ----------
    digits : that count; larger numbers are written out to the last one before the point
    size : of the file's unit of money in the one that is shown
    """
    shown = number * lever_scale(declaration, size)
    comma = "" if declaration.unit is YEARS else ","  # a calendar year has none
    style = f"{comma}.{digits}g" if abs(shown) < 10**digits else f"{comma}.0f"
    return f"{shown:{style}}{'%' if declaration.unit is SHARE else ''}"


def lever_scale(declaration: Parameter, size: float = 1.0) -> float:
    """Return by what a lever's number is multiplied on the screen; `size` is that of money."""
    if declaration.unit is SHARE:
        return 100.0
    return size if declaration.unit in (MONEY, MONEY_A_YEAR) else 1.0


def lever_unit(declaration: Parameter, currency: str, money: str) -> Text:
    """Return what a lever's number is counted in on the screen: percent, or `money`."""
    unit = declaration.unit
    if unit is SHARE:
        return Text("%", "%")
    if unit not in (MONEY, MONEY_A_YEAR):
        return unit.symbol
    label = unit_label(currency, money)
    return label if unit is MONEY else Text(f"{label.zh}/年", f"{label.en} a year")


def label_text(declaration: Parameter, currency: str, money: str, language: Language) -> str:
    """Return a lever's label with its unit, where its values do not say it themselves."""
    label = declaration.label.say(language)
    if declaration.unit in (SHARE, CHOICE, DATE):
        return label
    unit = lever_unit(declaration, currency, money).say(language)
    return f"{label}（{unit}）" if language == "zh" else f"{label} ({unit})"


def bound_text(number: float, declaration: Parameter, language: Language, size: float = 1.0) -> str:
    """Return a declared bound as a person reads it."""
    if abs(number) < _UNBOUNDED:
        return number_text(number, declaration, size=size)
    none = message("no upper bound") if number > 0 else message("no lower bound")
    return none.say(language)


def _plain(number: float) -> str:
    return f"{number:.10g}"


def _dated_text(value: DatedValue) -> str:
    """Return a dated value as a file says it, a course of many steps by its turns."""
    if value.is_constant:
        return _plain(value.values[0])
    moves = _moves(value)
    if value.months[0] == ALWAYS or len(moves) < len(value.months):
        return f"{_course_text(moves, _plain)}{' (linear)' if value.linear else ''}"
    pairs = ", ".join(
        f"{date_text(month)} = {_plain(number)}"
        for month, number in zip(value.months, value.values, strict=True)
    )
    between = ', between = "linear"' if value.linear else ""
    return f"{{ {pairs}{between} }}"


def _moves(value: DatedValue) -> list[tuple[int, float, bool]]:
    """Return (month, value, reached evenly) of a value's turns.

    A reform over a line holds one step a month: those between its ends are left out, and so is
    a step that changes nothing.
    """
    steps = list(zip(value.months, value.values, strict=True))
    if value.linear:
        return [(month, number, False) for month, number in steps]
    inside = {place for place in range(1, len(steps) - 1) if _even(*steps[place - 1 : place + 2])}
    return [
        (month, number, place - 1 in inside)
        for place, (month, number) in enumerate(steps)
        if place not in inside
        and (place == 0 or number != steps[place - 1][1] or place + 1 in inside)
    ]


def _even(before: tuple[int, float], here: tuple[int, float], after: tuple[int, float]) -> bool:
    """Whether three steps, one a month, rise or fall by the same."""
    rise, next_rise = here[1] - before[1], after[1] - here[1]
    monthly = here[0] - before[0] == after[0] - here[0] == 1
    tolerance = 1e-9 * max(abs(here[1]), abs(rise), 1e-12)
    return monthly and rise != 0 and abs(next_rise - rise) <= tolerance


def _course_text(moves: list[tuple[int, float, bool]], told: Callable[[float], str]) -> str:
    (month, first, _), *later = moves
    start = told(first) if month == ALWAYS else f"{date_text(month)}: {told(first)}"
    return start + "".join(
        f" {'…' if even else '→'} {date_text(month)}: {told(number)}"
        for month, number, even in later
    )


def _row(
    path: str,
    declaration: Parameter,
    words: tuple[str, ...],
    default: str,
    value: str | None,
    source: str,
    language: Language,
) -> Row:
    row: Row = {
        "path": path,
        "label": declaration.label.say(language),
        "unit": " | ".join(words) or declaration.unit.symbol.say(language),
        "lower": _bound(declaration.lower),
        "upper": _bound(declaration.upper),
        "default": default,
    }
    if value is not None:
        row["value"] = value
    return {**row, "source": source, "help": declaration.help.say(language)}


def _bound(number: float) -> float | None:
    return None if abs(number) == float("inf") else number
