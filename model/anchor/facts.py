"""What the years up to the base year say of a pension fund: growth, awards, paying share, base."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.arrays import FloatArray
from model.funds.pension_engine.base_year import PensionBase
from model.funds.pension_engine.levers import PensionFund
from model.funds.setting import Setting
from model.history.record import History
from model.parameters.dated import ALWAYS, DatedValue
from model.tables import average_wages, origins, pension_increases

#: Years of history that an anchor looks back.
LOOK_BACK = 5
#: Years after which an older yearly growth counts half: of a stock of persons, which is counted
#: well and changes its pace slowly, and of ratios of money, which scatter.
STOCK_HALF_LIFE, RATIO_HALF_LIFE = 1.0, 2.0
#: A figure that nobody has seen published counts this much.
UNVERIFIED_WEIGHT = 0.5
#: Where nothing is known of awards, new pensions are taken near the average one, this surely.
NOTHING_KNOWN = 1.0
#: Yearly scatter of the ratios whose trend is sought, and how steep trends usually are.
SCATTER, USUAL_TREND = 0.02, 0.03


@dataclass(frozen=True)
class Fact:
    """One thing that the past says: a yearly share, from what years, from how much evidence.

    Attributes
    ----------
    weight : sum of the weights of the years; 1 is a single certain last year
    """

    value: float
    first: int
    last: int
    weight: float

    @property
    def years(self) -> str:
        """The years as they are said: 2008, or 2004-2008."""
        return str(self.last) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True)
class PensionFacts:
    """What the past says; None where it does not.

    Attributes
    ----------
    retiree_growth : yearly net growth of retirees
    pension_growth : yearly growth of the average pension beyond the increase
    paying_trend : yearly relative change of contributors over active insured
    base_trend : yearly relative change of contributions over contributors, rate and wage
    """

    retiree_growth: Fact | None = None
    pension_growth: Fact | None = None
    paying_trend: Fact | None = None
    base_trend: Fact | None = None


def pension_facts(
    fund: PensionFund, setting: Setting, base: PensionBase, history: History | None
) -> PensionFacts:
    """Return what history and final account say up to the base year, within its last scope."""
    near_average = Fact(0.0, setting.base_year, setting.base_year, NOTHING_KNOWN)
    if history is None or not history.until(setting.base_year).variables(fund.name):
        growth = _growth_within_the_year(base, setting.base_year)
        return PensionFacts(retiree_growth=growth, pension_growth=near_average)
    series = _Series(fund, setting, base, history.until(setting.base_year))
    growth = mean_growth(series.values("pensioners"), series.weights("pensioners"))
    return PensionFacts(
        retiree_growth=growth or _growth_within_the_year(base, setting.base_year),
        pension_growth=series.pension_growth() or near_average,
        paying_trend=_trend(series.paying_share(), setting.base_year),
        base_trend=_trend(series.declared_ratio(), setting.base_year),
    )


def _growth_within_the_year(base: PensionBase, year: int) -> Fact | None:
    """Return the net growth of retirees that year end and mean of the base year imply."""
    opening = 2 * base.mean_retirees - base.retirees
    if base.mean_retirees == base.retirees or opening <= 0:
        return None
    return Fact(base.retirees / opening - 1, year, year, 1.0)


class _Series:
    """The observed years of a fund's last scope, the base year's own account in its place."""

    def __init__(self, fund: PensionFund, setting: Setting, base: PensionBase, known: History):
        self.fund, self.base_year, self.known = fund, setting.base_year, known
        scope = known.scope_start(fund.name, self.base_year)
        first = self.base_year - LOOK_BACK
        self.first = first if scope is None else max(first, scope)
        self.of_account = {
            "pensioners": base.retirees,
            "active": base.active_insured,
            "contributors": base.payroll.contributors,
            "average_wage": float(setting.economy.wage[0, 0]),
        }

    def values(self, variable: str) -> Mapping[int, float]:
        """Return the figures by year; the account's own closes a series that stops before it."""
        found = {
            year: one.value
            for year, one in self.known.observed(self.fund.name, variable).items()
            if year >= self.first
        }
        if found and variable in self.of_account:
            found.setdefault(self.base_year, self.of_account[variable])
        return found

    def weights(self, variable: str) -> Mapping[int, float]:
        """Return how much each year's figure counts."""
        observed = self.known.observed(self.fund.name, variable)
        return {
            year: UNVERIFIED_WEIGHT if one.unverified else 1.0 for year, one in observed.items()
        }

    def active(self) -> Mapping[int, float]:
        """Return the active insured: the insured less the pensioners."""
        insured, pensioners = self.values("insured"), self.values("pensioners")
        return {year: insured[year] - pensioners[year] for year in insured if year in pensioners}

    def paying_share(self) -> Mapping[int, float]:
        """Return contributors over active insured."""
        return _ratio(self.values("contributors"), self.active())

    def declared_ratio(self) -> Mapping[int, float]:
        """Return contributions over mean payers, rate and wage; payers are the active if need be.

        Where contributors are not observed the trend is of paying share and base together.
        """
        payers = _year_means(self.values("contributors") or self.active())
        wages = self.values("average_wage") or average_wages()
        rates = self.values("contribution_rate")
        policy = self.fund.policy
        due = {
            year: persons
            * wages[year]
            * rates.get(
                year, value_at(policy.employer_rate, year) + value_at(policy.employee_rate, year)
            )
            for year, persons in payers.items()
            if year in wages
        }
        return _ratio(self.values("contributions"), due)

    def pension_growth(self) -> Fact | None:
        """Return the growth of the average pension beyond the increase of each year."""
        average = self.values("average_pension")
        if len(average) < 2:
            spent = self.values("benefits") or self.values("expenditure")
            average = _ratio(spent, _year_means(self.values("pensioners")))
        table, certain = pension_increases(), origins("pension_increases")
        growth, weights = {}, {}
        own = self.fund.policy.increase
        for year in sorted(average):
            known = year in table or _covers(own, year)
            if year - 1 in average and known and average[year - 1] > 0:
                rise = own.at(year) if _covers(own, year) else table[year]
                growth[year] = average[year] / average[year - 1] / (1 + rise) - 1
                seen = _covers(own, year) or certain[year].verified
                weights[year] = 1.0 if seen else UNVERIFIED_WEIGHT
        return _weighted(growth, weights, self.base_year)


def value_at(value: DatedValue, year: int) -> float:
    """Return a dated value; before its first date the first one."""
    return value.values[0] if year * 12 < value.months[0] else value.at(year)


def _covers(value: DatedValue, year: int) -> bool:
    """Whether a table of dates says something of a year."""
    return not value.is_constant and ALWAYS < value.months[0] <= year * 12


def _ratio(above: Mapping[int, float], below: Mapping[int, float]) -> dict[int, float]:
    return {year: above[year] / below[year] for year in above if below.get(year, 0.0) > 0}


def _year_means(ends: Mapping[int, float]) -> dict[int, float]:
    """Return means over years of year ends; nothing where the year before is a gap."""
    return {year: (ends[year - 1] + ends[year]) / 2 for year in ends if year - 1 in ends}


def mean_growth(
    values: Mapping[int, float], weights: Mapping[int, float], half_life: float = STOCK_HALF_LIFE
) -> Fact | None:
    """Return the yearly growth, over a gap the mean of its years; younger years count more."""
    years = sorted(year for year, value in values.items() if value > 0)
    growth, sure = {}, {}
    for before, year in pairwise(years):
        growth[year] = math.log(values[year] / values[before]) / (year - before)
        sure[year] = min(weights.get(before, 1.0), weights.get(year, 1.0))
    found = _weighted(growth, sure, max(years, default=0), half_life)
    if found is None:
        return None
    return Fact(math.expm1(found.value), min(years), found.last, found.weight)


def _weighted(
    values: Mapping[int, float],
    weights: Mapping[int, float],
    last: int,
    half_life: float = RATIO_HALF_LIFE,
) -> Fact | None:
    if not values:
        return None
    years: Sequence[int] = sorted(values)
    weight = np.array([weights[year] * 0.5 ** ((last - year) / half_life) for year in years])
    mean = float(np.average([values[year] for year in years], weights=weight))
    return Fact(mean, years[0], years[-1], float(weight.sum()))


def _trend(values: Mapping[int, float], last: int) -> Fact | None:
    """Return the yearly relative change: a line through logs, held back towards no trend."""
    years = [year for year, value in values.items() if value > 0]
    if len(years) < 2:
        return None
    at: FloatArray = np.array(years, dtype=float)
    level = np.log([values[year] for year in years])
    weight = 0.5 ** ((last - at) / (2 * RATIO_HALF_LIFE))
    off = at - np.average(at, weights=weight)
    spread = float((weight * off**2).sum())
    slope = float((weight * off * level).sum()) / (spread + (SCATTER / USUAL_TREND) ** 2)
    return Fact(math.expm1(slope), min(years), max(years), float(weight.sum()))
