"""The base year of a cohort pension fund: account, payroll, members, and what contradicts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.arrays import FloatArray
from model.errors import InputError, Problem
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.cohorts import cohorts
from model.funds.pension_engine.levers import PensionFund, PensionPolicy, ReportedPension
from model.funds.pension_engine.member_table import PROFILE_ONLY, scaled_to_totals, table_members
from model.funds.pension_engine.members import Members, standard_members
from model.funds.pension_engine.worker_group import ASSUMPTION_OVERRIDES, POLICY_OVERRIDES
from model.funds.setting import Setting
from model.funds.shared.base_year import (
    BaseAccount,
    BasePayroll,
    account_problems,
    payroll_problems,
    read_account,
    read_payroll,
    rounding,
)
from model.funds.shared.dues import base_interest, base_ratio_problems, payroll_policy_problems
from model.parameters.dated import DatedValue
from model.parameters.declaration import Section
from model.people.retirement import CLASSES, retirement_times
from model.tables import AGES
from model.words.texts import Message, message


@dataclass(frozen=True)
class MemberGroup:
    """Members who share policy and assumptions: the fund's own, or a group of workers.

    Attributes
    ----------
    name : of the group; empty for the fund's own members
    contributors, active_insured, retirees : persons at the end of the base year
    relative_wage : mean wage over that of the fund's own members
    """

    name: str
    policy: PensionPolicy
    assumptions: PensionAssumptions
    contributors: float
    active_insured: float
    retirees: float
    relative_wage: float


#: Reported expenditure beyond pensions and lump sums that is taken without asking.
UNEXPLAINED = 0.10


@dataclass(frozen=True)
class PensionBase:
    """The base year of a pension fund: account, payroll and persons."""

    account: BaseAccount
    payroll: BasePayroll
    active_insured: float
    retirees: float
    mean_retirees: float
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
        return self.payroll.wage_bill / self.payroll.mean_contributors


def pension_base(fund: PensionFund, setting: Setting) -> PensionBase:
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
    pensions = account.expenditure - reported.lump_sums * setting.money_unit
    derived: list[Message] = []
    if retirees is None:
        retirees = pensions / (12 * (average or float("nan")))
        derived.append(message("retirees = (expenditure - lump sums) / (12 x average pension)"))
    mean_retirees = retirees if reported.mean_retirees is None else reported.mean_retirees
    if average is None:
        average = pensions / (12 * mean_retirees) if mean_retirees else 0.0
        derived.append(message("average pension = (expenditure - lump sums) / (12 x retirees)"))
    if reported.lump_sums == 0:
        derived.append(
            message("all expenditure of the base year is taken for pensions: lump sums come on top")
        )
    return PensionBase(
        account=account,
        payroll=payroll,
        active_insured=reported.insured - retirees,
        retirees=retirees,
        mean_retirees=mean_retirees,
        average_pension=average,
        benefits=min(12 * average * mean_retirees, account.expenditure),
        contribution_rate=rate,
        derived=(*account.derived, *payroll.derived, *derived),
    )


def member_groups(fund: PensionFund, base: PensionBase) -> list[MemberGroup]:
    """Return the fund's own members and its groups of workers, who share its paying share."""
    groups = []
    for name, group in fund.groups.items():
        policy = _overrides(group, fund.policy, POLICY_OVERRIDES)
        assumptions = _overrides(group, fund.assumptions, ASSUMPTION_OVERRIDES)
        groups.append(
            MemberGroup(
                name=name,
                policy=fund.policy.model_copy(update=policy),
                assumptions=fund.assumptions.model_copy(
                    update={
                        **assumptions,
                        "entrants": group.entrants,
                        "coverage": None,
                        "entrants_growth": DatedValue.constant(0.0),
                        # what is known of the fund's own members is not known of the group's
                        "member_table": None,
                        "active_mean_age": None,
                        "service_years": None,
                        "base_account": None,
                    }
                ),
                contributors=group.contributors,
                active_insured=group.contributors / base.paying_share,
                retirees=0.0,
                relative_wage=group.relative_wage,
            )
        )
    own = MemberGroup(
        name="",
        policy=fund.policy,
        assumptions=fund.assumptions,
        contributors=base.payroll.contributors - sum(group.contributors for group in groups),
        active_insured=base.active_insured - sum(group.active_insured for group in groups),
        retirees=base.retirees,
        relative_wage=1.0,
    )
    return [own, *groups]


def _overrides(group: Section, fund: Section, names: Sequence[str]) -> dict[str, Any]:
    """Return what a group sets itself; a table that starts later follows the fund's own."""
    given = {}
    for name in names:
        value, own = getattr(group, name), getattr(fund, name)
        if isinstance(value, DatedValue) and isinstance(own, DatedValue) and not value.is_constant:
            value = own.followed_by(value, value.months[0])
        if value is not None:
            given[name] = value
    return given


def pension_problems(fund: PensionFund, setting: Setting) -> Iterator[Problem]:
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
    wage = float(setting.economy.wage[0, 0])
    yield from _persons_problems(reported, base, setting.money_unit, wage, path)
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
    reported: ReportedPension, base: PensionBase, money_unit: float, wage: float, path: str
) -> Iterator[Problem]:
    if base.retirees >= reported.insured:
        derived = reported.retirees is None
        yield Problem(
            f"{path}.insured",
            message(
                "{retirees} retirees are not fewer than the {insured} insured",
                retirees=f"{base.retirees:,.0f}",
                insured=f"{reported.insured:,.0f}",
            ),
            message(
                "retirees were derived as expenditure / (12 x average_pension): check these, and "
                "the unit of money"
            )
            if derived
            else message("insured counts everybody, retirees included; check both figures"),
        )
    monthly_wage = wage / 12
    if not 0.05 * monthly_wage <= base.average_pension <= 1.5 * monthly_wage:
        yield Problem(
            f"{path}.average_pension",
            message(
                "an average pension of {pension} a month is {ratio:.2f} of the average wage {wage} "
                "a month",
                pension=f"{base.average_pension:,.0f}",
                ratio=base.average_pension / monthly_wage,
                wage=f"{monthly_wage:,.0f}",
            ),
            message("pensions are given a month, wages a year, money in the file's unit"),
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
        unexplained = base.account.expenditure - pensions - reported.lump_sums * money_unit
        if unexplained > UNEXPLAINED * base.account.expenditure:
            yield Problem(
                f"{path}.retirees",
                message(
                    "12 x retirees x average_pension = {pensions} leaves {rest:.0%} of "
                    "expenditure = {expenditure} unexplained",
                    pensions=f"{pensions / money_unit:,.10g}",
                    rest=unexplained / base.account.expenditure,
                    expenditure=f"{reported.expenditure:,.10g}",
                ),
                message("correct one of them, or name the rest as lump_sums"),
            )


def _base_problems(fund: PensionFund, setting: Setting, base: PensionBase) -> Iterator[Problem]:
    yield from base_ratio_problems(fund, setting, base.payroll)
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
    yield from payroll_policy_problems(fund.policy, setting.years, fund.where)
    pooled_from = fund.policy.pooled_from
    if pooled_from is not None and pooled_from >= (setting.end_year + 1) * 12:
        yield Problem(
            f"{fund.where}.policy.pooled_from",
            message(
                "the date is after the end year {year} and has no effect", year=setting.end_year
            ),
            message("project further, or leave the date out"),
        )
    in_groups = sum(group.contributors for group in fund.groups.values())
    if in_groups >= base.payroll.contributors:
        yield Problem(
            f"{fund.where}.groups",
            message(
                "the groups have {groups} contributors, the fund only {contributors}",
                groups=f"{in_groups:,.0f}",
                contributors=f"{base.payroll.contributors:,.0f}",
            ),
            message("the groups are part of the reported contributors"),
        )
    entry = (fund.assumptions.entrants, fund.assumptions.coverage)
    if all(given is not None for given in entry) or not any(given is not None for given in entry):
        yield Problem(
            f"{fund.where}.assumptions.entrants",
            message("entry is given by entrants or by coverage: one of the two"),
            message("entrants = persons a year, or coverage = 1 to keep the base year's"),
        )
    if fund.assumptions.member_table is not None:
        for name in sorted(fund.assumptions.model_fields_set.intersection(PROFILE_ONLY)):
            yield Problem(
                f"{fund.where}.assumptions.{name}",
                message("it has no effect beside a member table"),
                message("leave it out; the table says it for each member"),
            )


def _table_problems(fund: PensionFund, setting: Setting, base: PensionBase) -> Iterator[Problem]:
    """Yield what is wrong with the members; they are built here as they will be later."""
    birth_years = cohorts(setting.base_year, setting.end_year)
    try:
        times = retirement_times(fund.policy, setting.base_year, setting.base_year, birth_years)
        base_members(fund, setting, base, times.reached[0][:, : len(AGES)][:, ::-1])
    except InputError as error:
        yield from error.problems


def base_members(
    fund: PensionFund,
    setting: Setting,
    base: PensionBase,
    reached_by_age: FloatArray,
    group: MemberGroup | None = None,
) -> Members:
    """Return the members of the base year, from the bureau's table or the standard profile.

    Parameters
    ----------
    reached_by_age : share of each age past its retirement date [class, age]
    group : whose members; the fund's own if left out
    """
    own = member_groups(fund, base)[0] if group is None else group
    assumptions = own.assumptions
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
            table_members(
                folder / assumptions.member_table,
                where,
                max(setting.base_year - assumptions.accounts_since + 1, 0),
            ),
            active_insured=own.active_insured,
            retirees=own.retirees,
            average_pension=base.average_pension,
            where=where,
        )
    return standard_members(
        assumptions,
        base_year=setting.base_year,
        reached_retirement=reached_by_age,
        active_insured=own.active_insured,
        retirees=own.retirees,
        average_pension=base.average_pension * assumptions.year_end_pension,
        paying_share=base.paying_share,
        employee_rate=own.policy.employee_rate.at(setting.base_year),
        past_base=(
            base.declared_base
            if assumptions.past_index is None
            else assumptions.past_index * float(setting.economy.wage[0, 0])
        ),
        where=fund.where,
    )
