"""In which year each path runs dry, to the month, as the monthly ledger has it.

The month-end balances of `model.account.monthly` are linear in the year's flows; written as matrix
products over all paths, and only for years in which a balance may dip below 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.account.yearly import Account, FundFlows
from model.arrays import FloatArray, IntArray

_MONTHS = np.arange(1, 13)
#: Sum of the months so far, and what a month's flow weighs in the interest up to each month.
_SO_FAR = np.tril(np.ones((12, 12)))
_WEIGHT = np.maximum(_MONTHS[:, None] - _MONTHS + 0.5, 0.0)
NEVER = 0
#: Interest on a year's flows, as a share of them: more than any rate bends the line.
_CURVATURE = 0.03

#: Months on which a flow falls [year, month], and its amount [year, path].
Part = tuple[FloatArray, FloatArray]


@dataclass(frozen=True)
class Depletion:
    """In which year the balance first ends a month below 0.

    Attributes
    ----------
    years : projected years [year 1..T]
    counts : number of paths that run dry in each [year 1..T]
    paths : number of all paths
    """

    years: IntArray
    counts: IntArray
    paths: int

    @property
    def share(self) -> FloatArray:
        """Share of paths that run dry in each year [year 1..T]."""
        return np.asarray(self.counts / self.paths)

    @property
    def after_horizon(self) -> float:
        """Share of paths that never run dry within the projection."""
        return float((self.paths - self.counts.sum()) / self.paths)

    def by_year(self) -> FloatArray:
        """Return the share of paths that has run dry by each year's end [year 1..T]."""
        # counts are added up, not shares: all paths are then exactly 1
        return np.asarray(np.cumsum(self.counts) / self.paths)

    def quantile(self, share: float) -> int | None:
        """Return the first year by which `share` of the paths has run dry; None: after the end."""
        reached = np.flatnonzero(self.by_year() >= share - 1e-12)
        return int(self.years[reached[0]]) if len(reached) else None


def depletion_of(first_years: IntArray, years: IntArray) -> Depletion:
    """Return the distribution of `first_years` [path], `NEVER` for those that do not run dry."""
    counts = np.array([(first_years == year).sum() for year in years.tolist()])
    return Depletion(years, counts, len(first_years))


def depletion_years(flows: FundFlows, account: Account) -> IntArray:
    """Return the first year in which each path ends a month below 0 [path]; `NEVER` if none."""
    pooled = account.balance
    if flows.set_aside is not None:
        pooled = pooled - flows.set_aside.balance
    below = pooled[1:] < 0
    lower = np.minimum(pooled[:-1], pooled[1:])
    turnover = account.income[1:] + account.expenditure[1:]
    handed_over = flows.hand_over[0] if flows.hand_over is not None else None
    if handed_over is not None or (lower < turnover).any():
        parts = _monthly_parts(flows, account)
        # between its ends a year lies at most so far below the straight line that joins them
        sag = _CURVATURE * turnover
        for months, amount in parts:
            so_far = np.cumsum(months, axis=1)
            off_line = np.abs(so_far - so_far[:, -1:] * _MONTHS / 12).max(axis=1)
            if off_line.max() > 1e-12:
                sag += np.abs(amount) * off_line[:, None]
        dip = lower < sag
        if handed_over is not None:
            dip[handed_over] = True
        # from the first year that ends below 0 on nothing can change
        dip &= ~np.logical_or.accumulate(below, axis=0)
        year, path = np.nonzero(dip)
        below = below.copy()
        below[year, path] |= _lowest_month(flows, account, parts, year, path) < 0
    first = below.argmax(axis=0)
    return np.where(below.any(axis=0), flows.years[first], NEVER)


def _lowest_month(
    flows: FundFlows, account: Account, parts: Sequence[Part], year: IntArray, path: IntArray
) -> FloatArray:
    """Return the lowest month-end pooled balance of some years of some paths [case]."""
    shapes = np.stack([months for months, _ in parts], axis=2)
    amounts = np.stack([amount[year, path] for _, amount in parts], axis=1)
    opening = account.balance[year, path][:, None]
    rate = np.broadcast_to(flows.interest_rate, account.balance[1:].shape)[year, path][:, None]
    handed = np.zeros((len(year), 12))
    if flows.hand_over is not None:
        handed[year == flows.hand_over[0], flows.hand_over[1] :] = 1.0
    earning = _MONTHS - np.cumsum(handed, axis=1)
    at_end = opening * (1 - handed + rate / 12 * earning)
    at_end += np.einsum("cmi,ci->cm", (_SO_FAR @ shapes)[year], amounts)
    at_end += rate / 12 * np.einsum("cmi,ci->cm", (_WEIGHT @ shapes)[year], amounts)
    # a stock-flow difference is booked with the last month, but for what was handed over
    at_end[:, -1] += account.stock_flow_difference[year + 1, path] + opening[:, 0] * handed[:, -1]
    if flows.set_aside is not None:
        aside = np.broadcast_to(flows.set_aside.balance, account.balance.shape)
        before, after = aside[year, path][:, None], aside[year + 1, path][:, None]
        at_end -= before + (after - before) * _MONTHS / 12
    return np.asarray(at_end.min(axis=1))


def _monthly_parts(flows: FundFlows, account: Account) -> list[Part]:
    """Return the net flow by the way it falls on months; interest is left out.

    Each part is its months [year, month] and its amount [year, path], expenditure negative;
    items that fall on months alike are one part.
    """
    shape_of = {item.name: item.months for item in (*flows.income, *flows.expenditure)}
    even = np.full(12, 1 / 12)
    given = _contribution_parts(flows, account)
    for items, sign in ((account.income_items, 1.0), (account.expenditure_items, -1.0)):
        for name, amount in items.items():
            if name == "interest" or (name == "contributions" and given):
                continue
            given.append((shape_of.get(name, even), sign * amount[1:]))
    together: dict[bytes, Part] = {}
    for months, amount in given:
        full = np.broadcast_to(months, (len(flows.years), 12))
        key = full.tobytes()
        before = together.get(key)
        together[key] = (full, amount if before is None else before[1] + amount)
    return [part for part in together.values() if part[1].any()]


def _contribution_parts(flows: FundFlows, account: Account) -> list[Part]:
    """Return contributions paid in time, by members, and late, each with its months."""
    due = flows.contributions
    if due is None:
        return []
    rate = due.plan.collection_rate[:, None]
    on_employer: FloatArray = np.ones((1, 1))
    for rule, acted in zip(flows.rules, account.rule_factors, strict=True):
        if rule.acts_on == "contributions":
            rate = rate * acted[1:]
        elif rule.acts_on == "employer_rate":
            on_employer = on_employer * acted[1:]
    employer = rate * on_employer * due.employer
    late = np.vstack([np.zeros_like(employer[:1]), employer[:-1]])
    late_months = np.vstack([np.zeros((1, 12)), due.plan.paid_next_year[:-1]])
    return [
        (due.plan.paid_same_year, employer),
        (due.plan.employee_months, rate * due.employee),
        (late_months, late),
    ]
