"""The money step of a pension fund: matrix products over all economic paths."""

from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray
from model.economy import EconomyPaths
from model.funds.pension_engine.cash_matrices import PensionOperator


@dataclass(frozen=True)
class PensionMoney:
    """Money of each projected year [year 1..T, path], yuan.

    Attributes
    ----------
    wage_bill : declared wages on which contributions are due
    benefits : pensions paid
    grants : funeral and survivor grants
    account_refunds : accounts paid out on deaths
    transfers_out : accounts that left with their members
    new_pension : mean new monthly pension of the year, NaN where nobody retires
    """

    wage_bill: FloatArray
    benefits: FloatArray
    grants: FloatArray
    account_refunds: FloatArray
    transfers_out: FloatArray
    new_pension: FloatArray


def pension_money(
    operator: PensionOperator,
    economy: EconomyPaths,
    *,
    employee_rate: FloatArray,
    account_interest: FloatArray,
    increase: FloatArray,
    grant_months: FloatArray,
    award_level: float = 1.0,
) -> PensionMoney:
    """Return the fund's money on every path.

    ``benefits_t = 12 index_t (base payments_t + sum over r of payments[t, r] award_r / index_r)``;
    contributions of year s stand in an account at t as
    ``rate_s base_s (1 + j_s / 2) J_t / J_s``; what leaves an account during t has earned
    ``(1 + j_t / 2) / (1 + j_t)`` of that.

    Parameters
    ----------
    employee_rate, account_interest, grant_months : of each year [year 1..T]
    increase : of pensions in payment on 1 January [year 1..T, path]
    award_level : new pensions over what the formula gives
    """
    wage, previous = economy.wage[1:], economy.wage[:-1] / 12
    growth = np.cumprod(1 + account_interest)[:, None]
    # what leaves an account in a year has earned half of the year's interest
    leaving_growth = growth * ((1 + account_interest / 2) / (1 + account_interest))[:, None]
    credited = (employee_rate * (1 + account_interest / 2))[:, None] * wage / growth
    index = np.cumprod(1 + increase, axis=0)
    account_awards = leaving_growth * (
        operator.account_awards @ credited + operator.base_account_awards[:, :, None]
    )
    salary_awards = (operator.basic + operator.transitional).T[:, :, None] * previous
    awards = award_level * (salary_awards + account_awards)
    flat = (-1, wage.shape[1])
    in_payment = operator.payments @ (awards / index).reshape(flat)
    refunded = operator.refunds @ account_awards.reshape(flat)
    dying = operator.dying_accounts @ credited + operator.base_dying_accounts[:, None]
    leaving = operator.leaving_accounts @ credited + operator.base_leaving_accounts[:, None]
    new = operator.new_pensioners.sum(axis=1)[:, None]
    return PensionMoney(
        wage_bill=operator.covered_bases[:, None] * wage,
        benefits=12 * index * (operator.base_payments[:, None] + in_payment),
        grants=(operator.deaths * grant_months)[:, None] * previous,
        account_refunds=refunded + leaving_growth * dying,
        transfers_out=leaving_growth * leaving,
        new_pension=np.divide(
            awards.sum(axis=0), new, out=np.full_like(wage, np.nan), where=new > 0
        ),
    )
