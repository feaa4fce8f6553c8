"""Every lever: unit, bounds, default, source."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from model.export.answer import Answer, Column, Section, Table
from model.scenario.lever_rows import Row
from model.words.sources import source_text
from model.words.texts import Language, message


def levers_answer(rows: Sequence[Row], language: Language = "en") -> Answer:
    """Return rows of levers, of which there is at least one, as an answer."""
    return Answer(
        language,
        content=lambda: list(rows),
        reading=partial(_reading, rows, language),
        data=lambda: [Table([Column(key) for key in rows[0]], [[*row.values()] for row in rows])],
    )


def _reading(rows: Sequence[Row], language: Language) -> Sequence[Section]:
    """Return the levers, one a row; a scenario's have its values too."""
    heads = {
        "path": message("lever"),
        "label": message("label"),
        "unit": message("unit"),
        "lower": message("from"),
        "upper": message("to"),
        "default": message("default"),
        "value": message("value"),
        "source": message("source"),
    }
    names = [name for name in heads if name in rows[0]]
    said = [{**row, "source": source_text(row["source"], language)} for row in rows]
    return [
        [
            Table(
                [Column(heads[name].say(language), whole=name == "path") for name in names],
                [[_short(row[name]) for name in names] for row in said],
            )
        ]
    ]


def _short(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
