"""What it takes with one lever, at once or after waiting."""

from collections.abc import Sequence
from typing import Any

from model.export.answer import Answer, Column, Section, Sentence, Table, frame_table
from model.goal_seek.goal_seek import Solution
from model.goal_seek.waiting import CostOfWaiting
from model.results.figure_text import figure_text, money_scale, plain_figure
from model.results.manifest import run_manifest
from model.scenario.movable_lever import lever_text
from model.words.texts import Language, Message, message

#: What is said again of each number of years waited.
_ROW = ("from_year", "status", "value", "achieved")


def solution_answer(
    solution: Solution, money: str | None = None, language: Language = "en"
) -> Answer:
    """Return what it takes as an answer, money in `money` units."""
    return Answer(
        language,
        content=lambda: solution_json(solution, money, language),
        reading=lambda: _reading(solution, (solution,), money, language),
        data=lambda: [_data(solution, solution, money)],
    )


def waiting_answer(
    waiting: CostOfWaiting, money: str | None = None, language: Language = "en"
) -> Answer:
    """Return what waiting costs as an answer, money in `money` units."""
    return Answer(
        language,
        content=lambda: waiting_json(waiting, money, language),
        reading=lambda: _reading(waiting, waiting.solutions, money, language),
        data=lambda: [_data(waiting, waiting.solutions[0], money)],
    )


def solution_json(
    solution: Solution, money: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """Return the JSON of `solve`, money in `money` units."""
    target, scenario = solution.target, solution.scenario
    scale = money_scale(target.at, scenario, money)
    return {
        "manifest": run_manifest(scenario),
        "status": solution.status,
        "lever": solution.lever.path,
        "from_year": solution.lever.from_year,
        "now": solution.lever.now,
        "value": solution.value,
        "indicator": str(target.at),
        "sign": target.sign,
        "threshold": target.threshold / scale,
        "achieved": plain_figure(solution.achieved, scale),
        "currency": scenario.currency,
        "money": money or scenario.money,
        "both_ways": solution.both_ways,
        "others": list(solution.others),
        "jumps": list(solution.jumps),
        "message": solution.say(language),
        "evaluations": solution.evaluations,
    }


def waiting_json(
    waiting: CostOfWaiting, money: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """Return the JSON of `solve` for acting at once, with what waiting takes beside it."""
    answers = [solution_json(one, money, language) for one in waiting.solutions]
    rows = [
        {"years_waited": waited, **{key: answer[key] for key in _ROW}}
        for waited, answer in zip(waiting.years, answers, strict=True)
    ]
    return {**answers[0], "waiting": rows, "message": waiting.say(language)}


def _reading(
    found: Solution | CostOfWaiting,
    solutions: Sequence[Solution],
    money: str | None,
    language: Language,
) -> Sequence[Section]:
    """Return the answer in a sentence, then a row a solution."""
    heads = (
        message("lever"),
        message("from year"),
        message("now"),
        message("value"),
        message("figure"),
        message("status"),
        message("projections"),
    )
    rows = [
        [
            f"{one.lever.declaration.label.say(language)}\n{one.lever.path}",
            str(one.lever.from_year or ""),
            "" if one.lever.now is None else lever_text(one.lever.now, one.lever.declaration),
            lever_text(one.value, one.lever.declaration),
            figure_text(one.target.at, one.achieved, one.scenario, language, money),
            _STATUS[one.status].say(language),
            str(one.evaluations),
        ]
        for one in solutions
    ]
    table = Table([Column(head.say(language)) for head in heads], rows)
    return [[Sentence(found.say(language), "finding"), table]]


def _data(found: Solution | CostOfWaiting, first: Solution, money: str | None) -> Table:
    """Return the tidy frame, money in the unit asked for."""
    frame = found.to_frame()
    figures = ["threshold", "achieved"]
    frame[figures] = frame[figures] / money_scale(first.target.at, first.scenario, money)
    return frame_table(frame)


#: How a search ended.
_STATUS: dict[str, Message] = {
    "found": message("found"),
    "already_met": message("already met"),
    "not_reachable": message("not reachable"),
}
