"""The members of a pension fund at the end of the base year.

Either the bureau's own member table or the shipped standard profile, scaled so that the
reported totals come out exactly.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from model.arrays import FloatArray, mean_or_zero
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.people.ages import (
    EXACT_AGE,
    YOUNGEST_ENTRANT,
    entered_by_age,
    mean_of,
    normal_location,
    spread_by_age,
)
from model.people.retirement import SEX_OF_CLASS
from model.tables import account_interest, population
from model.words.texts import Message, message


@dataclass(frozen=True)
class Members:
    """Who is in the fund at the end of the base year, by class and completed age.

    Attributes
    ----------
    active, pensioners : persons [class, age]
    paid_years, deemed_years : mean years of the active [class, age]
    account : mean account of the active, yuan [class, age]
    relative_wage : mean wage over the members' average, by class and age [class, age]
    pension : mean pension in payment, yuan a month [class, age]
    origin : which of the two sources it is, for the report
    index : average index of the years paid so far [class, age], where the table has it
    """

    active: FloatArray
    pensioners: FloatArray
    paid_years: FloatArray
    deemed_years: FloatArray
    account: FloatArray
    relative_wage: FloatArray
    pension: FloatArray
    origin: Message
    index: FloatArray | None = None


def class_shares(women: float, women_55: float) -> FloatArray:
    """Return the shares of the three classes [class]."""
    return np.array([1 - women, women * women_55, women * (1 - women_55)])


def entry_age_cdf(assumptions: PensionAssumptions) -> FloatArray:
    """Return the share of entrants that has entered by the end of each age [age]."""
    return entered_by_age(assumptions.entry_age, assumptions.entry_age_spread)


def standard_members(
    assumptions: PensionAssumptions,
    *,
    base_year: int,
    reached_retirement: FloatArray,
    active_insured: float,
    retirees: float,
    average_pension: float,
    paying_share: float,
    employee_rate: float,
    past_base: float,
    where: str,
) -> Members:
    """Return the standard profile scaled to the reported totals.

    The national age structure of the base year, shaped by the age at entry (active) and by
    the retirement ages (pensioners), tilted exponentially by age where a mean age is given.

    Parameters
    ----------
    reached_retirement : share of each age past its retirement date [class, age]
    past_base : this year's base at the average index of the years paid so far, yuan a year

    Raises
    ------
    InputError
        where a mean age cannot be reached by any tilt.
    """
    persons = population(base_year)[list(SEX_OF_CLASS)]
    shares = class_shares(assumptions.women_share, assumptions.women_55_share)
    entered = entry_age_cdf(assumptions)
    active = spread_by_age(
        persons * entered * (1 - reached_retirement),
        shares * active_insured,
        assumptions.active_mean_age,
        f"{where}.assumptions.active_mean_age",
    )
    pensioner_shares = class_shares(assumptions.pensioner_women_share, assumptions.women_55_share)
    pensioners = spread_by_age(
        persons * reached_retirement,
        pensioner_shares * retirees,
        assumptions.pensioner_mean_age,
        f"{where}.assumptions.pensioner_mean_age",
    )
    since_entry = _years_since_entry(assumptions)
    accounts_years = max(base_year - assumptions.accounts_since + 1, 0)
    paid = np.minimum(since_entry, accounts_years) * paying_share
    deemed = np.maximum(since_entry - accounts_years, 0.0) * assumptions.deemed_share
    paid, deemed = (np.broadcast_to(years, active.shape) for years in (paid, deemed))
    if assumptions.service_years is not None:
        scale = assumptions.service_years / mean_of(paid + deemed, active)
        paid, deemed = paid * scale, deemed * scale
    rate = assumptions.past_account_rate
    account = (
        (employee_rate if rate is None else rate)
        * past_base
        * past_contributions(paid, base_year, assumptions.past_wage_growth)
    )
    if assumptions.base_account is not None:
        account = account * (assumptions.base_account / mean_of(account, active))
    return Members(
        active=active,
        pensioners=pensioners,
        paid_years=paid,
        deemed_years=deemed,
        account=account,
        relative_wage=np.ones_like(active),
        pension=np.full_like(active, average_pension),
        origin=message("the shipped standard profile, scaled to the reported totals"),
    )


def _years_since_entry(assumptions: PensionAssumptions) -> FloatArray:
    """Return the mean years since entry of those who have entered, by age [age]."""
    mean, spread = assumptions.entry_age, assumptions.entry_age_spread
    location = normal_location(mean, spread)
    cut, at = (YOUNGEST_ENTRANT - location) / spread, (EXACT_AGE - location) / spread
    mass = ndtr(at) - ndtr(cut)
    density = (np.exp(-(cut**2) / 2) - np.exp(-(at**2) / 2)) / np.sqrt(2 * np.pi)
    entry = location + spread * mean_or_zero(density, mass)
    return np.where(EXACT_AGE > YOUNGEST_ENTRANT, np.maximum(EXACT_AGE - entry, 0.0), 0.0)


def past_contributions(years: FloatArray, base_year: int, wage_growth: float) -> FloatArray:
    """Return the account in units of this year's contribution after `years` of paying.

    ``sum over k of prod of (1 + j) over the last k years x (1 + j / 2) / (1 + g)^k`` with the
    credited rates of the shipped table up to the base year; the last part of a year counts by
    its length. Before the table its first rate holds.
    """
    known = account_interest()
    first, last = min(known), max(known)
    rates = np.array(
        [known[min(max(year, first), last)] for year in range(base_year, base_year - 60, -1)]
    )
    growth = np.append(1.0, np.cumprod((1 + rates[:-1]) / (1 + wage_growth)))
    units = growth * (1 + rates / 2)
    whole = np.append(0.0, np.cumsum(units))
    return np.asarray(np.interp(years, np.arange(len(whole)), whole))
