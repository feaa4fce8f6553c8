"""What medical bills cost a pool: lognormal bills against deductible, coinsurance and cap.

Bills grow with wages; an amount fixed in yuan therefore erodes (docs/method/employee_medical.md).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from model.arrays import FloatArray, ratio_or_nan
from model.funds.setting import Setting
from model.funds.shared.medical_bill_levers import (
    CAP_IN_WAGES,
    DEDUCTIBLE_IN_WAGES,
    MEAN_CLAIM_IN_WAGES,
    ClaimAssumptions,
    ClaimPolicy,
)
from model.parameters.dated import annual_or
from model.tables import AGES
from model.words.outputs import Output
from model.words.texts import Message, Text, message

#: Age up to which costs a head are flat.
FLAT_BELOW = 20

_SOURCE = "docs/method/employee_medical.md"
#: Series that both kinds of medical fund show.
CLAIM_OUTPUTS = {
    "pool_cost_per_head": Output(
        Text("人均统筹支出", "Pool cost a head"),
        "per_head",
        "benefits / mean insured, a year",
        _SOURCE,
    ),
    "reimbursed_share": Output(
        Text("实际报销比例", "Share of bills reimbursed"),
        "share",
        "E[min(cap, (1 - coinsurance) max(0, X - deductible))] / E[X]",
        _SOURCE,
    ),
}


@dataclass(frozen=True)
class ClaimCosts:
    """Bills and what is paid of them, for one patient's year [year 0..T, path], yuan.

    Attributes
    ----------
    trend : mean bill over the base year's
    bill : mean bill
    paid : mean payment of the pool
    above_cap : mean part of the bill beyond the point where the pool reaches its cap
    frequency : bills a head at the same age over the base year's [year 0..T]
    """

    trend: FloatArray
    bill: FloatArray
    paid: FloatArray
    above_cap: FloatArray
    frequency: FloatArray

    @property
    def reimbursed_share(self) -> FloatArray:
        """The design factor: what the pool pays of a bill [year 0..T, path]."""
        return self.paid / self.bill

    def bill_growth(self, weight: FloatArray, insured: FloatArray) -> FloatArray:
        """Return bills a head over the base year's [year 0..T, path]; NaN where nobody is insured.

        Parameters
        ----------
        weight : insured weighted by the cost of their age [year 0..T]
        insured : persons in the mean of the year [year 0..T]
        """
        heads = self.frequency * ratio_or_nan(weight, insured)
        return np.asarray((heads / heads[0])[:, None] * self.trend)


def claim_costs(
    policy: ClaimPolicy, assumptions: ClaimAssumptions, coinsurance: FloatArray, setting: Setting
) -> ClaimCosts:
    """Return bills and payments of the base year and the projected ones.

    ``trend_t = trend_{t-1} (1 + elasticity x wage growth + excess)``; deductible and cap listed
    are multiplied by ``prod of (1 + weight x wage growth)``, those left out follow the wage.

    Parameters
    ----------
    coinsurance : share of the bill above the deductible that the patient pays [year 0..T]
    """
    years = np.append(setting.base_year, setting.years)
    wage = setting.economy.wage
    growth = (
        assumptions.cost_elasticity.annual(setting.years)[:, None] * setting.economy.wage_growth
        + assumptions.cost_excess.annual(setting.years)[:, None]
        + setting.economy.medical_growth
    )
    trend = _cumulated(growth)
    mean = assumptions.mean_claim
    bill = (MEAN_CLAIM_IN_WAGES * wage[:1] if mean is None else mean) * trend
    weight = policy.limits_wage_weight.annual(setting.years)[:, None]
    index = _cumulated(weight * setting.economy.wage_growth)
    terms = (
        annual_or(policy.deductible, years, DEDUCTIBLE_IN_WAGES * wage / index) * index,
        annual_or(policy.cap, years, CAP_IN_WAGES * wage / index) * index,
        coinsurance[:, None],
    )
    return ClaimCosts(
        trend=trend,
        bill=bill,
        paid=expected_payment(bill, assumptions.claim_spread, *terms),
        above_cap=expected_above_cap(bill, assumptions.claim_spread, *terms),
        frequency=np.append(1.0, assumptions.utilisation.annual(setting.years)),
    )


def expected_payment(
    mean: FloatArray,
    spread: float,
    deductible: FloatArray,
    cap: FloatArray,
    coinsurance: FloatArray,
) -> FloatArray:
    """Return what the pool pays on average of a bill; all broadcast together.

    ``E[min(cap, (1 - k) max(0, X - d))] = (1 - k) (E[max(0, X - d)] - E[max(0, X - u)])`` with
    ``u = d + cap / (1 - k)`` and X lognormal of mean `mean` and standard deviation of logs
    `spread`.
    """
    full = _full(deductible, cap, coinsurance)
    between = _mean_excess(mean, spread, deductible) - _mean_excess(mean, spread, full)
    return np.asarray((1 - coinsurance) * between)


def expected_above_cap(
    mean: FloatArray,
    spread: float,
    deductible: FloatArray,
    cap: FloatArray,
    coinsurance: FloatArray,
) -> FloatArray:
    """Return the mean part of a bill beyond the point where the pool reaches its cap."""
    return _mean_excess(mean, spread, _full(deductible, cap, coinsurance))


def cost_weights(doubling_years: float) -> FloatArray:
    """Return the cost a head by age over that of a child [age]: ``2^((x - 20) / doubling)``."""
    above = np.maximum(np.asarray(AGES, dtype=float) - FLAT_BELOW, 0.0)
    return np.asarray(2.0 ** (above / doubling_years))


def claim_notes(policy: ClaimPolicy, assumptions: ClaimAssumptions) -> tuple[Message, ...]:
    """Say which yardsticks in average wages stand in for amounts."""
    notes = []
    if policy.deductible is None:
        notes.append(
            message(
                "deductible: {multiple:g} times each year's average wage",
                multiple=DEDUCTIBLE_IN_WAGES,
            )
        )
    if policy.cap is None:
        notes.append(
            message("cap: {multiple:g} times each year's average wage", multiple=CAP_IN_WAGES)
        )
    if assumptions.mean_claim is None:
        notes.append(
            message(
                "mean bill: {multiple:g} times the base year's average wage",
                multiple=MEAN_CLAIM_IN_WAGES,
            )
        )
    return tuple(notes)


def _cumulated(growth: FloatArray) -> FloatArray:
    """Return what 1 of the base year has grown to [year 0..T, path]."""
    return np.vstack([np.ones((1, growth.shape[1])), np.cumprod(1 + growth, axis=0)])


def _full(deductible: FloatArray, cap: FloatArray, coinsurance: FloatArray) -> FloatArray:
    """Return the bill at which the pool reaches its cap."""
    return np.asarray(deductible + cap / (1 - coinsurance))


def _mean_excess(mean: FloatArray, spread: float, above: FloatArray) -> FloatArray:
    """Return ``E[max(0, X - above)]`` of a lognormal X."""
    with np.errstate(divide="ignore"):
        distance = (np.log(mean) - np.log(above)) / spread
    return np.asarray(mean * ndtr(distance + spread / 2) - above * ndtr(distance - spread / 2))
