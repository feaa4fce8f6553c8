"""The monthly ledger: the annual one spread over months, summing to it exactly.

Flows follow their seasonal profiles and dated values to the month (docs/method/ledger_account.md);
interest accrues on the running balance, simple within the year.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.account.yearly import CLOSING_TOLERANCE, Account, FundFlows
from model.arrays import FloatArray
from model.errors import AccountingError


@dataclass(frozen=True)
class MonthlyLedger:
    """Flows and month-end balances of one path, yuan.

    Attributes
    ----------
    first_month : months from year 0 to the first row
    income_items, expenditure_items : name -> [month]
    balance : at each month's end [month]
    set_aside : of it, what answers for nobody else's benefits, evenly between year ends [month]
    """

    first_month: int
    income_items: Mapping[str, FloatArray]
    expenditure_items: Mapping[str, FloatArray]
    balance: FloatArray
    set_aside: FloatArray

    @property
    def dates(self) -> list[str]:
        """Month of each row, "2006-01"."""
        months = range(self.first_month, self.first_month + len(self.balance))
        return [month_text(month) for month in months]

    @property
    def pooled(self) -> FloatArray:
        """What of the balance answers for benefits: without what is set aside [month]."""
        return self.balance - self.set_aside

    @property
    def depletion_month(self) -> str | None:
        """The first month that ends with a negative pooled balance; None: after the horizon."""
        below = np.flatnonzero(self.pooled < 0)
        if not len(below):
            return None
        return month_text(self.first_month + int(below[0]))

    @property
    def lowest(self) -> tuple[str, float]:
        """Month and height of the lowest month-end pooled balance."""
        position = int(np.argmin(self.pooled))
        return month_text(self.first_month + position), float(self.pooled[position])


def month_text(month: int) -> str:
    """Return "2006-01" of months from year 0."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def accumulated_by_month(flow: FloatArray, interest_rate: FloatArray) -> FloatArray:
    """Return what monthly flows have grown to at each month's end, by the ledger's interest.

    Parameters
    ----------
    flow : [month], whole years
    interest_rate : of each year [year]
    """
    months = flow.reshape(-1, 12)
    stock, grown = 0.0, np.zeros_like(months)
    for year, rate in enumerate(interest_rate):
        running = stock + np.cumsum(months[year]) - months[year] / 2
        grown[year] = stock + np.cumsum(months[year] + rate * running / 12)
        stock = float(grown[year, -1])
    return grown.ravel()


def monthly_ledger(flows: FundFlows, account: Account, path: int = 0) -> MonthlyLedger:
    """Return the months of one path.

    Raises
    ------
    AccountingError
        if the months of a year do not sum to the year.
    """
    years = len(flows.years)
    shapes = {item.name: item.months for item in (*flows.income, *flows.expenditure)}
    income = {
        name: _spread(amount[1:, path], shapes.get(name))
        for name, amount in account.income_items.items()
        if name not in ("contributions", "interest")
    }
    if flows.contributions is not None:
        income["contributions"] = _contributions(flows, account, path)
    elif "contributions" in account.income_items:
        contributions = account.income_items["contributions"][1:, path]
        income["contributions"] = _spread(contributions, shapes.get("contributions"))
    expenditure = {
        name: _spread(amount[1:, path], shapes.get(name))
        for name, amount in account.expenditure_items.items()
    }
    net = np.zeros((years, 12))
    for received in income.values():
        net += received
    for spent in expenditure.values():
        net -= spent
    rate = np.broadcast_to(flows.interest_rate, (years, account.balance.shape[1]))[:, path, None]
    opening = account.balance[:-1, path, None]
    difference = account.stock_flow_difference[1:, path].copy()
    handed_over = np.zeros((years, 12))
    if flows.hand_over is not None:
        year, month = flows.hand_over
        handed_over[year, month:] = -account.balance[year, path]
        difference[year] += account.balance[year, path]
    running = opening + np.cumsum(net, axis=1) - net / 2 + handed_over
    income["interest"] = rate * running / 12
    closing = opening + np.cumsum(net + income["interest"], axis=1) + handed_over
    # a stock-flow difference has no date: it is booked with the last month
    closing[:, -1] += difference
    _check(income, account.income_items, path)
    _check(expenditure, account.expenditure_items, path)
    return MonthlyLedger(
        first_month=(flows.base_year + 1) * 12,
        income_items={name: values.ravel() for name, values in income.items()},
        expenditure_items={name: values.ravel() for name, values in expenditure.items()},
        balance=closing.ravel(),
        set_aside=_set_aside(flows, path),
    )


def _set_aside(flows: FundFlows, path: int) -> FloatArray:
    months = 12 * len(flows.years)
    if flows.set_aside is None:
        return np.zeros(months)
    year_ends = flows.set_aside.balance[:, path]
    at = np.arange(1, months + 1) / 12
    return np.asarray(np.interp(at, np.arange(len(year_ends)), year_ends))


def _spread(amount: FloatArray, months: FloatArray | None) -> FloatArray:
    shape = np.full(12, 1 / 12) if months is None else months
    return np.asarray(amount[:, None] * shape)


def _contributions(flows: FundFlows, account: Account, path: int) -> FloatArray:
    """Contributions by month of payment, deferred ones where they arrive [year, month]."""
    due = flows.contributions
    assert due is not None
    plan = due.plan
    rate = plan.collection_rate[:, None] * np.ones(1)
    on_employer = np.ones_like(rate)
    for rule, acted in zip(flows.rules, account.rule_factors, strict=True):
        if rule.acts_on == "contributions":
            rate = rate * acted[1:, path, None]
        elif rule.acts_on == "employer_rate":
            on_employer = on_employer * acted[1:, path, None]
    employer = rate * on_employer * due.employer[:, path, None]
    employee = rate * due.employee[:, path, None]
    months = employer * plan.paid_same_year + employee * plan.employee_months
    months[1:] += (employer * plan.paid_next_year)[:-1]
    return np.asarray(months)


def _check(monthly: Mapping[str, FloatArray], annual: Mapping[str, FloatArray], path: int) -> None:
    for name, months in monthly.items():
        year = annual[name][1:, path]
        gap = np.abs(months.sum(axis=1) - year)
        size = np.maximum(np.abs(year), np.abs(months).sum(axis=1))
        if (gap > CLOSING_TOLERANCE * np.maximum(size, 1e-300)).any():
            raise AccountingError(f"the months of {name} do not sum to the year")
