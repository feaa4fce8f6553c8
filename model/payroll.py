"""What every fund with contributions on wages shares, from its base year to its dues."""

import numpy as np

from model.arrays import FloatArray
from model.base_year import BasePayroll
from model.contributions import collection_plan
from model.ledger import ContributionsDue, Item
from model.parameters.dated import DatedValue, annual_or
from model.parameters.payroll import PayrollPolicy
from model.setting import FundInput, Setting


def contributions_due(
    fund: FundInput, setting: Setting, payroll: BasePayroll, wage_bill: FloatArray
) -> ContributionsDue:
    """Return what is due on a wage bill [year 1..T, path], and the plan of its collection."""
    policy, years = fund.policy, setting.years
    return ContributionsDue(
        employer=policy.employer_rate.annual(years)[:, None] * wage_bill,
        employee=policy.employee_rate.annual(years)[:, None] * wage_bill,
        plan=collection_plan(
            policy,
            policy.employer_rate,
            policy.employee_rate,
            fund.reported.collection_rate,
            years,
        ),
        opening_arrears=payroll.arrears,
    )


def premium_and_subsidy(
    policy: PayrollPolicy, setting: Setting, benefits: FloatArray
) -> list[Item]:
    """Return the income that does not follow wages; the subsidy is amount + share x benefits."""
    share = policy.fiscal_subsidy_share.annual(setting.years)[:, None]
    return [
        Item(
            "other_premium",
            setting.money(policy.other_premium),
            np.asarray(policy.contribution_season),
        ),
        Item("fiscal_subsidy", setting.money(policy.fiscal_subsidy) + share * benefits),
    ]


def interest_rate(own: DatedValue | None, setting: Setting) -> FloatArray:
    """Return the fund's own interest rate, the economy's where it has none [year 1..T, path]."""
    return annual_or(own, setting.years, setting.economy.interest)


def base_interest(own: DatedValue | None, setting: Setting) -> float:
    """Return the interest rate of the base year."""
    economy = np.array([setting.economy.base_interest])
    return float(annual_or(own, np.array([setting.base_year]), economy)[0])
