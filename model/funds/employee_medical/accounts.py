"""Money set aside within an employees' medical fund: personal accounts, catastrophic layer.

Both are in the fund's balance and expenditure, but answer for nobody else's benefits.
"""

from collections.abc import Callable

import numpy as np

from model.account.closed_year import interest_of
from model.account.collection import INTEREST_TIME
from model.arrays import FloatArray, after, ratio_or_nan
from model.funds.employee_medical.base_year import BaseSplit
from model.funds.employee_medical.levers import Fund, Policy
from model.funds.figures import Figures
from model.funds.setting import Setting
from model.funds.shared.dues import interest_rate
from model.funds.shared.payroll_fund import Branch
from model.parameters.dated import annual_or


def with_personal_accounts(
    fund: Fund, setting: Setting, branch: Branch, figures: Figures, split: BaseSplit
) -> Figures:
    """Return the figures with personal accounts: credited on what is collected, deferred or not.

    Arrears are credited when they are recovered. A share of opening balance and credits is spent
    each year.
    """
    policy: Policy = fund.policy
    years, unit = setting.years, setting.money_unit
    figures = figures.counting(
        {},
        base={
            "account_arrears": split.account_share * branch.payroll.arrears,
            "personal_credits": split.account_share * branch.payroll.contributions,
            "personal_accounts": split.personal_expenditure * unit,
        },
    )
    held = split.personal_balance + split.personal_expenditure
    base_share = split.personal_expenditure / held if held > 0 else 1.0
    spending = annual_or(fund.assumptions.account_spending, years, np.full(len(years), base_share))
    rate = annual_or(
        policy.account_interest, years, interest_rate(fund.assumptions.interest, setting)
    )
    credits = figures.projected("personal_credits")
    balance, spent = _roll(
        split.personal_balance * unit,
        credits,
        lambda year, held: spending[year] * held,
        interest_rate=rate,
        times=_times(policy),
    )
    recovered = figures["policy__arrears_recovery"] * figures["account_arrears"][:-1]
    return figures.counting(
        {
            "personal_balance": balance,
            "part__account_share_spent": after(
                base_share, np.nan_to_num(ratio_or_nan(spent, balance[:-1] + credits))
            ),
            "part__account_interest": _interest(balance, credits, spent),
            "part__accounts_recovered": after(0.0, recovered),
        }
    )


def with_catastrophic_layer(
    fund: Fund,
    setting: Setting,
    branch: Branch,
    figures: Figures,
    split: BaseSplit,
    base_insured: float,
) -> Figures:
    """Return the figures with the catastrophic layer: what is set aside for it, what it pays.

    What it cannot pay of the catastrophic benefits falls on the pool, so its balance is 0 at
    least.

    Parameters
    ----------
    base_insured : persons in the mean of the base year
    """
    policy, unit, year = fund.policy, setting.money_unit, setting.base_year
    figures = figures.counting(
        {},
        base={
            "catastrophic_premiums": policy.catastrophic_rate.at(year)
            * branch.payroll.contributions
            + policy.catastrophic_premium.at(year) * base_insured,
            "set_aside_balance": (split.personal_balance + split.catastrophic_balance) * unit,
        },
    )
    premiums, paid = (
        figures.projected(name) for name in ("catastrophic_premiums", "catastrophic_benefits")
    )
    balance, spent = _roll(
        split.catastrophic_balance * unit,
        premiums,
        lambda year, held: paid[year],
        interest_rate=interest_rate(fund.assumptions.interest, setting),
        times=_times(policy),
    )
    return figures.counting(
        {
            "catastrophic_balance": balance,
            "part__catastrophic_spent": after(split.catastrophic_expenditure * unit, spent),
            "part__catastrophic_interest": _interest(balance, premiums, spent),
        }
    )


def _interest(balance: FloatArray, received: FloatArray, spent: FloatArray) -> FloatArray:
    """Return what a stock within the fund earned [year 0..T, path]: what flows do not explain."""
    return after(np.nan, np.diff(balance, axis=0) - received + spent)


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


def _times(policy: Policy) -> tuple[float, float]:
    """For how much of the year contributions and spending earn interest."""
    received = float(np.asarray(policy.contribution_season) @ INTEREST_TIME)
    return received, float(np.asarray(policy.benefit_season) @ INTEREST_TIME)
