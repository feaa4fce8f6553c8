"""People who draw a work-injury pension: a stock by age with its own mortality.

New ones are as old as the workers among whom accidents happen; a share of them leaves when
the pension fund takes over at the retirement age, the others draw for life.
"""

import numpy as np

from model.arrays import FloatArray, mean_or_zero
from model.funds.setting import Setting
from model.funds.shared.insured import Insured, working_and_retired
from model.funds.shared.payroll_fund_levers import BranchAssumptions, BranchPolicy
from model.people.population import population_mortality
from model.tables import AGES

#: Spread of the ages of those who draw a pension in the base year, in years.
AGE_SPREAD = 12.0


def project_pensioners(
    setting: Setting,
    insured: Insured,
    policy: BranchPolicy,
    assumptions: BranchAssumptions,
    *,
    base: float,
    awards: FloatArray,
    mean_age: float,
    mortality_multiplier: float,
    leaving_share: float,
) -> FloatArray:
    """Return the persons drawing a pension at each year's end [year 0..T, award 0..T].

    ``N(t, x+1, r) = N(t-1, x, r) (1 - q(t, x))`` for awards r before t; of the leaving share
    only those not past retirement stay. Award 0 is everybody of the base year. Deaths in the
    year of the award are left out.

    Parameters
    ----------
    policy, assumptions : retirement ages and the classes of women
    base : persons at the end of the base year
    awards : new pensions [year 1..T]
    mean_age : of the base year's persons, normal around it
    mortality_multiplier : scales the death rates of the population's table
    leaving_share : of new pensions, and of the base year's persons not past retirement
    """
    years = len(setting.years)
    not_retired = 1 - _retired_share(setting, policy, assumptions)
    survival = _survival(setting, mortality_multiplier)
    #: leaving at retirement, staying for life [type, award, sex, age]
    stock = np.zeros((2, years + 1, 2, len(AGES)))
    types = np.array([leaving_share, 1 - leaving_share])[:, None, None]
    start = base * _start_ages(insured, mean_age)
    stock[0, 0] = leaving_share * start * not_retired[0]
    stock[1, 0] = start - stock[0, 0]
    rows = [stock.sum(axis=(0, 2, 3))]
    for year in range(1, years + 1):
        older = np.zeros_like(stock)
        older[..., 1:] = (stock * survival[year - 1])[..., :-1]
        still_working = np.zeros_like(not_retired[0])
        still_working[:, 1:] = mean_or_zero(not_retired[year, :, 1:], not_retired[year - 1, :, :-1])
        older[0] *= np.minimum(still_working, 1.0)
        workers = insured.workers[year]
        older[:, year] = types * awards[year - 1] * mean_or_zero(workers, workers.sum())
        stock = older
        rows.append(stock.sum(axis=(0, 2, 3)))
    return np.array(rows)


def pensions_paid(
    persons: FloatArray, award: FloatArray, increase: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return mean persons drawing [year 1..T] and what they are paid [year 1..T, path].

    ``paid_t = 12 sum over r of mean N(t, r) x award_r x index_t / index_r``, the mean that of
    the year's start and end.

    Parameters
    ----------
    persons : at each year's end [year 0..T, award 0..T]
    award : pension when awarded, a month [award 0..T, path]; award 0 is the base year's mean
    increase : of pensions in payment [year 1..T, path]
    """
    mean = (persons[:-1] + persons[1:]) / 2
    index = np.vstack([np.ones((1, increase.shape[1])), np.cumprod(1 + increase, axis=0)])
    return mean.sum(axis=1), np.asarray(12 * (mean @ (award / index)) * index[1:])


def _start_ages(insured: Insured, mean_age: float) -> FloatArray:
    """Return shares by sex and age of those who draw in the base year [sex, age]."""
    shape = np.exp(-(((np.asarray(AGES) + 0.5 - mean_age) / AGE_SPREAD) ** 2) / 2)
    by_sex = insured.workers[0].sum(axis=1)
    return np.asarray((by_sex / by_sex.sum())[:, None] * shape / shape.sum())


def _survival(setting: Setting, multiplier: float) -> FloatArray:
    """Return the share that lives through each projected year [year 1..T, sex, age]."""
    section = setting.population_section
    q = population_mortality(section, setting.base_year, setting.years)
    return np.asarray(1 - np.minimum(q * multiplier, 1.0))


def _retired_share(
    setting: Setting, policy: BranchPolicy, assumptions: BranchAssumptions
) -> FloatArray:
    """Return the share of the population past its retirement date [year 0..T, sex, age]."""
    _, retired = working_and_retired(
        setting.population,
        policy,
        end_year=setting.end_year,
        entry_age=assumptions.entry_age,
        women_55_share=assumptions.women_55_share,
    )
    return np.minimum(mean_or_zero(retired, setting.population.persons), 1.0)
