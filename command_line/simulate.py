"""The verb `simulate`: bands, chances and depletion years under uncertainty."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from command_line.delivery import TABLE, deliver, destination
from command_line.funds import funds_meant
from command_line.options import shared_options
from command_line.progress import progress_bar
from model.errors import InputError, Problem
from model.export.simulation import scale_of, simulation_answer
from model.funds.kinds import output_meant
from model.results.figure_text import money_size
from model.scenario.reading import load_scenario
from model.simulation.bands import Threshold, parse_threshold
from model.simulation.risk import simulate_against
from model.simulation.simulate import FIGURES, PATHS, SEED
from model.simulation.simulate import simulate as run_simulation
from model.simulation.spreads import Uncertainty, uncertainty_with
from model.words.texts import Language, Message, message


def add_simulate(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    def said(template: Message) -> str:
        return template.say(language)

    @app.command(help=said(message("Project on many paths: bands, chances, risk of a reform.")))
    def simulate(
        path: Annotated[Path, shared.file],
        paths: Annotated[int, typer.Option(min=1, help=said(message("how many paths")))] = PATHS,
        seed: Annotated[
            int, typer.Option(min=0, help=said(message("the same seed gives the same paths")))
        ] = SEED,
        sobol: Annotated[
            bool,
            typer.Option(help=said(message("Sobol numbers; paths are then a power of two"))),
        ] = False,
        threshold: Annotated[
            list[str] | None,
            typer.Option(
                metavar="payout_months<6",
                help=said(message("chance to fall below it; may be repeated")),
            ),
        ] = None,
        indicator: Annotated[
            list[str] | None,
            typer.Option(metavar="NAME", help=said(message("only these figures; may be repeated"))),
        ] = None,
        baseline: Annotated[
            Path | None,
            typer.Option(help=said(message("also the risk to be worse off than with this file"))),
        ] = None,
        change: Annotated[
            list[str] | None,
            typer.Option(
                "--set",
                metavar="NAME=VALUE",
                help=said(message("another uncertainty, such as wage_growth_spread=0.02")),
            ),
        ] = None,
        style: Annotated[str, shared.format] = TABLE,
        output: Annotated[Path | None, shared.output] = None,
        lang: Annotated[Language | None, shared.language] = None,
        money: Annotated[str | None, shared.money] = None,
        fund: Annotated[list[str] | None, shared.funds] = None,
    ) -> None:
        to = destination(style, output, lang or language)
        scenario = load_scenario(path)
        limits = _thresholds(threshold or [], money_size(scenario, money))
        uncertainty = _uncertainty(change or [])
        funds = tuple(funds_meant(scenario, fund or []))
        base = load_scenario(baseline) if baseline is not None else None
        risk = None
        with progress_bar(message("simulating"), to.language) as told:
            simulation = run_simulation(
                scenario,
                paths,
                seed,
                uncertainty=uncertainty,
                method="sobol" if sobol else "pseudo",
                figures=tuple(output_meant(one) for one in indicator or []) or FIGURES,
                thresholds=limits,
                funds=funds,
                watch=told,
            )
            if base is not None:
                draws = simulation.draws
                risk = simulate_against(base, scenario, draws=draws, funds=funds, watch=told)
        deliver(simulation_answer(simulation, money, to.language, risk), to)


def _thresholds(texts: Sequence[str], size: float) -> tuple[Threshold, ...]:
    """Read "payout_months<6"; money is typed in the unit that is printed."""
    limits = [parse_threshold(text) for text in ("payout_months<0", *texts)]
    scaled = [Threshold(one.name, one.value * scale_of(one.name, size)) for one in limits]
    return tuple(dict.fromkeys(scaled))


def _uncertainty(changed: Sequence[str]) -> Uncertainty:
    """Read NAME=VALUE pairs over the defaults; every problem at once."""
    values: dict[str, float] = {}
    problems = []
    for text in changed:
        name, _, value = (part.strip() for part in text.partition("="))
        try:
            values[name] = float(value)
        except ValueError:
            what = message("{value} is not a number", value=repr(value))
            problems.append(Problem(name, what, message("write NAME=0.02")))
    if problems:
        raise InputError(problems)
    return uncertainty_with(values)
