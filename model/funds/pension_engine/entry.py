"""Who joins a pension fund: by number or by coverage, or as a pensioner."""

import numpy as np

from model.arrays import FloatArray, IntArray, mean_or_zero
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.cohorts import OLDEST, years_by_cohort
from model.funds.pension_engine.members import class_shares, entry_age_cdf
from model.people.ages import YOUNGEST_ENTRANT
from model.people.retirement import SEX_OF_CLASS, RetirementTimes


def joining_shares(times: RetirementTimes) -> FloatArray:
    """Return the share of each birth year that may still join [year 1..T, class, cohort].

    Below the legal date that is everybody but those past a date that they chose earlier, so
    that a small share retiring early takes a small share of the entrants; from it on nobody.
    """
    return np.where(times.below_legal, 1 - times.reached, 0.0)[1:]


def entrants_by_number(
    assumptions: PensionAssumptions,
    number: FloatArray,
    base_year: int,
    birth_years: IntArray,
    may_join: FloatArray,
) -> FloatArray:
    """Spread the persons who join in each year over cells [year 1..T, class, cohort].

    Each class keeps its share of the yearly number and the entry-age distribution, times the
    share of each birth year that may still join (see `joining_shares`).
    """
    years = np.arange(base_year + 1, base_year + 1 + len(number))
    at_age = np.diff(entry_age_cdf(assumptions), prepend=0.0)
    age = years[:, None] - birth_years
    inside = (age >= YOUNGEST_ENTRANT) & (age <= OLDEST)
    weight = np.where(inside, at_age[np.clip(age, 0, OLDEST)], 0.0)[:, None, :]
    weight = weight * may_join
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
    may_join: FloatArray,
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
    may_join : share of each birth year, see `joining_shares` [year 1..T, class, cohort]
    """
    entered = entry_age_cdf(assumptions)
    women = assumptions.women_55_share
    split = np.array([1.0, women, 1 - women])
    by_class = persons[:, list(SEX_OF_CLASS)] * split[:, None]
    working = (by_class[0] * entered)[:, : OLDEST + 1]
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
    return years_by_cohort(padded, birth_years, base_year)[1:] * may_join


def joining_by_age(
    assumptions: PensionAssumptions,
    pensioners: FloatArray,
    entrants: FloatArray,
    birth_years: IntArray,
    base_year: int,
) -> FloatArray:
    """Return those who join as pensioners [year 1..T, class, cohort].

    A number of their own and a share of the entrants [year 1..T, class, cohort], at the ages of
    the base year's pensioners [class, age].
    """
    years = np.arange(base_year + 1, base_year + 1 + len(entrants))
    number = assumptions.joining_pensioners.annual(years)
    number = number + assumptions.late_share * entrants.sum(axis=(1, 2))
    at_ages = mean_or_zero(pensioners, np.full_like(pensioners, pensioners.sum()))
    each_year = np.broadcast_to(at_ages, (len(number) + 1, *at_ages.shape))
    by_year = years_by_cohort(each_year, birth_years, base_year)[1:]
    return np.asarray(number[:, None, None] * by_year)


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
