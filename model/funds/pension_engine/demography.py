"""Persons of a pension fund by birth cohort: the step that no economic path touches.

Everything here is computed once per scenario. States live on the axes [year, class, birth
cohort]: following a birth year needs no shifting of ages, so whole histories are cumulative
products. What money needs is handed on as a `PensionOperator` (see `operator.py`).
"""

from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, IntArray, mean_or_zero
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.cohorts import OLDEST, by_cohort, cohorts
from model.funds.pension_engine.continuing_levers import damped
from model.funds.pension_engine.entry import (
    entrants_by_coverage,
    entrants_by_number,
    joining_by_age,
    joining_shares,
)
from model.funds.pension_engine.levers import PensionPolicy
from model.funds.pension_engine.members import Members
from model.funds.pension_engine.retiring import (
    eligible_shares,
    minimum_in_cells,
    retired_by_choice,
    retirement_hazard,
)
from model.people.annuity import annuity_divisor
from model.people.retirement import SEX_OF_CLASS, RetirementTimes
from model.tables import mortality_rates


@dataclass(frozen=True)
class Demography:
    """Persons and their entitlements, [year 1..T, class, cohort] unless stated.

    Attributes
    ----------
    birth_years : the cohort axis
    active : at the year's end [year 0..T, class, cohort]
    exposure : mean of the active at the start and the end of the year
    entrants, deaths, leavers, retirees : flows of the year
    stay : share of an account in a cell that is still there a year later
    dying, leaving, drawing : shares of the accounts in a cell that go with those who die,
        leave, retire
    pensioner_survival : of pensioners from the base year's end [year 0..T, class, cohort]
    base_pensioners : at the end of the base year [class, cohort]
    joined_pensioners : who joined as pensioners since, at the year's end [year 0..T, class, cohort]
    joining : of the year
    service, index_years, deemed : of the year's new retirees, years a head; index_years is
        service times the average index
    inverse_divisor : 1 / annuity divisor of the year's new retirees
    paying : paying share [year 1..T]
    paying_end : at the year's end [year 0..T]
    base_ratio : declared base over the average wage
    """

    birth_years: IntArray
    active: FloatArray
    exposure: FloatArray
    entrants: FloatArray
    deaths: FloatArray
    leavers: FloatArray
    retirees: FloatArray
    stay: FloatArray
    dying: FloatArray
    leaving: FloatArray
    drawing: FloatArray
    pensioner_survival: FloatArray
    base_pensioners: FloatArray
    joined_pensioners: FloatArray
    joining: FloatArray
    service: FloatArray
    index_years: FloatArray
    deemed: FloatArray
    inverse_divisor: FloatArray
    paying: FloatArray
    paying_end: FloatArray
    base_ratio: FloatArray


def death_probability(
    assumptions: PensionAssumptions, base_year: int, end_year: int, birth_years: IntArray
) -> FloatArray:
    """Return the probability of dying within each year [year 1..T, class, cohort].

    A cohort of completed age x - 1 at the start of a year moves from exact age x - 1/2 to
    x + 1/2 on average, so survival is ``sqrt((1 - q[x-1]) (1 - q[x]))``. The multiplier and
    further improvement scale q; the closing age 105 is left by death.
    """
    years = np.arange(base_year + 1, end_year + 1)
    improvement = np.cumprod(1 - assumptions.mortality_improvement.annual(years))
    q = mortality_rates(assumptions.mortality, years)[:, list(SEX_OF_CLASS)]
    q = np.minimum(q * assumptions.mortality_multiplier * improvement[:, None, None], 1.0)
    q[..., -1] = 1.0
    survival = np.sqrt(1 - q)
    survival[..., 1:] *= survival[..., :-1].copy()
    age = years[:, None] - birth_years
    inside = (age >= 1) & (age <= OLDEST)
    picked = np.take_along_axis(survival, np.clip(age, 0, OLDEST)[:, None, :], axis=2)
    return np.where(inside[:, None, :], 1 - picked, np.where(age > OLDEST, 1.0, 0.0)[:, None, :])


def paying_shares(
    assumptions: PensionAssumptions, start: float, base_year: int, end_year: int
) -> FloatArray:
    """Return contributors over active insured at each year's end [year 0..T].

    ``p_t = p_{t-1} (1 - lapse_t) + (1 - p_{t-1}) resumption_t``, times the damped trend, at most 1.
    """
    years = np.arange(base_year + 1, end_year + 1)
    lapse = assumptions.lapse_rate.annual(years).tolist()
    resumption = assumptions.resumption_rate.annual(years).tolist()
    share = [start]
    for lapsing, resuming in zip(lapse, resumption, strict=True):
        share.append(share[-1] * (1 - lapsing) + (1 - share[-1]) * resuming)
    level = damped(assumptions.paying_share_trend, assumptions.trend_half_life, len(years))
    return np.minimum(np.array(share) * level, max(start, 1.0))


def project_members(
    policy: PensionPolicy,
    assumptions: PensionAssumptions,
    members: Members,
    times: RetirementTimes,
    *,
    base_year: int,
    end_year: int,
    paying_share: float,
    base_ratio: FloatArray,
    past_index: FloatArray,
    coverage: FloatArray,
    population: FloatArray,
) -> Demography:
    """Return persons and entitlements of every projected year.

    Order within a year: deaths, leaving (below the legal age), retirement, entry.

    Service in a cell (class and birth year) is normal with the mean carried along and the
    standard deviation `service_spread`. Of those past their retirement date, the ones with
    the minimum years retire; the others keep paying and retire when they reach it. With G
    the share past its date, z = (minimum - mean) / spread and f = P(service >= minimum), the
    share of a cell retired by year t is ``R_t = G_t f_t`` (never falling), summed over those
    past a date below the legal one and all others. The hazard is
    ``(R_t - R_{t-1}) / (1 - R_{t-1})``. Their service follows from the truncated normal.

    Parameters
    ----------
    paying_share : contributors over active insured at the end of the base year
    base_ratio : declared base over average wage [year 0..T, class, cohort]
    past_index : average index of the years paid so far [class, cohort]
    coverage : relative to the base year [year 0..T]; used where no entrants are given
    population : persons [year 0..T, sex, age]; used with it
    """
    birth_years = cohorts(base_year, end_year)
    reached, reached_before = times.reached[1:], times.reached[:-1]
    dying = death_probability(assumptions, base_year, end_year, birth_years)
    years = np.arange(base_year + 1, end_year + 1)
    growth = np.cumprod(1 + assumptions.entrants_growth.annual(years))
    may_join = joining_shares(times)
    if assumptions.entrants is not None:
        number = assumptions.entrants.annual(years) * growth
        entrants = entrants_by_number(assumptions, number, base_year, birth_years, may_join)
    else:
        entrants = growth[:, None, None] * entrants_by_coverage(
            assumptions,
            coverage,
            population,
            members.active,
            birth_years,
            base_year,
            may_join,
        )
    leave = assumptions.leave_rate.annual(years)[:, None, None]
    # those who went early are not among the active: whoever still is may leave up to the legal date
    leaving = np.where(times.below_legal[1:], leave, 0.0)
    remaining = (1 - dying) * (1 - leaving)
    paying_end = paying_shares(assumptions, paying_share, base_year, end_year)
    paying = (paying_end[1:] + paying_end[:-1]) / 2

    start = by_cohort(members.active, birth_years, base_year)
    latent = _latent_entitlements(
        members, start, remaining, entrants, paying, base_ratio, past_index, birth_years, base_year
    )
    eligible = eligible_shares(times.reached)
    asked = policy.minimum_years.annual(np.append(base_year, years))
    minimum = minimum_in_cells(asked, eligible)
    retired, past_spread, newly = retired_by_choice(
        assumptions.service_spread, eligible, times.below_legal, asked, latent.service
    )
    hazard, taken = retirement_hazard(
        assumptions.service_spread, retired, past_spread, latent.service
    )
    through = remaining * (1 - hazard)
    active = _carried(start, through, entrants)
    before = active[:-1]
    surviving = before * (1 - dying)
    retirees = before * remaining * hazard
    increment = np.diff(retired, axis=0)
    above_mean = assumptions.service_spread * mean_or_zero(np.diff(past_spread, axis=0), increment)
    # retirements of a year lie in its middle, so half of its service is still to come
    service = latent.service[1:] - paying[:, None, None] / 2 + above_mean
    service = np.where(increment > 0, np.maximum(service, minimum[1:]), 0.0)
    newly = np.where(reached > reached_before, newly, 0.0)
    share_newly = np.minimum(mean_or_zero(newly, increment), 1.0)
    pensioners = by_cohort(members.pensioners, birth_years, base_year)
    joining = joining_by_age(assumptions, members.pensioners, entrants, birth_years, base_year)
    overdue = 1 / annuity_divisor(years[:, None] - birth_years, policy.divisor_method)
    return Demography(
        birth_years=birth_years,
        active=active,
        exposure=(before + active[1:]) / 2,
        entrants=entrants,
        deaths=before * dying,
        leavers=surviving * leaving,
        retirees=retirees,
        stay=remaining * (1 - taken),
        dying=dying,
        leaving=(1 - dying) * leaving,
        drawing=remaining * taken,
        pensioner_survival=np.cumprod(
            np.concatenate([np.ones((1, *dying.shape[1:])), 1 - dying]), axis=0
        ),
        base_pensioners=pensioners,
        joined_pensioners=_carried(np.zeros_like(pensioners), 1 - dying, joining),
        joining=joining,
        service=service,
        index_years=service * latent.index[1:],
        deemed=latent.deemed[1:],
        inverse_divisor=share_newly * times.inverse_divisor[1:]
        + (1 - share_newly) * overdue[:, None, :],
        paying=paying,
        paying_end=paying_end,
        base_ratio=base_ratio[1:],
    )


@dataclass(frozen=True)
class _Latent:
    """Means a head of everybody who ever joined a cell and is alive [year 0..T, class, cohort]."""

    service: FloatArray
    index: FloatArray
    deemed: FloatArray


def _latent_entitlements(
    members: Members,
    start: FloatArray,
    remaining: FloatArray,
    entrants: FloatArray,
    paying: FloatArray,
    base_ratio: FloatArray,
    past_index: FloatArray,
    birth_years: IntArray,
    base_year: int,
) -> _Latent:
    """Carry service, index-years and deemed years along each cell, retired or not.

    Everybody in a cell gains the year's paying share; entrants gain half of it.
    """
    persons = _carried(start, remaining, entrants)
    years_gained = paying[:, None, None] * (persons[:-1] * remaining + entrants / 2)
    paid_start = start * by_cohort(members.paid_years, birth_years, base_year)
    paid = _carried(paid_start, remaining, years_gained)
    deemed_start = start * by_cohort(members.deemed_years, birth_years, base_year)
    deemed = _carried(deemed_start, remaining, np.zeros_like(entrants))
    index_start = (paid_start + deemed_start) * past_index
    index_years = _carried(index_start, remaining, years_gained * base_ratio[1:])
    return _Latent(
        service=mean_or_zero(paid + deemed, persons),
        index=mean_or_zero(index_years, paid + deemed),
        deemed=mean_or_zero(deemed, persons),
    )


def _carried(start: FloatArray, factor: FloatArray, added: FloatArray) -> FloatArray:
    """Solve ``x_t = x_{t-1} factor_t + added_t`` for all years at once [year 0..T, ...]."""
    growth: FloatArray = np.asarray(np.cumprod(factor, axis=0), dtype=float)
    brought = np.cumsum(mean_or_zero(added, growth), axis=0)
    return np.concatenate([start[None], growth * (start + brought)])
