"""The verb `backtest`: how well the model would have done, origin by origin."""

import re
from pathlib import Path
from typing import Annotated, Literal

import typer

from command_line.delivery import TABLE, deliver, destination
from command_line.options import shared_options
from command_line.progress import progress_bar
from model.backtesting.backtest import backtest
from model.errors import InputError, Problem
from model.export.backtest import backtest_answer
from model.history.reading import read_history
from model.results.figure_text import money_size
from model.scenario.reading import load_scenario
from model.words.texts import Language, Message, message

_ORIGINS = re.compile(r"(\d{4})(?:-(\d{4}))?")


def add_backtest(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    def said(template: Message) -> str:
        return template.say(language)

    @app.command("backtest", help=said(message("Project the past from what was known then.")))
    def _backtest(
        path: Annotated[Path, shared.file],
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
        style: Annotated[str, shared.format] = TABLE,
        output: Annotated[Path | None, shared.output] = None,
        lang: Annotated[Language | None, shared.language] = None,
        money: Annotated[str | None, shared.money] = None,
    ) -> None:
        to = destination(style, output, lang or language)
        scenario = load_scenario(path)
        money_size(scenario, money)
        known = scenario.history
        if history is not None:
            titles = {name: fund.title for name, fund in scenario.funds.items()}
            known = read_history(history, titles, scenario.currency, scenario.money)
        with progress_bar(message("projecting the past"), to.language) as told:
            found = backtest(scenario, known, origins_meant(origins), given, told)
        deliver(backtest_answer(found, money, to.language), to)


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
