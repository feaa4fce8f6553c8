"""One year closed: rules, what comes in and goes out, arrears, interest, balance.

`close_year` is the step that `settlement.settle` repeats. Its equations hold alike for one path
(floats, several times faster than arrays of one) and for many [path].
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model.account.collection import (
    EVEN_TIME,
    Amount,
    Collection,
    PlanOfYear,
    arrears_after,
    collect,
    recovered_of,
)
from model.account.rule_factors import ActingRule, acting, by_target, payout_months
from model.parameters.rules import Rule


class Line(NamedTuple):
    """An item of one year that depends on the year before: a rule or a refund acts on it.

    `time` is the part of the year for which it earns interest; `refunds_of` as in `flows.Item`.
    """

    name: str
    amount: Amount
    time: float
    refunds_of: str


class GivenYear(NamedTuple):
    """What is known of a year before any year is closed, yuan.

    Attributes
    ----------
    received, weighted, spent : sums of the items that no earlier year changes; `weighted` is
        received less spent, each item times the part of the year for which it earns interest
    short : contributions not paid; 0 where `dues` are given
    interest_rate : share a year
    income, expenditure : the items that an earlier year changes
    dues : of employers and employees where a rule acts on them, and their plan; else None
    arrears_rates : shares of the arrears recovered and written off; None without contributions
    in_force : share of the year for which each rule is in force [rule]
    set_aside : balance and expenditure of the year before that rules leave out
    held : part of the year before the balance goes to a higher pool; None if it does not
    observed : the published balance, or None
    """

    received: Amount
    weighted: Amount
    spent: Amount
    short: Amount
    interest_rate: Amount
    income: Sequence[Line]
    expenditure: Sequence[Line]
    dues: tuple[Amount, Amount, PlanOfYear] | None
    arrears_rates: tuple[float, float] | None
    in_force: Sequence[float]
    set_aside: tuple[Amount, Amount]
    held: float | None
    observed: float | None


class ClosedYear(NamedTuple):
    """A year as the next one needs it, yuan.

    Attributes
    ----------
    booked : what was computed in this year, by name: items, interest among them, and stocks
    spent : total expenditure
    collection : what became of the year's dues, where a rule acts on them
    acted : what each rule did [rule]
    """

    booked: Mapping[str, Amount]
    spent: Amount
    collection: Collection | None
    acted: Sequence[ActingRule]


def close_year(before: ClosedYear, given: GivenYear, rules: Sequence[Rule]) -> ClosedYear:
    """Return the year after `before`."""
    opening, arrears = before.booked["balance"], before.booked["arrears"]
    acted = _act(before, given, rules) if rules else ()
    factors = by_target(rules, acted)
    booked: dict[str, Amount] = {}
    received, weighted, spent = given.received, given.weighted, given.spent
    for line in given.income:
        amount = booked[line.name] = _amount(line, factors, before)
        received, weighted = received + amount, weighted + amount * line.time
    short, collection = given.short, None
    if given.dues is not None:
        collection = _collection(*given.dues, factors)
        paid, moment = _paid(before.collection, collection)
        booked["due"], booked["collected"] = collection.asked, collection.collected
        booked["contributions"], short = paid, collection.short
        received, weighted = received + paid, weighted + moment
    if given.arrears_rates is not None:
        recovery_rate, write_off_rate = given.arrears_rates
        recovered = booked["arrears_recovered"] = recovered_of(arrears, recovery_rate)
        arrears = arrears_after(arrears, recovered, write_off_rate, short)
        received, weighted = received + recovered, weighted + recovered * EVEN_TIME
    for line in given.expenditure:
        amount = booked[line.name] = _amount(line, factors, before)
        spent, weighted = spent + amount, weighted - amount * line.time
    held = opening if given.held is None else opening * given.held
    interest = booked["interest"] = interest_of(given.interest_rate, held, weighted)
    balance, difference = opening + received + interest - spent, 0.0
    if given.held is not None or given.observed is not None:
        difference = difference_of(opening, balance, given)
        balance = balance + difference
    booked["balance"], booked["arrears"] = balance, arrears
    booked["stock_flow_difference"] = difference
    return ClosedYear(booked, spent, collection, acted)


def interest_of(interest_rate: Amount, held: Amount, weighted: Amount) -> Amount:
    """Return a year's interest, simple within the year.

    Parameters
    ----------
    held : opening balance, times the part of the year for which it is held
    weighted : net flows, each times the part of the year for which it earns interest
    """
    return interest_rate * (held + weighted)


def difference_of(opening: Amount, explained: Amount, given: GivenYear) -> Amount:
    """Return what moves a balance and is no flow: handed over, or published and not explained."""
    handed_over: Amount = 0.0 if given.held is None else -opening
    if given.observed is None:
        return handed_over
    return handed_over + (given.observed - (explained + handed_over))


def _act(before: ClosedYear, given: GivenYear, rules: Sequence[Rule]) -> Sequence[ActingRule]:
    balance, spent = given.set_aside
    last_year = payout_months(before.booked["balance"] - balance, before.spent - spent)
    return [
        acting(rule, last_year, acted, in_force)
        for rule, acted, in_force in zip(rules, before.acted, given.in_force, strict=True)
    ]


def _amount(line: Line, factors: Mapping[str, Amount], before: ClosedYear) -> Amount:
    amount = line.amount * factors.get(line.name, 1.0)
    return amount * before.booked[line.refunds_of] if line.refunds_of else amount


def _collection(
    employer: Amount, employee: Amount, plan: PlanOfYear, factors: Mapping[str, Amount]
) -> Collection:
    on_both, on_employer = factors.get("contributions", 1.0), factors.get("employer_rate", 1.0)
    return collect(employer * on_both * on_employer, employee * on_both, plan)


def _paid(before: Collection | None, this: Collection) -> tuple[Amount, Amount]:
    """Return the contributions that arrive in a year, and the same weighted by interest time."""
    if before is None:
        return this.in_time, this.in_time_weighted
    return this.in_time + before.late, this.in_time_weighted + before.late_weighted
