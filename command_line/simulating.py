"""The verb `simulate`: bands, chances and depletion years under uncertainty."""

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
from command_line.verbs import funds_meant
from command_line.watching import progress_bar
from model.errors import InputError, Problem
from model.export.simulation import scale_of, simulation_json
from model.funds.kinds import output_meant, outputs
from model.results.printing import shown
from model.scenario.reading import load_scenario
from model.scenario.scenario import Scenario
from model.simulation.bands import Threshold, parse_threshold, percent_text
from model.simulation.draws import METHODS
from model.simulation.risk import Risk, simulate_against
from model.simulation.simulate import FIGURES, PATHS, SEED
from model.simulation.simulate import simulate as run_simulation
from model.simulation.simulation import FundSimulation, Simulation
from model.simulation.spreads import Uncertainty, uncertainty_with
from model.words.texts import Language, Message, message
from model.words.units import money_units

_SHOWN = "payout_months"
_LINES = ("p05", "p25", "p50", "p75", "p95")


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line."""

    paths: int
    seed: int
    method: Literal["pseudo", "sobol"]
    thresholds: Sequence[str]
    figures: Sequence[str]
    funds: Sequence[str]
    changed: Sequence[str]
    baseline: Path | None
    money: str | None


def simulate_file(
    path: Path, asked: Asked, style: str, output: Path | None, language: Language
) -> None:
    """Print or write the simulation of a scenario."""
    style = style_for(style, output)
    scenario = load_scenario(path)
    unit = _unit(scenario, asked.money)
    simulation, risk = _simulated(scenario, asked, unit, language)
    if style == "json":
        deliver(json_text(simulation_json(simulation, asked.money, language, risk)), output)
    elif style == "csv":
        deliver(csv_text(_rows(simulation, risk, unit)), output)
    else:
        _print_tables(simulation, risk, unit, language)
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)


def _simulated(
    scenario: Scenario, asked: Asked, unit: float, language: Language
) -> tuple[Simulation, Risk | None]:
    limits = [parse_threshold(text) for text in ("payout_months<0", *asked.thresholds)]
    # money is typed in the unit that is printed
    limits = [Threshold(one.name, one.value * scale_of(one.name, unit)) for one in limits]
    uncertainty = _uncertainty(asked.changed)
    funds = tuple(funds_meant(scenario, asked.funds))
    baseline = load_scenario(asked.baseline) if asked.baseline is not None else None
    with progress_bar(message("simulating"), language) as told:
        simulation = run_simulation(
            scenario,
            asked.paths,
            asked.seed,
            uncertainty=uncertainty,
            method=asked.method,
            figures=tuple(output_meant(one) for one in asked.figures) or FIGURES,
            thresholds=tuple(dict.fromkeys(limits)),
            funds=funds,
            watch=told,
        )
        if baseline is None:
            return simulation, None
        risk = simulate_against(baseline, scenario, draws=simulation.draws, funds=funds, watch=told)
    return simulation, risk


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


def _unit(scenario: Scenario, money: str | None) -> float:
    units = money_units(scenario.currency)
    if money is not None and money not in units:
        what = message(
            "{unit} is not a unit of {currency}", unit=repr(money), currency=scenario.currency
        )
        cure = message("one of {choices}", choices=", ".join(units))
        raise InputError([Problem("--money", what, cure)])
    return units[money or scenario.money]


def _rows(simulation: Simulation, risk: Risk | None, unit: float) -> Iterator[list[Any]]:
    """Yield the tidy frames; a reform's risk has a column of its own."""
    yield ["fund", "year", "variable", "statistic", "value", "of"]
    frames = [(simulation.to_frame(), "scenario")]
    if risk is not None:
        frames.append((risk.to_frame(), "risk"))
    for frame, of in frames:
        for fund, year, variable, statistic, value in frame.itertuples(index=False):
            chance = statistic in ("probability", "undefined", "worse")
            scale = 1.0 if chance else scale_of(variable, unit)
            yield [fund, year, variable, statistic, "" if value != value else value / scale, of]


def _print_tables(
    simulation: Simulation, risk: Risk | None, unit: float, language: Language
) -> None:
    out = console()
    out.print(Styled(simulation.scenario.title.say(language), style="bold"))
    draws = simulation.draws
    out.print(
        message(
            "{paths} paths, {persons} draws of persons, {numbers}, seed {seed}",
            paths=draws.paths,
            persons=len(draws.persons),
            numbers=METHODS[draws.method],
            seed=draws.seed,
        ).say(language),
        style="dim",
    )
    every = [*simulation.funds.values(), *([simulation.total] if simulation.total else [])]
    for fund in every:
        out.print()
        out.print(Styled(fund.finding.say(language), style="bold cyan"))
        for note in fund.notes:
            out.print(note.say(language), style="dim")
        out.print(_fund_table(fund, unit, language))
    for own in risk.funds.values() if risk is not None else ():
        out.print()
        out.print(Styled(own.finding.say(language), style="bold"))


def _fund_table(fund: FundSimulation, unit: float, language: Language) -> Table:
    """Return payout months, or the first figure asked for, in every fifth year."""
    name = _SHOWN if _SHOWN in fund.bands else next(iter(fund.bands))
    band = fund.bands[name]
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    heads = [message("year").say(language), *_LINES, message("mean").say(language)]
    heads += [_threshold_head(chance.threshold, unit) for chance in fund.chances]
    if fund.depletion is not None:
        heads.append(message("run dry by then").say(language))
    table.title = outputs()[name].label.say(language)
    table.title_justify = "left"
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for row, year in enumerate(fund.years.tolist()):
        if row % 5 and row != len(fund.years) - 1:
            continue
        cells = [
            shown(name, float(getattr(band, line)[row]), unit, language)
            for line in (*_LINES, "mean")
        ]
        cells += [percent_text(float(chance.share[row])) for chance in fund.chances]
        if fund.depletion is not None:
            cells.append(percent_text(float(fund.depletion.by_year()[row - 1]) if row else 0.0))
        table.add_row(str(year), *cells)
    return table


def _threshold_head(threshold: Threshold, unit: float) -> str:
    return str(threshold.scaled(scale_of(threshold.name, unit)))


def add_simulate(app: typer.Typer, language: Language) -> None:
    """Register the verb."""

    def said(template: Message) -> str:
        return template.say(language)

    @app.command(help=said(message("Project on many paths: bands, chances, risk of a reform.")))
    def simulate(
        path: Annotated[
            Path, typer.Argument(help=said(message("a scenario file")), show_default=False)
        ],
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
            list[str] | None, typer.Option(help=said(message("only this fund; may be repeated")))
        ] = None,
    ) -> None:
        asked = Asked(
            paths=paths,
            seed=seed,
            method="sobol" if sobol else "pseudo",
            thresholds=threshold or [],
            figures=indicator or [],
            funds=fund or [],
            changed=change or [],
            baseline=baseline,
            money=money,
        )
        simulate_file(path, asked, style, output, lang or language)
