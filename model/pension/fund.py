"""A cohort pension fund from its scenario sections to its flows.

Reading `pension_outcome` from top to bottom is reading the engine: base year, members,
demography, operator, money, flows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.arrays import FloatArray
from model.base_year import (
    BaseAccount,
    BasePayroll,
    account_problems,
    opening_ledger,
    payroll_problems,
    read_account,
    read_payroll,
    rounding,
)
from model.contributions import base_ratio_by_level
from model.errors import InputError, Problem
from model.ledger import FundFlows, Item, OpeningAccount
from model.parameters.dated import annual_or
from model.payroll import base_interest, contributions_due, interest_rate, premium_and_subsidy
from model.pension.assumptions import PensionAssumptions
from model.pension.demography import Demography, cohorts, project_members, years_by_cohort
from model.pension.member_table import scaled_to_totals, table_members
from model.pension.members import Members, standard_members
from model.pension.money import PensionMoney, pension_money
from model.pension.operator import PensionerCounts, PensionOperator, pension_operator
from model.pension.parameters import PensionPolicy, ReportedPension
from model.pension.retirement import CLASSES, retirement_times
from model.setting import FundInput, FundOutcome, Setting
from model.tables import AGES
from model.texts import Message, message


@dataclass(frozen=True)
class PensionBase:
    """The base year of a pension fund: account, payroll and persons."""

    account: BaseAccount
    payroll: BasePayroll
    active_insured: float
    retirees: float
    average_pension: float
    benefits: float
    contribution_rate: float
    derived: tuple[Message, ...]

    @property
    def paying_share(self) -> float:
        """Contributors over active insured."""
        return self.payroll.contributors / self.active_insured

    @property
    def declared_base(self) -> float:
        """Mean declared base, yuan a year."""
        return self.payroll.wage_bill / self.payroll.contributors


@dataclass(frozen=True)
class PensionMatrices:
    """The part of a projection that no economic path touches."""

    base: PensionBase
    members: Members
    people: Demography
    operator: PensionOperator
    pensioners: PensionerCounts
    past_index: FloatArray  # average index of the years paid so far [class, cohort]


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
    if assumptions.past_index is not None:
        past_index = np.full_like(past_index, assumptions.past_index)
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
    )
    operator, pensioners = pension_operator(
        people,
        members,
        policy.accrual_rate.annual(setting.years),
        policy.transition_coefficient.annual(setting.years),
        base_year,
    )
    return PensionMatrices(base, members, people, operator, pensioners, past_index)


def pension_base(fund: FundInput, setting: Setting) -> PensionBase:
    """Return the base year; what is not reported is derived from what is."""
    reported: ReportedPension = fund.reported
    policy: PensionPolicy = fund.policy
    year = setting.base_year
    interest = base_interest(fund.assumptions.interest, setting)
    account = read_account(
        reported, reported.income, reported.expenditure, setting.money_unit, interest
    )
    rate = policy.employer_rate.at(year) + policy.employee_rate.at(year)
    payroll = read_payroll(reported, account, setting.money_unit, rate)
    retirees, average = reported.retirees, reported.average_pension
    derived: list[Message] = []
    if retirees is None:
        retirees = account.expenditure / (12 * (average or float("nan")))
        derived.append(message("retirees = expenditure / (12 x average pension)"))
    elif average is None:
        average = account.expenditure / (12 * retirees) if retirees else 0.0
        derived.append(message("average pension = expenditure / (12 x retirees)"))
    average = float(average or 0.0)
    return PensionBase(
        account=account,
        payroll=payroll,
        active_insured=reported.insured - retirees,
        retirees=retirees,
        average_pension=average,
        benefits=min(12 * average * retirees, account.expenditure),
        contribution_rate=rate,
        derived=(*account.derived, *payroll.derived, *derived),
    )


def pension_problems(fund: FundInput, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year, or cannot be projected."""
    reported: ReportedPension = fund.reported
    path = f"{fund.where}.reported"
    found = list(account_problems(reported, reported.income, reported.expenditure, fund.where))
    yield from found
    if reported.retirees is None and not reported.average_pension:
        yield Problem(
            path,
            message("neither retirees nor their average pension are given"),
            message("give retirees or average_pension"),
        )
        return
    if any(problem.where == path and problem.cure for problem in found):
        return
    base = pension_base(fund, setting)
    yield from _persons_problems(reported, base, setting.money_unit, path)
    if base.active_insured <= 0:
        return
    blocked = False
    for problem in payroll_problems(
        reported,
        fund.where,
        money_unit=setting.money_unit,
        contribution_rate=base.contribution_rate,
        contributions=base.payroll.contributions,
        active_insured=base.active_insured,
    ):
        blocked = True
        yield problem
    if not blocked:
        yield from _base_problems(fund, setting, base)
        yield from _table_problems(fund, setting, base)


def _persons_problems(
    reported: ReportedPension, base: PensionBase, money_unit: float, path: str
) -> Iterator[Problem]:
    if base.retirees >= reported.insured:
        yield Problem(
            f"{path}.insured",
            message(
                "{retirees} retirees are not fewer than the {insured} insured",
                retirees=f"{base.retirees:,.0f}",
                insured=f"{reported.insured:,.0f}",
            ),
            message("insured counts everybody, retirees included; check both figures"),
        )
    if reported.retirees is not None and reported.average_pension is not None:
        pensions = 12 * reported.retirees * reported.average_pension
        slack = 12 * reported.retirees * rounding(reported.average_pension)
        if (
            pensions
            > base.account.expenditure + slack + rounding(reported.expenditure) * money_unit
        ):
            yield Problem(
                f"{path}.average_pension",
                message(
                    "12 x retirees x average_pension = {pensions} contradicts "
                    "expenditure = {expenditure}",
                    pensions=f"{pensions / money_unit:,.10g}",
                    expenditure=f"{reported.expenditure:,.10g}",
                ),
                message("correct one of them, or leave out the one that can be derived"),
            )


def _base_problems(fund: FundInput, setting: Setting, base: PensionBase) -> Iterator[Problem]:
    year = setting.base_year
    wage = float(setting.economy.wage[0, 0])
    floor, cap = fund.policy.base_floor.at(year), fund.policy.base_cap.at(year)
    ratio = base.declared_base / wage
    if not floor < ratio < cap:
        yield Problem(
            f"{fund.where}.reported",
            message(
                "contributions, contributors and rates imply an average base of {base} a year, "
                "{ratio:.2f} of the average wage {wage}; outside base_floor {floor:g} to "
                "base_cap {cap:g}",
                base=f"{base.declared_base:,.0f}",
                ratio=ratio,
                wage=f"{wage:,.0f}",
                floor=floor,
                cap=cap,
            ),
            message("check average_wage, contributors, collection_rate and base_floor"),
        )
    custom = [f"retirement_age_{name}" for name in CLASSES]
    given = [name for name in custom if getattr(fund.policy, name) is not None]
    if given and fund.policy.retirement != "custom":
        yield Problem(
            f"{fund.where}.policy.{given[0]}",
            message("the age has no effect under retirement = {rule}", rule=fund.policy.retirement),
            message('write retirement = "custom"'),
        )
    if fund.policy.retirement == "custom" and not given:
        yield Problem(
            f"{fund.where}.policy.retirement",
            message("the custom rule has no ages"),
            message("give {names}", names=" / ".join(custom)),
        )
    both = fund.policy.arrears_recovery.annual(setting.years) + (
        fund.policy.arrears_write_off.annual(setting.years)
    )
    if both.max() > 1 + 1e-12:
        yield Problem(
            f"{fund.where}.policy.arrears_recovery",
            message("more than all arrears are recovered or written off"),
            message("arrears_recovery + arrears_write_off may be 1 at most"),
        )


def _table_problems(fund: FundInput, setting: Setting, base: PensionBase) -> Iterator[Problem]:
    """Yield what is wrong with the members; they are built here as they will be later."""
    birth_years = cohorts(setting.base_year, setting.end_year)
    try:
        times = retirement_times(fund.policy, setting.base_year, setting.base_year, birth_years)
        base_members(fund, setting, base, times.reached[0][:, : len(AGES)][:, ::-1])
    except InputError as error:
        yield from error.problems


def base_members(
    fund: FundInput, setting: Setting, base: PensionBase, reached_by_age: FloatArray
) -> Members:
    """Return the members of the base year, from the bureau's table or the standard profile."""
    assumptions: PensionAssumptions = fund.assumptions
    if assumptions.member_table is not None:
        where = f"{fund.where}.assumptions.member_table"
        folder = setting.folder
        if folder is None or Path(assumptions.member_table).name != assumptions.member_table:
            raise InputError(
                [
                    Problem(
                        where,
                        message("the member table is not in the scenario's folder"),
                        message("put it beside the scenario file"),
                    )
                ]
            )
        return scaled_to_totals(
            table_members(folder / assumptions.member_table, where),
            active_insured=base.active_insured,
            retirees=base.retirees,
            average_pension=base.average_pension,
            where=where,
        )
    return standard_members(
        assumptions,
        base_year=setting.base_year,
        reached_retirement=reached_by_age,
        active_insured=base.active_insured,
        retirees=base.retirees,
        average_pension=base.average_pension,
        paying_share=base.paying_share,
        employee_rate=fund.policy.employee_rate.at(setting.base_year),
        declared_base=base.declared_base,
        account_interest=float(fund.policy.account_interest.values[0]),
        where=fund.where,
    )


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
        wage_bill=_after(base.payroll.wage_bill, money.wage_bill),
        averages=_averages(
            matrices, money, _after(base.contribution_rate, (employer + employee)[:, None])
        ),
        wage=economy.wage,
        notes=(matrices.members.origin, *base.derived),
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
        Item("transfers_in", setting.money(fund.assumptions.transfers_in)),
    ]


def _expenditure(fund: FundInput, setting: Setting, money: PensionMoney) -> list[Item]:
    season = np.asarray(fund.policy.benefit_season)
    return [
        Item("benefits", money.benefits, season),
        Item("lump_sums", money.grants + money.account_refunds, season),
        Item("transfers_out", money.transfers_out),
        Item("other_expenditure", setting.money(fund.assumptions.other_expenditure)),
    ]


def _persons(
    matrices: PensionMatrices, assumptions: PensionAssumptions, setting: Setting
) -> dict[str, FloatArray]:
    people, base = matrices.people, matrices.base
    active = people.active.sum(axis=(1, 2))
    pensioners = matrices.pensioners.at_end.sum(axis=1)
    all_years = np.arange(setting.base_year, setting.end_year + 1)
    eligible = annual_or(assumptions.eligible, all_years, np.full(len(all_years), np.nan))
    return {
        "contributors": active * people.paying_end,
        "pensioners": pensioners,
        "active_insured": active,
        "insured": active + pensioners,
        "mean_contributors": np.append(base.payroll.contributors, matrices.operator.contributors),
        "mean_pensioners": np.append(base.retirees, matrices.pensioners.mean.sum(axis=1)),
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
        "average_pension": _after(base.average_pension, pension),
        "new_pension": _after(np.nan, money.new_pension),
        "average_base": _after(base.declared_base, declared),
        "contribution_rate": contribution_rate,
    }


def _after(first: float, later: FloatArray) -> FloatArray:
    """Put the base year's figure before the projected years [year 0..T, path]."""
    return np.vstack([np.full((1, later.shape[1]), first), later])
