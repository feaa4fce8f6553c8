"""The verb `sensitivity`: which lever matters most for a figure."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from command_line.delivery import TABLE, deliver, destination
from command_line.options import shared_options
from command_line.progress import progress_bar
from model.errors import InputError, Problem
from model.export.sensitivity import sobol_answer, tornado_answer
from model.results.figure_text import money_size
from model.results.indicator_at import parse_indicator_at
from model.scenario.lever_path import lever_meant
from model.scenario.reading import load_scenario
from model.scenario.scenario import Scenario
from model.sensitivity.moved_figure import Ranges
from model.sensitivity.sobol import SAMPLES, sobol
from model.sensitivity.tornado import tornado
from model.words.texts import Language, Message, message

_LEVER = re.compile(r"([^=]+)(?:=([^:]+):([^:]+))?")


def add_sensitivity(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    def said(template: Message) -> str:
        return template.say(language)

    @app.command(help=said(message("Find which lever matters most for a figure.")))
    def sensitivity(
        path: Annotated[Path, shared.file],
        indicator: Annotated[
            str,
            typer.Option(
                metavar="payout_months@2040",
                help=said(message("the figure")),
                show_default=False,
            ),
        ],
        all_at_once: Annotated[
            bool,
            typer.Option(
                "--sobol", help=said(message("all levers at once: Sobol indices with bounds"))
            ),
        ] = False,
        lever: Annotated[
            list[str] | None,
            typer.Option(
                metavar="PATH[=LOW:HIGH]",
                help=said(message("only these levers; may be repeated")),
            ),
        ] = None,
        samples: Annotated[
            int, typer.Option(help=said(message("of the Sobol indices, a power of two")))
        ] = SAMPLES,
        seed: Annotated[int, typer.Option(min=0, help=said(message("of the Sobol indices")))] = 0,
        style: Annotated[str, shared.format] = TABLE,
        output: Annotated[Path | None, shared.output] = None,
        lang: Annotated[Language | None, shared.language] = None,
        money: Annotated[str | None, shared.money] = None,
        fund: Annotated[
            str | None, typer.Option(help=said(message("whose figure is meant")))
        ] = None,
    ) -> None:
        to = destination(style, output, lang or language)
        scenario = load_scenario(path)
        at = parse_indicator_at(indicator, scenario, fund)
        money_size(scenario, money)
        ranges = _ranges_meant(lever, scenario, at.fund) if lever else None
        with progress_bar(message("moving levers"), to.language) as told:
            if all_at_once:
                shares = sobol(scenario, at, ranges, samples=samples, seed=seed, watch=told)
                answer = sobol_answer(shares, money, to.language)
            else:
                answer = tornado_answer(
                    tornado(scenario, at, ranges, watch=told), money, to.language
                )
        deliver(answer, to)


def _ranges_meant(texts: Sequence[str], scenario: Scenario, fund: str) -> Ranges:
    """Read the ranges of levers, each lever by its path or a name that it alone bears.

    An unknown name stays as it is: the analysis says all of them at once.
    """
    given = _read_ranges(texts)
    return {lever_meant(scenario, name, fund) or name: ends for name, ends in given.items()}


def _read_ranges(texts: Sequence[str]) -> Ranges:
    """Read "PATH" and "PATH=LOW:HIGH".

    Raises
    ------
    InputError
        for anything else.
    """
    ranges: dict[str, tuple[float, float] | None] = {}
    problems = []
    for text in texts:
        found = _LEVER.fullmatch(text.replace(" ", ""))
        try:
            if found is None:
                raise ValueError
            path, low, high = found.groups()
            ranges[path] = None if low is None else (float(low), float(high))
        except ValueError:
            what = message("{text} is no lever with a range", text=repr(text))
            problems.append(Problem("--lever", what, message("write PATH, or PATH=LOW:HIGH")))
    if problems:
        raise InputError(problems)
    return ranges
