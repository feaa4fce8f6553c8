"""A cohort pension fund from its scenario sections to its flows.

Reading `pension_outcome` from top to bottom is reading the engine: base year, members,
demography, operator, money, flows. Groups of workers with rules of their own run through the
same steps beside the fund's own members.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from model.arrays import FloatArray, after, ratio_or_nan
from model.base_year import opening_ledger
from model.contributions import base_ratio_path, find_declared_share
from model.ledger import FundFlows, Item, OpeningAccount
from model.parameters.dated import annual_or
from model.payroll import contributions_due, interest_rate, premium_and_subsidy
from model.pension.assumptions import PensionAssumptions
from model.pension.base import (
    MemberGroup,
    PensionBase,
    base_members,
    member_groups,
    pension_base,
)
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
from model.pension.retirement import RetirementTimes, retirement_times
from model.setting import FundInput, FundOutcome, Setting
from model.tables import AGES, statutory_minimum_years
from model.texts import Message, message


@dataclass(frozen=True)
class GroupMatrices:
    """One group's members and the matrices that their money needs."""

    group: MemberGroup
    members: Members
    people: Demography
    operator: PensionOperator
    pensioners: PensionerCounts
    past_index: FloatArray  # average index of the years paid so far [class, cohort]


@dataclass(frozen=True)
class PensionMatrices:
    """The part of a projection that no economic path touches.

    Attributes
    ----------
    base : the base year
    groups : the fund's own members first
    wage_bill : of the base year, yuan
    working : working population [year 0..T]; NaN where its size is not given
    """

    base: PensionBase
    groups: tuple[GroupMatrices, ...]
    wage_bill: float
    working: FloatArray

    @property
    def own(self) -> GroupMatrices:
        """The fund's own members."""
        return self.groups[0]

    def total(self, name: str) -> FloatArray:
        """Return one coefficient of the operator, summed over groups."""
        return np.asarray(sum(getattr(made.operator, name) for made in self.groups))


def pension_outcome(fund: FundInput, setting: Setting) -> FundOutcome:
    """Project one pension fund: demography once, then money over all paths."""
    matrices = pension_matrices(fund, setting)
    return pension_flows(fund, setting, matrices)


def pension_matrices(fund: FundInput, setting: Setting) -> PensionMatrices:
    """Return members, demography and operator: what depends on policy and persons only."""
    policy: PensionPolicy = fund.policy
    base_year, end_year = setting.base_year, setting.end_year
    base = pension_base(fund, setting)
    birth_years = cohorts(base_year, end_year)
    times = retirement_times(policy, base_year, end_year, birth_years, policy.divisor_method)
    reached_by_age = times.reached[0][:, : len(AGES)][:, ::-1]
    groups = member_groups(fund, base)
    members = [base_members(fund, setting, base, reached_by_age, group) for group in groups]
    share = declared_share(groups, members, base, setting)
    ratios = [
        base_ratios(group, setting, made, share)
        for group, made in zip(groups, members, strict=True)
    ]
    made = tuple(
        group_matrices(group, setting, base, people, times, ratio)
        for group, people, ratio in zip(groups, members, ratios, strict=True)
    )
    working = np.full(end_year - base_year + 1, np.nan)
    if setting.population_section.total is not None:
        working = working_population(
            fund.assumptions, setting.population.persons, times.reached, birth_years, base_year
        )
    return PensionMatrices(
        base, made, base_wage_bill(groups, members, ratios, base, setting), working
    )


def group_matrices(
    group: MemberGroup,
    setting: Setting,
    base: PensionBase,
    members: Members,
    times: RetirementTimes,
    base_ratio: FloatArray,
) -> GroupMatrices:
    """Return one group's demography and operator.

    Parameters
    ----------
    base_ratio : declared base over average wage [year 0..T, class, age]
    """
    base_year, assumptions = setting.base_year, group.assumptions
    birth_years = cohorts(base_year, setting.end_year)
    ratio_by_cohort = years_by_cohort(base_ratio, birth_years, base_year)
    past_index = ratio_by_cohort[0]
    if members.index is not None:
        past_index = by_cohort(members.index, birth_years, base_year)
    elif assumptions.past_index is not None:
        past_index = np.full_like(past_index, assumptions.past_index)
    coverage, persons = np.ones(len(base_ratio)), np.zeros((len(base_ratio), 2, len(AGES)))
    if assumptions.entrants is None:
        years = np.arange(base_year, setting.end_year + 1)
        coverage = annual_or(assumptions.coverage, years, coverage)
        persons = setting.population.persons
    people = project_members(
        group.policy,
        assumptions,
        members,
        times,
        base_year=base_year,
        end_year=setting.end_year,
        paying_share=base.paying_share,
        base_ratio=ratio_by_cohort,
        past_index=past_index,
        coverage=coverage,
        population=persons,
    )
    operator, pensioners = pension_operator(
        people,
        members,
        group.policy.accrual_rate.annual(setting.years),
        group.policy.transition_coefficient.annual(setting.years),
        base_year,
    )
    return GroupMatrices(group, members, people, operator, pensioners, past_index)


def declared_share(
    groups: Sequence[MemberGroup],
    members: Sequence[Members],
    base: PensionBase,
    setting: Setting,
) -> float:
    """Return the declared share of true wages with which base-year contributions come out.

    ``sum over members of rate x E[clip(share x relative wage)] x W = contributions due``, each
    group at its own floor, cap and rates.
    """
    year, wage = setting.base_year, float(setting.economy.wage[0, 0])
    levels, weights, floors, caps = [], [], [], []
    for group, made in zip(groups, members, strict=True):
        level, position = np.unique(made.relative_wage, return_inverse=True)
        rate = group.policy.employer_rate.at(year) + group.policy.employee_rate.at(year)
        heads = np.bincount(position.ravel(), made.active.ravel(), len(level))
        levels.append(group.relative_wage * level)
        weights.append(rate * heads)
        floors.append(np.full(len(level), group.policy.base_floor.at(year)))
        caps.append(np.full(len(level), group.policy.base_cap.at(year)))
    weight = np.concatenate(weights)
    paying = base.payroll.mean_contributors / base.active_insured
    return find_declared_share(
        base.payroll.due / (wage * paying * float(weight.sum())),
        np.concatenate(levels),
        weight,
        np.concatenate(floors),
        np.concatenate(caps),
        groups[0].assumptions.wage_dispersion,
    )


def base_ratios(group: MemberGroup, setting: Setting, members: Members, share: float) -> FloatArray:
    """Return declared base over average wage [year 0..T, class, age]."""
    years = np.arange(setting.base_year, setting.end_year + 1)
    # one figure a wage level is enough: most profiles have a single one
    levels, level_of_cell = np.unique(members.relative_wage, return_inverse=True)
    by_level = base_ratio_path(
        group.policy,
        group.assumptions.wage_dispersion,
        years,
        share,
        group.relative_wage * levels,
    )
    shape = (len(years), *members.relative_wage.shape)
    return np.asarray(by_level[:, level_of_cell.ravel()].reshape(shape))


def base_wage_bill(
    groups: Sequence[MemberGroup],
    members: Sequence[Members],
    ratios: Sequence[FloatArray],
    base: PensionBase,
    setting: Setting,
) -> float:
    """Return the wage bill of the base year, yuan; without groups it follows from the rate."""
    if len(groups) == 1:
        return base.payroll.wage_bill
    paying = base.payroll.mean_contributors / base.active_insured
    heads = sum(
        float((made.active * ratio[0]).sum()) for made, ratio in zip(members, ratios, strict=True)
    )
    return heads * paying * float(setting.economy.wage[0, 0])


def pension_flows(fund: FundInput, setting: Setting, matrices: PensionMatrices) -> FundOutcome:
    """Return the fund's flows on every economic path."""
    policy: PensionPolicy = fund.policy
    assumptions: PensionAssumptions = fund.assumptions
    years, base = setting.years, matrices.base
    by_group = [group_money(made, setting) for made in matrices.groups]
    money = _summed(by_group, matrices)
    employer, employee = (
        np.asarray(
            sum(
                getattr(made.group.policy, rate).annual(years)[:, None] * own.wage_bill
                for made, own in zip(matrices.groups, by_group, strict=True)
            )
        )
        for rate in ("employer_rate", "employee_rate")
    )
    flows = FundFlows(
        base_year=setting.base_year,
        opening=_opening(fund, setting, base),
        contributions=contributions_due(fund, setting, base.payroll, employer, employee),
        income=_income(fund, setting, matrices, money),
        expenditure=_expenditure(fund, setting, matrices, money),
        interest_rate=interest_rate(assumptions.interest, setting),
        rules=fund.rules,
        hand_over=_hand_over(policy, setting),
    )
    return FundOutcome(
        flows=flows,
        persons=_persons(matrices, assumptions, setting),
        wage_bill=after(matrices.wage_bill, money.wage_bill),
        averages=_averages(
            matrices, money, after(*_contribution_rates(matrices, money, employer + employee))
        ),
        wage=setting.economy.wage,
        notes=(
            matrices.own.members.origin,
            *base.derived,
            *_warnings(fund, setting),
            *_pooling_notes(policy),
        ),
    )


def _contribution_rates(
    matrices: PensionMatrices, money: PensionMoney, due: FloatArray
) -> tuple[float, FloatArray]:
    """Return the rate of the base year and of the projected years [year 1..T, path]."""
    base, wages = matrices.base, money.wage_bill
    return base.payroll.due / matrices.wage_bill, ratio_or_nan(due, wages)


def group_money(made: GroupMatrices, setting: Setting) -> PensionMoney:
    """Return one group's money on every economic path."""
    policy, years = made.group.policy, setting.years
    return pension_money(
        made.operator,
        setting.economy,
        employee_rate=policy.employee_rate.annual(years),
        account_interest=policy.account_interest.annual(years),
        increase=pension_increase(policy, setting),
        grant_months=policy.funeral_grant_months.annual(years)
        + policy.survivor_grant_months.annual(years),
    )


def _summed(by_group: Sequence[PensionMoney], matrices: PensionMatrices) -> PensionMoney:
    """Sum the money of all groups; the new pension is the mean over their new pensioners."""
    if len(by_group) == 1:
        return by_group[0]
    sums = {
        field.name: np.asarray(sum(getattr(own, field.name) for own in by_group))
        for field in fields(PensionMoney)
    }
    heads = [made.operator.new_pensioners.sum(axis=1)[:, None] for made in matrices.groups]
    awarded = sum(
        np.where(count > 0, np.nan_to_num(own.new_pension) * count, 0.0)
        for own, count in zip(by_group, heads, strict=True)
    )
    everybody = np.asarray(sum(heads))
    with np.errstate(invalid="ignore", divide="ignore"):
        sums["new_pension"] = np.where(everybody > 0, awarded / everybody, np.nan)
    return PensionMoney(**sums)


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


def _income(
    fund: FundInput, setting: Setting, matrices: PensionMatrices, money: PensionMoney
) -> list[Item]:
    retirees = sum(made.pensioners.mean.sum(axis=1) for made in matrices.groups)
    share = fund.policy.allocation_rate.annual(setting.years)
    return [
        *premium_and_subsidy(fund.policy, setting, money.benefits),
        setting.item("transfers_in", fund.assumptions.transfers_in),
        Item("allocation", (share * retirees)[:, None] * setting.economy.wage[1:]),
    ]


def _expenditure(
    fund: FundInput, setting: Setting, matrices: PensionMatrices, money: PensionMoney
) -> list[Item]:
    season = np.asarray(fund.policy.benefit_season)
    active = sum(made.people.exposure.sum(axis=(1, 2)) for made in matrices.groups)
    upload = fund.policy.upload_rate.annual(setting.years) * 0.9
    return [
        Item("benefits", money.benefits, season),
        Item("lump_sums", money.grants + money.account_refunds, season),
        Item("transfers_out", money.transfers_out),
        Item("upload", (upload * active)[:, None] * setting.economy.wage[1:]),
        setting.item("other_expenditure", fund.assumptions.other_expenditure),
    ]


def _hand_over(policy: PensionPolicy, setting: Setting) -> tuple[int, int] | None:
    """Return projected year and month from which a higher pool has the balance."""
    if policy.pooled_from is None:
        return None
    year, month = divmod(policy.pooled_from, 12)
    position = year - setting.base_year - 1
    return (position, month) if 0 <= position < len(setting.years) else None


def _persons(
    matrices: PensionMatrices, assumptions: PensionAssumptions, setting: Setting
) -> dict[str, FloatArray]:
    base = matrices.base
    everyone = [made.people for made in matrices.groups]
    active = np.asarray(sum(own.active.sum(axis=(1, 2)) for own in everyone))
    paying = np.asarray(sum(own.active.sum(axis=(1, 2)) * own.paying_end for own in everyone))
    counts = [made.pensioners for made in matrices.groups]
    pensioners = np.asarray(sum(own.at_end.sum(axis=1) for own in counts))
    mean = np.asarray(sum(own.mean.sum(axis=1) for own in counts))
    all_years = np.arange(setting.base_year, setting.end_year + 1)
    flows = {
        name: np.append(np.nan, sum(getattr(own, name).sum(axis=(1, 2)) for own in everyone))
        for name in ("entrants", "leavers")
    }
    return {
        "contributors": paying,
        "pensioners": pensioners,
        "active_insured": active,
        "insured": active + pensioners,
        "mean_contributors": np.append(
            base.payroll.mean_contributors, matrices.total("contributors")
        ),
        "mean_pensioners": np.append(base.mean_retirees, mean),
        **flows,
        "new_pensioners": np.append(np.nan, matrices.total("new_pensioners").sum(axis=1)),
        "deaths": np.append(np.nan, matrices.total("deaths")),
        "eligible": annual_or(assumptions.eligible, all_years, matrices.working),
    }


def _averages(
    matrices: PensionMatrices, money: PensionMoney, contribution_rate: FloatArray
) -> dict[str, FloatArray]:
    base = matrices.base
    mean = np.asarray(sum(made.pensioners.mean.sum(axis=1) for made in matrices.groups))
    with np.errstate(invalid="ignore", divide="ignore"):
        pension = money.benefits / (12 * mean[:, None])
        declared = money.wage_bill / matrices.total("contributors")[:, None]
    return {
        "average_pension": after(base.average_pension, pension),
        "new_pension": after(np.nan, money.new_pension),
        "average_base": after(matrices.wage_bill / base.payroll.mean_contributors, declared),
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


def _pooling_notes(policy: PensionPolicy) -> list[Message]:
    """Say plainly what local payout months are worth inside a higher pool."""
    if policy.pooled_from is None:
        return []
    year, month = divmod(policy.pooled_from, 12)
    return [
        message(
            "pooled above from {year}-{month:02d}: the balance is handed over; local payout months "
            "are notional from then on",
            year=year,
            month=month + 1,
        )
    ]
