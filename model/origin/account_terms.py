"""Terms of the account's equations that no output holds, and figures by their names.

Values are of the first path; undefined is NaN, row 0 is the base year.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import nan

from model.arrays import FloatArray
from model.results.consolidation import Consolidation
from model.results.fund_projection import FundProjection
from model.words.outputs import Kind
from model.words.texts import Text

Valued = Callable[[FundProjection, int], float]
#: A fund, or several together.
Account = FundProjection | Consolidation


@dataclass(frozen=True)
class AccountPart:
    """What a part is called, how it is counted, how its value is found, and what moves it."""

    label: Text
    kind: Kind
    value: Valued
    moved_by: tuple[str, ...] = ()


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


def _at(values: FloatArray, row: int) -> float:
    return float(values[row].flat[0]) if 0 <= row < len(values) else nan


def pooled(name: str) -> Valued:
    """Return what is set aside: a name of `model.account.yearly.SetAside`, yuan."""

    def value(fund: FundProjection, row: int) -> float:
        aside = fund.outcome.flows.set_aside
        return nan if aside is None else _at(getattr(aside, name), row)

    return value


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


def interest_rate(fund: FundProjection, row: int) -> float:
    """Return the interest rate of a year."""
    return float(fund.outcome.flows.interest_rate[row - 1].flat[0])


def held_share(fund: FundProjection, row: int) -> float:
    """Return for how much of a year the opening balance is the fund's own."""
    handed = fund.outcome.flows.hand_over
    return handed[1] / 12 if handed is not None and handed[0] == row - 1 else 1.0


def net_of_month(fund: FundProjection, row: int, month: int) -> float:
    """Return what comes in less what goes out in a month, interest left out, yuan."""
    place, monthly = 12 * (row - 1) + month - 1, fund.monthly
    received = sum(
        float(values[place]) for name, values in monthly.income_items.items() if name != "interest"
    )
    return received - sum(float(values[place]) for values in monthly.expenditure_items.values())


ACCOUNT_PARTS: Mapping[str, AccountPart] = {
    "set_aside_expenditure": AccountPart(
        Text("个人账户等不计入的支出", "Expenditure set aside"),
        "money",
        pooled("expenditure"),
        ("set_aside_balance",),
    ),
    "contributions_asked": AccountPart(
        Text("应收缴费（减免后）", "Contributions asked for"),
        "money",
        account_column("due"),
        ("contributions",),
    ),
    "contributions_collected": AccountPart(
        Text("当年应收中收到的缴费", "Of them collected, whenever they arrive"),
        "money",
        account_column("collected"),
        ("contributions",),
    ),
    "paid_same_year": AccountPart(
        Text("单位缴费当年到账比例（减免缓缴后）", "Employers' part paid in the year itself"),
        "share",
        plan("paid_same_year"),
        ("contributions",),
    ),
    "deferred": AccountPart(
        Text("上年缓缴本年到账", "Deferred last year, arriving in this"),
        "money",
        deferred,
        ("contributions",),
    ),
    "defaulted": AccountPart(
        Text("缓缴后未缴", "Deferred and defaulted"), "money", defaulted, ("contributions",)
    ),
}
