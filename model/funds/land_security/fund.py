"""Basic living security of farmers whose land was taken (被征地农民基本生活保障).

Members join with a lump sum and draw a flat monthly benefit from an age on; a share of what
land sells for is the other income, and it is lumpy. Income stops with the land, benefits do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.account.flows import Item, OpeningAccount
from model.arrays import FloatArray, after, mean_or_zero, ratio_or_nan
from model.errors import InputError, Problem
from model.funds.figures import Figures, FundOutcome, figures_of
from model.funds.land_security.equations import EQUATIONS
from model.funds.land_security.levers import Assumptions, Fund, Policy, Reported
from model.funds.land_security.members import (
    LandMembers,
    base_members,
    entrants_by_age,
    project_land_members,
)
from model.funds.setting import Setting
from model.funds.shared.base_year import account_problems, read_account
from model.funds.shared.dues import base_interest
from model.funds.shared.per_head_fund import per_head_outcome
from model.words.texts import Message, message

#: How far figures of the base year may contradict each other.
_TOLERANCE = 0.02


@dataclass(frozen=True)
class _Base:
    """The base year: its account by items, yuan; what an entrant paid; who drew."""

    opening: OpeningAccount
    lump_sum: float
    entrants: float
    mean_recipients: float
    notes: tuple[Message, ...]


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
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
        base_members(fund, setting)
        entrants_by_age(fund, setting, fund.assumptions.entrants.annual(setting.years))
    except InputError as error:
        yield from error.problems


def _money_problems(reported: Reported, fund: Fund, setting: Setting) -> Iterator[Problem]:
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


def _land_problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
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


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Project the fund: lump sums and land revenue against benefits and refunds.

    ``contributions_t = entrants_t x lump sum_t``; ``land_t = amount_t x levy_t x activity_t``;
    ``benefits_t = 12 x mean recipients_t x benefit_t``; on a death the refund share of the lump
    sum paid in the year of joining, and the funeral grant.
    """
    policy: Policy = fund.policy
    base, members = _base_year(fund, setting), project_land_members(fund, setting)
    land = _land_revenue(fund, setting)
    activity = fund.assumptions.land_activity.annual(setting.years)[:, None]
    figures = figures_of(EQUATIONS, fund, setting).counting(
        {
            "active_insured": members.waiting,
            "recipients": members.drawing,
            "entrants": np.append(base.entrants, members.entrants),
            "deaths": np.append(np.nan, members.deaths),
            "part__land_at_full_activity": after(np.nan, ratio_or_nan(land.amount, activity)),
        },
        base={
            "insured": float(members.waiting[0] + members.drawing[0]),
            "beneficiaries": base.mean_recipients,
            "average_benefit": fund.reported.monthly_benefit,
            "part__lump_sum": base.lump_sum,
            "part__lump_sum_growth": 1.0,
        },
        undefined={"land_revenue": 0.0},
    )
    figures = figures.counting({"part__lump_sums_refunded": _refunds(fund, members, figures)})
    season = policy.benefit_season
    return per_head_outcome(
        fund,
        setting,
        figures,
        opening=base.opening,
        income=[
            figures.item("contributions", policy.contribution_season),
            figures.item("land_revenue", land.months),
            setting.item("fiscal_subsidy", policy.fiscal_subsidy),
        ],
        expenditure=[figures.item("benefits", season), figures.item("lump_sums", season)],
        notes=base.notes,
    )


def _refunds(fund: Fund, members: LandMembers, figures: Figures) -> FloatArray:
    """Return lump sums refunded on deaths [year 0..T, path], as paid in the year of joining."""
    paid_in, past = figures["part__lump_sum"].copy(), fund.assumptions.past_lump_sum
    if past is not None:
        paid_in[0] = past
    waiting = figures["policy__refund_share_waiting"] * (members.deaths_waiting @ paid_in)
    drawing = figures["policy__refund_share"] * (members.deaths_drawing @ paid_in)
    return after(np.nan, waiting + drawing)


def _rest_of_income(fund: Fund, setting: Setting) -> float:
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


def _base_year(fund: Fund, setting: Setting) -> _Base:
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


def _land_revenue(fund: Fund, setting: Setting) -> Item:
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
    follows = assumptions.land_wage_weight.annual(years)[:, None] * setting.economy.wage_growth
    return Item("land_revenue", yearly * np.cumprod(1 + follows, axis=0), months)
