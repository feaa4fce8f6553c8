"""The past projected from what was known then, fund by fund and origin by origin."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.backtesting.causes import Causes, causes_of
from model.backtesting.runs import Run, runs_of
from model.backtesting.scores import Coverage, Score, coverages, scores, with_bands
from model.backtesting.series import TurnedOut, turned_out
from model.backtesting.vintage import Factors, Given, Vintage, vintage
from model.errors import InputError, Problem
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.history.record import History
from model.progress import Watch, counted
from model.results.fund_projection import FundProjection
from model.results.projection import project
from model.scenario.scenario import Scenario
from model.words.texts import Message, message

#: An origin is projected this far at most.
LONGEST = 10


@dataclass(frozen=True)
class Backtest:
    """How the model would have done.

    Attributes
    ----------
    given : "economy": wages, increases, rates, interest, subsidy and members as they turned out
    vintages : one a fund and origin; those without a scenario say what was missing
    runs : one a fund, origin and variable
    scores, apart : of the years that count, and of the others: unverified, or of another scope
    """

    scenario: Scenario
    history: History
    given: Given
    vintages: tuple[Vintage, ...]
    runs: tuple[Run, ...]
    scores: tuple[Score, ...]
    apart: tuple[Score, ...]
    coverage: tuple[Coverage, ...]
    causes: tuple[Causes, ...]

    @property
    def origins(self) -> tuple[int, ...]:
        """The origins that were projected."""
        made = (one.origin for one in self.vintages if one.scenario is not None)
        return tuple(dict.fromkeys(made))

    def __repr__(self) -> str:
        """Say the answer first."""
        said = [
            f"{one.variable} off by {one.mae:.1%} after {one.horizon} years (n = {one.n})"
            for one in self.scores
            if one.variable == "expenditure" and one.horizon in (1, 5, 10)
        ]
        return f"{len(self.origins)} origins, {self.given} given: {'; '.join(said) or 'no scores'}"


def backtest(
    scenario: Scenario,
    history: History | None = None,
    origins: Sequence[int] | None = None,
    given: Given = "economy",
    watch: Watch | None = None,
) -> Backtest:
    """Project the past of every cohort pension fund from what was known at each origin.

    Parameters
    ----------
    history : the scenario's own if left out
    origins : years; all that have a year before and one after them if left out

    Raises
    ------
    InputError
        where there is no history, or nothing in it that can be projected.
    """
    known = scenario.history if history is None else history
    if known is None:
        raise _one(
            message("the scenario names no history"),
            message('write history = "city-history.csv", or give --history'),
        )
    funds = [
        name
        for name, fund in scenario.funds.items()
        if isinstance(fund.assumptions, PensionAssumptions) and known.variables(name)
    ]
    if not funds:
        raise _one(
            message("the history has no figures of a pension fund"),
            message("backtests are made of funds with members by age"),
        )
    todo = [(name, origin) for name in funds for origin in _origins(known, name, origins)]
    vintages: list[Vintage] = []
    runs: list[Run] = []
    causes: list[Causes] = []
    told = counted(watch, max(len(todo), 1))
    for name, origin in todo:
        told()
        last = min(origin + LONGEST, int(known.years(name)[-1]))
        made = vintage(scenario, name, known, origin, last, Factors.of(given))
        vintages.append(made)
        if made.scenario is None:
            continue
        projection = project(made.scenario).funds[name]
        found = runs_of(projection, known, origin, last)
        runs += found
        causes += _causes(projection, turned_out(scenario, name, known), origin, last)
    if not any(one.scenario for one in vintages):
        raise _one(
            message(
                "no origin has a whole account: {missing} missing",
                missing=", ".join(dict.fromkeys(name for one in vintages for name in one.missing)),
            ),
            message("a history needs insured, pensioners, income, expenditure and balance"),
        )
    banded = with_bands(runs)
    return Backtest(
        scenario,
        known,
        given,
        tuple(vintages),
        tuple(banded),
        tuple(scores(banded, known)),
        tuple(scores(banded, known, counted=False)),
        tuple(coverages(banded)),
        tuple(causes),
    )


def _origins(known: History, name: str, asked: Sequence[int] | None) -> list[int]:
    """Return the years to start from: with a year of any figure before and one after them."""
    account = [*known.observed(name, "pensioners"), *known.observed(name, "expenditure")]
    if asked is not None:
        return sorted({year for year in asked if year < max(account, default=year)})
    return sorted({year for year in account if year - 1 in account and year < max(account)})


def _causes(projection: FundProjection, known: TurnedOut, origin: int, last: int) -> list[Causes]:
    """Return the causes at the latest year of the origin's scope that has all figures."""
    history, name = known.history, known.fund.name
    for year in range(last, origin, -1):
        if history.scope_start(name, origin) == history.scope_start(name, year):
            found = causes_of(projection, known, origin, year)
            if found is not None:
                return [found]
    return []


def _one(what: Message, cure: Message) -> InputError:
    return InputError([Problem("history", what, cure)])
