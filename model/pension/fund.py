"""A cohort pension fund from its scenario sections to its flows.

Reading `pension_outcome` from top to bottom is reading the engine: base year, members,
demography, operator, money, flows.
"""

from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, after
from model.base_year import (
    opening_ledger,
)
from model.contributions import base_ratio_by_level
from model.ledger import FundFlows, Item, OpeningAccount
from model.parameters.dated import annual_or
from model.payroll import contributions_due, interest_rate, premium_and_subsidy
from model.pension.assumptions import PensionAssumptions
from model.pension.base import PensionBase, base_members, pension_base
from model.pension.demography import (
    Demography,
    by_cohort,
    cohorts,
    project_members,
    working_population,
    years_by_cohort,
)
from model.pension.members import Members
from model.pension.money import PensionMoney, pension_money
from model.pension.operator import PensionerCounts, PensionOperator, pension_operator
from model.pension.parameters import PensionPolicy
from model.pension.retirement import retirement_times
from model.setting import FundInput, FundOutcome, Setting
from model.tables import AGES, statutory_minimum_years
from model.texts import Message, message


@dataclass(frozen=True)
class PensionMatrices:
    """The part of a projection that no economic path touches."""

    base: PensionBase
    members: Members
    people: Demography
    operator: PensionOperator
    pensioners: PensionerCounts
    past_index: FloatArray  # average index of the years paid so far [class, cohort]
    working: FloatArray  # working population [year 0..T]; NaN where its size is not given


def pension_outcome(fund: FundInput, setting: Setting) -> FundOutcome:
    """Project one pension fund: demography once, then money over all paths."""
    matrices = pension_matrices(fund, setting)
    return pension_flows(fund, setting, matrices)


def pension_matrices(fund: FundInput, setting: Setting) -> PensionMatrices:
    """Return members, demography and operator: what depends on policy and persons only."""
    policy: PensionPolicy = fund.policy
    assumptions: PensionAssumptions = fund.assumptions
    base_year, end_year = setting.base_year, setting.end_year
    base = pension_base(fund, setting)
    birth_years = cohorts(base_year, end_year)
    times = retirement_times(policy, base_year, end_year, birth_years, policy.divisor_method)
    reached_by_age = times.reached[0][:, : len(AGES)][:, ::-1]
    members = base_members(fund, setting, base, reached_by_age)
    ratio = base_ratios(fund, setting, base, members)
    ratio_by_cohort = years_by_cohort(ratio, birth_years, base_year)
    past_index = ratio_by_cohort[0]
    if members.index is not None:
        past_index = by_cohort(members.index, birth_years, base_year)
    elif assumptions.past_index is not None:
        past_index = np.full_like(past_index, assumptions.past_index)
    years = np.arange(base_year, end_year + 1)
    coverage, persons = np.ones(len(years)), np.zeros((len(years), 2, len(AGES)))
    if assumptions.entrants is None:
        coverage = annual_or(assumptions.coverage, years, coverage)
        persons = setting.population.persons
    people = project_members(
        policy,
        assumptions,
        members,
        times,
        base_year=base_year,
        end_year=end_year,
        paying_share=base.paying_share,
        base_ratio=ratio_by_cohort,
        past_index=past_index,
        coverage=coverage,
        population=persons,
    )
    operator, pensioners = pension_operator(
        people,
        members,
        policy.accrual_rate.annual(setting.years),
        policy.transition_coefficient.annual(setting.years),
        base_year,
    )
    working = np.full(len(years), np.nan)
    if setting.population_section.total is not None:
        working = working_population(
            assumptions, setting.population.persons, times.reached, birth_years, base_year
        )
    return PensionMatrices(base, members, people, operator, pensioners, past_index, working)


def base_ratios(
    fund: FundInput, setting: Setting, base: PensionBase, members: Members
) -> FloatArray:
    """Return declared base over average wage [year 0..T, class, age].

    The declared share of true wages is found so that the base year's contributions come out
    exactly; audits then raise it, and floor and cap act on the spread of wages.
    """
    years = np.arange(setting.base_year, setting.end_year + 1)
    target = base.declared_base / float(setting.economy.wage[0, 0])
    # one figure a wage level is enough: most profiles have a single one
    levels, level_of_cell = np.unique(members.relative_wage, return_inverse=True)
    weights = np.bincount(level_of_cell.ravel(), members.active.ravel(), len(levels)).astype(float)
    by_level = base_ratio_by_level(
        fund.policy, fund.assumptions.wage_dispersion, years, target, levels, weights
    )
    shape = (len(years), *members.relative_wage.shape)
    return np.asarray(by_level[:, level_of_cell.ravel()].reshape(shape))


def pension_flows(fund: FundInput, setting: Setting, matrices: PensionMatrices) -> FundOutcome:
    """Return the fund's flows on every economic path."""
    policy: PensionPolicy = fund.policy
    assumptions: PensionAssumptions = fund.assumptions
    economy, years, base = setting.economy, setting.years, matrices.base
    employer, employee = policy.employer_rate.annual(years), policy.employee_rate.annual(years)
    money = pension_money(
        matrices.operator,
        economy,
        employee_rate=employee,
        account_interest=policy.account_interest.annual(years),
        increase=pension_increase(policy, setting),
        grant_months=policy.funeral_grant_months.annual(years)
        + policy.survivor_grant_months.annual(years),
    )
    flows = FundFlows(
        base_year=setting.base_year,
        opening=_opening(fund, setting, base),
        contributions=contributions_due(fund, setting, base.payroll, money.wage_bill),
        income=_income(fund, setting, money),
        expenditure=_expenditure(fund, setting, money),
        interest_rate=interest_rate(assumptions.interest, setting),
        rules=fund.rules,
    )
    return FundOutcome(
        flows=flows,
        persons=_persons(matrices, assumptions, setting),
        wage_bill=after(base.payroll.wage_bill, money.wage_bill),
        averages=_averages(
            matrices, money, after(base.contribution_rate, (employer + employee)[:, None])
        ),
        wage=economy.wage,
        notes=(matrices.members.origin, *base.derived, *_warnings(fund, setting)),
    )


def pension_increase(policy: PensionPolicy, setting: Setting) -> FloatArray:
    """Return the rise of pensions in payment on 1 January [year 1..T, path].

    ``increase + wage weight x wage growth + price weight x price growth``, each dated.
    """
    years, economy = setting.years, setting.economy
    return np.asarray(
        policy.increase.annual(years)[:, None]
        + policy.increase_wage_weight.annual(years)[:, None] * economy.wage_growth
        + policy.increase_price_weight.annual(years)[:, None] * economy.price_growth
    )


def _opening(fund: FundInput, setting: Setting, base: PensionBase) -> OpeningAccount:
    return opening_ledger(
        fund.reported,
        base.account,
        base.payroll,
        setting.money_unit,
        {
            "benefits": base.benefits,
            "lump_sums": base.account.expenditure - base.benefits,
        },
    )


def _income(fund: FundInput, setting: Setting, money: PensionMoney) -> list[Item]:
    return [
        *premium_and_subsidy(fund.policy, setting, money.benefits),
        setting.item("transfers_in", fund.assumptions.transfers_in),
    ]


def _expenditure(fund: FundInput, setting: Setting, money: PensionMoney) -> list[Item]:
    season = np.asarray(fund.policy.benefit_season)
    return [
        Item("benefits", money.benefits, season),
        Item("lump_sums", money.grants + money.account_refunds, season),
        Item("transfers_out", money.transfers_out),
        setting.item("other_expenditure", fund.assumptions.other_expenditure),
    ]


def _persons(
    matrices: PensionMatrices, assumptions: PensionAssumptions, setting: Setting
) -> dict[str, FloatArray]:
    people, base = matrices.people, matrices.base
    active = people.active.sum(axis=(1, 2))
    pensioners = matrices.pensioners.at_end.sum(axis=1)
    all_years = np.arange(setting.base_year, setting.end_year + 1)
    eligible = annual_or(assumptions.eligible, all_years, matrices.working)
    return {
        "contributors": active * people.paying_end,
        "pensioners": pensioners,
        "active_insured": active,
        "insured": active + pensioners,
        "mean_contributors": np.append(
            base.payroll.mean_contributors, matrices.operator.contributors
        ),
        "mean_pensioners": np.append(base.mean_retirees, matrices.pensioners.mean.sum(axis=1)),
        "entrants": np.append(np.nan, people.entrants.sum(axis=(1, 2))),
        "new_pensioners": np.append(np.nan, matrices.operator.new_pensioners.sum(axis=1)),
        "deaths": np.append(np.nan, matrices.operator.deaths),
        "leavers": np.append(np.nan, people.leavers.sum(axis=(1, 2))),
        "eligible": eligible,
    }


def _averages(
    matrices: PensionMatrices, money: PensionMoney, contribution_rate: FloatArray
) -> dict[str, FloatArray]:
    base, operator = matrices.base, matrices.operator
    pensioners = matrices.pensioners.mean.sum(axis=1)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        pension = money.benefits / (12 * pensioners)
        declared = money.wage_bill / operator.contributors[:, None]
    return {
        "average_pension": after(base.average_pension, pension),
        "new_pension": after(np.nan, money.new_pension),
        "average_base": after(base.declared_base, declared),
        "contribution_rate": contribution_rate,
    }


def _warnings(fund: FundInput, setting: Setting) -> list[Message]:
    """Say what ends with the base year or is easily forgotten."""
    reported, policy = fund.reported, fund.policy
    first = setting.base_year + 1
    found = []
    subsidised = policy.fiscal_subsidy.at(first) + policy.fiscal_subsidy_share.at(first) > 0
    if reported.fiscal_subsidy > 0 and not subsidised:
        found.append(message("the fiscal subsidy of the base year is not continued"))
    if reported.other_income > 0 and policy.other_premium.at(first) == 0:
        found.append(message("the other income of the base year is not continued"))
    rises = statutory_minimum_years(setting.years)
    own = policy.minimum_years.annual(setting.years)
    if policy.retirement == "statutory_2025" and (own < rises - 1e-9).any():
        found.append(message("minimum years stay below those of the 2024 decision: 20 from 2039"))
    return found
