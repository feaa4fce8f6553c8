"""Several funds as one account: their sums, and how long they last together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.account.months import MonthlyLedger
from model.arrays import FloatArray, IntArray
from model.results import indicators as ind
from model.results.fund_projection import Figure, FundProjection, turning_points
from model.words.texts import Text


@dataclass(frozen=True)
class Consolidation:
    """The consolidated account of some funds of one projection; row 0 is the base year, yuan.

    What a fund sets aside (personal accounts) counts in income, expenditure and balance, but not
    in payout months, as in the fund itself.
    """

    funds: tuple[FundProjection, ...]

    @property
    def title(self) -> Text:
        """How many funds are summed."""
        count = len(self.funds)
        return Text(f"{count} 项基金合计", f"The sum of {count} funds")

    @property
    def years(self) -> IntArray:
        """The years [year 0..T]."""
        return self.funds[0].years

    @property
    def pooled_balance(self) -> FloatArray:
        """What answers for benefits [year 0..T, path]: the balances without what is set aside."""
        return np.asarray(sum(fund.pooled_balance for fund in self.funds))

    @cached_property
    def series(self) -> Mapping[str, FloatArray]:
        """Income, expenditure, surplus, balance [year 0..T, path]."""
        return {name: self._sum(name) for name in ("income", "expenditure", "surplus", "balance")}

    @cached_property
    def indicators(self) -> Mapping[str, FloatArray]:
        """Payout months and reserve ratio [year 0..T, path]."""
        balance = self.pooled_balance
        spent = np.asarray(sum(fund.pooled_expenditure for fund in self.funds))
        return {
            "payout_months": ind.payout_months(balance, spent),
            "payout_months_next": ind.indicator(
                "payout_months_next",
                {"part__pooled_balance": balance, "part__pooled_expenditure": spent},
            ),
            "reserve_ratio": ind.reserve_ratio(balance, spent),
        }

    @cached_property
    def monthly(self) -> MonthlyLedger:
        """Month-end balances of the first path."""
        own = [fund.monthly for fund in self.funds]
        return MonthlyLedger(
            first_month=own[0].first_month,
            income_items={},
            expenditure_items={},
            balance=np.asarray(sum(ledger.balance for ledger in own)),
            set_aside=np.asarray(sum(ledger.set_aside for ledger in own)),
        )

    @cached_property
    def turning_points(self) -> Mapping[str, Figure]:
        """Years of deficit, peak and depletion, lowest cover; of the first path."""
        return turning_points(
            self.years,
            self.series["surplus"][:, 0],
            self.pooled_balance[:, 0],
            self.indicators["payout_months"][:, 0],
            self.monthly,
        )

    def _sum(self, name: str) -> FloatArray:
        return np.asarray(sum(fund.series[name] for fund in self.funds))


def consolidate(funds: Sequence[FundProjection]) -> Consolidation:
    """Return the consolidated account of at least one fund of a projection."""
    return Consolidation(tuple(funds))
