"""The verb `project`: a scenario by fund and year, one figure opened, or why it moved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from command_line.delivery import TABLE, deliver, destination
from command_line.funds import funds_meant, only
from command_line.open_figure import opened_figures
from command_line.options import shared_options
from model.attribute.year_on_year import year_on_year_at
from model.errors import InputError, Problem
from model.export.answer import Answer
from model.export.explanation import year_on_year_answer
from model.export.projection import projection_answer
from model.results.figure_text import money_size
from model.results.projection import Projection
from model.results.projection import project as run_projection
from model.scenario.reading import load_scenario
from model.words.texts import Language, message


def add_project(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    @app.command(help=message("Project a scenario by fund and year.").say(language))
    def project(
        path: Annotated[Path, shared.file],
        style: Annotated[str, shared.format] = TABLE,
        output: Annotated[Path | None, shared.output] = None,
        lang: Annotated[Language | None, shared.language] = None,
        money: Annotated[str | None, shared.money] = None,
        fund: Annotated[list[str] | None, shared.funds] = None,
        figure: Annotated[
            str | None,
            typer.Option(
                "--open",
                metavar="NAME@YEAR",
                help=message("open one figure: formula, values put in, inputs").say(language),
            ),
        ] = None,
        explain: Annotated[
            str | None,
            typer.Option(
                metavar="INDICATOR@YEAR",
                help=message("why this figure differs from the year before").say(language),
            ),
        ] = None,
    ) -> None:
        if figure is not None and explain is not None:
            what = message("--open and --explain ask for different things")
            raise InputError([Problem("--explain", what, message("give one of them"))])
        to = destination(style, output, lang or language)
        scenario = load_scenario(path)
        money_size(scenario, money)
        projection = run_projection(scenario)
        funds = fund or []
        if figure is not None:
            answer = opened_figures(projection, figure, funds, money, to.language)
        elif explain is not None:
            answer = _explained(projection, explain, funds, money, to.language)
        else:
            answer = projection_answer(only(projection, funds), money, to.language)
        deliver(answer, to)


def _explained(
    projection: Projection, at: str, funds: Sequence[str], money: str | None, language: Language
) -> Answer:
    """Return why a figure differs from that of the year before, for each fund named."""
    named = funds_meant(projection.scenario, funds, total=True)
    made = [year_on_year_at(projection, at, fund) for fund in named or (None,)]
    return year_on_year_answer(made, money, language)
