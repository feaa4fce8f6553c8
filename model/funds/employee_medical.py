"""Employees' basic medical insurance (职工基本医疗保险).

Contributions split over personal accounts, a catastrophic layer and the pool; the pool pays
``insured by age x cost of the age x trend x design factor``. Only the pool counts in payout
months.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from model.arrays import FloatArray
from model.branch import Branch, branch_flows, branch_outcome, branch_problems, read_branch
from model.claims import (
    CLAIM_OUTPUTS,
    ClaimCosts,
    claim_costs,
    claim_notes,
    cost_weights,
)
from model.errors import Problem
from model.ledger import FundFlows, Item, SetAside
from model.medical_accounts import (
    MoneyAside,
    PersonalAccounts,
    catastrophic_layer,
    personal_accounts,
)
from model.medical_base import BaseSplit, nothing_left, read_split, split_problems
from model.names import money
from model.parameters.dated import DatedValue, annual_or
from model.parameters.employee_medical import MedicalAssumptions, MedicalPolicy, MedicalReported
from model.per_head import mean_of_year
from model.setting import FundInput, FundOutcome, Setting
from model.texts import Text, message

TITLE = Text("职工基本医疗保险", "Employees' medical insurance")
OUTPUTS = {
    "cadre_income": money(
        "离休干部医疗收入",
        "Budget money for retired cadres",
        "care of retired cadres x the budget's share",
        "income",
    ),
    "personal_accounts": money(
        "个人账户支出",
        "Spent from personal accounts",
        "(opening accounts + credits) x share spent",
        "expenditure",
    ),
    "catastrophic_benefits": money(
        "大额医疗补助支出",
        "Catastrophic benefits",
        "bills beyond the pool's cap x share paid",
        "expenditure",
    ),
    "merged_maternity": money(
        "生育待遇支出（并入）",
        "Maternity benefits merged in",
        "wage bill x maternity cost rate",
        "expenditure",
    ),
    "cadre_cost": money(
        "离休干部医疗费",
        "Care of retired cadres",
        "base year's x trend of bills x number of cadres",
        "expenditure",
    ),
    "personal_credits": money(
        "划入个人账户",
        "Credited to personal accounts",
        "collection rate x (employee part + share of the employer part) + arrears recovered of "
        "them",
    ),
    "account_arrears": money(
        "欠费中应划入个人账户的部分",
        "Part of the arrears owed to personal accounts",
        "opening - recovered - written off + part not collected",
    ),
    "personal_balance": money(
        "个人账户结余",
        "Balance of personal accounts",
        "opening + credits - spent + interest",
    ),
    "catastrophic_premiums": money(
        "划入大额医疗补助",
        "Set aside for the catastrophic layer",
        "share of contributions + premium a head x mean insured",
    ),
    "catastrophic_balance": money(
        "大额医疗补助结余",
        "Balance of the catastrophic layer",
        "opening + set aside - paid + interest",
    ),
    **CLAIM_OUTPUTS,
}
RULE_TARGETS = ("employer_rate", "contributions", "benefits")

Reported = MedicalReported
Policy = MedicalPolicy
Assumptions = MedicalAssumptions


def problems(fund: FundInput, setting: Setting) -> Iterator[Problem]:
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
    whole, retirees = _whole(fund, split), fund.reported.retirees
    employer_rate = _employer_rate(fund.policy)
    blocked = list(branch_problems(whole, setting, retirees=retirees, employer_rate=employer_rate))
    yield from blocked
    if blocked:
        return
    branch = read_branch(whole, setting, employer_rate=employer_rate, retirees=retirees)
    if _base_expenditure(fund, setting, branch, split)["benefits"] <= 0:
        yield nothing_left(fund.where)


def outcome(fund: FundInput, setting: Setting) -> FundOutcome:
    """Project the fund: payroll x rate against insured by age x cost.

    ``benefits_t = benefits_b x W_t/W_b x frequency_t x paid_t/paid_b`` with W the insured
    weighted by the cost of their age and paid the pool's mean payment of a bill.
    """
    claims = _claims(fund, setting)
    split = _split(fund, setting, claims)
    branch = read_branch(
        _whole(fund, split),
        setting,
        employer_rate=_employer_rate(fund.policy),
        retirees=fund.reported.retirees,
    )
    exposure = _exposure(fund, branch)
    base = _base_expenditure(fund, setting, branch, split)
    growth = claims.pool_growth(exposure.weight)
    benefits = base["benefits"] * growth[1:]
    accounts = personal_accounts(fund, setting, branch, split)
    above_cap = _catastrophic_benefits(fund, setting, claims, base, exposure)
    layer = catastrophic_layer(fund, setting, branch, split, exposure.insured, above_cap)
    season = np.asarray(fund.policy.benefit_season)
    years = setting.years
    maternity = fund.assumptions.merged_maternity_cost.annual(years)[:, None] * branch.wage_bill
    cadre_cost, cadre_income = _cadres(fund, setting, claims)
    flows = branch_flows(
        _whole(fund, split),
        setting,
        branch,
        expenditure=[
            Item("benefits", benefits, season),
            Item("personal_accounts", accounts.spent[1:], season),
            Item("catastrophic_benefits", above_cap, season),
            Item("merged_maternity", maternity, season),
            Item("cadre_cost", cadre_cost, season),
        ],
        base_expenditure=base,
        income=[Item("cadre_income", cadre_income)],
    )
    return branch_outcome(
        setting,
        branch,
        _told_apart(fund, setting, flows, accounts, layer),
        persons={
            "pensioners": branch.insured.retirees.sum(axis=(1, 2)),
            "mean_pensioners": exposure.retirees,
        },
        averages={
            "personal_credits": accounts.received,
            "account_arrears": accounts.owed,
            "personal_balance": accounts.balance,
            "catastrophic_premiums": layer.received,
            "catastrophic_balance": layer.balance,
            "pool_cost_per_head": (base["benefits"] * growth) / exposure.insured[:, None],
            "reimbursed_share": claims.reimbursed_share,
        },
        notes=(*split.derived, *claim_notes(fund.policy, fund.assumptions)),
    )


@dataclass(frozen=True)
class _Exposure:
    """Means of each year [year 0..T]: insured, retirees, insured weighted by cost."""

    insured: FloatArray
    retirees: FloatArray
    weight: FloatArray


def _claims(fund: FundInput, setting: Setting) -> ClaimCosts:
    years = np.append(setting.base_year, setting.years)
    return claim_costs(
        fund.policy, fund.assumptions, fund.policy.coinsurance.annual(years), setting
    )


def _split(fund: FundInput, setting: Setting, claims: ClaimCosts) -> BaseSplit:
    """Tell the base year apart; the layer's share of bills follows from their spread."""
    year = setting.base_year
    above = fund.policy.catastrophic_share.at(year) * claims.above_cap[0, 0] / claims.paid[0, 0]
    return read_split(fund.reported, fund.policy, year, float(above))


def _whole(fund: FundInput, split: BaseSplit) -> FundInput:
    """Return the fund with the balance of all its parts, as the shared branch reads it."""
    reported: Reported = fund.reported
    changes = {
        "balance": split.balance,
        "payout_months": None,
        "other_income": reported.other_income + split.cadre_income,
    }
    return replace(fund, reported=reported.model_copy(update=changes))


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


def _exposure(fund: FundInput, branch: Branch) -> _Exposure:
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
    fund: FundInput, setting: Setting, branch: Branch, split: BaseSplit
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
    fund: FundInput,
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


def _cadres(fund: FundInput, setting: Setting, claims: ClaimCosts) -> tuple[FloatArray, FloatArray]:
    """Care of retired cadres and what the budget pays of it [year 1..T, path], yuan."""
    reported: Reported = fund.reported
    years = setting.years
    number = np.cumprod(1 - fund.assumptions.cadre_decline.annual(years))
    cost = reported.cadre_cost * setting.money_unit * number[:, None] * claims.trend[1:]
    covered = reported.cadre_income / reported.cadre_cost if reported.cadre_cost > 0 else 0.0
    cover = annual_or(fund.policy.cadre_cover, years, np.full(len(years), covered))
    return cost, cover[:, None] * cost


def _told_apart(
    fund: FundInput,
    setting: Setting,
    flows: FundFlows,
    accounts: PersonalAccounts,
    layer: MoneyAside,
) -> FundFlows:
    """Return the flows with cadres' income under its name and what payout months leave out."""
    unit = setting.money_unit
    income = {
        **flows.opening.income,
        "other_premium": fund.reported.other_income * unit,
        "cadre_income": fund.reported.cadre_income * unit,
    }
    return replace(
        flows,
        opening=replace(flows.opening, income=income),
        set_aside=SetAside(
            balance=accounts.balance + layer.balance,
            expenditure=accounts.spent + layer.spent,
            items={
                "contributions": accounts.received - accounts.recovered + layer.received,
                "arrears_recovered": accounts.recovered,
                "personal_accounts": accounts.spent,
                "catastrophic_benefits": layer.spent,
            },
        ),
    )
