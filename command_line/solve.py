"""The verb `solve`: what it would take, with one lever, two, or several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeAlias

import typer

from command_line.delivery import TABLE, deliver, destination
from command_line.funds import funds_meant
from command_line.options import shared_options
from command_line.progress import progress_bar
from model.errors import InputError, Problem
from model.export.answer import Answer
from model.export.lever_map import map_answer
from model.export.package import package_answer
from model.export.solution import solution_answer, waiting_answer
from model.goal_seek.goal_seek import solve as run_solve
from model.goal_seek.lever_map import two_lever_map
from model.goal_seek.lever_search import Status
from model.goal_seek.package import package
from model.goal_seek.waiting import cost_of_waiting
from model.progress import Watch
from model.scenario.lever_path import lever_path
from model.scenario.reading import load_scenario
from model.scenario.scenario import Scenario
from model.words.texts import Language, Message, message

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


def add_solve(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    @app.command(help=message("Find what it takes to meet a target.").say(language))
    def solve(
        path: Annotated[Path, shared.file],
        lever: Annotated[
            list[str],
            typer.Option(
                metavar="PATH",
                help=message("the lever to move; two give a map").say(language),
                show_default=False,
            ),
        ],
        target: Annotated[
            list[str],
            typer.Option(
                metavar="'payout_months>=9@2040'",
                help=message("what is asked for").say(language),
                show_default=False,
            ),
        ],
        from_year: Annotated[
            int | None,
            typer.Option(
                "--from", metavar="YEAR", help=message("first year of the new value").say(language)
            ),
        ] = None,
        between: Annotated[
            list[str] | None,
            typer.Option(
                metavar="LOW:HIGH",
                help=message("narrower bounds, one for each lever").say(language),
            ),
        ] = None,
        wait: Annotated[
            list[int] | None,
            typer.Option(
                min=0,
                metavar="YEARS",
                help=message("also what it takes so many years later; may be repeated").say(
                    language
                ),
            ),
        ] = None,
        together: Annotated[
            bool,
            typer.Option(
                "--package",
                help=message("the least change of all levers that meets all targets").say(language),
            ),
        ] = False,
        style: Annotated[str, shared.format] = TABLE,
        output: Annotated[Path | None, shared.output] = None,
        lang: Annotated[Language | None, shared.language] = None,
        money: Annotated[str | None, shared.money] = None,
        fund: Annotated[
            str | None, typer.Option(help=message("whose figure a target means").say(language))
        ] = None,
    ) -> None:
        asked = Question(lever, target, from_year, between or [], wait or [], together, fund, money)
        to = destination(style, output, lang or language)
        scenario = load_scenario(path)
        with progress_bar(message("solving"), to.language) as told:
            status, answer = _answered(scenario, asked, to.language, told)
        deliver(answer, to)
        raise typer.Exit(1 if status == "not_reachable" else 0)


def _answered(
    scenario: Scenario, question: Question, language: Language, watch: Watch
) -> tuple[Status, Answer]:
    """Return how it ended, and the answer: of one lever, a map of two, a package, or waiting.

    Raises
    ------
    InputError
        for options that do not go together, and what the analyses refuse.
    """
    named = funds_meant(scenario, [question.fund] if question.fund else [], total=True)
    fund = named[0] if named else None
    levers = [lever_path(scenario, name, fund) for name in question.levers]
    count, money = len(levers), question.money
    bounds = [_read_bounds(text) for text in question.between]
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
        "money": money,
        "watch": watch,
    }
    if question.wait and (question.together or count != 1):
        _refuse("--wait", message("waiting is for one lever"), message("give one --lever"))
    if question.together:
        by_path = dict(zip(levers, bounds, strict=True))
        together = package(scenario, levers, question.targets, bounds=by_path, **shared)
        return together.status, package_answer(together, money, language)
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
        places = two_lever_map(scenario, levers, target, bounds=bounds, **shared)
        return places.status, map_answer(places, money, language)
    if question.wait:
        years = (0, *sorted(set(question.wait) - {0}))
        waiting = cost_of_waiting(
            scenario, levers[0], target, years=years, bounds=bounds[0], **shared
        )
        return waiting.solutions[0].status, waiting_answer(waiting, money, language)
    solution = run_solve(scenario, levers[0], target, bounds=bounds[0], **shared)
    return solution.status, solution_answer(solution, money, language)


def _read_bounds(text: str) -> Bounds:
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


def _refuse(where: str, what: Message, cure: Message) -> NoReturn:
    raise InputError([Problem(where, what, cure)])
