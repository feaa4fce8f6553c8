"""Wages, increases, rates and interest by year: as they turned out, or as they could be expected.

What turned out comes from the history, then from dates that the file states, then from the
shipped tables; for a figure of no year before the file's base year the national change is taken.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from model.funds.pension_engine.levers import PensionFund
from model.history.record import History
from model.parameters.dated import ALWAYS, DatedValue
from model.parameters.economy import Economy
from model.scenario.scenario import Scenario
from model.tables import (
    account_interest,
    average_wages,
    contribution_rules,
    pension_increases,
    price_growth,
)

#: Years of the past whose mean is expected to go on, and weights halving with age.
LOOK_BACK, WEIGHT_HALF_LIFE = 5, 2.0
#: Years after which growth beyond prices has halved: it slows, but not soon.
GROWTH_HALF_LIFE = 10.0


@dataclass(frozen=True)
class TurnedOut:
    """What is known of each year, for one fund of one scenario and its history."""

    scenario: Scenario
    fund: PensionFund
    history: History

    @property
    def chinese(self) -> bool:
        """Whether the shipped tables, all of China, are about this fund."""
        return self.scenario.currency == "CNY"

    def wage(self, year: int) -> float:
        """Return the average wage, yuan a year."""
        seen = self.history.value(self.fund.name, "average_wage", year)
        if math.isfinite(seen):
            return seen
        economy, base = self.scenario.economy, self.scenario.base_year
        if year == base:
            return economy.average_wage
        if year > base:
            return self.wage(year - 1) * (1 + self.wage_growth(year))
        return self.wage(year + 1) / (1 + self.wage_growth(year + 1))

    def wage_growth(self, year: int) -> float:
        """Return the growth of the average wage over the year before."""
        seen = [self.history.value(self.fund.name, "average_wage", one) for one in (year - 1, year)]
        if all(map(math.isfinite, seen)):
            return seen[1] / seen[0] - 1
        growth = self.scenario.economy.wage_growth
        table = average_wages() if self.chinese else {}
        if not _states(growth, year) and year in table and year - 1 in table:
            return table[year] / table[year - 1] - 1
        return first_or_at(growth, year)

    def prices(self, year: int) -> float:
        """Return the growth of prices."""
        economy: Economy = self.scenario.economy
        return self._first(economy.price_growth, year, price_growth())

    def increase(self, year: int) -> float:
        """Return the increase of pensions in payment, its parts by wages and prices included."""
        policy = self.fund.policy
        if not _states(policy.increase, year) and self.chinese and year in pension_increases():
            return pension_increases()[year]
        return (
            first_or_at(policy.increase, year)
            + first_or_at(policy.increase_wage_weight, year) * self.wage_growth(year)
            + first_or_at(policy.increase_price_weight, year) * self.prices(year)
        )

    def account_interest(self, year: int) -> float:
        """Return the interest credited to accounts."""
        return self._first(self.fund.policy.account_interest, year, account_interest())

    def interest(self, year: int) -> float:
        """Return the interest on the fund's balance."""
        own = self.fund.assumptions.interest
        return first_or_at(self.scenario.economy.interest if own is None else own, year)

    def employer_rate(self, year: int) -> float:
        """Return the employers' rate: observed, stated, or moved with the national rule."""
        seen = self.history.value(self.fund.name, "contribution_rate", year)
        employee = first_or_at(self.fund.policy.employee_rate, year)
        if math.isfinite(seen):
            return max(seen - employee, 0.0)
        rate = self.fund.policy.employer_rate
        if _covers(rate, year) or not self.chinese:
            return first_or_at(rate, year)
        base = self.scenario.base_year
        change = national_employer_rate(year) - national_employer_rate(base)
        return max(first_or_at(rate, base) + change, 0.0)

    def _first(self, own: DatedValue, year: int, table: Mapping[int, float]) -> float:
        if not _states(own, year) and self.chinese and year in table:
            return table[year]
        return first_or_at(own, year)


def first_or_at(value: DatedValue, year: int) -> float:
    """Return a dated value; before its first date the first one."""
    return value.values[0] if year * 12 < value.months[0] else value.at(year)


def national_employer_rate(year: int) -> float:
    """Return the national rule for employers' pension rates, the mean of a year's months."""
    rates = []
    for month in range(1, 13):
        date = f"{year}-{month:02d}"
        for rule in contribution_rules():
            inside = rule.from_month <= date and (not rule.until_month or date <= rule.until_month)
            if rule.item == "pension_employer" and inside:
                rates.append(float(np.nanmean([rule.low, rule.high])))
                break
    return float(np.mean(rates)) if rates else math.nan


def _states(value: DatedValue, year: int) -> bool:
    """Whether a table has a date in the year itself."""
    return any(month // 12 == year for month in value.months if month > ALWAYS)


def _covers(value: DatedValue, year: int) -> bool:
    """Whether a table of dates has begun by a year."""
    return not value.is_constant and ALWAYS < value.months[0] <= year * 12


def expected_growth(past: Callable[[int], float], origin: int, floor: float) -> float:
    """Return the weighted mean of the last years' growth; `floor` where none is known."""
    years = range(origin - LOOK_BACK + 1, origin + 1)
    values = np.array([past(year) for year in years])
    weight = 0.5 ** ((origin - np.array(list(years))) / WEIGHT_HALF_LIFE)
    known = np.isfinite(values)
    return float(np.average(values[known], weights=weight[known])) if known.any() else floor


def slowing(growth: float, towards: float, half_life: float, years: int) -> list[float]:
    """Return a growth that approaches another one [year 1..T]."""
    return [
        towards + (growth - towards) * 0.5 ** (step / half_life) for step in range(1, years + 1)
    ]


def turned_out(scenario: Scenario, name: str, history: History) -> TurnedOut:
    """Return what a history, a scenario and the shipped tables know of one pension fund."""
    fund: PensionFund = scenario.funds[name]  # type: ignore[assignment]  # `backtest` asks its kind
    return TurnedOut(scenario, fund, history)
