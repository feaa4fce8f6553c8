"""The account that all funds share: income, expenditure, arrears, interest, balance.

The identity ``balance_t = balance_{t-1} + income_t - expenditure_t + stock-flow difference``
is checked on every run. Balances are never clipped: a negative one is the financing gap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.account.closed_year import ClosedYear, close_year
from model.account.flows import FundFlows
from model.account.known_before import KnownBefore, known_before
from model.account.rule_factors import NOT_YET
from model.arrays import FloatArray, after
from model.errors import AccountingError

#: Relative to the largest of balance, income and expenditure.
CLOSING_TOLERANCE = 1e-9
#: What a closed year books besides items, by its name in `Account`.
STOCKS = ("balance", "arrears", "stock_flow_difference")
OF_DUES = ("due", "collected")


@dataclass(frozen=True)
class Account:
    """A settled ledger; row 0 is the base year, the path axis is last, money is yuan.

    Attributes
    ----------
    income_items, expenditure_items : name -> [year 0..T, path]
    income, expenditure : their sums [year 0..T, path]
    balance, arrears : stocks at the year's end [year 0..T, path]
    stock_flow_difference : change of the balance that flows do not explain [year 0..T, path]
    due : contributions asked for, cuts and rules taken off [year 0..T, path]; None without dues
    collected : of them collected, whenever they arrive [year 0..T, path]
    rule_factors : what each rule multiplied its target with [rule][year 0..T, path], 1 in year 0
    """

    income_items: Mapping[str, FloatArray]
    expenditure_items: Mapping[str, FloatArray]
    income: FloatArray
    expenditure: FloatArray
    balance: FloatArray
    arrears: FloatArray
    stock_flow_difference: FloatArray
    rule_factors: Sequence[FloatArray]
    due: FloatArray | None
    collected: FloatArray | None


def settle(flows: FundFlows) -> Account:
    """Roll the fund through the years and return its account, on all paths.

    Rules look at last year's payout months, so a year is closed before the next one opens. What
    does not depend on an earlier year is computed for all years before the loop.

    Raises
    ------
    AccountingError
        if the ledger does not close to `CLOSING_TOLERANCE`.
    """
    known = known_before(flows)
    closed = _base_year(flows)
    columns, factors = _columns(flows, known, closed)
    for year, given in enumerate(known.years, start=1):
        closed = close_year(closed, given, flows.rules)
        for name, column in columns.items():
            column[year] = closed.booked[name]
        for column, rule in zip(factors, closed.acted, strict=True):
            column[year] = rule.factor
    account = _account(flows, known, columns, factors)
    check_identity(account)
    return account


def check_identity(account: Account) -> None:
    """Raise `AccountingError` unless each year's balance follows from the one before."""
    income, expenditure = account.income, account.expenditure
    change = income[1:] - expenditure[1:] + account.stock_flow_difference[1:]
    gap = np.abs(account.balance[:-1] + change - account.balance[1:])
    size = np.maximum(np.abs(account.balance[1:]), np.abs(income[1:]))
    size = np.maximum(size, expenditure[1:])
    breach = gap > CLOSING_TOLERANCE * np.maximum(size, 1e-300)
    if breach.any() or not np.isfinite(account.balance).all():
        year = int(np.argmax((breach | ~np.isfinite(account.balance[1:])).any(axis=1))) + 1
        raise AccountingError(f"the ledger does not close in projected year {year}")


def _base_year(flows: FundFlows) -> ClosedYear:
    """Return the base year as if it had been closed: nothing arrives late from it."""
    opening, due = flows.opening, flows.contributions
    stocks = {"balance": opening.balance, "arrears": due.opening_arrears if due else 0.0}
    asked = {"due": due.opening_due, "collected": due.opening_collected} if due else {}
    return ClosedYear(
        booked={**opening.expenditure, **opening.income, **stocks, **asked},
        spent=opening.total_expenditure,
        collection=None,
        acted=[NOT_YET] * len(flows.rules),
    )


def _columns(
    flows: FundFlows, known: KnownBefore, base: ClosedYear
) -> tuple[dict[str, Any], list[Any]]:
    """Return what the years are entered into: by name, and for each rule; row 0 the base year.

    One path has lists of floats, many have arrays [year 0..T, path].
    """
    years, paths = flows.interest_rate.shape

    def column(first: float) -> Any:
        if paths == 1:
            return [first] * (years + 1)
        rows = np.empty((years + 1, paths))
        rows[0] = first
        return rows

    names = [*_income_names(flows), *(item.name for item in flows.expenditure), *STOCKS]
    if flows.contributions is not None:
        names += OF_DUES
    open_names = [name for name in names if name not in known.amounts]
    return {name: column(base.booked.get(name, 0.0)) for name in open_names}, [
        column(1.0) for _ in flows.rules
    ]


def _account(
    flows: FundFlows, known: KnownBefore, columns: Mapping[str, Any], factors: Sequence[Any]
) -> Account:
    """Return what was known before and what was entered year by year as one account."""
    opening, due = flows.opening, flows.contributions

    def table(name: str, first: float) -> FloatArray:
        if name in columns:
            return _array(columns[name])
        # an item of the base year alone is 0 later
        later = known.amounts.get(name, np.zeros((1, 1)))
        return _frozen(after(first, np.broadcast_to(later, flows.interest_rate.shape)))

    def items(base: Mapping[str, float], names: Sequence[str]) -> dict[str, FloatArray]:
        return {name: table(name, base.get(name, 0.0)) for name in dict.fromkeys((*base, *names))}

    income = items(opening.income, _income_names(flows))
    expenditure = items(opening.expenditure, [item.name for item in flows.expenditure])
    return Account(
        income_items=income,
        expenditure_items=expenditure,
        income=_total(income, opening.total_income),
        expenditure=_total(expenditure, opening.total_expenditure),
        balance=_array(columns["balance"]),
        arrears=_array(columns["arrears"]),
        stock_flow_difference=_array(columns["stock_flow_difference"]),
        rule_factors=[_array(factor) for factor in factors],
        due=table("due", due.opening_due) if due else None,
        collected=table("collected", due.opening_collected) if due else None,
    )


def _income_names(flows: FundFlows) -> Sequence[str]:
    of_contributions = ("contributions", "arrears_recovered") if flows.contributions else ()
    return (*(item.name for item in flows.income), *of_contributions, "interest")


def _array(column: Any) -> FloatArray:
    if isinstance(column, list):
        column = np.array(column, dtype=float)[:, None]
    return _frozen(column)


def _total(items: Mapping[str, FloatArray], base_year: float) -> FloatArray:
    first, *others = items.values()
    total = first.copy()
    for values in others:
        total += values
    total[0] = base_year
    return _frozen(total)


def _frozen(values: FloatArray) -> FloatArray:
    values.flags.writeable = False
    return values
