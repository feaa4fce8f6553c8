"""Indicators: each a function of arrays, with its formula and source.

Arrays are [year 0..T, path] with the base year in row 0. Undefined is NaN, never 0. The
declarations (labels, formulas, sources) stand in `model.words.outputs`.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from model.arrays import FloatArray, IntArray, ratio_or_nan
from model.economy import present_value
from model.funds.equation import evaluated, figure_named

#: Each indicator's equation; what is pooled is without what is set aside.
INDICATORS: Mapping[str, str] = {
    "payout_months": "12 * part__pooled_balance / part__pooled_expenditure",
    "payout_months_next": "12 * part__pooled_balance / part__pooled_expenditure__next",
    "reserve_ratio": "part__pooled_balance__before / part__pooled_expenditure",
    "cost_rate": "expenditure / wage_bill",
    "income_rate": "(income - interest) / wage_bill",
    "balance_rate": "income_rate - cost_rate",
    "pensioners_per_contributor": "mean_pensioners / mean_contributors",
    "contributors_per_pensioner": "mean_contributors / mean_pensioners",
    "benefit_ratio": "(expenditure / mean_pensioners) / (wage_bill / mean_contributors)",
    "replacement_rate": "12 * average_pension / average_wage",
    "new_replacement_rate": "12 * new_pension / average_wage",
    "collection_rate": "part__contributions_collected / part__contributions_asked",
    "coverage_rate": "active_insured / eligible",
    "paying_share": "contributors / active_insured",
    "break_even_rate": "(expenditure - (income - contributions)) / (collection_rate * wage_bill)",
}


def indicator(name: str, figures: Mapping[str, FloatArray]) -> FloatArray:
    """Return an indicator by its equation [year 0..T, path].

    Parameters
    ----------
    figures : what it names [year 0..T, path]
    """

    def names(one: str) -> FloatArray:
        figure, lag = figure_named(one)
        values = figures[figure]
        beyond = np.full_like(values[:1], np.nan)
        if lag == "before":
            return np.vstack([beyond, values[:-1]])
        return np.vstack([values[1:], beyond]) if lag == "next" else values

    return evaluated(INDICATORS[name], names)


def payout_months(balance: FloatArray, expenditure: FloatArray) -> FloatArray:
    """Months of the year's expenditure that the balance covers: ``12 B_t / E_t``.

    A negative balance gives a negative figure; NaN where nothing is spent. Source: MOHRSS
    bulletins (可支付月数).
    """
    return indicator(
        "payout_months",
        {"part__pooled_balance": balance, "part__pooled_expenditure": expenditure},
    )


def reserve_ratio(balance: FloatArray, expenditure: FloatArray) -> FloatArray:
    """Opening balance over the year's expenditure: ``B_{t-1} / E_t``; NaN in the base year.

    Source: trust fund ratio of the US Social Security trustees. Identity:
    ``payout_months_t = 12 reserve_ratio_{t+1} E_{t+1} / E_t``.
    """
    return indicator(
        "reserve_ratio",
        {"part__pooled_balance": balance, "part__pooled_expenditure": expenditure},
    )


def first_year(condition: NDArray[np.bool_], years: IntArray) -> int | None:
    """Return the first projected year in which `condition` [year 0..T] holds; None if never."""
    found = np.flatnonzero(condition[1:])
    return int(years[1 + found[0]]) if len(found) else None


def accumulated(flow: FloatArray, interest_rate: FloatArray, time: float = 0.5) -> FloatArray:
    """Return what yearly flows have grown to at each year's end [year 1..T, path].

    ``S_t = S_{t-1} (1 + i_t) + flow_t (1 + i_t time)``: what the balance would lack without
    them. `time` is the part of the year for which a flow earns interest.
    """
    stock = np.zeros_like(flow)
    before = np.zeros_like(flow[0])
    for year in range(len(flow)):
        before = before * (1 + interest_rate[year]) + flow[year] * (1 + interest_rate[year] * time)
        stock[year] = before
    return stock


def financing_gap(
    balance: FloatArray,
    expenditure: FloatArray,
    interest_rate: FloatArray,
    payout_months_kept: float = 0.0,
) -> FloatArray:
    """Return the yearly subsidies that keep the balance at `payout_months_kept` or above.

    Paid at the year's end, as soon as and as far as they are needed, and earning interest
    afterwards [year 1..T, path]. The floor is ``payout_months_kept / 12 x E_t``.
    """
    subsidy = np.zeros_like(balance[1:])
    received = np.zeros_like(balance[0])
    for year in range(len(subsidy)):
        received = received * (1 + interest_rate[year])
        floor = payout_months_kept / 12 * expenditure[year + 1]
        # a subsidy is never negative; the balance itself is not touched
        subsidy[year] = np.maximum(floor - balance[year + 1] - received, 0.0)
        received = received + subsidy[year]
    return subsidy


def year_end_value(flow: FloatArray, discount_rate: FloatArray) -> FloatArray:
    """Return the value at the end of the base year of year-end flows [year 1..T, path]."""
    return np.asarray(np.cumprod(1 / (1 + discount_rate)) @ flow)


def general_average_premium(
    base_balance: FloatArray,
    expenditure: FloatArray,
    wage_bill: FloatArray,
    discount_rate: FloatArray,
) -> FloatArray:
    """Level rate that pays for the horizon: ``(PV(E) - B_b) / PV(wage bill)``.

    Flows are those of years 1..T. Source: Iyer, Actuarial mathematics of social security
    pensions (ILO 1999).
    """
    cost = present_value(expenditure, discount_rate) - base_balance
    return ratio_or_nan(cost, present_value(wage_bill, discount_rate))


def actuarial_balance(
    base_balance: FloatArray,
    income_without_interest: FloatArray,
    expenditure: FloatArray,
    wage_bill: FloatArray,
    discount_rate: FloatArray,
) -> FloatArray:
    """Surplus of the horizon as a share of its wage bill, one year's cost left at the end.

    ``[B_b + PV(non-interest income) - PV(E) - PV(final year's E)] / PV(wage bill)``.
    Source: US Social Security trustees' report.
    """
    target = np.zeros_like(expenditure)
    target[-1] = expenditure[-1]
    surplus = (
        base_balance
        + present_value(income_without_interest - expenditure, discount_rate)
        - year_end_value(target, discount_rate)
    )
    return ratio_or_nan(surplus, present_value(wage_bill, discount_rate))
