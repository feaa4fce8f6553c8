"""Employees' basic medical insurance (职工基本医疗保险).

Contributions split over personal accounts, a catastrophic layer and the pool; the pool pays
``insured by age x cost of the age x trend x design factor``. Only the pool counts in payout
months.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from model.account.flows import FundFlows, SetAside
from model.arrays import FloatArray, after
from model.errors import Problem
from model.funds.employee_medical.accounts import (
    with_catastrophic_layer,
    with_personal_accounts,
)
from model.funds.employee_medical.base_year import (
    BaseSplit,
    nothing_left,
    read_split,
    split_problems,
)
from model.funds.employee_medical.equations import EQUATIONS
from model.funds.employee_medical.levers import Fund, Policy, Reported
from model.funds.figures import FundOutcome
from model.funds.setting import Setting
from model.funds.shared.dues import ContributionRates
from model.funds.shared.medical_bills import (
    ClaimCosts,
    claim_costs,
    claim_notes,
    cost_weights,
)
from model.funds.shared.payroll_fund import (
    Branch,
    branch_outcome,
    branch_problems,
    read_branch,
)
from model.funds.shared.per_head_fund import mean_of_year
from model.parameters.dated import DatedValue, annual_or
from model.words.texts import message


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year."""
    claims = _claims(fund, setting)
    if not claims.paid[0].min() > 0:
        yield Problem(
            f"{fund.where}.policy",
            message("deductible, cap and coinsurance of the base year leave nothing to pay"),
            message("check them against mean_claim: all are yuan"),
        )
        return
    split = _split(fund, setting, claims)
    blocked = list(split_problems(fund.reported, fund.policy, setting.base_year, split, fund.where))
    yield from blocked
    if blocked:
        return
    whole, retirees, rates = _whole(fund, split), fund.reported.retirees, _rates(fund.policy)
    blocked = list(branch_problems(whole, setting, rates, retirees))
    yield from blocked
    if blocked:
        return
    branch = read_branch(whole, setting, EQUATIONS, rates, retirees)
    if _base_expenditure(fund, setting, branch, split)["benefits"] <= 0:
        yield nothing_left(fund.where)


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Project the fund: payroll x rate against insured by age x cost."""
    claims = _claims(fund, setting)
    split = _split(fund, setting, claims)
    whole = _whole(fund, split)
    branch = read_branch(whole, setting, EQUATIONS, _rates(fund.policy), fund.reported.retirees)
    exposure = _exposure(fund, branch)
    base = _base_expenditure(fund, setting, branch, split)
    above_cap = _catastrophic_benefits(fund, setting, claims, base, exposure)
    excess = fund.assumptions.cost_excess.annual(setting.years)
    figures = branch.figures.counting(
        {
            "reimbursed_share": claims.reimbursed_share,
            "part__bill_growth": claims.bill_growth(exposure.weight, exposure.insured),
            "catastrophic_benefits": after(base["catastrophic_benefits"], above_cap),
            "part__cadre_cover": _cadre_cover(fund, setting),
            # an uncertain economy moves bills around the scenario's
            "assumptions__cost_excess": excess[:, None] + setting.economy.medical_growth,
        },
        base={
            "mean_pensioners": float(exposure.retirees[0]),
            "pool_cost_per_head": base["benefits"] / float(exposure.insured[0]),
            "cadre_cost": split.cadre_cost * setting.money_unit,
        },
        undefined={"benefits": 0.0},
    )
    figures = with_personal_accounts(fund, setting, branch, figures, split)
    figures = with_catastrophic_layer(
        fund, setting, branch, figures, split, float(exposure.insured[0])
    )
    season = fund.policy.benefit_season
    told = branch_outcome(
        whole,
        setting,
        branch,
        figures,
        expenditure=[
            figures.item("benefits", season),
            *(
                figures.item(name, season)
                for name in (
                    "personal_accounts",
                    "catastrophic_benefits",
                    "merged_maternity",
                    "cadre_cost",
                )
            ),
        ],
        base_expenditure=base,
        income=[figures.item("cadre_income")],
        notes=(*split.derived, *claim_notes(fund.policy, fund.assumptions)),
    )
    return replace(told, flows=_told_apart(fund, setting, told))


@dataclass(frozen=True)
class _Exposure:
    """Means of each year [year 0..T]: insured, retirees, insured weighted by cost."""

    insured: FloatArray
    retirees: FloatArray
    weight: FloatArray


def _claims(fund: Fund, setting: Setting) -> ClaimCosts:
    years = np.append(setting.base_year, setting.years)
    return claim_costs(
        fund.policy, fund.assumptions, fund.policy.coinsurance.annual(years), setting
    )


def _split(fund: Fund, setting: Setting, claims: ClaimCosts) -> BaseSplit:
    """Tell the base year apart; the layer's share of bills follows from their spread."""
    year = setting.base_year
    above = fund.policy.catastrophic_share.at(year) * claims.above_cap[0, 0] / claims.paid[0, 0]
    return read_split(fund.reported, fund.policy, year, float(above))


def _whole(fund: Fund, split: BaseSplit) -> Fund:
    """Return the fund with the balance of all its parts, as the shared branch reads it."""
    reported: Reported = fund.reported
    changes = {
        "balance": split.balance,
        "payout_months": None,
        "other_income": reported.other_income + split.cadre_income,
    }
    return replace(fund, reported=reported.model_copy(update=changes))


def _rates(policy: Policy) -> ContributionRates:
    return ContributionRates(_employer_rate(policy), policy.employee_rate)


def _employer_rate(policy: Policy) -> DatedValue:
    """Medical and merged maternity rate together."""
    parts = (policy.employer_rate, policy.merged_maternity_rate)
    if parts[1].values == (0.0,):
        return parts[0]
    start = max(part.months[0] for part in parts)
    months = sorted({max(month, start) for part in parts for month, _ in part.steps()})
    values = [
        sum(float(part.monthly(np.array([month // 12]))[0, month % 12]) for part in parts)
        for month in months
    ]
    return DatedValue(tuple(months), tuple(values))


def _exposure(fund: Fund, branch: Branch) -> _Exposure:
    """Return mean insured; who joined within the base year counts for the part of it."""
    reported: Reported = fund.reported
    weights = cost_weights(fund.assumptions.cost_doubling_years)
    joined = branch.payroll.mean_contributors / branch.payroll.contributors
    retired = joined
    if reported.mean_retirees is not None and reported.retirees > 0:
        retired = reported.mean_retirees / reported.retirees

    def mean(by_age: FloatArray, present: float) -> FloatArray:
        at_end = by_age.sum(axis=(1, 2))
        return mean_of_year(present * at_end[0], at_end)

    workers, retirees = branch.insured.workers, branch.insured.retirees
    mean_retirees = mean(retirees, retired)
    return _Exposure(
        insured=mean(workers, joined) + mean_retirees,
        retirees=mean_retirees,
        weight=mean(workers * weights, joined) + mean(retirees * weights, retired),
    )


def _base_expenditure(
    fund: Fund, setting: Setting, branch: Branch, split: BaseSplit
) -> dict[str, float]:
    """Return the base year's items, yuan: what nobody else claims is the pool's."""
    unit = setting.money_unit
    cost_rate = fund.assumptions.merged_maternity_cost.at(setting.base_year)
    others = {
        "personal_accounts": split.personal_expenditure * unit,
        "catastrophic_benefits": split.catastrophic_expenditure * unit,
        "merged_maternity": cost_rate * branch.payroll.wage_bill,
        "cadre_cost": split.cadre_cost * unit,
    }
    return {"benefits": branch.account.expenditure - sum(others.values()), **others}


def _catastrophic_benefits(
    fund: Fund,
    setting: Setting,
    claims: ClaimCosts,
    base: dict[str, float],
    exposure: _Exposure,
) -> FloatArray:
    """What the layer pays of bills beyond the cap [year 1..T, path], scaled to the base year's."""
    years = np.append(setting.base_year, setting.years)
    patients = base["benefits"] / claims.paid[0, 0] * claims.frequency * exposure.weight
    patients = patients / exposure.weight[0]
    share = fund.policy.catastrophic_share.annual(years)
    expected = (patients * share)[:, None] * claims.above_cap
    level = base["catastrophic_benefits"] / expected[0, 0] if expected[0, 0] > 0 else 1.0
    return np.asarray(level * expected[1:])


def _cadre_cover(fund: Fund, setting: Setting) -> FloatArray:
    """Return the budget's share of the care of retired cadres [year 0..T]."""
    reported: Reported = fund.reported
    covered = reported.cadre_income / reported.cadre_cost if reported.cadre_cost > 0 else 0.0
    base = np.full(len(setting.years), covered)
    return np.append(covered, annual_or(fund.policy.cadre_cover, setting.years, base))


def _told_apart(fund: Fund, setting: Setting, told: FundOutcome) -> FundFlows:
    """Return the flows with cadres' income under its name and what payout months leave out."""
    unit, flows, figures = setting.money_unit, told.flows, told.figures
    income = {
        **flows.opening.income,
        "other_premium": fund.reported.other_income * unit,
        "cadre_income": fund.reported.cadre_income * unit,
    }
    recovered, layer = figures["part__accounts_recovered"], figures["part__catastrophic_spent"]
    credits, accounts = figures["personal_credits"], figures["personal_accounts"]
    return replace(
        flows,
        opening=replace(flows.opening, income=income),
        set_aside=SetAside(
            balance=figures["set_aside_balance"],
            expenditure=accounts + layer,
            items={
                "contributions": credits - recovered + figures["catastrophic_premiums"],
                "arrears_recovered": recovered,
                "personal_accounts": accounts,
                "catastrophic_benefits": layer,
            },
        ),
    )
