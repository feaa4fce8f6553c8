"""The monthly ledger: the annual one spread over months, summing to it exactly.

Flows follow their seasonal profiles and dated values to the month (docs/method/ledger_account.md);
interest accrues on the running balance, simple within the year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.account.collection import collected
from model.account.flows import EVEN_MONTHS, FundFlows
from model.account.rule_factors import factor_on
from model.account.settlement import CLOSING_TOLERANCE, Account
from model.arrays import FloatArray, IntArray
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


class MonthlyPart(NamedTuple):
    """A yearly flow and how it falls on months.

    Attributes
    ----------
    name : of the item that it is, or is part of
    amount : yuan [year 1..T, path]
    months : share of the year's amount in each month [month] or [year, month]
    """

    name: str
    amount: FloatArray
    months: FloatArray


def monthly_ledger(flows: FundFlows, account: Account, path: int = 0) -> MonthlyLedger:
    """Return the months of one path.

    Raises
    ------
    AccountingError
        if the months of a year do not sum to the year.
    """
    received, spent = monthly_parts(flows, account)
    income, expenditure = _by_month(received, path), _by_month(spent, path)
    net = np.zeros((len(flows.years), 12))
    for months in income.values():
        net += months
    for months in expenditure.values():
        net -= months
    year = np.arange(len(flows.years))
    income["interest"], balance = month_ends(flows, account, net, year, path)
    _check(income, account.income_items, path)
    _check(expenditure, account.expenditure_items, path)
    return MonthlyLedger(
        first_month=(flows.base_year + 1) * 12,
        income_items={name: values.ravel() for name, values in income.items()},
        expenditure_items={name: values.ravel() for name, values in expenditure.items()},
        balance=balance.ravel(),
        set_aside=set_aside_at_month_ends(flows, year, path).ravel(),
    )


def monthly_parts(
    flows: FundFlows, account: Account
) -> tuple[list[MonthlyPart], list[MonthlyPart]]:
    """Return all income but interest, and all expenditure, by how they fall on months.

    Contributions on wages come last, in three parts: paid in time by employers, by members, late.
    """
    months = {item.name: item.months for item in (*flows.income, *flows.expenditure)}

    def part(name: str, amount: FloatArray) -> MonthlyPart:
        return MonthlyPart(name, amount[1:], months.get(name, EVEN_MONTHS))

    income = account.income_items
    received = [
        part(name, amount)
        for name, amount in income.items()
        if name not in ("contributions", "interest")
    ]
    if flows.contributions is not None:
        received += _contribution_parts(flows, account)
    elif "contributions" in income:
        received.append(part("contributions", income["contributions"]))
    return received, [part(name, amount) for name, amount in account.expenditure_items.items()]


def _contribution_parts(flows: FundFlows, account: Account) -> list[MonthlyPart]:
    due = flows.contributions
    assert due is not None
    plan, rate = due.plan, due.plan.collection_rate[:, None]
    employer, employee = due.employer, due.employee
    if flows.rules:
        on_both = factor_on("contributions", flows.rules, account.rule_factors)
        on_employer = factor_on("employer_rate", flows.rules, account.rule_factors)
        employer, employee = employer * (on_both * on_employer), employee * on_both
    employer, employee = collected(employer, rate), collected(employee, rate)
    return [
        MonthlyPart("contributions", employer, plan.paid_same_year),
        MonthlyPart("contributions", employee, plan.employee_months),
        MonthlyPart("contributions", _year_later(employer), _year_later(plan.paid_next_year)),
    ]


def month_ends(
    flows: FundFlows,
    account: Account,
    net: FloatArray,
    year: IntArray,
    path: IntArray | int,
) -> tuple[FloatArray, FloatArray]:
    """Return interest and month-end balances of some years of some paths [case, month], yuan.

    Parameters
    ----------
    net : income less expenditure, interest left out [case, month]
    year, path : of each case, the year counted from 0 for the first projected one [case]
    """
    opening = account.balance[year, path]
    difference = account.stock_flow_difference[year + 1, path]
    handed_over: FloatArray | float = 0.0
    if flows.hand_over is not None:
        of_year, month = flows.hand_over
        handed_over = np.zeros_like(net)
        handing = year == of_year
        handed_over[handing, month:] = -opening[handing, None]
        difference = difference + opening * handing
    rate = flows.interest_rate[year, path][:, None]
    interest, balance = accrued(opening[:, None], net, rate, handed_over)
    # a stock-flow difference has no date: it is booked with the last month
    balance[:, -1] += difference
    return interest, balance


def accrued(
    opening: FloatArray | float,
    net: FloatArray,
    interest_rate: FloatArray | float,
    handed_over: FloatArray | float = 0.0,
) -> tuple[FloatArray, FloatArray]:
    """Return interest and month-end balances of a year, interest simple within it [..., month].

    Parameters
    ----------
    opening, interest_rate : balance at the year's start, share a year [..., 1]
    net : income less expenditure [..., month]
    handed_over : what has left the balance by each month's end, negative [..., month]
    """
    running = opening + np.cumsum(net, axis=-1) - net / 2 + handed_over
    interest = np.asarray(interest_rate * running / 12)
    return interest, opening + np.cumsum(net + interest, axis=-1) + handed_over


def accumulated_by_month(flow: FloatArray, interest_rate: FloatArray) -> FloatArray:
    """Return what monthly flows have grown to at each month's end, by the ledger's interest.

    Parameters
    ----------
    flow : [month], whole years
    interest_rate : of each year [year]
    """
    stock, grown = 0.0, []
    for net, rate in zip(flow.reshape(-1, 12), interest_rate.tolist(), strict=True):
        grown.append(accrued(stock, net, rate)[1])
        stock = float(grown[-1][-1])
    return np.concatenate(grown)


def set_aside_at_month_ends(flows: FundFlows, year: IntArray, path: IntArray | int) -> FloatArray:
    """Return what is set aside, evenly between year ends [case, month], yuan."""
    aside = flows.set_aside
    if aside is None:
        return np.zeros((len(year), 12))
    balance = np.broadcast_to(aside.balance, (len(flows.years) + 1, flows.interest_rate.shape[1]))
    before, after = balance[year, path][:, None], balance[year + 1, path][:, None]
    return np.asarray(before + (after - before) * np.arange(1, 13) / 12)


def _by_month(parts: list[MonthlyPart], path: int) -> dict[str, FloatArray]:
    """Return the items of one path, parts of the same name together [year, month]."""
    items: dict[str, FloatArray] = {}
    for part in parts:
        months = part.amount[:, path, None] * part.months
        items[part.name] = items[part.name] + months if part.name in items else months
    return items


def _year_later(values: FloatArray) -> FloatArray:
    """Move each year's row to the next; the first year is 0."""
    moved = np.zeros_like(values)
    moved[1:] = values[:-1]
    return moved


def _check(monthly: Mapping[str, FloatArray], annual: Mapping[str, FloatArray], path: int) -> None:
    for name, months in monthly.items():
        year = annual[name][1:, path]
        gap = np.abs(months.sum(axis=1) - year)
        if (gap > CLOSING_TOLERANCE * np.abs(year)).any():
            # months that cancel out are larger than their year
            size = np.maximum(np.abs(year), np.abs(months).sum(axis=1))
            if (gap > CLOSING_TOLERANCE * np.maximum(size, 1e-300)).any():
                raise AccountingError(f"the months of {name} do not sum to the year")
