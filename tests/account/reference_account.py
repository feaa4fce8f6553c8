"""The account of one path, month by month in plain floats, from docs/method/ledger_account.md.

Slow, and written apart from the product: it shares no function with `model.account`.
"""

import math
from dataclasses import dataclass, field
from typing import Any

from model.account.flows import FundFlows, Item
from model.parameters.rules import Rule


@dataclass
class ReferenceAccount:
    """Yearly figures with the base year first, and month-end balances of the later years."""

    balance: list[float]
    arrears: list[float]
    spent: list[float]
    lines: dict[str, list[float]]
    difference: list[float] = field(default_factory=lambda: [0.0])
    factors: list[list[float]] = field(default_factory=list)
    acted: list[bool] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    collected: list[float] = field(default_factory=list)
    #: Contributions of last year's dues, by the month in which they arrive.
    late: list[float] = field(default_factory=lambda: [0.0] * 12)
    month_ends: list[float] = field(default_factory=list)
    pooled_month_ends: list[float] = field(default_factory=list)


def reference_account(flows: FundFlows, path: int) -> ReferenceAccount:
    due, opening = flows.contributions, flows.opening
    lines = {name: [value] for name, value in opening.income.items()}
    lines |= {name: [value] for name, value in opening.expenditure.items()}
    made = ReferenceAccount(
        balance=[opening.balance],
        arrears=[due.opening_arrears if due else 0.0],
        spent=[opening.total_expenditure],
        lines=lines,
        factors=[[1.0] for _ in flows.rules],
        acted=[False for _ in flows.rules],
        asked=[due.opening_due if due else 0.0],
        collected=[due.opening_collected if due else 0.0],
    )
    for year in range(len(flows.years)):
        add_year(made, flows, year, path)
    return made


def add_year(made: ReferenceAccount, flows: FundFlows, year: int, path: int) -> None:
    factor = rule_factors(made, flows, year, path)
    received, spent = [0.0] * 12, [0.0] * 12
    booked: dict[str, float] = {}

    def book(name: str, months: list[float], into: list[float]) -> None:
        booked[name] = math.fsum(months)
        for month in range(12):
            into[month] += months[month]

    for item in flows.income:
        book(item.name, item_by_month(made, item, factor, year, path), received)
    if flows.contributions is not None:
        book("contributions", contributions_by_month(made, flows, factor, year, path), received)
        recovered = made.arrears[year] * at(flows.contributions.plan.recovery_rate, year)
        book("arrears_recovered", [recovered / 12] * 12, received)
        add_arrears(made, flows, factor, year, path)
    else:
        made.arrears.append(0.0)
    for item in flows.expenditure:
        book(item.name, item_by_month(made, item, factor, year, path), spent)
    made.spent.append(sum(spent))
    add_months(made, flows, year, path, received, spent, booked)
    for name in {**made.lines, **booked}:
        made.lines.setdefault(name, [0.0]).append(booked.get(name, 0.0))


def item_by_month(
    made: ReferenceAccount, item: Item, factor: dict[str, float], year: int, path: int
) -> list[float]:
    amount = at(item.amount, year, path) * factor.get(item.name, 1.0)
    if item.refunds_of:
        amount *= made.lines[item.refunds_of][year]  # last year's: row 0 is the base year
    months = item.months if item.months.ndim == 1 else item.months[year]
    return [amount * float(share) for share in months]


def dues_of(
    flows: FundFlows, factor: dict[str, float], year: int, path: int
) -> tuple[float, float]:
    due = flows.contributions
    assert due is not None
    both = factor.get("contributions", 1.0)
    employer = at(due.employer, year, path) * both * factor.get("employer_rate", 1.0)
    return employer, at(due.employee, year, path) * both


def contributions_by_month(
    made: ReferenceAccount, flows: FundFlows, factor: dict[str, float], year: int, path: int
) -> list[float]:
    """c(t) [employer(t) same(t) + employee(t)] + c(t-1) employer(t-1) next(t-1)."""
    plan = flows.contributions.plan
    employer, employee = dues_of(flows, factor, year, path)
    rate = at(plan.collection_rate, year)
    own = [
        rate * (employer * at(plan.paid_same_year, year, m) + employee * share)
        for m, share in enumerate(plan.employee_months[year].tolist())
    ]
    arriving = [one + late for one, late in zip(own, made.late, strict=True)]
    made.late = [rate * employer * share for share in plan.paid_next_year[year].tolist()]
    made.collected.append(sum(own) + sum(made.late))
    return arriving


def add_arrears(
    made: ReferenceAccount, flows: FundFlows, factor: dict[str, float], year: int, path: int
) -> None:
    """arrears(t-1) (1 - recovery - write-off) + (1 - c) asked + c employer defaulted."""
    plan = flows.contributions.plan
    employer, employee = dues_of(flows, factor, year, path)
    rate = at(plan.collection_rate, year)
    asked = employer * (1 - at(plan.forgone, year)) + employee
    short = (1 - rate) * asked + rate * employer * at(plan.defaulted, year)
    kept = 1 - at(plan.recovery_rate, year) - at(plan.write_off_rate, year)
    made.asked.append(asked)
    made.arrears.append(made.arrears[year] * kept + short)


def add_months(
    made: ReferenceAccount,
    flows: FundFlows,
    year: int,
    path: int,
    received: list[float],
    spent: list[float],
    booked: dict[str, float],
) -> None:
    """Each month earns a twelfth of the rate on what was there and on half of its own flow."""
    opening, rate = made.balance[year], at(flows.interest_rate, year, path)
    so_far = interest = 0.0
    month_ends = []
    for month in range(12):
        handed = flows.hand_over
        gone = handed is not None and year == handed[0] and month >= handed[1]
        held = 0.0 if gone else opening
        net = received[month] - spent[month]
        interest += rate / 12 * (held + so_far + net / 2)
        so_far += net
        month_ends.append(held + so_far + interest)
    booked["interest"] = interest
    published = math.nan if flows.observed_balance is None else at(flows.observed_balance, year)
    if not math.isnan(published):
        month_ends[-1] = published
    made.difference.append(month_ends[-1] - (opening + so_far + interest))
    made.balance.append(month_ends[-1])
    made.month_ends += month_ends
    for month, balance in enumerate(month_ends, start=1):
        made.pooled_month_ends.append(balance - aside_at(flows, year, month, path))


def aside_at(flows: FundFlows, year: int, month: int, path: int) -> float:
    """Return what is set aside at a month's end, evenly between the years' ends."""
    if flows.set_aside is None:
        return 0.0
    before, after = (at(flows.set_aside.balance, year + later, path) for later in (0, 1))
    return before + (after - before) * month / 12


def rule_factors(
    made: ReferenceAccount, flows: FundFlows, year: int, path: int
) -> dict[str, float]:
    aside = flows.set_aside
    balance, spent = made.balance[year], made.spent[year]
    if aside is not None:
        balance -= at(aside.balance, year, path)
        spent -= at(aside.expenditure, year, path)
    without_spending = math.copysign(math.inf, balance) if balance else math.nan
    cover = 12 * balance / spent if spent else without_spending
    together: dict[str, float] = {}
    for number, rule in enumerate(flows.rules):
        in_force = months_in_force(rule, int(flows.years[year])) / 12
        starts = rule.at_least is None or cover >= rule.at_least
        goes_on = rule.until_below is not None and made.acted[number] and cover >= rule.until_below
        acts = (starts or goes_on) and (rule.below is None or cover < rule.below)
        made.acted[number] = acts and in_force > 0
        own = 1 + (rule.factor - 1) * in_force if acts else 1.0
        made.factors[number].append(own)
        together[rule.acts_on] = together.get(rule.acts_on, 1.0) * own
    return together


def months_in_force(rule: Rule, year: int) -> int:
    return sum(rule.from_ <= year * 12 + month <= rule.to for month in range(12))


def at(values: Any, *place: int) -> float:
    return float(values[place])
