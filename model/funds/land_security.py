"""Basic living security of farmers whose land was taken (被征地农民基本生活保障).

Members join with a lump sum and draw a flat monthly benefit from an age on; a share of what
land sells for is the other income, and it is lumpy. Income stops with the land, benefits do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, after, mean_or_zero
from model.base_year import account_problems, read_account
from model.errors import InputError, Problem
from model.ledger import Item, OpeningAccount
from model.names import money
from model.names import persons as persons_output
from model.parameters.land_security import Assumptions, Policy, Reported
from model.payroll import base_interest
from model.pension.members import spread_by_age
from model.per_head import (
    benefit_index,
    death_rates,
    mean_of_year,
    older,
    past_age,
    per_head_outcome,
    starting,
    survival,
    wage_index,
)
from model.setting import FundInput, FundOutcome, Setting
from model.tables import AGES
from model.texts import Message, Text, message

#: How far figures of the base year may contradict each other.
_TOLERANCE = 0.02

TITLE = Text("被征地农民基本生活保障", "Land-expropriated farmers' security")
OUTPUTS = {
    "land_revenue": money(
        "土地出让收入计提",
        "Land-transfer revenue",
        "land-transfer revenue x levy share x activity",
        "income",
    ),
    "recipients": persons_output(
        "领取待遇人数（年末）", "Recipients, year's end", "members past the benefit age"
    ),
}
RULE_TARGETS = ("contributions", "land_revenue", "fiscal_subsidy", "benefits", "lump_sums")


@dataclass(frozen=True)
class _Base:
    """The base year: its account by items, yuan; what an entrant paid; who drew."""

    opening: OpeningAccount
    lump_sum: float
    entrants: float
    mean_recipients: float
    notes: tuple[Message, ...]


@dataclass(frozen=True)
class _Members:
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


def problems(fund: FundInput, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year, and what is given by halves."""
    reported: Reported = fund.reported
    where = f"{fund.where}.reported"
    found = list(account_problems(reported, reported.income, reported.expenditure, fund.where))
    yield from found
    if reported.participants < reported.recipients:
        yield Problem(
            f"{where}.participants",
            message(
                "{recipients} recipients are more than the {participants} participants",
                recipients=f"{reported.recipients:,.0f}",
                participants=f"{reported.participants:,.0f}",
            ),
            message("participants counts everybody, recipients included; check both figures"),
        )
    if reported.lump_sum is None and reported.entrants is None:
        yield Problem(
            where,
            message("neither the lump sum nor the entrants of the base year are given"),
            message("give lump_sum or entrants; contributions of the base year give the other"),
        )
    elif not found:
        yield from _money_problems(reported, fund, setting)
    yield from _land_problems(fund, setting)
    try:
        _base_members(fund, setting)
        _entrants_by_age(fund, setting, fund.assumptions.entrants.annual(setting.years))
    except InputError as error:
        yield from error.problems


def _money_problems(reported: Reported, fund: FundInput, setting: Setting) -> Iterator[Problem]:
    where, unit = f"{fund.where}.reported", setting.money_unit
    rest, left = _rest_of_income(fund, setting), reported.expenditure - reported.lump_sums
    if rest < -_TOLERANCE * reported.income or (rest <= 0 and reported.lump_sum is None):
        yield Problem(
            f"{where}.income",
            message("nothing is left of the income for contributions"),
            message("check interest, land_revenue and fiscal_subsidy, or give lump_sum"),
        )
    elif reported.lump_sum is None and not reported.entrants:
        yield Problem(
            f"{where}.entrants",
            message(
                "contributions of {amount} were paid, yet nobody joined", amount=f"{rest:,.6g}"
            ),
            message("give the number who joined, or lump_sum"),
        )
    elif reported.lump_sum is not None and reported.entrants is not None:
        paid = reported.lump_sum * reported.entrants / unit
        if paid > max(rest, 0.0) * (1 + _TOLERANCE) + 0.5:
            yield Problem(
                f"{where}.lump_sum",
                message(
                    "entrants x lump_sum = {paid} is more than the {rest} of income that interest, "
                    "land revenue and subsidy leave",
                    paid=f"{paid:,.6g}",
                    rest=f"{rest:,.6g}",
                ),
                message("correct one of them, or leave out the one that can be derived"),
            )
    if left < 0:
        yield Problem(
            f"{where}.lump_sums",
            message("lump sums are more than the whole expenditure"),
            message("check both figures"),
        )
    if reported.mean_recipients is not None:
        paid = 12 * reported.mean_recipients * reported.monthly_benefit / unit
        if paid > left * (1 + _TOLERANCE) + 0.5:
            yield Problem(
                f"{where}.mean_recipients",
                message(
                    "12 x mean_recipients x monthly_benefit = {paid} contradicts expenditure less "
                    "lump sums = {left}",
                    paid=f"{paid:,.6g}",
                    left=f"{left:,.10g}",
                ),
                message("leave mean_recipients out to have it derived"),
            )


def _land_problems(fund: FundInput, setting: Setting) -> Iterator[Problem]:
    given = {
        f"{fund.where}.policy.levy_share": fund.policy.levy_share,
        f"{fund.where}.assumptions.land_transfer_revenue": fund.assumptions.land_transfer_revenue,
    }
    missing = [where for where, value in given.items() if value is None]
    if len(missing) == 1:
        yield Problem(
            missing[0],
            message("is missing"),
            message("levy_share and land_transfer_revenue are given together"),
        )
    first = (setting.base_year + 1) * 12
    for where, value in given.items():
        if value is not None and value.months[0] > first:
            yield Problem(
                where,
                message("no value before {date}", date=f"{value.months[0] // 12}"),
                message("add one for {year}", year=setting.base_year + 1),
            )


def outcome(fund: FundInput, setting: Setting) -> FundOutcome:
    """Project the fund: lump sums and land revenue against benefits and refunds.

    ``contributions_t = entrants_t x lump sum_t``; ``land_t = amount_t x levy_t x activity_t``;
    ``benefits_t = 12 x mean recipients_t x benefit_t``; on a death the refund share of the lump
    sum paid in the year of joining, and the funeral grant.
    """
    policy: Policy = fund.policy
    assumptions: Assumptions = fund.assumptions
    base, members = _base_year(fund, setting), _project_members(fund, setting)
    years = setting.years
    benefit = fund.reported.monthly_benefit * benefit_index(policy, setting)
    recipients = mean_of_year(base.mean_recipients, members.drawing)
    level = policy.lump_sum_level.annual(years)[:, None]
    lump_sum = base.lump_sum * level * wage_index(policy.lump_sum_wage_weight, setting)
    past = assumptions.past_lump_sum
    paid_in = after(base.lump_sum if past is None else past, lump_sum)
    refunds = policy.refund_share_waiting.annual(years)[:, None] * (
        members.deaths_waiting @ paid_in
    ) + policy.refund_share.annual(years)[:, None] * (members.deaths_drawing @ paid_in)
    funeral = (members.deaths * policy.funeral_months.annual(years))[:, None] * benefit
    season = np.asarray(policy.benefit_season)
    insured = members.waiting + members.drawing
    return per_head_outcome(
        fund,
        setting,
        opening=base.opening,
        income=[
            Item(
                "contributions",
                members.entrants[:, None] * lump_sum,
                np.asarray(policy.contribution_season),
            ),
            _land_revenue(fund, setting),
            setting.item("fiscal_subsidy", policy.fiscal_subsidy),
        ],
        expenditure=[
            Item("benefits", 12 * recipients[1:, None] * benefit, season),
            Item("lump_sums", refunds + funeral, season),
        ],
        persons={
            "insured": insured,
            "active_insured": members.waiting,
            "recipients": members.drawing,
            "beneficiaries": recipients,
            "entrants": np.append(base.entrants, members.entrants),
            "deaths": np.append(np.nan, members.deaths),
        },
        averages={"average_benefit": after(fund.reported.monthly_benefit, benefit)},
        notes=base.notes,
    )


def _rest_of_income(fund: FundInput, setting: Setting) -> float:
    """Income of the base year less interest, land revenue and subsidy, in the file's unit."""
    reported: Reported = fund.reported
    account = read_account(
        reported,
        reported.income,
        reported.expenditure,
        1.0,
        base_interest(fund.assumptions.interest, setting),
    )
    return account.income - account.interest - reported.land_revenue - reported.fiscal_subsidy


def _base_year(fund: FundInput, setting: Setting) -> _Base:
    """Return the base year by items; what is not itemised goes to other income, expenditure."""
    reported: Reported = fund.reported
    unit = setting.money_unit
    rate = base_interest(fund.assumptions.interest, setting)
    account = read_account(reported, reported.income, reported.expenditure, unit, rate)
    notes = [*account.derived]
    rest = _rest_of_income(fund, setting) * unit
    # an estimated interest may be a little more than there is
    lump_sum, entrants, contributions = reported.lump_sum, reported.entrants, max(rest, 0.0)
    if lump_sum is None:
        lump_sum = contributions / (entrants or np.nan)
        notes.append(message("lump sum of the base year = contributions / entrants"))
    elif entrants is None:
        entrants = contributions / lump_sum if lump_sum > 0 else np.nan
        notes.append(message("entrants of the base year = contributions / lump sum"))
    else:
        contributions = min(entrants * lump_sum, contributions)
    left, yearly = account.expenditure - reported.lump_sums * unit, 12 * reported.monthly_benefit
    mean = reported.mean_recipients
    if mean is None:
        mean = min(reported.recipients, left / yearly) if yearly > 0 else reported.recipients
        notes.append(
            message(
                "mean recipients of the base year = (expenditure - lump sums) / (12 x monthly "
                "benefit) = {mean}; {end} draw at its end",
                mean=f"{mean:,.0f}",
                end=f"{reported.recipients:,.0f}",
            )
        )
    benefits = min(mean * yearly, left)
    notes.append(message("members by age: the population's ages, scaled to the reported totals"))
    opening = OpeningAccount(
        balance=account.balance,
        income={
            "contributions": contributions,
            "land_revenue": reported.land_revenue * unit,
            "fiscal_subsidy": reported.fiscal_subsidy * unit,
            "other_income": rest - contributions,
            "interest": account.interest,
        },
        expenditure={
            "benefits": benefits,
            "lump_sums": reported.lump_sums * unit,
            "other_expenditure": left - benefits,
        },
        total_income=account.income,
        total_expenditure=account.expenditure,
    )
    return _Base(opening, lump_sum, float(entrants or 0.0), mean, tuple(notes))


def _past_benefit_age(policy: Policy, setting: Setting) -> FloatArray:
    return past_age([policy.benefit_age_men, policy.benefit_age_women], setting)


def _base_members(fund: FundInput, setting: Setting) -> tuple[FloatArray, FloatArray]:
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


def _project_members(fund: FundInput, setting: Setting) -> _Members:
    """Carry members of each year of joining through deaths and the benefit age.

    Order within a year: deaths, start of drawing, entry; who joins past the age draws at once.
    """
    past = _past_benefit_age(fund.policy, setting)
    survive, start = survival(death_rates(setting))[1:], starting(past)
    number = fund.assumptions.entrants.annual(setting.years)
    joining = _entrants_by_age(fund, setting, number)
    years = len(number)
    waiting, drawing = np.zeros((2, years + 1, *past.shape[1:]))
    waiting[0], drawing[0] = _base_members(fund, setting)
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
    return _Members(by_status[0], by_status[1], number, deaths_waiting, deaths_drawing)


def _entrants_by_age(fund: FundInput, setting: Setting, number: FloatArray) -> FloatArray:
    """Return who joins in each year [year 1..T, sex, age]."""
    assumptions: Assumptions = fund.assumptions
    persons = setting.population.persons * (np.asarray(AGES) >= assumptions.minimum_age)
    shape = mean_or_zero(persons[1:], persons[1:].sum(axis=(1, 2), keepdims=True))
    if assumptions.entrant_mean_age is not None:
        where = f"{fund.where}.assumptions.entrant_mean_age"
        shape = _spread(persons[0], 1.0, assumptions.entrant_mean_age, where)[None]
    return np.asarray(number[:, None, None] * shape)


def _land_revenue(fund: FundInput, setting: Setting) -> Item:
    """Return the fund's part of land-transfer revenue, exact to the month."""
    assumptions: Assumptions = fund.assumptions
    years = setting.years
    monthly = assumptions.land_activity.monthly(years) * (setting.money_unit / 12)
    sold, levy = assumptions.land_transfer_revenue, fund.policy.levy_share
    if sold is not None and levy is not None:
        monthly = monthly * sold.monthly(years) * levy.monthly(years)
    else:
        monthly = monthly * fund.reported.land_revenue
    yearly = monthly.sum(axis=1, keepdims=True)
    months = np.where(yearly > 0, mean_or_zero(monthly, yearly), 1 / 12)
    return Item("land_revenue", yearly * wage_index(assumptions.land_wage_weight, setting), months)
