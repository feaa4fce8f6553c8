"""Opened figures: formula, the values put in, and where each input stands."""

from collections.abc import Sequence

from model.export.answer import Answer, Column, Section, Sentence, Table, one_or_list
from model.origin import FigureOrigin, OriginText, origin_json, origin_rows, origin_text
from model.scenario.scenario import Scenario
from model.words.texts import Language

#: Characters of an input's value on one line: a course of many years is broken.
_VALUE_WIDTH = 26


def opened_answer(
    opened: Sequence[FigureOrigin],
    scenario: Scenario,
    money: str | None = None,
    language: Language = "en",
) -> Answer:
    """Return opened figures as one answer, money in `money` units."""

    def texts() -> list[OriginText]:
        return [origin_text(one, scenario, language, money) for one in opened]

    return Answer(
        language,
        content=lambda: one_or_list([origin_json(one, scenario, money) for one in opened]),
        reading=lambda: [[part for one in texts() for part in _reading(one, language)]],
        data=lambda: [Table([], list(origin_rows(texts(), language)))],
    )


def _reading(one: OriginText, language: Language) -> Section:
    """Return the figure, its equation, its terms, and the inputs behind it."""
    colon = "：" if language == "zh" else ": "
    parts: list[Sentence | Table] = [
        Sentence(f"{one.title}{colon}{one.value}", "finding"),
        *(Sentence(line, "equation") for line in (one.equation, one.values, one.remark) if line),
        Sentence("; ".join([one.declared, *one.pages]), "aside"),
    ]
    if one.terms:
        term, value, unit, year = (head.say(language) for head in one.term_heads)
        columns = [
            Column(term),
            Column(value, "figure", whole=True),
            Column(unit, whole=True),
            Column(year, whole=True),
        ]
        parts.append(Table(columns, one.terms))
    label, path, value, course, *heads = (head.say(language) for head in one.input_heads)
    unit, place, source = heads
    columns = [
        Column(f"{label}, {path}, {course}"),
        Column(value, "figure", width=_VALUE_WIDTH),
        Column(unit),
        Column(place, whole=True),
        Column(source),
    ]
    rows = [
        ("\n".join(part for part in (row[0], row[1], row[3]) if part), row[2], *row[4:])
        for row in one.inputs
    ]
    return [*parts, Table(columns, rows)]
