"""The ledger on many paths at once, where no rule looks at the fund.

`model.account.yearly.settle` closes a year before it opens the next, because rules look at last
year's payout months. Without rules only arrears and balance carry over, so everything else is
whole-array arithmetic. The results are those of `settle`; a test compares them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from model.account.yearly import (
    INTEREST_TIME,
    Account,
    ContributionsDue,
    FundFlows,
    Item,
    check_identity,
    settle,
    timing,
)
from model.arrays import FloatArray


def settle_paths(flows: FundFlows) -> Account:
    """Return the account of the flows on all their paths.

    Raises
    ------
    AccountingError
        if the ledger does not close.
    """
    if flows.rules or flows.interest_rate.shape[1] == 1:
        return settle(flows)
    account = _settle_at_once(flows)
    check_identity(account)
    return account


def _settle_at_once(flows: FundFlows) -> Account:
    opening = flows.opening
    shape = flows.interest_rate.shape
    received, weighted = _summed(flows.income, shape)
    income = {item.name: item.amount for item in flows.income}
    arrears = _started(0.0, np.zeros(shape))
    due = collected = None
    if flows.contributions is not None:
        cash, moment, arrears, recovered, due, collected = _collect(flows.contributions, shape)
        received, weighted = received + (cash + recovered), weighted + moment
        income = {**income, "contributions": cash, "arrears_recovered": recovered}
    expenses = [_in_yuan(item, flows, income) for item in flows.expenditure]
    spent, weight_spent = _summed(expenses, shape)
    weighted = weighted - weight_spent
    balance, interest, difference = _rolled(flows, received, weighted, spent)
    income_items = _lines(opening.income, {**income, "interest": interest}, shape)
    expenditure = {item.name: item.amount for item in expenses}
    expenditure_items = _lines(opening.expenditure, expenditure, shape)
    return Account(
        income_items=income_items,
        expenditure_items=expenditure_items,
        income=_total(income_items, opening.total_income),
        expenditure=_total(expenditure_items, opening.total_expenditure),
        balance=balance,
        arrears=arrears,
        stock_flow_difference=difference,
        rule_factors=[],
        due=due,
        collected=collected,
    )


def _in_yuan(item: Item, flows: FundFlows, income: Mapping[str, FloatArray]) -> Item:
    """Return a share of last year's income as the amount that it is."""
    if not item.refunds_of:
        return item
    received = income[item.refunds_of]
    before = _started(flows.opening.income[item.refunds_of], received)[:-1]
    return replace(item, amount=item.amount * before, refunds_of="")


def _summed(items: Sequence[Item], shape: tuple[int, ...]) -> tuple[FloatArray, FloatArray]:
    """Return the items' sum, and their sum weighted by the time for which they earn interest."""
    total, weighted = np.zeros(shape), np.zeros(shape)
    for item in items:
        total += item.amount
        weighted += item.amount * timing(item.months, shape[0])[:, None]
    return total, weighted


def _collect(
    due: ContributionsDue, shape: tuple[int, ...]
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return contributions, their interest time, arrears, recovered, asked and collected.

    The first, second and fourth are of the projected years, the others start with the base year.
    """
    plan = due.plan

    def column(values: FloatArray) -> FloatArray:
        return np.asarray(values)[:, None]

    rate = column(plan.collection_rate)
    employer = rate * np.broadcast_to(due.employer, shape)
    employee = rate * np.broadcast_to(due.employee, shape)
    late = employer * column(plan.paid_next_year.sum(axis=1))
    in_time = employer * column(plan.paid_same_year.sum(axis=1)) + employee
    cash = in_time + _year_later(late)
    asked = due.employer * (1 - column(plan.forgone)) + due.employee
    shortfall = (1 - rate) * asked + employer * column(plan.defaulted)
    arrears = np.empty((shape[0] + 1, shape[1]))
    arrears[0] = due.opening_arrears
    leaving = plan.recovery_rate + plan.write_off_rate
    for year in range(shape[0]):
        arrears[year + 1] = arrears[year] * (1 - leaving[year]) + shortfall[year]
    recovered = arrears[:-1] * column(plan.recovery_rate)
    moment = (
        employer * column(plan.paid_same_year @ INTEREST_TIME)
        + employee * column(plan.employee_months @ INTEREST_TIME)
        + _year_later(employer * column(plan.paid_next_year @ INTEREST_TIME))
        + recovered * 0.5
    )
    return (
        cash,
        moment,
        arrears,
        recovered,
        _started(due.opening_due, asked),
        _started(due.opening_collected, in_time + late),
    )


def _rolled(
    flows: FundFlows, received: FloatArray, weighted: FloatArray, spent: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return balance [year 0..T], interest [year 1..T] and stock-flow difference [year 0..T]."""
    years, paths = received.shape
    balance, difference = np.empty((years + 1, paths)), np.zeros((years + 1, paths))
    interest = np.empty((years, paths))
    balance[0] = flows.opening.balance
    for year in range(years):
        opening = balance[year]
        handed_over = flows.hand_over is not None and year == flows.hand_over[0]
        held = flows.hand_over[1] / 12 if handed_over and flows.hand_over else 1.0
        interest[year] = flows.interest_rate[year] * (opening * held + weighted[year])
        closing = opening + received[year] + interest[year] - spent[year]
        if handed_over:
            difference[year + 1] = -opening
            closing = closing - opening
        if flows.observed_balance is not None and np.isfinite(flows.observed_balance[year]):
            unexplained = flows.observed_balance[year] - closing
            difference[year + 1] += unexplained
            closing = closing + unexplained
        balance[year + 1] = closing
    return balance, interest, difference


def _lines(
    opening: Mapping[str, float], later: Mapping[str, FloatArray], shape: tuple[int, ...]
) -> dict[str, FloatArray]:
    """Return every line from the base year on; one of the base year alone is 0 later."""
    names = dict.fromkeys((*opening, *later))
    nothing = np.zeros((1, 1))
    return {
        name: _started(opening.get(name, 0.0), np.broadcast_to(later.get(name, nothing), shape))
        for name in names
    }


def _started(first: float, later: FloatArray) -> FloatArray:
    rows = np.empty((len(later) + 1, later.shape[1]))
    rows[0], rows[1:] = first, later
    return rows


def _year_later(values: FloatArray) -> FloatArray:
    moved = np.zeros_like(values)
    moved[1:] = values[:-1]
    return moved


def _total(items: Mapping[str, FloatArray], base_year: float) -> FloatArray:
    total = np.array(next(iter(items.values())))
    for values in list(items.values())[1:]:
        total += values
    total[0] = base_year
    return total
