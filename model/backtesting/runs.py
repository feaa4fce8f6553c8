"""One projection of the past beside what happened: which figures may be compared, and how."""

import math
from dataclasses import dataclass, replace

import numpy as np

from model.arrays import BoolArray, FloatArray, IntArray
from model.history.record import History
from model.results.fund_projection import FundProjection

#: What is compared, in the order of tables; only what the history has.
VARIABLES = (
    *("pensioners", "contributors", "insured", "average_pension", "contributions"),
    *("fiscal_subsidy", "income", "expenditure", "balance", "payout_months"),
)
#: Compared by difference; everything else by share.
DIFFERENCES = ("payout_months",)
#: Of which figures a derived one is made.
MADE_OF = {"payout_months": ("balance", "expenditure")}


@dataclass(frozen=True)
class Run:
    """One variable projected from one origin [year], the origin's own year first.

    Attributes
    ----------
    projected, published : yuan, persons, months; NaN where the history has a gap
    counts : whether a year is scored: verified, as the origin is, and of the origin's scope
    low, high : the 80% band
    """

    origin: int
    fund: str
    variable: str
    years: IntArray
    projected: FloatArray
    published: FloatArray
    counts: BoolArray
    low: FloatArray
    high: FloatArray

    @property
    def errors(self) -> FloatArray:
        """Return forecast over outcome less 1, or their difference [year]; NaN in gaps."""
        if self.variable in DIFFERENCES:
            return self.projected - self.published
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.published != 0, self.projected / self.published - 1, np.nan)

    def with_band(self, low: FloatArray, high: FloatArray) -> "Run":
        """Return the run with its band."""
        return replace(self, low=low, high=high)


def runs_of(projection: FundProjection, history: History, origin: int, end_year: int) -> list[Run]:
    """Return what a projection says of each variable that the history has."""
    found = []
    years = np.arange(origin, end_year + 1)
    for variable in VARIABLES:
        published = np.array([observed(history, projection.name, variable, int(y)) for y in years])
        if not np.isfinite(published[1:]).any():
            continue
        projected = _projected(projection, variable)[: len(years)]
        nothing = np.full(len(years), np.nan)
        counts = np.array(
            [counted(history, projection.name, variable, origin, int(year)) for year in years]
        )
        found.append(
            Run(
                origin,
                projection.name,
                variable,
                years,
                projected,
                published,
                counts & np.isfinite(published),
                nothing,
                nothing,
            )
        )
    return found


def observed(history: History, fund: str, variable: str, year: int) -> float:
    """Return an observed figure; payout months also from balance and expenditure."""
    seen = history.value(fund, variable, year)
    if variable == "payout_months" and not math.isfinite(seen):
        spent = history.value(fund, "expenditure", year)
        return 12 * history.value(fund, "balance", year) / spent if spent else math.nan
    return seen


def counted(history: History, fund: str, variable: str, origin: int, year: int) -> bool:
    """Whether a year is scored: nothing unverified in it or in its origin, one scope for both."""
    if history.scope_start(fund, origin) != history.scope_start(fund, year):
        return False
    names: tuple[str, ...] = (variable,)
    if variable in MADE_OF and year not in history.observed(fund, variable):
        names = MADE_OF[variable]
    for name in names:
        seen = history.observed(fund, name)
        if any(at in seen and seen[at].unverified for at in (origin, year)):
            return False
    return True


def _projected(projection: FundProjection, variable: str) -> FloatArray:
    """Return a variable of a projection [year 0..T]."""
    account = projection.account
    for group in (
        projection.series,
        account.income_items,
        account.expenditure_items,
        projection.indicators,
    ):
        if variable in group:
            return np.asarray(group[variable])[:, 0]
    return np.full(len(projection.years), np.nan)
