"""Insured people of the funds beside pensions, taken from the population by sex and age.

Workers of a fund are a share (coverage) of those in the population who have entered work
and not reached retirement; its retirees keep the coverage of the year in which they retired.
Fertility, migration and the retirement age thus reach every fund.
"""

from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, mean_or_zero
from model.funds.setting import Setting
from model.funds.shared.payroll_fund_levers import BranchAssumptions, BranchPolicy
from model.people.ages import entered_by_age
from model.people.population import Population
from model.people.retirement import retirement_times
from model.people.retirement_levers import RetirementPolicy
from model.tables import AGES

#: Spread of the age at which people enter work, in years.
ENTRY_SPREAD = 5.0


@dataclass(frozen=True)
class Insured:
    """Insured people at each year's end; row 0 is the base year.

    Attributes
    ----------
    workers, retirees : persons [year 0..T, sex (men, women), age 0..105]
    coverage : workers over the working population [year 0..T]
    eligible : the working population [year 0..T]
    """

    workers: FloatArray
    retirees: FloatArray
    coverage: FloatArray
    eligible: FloatArray

    def mean_workers(self, base: float) -> FloatArray:
        """Mean number of workers in each year, `base` in the base year [year 0..T]."""
        total = self.workers.sum(axis=(1, 2))
        return np.append(base, (total[:-1] + total[1:]) / 2)


def working_and_retired(
    population: Population,
    policy: RetirementPolicy,
    *,
    end_year: int,
    entry_age: float,
    women_55_share: float,
) -> tuple[FloatArray, FloatArray]:
    """Return the working and the retired part of the population [year 0..T, sex, age].

    Working: has entered work (normal around `entry_age`) and is not past its retirement
    date; retired: is past it. Women are the mean of the classes 55 and 50.
    """
    base_year, oldest = population.base_year, len(AGES) - 1
    birth_years = np.arange(base_year - oldest, end_year + 1)
    times = retirement_times(policy, base_year, end_year, birth_years)
    years = np.arange(base_year, end_year + 1)
    cohort = years[:, None] - np.asarray(AGES, dtype=int) - birth_years[0]
    by_age = np.take_along_axis(times.reached, cohort[:, None, :], axis=2)
    women = women_55_share * by_age[:, 1] + (1 - women_55_share) * by_age[:, 2]
    retired = np.stack([by_age[:, 0], women], axis=1)
    entered = entered_by_age(entry_age, ENTRY_SPREAD)
    persons = population.persons
    return persons * entered * (1 - retired), persons * retired


def project_insured(
    setting: Setting,
    policy: BranchPolicy,
    assumptions: BranchAssumptions,
    *,
    workers: float,
    retirees: float = 0.0,
) -> Insured:
    """Return the insured of every year.

    ``coverage_t = base coverage x coverage lever_t + sum of new members / working population``,
    then joint collection closes its share of the gap to the pension fund's coverage.

    Parameters
    ----------
    workers, retirees : insured at the end of the base year; a fund with no retirees then is one
        that does not insure them
    """
    working, retired = working_and_retired(
        setting.population,
        policy,
        end_year=setting.end_year,
        entry_age=assumptions.entry_age,
        women_55_share=assumptions.women_55_share,
    )
    eligible = working.sum(axis=(1, 2))
    coverage = coverage_path(setting, policy, workers, eligible)
    base_retired = retired[0].sum()
    retiree_coverage = retirees / base_retired if base_retired > 0 else 0.0
    by_cohort = _retiree_coverage(retired, setting.population.persons, coverage, retiree_coverage)
    # a fund whose retirees are not insured has none later either
    still_insured = by_cohort * retired if retirees > 0 else np.zeros_like(retired)
    return Insured(
        workers=coverage[:, None, None] * working,
        retirees=still_insured,
        coverage=coverage,
        eligible=eligible,
    )


def coverage_path(
    setting: Setting, policy: BranchPolicy, workers: float, eligible: FloatArray
) -> FloatArray:
    """Return insured workers over the working population [year 0..T]."""
    base = workers / eligible[0]
    lever = np.append(1.0, policy.coverage.annual(setting.years))
    added = np.append(0.0, np.cumsum(policy.new_insured.annual(setting.years) / eligible[1:]))
    coverage = base * lever + added
    leader = setting.leader_contributors / eligible[0]
    joint = np.append(0.0, setting.shared_policy.joint_collection.annual(setting.years))
    return np.asarray(coverage + joint * np.maximum(leader - coverage, 0.0))


def _retiree_coverage(
    retired: FloatArray, persons: FloatArray, coverage: FloatArray, at_base: float
) -> FloatArray:
    """Coverage of the retired by year, sex, age: that of the year in which they retired."""
    share = mean_or_zero(retired, persons)
    covered = np.full(retired.shape[1:], at_base)
    rows = [covered]
    for year in range(1, len(retired)):
        before = np.zeros_like(covered)
        before[:, 1:] = share[year - 1, :, :-1]
        older = np.zeros_like(covered)
        older[:, 1:] = covered[:, :-1]
        newly = np.maximum(share[year] - before, 0.0)
        covered = mean_or_zero(older * before + coverage[year] * newly, before + newly)
        rows.append(covered)
    return np.array(rows)
