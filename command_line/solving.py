"""The verb `solve`: what it would take, with one lever, two, or several."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from rich.table import Table
from rich.text import Text as Styled

from command_line.delivery import csv_text, deliver, json_text, style_for
from command_line.tables import console
from command_line.verbs import funds_meant
from command_line.watching import progress_bar
from model.errors import InputError, Problem
from model.goal_seek.goal_seek import Solution, solution_json, solve
from model.goal_seek.lever_map import LeverMap, map_json, two_lever_map
from model.goal_seek.package import Package, package, package_json
from model.goal_seek.waiting import CostOfWaiting, cost_of_waiting, waiting_json
from model.progress import Watch
from model.results.figure_text import figure_text, money_scale
from model.scenario.lever_path import lever_path
from model.scenario.movable_lever import lever_text
from model.scenario.reading import load_scenario
from model.scenario.scenario import Scenario
from model.words.texts import Language, Message, message

Answer: TypeAlias = Solution | LeverMap | CostOfWaiting | Package
Bounds: TypeAlias = tuple[float | None, float | None]

_BOUNDS = re.compile(r"([^:]*):([^:]*)")


@dataclass(frozen=True)
class Question:
    """What was asked on the command line."""

    levers: Sequence[str]
    targets: Sequence[str]
    from_year: int | None
    between: Sequence[str]
    wait: Sequence[int]
    together: bool
    fund: str | None
    money: str | None


def solve_file(
    path: Path, question: Question, style: str, output: Path | None, language: Language
) -> int:
    """Print or write the answer; return 1 where the target is not reachable."""
    style = style_for(style, output)
    scenario = load_scenario(path)
    with progress_bar(message("solving"), language) as told:
        answer = answered(scenario, question, told)
    if style == "json":
        deliver(json_text(answer_json(answer, question.money, language)), output)
    elif style == "csv":
        deliver(csv_text(answer_rows(answer, question.money)), output)
    else:
        answer_table(answer, question.money, language)
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)
    status = answer.solutions[0].status if isinstance(answer, CostOfWaiting) else answer.status
    return 1 if status == "not_reachable" else 0


def answered(scenario: Scenario, question: Question, watch: Watch | None = None) -> Answer:
    """Return the answer: of one lever, of a map of two, of a package, or of waiting.

    Raises
    ------
    InputError
        for options that do not go together, and what the analyses refuse.
    """
    named = funds_meant(scenario, [question.fund] if question.fund else [], total=True)
    fund = named[0] if named else None
    levers = [lever_path(scenario, name, fund) for name in question.levers]
    count = len(levers)
    bounds = [read_bounds(text) for text in question.between]
    if bounds and len(bounds) != count:
        _refuse(
            "--between",
            message("{given} bounds for {count} levers", given=len(bounds), count=count),
            message("give one LOW:HIGH for each --lever"),
        )
    bounds = bounds or [(None, None)] * count
    shared: dict[str, Any] = {
        "from_year": question.from_year,
        "fund": fund,
        "money": question.money,
        "watch": watch,
    }
    if question.wait and (question.together or count != 1):
        _refuse("--wait", message("waiting is for one lever"), message("give one --lever"))
    if question.together:
        by_path = dict(zip(levers, bounds, strict=True))
        return package(scenario, levers, question.targets, bounds=by_path, **shared)
    if len(question.targets) != 1:
        _refuse("--target", message("several targets need a package"), message("add --package"))
    target = question.targets[0]
    if count > 2:
        _refuse(
            "--lever",
            message("{count} levers make no map", count=count),
            message("give one or two, or add --package"),
        )
    if count == 2:
        return two_lever_map(scenario, levers, target, bounds=bounds, **shared)
    if question.wait:
        years = (0, *sorted(set(question.wait) - {0}))
        return cost_of_waiting(scenario, levers[0], target, years=years, bounds=bounds[0], **shared)
    return solve(scenario, levers[0], target, bounds=bounds[0], **shared)


def read_bounds(text: str) -> Bounds:
    """Read "0.16:0.24"; either end may be left out.

    Raises
    ------
    InputError
        for anything else.
    """
    found = _BOUNDS.fullmatch(text.replace(" ", ""))
    try:
        if found:
            low, high = (float(end) if end else None for end in found.groups())
            return low, high
    except ValueError:
        pass
    _refuse(
        "--between",
        message("{text} is no pair of bounds", text=repr(text)),
        message("write LOW:HIGH, such as 0.16:0.24"),
    )


def answer_json(answer: Answer, money: str | None, language: Language) -> dict[str, Any]:
    """Return the JSON of the contract."""
    if isinstance(answer, LeverMap):
        return map_json(answer, money, language)
    if isinstance(answer, CostOfWaiting):
        return waiting_json(answer, money, language)
    if isinstance(answer, Package):
        return package_json(answer, money, language)
    return solution_json(answer, money, language)


def answer_rows(answer: Answer, money: str | None) -> Iterator[list[Any]]:
    """Yield the rows of the CSV: the tidy frame, money in the unit asked for."""
    frame = answer.to_frame()
    scale = 1.0
    if not isinstance(answer, Package):
        first = answer.solutions[0] if isinstance(answer, CostOfWaiting) else answer
        scale = money_scale(first.target.at, first.scenario, money)
    money_columns = ("value",) if isinstance(answer, LeverMap) else ("threshold", "achieved")
    for column in money_columns:
        if column in frame and not isinstance(answer, Package):
            frame[column] = frame[column] / scale
    yield list(frame.columns)
    for row in frame.itertuples(index=False):
        yield ["" if value is None or value != value else value for value in row]


def answer_table(answer: Answer, money: str | None, language: Language) -> None:
    """Print the answer in a sentence, then its figures."""
    out = console()
    out.print(Styled(answer.say(language), style="bold cyan"))
    if isinstance(answer, LeverMap):
        out.print(_map_table(answer, money, language))
    elif isinstance(answer, Package):
        out.print(_package_table(answer, language))
    else:
        solutions = answer.solutions if isinstance(answer, CostOfWaiting) else (answer,)
        out.print(_solution_table(solutions, money, language))


def _solution_table(solutions: Sequence[Solution], money: str | None, language: Language) -> Table:
    heads = ("lever", "from", "now", "value", "figure", "status", "projections")
    table = _table(heads, language)
    for one in solutions:
        table.add_row(
            f"{one.lever.declaration.label.say(language)}\n{one.lever.path}",
            str(one.lever.from_year or ""),
            "" if one.lever.now is None else lever_text(one.lever.now, one.lever.declaration),
            lever_text(one.value, one.lever.declaration),
            figure_text(one.target.at, one.achieved, one.scenario, language, money),
            status_text(one.status).say(language),
            str(one.evaluations),
        )
    return table


def _package_table(answer: Package, language: Language) -> Table:
    table = _table(("lever", "from", "now", "value", "part of its range"), language)
    for lever, value, move in zip(answer.levers, answer.values, answer.moves, strict=True):
        table.add_row(
            f"{lever.declaration.label.say(language)}\n{lever.path}",
            str(lever.from_year or ""),
            "" if lever.now is None else lever_text(lever.now, lever.declaration),
            lever_text(value, lever.declaration),
            f"{move:+.1%}",
        )
    return table


def _map_table(answer: LeverMap, money: str | None, language: Language) -> Table:
    """The first lever down, the second across; places that meet the target stand out."""
    down, across = (lever.declaration for lever in answer.levers)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    table.add_column(f"{down.label.say(language)} ↓  {across.label.say(language)} →")
    for value in answer.values[1].tolist():
        table.add_column(lever_text(value, across), justify="right", no_wrap=True)
    for value, row in zip(answer.values[0].tolist(), answer.outcome.tolist(), strict=True):
        cells = [
            Styled(
                figure_text(answer.target.at, one, answer.scenario, language, money),
                style="green" if answer.target.met(one) else "",
            )
            for one in row
        ]
        table.add_row(lever_text(value, down), *cells)
    return table


def status_text(status: str) -> Message:
    """Return how a search ended, in words."""
    return {
        "found": message("found"),
        "already_met": message("already met"),
        "not_reachable": message("not reachable"),
    }[status]


def _table(heads: Sequence[str], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    words = {
        "lever": message("lever"),
        "from": message("from year"),
        "now": message("now"),
        "value": message("value"),
        "figure": message("figure"),
        "status": message("status"),
        "projections": message("projections"),
        "part of its range": message("part of its range"),
    }
    for head in heads:
        table.add_column(words[head].say(language), overflow="fold")
    return table


def _refuse(where: str, what: Message, cure: Message) -> NoReturn:
    raise InputError([Problem(where, what, cure)])
