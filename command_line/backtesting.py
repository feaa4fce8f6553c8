"""The verb `backtest`: how well the model would have done, origin by origin."""

import re
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.table import Table
from rich.text import Text as Styled

from command_line.delivery import csv_text, deliver, json_text, style_for
from command_line.tables import console
from command_line.watching import progress_bar
from model.backtesting.backtest import Backtest, backtest
from model.backtesting.runs import DIFFERENCES
from model.backtesting.scores import Score
from model.backtesting.vintage import Given
from model.errors import InputError, Problem
from model.export.backtest import backtest_json, score_rows
from model.funds.kinds import outputs
from model.history.reading import read_history
from model.scenario.reading import load_scenario
from model.words.texts import Language, Message, message

_ORIGINS = re.compile(r"(\d{4})(?:-(\d{4}))?")
#: Horizons of the table on screen; all of them are in CSV and JSON.
_HORIZONS = (1, 2, 3, 5, 10)


def origins_meant(text: str | None) -> list[int] | None:
    """Return the years of "2007-2018" or "2005,2008"; None where none are named."""
    if text is None:
        return None
    found: list[int] = []
    for part in text.split(","):
        years = _ORIGINS.fullmatch(part.strip())
        if years is None:
            what = message("{value} names no years", value=repr(part))
            raise InputError([Problem("--origins", what, message("write 2007-2018"))])
        found += range(int(years[1]), int(years[2] or years[1]) + 1)
    return found


def backtest_file(
    path: Path,
    history: Path | None,
    origins: str | None,
    given: Given,
    style: str,
    output: Path | None,
    money: str | None,
    language: Language,
) -> None:
    """Print or write what the model would have said at each origin, and how far it was off."""
    style = style_for(style, output)
    scenario = load_scenario(path)
    known = scenario.history
    if history is not None:
        titles = {name: fund.title for name, fund in scenario.funds.items()}
        known = read_history(history, titles, scenario.currency, scenario.money)
    with progress_bar(message("projecting the past"), language) as told:
        found = backtest(scenario, known, origins_meant(origins), given, told)
    if style == "json":
        deliver(json_text(backtest_json(found, money)), output)
    elif style == "csv":
        deliver(csv_text(score_rows(found)), output)
    else:
        _print_table(found, language)
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)


def _print_table(found: Backtest, language: Language) -> None:
    out = console()
    years = ", ".join(map(str, found.origins))
    title = (
        message("origins {years}, the economy as it turned out", years=years)
        if found.given == "economy"
        else message("origins {years}, nothing given of later years", years=years)
    )
    out.print(Styled(title.say(language), style="bold cyan"))
    for one in found.vintages:
        if one.scenario is None:
            missing = message(
                "{year} is left out: {names} missing",
                year=one.origin,
                names=", ".join(one.missing),
            )
            out.print(missing.say(language), style="dim")
    out.print(_score_table(found.scores, language))
    if found.apart:
        apart = message("apart: figures that nobody has seen published, or after a change of scope")
        out.print(apart.say(language), style="dim")
        out.print(_score_table(found.apart, language))


def _score_table(scores: tuple[Score, ...], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    heads = (
        message("figure"),
        message("after years"),
        message("number"),
        message("mean error"),
        message("mean absolute error"),
        message("best naive rule"),
    )
    for place, head in enumerate(heads):
        table.add_column(head.say(language), justify="left" if place == 0 else "right")
    for one in scores:
        if one.horizon in _HORIZONS:
            best = min((value for value in one.naive.values() if value == value), default=None)
            table.add_row(
                outputs()[one.variable].label.say(language),
                str(one.horizon),
                str(one.n),
                _error(one, one.bias, language),
                _error(one, one.mae, language),
                "" if best is None else _error(one, best, language),
            )
    return table


def _error(score: Score, value: float, language: Language) -> str:
    if score.variable in DIFFERENCES:
        return message("{months} months", months=f"{value:.1f}").say(language)
    return f"{value:.1%}"


def add_backtest(app: typer.Typer, language: Language) -> None:
    """Register the verb."""

    def said(template: Message) -> str:
        return template.say(language)

    @app.command("backtest", help=said(message("Project the past from what was known then.")))
    def _backtest(
        path: Annotated[
            Path, typer.Argument(help=said(message("a scenario file")), show_default=False)
        ],
        history: Annotated[
            Path | None,
            typer.Option(help=said(message("observed years; the file's own if left out"))),
        ] = None,
        origins: Annotated[
            str | None,
            typer.Option(metavar="2007-2018", help=said(message("years to start from"))),
        ] = None,
        given: Annotated[
            Literal["economy", "nothing"],
            typer.Option(help=said(message("what is taken as it turned out"))),
        ] = "economy",
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
    ) -> None:
        backtest_file(path, history, origins, given, style, output, money, lang or language)
