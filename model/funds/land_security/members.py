"""Members of a land fund: who waits and who draws, by sex and age, through the years."""

from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, mean_or_zero
from model.errors import InputError, Problem
from model.funds.land_security.levers import Assumptions, Fund, Policy, Reported
from model.funds.setting import Setting
from model.funds.shared.per_head_fund import death_rates, older, past_age, starting, survival
from model.people.ages import spread_by_age
from model.tables import AGES
from model.words.texts import message


@dataclass(frozen=True)
class LandMembers:
    """Members through the years.

    Attributes
    ----------
    waiting, drawing : at the year's end [year 0..T]
    entrants : of the year [year 1..T]
    deaths_waiting, deaths_drawing : of the year by the year of joining [year 1..T, joined 0..T];
        column 0 are the base year's members
    """

    waiting: FloatArray
    drawing: FloatArray
    entrants: FloatArray
    deaths_waiting: FloatArray
    deaths_drawing: FloatArray

    @property
    def deaths(self) -> FloatArray:
        """All deaths [year 1..T]."""
        return np.asarray((self.deaths_waiting + self.deaths_drawing).sum(axis=1))


def _past_benefit_age(policy: Policy, setting: Setting) -> FloatArray:
    return past_age([policy.benefit_age_men, policy.benefit_age_women], setting)


def base_members(fund: Fund, setting: Setting) -> tuple[FloatArray, FloatArray]:
    """Return those waiting and those drawing at the end of the base year [sex, age].

    Raises
    ------
    InputError
        where the population has nobody of that age, or no tilt gives the mean age.
    """
    reported: Reported = fund.reported
    past = _past_benefit_age(fund.policy, setting)[0]
    grown_up = setting.population.persons[0] * (np.asarray(AGES) >= fund.assumptions.minimum_age)
    waiting, drawing = grown_up * (1 - past), grown_up * past
    return (
        _spread(
            waiting,
            reported.participants - reported.recipients,
            None,
            f"{fund.where}.reported.participants",
        ),
        _spread(
            drawing,
            reported.recipients,
            fund.assumptions.recipient_mean_age,
            f"{fund.where}.assumptions.recipient_mean_age",
        ),
    )


def _spread(weights: FloatArray, total: float, mean_age: float | None, where: str) -> FloatArray:
    """Scale `weights` [sex, age] to a total, each sex by its weight, tilted to the mean age."""
    by_sex = weights.sum(axis=1)
    if total <= 0:
        return np.zeros_like(weights)
    if by_sex.sum() <= 0:
        problem = message("the population has nobody of the age of {n} members", n=f"{total:,.0f}")
        raise InputError([Problem(where, problem, message("check the age structure"))])
    return spread_by_age(weights, total * by_sex / by_sex.sum(), mean_age, where)


def project_land_members(fund: Fund, setting: Setting) -> LandMembers:
    """Carry members of each year of joining through deaths and the benefit age.

    Order within a year: deaths, start of drawing, entry; who joins past the age draws at once.
    """
    past = _past_benefit_age(fund.policy, setting)
    survive, start = survival(death_rates(setting))[1:], starting(past)
    number = fund.assumptions.entrants.annual(setting.years)
    joining = entrants_by_age(fund, setting, number)
    years = len(number)
    waiting, drawing = np.zeros((2, years + 1, *past.shape[1:]))
    waiting[0], drawing[0] = base_members(fund, setting)
    totals = [(waiting.sum(), drawing.sum())]
    deaths_waiting, deaths_drawing = np.zeros((2, years, years + 1))
    for year in range(years):
        alive, kept = older(waiting) * survive[year], older(drawing) * survive[year]
        deaths_waiting[year] = (waiting.sum(axis=(1, 2))) - alive.sum(axis=(1, 2))
        deaths_drawing[year] = (drawing.sum(axis=(1, 2))) - kept.sum(axis=(1, 2))
        drawing = kept + alive * start[year]
        waiting = alive * (1 - start[year])
        waiting[year + 1] = joining[year] * (1 - past[year + 1])
        drawing[year + 1] = joining[year] * past[year + 1]
        totals.append((waiting.sum(), drawing.sum()))
    by_status = np.array(totals).T
    return LandMembers(by_status[0], by_status[1], number, deaths_waiting, deaths_drawing)


def entrants_by_age(fund: Fund, setting: Setting, number: FloatArray) -> FloatArray:
    """Return who joins in each year [year 1..T, sex, age]."""
    assumptions: Assumptions = fund.assumptions
    persons = setting.population.persons * (np.asarray(AGES) >= assumptions.minimum_age)
    shape = mean_or_zero(persons[1:], persons[1:].sum(axis=(1, 2), keepdims=True))
    if assumptions.entrant_mean_age is not None:
        where = f"{fund.where}.assumptions.entrant_mean_age"
        shape = _spread(persons[0], 1.0, assumptions.entrant_mean_age, where)[None]
    return np.asarray(number[:, None, None] * shape)
