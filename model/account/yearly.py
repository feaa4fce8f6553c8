"""The account that all funds share: income, expenditure, arrears, interest, balance.

The identity ``balance_t = balance_{t-1} + income_t - expenditure_t + stock-flow difference``
is checked on every run. Balances are never clipped: a negative one is the financing gap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from model.account.collection import CollectionPlan
from model.arrays import FloatArray, IntArray
from model.errors import AccountingError
from model.parameters.rules import Rule

#: Relative to the largest of balance, income and expenditure.
CLOSING_TOLERANCE = 1e-9
_EVEN = np.full(12, 1 / 12)
#: Share of a year for which money moved in each month earns interest: (12 - m + 0.5) / 12.
INTEREST_TIME = (12 - np.arange(1, 13) + 0.5) / 12


@dataclass(frozen=True)
class Item:
    """One line of income or expenditure.

    Attributes
    ----------
    name : as in `model.words.outputs`
    amount : of each projected year [year 1..T, path], yuan, or a share of `refunds_of`
    months : how the year's amount falls on months [month] or [year, month]; sums to 1
    refunds_of : item of income of whose year before `amount` is a share; "" where it is yuan.
        What was paid depends on relief and on rules, so that only the ledger knows it
    """

    name: str
    amount: FloatArray
    months: FloatArray = field(default_factory=lambda: _EVEN)
    refunds_of: str = ""


@dataclass(frozen=True)
class ContributionsDue:
    """What is due on wages, and the plan by which it becomes cash.

    Attributes
    ----------
    employer, employee : due in each projected year [year 1..T, path], yuan
    plan : collection, relief, deferral
    opening_arrears : stock at the end of the base year, yuan
    opening_due, opening_collected : of the base year, yuan
    """

    employer: FloatArray
    employee: FloatArray
    plan: CollectionPlan
    opening_arrears: float
    opening_due: float
    opening_collected: float


@dataclass(frozen=True)
class OpeningAccount:
    """The base year's final account, yuan: the first row of every ledger.

    Totals are kept apart from their items so that reported figures stand to the last digit.
    """

    balance: float
    income: Mapping[str, float]
    expenditure: Mapping[str, float]
    total_income: float
    total_expenditure: float


@dataclass(frozen=True)
class SetAside:
    """Part of a fund that answers for nobody else's benefits, such as personal accounts.

    It is in the balance and the expenditure of the fund, but not in its payout months.

    Attributes
    ----------
    balance, expenditure : [year 0..T, path], yuan
    items : what of the account's items, by their names, comes to it or is paid of it; interest is
        what closes its balance [year 0..T, path], yuan
    """

    balance: FloatArray
    expenditure: FloatArray
    items: Mapping[str, FloatArray]


@dataclass(frozen=True)
class FundFlows:
    """What a fund hands to the ledger.

    Attributes
    ----------
    base_year : of the opening account; flows are of the years after it
    opening : the base year's final account
    contributions : due on wages, or None
    income, expenditure : further items
    interest_rate : on the balance [year 1..T, path]
    rules : each scales the item, or the employer rate, it acts on
    observed_balance : published balances [year 1..T], NaN where none; the part that flows do
        not explain is the stock-flow difference
    set_aside : what payout months leave out
    hand_over : (projected year, month 0..11) from which the balance goes to a higher pool; what
        has been earned in the year stays
    """

    base_year: int
    opening: OpeningAccount
    income: Sequence[Item]
    expenditure: Sequence[Item]
    interest_rate: FloatArray
    contributions: ContributionsDue | None = None
    rules: Sequence[Rule] = ()
    observed_balance: FloatArray | None = None
    set_aside: SetAside | None = None
    hand_over: tuple[int, int] | None = None

    @property
    def years(self) -> IntArray:
        """The projected years."""
        return np.arange(self.base_year + 1, self.base_year + 1 + len(self.interest_rate))


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
    rule_factors : what each rule multiplied its target with [rule][year 1..T, path]
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
    """Roll the fund through the years and return its account.

    The only loop over years outside the demography: rules look at last year's payout
    months, so a year must be closed before the next one opens. Vectorised over paths; a
    single path runs on plain floats, which is several times faster than arrays of one.

    Raises
    ------
    AccountingError
        if the ledger does not close to `CLOSING_TOLERANCE`.
    """
    paths = flows.interest_rate.shape[1]
    books = _Books(flows, paths)
    for year in range(len(flows.years)):
        books.close_year(year)
    account = books.account()
    check_identity(account)
    return account


def check_identity(account: Account) -> None:
    """Raise `AccountingError` unless each year's balance follows from the one before."""
    income, expenditure = account.income, account.expenditure
    change = income[1:] - expenditure[1:] + account.stock_flow_difference[1:]
    gap = np.abs(account.balance[:-1] + change - account.balance[1:])
    size = np.maximum.reduce([np.abs(account.balance[1:]), np.abs(income[1:]), expenditure[1:]])
    breach = gap > CLOSING_TOLERANCE * np.maximum(size, 1e-300)
    if breach.any() or not np.isfinite(account.balance).all():
        year = int(np.argmax((breach | ~np.isfinite(account.balance[1:])).any(axis=1))) + 1
        raise AccountingError(f"the ledger does not close in projected year {year}")


def timing(months: FloatArray, years: int) -> FloatArray:
    """Return for how much of its year an item earns interest [year]."""
    return np.broadcast_to(months @ INTEREST_TIME, (years,))


def _rows(values: FloatArray, paths: int) -> list[Any]:
    """Split [year, path] into years; a single path becomes plain floats."""
    full = np.broadcast_to(values, (len(values), paths))
    return full[:, 0].tolist() if paths == 1 else list(full)


class _Books:
    """The state that `settle` carries from year to year; lives for one call only."""

    def __init__(self, flows: FundFlows, paths: int) -> None:
        self.flows, self.paths = flows, paths
        years = len(flows.years)
        self.income = [
            (i.name, _rows(i.amount, paths), timing(i.months, years)) for i in flows.income
        ]
        self.expenditure = [
            (i.name, _rows(i.amount, paths), timing(i.months, years), i.refunds_of)
            for i in flows.expenditure
        ]
        self.rate = _rows(flows.interest_rate, paths)
        self.rules = [(rule, _share_of_year(rule, flows.years)) for rule in flows.rules]
        self.factors: list[list[Any]] = [[] for _ in flows.rules]
        self.acted: list[Any] = [False for _ in flows.rules]
        self.lines_in: dict[str, list[Any]] = {
            name: [value] for name, value in flows.opening.income.items()
        }
        self.lines_out: dict[str, list[Any]] = {
            name: [value] for name, value in flows.opening.expenditure.items()
        }
        self.balance: list[Any] = [flows.opening.balance]
        self.spent: Any = flows.opening.total_expenditure
        self.difference: list[Any] = [0.0]
        due = flows.contributions
        self.arrears: list[Any] = [due.opening_arrears if due else 0.0]
        self.asked: list[Any] = [due.opening_due if due else 0.0]
        self.collected: list[Any] = [due.opening_collected if due else 0.0]
        self.carried: Any = 0.0
        self.carried_time = 0.0
        if due:
            self.due = (_rows(due.employer, paths), _rows(due.employee, paths))
            plan = due.plan
            self.times = (
                plan.paid_same_year @ INTEREST_TIME,
                plan.employee_months @ INTEREST_TIME,
                plan.paid_next_year @ INTEREST_TIME,
            )
            self.same_year = plan.paid_same_year.sum(axis=1).tolist()
            self.next_year = plan.paid_next_year.sum(axis=1).tolist()

    def close_year(self, year: int) -> None:
        """Book one year: rules, items, contributions, interest, balance."""
        opening = self.balance[-1]
        factor = self._apply_rules(year, opening)
        received: Any = 0.0
        weighted: Any = 0.0
        for name, rows, time in self.income:
            amount = rows[year] * factor.get(name, 1.0)
            self._book(self.lines_in, name, amount)
            received = received + amount
            weighted = weighted + amount * float(time[year])
        if self.flows.contributions:
            amount, moment = self._collect(year, factor)
            received = received + amount
            weighted = weighted + moment
        spent: Any = 0.0
        for name, rows, time, refunds_of in self.expenditure:
            amount = rows[year] * factor.get(name, 1.0)
            if refunds_of:
                # row 0 is the base year, so the row of this number is last year's
                amount = amount * self.lines_in[refunds_of][year]
            self._book(self.lines_out, name, amount)
            spent = spent + amount
            weighted = weighted - amount * float(time[year])
        handed_over = self.flows.hand_over is not None and year == self.flows.hand_over[0]
        held = self.flows.hand_over[1] / 12 if handed_over and self.flows.hand_over else 1.0
        interest = self.rate[year] * (opening * held + weighted)
        self._book(self.lines_in, "interest", interest)
        closing = opening + received + interest - spent
        difference: Any = 0.0
        if handed_over:
            difference = -opening
            closing = closing + difference
        if self.flows.observed_balance is not None:
            observed = float(self.flows.observed_balance[year])
            if np.isfinite(observed):
                unexplained = observed - closing
                difference = difference + unexplained
                closing = closing + unexplained
        self.difference.append(difference)
        self.balance.append(closing)
        self.spent = spent

    def _apply_rules(self, year: int, balance: Any) -> dict[str, Any]:
        """Return by what each target is multiplied, from last year's payout months."""
        factor: dict[str, Any] = {}
        if not self.rules:
            return factor
        with np.errstate(divide="ignore", invalid="ignore"):
            pooled, spent = self._pooled(year, balance)
            payout_months = 12 * np.float64(pooled) / spent
        for position, (rule, share) in enumerate(self.rules):
            acts = np.ones_like(payout_months, dtype=bool)
            if rule.at_least is not None:
                acts = acts & (payout_months >= rule.at_least)
            if rule.until_below is not None:
                acts = acts | (self.acted[position] & (payout_months >= rule.until_below))
            if rule.below is not None:
                acts = acts & (payout_months < rule.below)
            self.acted[position] = acts & (share[year] > 0)
            own = 1 + (rule.factor - 1) * acts * float(share[year])
            self.factors[position].append(own)
            factor[rule.acts_on] = factor.get(rule.acts_on, 1.0) * own
        return factor

    def _pooled(self, year: int, balance: Any) -> tuple[Any, Any]:
        """Return last year's balance and expenditure without what is set aside."""
        aside = self.flows.set_aside
        if aside is None:
            return balance, self.spent
        kept, used = aside.balance[year], aside.expenditure[year]
        if self.paths == 1:
            kept, used = float(kept[0]), float(used[0])
        return balance - kept, self.spent - used

    def _collect(self, year: int, factor: dict[str, Any]) -> tuple[Any, Any]:
        """Book contributions and arrears; return their sum and its interest time."""
        due = self.flows.contributions
        assert due is not None
        plan = due.plan
        rate = float(plan.collection_rate[year])
        both = factor.get("contributions", 1.0)
        employer = self.due[0][year] * both * factor.get("employer_rate", 1.0)
        employee = self.due[1][year] * both
        same, from_employee = rate * employer * self.same_year[year], rate * employee
        contributions = same + from_employee + self.carried
        same_time, employee_time, next_time = (float(time[year]) for time in self.times)
        # times are weighted with the shares already, so they multiply the full due
        moment = rate * employer * same_time + from_employee * employee_time + self.carried_time
        self.carried = rate * employer * self.next_year[year]
        self.carried_time = rate * employer * next_time
        opening = self.arrears[-1]
        recovered = opening * float(plan.recovery_rate[year])
        written_off = opening * float(plan.write_off_rate[year])
        asked = employer * (1 - float(plan.forgone[year])) + employee
        shortfall = (1 - rate) * asked + rate * employer * float(plan.defaulted[year])
        self.asked.append(asked)
        self.collected.append(same + from_employee + self.carried)
        self.arrears.append(opening - recovered - written_off + shortfall)
        self._book(self.lines_in, "contributions", contributions)
        self._book(self.lines_in, "arrears_recovered", recovered)
        return contributions + recovered, moment + recovered * 0.5

    @staticmethod
    def _book(lines: dict[str, list[Any]], name: str, amount: Any) -> None:
        lines.setdefault(name, [0.0]).append(amount)

    def account(self) -> Account:
        """Return the books as arrays."""
        full = len(self.balance)

        def array(values: list[Any]) -> FloatArray:
            # an item of the base year only has no later rows
            padded = values + [0.0] * (full - len(values))
            if self.paths == 1:
                return _frozen(np.array(padded, dtype=float)[:, None])
            table = np.empty((full, self.paths))
            for row, value in enumerate(padded):
                table[row] = value
            return _frozen(table)

        opening = self.flows.opening
        income = {name: array(values) for name, values in self.lines_in.items()}
        expenditure = {name: array(values) for name, values in self.lines_out.items()}
        return Account(
            income_items=income,
            expenditure_items=expenditure,
            income=_total(income, opening.total_income),
            expenditure=_total(expenditure, opening.total_expenditure),
            balance=array(self.balance),
            arrears=array(self.arrears),
            stock_flow_difference=array(self.difference),
            rule_factors=[array([1.0, *values]) for values in self.factors],
            due=array(self.asked) if self.flows.contributions else None,
            collected=array(self.collected) if self.flows.contributions else None,
        )


def _total(items: Mapping[str, FloatArray], base_year: float) -> FloatArray:
    total = np.sum(list(items.values()), axis=0)
    total[0] = base_year
    return _frozen(total)


def _frozen(values: FloatArray) -> FloatArray:
    values.flags.writeable = False
    return values


def _share_of_year(rule: Rule, years: IntArray) -> FloatArray:
    """Return for which share of each year the rule is in force [year]."""
    month = years[:, None] * 12 + np.arange(12)
    return np.asarray(((month >= rule.from_) & (month <= rule.to)).mean(axis=1))
