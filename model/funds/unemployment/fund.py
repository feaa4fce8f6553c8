"""Unemployment insurance (失业保险).

``claimants = insured x separation rate x eligible share x mean duration / 12``;
benefits are a share of the minimum wage, which follows the average wage; the fund also pays
claimants' medical premium, refunds premiums to firms that keep jobs, and training.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from model.errors import Problem
from model.funds.figures import FundOutcome
from model.funds.setting import Setting
from model.funds.shared.dues import ContributionRates
from model.funds.shared.payroll_fund import branch_outcome, branch_problems, read_branch
from model.funds.unemployment.equations import EQUATIONS
from model.funds.unemployment.levers import Fund, Reported
from model.words.texts import message


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year."""
    yield from branch_problems(fund, setting, contribution_rates(fund))
    reported: Reported = fund.reported
    paid = 12 * reported.claimants * reported.monthly_benefit / setting.money_unit
    if paid > reported.expenditure * 1.02 + 0.5:
        yield Problem(
            f"{fund.where}.reported.claimants",
            message(
                "12 x claimants x monthly_benefit = {paid} contradicts expenditure = {expenditure}",
                paid=f"{paid:,.6g}",
                expenditure=f"{reported.expenditure:,.10g}",
            ),
            message("claimants are the mean of the year, the benefit is yuan a month"),
        )


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Project the fund: payroll x rate against claimants x benefit, refunds and training.

    Refunds are of what was paid the year before: relief, rules and arrears are no payment. Source:
    the notices return a share of the premiums actually paid last year (上年度实际缴纳).
    """
    branch = read_branch(fund, setting, EQUATIONS, contribution_rates(fund))
    reported: Reported = fund.reported
    policy, separation = fund.policy, fund.assumptions.separation.annual(setting.years)
    figures = branch.figures.counting(
        # an uncertain economy moves unemployment around the scenario's
        {"assumptions__separation": separation[:, None] * setting.economy.unemployment},
        base={
            "beneficiaries": reported.claimants,
            "average_benefit": reported.monthly_benefit,
        },
    )
    season = np.asarray(policy.benefit_season)
    return branch_outcome(
        fund,
        setting,
        branch,
        figures,
        expenditure=[
            figures.item("benefits", season),
            figures.item("medical_premiums", season),
            figures.share_item("stabilisation_refunds", of="contributions"),
            setting.item("training", policy.training),
        ],
        base_expenditure=_base_expenditure(reported, setting),
    )


def contribution_rates(fund: Fund) -> ContributionRates:
    """Return what employers and employees pay."""
    return ContributionRates(fund.policy.employer_rate, fund.policy.employee_rate)


def _base_expenditure(reported: Reported, setting: Setting) -> Mapping[str, float]:
    """What claimants do not explain of the base year's expenditure is training."""
    total = reported.expenditure * setting.money_unit
    benefits = min(12 * reported.claimants * reported.monthly_benefit, total)
    return {"benefits": benefits, "training": total - benefits}
