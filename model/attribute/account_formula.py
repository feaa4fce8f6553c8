"""A year's account as sums of products of its drivers: contributors, rate, pensioners, ..."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, ratio_or_nan
from model.attribute.rules_on_contributions import contributions_before_rules, rules_acted
from model.results.fund_projection import FundProjection

Pair = tuple[float, float]
Term = tuple[str, ...]

#: Before the name of an item or stock of which the pool has a part only.
OF_THE_POOL = "pooled_"
#: Constants among the factors: a year's months, and the sign of what is taken off.
MONTHS, LESS = "months_of_a_year", "taken_off"
CONSTANTS = (MONTHS, LESS)
#: Equations whose names are the factors of an item.
_A_MONTH_EACH = re.compile(r"12 \* (\w+) \* (\w+)")
_MEAN_A_MONTH = re.compile(r"given__benefits / \(12 \* (\w+)\)")
_MEAN_BASE = re.compile(r"wage_bill / (\w+)")


@dataclass(frozen=True)
class AccountFormula:
    """Figures of a year as sums of products of drivers; of the fund, or of its pool.

    Attributes
    ----------
    income, expenditure : terms, each a product of drivers
    stocks : drivers that only move the balance: opening, stock-flow difference
    """

    income: tuple[Term, ...]
    expenditure: tuple[Term, ...]
    stocks: tuple[str, ...]

    def value(self, name: str, drivers: Mapping[str, FloatArray]) -> FloatArray:
        """Return the figure for drivers [combination]."""
        income = _sum_of_products(self.income, drivers)
        spent = _sum_of_products(self.expenditure, drivers)
        if name != "payout_months":
            return {"income": income, "expenditure": spent, "surplus": income - spent}[name]
        stocks = sum((drivers[key] for key in self.stocks), np.zeros(1))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(12 * (stocks + income - spent) / spent)


def account_formula(
    fund: FundProjection, row: int, *, of_the_pool: bool = False
) -> tuple[dict[str, Pair], AccountFormula]:
    """Return every driver in both years, and how they make up the account.

    Parameters
    ----------
    of_the_pool : without what is set aside for single persons, as payout months look at a fund
    """
    account, pairs = fund.account, {LESS: (-1.0, -1.0)}
    aside = _set_aside(fund) if of_the_pool else {}
    income = list[Term]()
    for name, values in account.income_items.items():
        income += (
            _contribution_terms(fund, row, pairs, aside.get(name))
            if name == "contributions"
            else [_item_term(name, values, row, pairs, aside.get(name))]
        )
    expenditure = tuple(
        _benefit_term(fund, row, pairs)
        if name == "benefits"
        else _item_term(name, values, row, pairs, aside.get(name))
        for name, values in account.expenditure_items.items()
    )
    opening = _year_before(account.balance)
    stocks = _item_term("opening_balance", opening, row, pairs, aside.get("opening_balance"))
    stocks += _item_term("stock_flow_difference", account.stock_flow_difference, row, pairs)
    return pairs, AccountFormula(tuple(income), expenditure, stocks)


def _set_aside(fund: FundProjection) -> dict[str, FloatArray]:
    """Return what of items, interest and opening balance the pool does not have [year 0..T, path].

    Interest is what closes the balance set aside.
    """
    aside = fund.outcome.flows.set_aside
    if aside is None:
        return {}
    opening = _year_before(aside.balance)
    received = [values for name, values in aside.items.items() if name in fund.account.income_items]
    interest = aside.balance - opening - sum(received) + aside.expenditure
    return {**aside.items, "interest": interest, "opening_balance": opening}


def _year_before(stock: FloatArray) -> FloatArray:
    return np.vstack([np.full((1, stock.shape[1]), np.nan), stock[:-1]])


def _item_term(
    name: str,
    values: FloatArray,
    row: int,
    pairs: dict[str, Pair],
    aside: FloatArray | None = None,
) -> Term:
    """Take an item as a whole; where some is set aside, the pool's part under its own name."""
    if aside is not None and any(_pair(aside, row)):
        name, values = f"{OF_THE_POOL}{name}", values - aside
    pairs[name] = _pair(values, row)
    return (name,)


def _pair(values: FloatArray, row: int) -> Pair:
    return float(values[row - 1, 0]), float(values[row, 0])


def _contribution_terms(
    fund: FundProjection, row: int, pairs: dict[str, Pair], aside: FloatArray | None
) -> list[Term]:
    """Part contributions into contributors x declared base x rate x rules x collected share.

    What of them is set aside is a rate of the same wages, taken off.
    """
    amount, wages = fund.account.income_items["contributions"], fund.series["wage_bill"]
    mean_base = _MEAN_BASE.fullmatch(fund.outcome.figures.equations.texts.get("average_base", ""))
    rate = fund.indicators["contribution_rate"]
    before, rules = amount, dict[str, FloatArray]()
    if rules_acted(fund, row):
        before = contributions_before_rules(fund)
        rules = {"rules_on_contributions": _quotient_or_one(amount, before)}
    persons = {"wage_bill": wages}
    if mean_base is not None:
        heads = fund.series[mean_base[1]]
        persons = {mean_base[1]: heads, "average_base": ratio_or_nan(wages, heads)}
    collected = {"collected_share": ratio_or_nan(before, wages * rate)}
    factors, less = {**persons, "contribution_rate": rate, **rules, **collected}, {}
    if aside is not None and any(_pair(aside, row)):
        less = {"rate_set_aside": ratio_or_nan(aside, wages)}
    elif rules and _factors(factors, row) is None:
        factors = {"contributions_before_rules": before, **rules}
    found = _factors({**factors, **less}, row)
    if found is None:
        return [_item_term("contributions", amount, row, pairs, aside)]
    pairs |= found
    return [tuple(factors), *([(*persons, LESS, *less)] if less else [])]


def _benefit_term(fund: FundProjection, row: int, pairs: dict[str, Pair]) -> Term:
    """Part benefits into persons x benefit a head."""
    amount = fund.account.expenditure_items["benefits"]
    for heads, each in _persons_and_each(fund.outcome.figures.equations.texts):
        persons = fund.series[heads]
        factors = {
            heads: persons,
            each: ratio_or_nan(amount, 12 * persons),
            MONTHS: np.full_like(amount, 12.0),
        }
        found = _factors(factors, row)
        if found is not None:
            pairs |= found
            return tuple(found)
    return _item_term("benefits", amount, row, pairs)


def _persons_and_each(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the figures that benefits are the product of, or whose mean is benefits a head."""
    if product := _A_MONTH_EACH.fullmatch(texts.get("benefits", "")):
        yield product[1], product[2]
    for name, text in texts.items():
        if mean := _MEAN_A_MONTH.fullmatch(text):
            yield mean[1], name


def _factors(factors: Mapping[str, FloatArray], row: int) -> dict[str, Pair] | None:
    """Return factors in both years; None where one is undefined in either year."""
    found = {key: _pair(values, row) for key, values in factors.items()}
    defined = all(math.isfinite(one) for pair in found.values() for one in pair)
    return found if defined else None


def _quotient_or_one(after_rules: FloatArray, before: FloatArray) -> FloatArray:
    """Return what rules multiplied with; of nothing they leave nothing, whatever they say."""
    return np.nan_to_num(ratio_or_nan(after_rules, before), nan=1.0)


def _sum_of_products(terms: Sequence[Term], drivers: Mapping[str, FloatArray]) -> FloatArray:
    total = np.zeros(1)
    for term in terms:
        product = np.ones(1)
        for key in term:
            product = product * drivers[key]
        total = total + product
    return total
