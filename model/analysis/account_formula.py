"""A year's account as sums of products of its drivers: contributors, rate, pensioners, ..."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, ratio_or_nan
from model.projection import FundProjection

Pair = tuple[float, float]

#: A constant among the factors of a year's benefits.
MONTHS = "months_of_a_year"
_BENEFIT_FACTORS = (("mean_pensioners", "average_pension"), ("beneficiaries", "average_benefit"))


@dataclass(frozen=True)
class AccountFormula:
    """Figures of a year as sums of products of drivers.

    Attributes
    ----------
    income, expenditure : terms, each a product of drivers
    stocks : drivers that only move the pooled balance: opening, what is set aside
    aside : drivers of expenditure that the pool does not pay
    """

    income: tuple[tuple[str, ...], ...]
    expenditure: tuple[tuple[str, ...], ...]
    stocks: tuple[str, ...]
    aside: tuple[str, ...]

    def value(self, name: str, drivers: Mapping[str, FloatArray]) -> FloatArray:
        """Return the figure for drivers [combination]."""
        income = _sum_of_products(self.income, drivers)
        spent = _sum_of_products(self.expenditure, drivers)
        if name != "payout_months":
            return {"income": income, "expenditure": spent, "surplus": income - spent}[name]
        stocks = sum((drivers[key] for key in self.stocks), np.zeros(1))
        pooled_spent = spent - sum((drivers[key] for key in self.aside), np.zeros(1))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(12 * (stocks + income - spent) / pooled_spent)


def account_formula(fund: FundProjection, row: int) -> tuple[dict[str, Pair], AccountFormula]:
    """Return every driver in both years, and how they make up the account."""
    account, pairs = fund.account, dict[str, Pair]()
    income = tuple(
        _contribution_term(fund, row, pairs)
        if name == "contributions"
        else _item_term(name, values, row, pairs)
        for name, values in account.income_items.items()
    )
    expenditure = tuple(
        _benefit_term(fund, row, pairs)
        if name == "benefits"
        else _item_term(name, values, row, pairs)
        for name, values in account.expenditure_items.items()
    )
    opening = np.vstack([np.full((1, 1), np.nan), account.balance[:-1, :1]])
    stocks = [_item_term("opening_balance", opening, row, pairs)[0]]
    stocks += _item_term("stock_flow_difference", account.stock_flow_difference, row, pairs)
    aside: tuple[str, ...] = ()
    if fund.outcome.flows.set_aside is not None:
        kept = fund.outcome.flows.set_aside
        stocks += _item_term("set_aside_balance", -kept.balance, row, pairs)
        aside = _item_term("set_aside_expenditure", kept.expenditure, row, pairs)
    return pairs, AccountFormula(income, expenditure, tuple(stocks), aside)


def _item_term(name: str, values: FloatArray, row: int, pairs: dict[str, Pair]) -> tuple[str, ...]:
    pairs[name] = (float(values[row - 1, 0]), float(values[row, 0]))
    return (name,)


def _contribution_term(fund: FundProjection, row: int, pairs: dict[str, Pair]) -> tuple[str, ...]:
    """Part contributions into contributors x declared base x rate x collected share."""
    amount, wages = fund.account.income_items["contributions"], fund.series["wage_bill"]
    heads = fund.series.get("mean_contributors", fund.series.get("contributors"))
    rate = fund.indicators["contribution_rate"]
    factors = (
        {}
        if heads is None
        else {
            "mean_contributors": heads,
            "average_base": ratio_or_nan(wages, heads),
        }
    )
    factors |= {"contribution_rate": rate, "collected_share": ratio_or_nan(amount, wages * rate)}
    return _factors("contributions", amount, factors, row, pairs)


def _benefit_term(fund: FundProjection, row: int, pairs: dict[str, Pair]) -> tuple[str, ...]:
    """Part benefits into persons x benefit a head."""
    amount = fund.account.expenditure_items["benefits"]
    for heads, each in _BENEFIT_FACTORS:
        if heads in fund.series and each in fund.series:
            persons = fund.series[heads]
            factors = {
                heads: persons,
                each: ratio_or_nan(amount, 12 * persons),
                MONTHS: np.full_like(amount, 12.0),
            }
            return _factors("benefits", amount, factors, row, pairs)
    return _item_term("benefits", amount, row, pairs)


def _factors(
    name: str,
    amount: FloatArray,
    factors: Mapping[str, FloatArray],
    row: int,
    pairs: dict[str, Pair],
) -> tuple[str, ...]:
    """Take an item apart; as a whole where a factor is undefined in either year."""
    found = {key: (float(v[row - 1, 0]), float(v[row, 0])) for key, v in factors.items()}
    if not all(math.isfinite(one) for pair in found.values() for one in pair):
        return _item_term(name, amount, row, pairs)
    pairs |= found
    return tuple(found)


def _sum_of_products(
    terms: Sequence[tuple[str, ...]], drivers: Mapping[str, FloatArray]
) -> FloatArray:
    total = np.zeros(1)
    for term in terms:
        product = np.ones(1)
        for key in term:
            product = product * drivers[key]
        total = total + product
    return total
