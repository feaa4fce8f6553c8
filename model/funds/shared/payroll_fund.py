"""What the payroll funds beside pensions share: base year, insured, wage bill, flows.

A branch's file adds its benefits; everything up to the contributions due stands here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.account.flows import FundFlows, Item
from model.arrays import FloatArray, after, ratio_or_nan
from model.errors import Problem
from model.funds.setting import FundOutcome, Setting
from model.funds.shared.base_year import (
    BaseAccount,
    BasePayroll,
    account_problems,
    opening_ledger,
    payroll_problems,
    read_account,
    read_payroll,
)
from model.funds.shared.contributions import base_ratio_path, find_declared_share
from model.funds.shared.dues import (
    ContributionRates,
    base_interest,
    base_ratio_problems,
    contributions_due,
    interest_rate,
    payroll_policy_problems,
    premium_and_subsidy,
)
from model.funds.shared.insured import Insured, project_insured
from model.funds.shared.payroll_fund_levers import PayrollFund
from model.words.texts import Message, message


@dataclass(frozen=True)
class Branch:
    """A payroll fund up to its contributions.

    Attributes
    ----------
    account, payroll : the base year, yuan and persons
    insured : workers and retirees by sex and age
    contributors : at the year's end [year 0..T]; mean_contributors : in the year [year 0..T]
    wage_bill : of the projected years [year 1..T, path], yuan
    rates : what is due of it
    """

    account: BaseAccount
    payroll: BasePayroll
    insured: Insured
    contributors: FloatArray
    mean_contributors: FloatArray
    wage_bill: FloatArray
    rates: ContributionRates

    @property
    def declared_base(self) -> float:
        """Mean declared base of the base year, yuan a year."""
        return self.payroll.wage_bill / self.payroll.mean_contributors


def read_branch(
    fund: PayrollFund,
    setting: Setting,
    rates: ContributionRates,
    retirees: float = 0.0,
) -> Branch:
    """Return base year, insured and wage bill of a branch.

    Parameters
    ----------
    retirees : insured who do not contribute, at the end of the base year
    """
    account, payroll = _base(fund, setting, rates, retirees)
    workers = fund.reported.insured - retirees
    insured = project_insured(
        setting, fund.policy, fund.assumptions, workers=workers, retirees=retirees
    )
    paying = payroll.contributors / workers
    contributors = insured.workers.sum(axis=(1, 2)) * paying
    mean = insured.mean_workers(payroll.mean_contributors / paying) * paying
    years = np.arange(setting.base_year, setting.end_year + 1)
    everybody, spread = np.ones(1), fund.assumptions.wage_dispersion
    share = find_declared_share(
        payroll.wage_bill / payroll.mean_contributors / float(setting.economy.wage[0, 0]),
        everybody,
        everybody,
        np.array([fund.policy.base_floor.at(setting.base_year)]),
        np.array([fund.policy.base_cap.at(setting.base_year)]),
        spread,
    )
    ratio = base_ratio_path(fund.policy, spread, years, share, everybody)
    wage_bill = (mean[1:, None] * ratio[1:]) * setting.economy.wage[1:]
    return Branch(account, payroll, insured, contributors, mean, wage_bill, rates)


def _base(
    fund: PayrollFund,
    setting: Setting,
    rates: ContributionRates,
    retirees: float,
) -> tuple[BaseAccount, BasePayroll]:
    reported = fund.reported
    account = read_account(
        reported,
        reported.income,
        reported.expenditure,
        setting.money_unit,
        base_interest(fund.assumptions.interest, setting),
    )
    if reported.contributors is None and reported.average_base is None:
        # all workers insured pay unless the report says otherwise
        reported = reported.model_copy(update={"contributors": reported.insured - retirees})
    rate = rates.at(setting.base_year)
    return account, read_payroll(reported, account, setting.money_unit, rate)


def branch_flows(
    fund: PayrollFund,
    setting: Setting,
    branch: Branch,
    *,
    expenditure: Sequence[Item],
    base_expenditure: Mapping[str, float],
    income: Sequence[Item] = (),
) -> FundFlows:
    """Return the flows of a branch: shared income, its own expenditure.

    Parameters
    ----------
    expenditure : the kind's items; the first is what a subsidy share is taken of
    base_expenditure : the base year's items, yuan; they sum to the reported expenditure
    income : items beside contributions, premium and subsidy
    """
    benefits = expenditure[0].amount
    return FundFlows(
        base_year=setting.base_year,
        opening=opening_ledger(
            fund.reported,
            branch.account,
            branch.payroll,
            setting.money_unit,
            dict(base_expenditure),
        ),
        contributions=contributions_due(
            fund,
            setting,
            branch.payroll,
            branch.rates,
            branch.rates.employer.annual(setting.years)[:, None] * branch.wage_bill,
            branch.rates.employee.annual(setting.years)[:, None] * branch.wage_bill,
        ),
        income=[*premium_and_subsidy(fund.policy, setting, benefits), *income],
        expenditure=[
            *expenditure,
            setting.item("other_expenditure", fund.assumptions.other_expenditure),
        ],
        interest_rate=interest_rate(fund.assumptions.interest, setting),
        rules=fund.rules,
    )


def branch_outcome(
    setting: Setting,
    branch: Branch,
    flows: FundFlows,
    *,
    persons: Mapping[str, FloatArray],
    averages: Mapping[str, FloatArray],
    notes: Sequence[Message] = (),
) -> FundOutcome:
    """Return what a branch hands on, with the figures that all branches have."""
    years, paths = setting.years, setting.economy.paths
    rate = branch.rates.employer.annual(years) + branch.rates.employee.annual(years)
    base_rate = branch.rates.at(setting.base_year)
    workers = branch.insured.workers.sum(axis=(1, 2))
    retirees = branch.insured.retirees.sum(axis=(1, 2))
    known = setting.population_section.total is not None
    wage_bill = after(branch.payroll.wage_bill, branch.wage_bill)
    return FundOutcome(
        flows=flows,
        persons={
            "contributors": branch.contributors,
            "active_insured": workers,
            "insured": workers + retirees,
            "mean_contributors": branch.mean_contributors,
            "eligible": branch.insured.eligible if known else np.full(len(workers), np.nan),
            **persons,
        },
        wage_bill=wage_bill,
        averages={
            "average_base": ratio_or_nan(wage_bill, branch.mean_contributors[:, None]),
            "contribution_rate": after(base_rate, np.tile(rate[:, None], (1, paths))),
            **averages,
        },
        wage=setting.economy.wage,
        notes=(
            *branch.account.derived,
            *branch.payroll.derived,
            message("insured by age: the nation's ages, or the age structure given, by coverage"),
            *notes,
        ),
    )


def branch_problems(
    fund: PayrollFund,
    setting: Setting,
    rates: ContributionRates,
    retirees: float = 0.0,
) -> Iterator[Problem]:
    """Yield what contradicts in a branch's base year."""
    reported = fund.reported
    found = list(account_problems(reported, reported.income, reported.expenditure, fund.where))
    yield from found
    yield from payroll_policy_problems(fund.policy, setting.years, fund.where)
    if reported.insured - retirees <= 0:
        yield Problem(
            f"{fund.where}.reported.insured",
            message("nobody insured contributes"),
            message("insured counts everybody, retirees included; check both figures"),
        )
        return
    if reported.balance is None and reported.payout_months is None:
        return
    _, payroll = _base(fund, setting, rates, retirees)
    blocked = list(
        payroll_problems(
            reported.model_copy(update={"contributors": payroll.contributors}),
            fund.where,
            money_unit=setting.money_unit,
            contribution_rate=rates.at(setting.base_year),
            contributions=payroll.contributions,
            active_insured=reported.insured - retirees,
        )
    )
    yield from blocked
    if not blocked:
        yield from base_ratio_problems(fund, setting, payroll)
