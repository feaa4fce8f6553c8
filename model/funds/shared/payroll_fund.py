"""What the payroll funds beside pensions share: base year, insured, wage bill, flows.

A branch's file adds its benefits; everything up to the contributions due stands here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.account.flows import FundFlows, Item
from model.arrays import FloatArray, after
from model.errors import Problem
from model.funds.equation import Equations
from model.funds.figures import Figures, FundOutcome, figures_of
from model.funds.setting import Setting
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
    collection_rate,
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
    figures : who pays and on how much
    rates : what is due of it
    """

    account: BaseAccount
    payroll: BasePayroll
    insured: Insured
    figures: Figures
    rates: ContributionRates

    @property
    def mean_contributors(self) -> FloatArray:
        """Contributors in the mean of each year [year 0..T]."""
        return self.figures["mean_contributors"][:, 0]

    @property
    def wage_bill(self) -> FloatArray:
        """Declared wages of the projected years [year 1..T, path], yuan."""
        return self.figures.projected("wage_bill")

    @property
    def declared_base(self) -> float:
        """Mean declared base of the base year, yuan a year."""
        return self.payroll.wage_bill / self.payroll.mean_contributors


def read_branch(
    fund: PayrollFund,
    setting: Setting,
    equations: Equations,
    rates: ContributionRates,
    retirees: float = 0.0,
) -> Branch:
    """Return base year, insured and wage bill of a branch.

    Parameters
    ----------
    equations : of the kind
    retirees : insured who do not contribute, at the end of the base year
    """
    account, payroll = _base(fund, setting, rates, retirees)
    workers = fund.reported.insured - retirees
    insured = project_insured(
        setting, fund.policy, fund.assumptions, workers=workers, retirees=retirees
    )
    active, retired = (one.sum(axis=(1, 2)) for one in (insured.workers, insured.retirees))
    known = setting.population_section.total is not None
    counted = {
        "active_insured": active,
        "pensioners": retired,
        "eligible": insured.eligible if known else np.full(len(active), np.nan),
        "part__base_over_wage": _base_over_wage(fund, setting, payroll),
        "part__collection_rate": collection_rate(fund, setting),
        "part__employer_rate": after(np.nan, rates.employer.annual(setting.years)[:, None]),
        "part__employee_rate": after(np.nan, rates.employee.annual(setting.years)[:, None]),
    }
    figures = figures_of(equations, fund, setting).counting(
        {name: values for name, values in counted.items() if name in equations.counted},
        base={
            "contributors": payroll.contributors,
            "mean_contributors": payroll.mean_contributors,
            "insured": active[0] + retired[0],
            "wage_bill": payroll.wage_bill,
            "average_base": payroll.wage_bill / payroll.mean_contributors,
            "contribution_rate": rates.at(setting.base_year),
        },
    )
    return Branch(account, payroll, insured, figures, rates)


def _base_over_wage(fund: PayrollFund, setting: Setting, payroll: BasePayroll) -> FloatArray:
    """Return the mean declared base over the average wage [year 0..T, 1]."""
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
    return base_ratio_path(fund.policy, spread, years, share, everybody)


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


def branch_outcome(
    fund: PayrollFund,
    setting: Setting,
    branch: Branch,
    figures: Figures,
    *,
    expenditure: Sequence[Item],
    base_expenditure: Mapping[str, float],
    income: Sequence[Item] = (),
    notes: Sequence[Message] = (),
) -> FundOutcome:
    """Return what a branch hands on: shared income, its own expenditure.

    Parameters
    ----------
    figures : the branch's, with all that the kind has counted
    expenditure : the kind's items
    base_expenditure : the base year's items, yuan; they sum to the reported expenditure
    income : items beside contributions, premium and subsidy
    """
    wages = figures.projected("wage_bill")
    flows = FundFlows(
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
            figures.projected("part__employer_rate") * wages,
            figures.projected("part__employee_rate") * wages,
        ),
        income=[*premium_and_subsidy(fund.policy, setting, figures), *income],
        expenditure=[
            *expenditure,
            setting.item("other_expenditure", fund.assumptions.other_expenditure),
        ],
        interest_rate=interest_rate(fund.assumptions.interest, setting),
        rules=fund.rules,
    )
    derived = (*branch.account.derived, *branch.payroll.derived)
    by_age = message("insured by age: the nation's ages, or the age structure given, by coverage")
    return FundOutcome(flows, figures, (*derived, by_age, *notes))


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
