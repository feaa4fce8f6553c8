"""Pension insurance of urban and rural residents (城乡居民基本养老保险).

Who is not in an employees' fund chooses a tier and pays once a year into an own account, to
which the budget adds; past 60 everybody draws a basic pension, paid by the budget, and the account
in monthly parts for life.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.account.flows import OpeningAccount
from model.arrays import FloatArray, after, ratio_or_nan
from model.errors import Problem
from model.funds.figures import Figures, FundOutcome, figures_of
from model.funds.resident_pension.accounts import (
    YOUNGEST,
    ResidentAccounts,
    ResidentRules,
    left_in_payment,
    project_accounts,
)
from model.funds.resident_pension.equations import EQUATIONS
from model.funds.resident_pension.levers import Fund, Policy, Reported
from model.funds.setting import Setting
from model.funds.shared.base_year import account_problems, read_account
from model.funds.shared.dues import base_interest
from model.funds.shared.per_head_fund import (
    benefit_index,
    death_rates,
    mean_of_year,
    past_age,
    per_head_outcome,
    starting,
    survival,
)
from model.parameters.dated import annual_or
from model.tables import AGES
from model.words.texts import Message, message

#: How far figures of the base year may contradict each other.
_TOLERANCE = 0.02


@dataclass(frozen=True)
class _Base:
    """The base year: its account by items, yuan; what the people behind it pay and draw."""

    opening: OpeningAccount
    premium: float
    paying_share: float
    mean_recipients: float
    annuity: float
    active_accounts: float
    notes: tuple[Message, ...]


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year."""
    reported: Reported = fund.reported
    where = f"{fund.where}.reported"
    found = list(account_problems(reported, reported.income, reported.expenditure, fund.where))
    found += _people_problems(reported, fund, setting)
    yield from found
    if found:
        return
    unit = setting.money_unit
    base = _base_year(fund, setting)
    income = base.opening.income
    asked = (reported.own_premium or 0.0) * _contributors(reported)
    rest = reported.income * unit - income["fiscal_subsidy"] - income["interest"]
    slack = _TOLERANCE * reported.income * unit + 0.5 * unit
    if rest < -slack:
        yield Problem(
            f"{where}.income",
            message(
                "the {subsidy} that the budget pays for basic pensions and premiums is more than "
                "the income less interest, {income}",
                subsidy=f"{income['fiscal_subsidy'] / unit:,.6g}",
                income=f"{(rest + income['fiscal_subsidy']) / unit:,.6g}",
            ),
            message("give fiscal_subsidy as reported, or check basic_pension and recipients"),
        )
    elif asked > max(rest, 0.0) + slack:
        yield Problem(
            f"{where}.own_premium",
            message(
                "contributors x own_premium = {paid} is more than the {rest} of income that "
                "interest and subsidy leave",
                paid=f"{asked / unit:,.6g}",
                rest=f"{rest / unit:,.6g}",
            ),
            message("correct one of them, or leave out the one that can be derived"),
        )
    left = (reported.expenditure - reported.lump_sums) * unit
    basic = 12 * base.mean_recipients * reported.basic_pension
    if left < 0:
        yield Problem(
            f"{where}.lump_sums",
            message("lump sums are more than the whole expenditure"),
            message("check both figures"),
        )
    elif basic > left * (1 + _TOLERANCE) + 0.5 * unit:
        yield Problem(
            f"{where}.basic_pension",
            message(
                "12 x recipients x basic_pension = {paid} contradicts expenditure less lump sums = "
                "{left}",
                paid=f"{basic / unit:,.6g}",
                left=f"{left / unit:,.10g}",
            ),
            message("give mean_recipients if many started to draw within the year"),
        )


def _people_problems(reported: Reported, fund: Fund, setting: Setting) -> Iterator[Problem]:
    where = f"{fund.where}.reported"
    if reported.insured <= reported.recipients:
        yield Problem(
            f"{where}.insured",
            message("nobody insured contributes"),
            message("insured counts everybody, recipients included; check both figures"),
        )
    elif _contributors(reported) > reported.insured - reported.recipients:
        yield Problem(
            f"{where}.contributors",
            message(
                "{contributors} contributors are more than the {active} active insured",
                contributors=f"{_contributors(reported):,.0f}",
                active=f"{reported.insured - reported.recipients:,.0f}",
            ),
            message("insured counts everybody, recipients included; check both figures"),
        )
    if setting.population_section.total is None:
        return
    active, aged = _eligible(fund, setting)
    for name, number, people in (
        ("insured", reported.insured - reported.recipients, active[0]),
        ("recipients", reported.recipients, aged[0]),
    ):
        if number > people:
            yield Problem(
                f"{where}.{name}",
                message(
                    "{number} persons are more than the {people} residents of that age",
                    number=f"{number:,.0f}",
                    people=f"{people:,.0f}",
                ),
                message("check assumptions.population.total and policy.pension_age"),
            )


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Project the fund: premiums and the budget's part against basic and account pensions.

    ``contributions_t = mean insured_t x paying share_t x own premium_t``; ``basic_t = 12 x mean
    recipients_t x basic pension_t``; ``subsidy_t = budget share x basic_t + premium subsidies +
    amount``. Accounts and account pensions: `model.funds.resident_pension.accounts`.
    """
    reported: Reported = fund.reported
    policy: Policy = fund.policy
    base, years = _base_year(fund, setting), setting.years
    added, paying = _premium_subsidy(fund, setting), _paying_share(fund, setting, base)
    basic = annual_or(
        policy.basic_pension, years, reported.basic_pension * benefit_index(policy, setting)
    )
    figures = figures_of(EQUATIONS, fund, setting).counting(
        {
            "part__premium_subsidy": added,
            "part__paying_share": paying,
            "average_basic_pension": after(reported.basic_pension, basic),
        },
        base={"part__own_premium": base.premium},
    )
    own = figures.projected("part__own_premium")[:, 0]
    people = project_accounts(
        _rules(fund, setting, credited=paying[1:] * (own + added[1:])),
        active_accounts=base.active_accounts,
        annuity=base.annuity,
        accounts_years=fund.assumptions.accounts_years,
    )
    figures = _with_people(figures, people, base, _eligible(fund, setting)[0])
    season = policy.benefit_season
    return per_head_outcome(
        fund,
        setting,
        figures,
        opening=base.opening,
        income=[
            figures.item("contributions", policy.contribution_season),
            figures.item("fiscal_subsidy"),
        ],
        expenditure=[
            figures.item("basic_pensions", season),
            figures.item("account_pensions", season),
            figures.item("lump_sums", season),
            figures.item("transfers_out", season),
        ],
        notes=base.notes,
    )


def _premium_subsidy(fund: Fund, setting: Setting) -> FloatArray:
    """Return what the budget adds to a premium [year 0..T], yuan."""
    reported = fund.reported.premium_subsidy
    base = np.full(len(setting.years), reported)
    return np.append(reported, annual_or(fund.policy.premium_subsidy, setting.years, base))


def _paying_share(fund: Fund, setting: Setting, base: _Base) -> FloatArray:
    """Return the share of the insured not yet drawing who pay [year 0..T]."""
    share = np.full(len(setting.years), base.paying_share)
    given = annual_or(fund.assumptions.paying_share, setting.years, share)
    return np.append(base.paying_share, given)


def _with_people(
    figures: Figures, people: ResidentAccounts, base: _Base, eligible: FloatArray
) -> Figures:
    """Return the figures with the people and their accounts.

    Parameters
    ----------
    eligible : residents of 16 to the pension age [year 0..T]
    """
    paid_by = mean_of_year(base.paying_share * people.active[0], people.active)
    paid_by[1:] *= figures.projected("part__paying_share")[:, 0]
    recipients = mean_of_year(base.mean_recipients, people.drawing)
    account = ratio_or_nan(people.account_pensions, 12 * recipients[1:])
    new = ratio_or_nan(people.new_annuities, people.retired)[:, None]
    basic = figures.projected("average_basic_pension")
    return figures.counting(
        {
            "mean_contributors": paid_by,
            "active_insured": people.active,
            "eligible": eligible,
            "pensioners": people.drawing,
            "new_pensioners": np.append(np.nan, people.retired),
            "entrants": np.append(np.nan, people.joined),
            "leavers": np.append(np.nan, people.left),
            "deaths": np.append(np.nan, people.deaths),
            "average_account_pension": np.append(base.annuity, account),
            "new_pension": after(np.nan, basic + new),
            "individual_accounts": people.accounts,
            "part__accounts_refunded": np.append(np.nan, people.refunds),
            "part__account_of_a_leaver": np.append(
                np.nan, ratio_or_nan(people.transfers_out, people.left)
            ),
        },
        base={
            "contributors": base.paying_share * float(people.active[0]),
            "insured": float(people.active[0] + people.drawing[0]),
            "mean_pensioners": base.mean_recipients,
            "average_pension": float(figures["average_basic_pension"][0, 0]) + base.annuity,
        },
        undefined={"account_pensions": 0.0, "transfers_out": 0.0},
    )


def _contributors(reported: Reported) -> float:
    """Persons who paid in the base year; all who did not draw unless reported."""
    if reported.contributors is None:
        return reported.insured - reported.recipients
    return reported.contributors


def _eligible(fund: Fund, setting: Setting) -> tuple[FloatArray, FloatArray]:
    """Return residents of 16 to the pension age, and past it [year 0..T]."""
    past = past_age([fund.policy.pension_age] * 2, setting)
    persons = setting.population.persons
    adult = np.asarray(AGES) >= YOUNGEST
    return (persons * (1 - past) * adult).sum(axis=(1, 2)), (persons * past).sum(axis=(1, 2))


def _base_year(fund: Fund, setting: Setting) -> _Base:
    """Return the base year by items; what is not itemised goes to other income."""
    reported: Reported = fund.reported
    policy: Policy = fund.policy
    unit, year = setting.money_unit, setting.base_year
    rate = base_interest(fund.assumptions.interest, setting)
    account = read_account(reported, reported.income, reported.expenditure, unit, rate)
    notes = [*account.derived]
    contributors, mean = _contributors(reported), reported.mean_recipients
    mean = reported.recipients if mean is None else mean
    left = account.expenditure - reported.lump_sums * unit
    basic = min(12 * mean * reported.basic_pension, left)
    notes.append(message("account pensions = expenditure - lump sums - basic pensions"))
    if reported.fiscal_subsidy is None:
        added = reported.premium_subsidy * contributors
        subsidy = policy.basic_budget_share.at(year) * basic + added
        notes.append(message("fiscal subsidy = basic pensions + premium subsidies"))
    else:
        subsidy = reported.fiscal_subsidy * unit
    rest = account.income - account.interest - subsidy
    # an estimated interest may be a little more than there is
    contributions, premium = max(rest, 0.0), reported.own_premium
    if premium is None:
        premium = contributions / contributors
        notes.append(message("own premium = (income - interest - subsidy) / contributors"))
    else:
        contributions = min(premium * contributors, contributions)
    annuity = (left - basic) / (12 * mean) if mean > 0 else 0.0
    active_accounts = _active_accounts(fund, setting, account.balance, annuity, notes)
    opening = OpeningAccount(
        balance=account.balance,
        income={
            "contributions": contributions,
            "fiscal_subsidy": subsidy,
            "other_income": rest - contributions,
            "interest": account.interest,
        },
        expenditure={
            "basic_pensions": basic,
            "account_pensions": left - basic,
            "lump_sums": reported.lump_sums * unit,
        },
        total_income=account.income,
        total_expenditure=account.expenditure,
    )
    return _Base(
        opening=opening,
        premium=premium,
        paying_share=contributors / (reported.insured - reported.recipients),
        mean_recipients=mean,
        annuity=annuity,
        active_accounts=active_accounts,
        notes=(
            *notes,
            message("insured by age: the nation's ages, or the age structure given, by coverage"),
        ),
    )


def _active_accounts(
    fund: Fund, setting: Setting, balance: float, annuity: float, notes: list[Message]
) -> float:
    """Return the accounts of those not yet drawing in the base year, yuan."""
    reported: Reported = fund.reported
    if reported.accounts is not None:
        return reported.accounts * setting.money_unit
    notes.append(message("accounts of those not yet drawing = balance - what recipients have left"))
    past = past_age([fund.policy.pension_age] * 2, setting)[0]
    aged = setting.population.persons[0] * past
    drawing = aged * (reported.recipients / aged.sum())
    divisor = fund.policy.annuity_divisor.at(setting.base_year)
    return max(balance - float(left_in_payment(drawing, annuity, divisor).sum()), 0.0)


def _rules(fund: Fund, setting: Setting, credited: FloatArray) -> ResidentRules:
    """Return what governs people and accounts, by the population's mortality."""
    reported: Reported = fund.reported
    policy: Policy = fund.policy
    every_year = np.append(setting.base_year, setting.years)
    past = past_age([policy.pension_age] * 2, setting)
    q = death_rates(setting)
    active, aged = _eligible(fund, setting)
    coverage = (reported.insured - reported.recipients) / active[0]
    recipient_coverage = reported.recipients / aged[0]
    return ResidentRules(
        population=setting.population.persons,
        # people stand in the middle of each year, as the population does
        survival=survival((q[:-1] + q[1:]) / 2),
        past_age=past[0],
        starting=starting(past),
        coverage=coverage * np.append(1.0, policy.coverage.annual(setting.years)),
        recipient_coverage=recipient_coverage
        * np.append(1.0, policy.recipient_coverage.annual(setting.years)),
        credited=credited,
        interest=policy.account_interest.annual(setting.years),
        divisor=policy.annuity_divisor.annual(every_year),
    )
