"""Demography boiled down to matrices: given them, money is linear in wages and interest.

With r the year of award and s the year of a contribution, everything that money needs is a
small matrix over years, summed over birth cohorts once. Each economic path then costs a few
matrix products (docs/method/employee_pension.md).
"""

from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, mean_or_zero
from model.funds.pension_engine.cohorts import by_cohort
from model.funds.pension_engine.demography import Demography
from model.funds.pension_engine.members import Members


@dataclass(frozen=True)
class PensionOperator:
    """Coefficients of the money step; years 1..T, classes g.

    Attributes
    ----------
    contributors : mean number paying in the year [year]
    covered_bases : sum of declared base over average wage of those paying [year]
    basic, transitional : monthly new pensions over last year's monthly average wage [year, class]
    account_awards : monthly new account pensions per unit of contribution [class, year, s]
    base_account_awards : the same per unit of interest growth, from base accounts [class, year]
    payments : mean number drawing in the year per new retiree [year, (class, r)]
    refunds : months of account pension refunded on deaths per new retiree [year, (class, r)]
    new_pensioners : persons [year, class]
    base_payments : mean monthly pension in payment, base-year pensioners, unindexed [year]
    dying_accounts, leaving_accounts : accounts paid out per unit of contribution [year, s]
    base_dying_accounts, base_leaving_accounts : the same from base accounts [year]
    deaths : of active insured and pensioners, each pays grants [year]
    """

    contributors: FloatArray
    covered_bases: FloatArray
    basic: FloatArray
    transitional: FloatArray
    account_awards: FloatArray
    base_account_awards: FloatArray
    payments: FloatArray
    refunds: FloatArray
    new_pensioners: FloatArray
    base_payments: FloatArray
    dying_accounts: FloatArray
    leaving_accounts: FloatArray
    base_dying_accounts: FloatArray
    base_leaving_accounts: FloatArray
    deaths: FloatArray


@dataclass(frozen=True)
class PensionerCounts:
    """Pensioners of all award years together.

    Attributes
    ----------
    at_end : at the year's end [year 0..T, class]
    mean : mean over the year [year 1..T, class]
    deaths : in the year [year 1..T, class]
    """

    at_end: FloatArray
    mean: FloatArray
    deaths: FloatArray


def pension_operator(
    people: Demography,
    members: Members,
    accrual_rate: FloatArray,
    transition_coefficient: FloatArray,
    base_year: int,
    joining_pension_ratio: float = 1.0,
) -> tuple[PensionOperator, PensionerCounts]:
    """Return the matrices of the money step and the pensioners they describe.

    Parameters
    ----------
    accrual_rate, transition_coefficient : of each projected year [year 1..T]
    joining_pension_ratio : pension of those who join as pensioners over the base year's average
    """
    account = by_cohort(members.account, people.birth_years, base_year) * people.active[0]
    paying = people.exposure * people.paying[:, None, None]
    deposits = paying * people.base_ratio
    kept = np.concatenate([np.ones((1, *people.stay.shape[1:])), np.cumprod(people.stay, axis=0)])
    deposits_at_start = mean_or_zero(deposits, kept[:-1])
    drawing = kept[:-1] * people.drawing * people.inverse_divisor
    survivors, per_head = _survivors(people)
    new = people.retirees.sum(axis=2)
    inverse = mean_or_zero((people.retirees * people.inverse_divisor).sum(axis=2), new)
    base_mean, base_deaths, base_end = _base_pensioners(people)
    joined_mean, joined_deaths, joined_end = _joined_pensioners(people)
    pension = by_cohort(members.pension, people.birth_years, base_year)
    joined_pension = joining_pension_ratio * mean_or_zero(
        (people.base_pensioners * pension).sum(), people.base_pensioners.sum()
    )
    died = np.concatenate([np.zeros_like(survivors[:, :1]), -np.diff(survivors, axis=1)], axis=1)
    years = len(new)
    later = np.tril(np.ones((years, years)), -1)
    died = np.maximum(died, 0.0) * later
    mean = _mean_over_year(survivors)
    entitled = people.retirees * people.service
    indexed = people.retirees * people.index_years
    transitional = (
        people.retirees * mean_or_zero(people.index_years, people.service) * people.deemed
    )
    operator = PensionOperator(
        contributors=paying.sum(axis=(1, 2)),
        covered_bases=deposits.sum(axis=(1, 2)),
        basic=(entitled + indexed).sum(axis=2) / 2 * accrual_rate[:, None],
        transitional=transitional.sum(axis=2) * transition_coefficient[:, None],
        account_awards=np.tril(_by_class(drawing, deposits_at_start)),
        base_account_awards=(drawing * account).sum(axis=2).T,
        payments=_flat(mean * per_head),
        refunds=_flat(died * per_head * _months_left(inverse)),
        new_pensioners=new,
        base_payments=(base_mean * pension).sum(axis=(1, 2))
        + joined_mean.sum(axis=(1, 2)) * joined_pension,
        dying_accounts=np.tril(_over_cells(kept[:-1] * people.dying, deposits_at_start)),
        leaving_accounts=np.tril(_over_cells(kept[:-1] * people.leaving, deposits_at_start)),
        base_dying_accounts=(kept[:-1] * people.dying * account).sum(axis=(1, 2)),
        base_leaving_accounts=(kept[:-1] * people.leaving * account).sum(axis=(1, 2)),
        deaths=(people.deaths + base_deaths + joined_deaths).sum(axis=(1, 2))
        + died.sum(axis=(0, 2)),
    )
    counts = PensionerCounts(
        at_end=base_end
        + joined_end
        + np.concatenate([np.zeros((1, new.shape[1])), survivors.sum(axis=2).T]),
        mean=(base_mean + joined_mean).sum(axis=2) + mean.sum(axis=2).T,
        deaths=(base_deaths + joined_deaths).sum(axis=2) + died.sum(axis=2).T,
    )
    return operator, counts


def _survivors(people: Demography) -> tuple[FloatArray, FloatArray]:
    """Return retirees of r alive at the end of t [class, t, r], and 1 / retirees of r."""
    survival = people.pensioner_survival[1:]
    at_birth_scale = mean_or_zero(people.retirees, survival)
    alive = np.tril(_by_class(survival, at_birth_scale))
    new = people.retirees.sum(axis=2).T
    return alive, mean_or_zero(np.ones_like(new), new)[:, None, :]


def _mean_over_year(at_end: FloatArray) -> FloatArray:
    """Mean of the start and the end of each year; new pensioners draw for half a year."""
    before = np.concatenate([np.zeros_like(at_end[:, :1]), at_end[:, :-1]], axis=1)
    return (before + at_end) / 2


def _base_pensioners(people: Demography) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return base-year pensioners: mean over the year, deaths, and number at year ends."""
    alive = people.base_pensioners * people.pensioner_survival
    return (alive[:-1] + alive[1:]) / 2, alive[:-1] - alive[1:], alive.sum(axis=2)


def _joined_pensioners(people: Demography) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return those who joined as pensioners: mean over the year, deaths, number at year ends."""
    alive = people.joined_pensioners
    deaths = alive[:-1] + people.joining - alive[1:]
    return (alive[:-1] + alive[1:]) / 2, deaths, alive.sum(axis=2)


def _months_left(inverse_divisor: FloatArray) -> FloatArray:
    """Months of account pension not yet paid after t - r years [class, t, r], at least 0."""
    years = len(inverse_divisor)
    paid = 12.0 * (np.arange(years)[:, None] - np.arange(years))
    divisor = mean_or_zero(np.ones_like(inverse_divisor), inverse_divisor).T
    return np.maximum(divisor[:, None, :] - paid, 0.0)


def _by_class(left: FloatArray, right: FloatArray) -> FloatArray:
    """Sum over cohorts: [t, class, cohort] x [r, class, cohort] -> [class, t, r]."""
    return np.asarray(np.matmul(left.transpose(1, 0, 2), right.transpose(1, 2, 0)))


def _over_cells(left: FloatArray, right: FloatArray) -> FloatArray:
    """Sum over classes and cohorts: -> [t, r]."""
    years = len(left)
    return left.reshape(years, -1) @ right.reshape(years, -1).T


def _flat(by_class: FloatArray) -> FloatArray:
    """[class, t, r] -> [t, (class, r)], so that one product serves all classes."""
    classes, years, awards = by_class.shape
    return by_class.transpose(1, 0, 2).reshape(years, classes * awards)
