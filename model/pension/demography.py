"""Persons of a pension fund by birth cohort: the step that no economic path touches.

Everything here is computed once per scenario. States live on the axes [year, class, birth
cohort]: following a birth year needs no shifting of ages, so whole histories are cumulative
products. What money needs is handed on as a `PensionOperator` (see `operator.py`).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from model.arrays import FloatArray, IntArray, mean_or_zero
from model.pension.assumptions import PensionAssumptions
from model.pension.award import annuity_divisor
from model.pension.members import YOUNGEST_ENTRANT, Members, class_shares, entry_age_cdf
from model.pension.parameters import PensionPolicy
from model.pension.retirement import SEX_OF_CLASS, RetirementTimes
from model.tables import AGES, mortality_rates

_OLDEST = len(AGES) - 1
#: Smaller yearly shares than this retire nobody.
_NOBODY = 1e-12


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
    service: FloatArray
    index_years: FloatArray
    deemed: FloatArray
    inverse_divisor: FloatArray
    paying: FloatArray
    paying_end: FloatArray
    base_ratio: FloatArray


def cohorts(base_year: int, end_year: int) -> IntArray:
    """Return the birth years of everybody who can be in the fund by the end year."""
    return np.arange(base_year - _OLDEST, max(end_year - YOUNGEST_ENTRANT, base_year) + 1)


def by_cohort(values: FloatArray, birth_years: IntArray, year: int) -> FloatArray:
    """Turn [..., age] at the end of `year` into [..., cohort]; the unborn and dead get 0."""
    age = year - birth_years
    inside = (age >= 0) & (age <= _OLDEST)
    return np.where(inside, values[..., np.clip(age, 0, _OLDEST)], 0.0)


def years_by_cohort(values: FloatArray, birth_years: IntArray, base_year: int) -> FloatArray:
    """Turn [year 0..T, class, age] into [year 0..T, class, cohort]; nobody gets 0."""
    age = base_year + np.arange(len(values))[:, None] - birth_years
    inside = (age >= 0) & (age <= _OLDEST)
    picked = np.take_along_axis(values, np.clip(age, 0, _OLDEST)[:, None, :], axis=2)
    return np.where(inside[:, None, :], picked, 0.0)


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
    inside = (age >= 1) & (age <= _OLDEST)
    picked = np.take_along_axis(survival, np.clip(age, 0, _OLDEST)[:, None, :], axis=2)
    return np.where(inside[:, None, :], 1 - picked, np.where(age > _OLDEST, 1.0, 0.0)[:, None, :])


def entrants_by_number(
    assumptions: PensionAssumptions,
    number: FloatArray,
    base_year: int,
    birth_years: IntArray,
    reached: FloatArray,
) -> FloatArray:
    """Spread the persons who join in each year over cells [year 1..T, class, cohort].

    Each class keeps its share of the yearly number and the entry-age distribution, among
    the birth years none of whom has reached retirement age.
    """
    years = np.arange(base_year + 1, base_year + 1 + len(number))
    at_age = np.diff(entry_age_cdf(assumptions), prepend=0.0)
    age = years[:, None] - birth_years
    inside = (age >= YOUNGEST_ENTRANT) & (age <= _OLDEST)
    weight = np.where(inside, at_age[np.clip(age, 0, _OLDEST)], 0.0)[:, None, :]
    weight = np.where(reached == 0, weight, 0.0)
    share = weight / weight.sum(axis=2, keepdims=True)
    by_class = class_shares(assumptions.women_share, assumptions.women_55_share)
    return np.asarray(number[:, None, None] * by_class[None, :, None] * share)


def entrants_by_coverage(
    assumptions: PensionAssumptions,
    coverage: FloatArray,
    persons: FloatArray,
    active: FloatArray,
    birth_years: IntArray,
    base_year: int,
    reached: FloatArray,
) -> FloatArray:
    """Return the persons who join so that coverage comes out [year 1..T, class, cohort].

    A birth year of N persons of a sex, of whom the share e(x) has entered work by age x, is to
    have ``c_t N e(x)`` members; those who join in t are ``N [c_t e(x) - c_{t-1} e(x-1)]``, none
    where that is negative. Each sex's base coverage is found from its active members; women
    split into classes by `women_55_share`. Members who died, left or retired are not replaced.

    Parameters
    ----------
    coverage : relative to the base year [year 0..T]
    persons : population of the year [year 0..T, sex, age]
    active : members of the base year [class, age]
    """
    entered = entry_age_cdf(assumptions)
    women = assumptions.women_55_share
    split = np.array([1.0, women, 1 - women])
    by_class = persons[:, list(SEX_OF_CLASS)] * split[:, None]
    working = (by_class[0] * entered)[:, : _OLDEST + 1]
    at_base = np.where(active > 0, working, 0.0)
    men, all_women = active[0].sum(), active[1:].sum()
    rates = np.array(
        [men / max(at_base[0].sum(), 1e-9), *(all_women / max(at_base[1:].sum(), 1e-9),) * 2]
    )
    before = np.append(0.0, entered[:-1])
    joining = coverage[1:, None] * entered - coverage[:-1, None] * before
    by_age = rates[:, None] * by_class[1:] * np.maximum(joining, 0.0)[:, None, :]
    by_age[..., :YOUNGEST_ENTRANT] = 0.0
    padded = np.concatenate([np.zeros_like(by_age[:1]), by_age])
    return np.where(reached == 0, years_by_cohort(padded, birth_years, base_year)[1:], 0.0)


def working_population(
    assumptions: PensionAssumptions,
    persons: FloatArray,
    reached: FloatArray,
    birth_years: IntArray,
    base_year: int,
) -> FloatArray:
    """Return those in the population who have entered work and not reached retirement [year 0..T].

    Parameters
    ----------
    persons : [year 0..T, sex, age]
    reached : share past its retirement date [year 0..T, class, cohort]
    """
    women = assumptions.women_55_share
    by_class = persons[:, list(SEX_OF_CLASS)] * np.array([1.0, women, 1 - women])[:, None]
    at_work = by_class * entry_age_cdf(assumptions)
    return np.asarray(
        (years_by_cohort(at_work, birth_years, base_year) * (1 - reached)).sum((1, 2))
    )


def paying_shares(
    assumptions: PensionAssumptions, start: float, base_year: int, end_year: int
) -> FloatArray:
    """Return contributors over active insured at each year's end [year 0..T].

    ``p_t = p_{t-1} (1 - lapse_t) + (1 - p_{t-1}) resumption_t``
    """
    years = np.arange(base_year + 1, end_year + 1)
    lapse = assumptions.lapse_rate.annual(years).tolist()
    resumption = assumptions.resumption_rate.annual(years).tolist()
    share = [start]
    for lapsing, resuming in zip(lapse, resumption, strict=True):
        share.append(share[-1] * (1 - lapsing) + (1 - share[-1]) * resuming)
    return np.array(share)


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

    Order within a year: deaths, leaving (below retirement age), retirement, entry.

    Service in a cell (class and birth year) is normal with the mean carried along and the
    standard deviation `service_spread`. Of those past their retirement date, the ones with
    the minimum years retire; the others keep paying and retire when they reach it. With G
    the share past its date, z = (minimum - mean) / spread and f = P(service >= minimum), the
    share of a cell retired by year t is ``R_t = G_t f_t`` (never falling), and the hazard is
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
    if assumptions.entrants is not None:
        number = assumptions.entrants.annual(years) * growth
        entrants = entrants_by_number(assumptions, number, base_year, birth_years, reached)
    else:
        entrants = growth[:, None, None] * entrants_by_coverage(
            assumptions,
            coverage,
            population,
            members.active,
            birth_years,
            base_year,
            reached,
        )
    leave = assumptions.leave_rate.annual(years)[:, None, None]
    leaving = np.where(reached == 0, leave, 0.0)
    remaining = (1 - dying) * (1 - leaving)
    paying_end = paying_shares(assumptions, paying_share, base_year, end_year)
    paying = (paying_end[1:] + paying_end[:-1]) / 2

    start = by_cohort(members.active, birth_years, base_year)
    latent = _latent_entitlements(
        members, start, remaining, entrants, paying, base_ratio, past_index, birth_years, base_year
    )
    eligible = _eligible(times.reached)
    minimum = _minimum_in_cells(policy.minimum_years.annual(np.append(base_year, years)), eligible)
    retired, past_spread, hazard, taken = _retirement(
        assumptions.service_spread, eligible, minimum, latent.service
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
    newly = np.diff(eligible, axis=0) * mean_or_zero(retired[1:], eligible[1:])
    newly = np.where(reached > reached_before, newly, 0.0)
    share_newly = np.minimum(mean_or_zero(newly, increment), 1.0)
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
        base_pensioners=by_cohort(members.pensioners, birth_years, base_year),
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


def _minimum_in_cells(minimum: FloatArray, eligible: FloatArray) -> FloatArray:
    """Return the minimum years asked of those past their date [year 0..T, class, cohort].

    That of the year in which they reached it: later rises do not concern them.
    """
    newly = np.diff(eligible, axis=0, prepend=0.0)
    asked = np.cumsum(minimum[:, None, None] * newly, axis=0)
    return np.where(eligible > 0, mean_or_zero(asked, eligible), minimum[:, None, None])


def _eligible(reached: FloatArray) -> FloatArray:
    """Return the share past its date of those observed active in the base year [year 0..T, ...].

    They have not retired: where part of a birth year was past its date they are of the other
    part; where all of it was, all may go from the first projected year on.
    """
    at_base = reached[:1]
    ahead = mean_or_zero(reached - at_base, 1 - at_base)
    eligible = np.where(at_base < 1, ahead, 1.0)
    eligible[0] = 0.0
    return np.minimum(eligible, 1.0)


def _retirement(
    spread: float, eligible: FloatArray, minimum: FloatArray, service: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return (R, G phi(z), hazard, share of accounts drawn); see `project_members`."""
    z = (minimum - service) / spread
    # whoever had the minimum years keeps the right to retire
    z = np.minimum.accumulate(np.where(eligible > 0, z, np.inf), axis=0)
    retired = eligible * ndtr(-z)
    past_spread = eligible * _density(z)
    increment = np.diff(retired, axis=0)
    anybody = increment > _NOBODY
    hazard = np.where(anybody, np.minimum(mean_or_zero(increment, 1 - retired[:-1]), 1.0), 0.0)
    mean = service[1:]
    drawn = mean * increment + spread * np.diff(past_spread, axis=0)
    # service cut at 0, because nobody has less
    everybody = mean * ndtr(mean / spread) + spread * _density(mean / spread)
    held = everybody - mean * retired[:-1] - spread * past_spread[:-1]
    taken = np.clip(mean_or_zero(drawn, held), 0.0, 1.0)
    # an account is emptied only with the last member: later contributions need its place
    taken = np.where((taken >= 1.0) | (hazard >= 1.0), hazard, taken)
    return retired, past_spread, hazard, np.where(anybody, taken, 0.0)


def _density(z: FloatArray) -> FloatArray:
    return np.asarray(np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi))


def _carried(start: FloatArray, factor: FloatArray, added: FloatArray) -> FloatArray:
    """Solve ``x_t = x_{t-1} factor_t + added_t`` for all years at once [year 0..T, ...]."""
    growth: FloatArray = np.asarray(np.cumprod(factor, axis=0), dtype=float)
    brought = np.cumsum(mean_or_zero(added, growth), axis=0)
    return np.concatenate([start[None], growth * (start + brought)])
