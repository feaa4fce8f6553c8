"""The year in which each path runs dry: the first with a month that ends below 0.

Months are those of `model.account.months`, and only of years in which a balance may dip below 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.account.flows import FundFlows
from model.account.months import month_ends, monthly_parts, set_aside_at_month_ends
from model.account.settlement import Account
from model.arrays import BoolArray, FloatArray, IntArray

NEVER = 0
#: Interest on a year's flows, as a share of them: more than any rate bends the line.
_CURVATURE = 0.03

#: Months on which a flow falls [year, month], and its amount [year, path].
_Shape = tuple[FloatArray, FloatArray]


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
    if flows.observed_balance is not None:
        # what flows do not explain is booked with the last month: those before it lie on a line
        # to where the flows alone lead
        lower = np.minimum(lower, pooled[1:] - account.stock_flow_difference[1:])
    turnover = account.income[1:] + account.expenditure[1:]
    if flows.hand_over is not None or (lower < turnover).any():
        shapes = _net_by_shape(flows, account)
        dip = lower < _furthest_below_line(turnover, shapes)
        if flows.hand_over is not None:
            dip[flows.hand_over[0]] = True
        # from the first year that ends below 0 on nothing can change
        dip &= ~np.logical_or.accumulate(below, axis=0)
        below = below | _dips_below(flows, account, shapes, dip)
    first = below.argmax(axis=0)
    return np.where(below.any(axis=0), flows.years[first], NEVER)


def _net_by_shape(flows: FundFlows, account: Account) -> list[_Shape]:
    """Return income less expenditure, interest left out; what falls on months alike is summed."""
    received, spent = monthly_parts(flows, account)
    together: dict[bytes, _Shape] = {}
    for parts, put in ((received, np.add), (spent, np.subtract)):
        for part in parts:
            months = np.broadcast_to(part.months, (len(flows.years), 12))
            key = months.tobytes()
            if key not in together:
                together[key] = (months, np.zeros(part.amount.shape))
            put(together[key][1], part.amount, out=together[key][1])
    return [shape for shape in together.values() if shape[1].any()]


def _furthest_below_line(turnover: FloatArray, shapes: Sequence[_Shape]) -> FloatArray:
    """Return how far a year may lie below the straight line that joins its ends [year, path]."""
    furthest = _CURVATURE * turnover
    for months, amount in shapes:
        so_far = np.cumsum(months, axis=1)
        off_line = np.abs(so_far - so_far[:, -1:] * np.arange(1, 13) / 12).max(axis=1)
        if off_line.max() > 1e-12:
            furthest += np.abs(amount) * off_line[:, None]
    return furthest


def _dips_below(
    flows: FundFlows, account: Account, shapes: Sequence[_Shape], asked: BoolArray
) -> BoolArray:
    """Return whether a month ends below 0, for the years and paths asked for [year, path]."""
    year, path = np.nonzero(asked)
    net = np.zeros((len(year), 12))
    for months, amount in shapes:
        net += months[year] * amount[year, path][:, None]
    _, balance = month_ends(flows, account, net, year, path)
    pooled = balance - set_aside_at_month_ends(flows, year, path)
    found = np.zeros_like(asked)
    found[year, path] = (pooled < 0).any(axis=1)
    return found
