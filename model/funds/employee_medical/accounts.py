"""Money set aside within an employees' medical fund: personal accounts, catastrophic layer.

Both are in the fund's balance and expenditure, but answer for nobody else's benefits.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.account.closed_year import interest_of
from model.account.collection import (
    INTEREST_TIME,
    arrears_after,
    collected,
    recovered_of,
    short_of,
)
from model.arrays import FloatArray, after
from model.funds.employee_medical.base_year import BaseSplit
from model.funds.employee_medical.levers import Fund, Policy
from model.funds.setting import Setting
from model.funds.shared.dues import interest_rate
from model.funds.shared.payroll_fund import Branch
from model.parameters.dated import annual_or


@dataclass(frozen=True)
class MoneyAside:
    """Money set aside: what comes in, what is paid of it, what is left [year 0..T, path], yuan."""

    received: FloatArray
    spent: FloatArray
    balance: FloatArray


@dataclass(frozen=True)
class PersonalAccounts(MoneyAside):
    """Personal accounts; `owed` is what arrears will bring them if paid [year 0..T, path].

    `recovered` is what of `received` came of arrears.
    """

    owed: FloatArray
    recovered: FloatArray


def personal_accounts(
    fund: Fund, setting: Setting, branch: Branch, split: BaseSplit
) -> PersonalAccounts:
    """Return personal accounts: credited on what is collected, deferred or cut for a time or not.

    Arrears are credited when they are recovered. A share of opening balance and credits is spent
    each year.
    """
    policy: Policy = fund.policy
    years, unit = setting.years, setting.money_unit
    share = policy.personal_account_share.annual(years) * policy.employer_rate.annual(
        years
    ) + policy.employee_account_share.annual(years) * policy.employee_rate.annual(years)
    due = share[:, None] * branch.wage_bill
    owed = _owed(fund, setting, due, split.account_share * branch.payroll.arrears)
    recovery = policy.arrears_recovery.annual(years)[:, None]
    recovered = recovered_of(owed[:-1], recovery)
    credits = collected(due, _collection_rate(fund, setting)) + recovered
    held = split.personal_balance + split.personal_expenditure
    base_share = split.personal_expenditure / held if held > 0 else 1.0
    spending = annual_or(fund.assumptions.account_spending, years, np.full(len(years), base_share))
    rate = annual_or(
        policy.account_interest, years, interest_rate(fund.assumptions.interest, setting)
    )
    balance, spent = _roll(
        split.personal_balance * unit,
        credits,
        lambda year, held: spending[year] * held,
        interest_rate=rate,
        times=_times(policy),
    )
    return PersonalAccounts(
        received=after(split.account_share * branch.payroll.contributions, credits),
        spent=after(split.personal_expenditure * unit, spent),
        balance=balance,
        owed=owed,
        recovered=after(0.0, recovered),
    )


def catastrophic_layer(
    fund: Fund,
    setting: Setting,
    branch: Branch,
    split: BaseSplit,
    mean_insured: FloatArray,
    paid: FloatArray,
) -> MoneyAside:
    """Return the catastrophic layer: what is set aside for it, and what it pays of `paid`.

    What it cannot pay falls on the pool, so its balance is 0 at least.
    """
    policy: Policy = fund.policy
    years = setting.years
    rate = branch.rates.employer.annual(years) + branch.rates.employee.annual(years)
    due = rate[:, None] * branch.wage_bill
    contributions = after(
        branch.payroll.contributions, collected(due, _collection_rate(fund, setting))
    )
    with_base = np.append(setting.base_year, years)
    a_head = policy.catastrophic_premium.annual(with_base) * mean_insured
    share = policy.catastrophic_rate.annual(with_base)
    premiums = share[:, None] * contributions + a_head[:, None]
    balance, spent = _roll(
        split.catastrophic_balance * setting.money_unit,
        premiums[1:],
        lambda year, held: paid[year],
        interest_rate=interest_rate(fund.assumptions.interest, setting),
        times=_times(policy),
    )
    return MoneyAside(
        received=premiums,
        spent=after(split.catastrophic_expenditure * setting.money_unit, spent),
        balance=balance,
    )


def _roll(
    opening: float,
    received: FloatArray,
    wanted: Callable[[int, FloatArray], FloatArray],
    *,
    interest_rate: FloatArray,
    times: tuple[float, float],
) -> tuple[FloatArray, FloatArray]:
    """Return a stock within the fund [year 0..T, path] and its spending [year 1..T, path].

    ``stock_t = stock_{t-1} + received - spent + i (stock_{t-1} + received a - spent b)``: the
    ledger's own interest, with a and b the parts of the year that money in and out earns it.
    Of what is wanted, what would leave the stock below 0 is not spent.

    Parameters
    ----------
    wanted : spending by year and by opening stock and receipts together [path]
    times : a and b
    """
    shape = np.broadcast_shapes(received.shape, interest_rate.shape)
    stock, spent = [np.full(shape[1], opening)], []
    for year in range(shape[0]):
        asked = wanted(year, stock[-1] + received[year])
        rate, incoming = interest_rate[year], received[year]
        interest = interest_of(rate, stock[-1], incoming * times[0] - asked * times[1])
        left = stock[-1] + incoming + interest - asked
        lacking = np.maximum(-left, 0.0)
        stock.append(left + lacking)
        spent.append(asked - lacking / (1 + rate * times[1]))
    return np.array(stock), np.array(spent)


def _collection_rate(fund: Fund, setting: Setting) -> FloatArray:
    """Collection rate of the projected years [year 1..T, 1]."""
    base = np.full(len(setting.years), fund.reported.collection_rate)
    return annual_or(fund.policy.collection_rate, setting.years, base)[:, None]


def _owed(fund: Fund, setting: Setting, due: FloatArray, before: float) -> FloatArray:
    """Return the accounts' part of the arrears at the year's end [year 0..T, path], yuan.

    As the ledger has arrears; what a deferral leaves unpaid was credited at once.
    """
    recovery = fund.policy.arrears_recovery.annual(setting.years)
    write_off = fund.policy.arrears_write_off.annual(setting.years)
    short = short_of(due, _collection_rate(fund, setting))
    owed = [np.full(due.shape[1], before)]
    for year, missing in enumerate(short):
        recovered = recovered_of(owed[-1], recovery[year])
        owed.append(arrears_after(owed[-1], recovered, write_off[year], missing))
    return np.array(owed)


def _times(policy: Policy) -> tuple[float, float]:
    """For how much of the year contributions and spending earn interest."""
    received = float(np.asarray(policy.contribution_season) @ INTEREST_TIME)
    return received, float(np.asarray(policy.benefit_season) @ INTEREST_TIME)
