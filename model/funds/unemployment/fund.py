"""Unemployment insurance (失业保险).

``claimants = insured x separation rate x eligible share x mean duration / 12``;
benefits are a share of the minimum wage, which follows the average wage; the fund also pays
claimants' medical premium, refunds premiums to firms that keep jobs, and training.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from model.account.flows import Item
from model.arrays import FloatArray, after
from model.errors import Problem
from model.funds.setting import FundOutcome, Setting
from model.funds.shared.dues import ContributionRates
from model.funds.shared.payroll_fund import (
    Branch,
    branch_flows,
    branch_outcome,
    branch_problems,
    read_branch,
)
from model.funds.unemployment.levers import Assumptions, Fund, Policy, Reported
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

    ``claimants_t = workers_t x (claimants_b / workers_b) x unemployment lever x duration
    lever``; ``refunds_t = refund share x firms x contributions received in t-1``.
    """
    branch = read_branch(fund, setting, contribution_rates(fund))
    reported: Reported = fund.reported
    policy, assumptions, years = fund.policy, fund.assumptions, setting.years
    claimants = _claimants(branch, policy, assumptions, reported.claimants, setting)
    wage = setting.economy.wage
    benefit = (12 * reported.monthly_benefit * policy.benefit_level.annual(years)[:, None]) * (
        wage[1:] / wage[:1]
    )
    benefits = claimants[1:] * benefit
    season = np.asarray(policy.benefit_season)
    flows = branch_flows(
        fund,
        setting,
        branch,
        expenditure=[
            Item("benefits", benefits, season),
            Item(
                "medical_premiums",
                policy.medical_premium_rate.annual(years)[:, None] * benefits,
                season,
            ),
            _refunds(policy, setting),
            setting.item("training", policy.training),
        ],
        base_expenditure=_base_expenditure(reported, setting),
    )
    return branch_outcome(
        setting,
        branch,
        flows,
        persons={"beneficiaries": claimants},
        averages={"average_benefit": after(reported.monthly_benefit, benefit / 12)},
    )


def contribution_rates(fund: Fund) -> ContributionRates:
    """Return what employers and employees pay."""
    return ContributionRates(fund.policy.employer_rate, fund.policy.employee_rate)


def _claimants(
    branch: Branch,
    policy: Policy,
    assumptions: Assumptions,
    claimants: float,
    setting: Setting,
) -> FloatArray:
    """Mean number drawing benefit in the year [year 0..T, path]."""
    workers = branch.mean_contributors / branch.mean_contributors[0]
    lever = np.append(1.0, assumptions.separation.annual(setting.years))
    duration = np.append(1.0, policy.duration.annual(setting.years))
    expected = claimants * workers * lever * duration
    drawn = np.ones((len(setting.years), 1)) * setting.economy.unemployment
    return after(expected[0], expected[1:, None] * drawn)


def _refunds(policy: Policy, setting: Setting) -> Item:
    """Refunds of what was paid the year before: relief, rate rules and arrears are no payment.

    Source: the notices return a share of the premiums actually paid last year (上年度实际缴纳).
    """
    share = policy.refund_share.annual(setting.years) * policy.refund_firms.annual(setting.years)
    return Item("stabilisation_refunds", share[:, None], refunds_of="contributions")


def _base_expenditure(reported: Reported, setting: Setting) -> Mapping[str, float]:
    """What claimants do not explain of the base year's expenditure is training."""
    total = reported.expenditure * setting.money_unit
    benefits = min(12 * reported.claimants * reported.monthly_benefit, total)
    return {"benefits": benefits, "training": total - benefits}
