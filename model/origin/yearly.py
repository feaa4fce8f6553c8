"""How one yearly figure of a fund follows from others: its equation with the terms put in."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from model.funds.kinds import outputs
from model.origin.equation import Opening, Term, names_in
from model.origin.equations import BASE_YEAR, BY_KIND, GIVEN, NOT_OPENED, SHARED
from model.origin.term_values import figure, given, rule_factor
from model.origin.terms import PARTS
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    CURRENCY_A_MONTH,
    CURRENCY_A_YEAR,
    MONEY,
    MONEY_A_YEAR,
    MONTHS,
    SHARE,
    Parameter,
    Unit,
    declaration_of,
)
from model.results.fund_projection import FundProjection
from model.words.outputs import Kind
from model.words.texts import Message, Text, message

_LAGS: Mapping[str, int] = {"before": -1, "next": 1}
_KINDS: Mapping[Unit, Kind] = {
    SHARE: "share",
    MONTHS: "months",
    MONEY: "money",
    MONEY_A_YEAR: "money",
    CURRENCY_A_YEAR: "per_head",
    CURRENCY_A_MONTH: "per_head",
}
#: Interest is earned by the month: (12 - m + 0.5) / 12 of a year for what moves in month m.
_BY_MONTH = " + ".join(f"{12 - month + 0.5} * month__{month:02d}" for month in range(1, 13))
_INTEREST_RATE = Text("基金收益率", "Interest rate")
_HELD = Text("上交前持有结余的时间（年）", "Part of the year before the balance is handed over")
Builder = Callable[[FundProjection, int], str | None]


def opening_of(fund: FundProjection, name: str, row: int) -> Opening:
    """Return how a yearly figure follows from others.

    Parameters
    ----------
    row : of the projection, 0 the base year
    """
    equation = equation_of(fund, name, row)
    if equation is None:
        return Opening("", reason=_reason(fund, name, row))
    terms = tuple(term_of(fund, part, row) for part in names_in(equation))
    return undefined_or(Opening(equation, terms), figure(fund, name, row))


def undefined_or(opening: Opening, value: float) -> Opening:
    """Return the opening of a figure of this value, with a remark where it is undefined."""
    if value == 0 and not math.isfinite(opening.value()):
        return Opening("", reason=message("nothing in this year"))
    if math.isnan(value):
        return replace(opening, reason=message("undefined in this year"))
    return opening


def equation_of(fund: FundProjection, name: str, row: int) -> str | None:
    """Return the equation of a yearly figure in one year, None where it has none."""
    if row == 0 and name not in BASE_YEAR:
        return None
    if name in _BUILT:
        equation = _BUILT[name](fund, row)
    else:
        own = BY_KIND.get(fund.fund.kind, {})
        equation = own.get(name) or SHARED.get(name)
        if equation is None and name in GIVEN:
            equation = f"given__{name} * rules__{name}"
    return None if equation is None else _fitted(fund, equation)


def term_of(fund: FundProjection, name: str, row: int) -> Term:
    """Return what one name of an equation stands for."""
    prefix, _, rest = name.partition("__")
    year = int(fund.years[row])
    if prefix in ("policy", "assumptions", "economy"):
        return _lever_term(fund, name, prefix, rest, year)
    if prefix == "given":
        return _given_term(fund, name, rest, row)
    if prefix == "rules":
        label = message("rules that look at the fund, on {what}", what=target_label(rest))
        return Term(name, label, rule_factor(fund, rest, row), "ratio", year)
    if prefix == "month":
        net = _net_of_month(fund, row, int(rest))
        return Term(name, message("net flow of month {month}", month=int(rest)), net, "money", year)
    if prefix == "interest_rate":
        return Term(name, _INTEREST_RATE, _interest_rate(fund, row), "share", year)
    if prefix == "held_share":
        return Term(name, _HELD, _held_share(fund, row), "share", year)
    if prefix == "part":
        rest, _, lag = rest.partition("__")
        part, row = PARTS[rest], row + _LAGS.get(lag, 0)
        return Term(name, part.label, part.value(fund, row), part.kind, int(fund.years[0]) + row)
    row = 0 if rest == "base" else row + _LAGS.get(rest, 0)
    output, year = outputs()[prefix], int(fund.years[0]) + row
    return Term(name, output.label, figure(fund, prefix, row), output.kind, year, prefix)


def _given_term(fund: FundProjection, name: str, item: str, row: int) -> Term:
    """Return an item before rules; an amount of the file is an input and opens no further."""
    output, year = outputs()[item], int(fund.years[row])
    own = equation_of(fund, item, row) or ""
    if name in names_in(own):
        label = message("{label}, as the file gives it", label=output.label)
        return Term(name, label, given(fund, item, row), output.kind, year)
    label = message("{label}, before rules", label=output.label)
    return Term(name, label, given(fund, item, row), output.kind, year, item)


def _lever_term(fund: FundProjection, name: str, section: str, rest: str, year: int) -> Term:
    holder = fund.scenario.economy if section == "economy" else getattr(fund.fund, section)
    declaration = declaration_of(type(holder).model_fields[rest])
    assert declaration is not None
    value = getattr(holder, rest)
    number = value.at(year) if isinstance(value, DatedValue) else float(value)
    if declaration.unit in (MONEY, MONEY_A_YEAR):
        number *= fund.setting.money_unit
    return Term(name, declaration.label, number, lever_kind(declaration), year)


def lever_kind(declaration: Parameter) -> Kind:
    """Return how a lever is counted, as an output would be."""
    return _KINDS.get(declaration.unit, "ratio")


def target_label(name: str) -> Text:
    """Return what a rule acts on is called: an item or a rate."""
    known = {"employer_rate": Text("单位费率", "the employer rate")}
    return known.get(name) or outputs()[name].label


def _fitted(fund: FundProjection, equation: str) -> str:
    """Leave out rules that there are not, and say what is set aside where something is."""
    acting = {rule.acts_on for rule in fund.fund.rules}
    for name in re.findall(r"rules__([a-z_]+)", equation):
        if name not in acting:
            equation = equation.replace(f" * rules__{name}", "")
    aside = fund.outcome.flows.set_aside is not None
    for lag in ("__before", "__next", ""):
        balance = f"(balance{lag} - set_aside_balance{lag})" if aside else f"balance{lag}"
        spent = (
            f"(expenditure{lag} - part__set_aside_expenditure{lag})"
            if aside
            else f"expenditure{lag}"
        )
        equation = equation.replace(f"part__pooled_balance{lag}", balance)
        equation = equation.replace(f"part__pooled_expenditure{lag}", spent)
    return _unbracketed(equation)


def _unbracketed(equation: str) -> str:
    """Leave out brackets around the whole."""
    inner = equation[1:-1]
    whole = equation.startswith("(") and equation.endswith(")")
    return inner if whole and "(" not in inner and ")" not in inner else equation


def _sum_of_items(side: str) -> Builder:
    def equation(fund: FundProjection, row: int) -> str | None:
        names = [name for name, one in getattr(fund.account, side).items() if one[row, 0]]
        return " + ".join(names) or None

    return equation


def _contributions(fund: FundProjection, row: int) -> str | None:
    """Return the equation of contributions on wages; None leaves it to the kind."""
    due = fund.outcome.flows.contributions
    if due is None:
        return BY_KIND[fund.fund.kind].get("contributions")
    wages = "mean_contributors * average_base"
    if not math.isfinite(figure(fund, "average_base", row)):
        wages = "wage_bill"
    arrives = " * part__paid_same_year"
    if abs(PARTS["paid_same_year"].value(fund, row) - 1) < 1e-12:
        arrives = ""
    later = " + part__deferred" if PARTS["deferred"].value(fund, row) else ""
    return (
        f"{wages} * (part__employer_rate{arrives} * rules__employer_rate + part__employee_rate)"
        f" * rules__contributions * part__collection_rate{later}"
    )


def _interest(fund: FundProjection, row: int) -> str:
    held = "" if _held_share(fund, row) == 1 else " * held_share"
    return f"interest_rate * (balance__before{held} + ({_BY_MONTH}) / 12)"


def _difference(fund: FundProjection, row: int) -> str | None:
    """Return the equation of what flows do not explain, where there is such a thing."""
    flows = fund.outcome.flows
    handed_over = flows.hand_over is not None and flows.hand_over[0] == row - 1
    published = flows.observed_balance is not None and math.isfinite(
        flows.observed_balance[row - 1]
    )
    if handed_over and not published:
        return "-balance__before"
    return "balance - (balance__before + income - expenditure)" if published else None


def _as_given(lever: str, name: str) -> Builder:
    """Return the lever that a ledger fund gives the figure with; other kinds have their own."""

    def equation(fund: FundProjection, row: int) -> str | None:
        own = BY_KIND[fund.fund.kind].get(name)
        value = getattr(fund.fund.assumptions, lever, None) if fund.fund.kind == "ledger" else None
        return own if value is None else f"assumptions__{lever}"

    return equation


def _wage_bill(fund: FundProjection, row: int) -> str | None:
    """Return how a ledger fund's wage bill is given; others count theirs."""
    if fund.fund.kind != "ledger":
        return SHARED["wage_bill"]
    return _total_or_heads(fund, "wage_bill", "base_per_head", "mean_contributors")


def _benefits(fund: FundProjection, row: int) -> str | None:
    """Return how a ledger fund's benefits are given; others count theirs."""
    if fund.fund.kind != "ledger":
        return BY_KIND[fund.fund.kind].get("benefits")
    given = _total_or_heads(fund, "benefits", "benefit_per_head", "mean_pensioners")
    return None if given is None else f"{given} * rules__benefits"


def _total_or_heads(fund: FundProjection, total: str, a_head: str, heads: str) -> str | None:
    given = fund.fund.assumptions
    if getattr(given, total) is not None:
        return f"assumptions__{total}"
    return None if getattr(given, a_head) is None else f"{heads} * assumptions__{a_head}"


def _arrears(fund: FundProjection, row: int) -> str | None:
    return SHARED["arrears"] if fund.outcome.flows.contributions is not None else None


def _interest_rate(fund: FundProjection, row: int) -> float:
    return float(fund.outcome.flows.interest_rate[row - 1].flat[0])


def _held_share(fund: FundProjection, row: int) -> float:
    """Return for how much of a year the opening balance is the fund's own."""
    handed = fund.outcome.flows.hand_over
    return handed[1] / 12 if handed is not None and handed[0] == row - 1 else 1.0


def _net_of_month(fund: FundProjection, row: int, month: int) -> float:
    """Return what comes in less what goes out in a month, interest left out, yuan."""
    place, monthly = 12 * (row - 1) + month - 1, fund.monthly
    received = sum(
        float(values[place]) for name, values in monthly.income_items.items() if name != "interest"
    )
    return received - sum(float(values[place]) for values in monthly.expenditure_items.values())


def _reason(fund: FundProjection, name: str, row: int) -> Message:
    """Return why a figure is no sum or product of others."""
    value = figure(fund, name, row)
    if row == 0:
        return message("the base year's final account: reported, or derived from what is reported")
    if value == 0:
        return message("nothing in this year")
    if math.isnan(value):
        return message("undefined in this year")
    return NOT_OPENED.get(name) or message("the method page has the equation")


#: Equations that depend on what the year has.
_BUILT: Mapping[str, Builder] = {
    "income": _sum_of_items("income_items"),
    "expenditure": _sum_of_items("expenditure_items"),
    "contributions": _contributions,
    "interest": _interest,
    "stock_flow_difference": _difference,
    "arrears": _arrears,
    "mean_contributors": _as_given("contributors", "mean_contributors"),
    "mean_pensioners": _as_given("beneficiaries", "mean_pensioners"),
    "wage_bill": _wage_bill,
    "benefits": _benefits,
}
