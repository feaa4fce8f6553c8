"""A figure over two levers together, and where it meets a target."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from model.export.answer import Answer, Cell, Column, Section, Sentence, Table, frame_table
from model.goal_seek.lever_map import LeverMap
from model.results.figure_text import figure_text, money_scale, plain_figure
from model.results.manifest import run_manifest
from model.scenario.movable_lever import lever_text
from model.words.texts import Language


def map_answer(found: LeverMap, money: str | None = None, language: Language = "en") -> Answer:
    """Return a map of two levers as an answer, money in `money` units."""
    return Answer(
        language,
        content=partial(map_json, found, money, language),
        reading=partial(_reading, found, money, language),
        data=lambda: [_data(found, money)],
    )


def map_json(
    found: LeverMap, money: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """Return the JSON of `solve` with two levers, money in `money` units."""
    scale = money_scale(found.target.at, found.scenario, money)
    return {
        "manifest": run_manifest(found.scenario),
        "status": found.status,
        "levers": [lever.path for lever in found.levers],
        "from_year": [lever.from_year for lever in found.levers],
        # a field of ours, no pandas object
        "values": [own.tolist() for own in found.values],
        "indicator": str(found.target.at),
        "sign": found.target.sign,
        "threshold": found.target.threshold / scale,
        "outcome": [
            [plain_figure(value, scale) for value in row] for row in found.outcome.tolist()
        ],
        "contour": [list(pair) for pair in found.contour],
        "nearest": list(found.nearest),
        "currency": found.scenario.currency,
        "money": money or found.scenario.money,
        "message": found.say(language),
        "evaluations": found.evaluations,
    }


def _reading(found: LeverMap, money: str | None, language: Language) -> Sequence[Section]:
    """Return the answer, then the first lever down and the second across.

    Places that meet the target stand out.
    """
    down, across = (lever.declaration for lever in found.levers)

    def place(value: float) -> Cell:
        text = figure_text(found.target.at, value, found.scenario, language, money)
        return Cell(text, "met" if found.target.met(value) else "")

    firsts, seconds = (own.tolist() for own in found.values)
    table = Table(
        [
            Column(f"{down.label.say(language)} ↓  {across.label.say(language)} →", cut=True),
            *(Column(lever_text(value, across), "figure", whole=True) for value in seconds),
        ],
        [
            [lever_text(value, down), *(place(one) for one in row)]
            for value, row in zip(firsts, found.outcome.tolist(), strict=True)
        ],
    )
    return [[Sentence(found.say(language), "finding"), table]]


def _data(found: LeverMap, money: str | None) -> Table:
    """Return the tidy frame, a row a place, money in the unit asked for."""
    frame = found.to_frame()
    frame["value"] = frame["value"] / money_scale(found.target.at, found.scenario, money)
    return frame_table(frame)
