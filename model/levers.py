"""Every lever as a row: path, label, unit, bounds, default, value, source, help."""

from collections.abc import Iterator, Sequence
from typing import Any

from model.funds import kinds
from model.parameters.dated import ALWAYS, DatedValue, date_text
from model.parameters.declaration import (
    DATE,
    Parameter,
    Section,
    choices,
    declaration_of,
    nested_section,
)
from model.parameters.rules import Rule
from model.scenario.scenario import SHARED_SECTIONS, Scenario, group_class, levers, section_classes
from model.texts import Language

Row = dict[str, Any]


def lever_rows(language: Language) -> Iterator[Row]:
    """Yield every declared lever of every kind of fund, by kind and section."""
    for name, shared in SHARED_SECTIONS.items():
        yield from section_rows(name, shared, language)
    for kind in kinds():
        for name, model in section_classes(kind).items():
            yield from section_rows(f"{kind}.{name}", model, language)
        group = group_class(kind)
        if group is not None:
            yield from section_rows(f"{kind}.groups", group, language)
    yield from section_rows("rules", Rule, language)


def section_rows(where: str, model: type[Section], language: Language) -> Iterator[Row]:
    """Yield the levers of one section, nested ones under their table's name."""
    for key, info in model.model_fields.items():
        declaration = declaration_of(info)
        inner = nested_section(info)
        path = f"{where}.{info.alias or key}"
        if declaration is not None:
            yield _row(
                path,
                declaration,
                choices(info),
                "" if info.is_required() else value_text(info.default),
                None,
                declaration.source,
                language,
            )
        elif inner is not None:
            yield from section_rows(path, inner, language)


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


def value_text(value: Any, declaration: Parameter | None = None) -> str:
    """Return a value as a file says it."""
    if value is None:
        return ""
    if isinstance(value, DatedValue):
        if value.is_constant:
            return f"{value.values[0]:.10g}"
        moves = _moves(value)
        if value.months[0] == ALWAYS or len(moves) < len(value.months):
            return _course_text(moves, value.linear)
        pairs = ", ".join(
            f"{date_text(month)} = {number:.10g}"
            for month, number in zip(value.months, value.values, strict=True)
        )
        between = ', between = "linear"' if value.linear else ""
        return f"{{ {pairs}{between} }}"
    if declaration is not None and declaration.unit is DATE:
        return date_text(value)
    if isinstance(value, tuple):
        return ", ".join(f"{item:.4g}" for item in value)
    return f"{value:.10g}" if isinstance(value, float) else str(value)


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


def _course_text(moves: list[tuple[int, float, bool]], linear: bool) -> str:
    (month, first, _), *later = moves
    start = f"{first:.10g}" if month == ALWAYS else f"{date_text(month)}: {first:.10g}"
    steps = "".join(
        f" {'…' if even else '→'} {date_text(month)}: {number:.10g}"
        for month, number, even in later
    )
    return f"{start}{steps}{' (linear)' if linear else ''}"


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
