"""The verb `sensitivity`: which lever matters most for a figure."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.table import Table
from rich.text import Text as Styled

from command_line.delivery import csv_text, deliver, json_text, style_for
from command_line.tables import console
from command_line.watching import progress_bar
from model.errors import InputError, Problem
from model.export.simulation import sobol_json, tornado_json
from model.results.figure_text import figure_text, money_scale
from model.results.indicator_at import parse_indicator_at
from model.scenario.lever_path import lever_meant
from model.scenario.reading import load_scenario
from model.scenario.scenario import Scenario
from model.sensitivity.lever_range import LeverRange
from model.sensitivity.moved_figure import Ranges
from model.sensitivity.sobol import SAMPLES, SobolIndices, sobol
from model.sensitivity.tornado import Tornado, tornado
from model.words.texts import Language, Message, message

_LEVER = re.compile(r"([^=]+)(?:=([^:]+):([^:]+))?")


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line."""

    indicator: str
    fund: str | None
    levers: Sequence[str]
    all_at_once: bool
    samples: int
    seed: int
    money: str | None


def sensitivity_file(
    path: Path, asked: Asked, style: str, output: Path | None, language: Language
) -> None:
    """Print or write how a figure reacts to levers."""
    style = style_for(style, output)
    scenario = load_scenario(path)
    at = parse_indicator_at(asked.indicator, scenario, asked.fund)
    money_scale(at, scenario, asked.money)
    ranges = ranges_meant(asked.levers, scenario, at.fund) if asked.levers else None
    found: Tornado | SobolIndices
    with progress_bar(message("moving levers"), language) as told:
        if asked.all_at_once:
            found = sobol(scenario, at, ranges, samples=asked.samples, seed=asked.seed, watch=told)
        else:
            found = tornado(scenario, at, ranges, watch=told)
    if style == "json":
        content = (
            sobol_json(found, asked.money, language)
            if isinstance(found, SobolIndices)
            else tornado_json(found, asked.money, language)
        )
        deliver(json_text(content), output)
    elif style == "csv":
        deliver(csv_text(_rows(found, asked.money)), output)
    else:
        _print_table(found, asked.money, language)
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)


def read_ranges(texts: Sequence[str]) -> Ranges:
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


def ranges_meant(texts: Sequence[str], scenario: Scenario, fund: str) -> Ranges:
    """Read the ranges of levers, each lever by its path or a name that it alone bears.

    An unknown name stays as it is: the analysis says all of them at once.
    """
    given = read_ranges(texts)
    return {lever_meant(scenario, name, fund) or name: ends for name, ends in given.items()}


def _rows(found: Tornado | SobolIndices, money: str | None) -> Iterator[list[Any]]:
    frame = found.to_frame()
    scale = money_scale(found.at, found.scenario, money)
    for column in ("at_low", "at_high", "swing"):
        if column in frame:
            frame[column] = frame[column] / scale
    yield list(frame.columns)
    for row in frame.itertuples(index=False):
        yield ["" if value != value else value for value in row]


def _print_table(found: Tornado | SobolIndices, money: str | None, language: Language) -> None:
    out = console()
    out.print(Styled(found.finding.say(language), style="bold cyan"))
    if isinstance(found, SobolIndices):
        out.print(_sobol_table(found, language))
        return
    base = figure_text(found.at, found.base, found.scenario, language, money)
    out.print(message("as it stands: {value}", value=base).say(language), style="dim")
    out.print(_tornado_table(found, money, language))
    for path, error in found.refused.items():
        said = "; ".join(problem.say(language) for problem in error.problems)
        out.print(message("not moved: {path}: {why}", path=path, why=said).say(language))
    if found.still:
        count = len(found.still)
        still = (
            message("1 lever does not move it")
            if count == 1
            else message("{count} levers do not move it", count=count)
        )
        out.print(still.say(language), style="dim")
    if found.without_number:
        count = len(found.without_number)
        rest = message("levers without a number in the file: {count}", count=count)
        out.print(rest.say(language), style="dim")


def _tornado_table(found: Tornado, money: str | None, language: Language) -> Table:
    table = _table([message("lever"), message("range"), message("moved by")], language)
    for head in (message("figure at the lower end"), message("figure at the upper end")):
        table.add_column(head.say(language), justify="right", no_wrap=True)
    for bar in found.bars:
        table.add_row(
            *_lever_cells(bar.lever, language),
            bar.lever.reason.say(language),
            figure_text(found.at, bar.at_low, found.scenario, language, money),
            figure_text(found.at, bar.at_high, found.scenario, language, money),
        )
    return table


def _sobol_table(found: SobolIndices, language: Language) -> Table:
    table = _table([message("lever"), message("range")], language)
    for head in (message("alone"), message("with others")):
        table.add_column(head.say(language), justify="right", no_wrap=True)
    for row, lever in enumerate(found.levers):
        pairs = (
            (found.first[row], found.first_bounds[row]),
            (found.total[row], found.total_bounds[row]),
        )
        cells = [f"{value:.1%} ({ends[0]:.1%} – {ends[1]:.1%})" for value, ends in pairs]
        table.add_row(*_lever_cells(lever, language), *cells)
    return table


def _lever_cells(lever: LeverRange, language: Language) -> tuple[str, str]:
    label = f"{lever.declaration.label.say(language)}\n{lever.path}"
    return label, " – ".join(lever.ends)


def _table(heads: Sequence[Message], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    for head in heads:
        table.add_column(head.say(language), overflow="fold")
    return table


def add_sensitivity(app: typer.Typer, language: Language) -> None:
    """Register the verb."""

    def said(template: Message) -> str:
        return template.say(language)

    @app.command(help=said(message("Find which lever matters most for a figure.")))
    def sensitivity(
        path: Annotated[
            Path, typer.Argument(help=said(message("a scenario file")), show_default=False)
        ],
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
        style: Annotated[
            Literal["table", "csv", "json"],
            typer.Option("--format", help=said(message("how to print"))),
        ] = "table",
        output: Annotated[
            Path | None,
            typer.Option(
                "-o", "--output", help=said(message("write to this file instead: .csv or .json"))
            ),
        ] = None,
        lang: Annotated[
            Literal["zh", "en"] | None,
            typer.Option(help=said(message("language of labels and messages"))),
        ] = None,
        money: Annotated[
            str | None, typer.Option(help=said(message("unit of money, such as 万元 or 亿元")))
        ] = None,
        fund: Annotated[
            str | None, typer.Option(help=said(message("whose figure is meant")))
        ] = None,
    ) -> None:
        asked = Asked(indicator, fund, lever or [], all_at_once, samples, seed, money)
        sensitivity_file(path, asked, style, output, lang or language)
