"""How one yearly figure of a fund follows from others: its equation with the terms put in."""

import math
import re
from collections.abc import Mapping
from dataclasses import replace

from model.funds.equation import figure_named, names_in
from model.funds.kinds import outputs
from model.origin.account_equations import BASE_YEAR, account_equation
from model.origin.account_terms import (
    ACCOUNT_PARTS,
    figure,
    given,
    held_share,
    interest_rate,
    net_of_month,
    rule_factor,
)
from model.origin.equation import Opening, Term
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
_INTEREST_RATE = Text("基金收益率", "Interest rate")
_HELD = Text("上交前持有结余的时间（年）", "Part of the year before the balance is handed over")


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
    own = fund.outcome.figures.equations
    account = account_equation(fund, name, row)
    if account is not None and own.equation(name) is None:
        return _pooled(fund, account)
    equation = own.equation(name)
    if equation is None and _is_given(fund, name):
        equation = f"given__{name}"
    return None if equation is None else _with_rules(fund, name, equation)


def _is_given(fund: FundProjection, name: str) -> bool:
    """Whether an item of the account is an amount that the file gives year by year."""
    flows = fund.outcome.flows
    items = {item.name for item in (*flows.income, *flows.expenditure)}
    return name in items and name in fund.outcome.figures.equations.given


def _with_rules(fund: FundProjection, name: str, equation: str) -> str:
    """Multiply an equation with the rules that look at the fund and act on the figure."""
    if not any(rule.acts_on == name for rule in fund.fund.rules):
        return equation
    outside = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "", equation)
    summed = " + " in outside or " - " in outside
    return f"({equation}) * rules__{name}" if summed else f"{equation} * rules__{name}"


def _pooled(fund: FundProjection, equation: str) -> str:
    """Say what is set aside where something is."""
    aside = fund.outcome.flows.set_aside is not None
    for lag in ("__before", "__next", ""):
        for name, taken_off in (
            ("balance", "set_aside_balance"),
            ("expenditure", "part__set_aside_expenditure"),
        ):
            whole = f"({name}{lag} - {taken_off}{lag})" if aside else f"{name}{lag}"
            equation = equation.replace(f"part__pooled_{name}{lag}", whole)
    return equation


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
        net = net_of_month(fund, row, int(rest))
        return Term(name, message("net flow of month {month}", month=int(rest)), net, "money", year)
    if prefix == "interest_rate":
        return Term(name, _INTEREST_RATE, interest_rate(fund, row), "share", year)
    if prefix == "held_share":
        return Term(name, _HELD, held_share(fund, row), "share", year)
    if prefix == "part":
        return _part_term(fund, name, row)
    row = 0 if rest == "base" else row + _LAGS.get(rest, 0)
    output, year = outputs()[prefix], int(fund.years[0]) + row
    return Term(name, output.label, figure(fund, prefix, row), output.kind, year, prefix)


def _part_term(fund: FundProjection, name: str, row: int) -> Term:
    part, lag = figure_named(name)
    row = 0 if lag == "base" else row + _LAGS.get(lag, 0)
    year, figures = int(fund.years[0]) + row, fund.outcome.figures
    if part in figures.equations.parts:
        own = figures.equations.parts[part]
        return Term(name, own.label, float(figures[part][row, 0]), own.kind, year)
    of_account = ACCOUNT_PARTS[part.removeprefix("part__")]
    return Term(name, of_account.label, of_account.value(fund, row), of_account.kind, year)


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


def _reason(fund: FundProjection, name: str, row: int) -> Message:
    """Return why a figure is no sum or product of others."""
    value = figure(fund, name, row)
    if row == 0:
        return message("the base year's final account: reported, or derived from what is reported")
    if value == 0:
        return message("nothing in this year")
    if math.isnan(value):
        return message("undefined in this year")
    counted = fund.outcome.figures.equations.counted.get(name)
    return (counted and counted.reason) or message("the method page has the equation")
