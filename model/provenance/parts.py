"""What equations name that is no output: rates in force, shares, amounts a head, the rest of a sum.

Each part is a label, how it is counted, and its value in a row of the projection (row 0 the base
year). Where the model keeps no such figure by itself, it is found from the item that it explains;
its label then says "the rest" or "a head".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import nan

import numpy as np

from model.arrays import FloatArray
from model.names import Kind
from model.parameters.dated import annual_or
from model.projection import FundProjection
from model.texts import Text

Valued = Callable[[FundProjection, int], float]
_BENEFITS = (
    "benefits",
    "case_benefits",
    "injury_pensions",
    "maternity_allowances",
    "birth_medical",
    "family_planning",
)


@dataclass(frozen=True)
class Part:
    """What a part is called, how it is counted, and how its value is found."""

    label: Text
    kind: Kind
    value: Valued


def figure(fund: FundProjection, name: str, row: int) -> float:
    """Return a yearly output of the first path; NaN where the fund has none, or no such year."""
    account = fund.account
    for group in (
        fund.series,
        account.income_items,
        account.expenditure_items,
        fund.indicators,
    ):
        if name in group:
            return float(group[name][row, 0]) if 0 <= row < len(fund.years) else nan
    return nan


def given(fund: FundProjection, name: str, row: int) -> float:
    """Return an item before rules that look at the fund, yuan."""
    flows = fund.outcome.flows
    found = [item for item in (*flows.income, *flows.expenditure) if item.name == name]
    if not found or row < 1:
        return nan
    return sum(_at(item.amount, row - 1) for item in found)


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


def _at(values: FloatArray, row: int) -> float:
    return float(values[row].flat[0]) if 0 <= row < len(values) else nan


def _pooled(name: str) -> Valued:
    def value(fund: FundProjection, row: int) -> float:
        aside = fund.outcome.flows.set_aside
        return nan if aside is None else _at(getattr(aside, name), row)

    return value


def _due(name: str) -> Valued:
    """Return what of the wage bill is due, rules, cuts and collection left aside."""

    def value(fund: FundProjection, row: int) -> float:
        due = fund.outcome.flows.contributions
        if due is None or row < 1:
            return nan
        return ratio(_at(getattr(due, name), row - 1), figure(fund, "wage_bill", row))

    return value


def _plan(name: str) -> Valued:
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


def _deferred(fund: FundProjection, row: int) -> float:
    """Return last year's deferred contributions that arrive in this one, yuan."""
    if row < 2:
        return 0.0
    before = row - 1
    share = _plan("collection_rate")(fund, before) * _plan("paid_next_year")(fund, before)
    return _employer(fund, before) * share


def _defaulted(fund: FundProjection, row: int) -> float:
    share = _plan("collection_rate")(fund, row) * _plan("defaulted")(fund, row)
    return _employer(fund, row) * share


def _account_column(name: str) -> Valued:
    def value(fund: FundProjection, row: int) -> float:
        found = getattr(fund.account, name)
        return nan if found is None else _at(found, row)

    return value


def _a_head(item: str, heads: str) -> Valued:
    """Return an item before rules over a number of persons."""
    return lambda fund, row: ratio(given(fund, item, row), figure(fund, heads, row))


def _a_mean_head(item: str, without: Valued | None = None) -> Valued:
    """Return an item before rules over the mean of the insured at the year's start and end."""

    def value(fund: FundProjection, row: int) -> float:
        mean = (figure(fund, "insured", row - 1) + figure(fund, "insured", row)) / 2
        return ratio(given(fund, item, row) - (without(fund, row) if without else 0.0), mean)

    return value


def _yearly(fund: FundProjection, section: str, name: str, row: int) -> float:
    return float(getattr(getattr(fund.fund, section), name).at(int(fund.years[row])))


def _subsidy_amount(fund: FundProjection, row: int) -> float:
    """Return the part of the subsidy that is an amount; a merged fund's ends with the merger."""
    if getattr(fund.fund.policy, "merged_from", None) is not None:
        share = _yearly(fund, "policy", "fiscal_subsidy_share", row)
        return given(fund, "fiscal_subsidy", row) - share * _benefits(fund, row)
    return _at(fund.setting.money(fund.fund.policy.fiscal_subsidy), row - 1)


def _benefits(fund: FundProjection, row: int) -> float:
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


def _rest_of_lump_sums(*months: str) -> Valued:
    paid = _grants(*months)
    return lambda fund, row: given(fund, "lump_sums", row) - paid(fund, row)


def _optional(section: str, name: str, default: Callable[[FundProjection], float]) -> Valued:
    """Return an optional lever's value, the base year's share or amount where it has none."""

    def value(fund: FundProjection, row: int) -> float:
        year = fund.years[row : row + 1]
        lever = getattr(getattr(fund.fund, section), name)
        return float(annual_or(lever, year, np.array([default(fund)]))[0])

    return value


def _stock_interest(stock: str, received: str, spent: Valued) -> Valued:
    """Return what a stock within the fund earned: what its flows do not explain."""

    def value(fund: FundProjection, row: int) -> float:
        change = figure(fund, stock, row) - figure(fund, stock, row - 1)
        return change - figure(fund, received, row) + spent(fund, row)

    return value


def _of(name: str) -> Valued:
    return lambda fund, row: figure(fund, name, row)


def _catastrophic_spent(fund: FundProjection, row: int) -> float:
    return _pooled("expenditure")(fund, row) - figure(fund, "personal_accounts", row)


def _share_spent(fund: FundProjection, row: int) -> float:
    held = figure(fund, "personal_balance", row - 1) + figure(fund, "personal_credits", row)
    return ratio(figure(fund, "personal_accounts", row), held)


def _paid_over_law(fund: FundProjection, row: int) -> float:
    """Return the base year's allowance of a birth over leave at the declared base."""
    by_law = _yearly(fund, "policy", "leave_days", 0) * figure(fund, "average_base", 0) / 365
    heads = figure(fund, "beneficiaries", 0)
    return ratio(figure(fund, "maternity_allowances", 0), heads * by_law)


def _cadre_cover(fund: FundProjection) -> float:
    reported = fund.fund.reported
    return ratio(reported.cadre_income, reported.cadre_cost) if reported.cadre_cost > 0 else 0.0


def _base_paying_share(fund: FundProjection) -> float:
    return ratio(figure(fund, "contributors", 0), figure(fund, "active_insured", 0))


def _full_land(fund: FundProjection, row: int) -> float:
    activity = _yearly(fund, "assumptions", "land_activity", row)
    return ratio(given(fund, "land_revenue", row), activity)


PARTS: Mapping[str, Part] = {
    "set_aside_expenditure": Part(
        Text("个人账户等不计入的支出", "Expenditure set aside"), "money", _pooled("expenditure")
    ),
    "contributions_asked": Part(
        Text("应收缴费（减免后）", "Contributions asked for"), "money", _account_column("due")
    ),
    "contributions_collected": Part(
        Text("当年应收中收到的缴费", "Of them collected, whenever they arrive"),
        "money",
        _account_column("collected"),
    ),
    "collection_rate": Part(
        Text("执行的征缴率", "Collection rate in force"), "share", _plan("collection_rate")
    ),
    "employer_rate": Part(
        Text("单位费率", "Employer rate, mean of all groups"), "share", _due("employer")
    ),
    "employee_rate": Part(
        Text("个人费率", "Employee rate, mean of all groups"), "share", _due("employee")
    ),
    "paid_same_year": Part(
        Text("单位缴费当年到账比例（减免缓缴后）", "Employers' part paid in the year itself"),
        "share",
        _plan("paid_same_year"),
    ),
    "deferred": Part(
        Text("上年缓缴本年到账", "Deferred last year, arriving in this"), "money", _deferred
    ),
    "defaulted": Part(Text("缓缴后未缴", "Deferred and defaulted"), "money", _defaulted),
    "subsidy_amount": Part(
        Text("定额补贴", "Subsidy given as an amount"), "money", _subsidy_amount
    ),
    "benefits_given": Part(
        Text("待遇支出（规则作用前）", "Benefits before rules"), "money", _benefits
    ),
    "account_refunds": Part(
        Text("其余：死亡退还的个人账户", "The rest: accounts refunded on deaths"),
        "money",
        _rest_of_lump_sums("funeral_grant_months", "survivor_grant_months"),
    ),
    "account_of_a_leaver": Part(
        Text("转出人员人均账户", "Account of a leaver, a head"),
        "per_head",
        _a_head("transfers_out", "leavers"),
    ),
    "cadre_cover": Part(
        Text("离休医疗费的预算负担比例", "Budget's share of the care of retired cadres"),
        "share",
        _optional("policy", "cadre_cover", _cadre_cover),
    ),
    "account_share_spent": Part(
        Text("账户资金使用比例", "Share of accounts spent"), "share", _share_spent
    ),
    "account_interest": Part(
        Text("其余：个人账户利息", "The rest: interest of the accounts"),
        "money",
        _stock_interest("personal_balance", "personal_credits", _of("personal_accounts")),
    ),
    "catastrophic_spent": Part(
        Text("大额医疗补助资金支出", "Paid by the layer itself"), "money", _catastrophic_spent
    ),
    "catastrophic_interest": Part(
        Text("其余：大额医疗补助资金利息", "The rest: interest of the layer"),
        "money",
        _stock_interest("catastrophic_balance", "catastrophic_premiums", _catastrophic_spent),
    ),
    "paid_over_law": Part(
        Text("基年津贴与法定津贴之比", "Base year's allowance over that by law"),
        "ratio",
        _paid_over_law,
    ),
    "medical_of_a_birth": Part(
        Text("每例生育医疗费用", "Medical costs of a birth, a head"),
        "per_head",
        _a_head("birth_medical", "beneficiaries"),
    ),
    "lump_sum": Part(
        Text("人均一次性缴费", "Lump sum, a head"), "per_head", _a_head("contributions", "entrants")
    ),
    "lump_sums_refunded": Part(
        Text("其余：死亡退还的缴费", "The rest: lump sums refunded on deaths"),
        "money",
        _rest_of_lump_sums("funeral_months"),
    ),
    "land_at_full_activity": Part(
        Text("出让规模不变时的计提", "Land revenue at the base year's activity"),
        "money",
        _full_land,
    ),
    "accounts_refunded": Part(
        Text("其余：死亡退还的个人账户", "The rest: accounts refunded on deaths"),
        "money",
        _rest_of_lump_sums("funeral_months"),
    ),
    "premium_subsidy": Part(
        Text("人均缴费补贴", "Premium subsidy, a head"),
        "per_head",
        _optional("policy", "premium_subsidy", lambda fund: fund.fund.reported.premium_subsidy),
    ),
    "paying_share": Part(
        Text("执行的缴费人数占比", "Paying share in force"),
        "share",
        _optional("assumptions", "paying_share", _base_paying_share),
    ),
    "own_premium": Part(
        Text("人均个人缴费", "Own premium paid, a head"), "per_head", lambda fund, row: (
            _a_mean_head("own_premiums")
            if fund.fund.kind == "resident_medical"
            else _a_head("contributions", "mean_contributors")
        )(fund, row)
    ),
    "subsidy_a_head": Part(
        Text("人均财政补助", "Subsidy received, a head"),
        "per_head",
        _a_mean_head("fiscal_subsidy", without=_subsidy_amount),
    ),
}
