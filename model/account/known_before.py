"""What is known of all years before any is closed, computed at once [year, path].

A rule changes the item that it acts on, and a refund depends on the year before; everything else
is known. One path is handed to `closed_year.close_year` as floats, many as [path].
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from model.account.closed_year import GivenYear, Line
from model.account.collection import (
    CollectionPlan,
    PlanOfYear,
    collect,
    plan_of_all_years,
    plans_by_year,
    with_late,
)
from model.account.flows import ContributionsDue, FundFlows, Item
from model.account.rule_factors import shares_in_force
from model.arrays import FloatArray, after


class KnownBefore(NamedTuple):
    """What is known before the loop over years.

    Attributes
    ----------
    years : each year as it is handed to the loop [year 1..T]
    amounts : what no earlier year changes, name -> [year 1..T, path], yuan: items, and where no
        rule acts on contributions also `due` and `collected`
    """

    years: Sequence[GivenYear]
    amounts: Mapping[str, FloatArray]


def known_before(flows: FundFlows) -> KnownBefore:
    """Return what of the flows does not depend on an earlier year."""
    shape = flows.interest_rate.shape
    changed = _changed(flows)
    received, spent, weighted = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    amounts: dict[str, FloatArray] = {}
    for item in flows.income:
        if item.name not in changed:
            amounts[item.name] = item.amount
            received += item.amount
            weighted += item.amount * item.interest_time().reshape(-1, 1)
    due, short = flows.contributions, np.zeros((1, 1))
    dues: Sequence[Any] = [None] * shape[0]
    if due is not None and "contributions" in changed:
        dues = _dues(due, shape)
    elif due is not None:
        paid = collect(due.employer, due.employee, plan_of_all_years(due.plan))
        short = paid.short
        amounts["due"], amounts["collected"] = paid.asked, paid.collected
        amounts["contributions"] = with_late(paid.in_time, paid.late)
        received += amounts["contributions"]
        weighted += with_late(paid.in_time_weighted, paid.late_weighted)
        del paid  # many paths are slow where memory is held that is not needed
    expenses = [_in_yuan(item, flows, amounts) for item in flows.expenditure]
    for item in expenses:
        if item.name not in changed:
            amounts[item.name] = item.amount
            spent += item.amount
            weighted -= item.amount * item.interest_time().reshape(-1, 1)
    years = zip(
        _rows(received, shape),
        _rows(weighted, shape),
        _rows(spent, shape),
        _rows(np.broadcast_to(short, shape), shape),
        _rows(flows.interest_rate, shape),
        _lines([item for item in flows.income if item.name in changed], shape),
        _lines([item for item in expenses if item.name in changed], shape),
        dues,
        [None] * shape[0] if due is None else _arrears_rates(due.plan),
        _in_force(flows),
        _set_aside(flows),
        _held(flows),
        _observed(flows),
        strict=True,
    )
    return KnownBefore([GivenYear(*year) for year in years], amounts)


def _changed(flows: FundFlows) -> set[str]:
    """Return the items that an earlier year changes: by its payout months, or by what it paid."""
    changed = {"interest", "arrears_recovered", *(rule.acts_on for rule in flows.rules)}
    if "employer_rate" in changed:
        changed.add("contributions")
    return changed | {item.name for item in flows.expenditure if item.refunds_of in changed}


def _in_yuan(item: Item, flows: FundFlows, received: Mapping[str, FloatArray]) -> Item:
    """Return a share of last year's income as the amount that it is, where that is known."""
    if item.refunds_of not in received:
        return item
    last_year = after(flows.opening.income[item.refunds_of], received[item.refunds_of])[:-1]
    return replace(item, amount=item.amount * last_year, refunds_of="")


def _rows(values: FloatArray, shape: tuple[int, ...]) -> list[Any]:
    """Part [year, path] into years; one path becomes plain floats."""
    full = values if values.shape == shape else np.broadcast_to(values, shape)
    return full[:, 0].tolist() if shape[1] == 1 else list(full)


def _lines(items: Sequence[Item], shape: tuple[int, ...]) -> list[list[Line]]:
    """Return the items of each year."""
    if not items:
        return [[]] * shape[0]
    rows = [_rows(item.amount, shape) for item in items]
    times = [np.broadcast_to(item.interest_time(), shape[:1]).tolist() for item in items]
    return [
        [
            Line(item.name, amounts[year], time[year], item.refunds_of)
            for item, amounts, time in zip(items, rows, times, strict=True)
        ]
        for year in range(shape[0])
    ]


def _dues(due: ContributionsDue, shape: tuple[int, ...]) -> list[tuple[Any, Any, PlanOfYear]]:
    """Return the dues of each year, of employers and employees, with the plan of the year."""
    employer, employee = _rows(due.employer, shape), _rows(due.employee, shape)
    return list(zip(employer, employee, plans_by_year(due.plan), strict=True))


def _arrears_rates(plan: CollectionPlan) -> list[tuple[float, float]]:
    """Return which shares of the arrears are recovered and written off in each year."""
    return list(zip(plan.recovery_rate.tolist(), plan.write_off_rate.tolist(), strict=True))


def _in_force(flows: FundFlows) -> Sequence[Sequence[float]]:
    """Return for which share of each year each rule is in force [year][rule]."""
    shares = [shares_in_force(rule, flows.years) for rule in flows.rules]
    return list(zip(*shares, strict=True)) if shares else [()] * len(flows.years)


def _set_aside(flows: FundFlows) -> Sequence[tuple[Any, Any]]:
    """Return balance and expenditure of the year before each that rules leave out."""
    aside, shape = flows.set_aside, flows.interest_rate.shape
    if aside is None or not flows.rules:
        return [(0.0, 0.0)] * shape[0]
    before = _rows(aside.balance[:-1], shape), _rows(aside.expenditure[:-1], shape)
    return list(zip(*before, strict=True))


def _held(flows: FundFlows) -> Sequence[float | None]:
    """Return the part of each year before the balance is handed over; None where it is not."""
    held: list[float | None] = [None] * len(flows.years)
    if flows.hand_over is not None:
        year, month = flows.hand_over
        held[year] = month / 12
    return held


def _observed(flows: FundFlows) -> Sequence[float | None]:
    """Return the published balance of each year, or None."""
    if flows.observed_balance is None:
        return [None] * len(flows.years)
    return [
        balance if np.isfinite(balance) else None for balance in flows.observed_balance.tolist()
    ]
