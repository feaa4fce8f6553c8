"""A scenario as it would have been made at the end of an earlier year.

Its account, its anchored profile and its assumptions come from the history up to that year; with
the economy given, wages, increases, rates, interest, subsidy and members as they turned out.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from model.anchor.anchoring import Anchoring, anchored, first_year
from model.anchor.facts import RATIO_HALF_LIFE, Fact, mean_growth
from model.backtesting.account import origin_account
from model.backtesting.series import (
    GROWTH_HALF_LIFE,
    TurnedOut,
    expected_growth,
    first_or_at,
    slowing,
    turned_out,
)
from model.backtesting.workers import with_active
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.fund import pension_flows
from model.funds.pension_engine.levers import PensionFund, ReportedPension
from model.funds.pension_engine.prepared import pension_matrices
from model.funds.setting import Setting
from model.history.record import History
from model.parameters.dated import DatedValue
from model.scenario.scenario import Scenario
from model.words.texts import Message
from model.words.units import money_units

Given = Literal["economy", "nothing"]
#: What is made anew at every origin; everything else is the file's.
ANEW = (
    *("active_mean_age", "pensioner_mean_age", "service_years", "deemed_share", "past_index"),
    *(
        "base_account",
        "award_level",
        "year_end_pension",
        "payment_trend",
        "joining_pensioners",
        "late_share",
        "paying_share_trend",
    ),
    *("declared_base_trend", "entrants", "coverage", "entrants_growth", "member_table"),
    *("lapse_rate", "resumption_rate", "leave_rate", "interest", "eligible", "transfers_in"),
    "other_expenditure",
)
#: Law of the decision of 2024 is not known before.
DECISION_OF = 2024
#: Years after which the growth of the active insured has halved: coverage cannot spread for ever.
COVERAGE_HALF_LIFE = 3.0
constant = DatedValue.constant


@dataclass(frozen=True)
class Vintage:
    """One origin: its scenario, its anchoring, or why there is none.

    Attributes
    ----------
    missing : figures of the account that the history does not have
    """

    origin: int
    scenario: Scenario | None
    anchoring: Anchoring | None = None
    missing: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Factors:
    """Which parts of the future are as they turned out; the others as expected at the origin."""

    wages: bool
    increases: bool
    rates: bool
    interest: bool
    subsidy: bool
    members: bool

    @classmethod
    def of(cls, given: Given) -> "Factors":
        """Return all as they turned out, or none."""
        return cls(*(given == "economy",) * 6)


def vintage(
    scenario: Scenario, name: str, history: History, origin: int, end_year: int, factors: Factors
) -> Vintage:
    """Return the scenario of one fund as it would have been made at the end of `origin`."""
    seen = turned_out(scenario, name, history.until(origin))
    later = turned_out(scenario, name, history)
    fund = seen.fund
    account = origin_account(seen, origin)
    if account.reported is None:
        return Vintage(origin, None, missing=account.missing)
    years = list(range(origin + 1, end_year + 1))
    ahead = _Ahead(seen, later, origin, years, factors)
    header = scenario.header.model_copy(
        update={"base_year": origin, "end_year": max(end_year, origin + 1)}
    )
    made = replace(
        fund,
        reported=account.reported,
        policy=_policy(fund, ahead, account.reported),
        assumptions=_assumptions(fund),
        groups={},
    )
    economy = scenario.economy.model_copy(update=ahead.economy())
    early = replace(scenario, header=header, economy=economy, funds={name: made}, history=None)
    setting, asked = early.setting(), ahead.active(account.reported)
    entering = with_active(made, setting, asked)
    if not math.isfinite(seen.history.value(name, "benefits", origin)):
        entering = _with_usual_lump_sums(entering, setting)
    fitted, anchoring = anchored(entering, setting, history.until(origin))
    pension: PensionFund = fitted  # type: ignore[assignment]
    settled = with_active(pension, setting, asked)
    return Vintage(origin, replace(early, funds={name: settled}), anchoring, notes=account.notes)


def _with_usual_lump_sums(fund: PensionFund, setting: Setting) -> PensionFund:
    """Return a fund whose base year has lump sums as its first projected year.

    An account that does not tell them from pensions would otherwise begin with a step.
    """
    first = first_year(setting)
    outcome = pension_flows(fund, first, pension_matrices(fund, first))
    amounts = {item.name: float(item.amount[0, 0]) for item in outcome.flows.expenditure}
    total = amounts["benefits"] + amounts["lump_sums"]
    share = amounts["lump_sums"] / total if total > 0 else 0.0
    reported: ReportedPension = fund.reported
    lump_sums = share * reported.expenditure
    return replace(fund, reported=reported.model_copy(update={"lump_sums": lump_sums}))


def _assumptions(fund: PensionFund) -> PensionAssumptions:
    """Return the file's assumptions, those of its own year at their defaults."""
    fields = type(fund.assumptions).model_fields
    kept = {
        key: getattr(fund.assumptions, key)
        for key in fund.assumptions.model_fields_set - set(ANEW)
        if key in fields
    }
    return type(fund.assumptions)(**kept, entrants=constant(0.0))


def _policy(fund: PensionFund, ahead: "_Ahead", reported: ReportedPension) -> Any:
    """Return the law of the origin, with what is given of later years."""
    origin, policy = ahead.origin, fund.policy
    held = {
        key: constant(first_or_at(value, origin))
        for key in type(policy).model_fields
        if isinstance(value := getattr(policy, key), DatedValue)
    }
    law: dict[str, Any] = {"relief": (), "deferral": (), "pooled_from": None}
    if policy.retirement == "statutory_2025" and origin < DECISION_OF:
        law["retirement"] = "old"
    law["base_floor"] = constant(min(held["base_floor"].values[0], _lowest(fund, ahead, reported)))
    return policy.model_copy(update={**held, **law, **ahead.policy(reported)})


def _lowest(fund: PensionFund, ahead: "_Ahead", reported: ReportedPension) -> float:
    """Return a floor under which some declare: where all are above it no base is below it."""
    rate = ahead.seen.employer_rate(ahead.origin) + first_or_at(
        fund.policy.employee_rate, ahead.origin
    )
    payers = reported.mean_contributors or reported.contributors or 1.0
    unit = money_units(ahead.seen.scenario.currency)[ahead.seen.scenario.money]
    paid = (reported.income - reported.fiscal_subsidy) * unit
    due = payers * rate * ahead.seen.wage(ahead.origin)
    return 0.5 * max(paid, 0.0) / due if due > 0 else 0.0


class _Ahead:
    """The years after an origin, each series as it turned out or as it could be expected."""

    def __init__(
        self, seen: TurnedOut, later: TurnedOut, origin: int, years: Sequence[int], told: Factors
    ) -> None:
        self.seen, self.later = seen, later
        self.origin, self.years, self.told = origin, years, told
        self.prices = expected_growth(seen.prices, origin, 0.02)

    def _series(
        self, told: bool, outcome: Callable[[int], float], expected: Sequence[float]
    ) -> Any:
        """Return a table of dates, the origin's own value first."""
        values = [outcome(year) for year in self.years] if told else list(expected)
        first = outcome(self.origin)
        months = tuple(year * 12 for year in (self.origin, *self.years))
        return DatedValue(months, (first, *values))

    def _growing(self, past: Callable[[int], float]) -> list[float]:
        growth = expected_growth(past, self.origin, self.prices)
        return slowing(growth, self.prices, GROWTH_HALF_LIFE, len(self.years))

    def _held(self, value: Callable[[int], float]) -> list[float]:
        return [value(self.origin)] * len(self.years)

    def economy(self) -> dict[str, Any]:
        """Return the levers of the economy."""
        later, seen = self.later, self.seen
        return {
            "average_wage": seen.wage(self.origin),
            "wage_growth": self._series(
                self.told.wages, later.wage_growth, self._growing(seen.wage_growth)
            ),
            "price_growth": self._series(
                self.told.wages, later.prices, [self.prices] * len(self.years)
            ),
            "interest": self._series(self.told.interest, later.interest, self._held(seen.interest)),
            "discount": constant(first_or_at(seen.scenario.economy.discount, self.origin)),
        }

    def policy(self, reported: ReportedPension) -> dict[str, Any]:
        """Return the levers of policy that outcomes may be given of."""
        later, seen, told = self.later, self.seen, self.told
        employee = seen.fund.policy.employee_rate
        amount, share = self._support(reported)
        return {
            "increase": self._series(told.increases, later.increase, self._growing(seen.increase)),
            "increase_wage_weight": constant(0.0),
            "increase_price_weight": constant(0.0),
            "employer_rate": self._series(
                told.rates, later.employer_rate, self._held(seen.employer_rate)
            ),
            "employee_rate": constant(first_or_at(employee, self.origin)),
            "account_interest": self._series(
                told.interest, later.account_interest, self._held(seen.account_interest)
            ),
            "fiscal_subsidy": amount,
            "fiscal_subsidy_share": share,
            "other_premium": constant(0.0),
        }

    def _support(self, reported: ReportedPension) -> tuple[DatedValue, DatedValue]:
        """Return the subsidy: amounts where they are given, the origin's share elsewhere.

        What the origin had besides contributions, interest and subsidy goes on as its share.
        """
        unit = money_units(self.seen.scenario.currency)[self.seen.scenario.money]
        name = self.seen.fund.name
        spent = reported.expenditure or 1.0
        share = reported.fiscal_subsidy / spent
        subsidy = self.seen.history.value(name, "fiscal_subsidy", self.origin) / unit
        rest = (reported.fiscal_subsidy - subsidy) / spent
        amounts, shares = [], []
        for year in self.years:
            seen = self.later.history.value(name, "fiscal_subsidy", year) / unit
            given = self.told.subsidy and math.isfinite(seen)
            amounts.append(seen if given else 0.0)
            shares.append((max(rest, 0.0) if math.isfinite(rest) else 0.0) if given else share)
        months = tuple(year * 12 for year in (self.origin, *self.years))
        return (
            DatedValue(months, (0.0, *amounts)),
            DatedValue(months, (0.0, *shares)),
        )

    def active(self, reported: ReportedPension) -> list[float]:
        """Return the active insured asked for [year 1..T]: as they turned out, or growing on."""
        past = _active(self.seen, self.origin)
        fact: Fact | None = mean_growth(past, {}, RATIO_HALF_LIFE)
        rate = 0.0 if fact is None else fact.value
        growth = slowing(rate, 0.0, COVERAGE_HALF_LIFE, len(self.years))
        turned_out = _active(self.later, max(self.years, default=self.origin))
        level = reported.insured - (reported.retirees or 0.0)
        asked = []
        for year, rise in zip(self.years, growth, strict=True):
            level *= 1 + rise
            if self.told.members and year in turned_out:
                level = turned_out[year]
            asked.append(level)
        return asked


def _active(known: TurnedOut, last: int) -> dict[int, float]:
    """Return the active insured that are observed up to a year."""
    name, found = known.fund.name, {}
    for year in known.history.years(name).tolist():
        insured = known.history.value(name, "insured", year)
        active = insured - known.history.value(name, "pensioners", year)
        if not math.isfinite(active):
            active = known.history.value(name, "active_insured", year)
        if math.isfinite(active) and last - 30 <= year <= last:
            found[year] = active
    return found
