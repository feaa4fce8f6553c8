"""What an indicator is when some of the changed levers are taken over: work shared."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from model.arrays import FloatArray, IntArray
from model.attribute.coalitions import ChangedLever, by_path, changed_levers, mixed
from model.errors import InputError, Problem, nearest_name
from model.funds.kinds import kinds
from model.funds.setting import Setting
from model.results.fund_projection import FundProjection
from model.results.indicator_at import TOTAL, TOTAL_FIGURES, IndicatorAt, value_at
from model.results.projection import Projection, project_fund
from model.scenario.scenario import Scenario
from model.words.texts import message

#: Players who change the indicator together: one lever, or several taken as one.
Player = tuple[ChangedLever, ...]


@dataclass(frozen=True)
class _FundSums:
    """What the consolidated account needs of a fund, without the rest [year 0..T, 1]."""

    years: IntArray
    series: Mapping[str, FloatArray]
    pooled_balance: FloatArray
    pooled_expenditure: FloatArray


class CoalitionValues:
    """The value of every coalition asked for; lives for one attribution only.

    A fund is projected once for every set of players that act on it, whatever the players who
    act on other funds do.

    Attributes
    ----------
    projections : of a fund, so far
    projected : called after each
    """

    def __init__(
        self, base: Scenario, other: Scenario, players: Sequence[Player], at: IndicatorAt
    ) -> None:
        """Start with nothing projected."""
        self.base, self.players, self.at = base, players, at
        self.funds = (
            tuple(dict.fromkeys((*base.funds, *other.funds))) if at.fund == TOTAL else (at.fund,)
        )
        self.acting = {
            name: sum(1 << n for n, player in enumerate(players) if acts_on(player, name))
            for name in self.funds
        }
        self.everywhere = sum(
            1 << n
            for n, player in enumerate(players)
            if any(lever.fund is None for lever in player)
        )
        self.slow = sum(
            1 << n for n, player in enumerate(players) if not all(lever.quick for lever in player)
        )
        self.checked: set[tuple[str, int]] = set()
        self.years = np.arange(base.base_year, base.end_year + 1)
        self.known: dict[tuple[str, int], FundProjection | _FundSums | None] = {}
        self.settings: dict[int, Setting] = {}
        self.values: dict[int, float] = {}
        self.projections = 0
        self.projected: Callable[[], None] = lambda: None

    def __call__(self, mask: int) -> float:
        """Return the indicator with the players of `mask` as in the other scenario."""
        if mask not in self.values:
            self.values[mask] = self._value(mask)
        return self.values[mask]

    def cost(self, coalitions: float = math.inf) -> int:
        """Return how many projections of a fund so many coalitions take at most; all of them."""
        return sum(int(min(2 ** bits.bit_count(), coalitions)) for bits in self.acting.values())

    def _value(self, mask: int) -> float:
        at = self.at
        if at.fund != TOTAL:
            fund = self._project(at.fund, mask)
            if fund is None:
                raise InputError([Problem(str(at), message("one scenario lacks the fund"))])
            return value_at(Projection(self.base, self.years, {at.fund: fund}), at)
        parts = [self._known(name, mask & self.acting[name]) for name in self.funds]
        # the consolidated account reads nothing of a fund that its sums lack
        funds = {
            name: cast(FundProjection, part)
            for name, part in zip(self.funds, parts, strict=True)
            if part is not None
        }
        return value_at(Projection(self.base, self.years, funds), at)

    def _known(self, name: str, bits: int) -> FundProjection | _FundSums | None:
        if (name, bits) not in self.known:
            fund = self._project(name, bits)
            whole = fund is None or self.at.name in TOTAL_FIGURES
            self.known[name, bits] = fund if whole else fund_sums(fund)
        return self.known[name, bits]

    def _project(self, name: str, mask: int) -> FundProjection | None:
        """Project one fund; None where the mixed scenario lacks it."""
        joined = [
            lever for n, player in enumerate(self.players) if mask >> n & 1 for lever in player
        ]
        scenario = mixed(self.base, joined)
        if name not in scenario.funds:
            return None
        bits = mask & self.everywhere
        if bits not in self.settings:
            self.settings[bits] = scenario.setting()
        setting, fund = self.settings[bits], scenario.funds[name]
        # what contradicts in a fund lies with its persons: once for every set of them
        persons = (name, mask & self.slow)
        if persons not in self.checked:
            self.checked.add(persons)
            problem = next(iter(kinds()[fund.kind].problems(fund, setting)), None)
            if problem is not None:
                raise InputError([cannot_part(problem, joined)])
        projection = project_fund(scenario, fund, setting, self.years)
        self.projections += 1
        self.projected()
        return projection


def grouped(
    base: Scenario, other: Scenario, groups: Mapping[str, Sequence[str]]
) -> dict[str, Player]:
    """Return the players by name: the groups named, and every other changed lever for itself.

    Raises
    ------
    InputError
        where a group names a lever that does not differ, or that another group has.
    """
    levers = by_path(changed_levers(base, other))
    named = [path for paths in groups.values() for path in paths]
    problems = [
        Problem(path, message("this lever does not differ"), nearest_name(path, tuple(levers)))
        for path in named
        if path not in levers
    ] + [
        Problem(path, message("the lever stands in several groups"))
        for path in dict.fromkeys(named)
        if named.count(path) > 1
    ]
    if problems:
        raise InputError(problems)
    players = {name: tuple(levers[path] for path in paths) for name, paths in groups.items()}
    alone = {path: (lever,) for path, lever in levers.items() if path not in named}
    return {**players, **alone}


def acts_on(player: Player, fund: str) -> bool:
    """Whether a player may change a fund."""
    return any(lever.fund in (None, fund) for lever in player)


def fund_sums(fund: FundProjection | None) -> _FundSums | None:
    """Return what the consolidated account needs of a fund."""
    if fund is None:
        return None
    names = ("income", "expenditure", "surplus", "balance")
    series = {name: np.array(fund.series[name][:, :1]) for name in names}
    return _FundSums(
        fund.years,
        series,
        np.array(fund.pooled_balance[:, :1]),
        np.array(fund.pooled_expenditure[:, :1]),
    )


def cannot_part(problem: Problem, joined: Sequence[ChangedLever]) -> Problem:
    """Return why a mixed scenario is none: some levers hang together."""
    return Problem(
        problem.where,
        message(
            "with only {levers} changed: {reason}",
            levers=", ".join(lever.path for lever in joined) or "-",
            reason=problem.what,
        ),
        message("explain levers that need each other as one group"),
    )
