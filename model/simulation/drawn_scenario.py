"""A scenario as a draw has it: its economy on many paths, its demography on one."""

from dataclasses import replace
from typing import Any

import numpy as np

from model.arrays import FloatArray, IntArray
from model.economy import EconomyPaths
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.setting import AnyFund
from model.funds.shared.payroll_fund_levers import BranchPolicy
from model.parameters.dated import DatedValue, annual_or
from model.scenario.scenario import Scenario
from model.simulation.draws import Draws
from model.simulation.fitted_spreads import TURNOVER
from model.simulation.spreads import ECONOMIC
from model.tables import fertility


def economy_on_paths(expected: EconomyPaths, draws: Draws, paths: slice) -> EconomyPaths:
    """Return the scenario's economy with the deviations of some paths.

    Growth and interest take the deviation in points, unemployment as ``exp(deviation)``.
    """
    years = len(expected.wage_growth)
    deviation = {name: draws.economy[number, :years, paths] for number, name in enumerate(ECONOMIC)}
    growth = expected.wage_growth + deviation["wage_growth"]
    cumulated = np.cumprod(1 + growth, axis=0)
    return EconomyPaths(
        wage=expected.wage[:1] * np.vstack([np.ones_like(cumulated[:1]), cumulated]),
        wage_growth=growth,
        price_growth=expected.price_growth + deviation["price_growth"],
        interest=expected.interest + deviation["interest"],
        base_interest=expected.base_interest,
        discount_rate=expected.discount_rate,
        interest_deviation=deviation["interest"],
        medical_growth=deviation["medical_growth"],
        unemployment=np.exp(deviation["unemployment"]),
    )


def with_drawn_persons(scenario: Scenario, draws: Draws, number: int) -> Scenario:
    """Return the scenario with mortality, fertility and entry of one draw.

    Mortality reaches the population and every pension fund; entry reaches the entrants of
    pension funds, their groups of workers and land funds, the new members of the other funds on
    wages, and the coverage of these as far as entrants renew their members (`member_multiple`).
    """
    if not draws.persons_stray:
        return scenario
    years = np.arange(scenario.base_year + 1, scenario.end_year + 1)
    entry = draws.persons.entry[number, : len(years)]
    mortality = float(draws.persons.mortality[number])
    section = scenario.population
    all_years = np.append(scenario.base_year, years)
    children = annual_or(section.total_fertility, all_years, fertility(all_years))
    children = children * np.append(1.0, draws.persons.fertility[number, : len(years)])
    population = section.model_copy(
        update={
            "mortality_improvement": _raised(section.mortality_improvement, mortality),
            "total_fertility": yearly(all_years, children),
        }
    )
    funds = {
        name: _drawn_fund(fund, years, entry, mortality) for name, fund in scenario.funds.items()
    }
    return replace(scenario, population=population, funds=funds)


def member_multiple(entry: FloatArray) -> FloatArray:
    """Return members over the scenario's where entrants are a multiple of it [year 1..T].

    ``c_t = (1 - turnover) c_{t-1} + turnover x entry_t`` from 1.
    """
    multiple, rows = 1.0, []
    for factor in entry.tolist():
        multiple = multiple + TURNOVER * (factor - multiple)
        rows.append(multiple)
    return np.array(rows)


def yearly(years: IntArray, values: FloatArray) -> DatedValue:
    """Return a dated value with one step a year."""
    months = tuple(int(year) * 12 for year in years)
    return DatedValue(months, tuple(float(value) for value in values))


def _drawn_fund(fund: AnyFund, years: IntArray, entry: FloatArray, mortality: float) -> AnyFund:
    assumptions, policy = fund.assumptions, fund.policy
    if isinstance(assumptions, PensionAssumptions):
        # entrants are compounded with their growth, so a level is its first year's growth
        change = entry / np.append(1.0, entry[:-1])
        growth = (1 + assumptions.entrants_growth.annual(years)) * change - 1
        update: dict[str, Any] = {
            "entrants_growth": yearly(years, growth),
            "mortality_improvement": _raised(assumptions.mortality_improvement, mortality),
        }
        groups = {
            name: group.model_copy(update={"entrants": _times(group.entrants, years, entry)})
            for name, group in fund.groups.items()
        }
        return replace(fund, assumptions=assumptions.model_copy(update=update), groups=groups)
    if isinstance(policy, BranchPolicy):
        coverage = policy.coverage.annual(years) * member_multiple(entry)
        changes = {
            "coverage": yearly(years, coverage),
            "new_insured": _times(policy.new_insured, years, entry),
        }
        return replace(fund, policy=policy.model_copy(update=changes))
    entrants = getattr(assumptions, "entrants", None)
    if isinstance(entrants, DatedValue):
        number = _times(entrants, years, entry)
        return replace(fund, assumptions=assumptions.model_copy(update={"entrants": number}))
    return fund


def _times(joining: DatedValue, years: IntArray, entry: FloatArray) -> DatedValue:
    """Return persons who join a year, times the drawn entry; those who go (below 0) stay."""
    number = joining.annual(years)
    return yearly(years, np.where(number > 0, number * entry, number))


def _raised(value: DatedValue, by: float) -> DatedValue:
    return DatedValue(value.months, tuple(v + by for v in value.values), value.linear)
