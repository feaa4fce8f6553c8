"""Several levers moved together as little as possible."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from model.export.answer import Answer, Column, Section, Sentence, Table, frame_table
from model.goal_seek.package import Package, today
from model.results.figure_text import money_scale, plain_figure
from model.results.manifest import run_manifest
from model.scenario.movable_lever import lever_text
from model.words.texts import Language, message


def package_answer(found: Package, money: str | None = None, language: Language = "en") -> Answer:
    """Return a package of levers as an answer, money in `money` units."""
    return Answer(
        language,
        content=partial(package_json, found, money, language),
        reading=partial(_reading, found, language),
        data=lambda: [frame_table(found.to_frame())],
    )


def package_json(
    found: Package, money: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """Return the JSON of `solve --package`, money in `money` units."""
    scales = [money_scale(target.at, found.scenario, money) for target in found.targets]
    return {
        "manifest": run_manifest(found.scenario),
        "status": found.status,
        "levers": {
            lever.path: {"now": today(lever), "value": value, "move": move}
            for lever, value, move in zip(found.levers, found.values, found.moves, strict=True)
        },
        "total": found.total,
        "targets": [
            {
                "indicator": str(target.at),
                "sign": target.sign,
                "threshold": target.threshold / scale,
                "achieved": plain_figure(value, scale),
            }
            for target, value, scale in zip(found.targets, found.achieved, scales, strict=True)
        ],
        "currency": found.scenario.currency,
        "money": money or found.scenario.money,
        "message": found.say(language),
        "evaluations": found.evaluations,
    }


def _reading(found: Package, language: Language) -> Sequence[Section]:
    """Return the answer in a sentence, then a row a lever."""
    heads = (
        message("lever"),
        message("from year"),
        message("now"),
        message("value"),
        message("part of its range"),
    )
    rows = [
        [
            f"{lever.declaration.label.say(language)}\n{lever.path}",
            str(lever.from_year or ""),
            "" if lever.now is None else lever_text(lever.now, lever.declaration),
            lever_text(value, lever.declaration),
            f"{move:+.1%}",
        ]
        for lever, value, move in zip(found.levers, found.values, found.moves, strict=True)
    ]
    table = Table([Column(head.say(language)) for head in heads], rows)
    return [[Sentence(found.say(language), "finding"), table]]
