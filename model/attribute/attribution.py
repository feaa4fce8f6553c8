"""What a change of an indicator between two scenarios is owed to, lever by lever.

Shapley values (see `shapley`): they sum to the change, do not depend on any order, and are 0 for a
lever that changes nothing.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import FloatArray
from model.attribute.coalition_values import CoalitionValues, acts_on, grouped
from model.attribute.coalitions import check_comparable
from model.attribute.contribution import SIDES, Contribution, PartSide, contribution, told_apart
from model.attribute.shapley import exact_shapley, sampled_shapley
from model.errors import InputError, Problem
from model.progress import Watch, counted, tell
from model.results.figure_text import figure_text
from model.results.indicator_at import TOTAL, IndicatorAt, parse_indicator_at, value_at
from model.results.projection import Projection, project
from model.scenario.scenario import Scenario
from model.words.texts import Language, Message, Text, message

if TYPE_CHECKING:
    import pandas as pd

#: Exact up to this many projections of a fund: 12 groups that act on one fund.
MOST_PROJECTIONS = 2**12
#: How near the mixed scenario with every lever taken over comes to the other one, relative.
AGREEMENT = 1e-9


@dataclass(frozen=True)
class Attribution:
    """The change of an indicator from one scenario to another, by what was changed.

    Attributes
    ----------
    base, other : the scenarios
    at : what was looked at
    start, end : its value in each; money in yuan
    contributions : in the order of the files; they sum to the change
    permutations : how many orders were drawn; None where every coalition was computed
    seed : of the draws
    projections : of a fund, that it took
    """

    base: Scenario
    other: Scenario
    at: IndicatorAt
    start: float
    end: float
    contributions: tuple[Contribution, ...]
    permutations: int | None
    seed: int
    projections: int

    def __repr__(self) -> str:
        """Say the change and what did most, in a sentence."""
        return self.say()

    @property
    def change(self) -> float:
        """The indicator in the other scenario less that in the base."""
        return self.end - self.start

    @property
    def subtotals(self) -> Mapping[PartSide, float]:
        """What policy, assumptions and base-year figures add, each in sum.

        Groups with levers of several sides stand apart, where there are any.
        """
        found = {one.side for one in self.contributions}
        return {
            side: math.fsum(one.value for one in self.contributions if one.side == side)
            for side in SIDES
            if side != "mixed" or side in found
        }

    def text(
        self, value: float, language: Language, signed: bool = True, money: str | None = None
    ) -> str:
        """Return a figure of this attribution as it is printed."""
        return figure_text(self.at, value, self.base, language, money, signed)

    def say(self, language: Language = "en", money: str | None = None) -> str:
        """Return the change, and what did most, in a sentence; money in `money` units."""
        answer = message(
            "{what} goes from {start} to {end} ({change})",
            what=self.at.words,
            start=self.text(self.start, language, signed=False, money=money),
            end=self.text(self.end, language, signed=False, money=money),
            change=self.text(self.change, language, money=money),
        )
        moved = sorted(self.contributions, key=lambda one: -abs(one.value))
        if not moved or moved[0].value == 0:
            return message("{answer}: no changed lever moves it.", answer=answer).say(language)
        parts = [
            message(
                "{label} ({part})",
                label=one.label,
                part=self.text(one.value, language, money=money),
            )
            for one in moved[:2]
            if one.value
        ]
        names = parts[0]
        if len(parts) > 1:
            names = message("{one} and {other}", one=parts[0], other=parts[1])
        said = message("{answer}, most by {names}.", answer=answer, names=names).say(language)
        return said if self.permutations is None else said + " " + self.sampled.say(language)

    @property
    def sampled(self) -> Message:
        """How far the draws leave the parts unsure."""
        return message(
            "The parts are estimated from {count} orders (seed {seed}), standard errors up to "
            "{error}.",
            count=self.permutations,
            seed=self.seed,
            error=f"{max((c.standard_error for c in self.contributions), default=0.0):.3g}",
        )

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a group: lever, label, side, contribution, standard error; yuan."""
        import pandas as pd

        kind = self.at.output.kind
        return pd.DataFrame(
            {
                "indicator": str(self.at),
                "lever": [one.name for one in self.contributions],
                "label": [one.label.say() for one in self.contributions],
                "side": [one.side for one in self.contributions],
                "contribution": [one.value for one in self.contributions],
                "standard_error": [one.standard_error for one in self.contributions],
                "unit": self.base.currency if kind == "money" else kind,
            }
        )


def explain(
    base: Scenario,
    other: Scenario,
    at: str | IndicatorAt,
    *,
    fund: str | None = None,
    groups: Mapping[str, Sequence[str]] | None = None,
    permutations: int = 200,
    seed: int = 0,
    earlier: Projection | None = None,
    watch: Watch | None = None,
) -> Attribution:
    """Attribute the change of an indicator to the levers in which two scenarios differ.

    Exact for 12 groups that act on the fund (more where groups act on different funds); beyond
    that from random orders, with their standard errors.

    Parameters
    ----------
    at : "payout_months@2040"; see `parse_indicator_at`
    fund : where the text names none
    groups : paths of levers taken as one, by the name of the group; other levers stand alone
    permutations : orders drawn, where there are too many groups
    earlier : a projection of the base
    watch : told the share done, returns False to stop

    Raises
    ------
    InputError
        where the scenarios cannot be compared, or the indicator is undefined in one.
    StoppedError
        where the watcher stopped it.
    """
    check_comparable(base, other)
    looked = parse_indicator_at(at, base, fund) if isinstance(at, str) else at
    before, after = earlier or project(base), project(other)
    start, end = value_at(before, looked), value_at(after, looked)
    _check_defined(looked, {base.title: start, other.title: end})
    players = grouped(base, other, groups or {})
    acting = {
        name: player
        for name, player in players.items()
        if looked.fund == TOTAL or acts_on(player, looked.fund)
    }
    # levers that move persons change slowest, so that their work is kept while money moves
    order = sorted(acting, key=lambda name: not all(lever.quick for lever in acting[name]))
    game = CoalitionValues(base, other, [acting[name] for name in order], looked)
    everybody = 2 ** len(order) - 1
    if abs(game(everybody) - end) > AGREEMENT * max(abs(end), abs(start), 1e-300):
        what = message("the scenarios differ in more than their levers")
        cure = message("keep both files, and the tables they name, in one folder")
        raise InputError([Problem(str(looked), what, cure)])
    exact = game.cost() <= MOST_PROJECTIONS + len(game.funds) and len(order) <= 14
    orders = None if exact else 2 * max(2, -(-permutations // 2))
    # an order passes one coalition a player, of which all orders have the last in common
    passed = math.inf if orders is None else orders * (len(order) - 1) + 2
    game.projected = counted(watch, game.cost(passed))
    shares, errors = _shares(game, len(order), orders, seed)
    tell(watch, 1.0)
    found = dict(zip(order, zip(shares.tolist(), errors.tolist(), strict=True), strict=True))
    return Attribution(
        base=base,
        other=other,
        at=looked,
        start=start,
        end=end,
        contributions=told_apart(
            [
                contribution(name, player, *found.get(name, (0.0, 0.0)))
                for name, player in players.items()
            ],
            base,
            other,
        ),
        permutations=orders,
        seed=seed,
        projections=game.projections,
    )


def _shares(
    game: CoalitionValues, players: int, permutations: int | None, seed: int
) -> tuple[FloatArray, FloatArray]:
    """Return Shapley values and standard errors [player]."""
    if permutations is None:
        values = np.array([game(mask) for mask in range(2**players)])
        shares, errors = exact_shapley(values), np.zeros(players)
    else:
        random = np.random.default_rng(seed)
        shares, errors = sampled_shapley(game, players, permutations, random)
    if not np.isfinite(shares).all():
        what = message("it is undefined when only some of the levers are changed")
        raise InputError([Problem(str(game.at), what, message("explain the balance instead"))])
    return shares, errors


def _check_defined(at: IndicatorAt, values: Mapping[Text, float]) -> None:
    problems = [
        Problem(
            str(at),
            message("undefined, or after the horizon, in {scenario}", scenario=title),
            message("choose another year or figure"),
        )
        for title, value in values.items()
        if not math.isfinite(value)
    ]
    if problems:
        raise InputError(problems)
