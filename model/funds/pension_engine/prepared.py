"""The part of a pension fund that no economic path touches: members, demography, operator.

Money levers are taken out of the input before anything is computed, so that two projections
which differ in money alone share one set of matrices, and no money lever can reach them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from model.arrays import FloatArray
from model.economy import EconomyPaths
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.base_year import (
    MemberGroup,
    PensionBase,
    base_members,
    member_groups,
    pension_base,
)
from model.funds.pension_engine.cash_matrices import (
    PensionerCounts,
    PensionOperator,
    pension_operator,
)
from model.funds.pension_engine.cohorts import by_cohort, cohorts, years_by_cohort
from model.funds.pension_engine.continuing_levers import damped
from model.funds.pension_engine.demography import Demography, project_members
from model.funds.pension_engine.entry import working_population
from model.funds.pension_engine.levers import PensionFund, PensionPolicy, ReportedPension
from model.funds.pension_engine.members import Members
from model.funds.pension_engine.worker_group import WorkerGroup
from model.funds.setting import FundInput, Setting
from model.funds.shared.contributions import base_ratio_path, find_declared_share
from model.parameters.dated import DatedValue, annual_or
from model.people.population import file_stamp
from model.people.population_levers import PopulationAssumptions
from model.people.retirement import RetirementTimes, retirement_times
from model.tables import AGES
from model.words.texts import Text

#: Levers of which persons and matrices know the base year's value at most.
MONEY_LEVERS = (
    "account_interest",
    "allocation_rate",
    "arrears_recovery",
    "arrears_write_off",
    "collection_rate",
    "employee_rate",
    "employer_rate",
    "fiscal_subsidy",
    "fiscal_subsidy_share",
    "funeral_grant_months",
    "increase",
    "increase_price_weight",
    "increase_wage_weight",
    "other_premium",
    "survivor_grant_months",
    "upload_rate",
    # assumptions
    "award_level",
    "payment_trend",
    "eligible",
    "interest",
    "other_expenditure",
    "transfers_in",
)
#: Levers of the ledger that have no value in one year.
LEDGER_LEVERS = ("benefit_season", "contribution_season", "deferral", "pooled_from", "relief")
#: How many sets of matrices are kept: two scenarios of a city with their long horizons.
KEPT = 16


@dataclass(frozen=True)
class PersonsInput:
    """What members and matrices are computed from: a fund and its setting without money to come.

    Attributes
    ----------
    wage, base_interest : of the base year
    stamps : size and time of change of the files that the fund and the population name
    """

    name: str
    kind: str
    reported: ReportedPension
    policy: PensionPolicy
    assumptions: PensionAssumptions
    groups: tuple[tuple[str, WorkerGroup], ...]
    population_section: PopulationAssumptions
    base_year: int
    end_year: int
    money_unit: float
    wage: float
    base_interest: float
    folder: Path | None
    stamps: tuple[object, ...]


@dataclass(frozen=True)
class GroupMatrices:
    """One group's members and the matrices that their money needs."""

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


def pension_matrices(fund: PensionFund, setting: Setting) -> PensionMatrices:
    """Return members, demography and operator, computed once for all levers on money."""
    return _matrices_of(persons_input(fund, setting))


def persons_input(fund: PensionFund, setting: Setting) -> PersonsInput:
    """Return a fund and its setting with every money lever held at its base-year value."""
    year = setting.base_year
    return PersonsInput(
        name=fund.name,
        kind=fund.kind,
        reported=fund.reported,
        policy=_without_money(fund.policy, year),
        assumptions=_without_money(fund.assumptions, year),
        groups=tuple((name, _without_money(group, year)) for name, group in fund.groups.items()),
        population_section=setting.population_section,
        base_year=year,
        end_year=setting.end_year,
        money_unit=setting.money_unit,
        wage=float(setting.economy.wage[0, 0]),
        base_interest=setting.economy.base_interest,
        folder=setting.folder,
        stamps=tuple(
            file_stamp(setting.folder, name)
            for name in (
                fund.assumptions.member_table,
                setting.population_section.structure,
            )
        ),
    )


def _without_money(section: Any, base_year: int) -> Any:
    """Return a section whose money levers have their base-year value for ever."""
    held: dict[str, Any] = {}
    for name, info in type(section).model_fields.items():
        value = getattr(section, name)
        if name in LEDGER_LEVERS:
            held[name] = info.get_default()
        elif name in MONEY_LEVERS and isinstance(value, DatedValue):
            starts_later = value.months[0] > base_year * 12
            none = None if info.default is None else DatedValue.constant(0.0)
            held[name] = none if starts_later else DatedValue.constant(value.at(base_year))
    return section.model_copy(update=held)


def forget_matrices() -> None:
    """Forget every set of matrices, as a measurement of the whole work needs."""
    _matrices_of.cache_clear()


@lru_cache(maxsize=KEPT)
def _matrices_of(given: PersonsInput) -> PensionMatrices:
    nothing = np.zeros((0, 1))
    setting = Setting(
        base_year=given.base_year,
        end_year=given.end_year,
        money_unit=given.money_unit,
        economy=EconomyPaths(
            wage=np.full((1, 1), given.wage),
            wage_growth=nothing,
            price_growth=nothing,
            interest=nothing,
            base_interest=given.base_interest,
            discount_rate=nothing[:, 0],
        ),
        population_section=given.population_section,
        folder=given.folder,
    )
    fund: PensionFund = FundInput(
        name=given.name,
        kind=given.kind,
        title=Text("", ""),
        reported=given.reported,
        policy=given.policy,
        assumptions=given.assumptions,
        groups=dict(given.groups),
    )
    return _matrices(fund, setting)


def _matrices(fund: PensionFund, setting: Setting) -> PensionMatrices:
    """Return members, demography and operator of what has been stripped of its money."""
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
        assumptions.joining_pension_ratio,
    )
    return GroupMatrices(members, people, operator, pensioners, past_index)


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
    given = group.assumptions
    trend = damped(given.declared_base_trend, given.trend_half_life, len(years) - 1)
    by_level = by_level * trend[:, None]
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
