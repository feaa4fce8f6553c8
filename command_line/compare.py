"""The verb `compare`: changed inputs beside changed outputs, or what a change comes from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from command_line.delivery import TABLE, deliver, destination
from command_line.funds import funds_meant
from command_line.options import shared_options
from command_line.progress import progress_bar
from model.attribute.attribution import explain as attribute
from model.errors import InputError, Problem, nearest_name
from model.export.answer import Answer
from model.export.attribution import attribution_answer
from model.export.comparison import comparison_answer
from model.progress import part_of
from model.results.comparison import compare as run_comparison
from model.results.figure_text import money_size
from model.results.projection import project
from model.scenario.reading import load_scenario
from model.scenario.scenario import Scenario
from model.words.texts import Language, message
from model.words.units import money_units


def add_compare(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    @app.command(
        help=message("Compare scenarios: changed inputs beside changed outputs.").say(language)
    )
    def compare(
        base: Annotated[Path, typer.Argument(help=message("the baseline").say(language))],
        others: Annotated[list[Path], shared.files],
        style: Annotated[str, shared.format] = TABLE,
        output: Annotated[Path | None, shared.output] = None,
        lang: Annotated[Language | None, shared.language] = None,
        money: Annotated[str | None, shared.money] = None,
        explain: Annotated[
            str | None,
            typer.Option(
                metavar="INDICATOR@YEAR",
                help=message("what each changed lever adds to this figure's change").say(language),
            ),
        ] = None,
        fund: Annotated[list[str] | None, shared.funds] = None,
        seed: Annotated[
            int, typer.Option(help=message("of the draws, where there are any").say(language))
        ] = 0,
    ) -> None:
        if fund and explain is None:
            what = message("a comparison shows every fund that moved")
            cure = message("leave it out, or add --explain")
            raise InputError([Problem("--fund", what, cure)])
        to = destination(style, output, lang or language)
        scenarios = [load_scenario(path) for path in (base, *others)]
        if explain is None:
            answer = _compared(scenarios, money, to.language)
        else:
            answer = _explained(scenarios, explain, fund or [], seed, money, to.language)
        deliver(answer, to)


def _compared(scenarios: Sequence[Scenario], money: str | None, language: Language) -> Answer:
    """Return changed inputs and outputs; the first scenario is the baseline."""
    comparison = run_comparison(*scenarios)
    units = tuple(money_units(scenarios[0].currency))
    money_size(scenarios[0], money, nearest_name(money, units) if money else None)
    return comparison_answer(comparison, money, language)


def _explained(
    scenarios: Sequence[Scenario],
    at: str,
    funds: Sequence[str],
    seed: int,
    money: str | None,
    language: Language,
) -> Answer:
    """Return what the change of one figure comes from; the first scenario is the baseline."""
    base, *others = scenarios
    money_size(base, money)
    named = funds_meant(base, funds, total=True)
    earlier = project(base)
    asked = [(other, fund) for other in others for fund in named or (None,)]
    with progress_bar(message("explaining"), language) as told:
        parts = [part_of(told, n / len(asked), (n + 1) / len(asked)) for n in range(len(asked))]
        made = [
            attribute(base, other, at, fund=fund, seed=seed, earlier=earlier, watch=watch)
            for (other, fund), watch in zip(asked, parts, strict=True)
        ]
    return attribution_answer(made, money, language)
