"""Residents' basic medical insurance (城乡居民基本医疗保险).

``income = insured x (own premium + subsidy a head)``, paid in before the winter;
``benefits = insured by age x cost of the age x trend x design factor``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.account.flows import OpeningAccount
from model.arrays import FloatArray, IntArray, after
from model.errors import Problem
from model.funds.figures import FundOutcome, figures_of
from model.funds.resident_medical.equations import EQUATIONS
from model.funds.resident_medical.levers import (
    Fund,
    Policy,
    Reported,
)
from model.funds.setting import Setting
from model.funds.shared.base_year import BaseAccount, account_problems, read_account
from model.funds.shared.dues import base_interest
from model.funds.shared.medical_bills import (
    ClaimCosts,
    claim_costs,
    claim_notes,
    cost_weights,
)
from model.funds.shared.per_head_fund import mean_of_year, per_head_outcome
from model.parameters.dated import DatedValue
from model.people.population import WORKING
from model.tables import AGES
from model.words.texts import Message, message

#: How far premiums and subsidies a head may exceed the income they are part of.
_TOLERANCE = 0.02


@dataclass(frozen=True)
class _Insured:
    """Insured residents: at the year's end, in its mean, and weighted by cost [year 0..T]."""

    at_end: FloatArray
    mean: FloatArray
    weight: FloatArray


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year."""
    reported: Reported = fund.reported
    yield from account_problems(reported, reported.income, reported.expenditure, fund.where)
    if not _claims(fund, setting).paid[0].min() > 0:
        yield Problem(
            f"{fund.where}.policy",
            message("deductible, cap and reimbursement of the base year leave nothing to pay"),
            message("check them against mean_claim: all are yuan"),
        )
    for name, per_head in (("own_premiums", "own_premium"), ("fiscal_subsidy", "subsidy")):
        if getattr(reported, name) and not getattr(fund.policy, per_head).at(setting.base_year):
            yield Problem(
                f"{fund.where}.policy.{per_head}",
                message("is 0 in the base year, yet {name} was received", name=name),
                message("give the amount a head of the base year"),
            )
    if reported.balance is None and reported.payout_months is None:
        return
    account = _account(fund, setting)
    rest = account.income - sum(_base_income(fund, setting, account).values())
    if rest < -_TOLERANCE * account.income:
        yield Problem(
            f"{fund.where}.reported.income",
            message(
                "{name} = {value} contradicts {other} = {expected}",
                name="income",
                value=f"{reported.income:,.10g}",
                other="own premiums + subsidy + interest",
                expected=f"{(account.income - rest) / setting.money_unit:,.6g}",
            ),
            message("check own_premium, subsidy, insured and mean_insured: yuan a head, persons"),
        )


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Project the fund: insured x (premium + subsidy) against insured by age x cost.

    ``benefits_t = benefits_b x W_t/W_b x frequency_t x paid_t/paid_b`` with W the insured
    weighted by the cost of their age and paid the mean payment of a bill.
    """
    policy: Policy = fund.policy
    claims = _claims(fund, setting)
    insured = _insured(fund, setting)
    account = _account(fund, setting)
    base = _base_income(fund, setting, account)
    rest = account.income - sum(base.values())
    premiums, subsidy = _a_head(fund, setting, insured, base)
    known = setting.population_section.total is not None
    population = setting.population.persons.sum(axis=(1, 2))
    figures = figures_of(EQUATIONS, fund, setting).counting(
        {
            "insured": insured.at_end,
            "eligible": population if known else np.full(len(population), np.nan),
            "reimbursed_share": claims.reimbursed_share,
            "part__bill_growth": claims.bill_growth(insured.weight, insured.mean),
            "part__own_premium": after(np.nan, premiums.sum(axis=1, keepdims=True)),
            "part__subsidy_a_head": after(np.nan, subsidy.sum(axis=1, keepdims=True)),
        },
        base={"pool_cost_per_head": account.expenditure / float(insured.mean[0])},
        undefined={"benefits": 0.0},
    )
    amount = setting.item("fiscal_subsidy", policy.fiscal_subsidy)
    by_month = subsidy * insured.mean[1:, None] + amount.amount * amount.months
    return per_head_outcome(
        fund,
        setting,
        figures,
        opening=OpeningAccount(
            balance=account.balance,
            income={**base, "other_income": rest},
            expenditure={"benefits": account.expenditure},
            total_income=account.income,
            total_expenditure=account.expenditure,
        ),
        income=[
            figures.item("own_premiums", _months(premiums, policy.premium_season)),
            figures.item("fiscal_subsidy", _months(by_month, policy.subsidy_season)),
            setting.item("other_income", fund.assumptions.other_income),
        ],
        expenditure=[figures.item("benefits", policy.benefit_season)],
        notes=(
            *account.derived,
            *_income_notes(fund.reported, rest, account),
            message("insured by age: the nation's ages, or the age structure given, by coverage"),
            *claim_notes(policy, fund.assumptions),
        ),
    )


def _claims(fund: Fund, setting: Setting) -> ClaimCosts:
    years = np.append(setting.base_year, setting.years)
    coinsurance = 1 - fund.policy.reimbursement.annual(years)
    return claim_costs(fund.policy, fund.assumptions, coinsurance, setting)


def _account(fund: Fund, setting: Setting) -> BaseAccount:
    reported: Reported = fund.reported
    interest = base_interest(fund.assumptions.interest, setting)
    return read_account(
        reported, reported.income, reported.expenditure, setting.money_unit, interest
    )


def _mean_insured(reported: Reported) -> float:
    return reported.insured if reported.mean_insured is None else reported.mean_insured


def _insured(fund: Fund, setting: Setting) -> _Insured:
    """Return a constant share of the population, working ages at their own relative one."""
    reported: Reported = fund.reported
    years = np.append(setting.base_year, setting.years)
    relative = np.ones((len(years), len(AGES)))
    relative[:, WORKING] = fund.assumptions.working_age_coverage.annual(years)[:, None]
    persons = setting.population.persons.sum(axis=1) * relative
    lever = np.append(1.0, fund.policy.coverage.annual(setting.years))
    persons = persons * (reported.insured / persons[0].sum() * lever)[:, None]
    weights = cost_weights(fund.assumptions.cost_doubling_years)
    at_end, weighted = persons.sum(axis=1), persons @ weights
    base = _mean_insured(reported)
    return _Insured(
        at_end=at_end,
        mean=mean_of_year(base, at_end),
        weight=mean_of_year(base / at_end[0] * weighted[0], weighted),
    )


def _base_income(fund: Fund, setting: Setting, account: BaseAccount) -> dict[str, float]:
    """Return the base year's premiums, subsidy and interest, yuan."""
    reported: Reported = fund.reported
    policy: Policy = fund.policy
    year = np.array([setting.base_year])
    mean = _mean_insured(reported)
    own = mean * float(_by_month(policy.own_premium, policy.premium_season, year).sum())
    subsidy = mean * float(_by_month(policy.subsidy, policy.subsidy_season, year).sum())
    if reported.own_premiums is not None:
        own = reported.own_premiums * setting.money_unit
    if reported.fiscal_subsidy is not None:
        subsidy = reported.fiscal_subsidy * setting.money_unit
    return {"own_premiums": own, "fiscal_subsidy": subsidy, "interest": account.interest}


def _by_month(amount: DatedValue, season: tuple[float, ...], years: IntArray) -> FloatArray:
    """Return what a head pays in each month, at the amount in force [year, month], yuan."""
    return np.asarray(amount.monthly(years) * np.asarray(season))


def _a_head(
    fund: Fund, setting: Setting, insured: _Insured, base: dict[str, float]
) -> tuple[FloatArray, FloatArray]:
    """Return premiums and subsidy a head [year 1..T, month], yuan, at the base year's share paid.

    ``amount x prod of (1 + growth) x received_b / (insured_b x amount_b)``.
    """
    policy, years, year = fund.policy, setting.years, np.array([setting.base_year])

    def paid(
        amount: DatedValue, growth: DatedValue, season: tuple[float, ...], received: float
    ) -> FloatArray:
        asked = insured.mean[0] * _by_month(amount, season, year).sum()
        share_paid = received / asked if asked > 0 else 1.0
        grown = np.cumprod(1 + growth.annual(years))
        return share_paid * grown[:, None] * _by_month(amount, season, years)

    own, subsidy = base["own_premiums"], base["fiscal_subsidy"]
    return (
        paid(policy.own_premium, policy.premium_growth, policy.premium_season, own),
        paid(policy.subsidy, policy.subsidy_growth, policy.subsidy_season, subsidy),
    )


def _months(by_month: FloatArray, season: tuple[float, ...]) -> FloatArray:
    """Return how amounts of each month fall on the year [year, month]; by season where none."""
    total = by_month.sum(axis=1, keepdims=True)
    return np.where(total != 0, by_month / np.where(total != 0, total, 1.0), season)


def _income_notes(reported: Reported, rest: float, account: BaseAccount) -> Iterator[Message]:
    if reported.own_premiums is None:
        yield message("own premiums of the base year: mean insured x own premium")
    if reported.fiscal_subsidy is None:
        yield message("subsidy of the base year: mean insured x subsidy a head")
    if rest > _TOLERANCE * account.income:
        yield message(
            "{share:.1%} of the base year's income is neither premiums, subsidy nor interest; it "
            "does not recur",
            share=rest / account.income,
        )
