"""The flows that a fund hands in to be settled: items, dues, interest, rules, base year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from model.account.collection import INTEREST_TIME, CollectionPlan
from model.arrays import FloatArray, IntArray
from model.parameters.rules import Rule

#: A year's amount that falls on all months alike [month].
EVEN_MONTHS = np.full(12, 1 / 12)


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
    months: FloatArray = field(default_factory=lambda: EVEN_MONTHS)
    refunds_of: str = ""

    def interest_time(self) -> FloatArray:
        """Return for how much of its year the item earns interest, [year] or one for all."""
        return np.asarray(self.months @ INTEREST_TIME)


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
