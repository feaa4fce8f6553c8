"""Values that equations name and no output holds (see `model.origin.terms`).

Each is a function of a fund and a row of its projection (row 0 the base year), of the first path;
undefined is NaN.
"""

from collections.abc import Callable
from math import nan
from typing import Any

import numpy as np

from model.arrays import FloatArray
from model.funds.shared.benefit_types import cost_trend
from model.parameters.dated import annual_or
from model.results.consolidation import Consolidation
from model.results.fund_projection import FundProjection

Valued = Callable[[FundProjection, int], float]
#: A fund, or several together.
Account = FundProjection | Consolidation
_BENEFITS = (
    "benefits",
    "case_benefits",
    "injury_pensions",
    "maternity_allowances",
    "birth_medical",
    "family_planning",
)


def figure(fund: Account, name: str, row: int) -> float:
    """Return a yearly output of the first path; NaN where the fund has none, or no such year."""
    items = (
        (fund.account.income_items, fund.account.expenditure_items)
        if isinstance(fund, FundProjection)
        else ()
    )
    for group in (fund.series, *items, fund.indicators):
        if name in group:
            return float(group[name][row, 0]) if 0 <= row < len(fund.years) else nan
    return nan


def given(fund: FundProjection, name: str, row: int) -> float:
    """Return an item before rules that look at the fund, yuan."""
    flows = fund.outcome.flows
    found = [item for item in (*flows.income, *flows.expenditure) if item.name == name]
    if not found or row < 1:
        return nan
    return sum(
        _at(item.amount, row - 1)
        * (figure(fund, item.refunds_of, row - 1) if item.refunds_of else 1.0)
        for item in found
    )


def rule_factor(fund: FundProjection, name: str, row: int) -> float:
    """Return what rules multiply an item or a rate with."""
    factor = 1.0
    for rule, acted in zip(fund.fund.rules, fund.account.rule_factors, strict=True):
        if rule.acts_on == name:
            factor *= _at(acted, row)
    return factor


def ratio(one: float, other: float) -> float:
    """Divide; undefined is NaN."""
    return one / other if other else nan


def _sections(fund: FundProjection) -> Any:
    """Return the fund with sections of its own kind: the part's equations name what they have."""
    return fund.fund


def _at(values: FloatArray, row: int) -> float:
    return float(values[row].flat[0]) if 0 <= row < len(values) else nan


def pooled(name: str) -> Valued:
    """Return what is set aside: a name of `model.account.flows.SetAside`, yuan."""

    def value(fund: FundProjection, row: int) -> float:
        aside = fund.outcome.flows.set_aside
        return nan if aside is None else _at(getattr(aside, name), row)

    return value


def due(name: str) -> Valued:
    """Return what of the wage bill is due, rules, cuts and collection left aside."""

    def value(fund: FundProjection, row: int) -> float:
        due = fund.outcome.flows.contributions
        if due is None or row < 1:
            return nan
        return ratio(_at(getattr(due, name), row - 1), figure(fund, "wage_bill", row))

    return value


def base_over_wage(fund: FundProjection, row: int) -> float:
    """Return the mean declared base, after floor, cap and audit, over the average wage."""
    mean = figure(fund, "mean_contributors", row) * figure(fund, "average_wage", row)
    return ratio(figure(fund, "wage_bill", row), mean)


def bill_growth(fund: FundProjection, row: int) -> float:
    """Return by what the bill a head grew: the pool's cost a head over what it pays of a bill."""

    def bill(row: int) -> float:
        cost, share = figure(fund, "pool_cost_per_head", row), figure(fund, "reimbursed_share", row)
        return ratio(cost, share)

    return ratio(bill(row), bill(row - 1))


def cost_growth(fund: FundProjection, row: int) -> float:
    """Return what the cost of an injury case grew to by wages since the base year."""
    growth = cost_trend(_sections(fund).assumptions.cost_elasticity, fund.setting)
    return _at(growth, row - 1) if row else 1.0


def plan(name: str) -> Valued:
    """Return a year's share in the plan of collection: a name of `CollectionPlan`."""

    def value(fund: FundProjection, row: int) -> float:
        due = fund.outcome.flows.contributions
        return nan if due is None or row < 1 else float(getattr(due.plan, name)[row - 1].sum())

    return value


def _employer(fund: FundProjection, row: int) -> float:
    """Return what employers owe of a year after rules, yuan."""
    due = fund.outcome.flows.contributions
    if due is None or row < 1:
        return 0.0
    both = rule_factor(fund, "contributions", row) * rule_factor(fund, "employer_rate", row)
    return _at(due.employer, row - 1) * both


def deferred(fund: FundProjection, row: int) -> float:
    """Return last year's deferred contributions that arrive in this one, yuan."""
    if row < 2:
        return 0.0
    before = row - 1
    share = plan("collection_rate")(fund, before) * plan("paid_next_year")(fund, before)
    return _employer(fund, before) * share


def defaulted(fund: FundProjection, row: int) -> float:
    """Return deferred contributions of the year that will never be paid, yuan."""
    share = plan("collection_rate")(fund, row) * plan("defaulted")(fund, row)
    return _employer(fund, row) * share


def account_column(name: str) -> Valued:
    """Return a column of the account: asked for, collected, yuan."""

    def value(fund: FundProjection, row: int) -> float:
        found = getattr(fund.account, name)
        return nan if found is None else _at(found, row)

    return value


def a_head(item: str, heads: str) -> Valued:
    """Return an item before rules over a number of persons."""
    return lambda fund, row: ratio(given(fund, item, row), figure(fund, heads, row))


def a_mean_head(item: str, without: Valued | None = None) -> Valued:
    """Return an item before rules over the mean of the insured at the year's start and end."""

    def value(fund: FundProjection, row: int) -> float:
        mean = (figure(fund, "insured", row - 1) + figure(fund, "insured", row)) / 2
        return ratio(given(fund, item, row) - (without(fund, row) if without else 0.0), mean)

    return value


def _yearly(fund: FundProjection, section: str, name: str, row: int) -> float:
    return float(getattr(getattr(fund.fund, section), name).at(int(fund.years[row])))


def subsidy_amount(fund: FundProjection, row: int) -> float:
    """Return the part of the subsidy that is an amount; a merged fund's ends with the merger."""
    if getattr(fund.fund.policy, "merged_from", None) is not None:
        share = _yearly(fund, "policy", "fiscal_subsidy_share", row)
        return given(fund, "fiscal_subsidy", row) - share * benefits(fund, row)
    return _at(fund.setting.money(_sections(fund).policy.fiscal_subsidy), row - 1)


def benefits(fund: FundProjection, row: int) -> float:
    """Return all benefits of a payroll fund before rules, yuan."""
    names = {item.name for item in fund.outcome.flows.expenditure}
    return sum(given(fund, name, row) for name in _BENEFITS if name in names)


def _grants(*months: str) -> Valued:
    """Return grants on deaths: a monthly amount each."""

    def value(fund: FundProjection, row: int) -> float:
        heads = figure(fund, "deaths", row)
        each = sum(_yearly(fund, "policy", name, row) for name in months)
        if len(months) > 1:
            return heads * each * figure(fund, "average_wage", row - 1) / 12
        a_month = {"land_security": "average_benefit"}.get(fund.fund.kind, "average_basic_pension")
        return heads * each * figure(fund, a_month, row)

    return value


def rest_of_lump_sums(*months: str) -> Valued:
    """Return what grants leave of the lump sums, yuan."""
    paid = _grants(*months)
    return lambda fund, row: given(fund, "lump_sums", row) - paid(fund, row)


def optional(section: str, name: str, default: Callable[[FundProjection], float]) -> Valued:
    """Return an optional lever's value, the base year's share or amount where it has none."""

    def value(fund: FundProjection, row: int) -> float:
        year = fund.years[row : row + 1]
        lever = getattr(getattr(fund.fund, section), name)
        return float(annual_or(lever, year, np.array([default(fund)]))[0])

    return value


def stock_interest(stock: str, received: str, spent: Valued) -> Valued:
    """Return what a stock within the fund earned: what its flows do not explain."""

    def value(fund: FundProjection, row: int) -> float:
        change = figure(fund, stock, row) - figure(fund, stock, row - 1)
        return change - figure(fund, received, row) + spent(fund, row)

    return value


def of(name: str) -> Valued:
    """Return an output as a part."""
    return lambda fund, row: figure(fund, name, row)


def catastrophic_spent(fund: FundProjection, row: int) -> float:
    """Return what the catastrophic layer itself pays of its benefits, yuan."""
    return pooled("expenditure")(fund, row) - figure(fund, "personal_accounts", row)


def share_spent(fund: FundProjection, row: int) -> float:
    """Return the part of accounts and credits that is spent."""
    held = figure(fund, "personal_balance", row - 1) + figure(fund, "personal_credits", row)
    return ratio(figure(fund, "personal_accounts", row), held)


def paid_over_law(fund: FundProjection, row: int) -> float:
    """Return the base year's allowance of a birth over leave at the declared base."""
    by_law = _yearly(fund, "policy", "leave_days", 0) * figure(fund, "average_base", 0) / 365
    heads = figure(fund, "beneficiaries", 0)
    return ratio(figure(fund, "maternity_allowances", 0), heads * by_law)


def cadre_cover(fund: FundProjection) -> float:
    """Return what the budget paid of the care of retired cadres in the base year."""
    reported = _sections(fund).reported
    return ratio(reported.cadre_income, reported.cadre_cost) if reported.cadre_cost > 0 else 0.0


def base_paying_share(fund: FundProjection) -> float:
    """Return contributors over active insured in the base year."""
    return ratio(figure(fund, "contributors", 0), figure(fund, "active_insured", 0))


def base_premium_subsidy(fund: FundProjection) -> float:
    """Return the premium subsidy a head that the report gives, yuan a year."""
    return float(_sections(fund).reported.premium_subsidy)


def full_land(fund: FundProjection, row: int) -> float:
    """Return land revenue at the base year's activity, yuan."""
    activity = _yearly(fund, "assumptions", "land_activity", row)
    return ratio(given(fund, "land_revenue", row), activity)


def own_premium(fund: FundProjection, row: int) -> float:
    """Return what a resident pays on average, yuan a year."""
    if fund.fund.kind == "resident_medical":
        return a_mean_head("own_premiums")(fund, row)
    return a_head("contributions", "mean_contributors")(fund, row)
