"""How sure is a projection: every fund on many paths of the economy and of demography.

docs/method/uncertainty.md has the equations. The draws are kept apart from the scenario, so
that two scenarios under the same draws differ by their policies alone.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from model.account.depletion import depletion_of
from model.arrays import FloatArray, IntArray
from model.errors import InputError, Problem
from model.funds.kinds import kinds, outputs, unknown_output_cure
from model.funds.setting import AnyFund
from model.progress import Watch
from model.results import indicators as ind
from model.scenario.scenario import Scenario
from model.simulation.bands import Band, Chance, Threshold, band_of, chance_below, parse_threshold
from model.simulation.draws import Draws, Method, draw_paths
from model.simulation.path_blocks import Watching, blocks_of, fund_paths, no_sums
from model.simulation.simulation import FundSimulation, Simulation
from model.simulation.spreads import Uncertainty
from model.words.labels import nearest_labelled
from model.words.texts import Message, Text, message

PATHS = 2_000
SEED = 20_250_101
#: Figures of which bands are kept where none are asked for.
FIGURES = (
    "income",
    "expenditure",
    "surplus",
    "balance",
    "payout_months",
    "reserve_ratio",
    "cost_rate",
)
TOTAL = "total"


def simulate(
    scenario: Scenario,
    paths: int = PATHS,
    seed: int = SEED,
    *,
    uncertainty: Uncertainty | None = None,
    method: Method = "pseudo",
    draws: Draws | None = None,
    figures: Sequence[str] = FIGURES,
    thresholds: Iterable[str | Threshold] = ("payout_months<0",),
    funds: Sequence[str] = (),
    watch: Watch | None = None,
) -> Simulation:
    """Project every fund on many paths and keep the bands, chances and depletion years.

    Parameters
    ----------
    paths, seed, uncertainty, method : of the draws, where none are given
    draws : kept from an earlier call; the other four are then not used
    figures : yearly series, items or indicators of which bands are wanted
    thresholds : "payout_months<6"; chances to be below them, money in yuan
    funds : names; all where empty, and then all together too
    watch : told the share done, returns False to stop

    Raises
    ------
    InputError
        for unknown figures or funds, or draws of fewer years than the scenario's.
    StoppedError
        where the watcher stopped it.
    """
    drawn = draws or draw_paths(len(scenario.setting().years), paths, seed, uncertainty, method)
    wanted = tuple(
        limit if isinstance(limit, Threshold) else parse_threshold(limit) for limit in thresholds
    )
    names = tuple(dict.fromkeys((*figures, *(limit.name for limit in wanted))))
    chosen = tuple(funds) or tuple(scenario.funds)
    check_asked(scenario, drawn, names, chosen)
    blocks = blocks_of(scenario, drawn)
    found: dict[str, FundSimulation] = {}
    sums = None if funds else no_sums(blocks)
    with Watching(len(chosen) * (len(blocks) + len(names)), watch) as watching:
        for name in chosen:
            own = fund_paths(name, blocks, names, watching, sums)
            fund = scenario.funds[name]
            found[name] = FundSimulation(
                name=name,
                title=fund.title,
                years=_years(scenario),
                bands=_bands(own.figures, figures, wanted, watching),
                chances=_chances(own.figures, wanted),
                depletion=depletion_of(own.first_dry, _years(scenario)[1:]),
                notes=_notes(fund),
            )
        total = None if sums is None else _total(scenario, sums, figures, wanted, watching)
    _check_found(names, found, total)
    return Simulation(scenario, drawn, found, total)


def check_asked(
    scenario: Scenario, draws: Draws, figures: Sequence[str], funds: Sequence[str]
) -> None:
    """Raise `InputError` for unknown figures and funds, or draws that end too early."""
    problems = [
        Problem(
            figure,
            message("{name} is no figure of the projection", name=repr(figure)),
            unknown_output_cure(figure, outputs()),
        )
        for figure in figures
        if figure not in outputs()
    ]
    problems += [
        Problem(
            name,
            message("the scenario has no fund {name}", name=repr(name)),
            nearest_labelled(name, {key: fund.title for key, fund in scenario.funds.items()}),
        )
        for name in funds
        if name not in scenario.funds
    ]
    years = scenario.end_year - scenario.base_year
    if draws.years < years:
        problems.append(
            Problem(
                "draws",
                message(
                    "the draws end after {drawn} of {years} years", drawn=draws.years, years=years
                ),
                message("draw again, for the longest of the scenarios"),
            )
        )
    if problems:
        raise InputError(problems)


def _years(scenario: Scenario) -> IntArray:
    return np.arange(scenario.base_year, scenario.end_year + 1)


def _bands(
    paths: Mapping[str, FloatArray],
    figures: Sequence[str],
    thresholds: Sequence[Threshold],
    watching: Watching,
) -> dict[str, Band]:
    """Sort every figure in place, once for bands and chances, and return the bands."""
    needed = [name for name in paths if name in {*figures, *(t.name for t in thresholds)}]
    watching.run(lambda name: paths[name].sort(axis=1), needed)
    return {name: band_of(paths[name]) for name in figures if name in paths}


def _chances(
    ordered: Mapping[str, FloatArray], thresholds: Sequence[Threshold]
) -> tuple[Chance, ...]:
    return tuple(
        Chance(limit, chance_below(ordered[limit.name], limit.value))
        for limit in thresholds
        if limit.name in ordered
    )


def _total(
    scenario: Scenario,
    sums: Mapping[str, FloatArray],
    figures: Sequence[str],
    thresholds: Sequence[Threshold],
    watching: Watching,
) -> FundSimulation:
    """Return the consolidated account; what is set aside counts as in each fund."""
    pooled, spent = sums["pooled_balance"], sums["pooled_expenditure"]
    paths = {
        "income": sums["income"],
        "expenditure": sums["expenditure"],
        "surplus": sums["surplus"],
        "balance": sums["balance"],
        "payout_months": ind.payout_months(pooled, spent),
        "reserve_ratio": ind.reserve_ratio(pooled, spent),
    }
    asked = {*figures, *(limit.name for limit in thresholds)}
    paths = {name: values for name, values in paths.items() if name in asked}
    count = len(scenario.funds)
    return FundSimulation(
        name=TOTAL,
        title=Text(f"{count} 项基金合计", f"The sum of {count} funds"),
        years=_years(scenario),
        bands=_bands(paths, figures, thresholds, watching),
        chances=_chances(paths, thresholds),
        depletion=None,
    )


def _check_found(
    names: Sequence[str],
    funds: Mapping[str, FundSimulation],
    total: FundSimulation | None,
) -> None:
    """Raise `InputError` for a figure that no fund has."""
    every = [*funds.values(), *((total,) if total else ())]
    have = {name for fund in every for name in fund.bands}
    have |= {chance.threshold.name for fund in every for chance in fund.chances}
    missing = [name for name in names if name not in have]
    if missing:
        raise InputError(
            Problem(name, message("no fund has {name} year by year", name=repr(name)))
            for name in missing
        )


def _notes(fund: AnyFund) -> tuple[Message, ...]:
    """Say what the draws cannot reach."""
    if not kinds()[fund.kind].given_by_year:
        return ()
    return (
        message(
            "the totals of a ledger fund are given year by year: of the draws, only interest "
            "reaches it"
        ),
    )
