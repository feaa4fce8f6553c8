"""The profile of a pension fund fitted to what its own past says, by one rule for every place.

The levers are found by least squares: each fact misses by its uncertainty, each lever strays from
its declared default by what is usual. Nothing here knows of any place or year.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import least_squares

from model.anchor.facts import Fact, PensionFacts, pension_facts
from model.arrays import FloatArray
from model.errors import InputError
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.base_year import PensionBase, pension_base
from model.funds.pension_engine.fund import pension_flows
from model.funds.pension_engine.levers import PensionFund, PensionPolicy
from model.funds.pension_engine.prepared import PensionMatrices, pension_matrices
from model.funds.setting import AnyFund, Setting
from model.history.record import History
from model.parameters.dated import DatedValue
from model.parameters.declaration import declaration_of
from model.people.ages import mean_of
from model.words.texts import Message, Text, message

#: How far each lever usually strays from its default: years, shares of retirees, multiples.
USUAL: Mapping[str, float] = {
    "active_mean_age": 2.0,
    "late_share": 0.2,
    "deemed_share": 0.4,
    "past_index": 0.3,
    "award_level": 0.3,
    "payment_trend": 0.01,
}
#: Which of them a fact may move.
OF_GROWTH = ("active_mean_age", "late_share")
OF_AWARDS = ("deemed_share", "past_index", "award_level", "payment_trend")
#: What a profile that cannot be made misses by.
OUT_OF_REACH = 1e3
#: How far one certain year's fact may be from what goes on: shares.
GROWTH_ERROR, PENSION_ERROR = 0.003, 0.01
#: New retirees over all of them, for which the growth of the average pension is read so.
NEW_SHARES = (0.02, 0.3)
#: A first projected year further from the reported growth than this is a break.
BREAK = 0.015


@dataclass(frozen=True)
class AnchoredLever:
    """One lever that anchoring moved: from what to what, and by what evidence."""

    name: str
    before: float
    after: float
    evidence: Fact


@dataclass(frozen=True)
class Anchoring:
    """What was anchored in one fund.

    Attributes
    ----------
    facts : what the past says
    levers : what was moved, with the evidence
    update : the same as the assumptions take it, and what follows from it
    first_growth : net growth of retirees in the first projected year, under the base year's law
    """

    facts: PensionFacts
    levers: tuple[AnchoredLever, ...]
    update: Mapping[str, Any]
    first_growth: float

    @property
    def notes(self) -> tuple[Message, ...]:
        """What the projection says of it: each lever, then growth beside growth."""
        said = [
            message(
                "anchored on {years}: {lever} {before} to {after}",
                years=one.evidence.years,
                lever=_label(one.name),
                before=f"{one.before:,.4g}",
                after=f"{one.after:,.4g}",
            )
            for one in self.levers
        ]
        reported = self.facts.retiree_growth
        if reported is not None:
            figures = {
                "years": reported.years,
                "reported": f"{reported.value:.1%}",
                "projected": f"{self.first_growth:.1%}",
            }
            if abs(self.first_growth - reported.value) > BREAK:
                said.append(
                    message(
                        "break in the retirees: they grew by {reported} a year in {years} "
                        "and grow by {projected} in the first projected year",
                        **figures,
                    )
                )
            else:
                said.append(
                    message(
                        "retirees grew by {reported} a year in {years} and grow by "
                        "{projected} in the first projected year",
                        **figures,
                    )
                )
        return tuple(said)


def anchored(
    fund: AnyFund, setting: Setting, history: History | None
) -> tuple[AnyFund, Anchoring | None]:
    """Return a fund whose profile continues its past, and what was moved.

    Only cohort pension funds with the standard profile have one to fit; others come back as they
    are. Levers that the file gives stay: they are known better than any fit.
    """
    if not isinstance(fund.assumptions, PensionAssumptions):
        return fund, None
    if fund.assumptions.member_table is not None:
        return fund, None
    pension: PensionFund = fund  # type: ignore[assignment]  # the kind of its assumptions says so
    known = _as_of_the_base_year(pension, setting)
    base = pension_base(known, setting)
    facts = pension_facts(pension, setting, base, history)
    fit = _Fit(known, first_year(setting), base, facts)
    update, moved = fit.solved()
    return replace(fund, assumptions=fund.assumptions.model_copy(update=update)), Anchoring(
        facts, moved, update, fit.growth(update)
    )


def _as_of_the_base_year(fund: PensionFund, setting: Setting) -> PensionFund:
    """Return a fund under the law of its base year, so that no reform to come moves its anchor."""
    year = setting.base_year
    policy: PensionPolicy = fund.policy
    held = {
        name: DatedValue.constant(_at(value, year))
        for name in type(policy).model_fields
        if isinstance(value := getattr(policy, name), DatedValue)
    }
    law = {"retirement": "old"} if policy.retirement == "statutory_2025" and year < 2025 else {}
    return replace(
        fund, policy=policy.model_copy(update={**held, **law, "relief": (), "deferral": ()})
    )


def _at(value: DatedValue, year: int) -> float:
    return value.values[0] if year * 12 < value.months[0] else value.at(year)


def first_year(setting: Setting) -> Setting:
    """Return a setting that ends with the first projected year, on its first path."""
    paths = setting.economy
    economy = replace(
        paths,
        wage=paths.wage[:2, :1],
        wage_growth=paths.wage_growth[:1, :1],
        price_growth=paths.price_growth[:1, :1],
        interest=paths.interest[:1, :1],
        discount_rate=paths.discount_rate[:1],
        interest_deviation=0.0,
        medical_growth=0.0,
        unemployment=1.0,
    )
    return replace(setting, end_year=setting.base_year + 1, economy=economy)


class _Fit:
    """The levers that may move, what they should explain, and the fund that explains it."""

    def __init__(
        self, fund: PensionFund, setting: Setting, base: PensionBase, facts: PensionFacts
    ) -> None:
        self.fund, self.setting, self.base, self.facts = fund, setting, base, facts
        given = fund.assumptions.model_fields_set
        matrices = pension_matrices(fund, setting)
        own = matrices.own.people.active[0]
        ages = np.asarray(setting.base_year - matrices.own.people.birth_years, dtype=float)
        start = {
            "active_mean_age": _mean_age(own, ages),
            "deemed_share": fund.assumptions.deemed_share,
            "past_index": mean_of(matrices.own.past_index, own),
            "award_level": fund.assumptions.award_level,
            "payment_trend": fund.assumptions.payment_trend,
            "pensioner_mean_age": _mean_age(matrices.own.people.base_pensioners, ages),
            "year_end_pension": fund.assumptions.year_end_pension,
            "late_share": fund.assumptions.late_share,
        }
        growing, awarding = facts.retiree_growth, facts.pension_growth
        self.of_growth = [name for name in OF_GROWTH if growing and name not in given]
        self.of_awards = [name for name in OF_AWARDS if awarding and name not in given]
        self.start = start
        self.fixed = self._pensioner_age(matrices)
        self.new_share = self._new_share(matrices)

    def _new_share(self, matrices: PensionMatrices) -> float:
        """Return new retirees over all: reported net growth and the profile's deaths."""
        retirees = max(self.base.retirees, 1e-9)
        new = float(matrices.total("new_pensioners").sum()) / retirees
        if self.facts.retiree_growth is not None:
            new += self.facts.retiree_growth.value - _net_growth(matrices)
        return float(np.clip(new, *NEW_SHARES))

    def _pensioner_age(self, matrices: PensionMatrices) -> dict[str, float]:
        """Return the mean age of pensioners who have grown faster than the profile's.

        A stock that grows by g more a year has younger members: ``e^(-g x age)`` as many at an
        age, as in a stable population.
        """
        growth, people = self.facts.retiree_growth, matrices.own.people
        if growth is None or "pensioner_mean_age" in self.fund.assumptions.model_fields_set:
            return {}
        stock = people.base_pensioners
        ages = np.broadcast_to(self.setting.base_year - people.birth_years + 0.0, stock.shape)
        excess = float(np.clip(growth.value - _net_growth(matrices), -0.1, 0.1))
        if stock.sum() <= 0 or abs(excess) < 1e-9:
            return {}
        tilted = stock * np.exp(-excess * (ages - 60.0))
        tilted *= stock.sum(axis=1, keepdims=True) / np.maximum(
            tilted.sum(axis=1, keepdims=True), 1e-9
        )
        low, high = _declared_bounds("pensioner_mean_age")
        return {"pensioner_mean_age": float(np.clip(mean_of(ages, tilted), low, high))}

    def with_levers(self, update: Mapping[str, Any]) -> tuple[PensionFund, PensionMatrices]:
        """Return the fund with levers moved, and its persons in the first projected year."""
        changed = self.fund.assumptions.model_copy(update=dict(update))
        moved = replace(self.fund, assumptions=changed)
        return moved, pension_matrices(moved, self.setting)

    def growth(self, update: Mapping[str, Any]) -> float:
        """Return the net growth of retirees in the first projected year."""
        _, matrices = self.with_levers(update)
        return _net_growth(matrices)

    def _solve(
        self, names: Sequence[str], update: Mapping[str, Any], miss: Callable[..., float]
    ) -> dict[str, float]:
        """Return the levers at which a fact is met best, each straying as little as it may."""
        if not names:
            return {}
        usual = np.array([USUAL[name] for name in names])
        start = np.array([self.start[name] for name in names])

        def misses(steps: FloatArray) -> FloatArray:
            values = dict(zip(names, (start + usual * steps).tolist(), strict=True))
            try:
                missed = miss(*self.with_levers({**update, **values}))
            except InputError:
                # a mean age that no profile reaches
                missed = OUT_OF_REACH
            return np.append(steps, missed)

        low, high = zip(*(self._bounds(name) for name in names), strict=True)
        # a start inside the bounds: on one of them a lever could stay by chance
        inside = np.clip(np.full(len(names), 0.1), np.array(low), np.array(high))
        found = least_squares(
            misses, inside, bounds=(low, high), diff_step=[1e-2] * len(names), xtol=1e-6, ftol=1e-8
        )
        values = start + usual * found.x
        return {
            name: float(np.clip(value, *_declared_bounds(name)))
            for name, value in zip(names, values.tolist(), strict=True)
        }

    def _growth_miss(self, _: PensionFund, matrices: PensionMatrices) -> float:
        """Return how far the net growth of the first year is from the reported one."""
        fact = self.facts.retiree_growth
        assert fact is not None
        return (_net_growth(matrices) - fact.value) / (GROWTH_ERROR / math.sqrt(fact.weight))

    def _award_ratio(self, moved: PensionFund, matrices: PensionMatrices) -> float:
        """Return the first new pensions over the average one; NaN where there are none."""
        if self.base.average_pension <= 0:
            return float("nan")
        outcome = pension_flows(moved, self.setting, matrices)
        return float(outcome.figures["new_pension"][1, 0]) / self.base.average_pension

    def _year_end_pension(self, update: Mapping[str, Any]) -> dict[str, float]:
        """Return the year end's average pension over the year's mean.

        The average grows by ``new share x (ratio - 1)`` a year beyond the increase, and half of
        the base year's part of it shows only in the year after.
        """
        ratio = self._award_ratio(*self.with_levers(update))
        given = "year_end_pension" in self.fund.assumptions.model_fields_set
        if given or self.facts.pension_growth is None or not np.isfinite(ratio):
            return {}
        low, high = _declared_bounds("year_end_pension")
        return {"year_end_pension": float(np.clip(1 + self.new_share * (ratio - 1) / 2, low, high))}

    def _award_miss(self, moved: PensionFund, matrices: PensionMatrices) -> float:
        """Return how far the first new pensions are from what the average pension's growth asks.

        It grows beyond the increase by ``new share x (new pension / average - 1) + trend``.
        """
        fact = self.facts.pension_growth
        assert fact is not None
        ratio = self._award_ratio(moved, matrices)
        if not math.isfinite(ratio):
            return 0.0
        said = self.new_share * (ratio - 1) + moved.assumptions.payment_trend
        return (said - fact.value) / (PENSION_ERROR / math.sqrt(fact.weight))

    def solved(self) -> tuple[dict[str, Any], tuple[AnchoredLever, ...]]:
        """Return the levers found, and each that moved with its evidence.

        Ages and joiners first; then awards; then ages again, because deemed years let some retire.
        """
        update: dict[str, Any] = dict(self.fixed)
        for names, miss in (
            (self.of_growth, self._growth_miss),
            (self.of_awards, self._award_miss),
            (self.of_growth, self._growth_miss),
        ):
            update |= self._solve(names, update, miss)
        if self.of_awards:
            update |= self._year_end_pension(update)
        moved = [self._moved(name, at) for name, at in update.items()]
        for name, fact in (
            ("paying_share_trend", self.facts.paying_trend),
            ("declared_base_trend", self.facts.base_trend),
        ):
            if fact is not None and name not in self.fund.assumptions.model_fields_set:
                update[name] = float(np.clip(fact.value, *_declared_bounds(name)))
                moved.append(AnchoredLever(name, 0.0, update[name], fact))
        return update, tuple(moved)

    def _moved(self, name: str, value: float) -> AnchoredLever:
        of_growth = name in (*OF_GROWTH, "pensioner_mean_age")
        fact = self.facts.retiree_growth if of_growth else self.facts.pension_growth
        assert fact is not None
        return AnchoredLever(name, self.start[name], value, fact)

    def _bounds(self, name: str) -> tuple[float, float]:
        """Return the declared bounds in usual sizes around the start."""
        declared = _declared_bounds(name)
        at, usual = self.start[name], USUAL[name]
        return (declared[0] - at) / usual, (declared[1] - at) / usual


def _label(name: str) -> Text:
    declaration = declaration_of(PensionAssumptions.model_fields[name])
    return Text(name, name) if declaration is None else declaration.label


def _mean_age(persons: FloatArray, ages: FloatArray) -> float:
    """Return the mean age of some persons [class, cohort]; NaN of nobody."""
    return mean_of(np.broadcast_to(ages, persons.shape), persons) if persons.sum() > 0 else np.nan


def _declared_bounds(name: str) -> tuple[float, float]:
    declaration = declaration_of(PensionAssumptions.model_fields[name])
    return (-np.inf, np.inf) if declaration is None else (declaration.lower, declaration.upper)


def _net_growth(matrices: PensionMatrices) -> float:
    counts = sum(made.pensioners.at_end.sum(axis=1) for made in matrices.groups)
    at_end = np.asarray(counts)
    return float(at_end[1] / at_end[0] - 1) if at_end[0] > 0 else 0.0
