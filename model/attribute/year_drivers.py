"""What a figure of a year is made of, in that year and the one before, with Shapley values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import BoolArray, FloatArray
from model.attribute.account_formula import CONSTANTS, OF_THE_POOL, account_formula
from model.attribute.shapley import exact_shapley
from model.errors import InputError, Problem
from model.funds.kinds import outputs
from model.results.fund_projection import FundProjection
from model.results.indicator_at import IndicatorAt
from model.words.texts import Message, Text, message

#: Drivers that are no output of their own, with what they are counted in.
_OWN_DRIVERS = {
    "opening_balance": "money",
    "contributions_before_rules": "money",
    "rules_on_contributions": "share",
    "collected_share": "share",
    "rate_set_aside": "share",
}
#: 2 ** 18 combinations take a fraction of a second; no kind of fund has as many drivers.
_MOST_DRIVERS = 18


@dataclass(frozen=True)
class Driver:
    """One driver: its value in either year and what its change adds to the figure.

    Attributes
    ----------
    name : of a series, an item, or ``opening_balance``, ``collected_share``, ...; of a fund where
        all funds together are looked at
    before, after : its values, money in yuan; of a fund its own figure, NaN where undefined
    value : its part of the change, in the figure's unit
    kind : what its values count, as in `model.words.outputs`
    """

    name: str
    label: Text | Message
    before: float
    after: float
    value: float
    kind: str


def balance_drivers(fund: FundProjection, row: int) -> tuple[Driver, ...]:
    """Return the year's items: what each adds to the balance."""
    account = fund.account
    rows = [(name, values, 1.0) for name, values in account.income_items.items()]
    rows += [(name, values, -1.0) for name, values in account.expenditure_items.items()]
    rows += [("stock_flow_difference", account.stock_flow_difference, 1.0)]
    return tuple(
        Driver(
            name,
            outputs()[name].label,
            float(values[row - 1, 0]),
            float(values[row, 0]),
            sign * float(values[row, 0]),
            outputs()[name].kind,
        )
        for name, values, sign in rows
        if values[row, 0] != 0
    )


def fund_drivers(fund: FundProjection, row: int, at: IndicatorAt) -> tuple[Driver, ...]:
    """Return the drivers of a figure with their Shapley values; of payout months, of the pool."""
    of_the_pool = at.name == "payout_months"
    pairs, formula = account_formula(fund, row, of_the_pool=of_the_pool)
    used = {key for term in (*formula.income, *formula.expenditure) for key in term}
    if of_the_pool:
        used |= {*formula.stocks}
    elif at.name != "surplus":
        used = {key for term in getattr(formula, at.name) for key in term}
    moving = [key for key in pairs if key in used and pairs[key][0] != pairs[key][1]]
    constants = {key: np.array([after]) for key, (_, after) in pairs.items()}

    def value(taken: BoolArray) -> FloatArray:
        """Return the figure [combination] where some drivers stand as this year."""
        exchanged = {
            key: np.where(row_of_key, pairs[key][1], pairs[key][0])
            for key, row_of_key in zip(moving, taken, strict=True)
        }
        return formula.value(at.name, {**constants, **exchanged})

    shares = dict(zip(moving, _shapley(at, len(moving), value), strict=True))
    shown = [key for key in pairs if key in used and key not in CONSTANTS and any(pairs[key])]
    return tuple(
        Driver(key, _label(key), *pairs[key], shares.get(key, 0.0), _kind(key)) for key in shown
    )


def total_drivers(funds: Sequence[FundProjection], row: int, at: IndicatorAt) -> tuple[Driver, ...]:
    """Return what each fund adds to the change of all together.

    Sums change by what each fund changes. Payout months are a quotient of sums: each fund's
    balance and spending are exchanged together.
    """
    pairs = [figures_of(fund, at.name, row) for fund in funds]
    shares: Sequence[float] = [after - before for before, after in pairs]
    if at.name == "payout_months":
        rows = [row - 1, row]
        balance = np.array([fund.pooled_balance[rows, 0] for fund in funds])
        spent = np.array([fund.pooled_expenditure[rows, 0] for fund in funds])

        def cover(taken: BoolArray) -> FloatArray:
            """Return the payout months [combination] where some funds stand as this year."""
            held, paid = (np.where(taken, one[:, 1:], one[:, :1]) for one in (balance, spent))
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.asarray(12 * held.sum(axis=0) / paid.sum(axis=0))

        shares = _shapley(at, len(funds), cover)
    return tuple(
        Driver(fund.name, fund.title, *pair, share, at.output.kind)
        for fund, pair, share in zip(funds, pairs, shares, strict=True)
    )


def figures_of(fund: FundProjection, name: str, row: int) -> tuple[float, float]:
    """Return a fund's figure in the year before a row and in that row."""
    figures = fund.indicators if name in fund.indicators else fund.series
    return float(figures[name][row - 1, 0]), float(figures[name][row, 0])


def _shapley(
    at: IndicatorAt, players: int, value: Callable[[BoolArray], FloatArray]
) -> Sequence[float]:
    """Return each player's Shapley value; `value` takes who has moved [player, combination]."""
    if players > _MOST_DRIVERS:
        what = message("{count} drivers are too many", count=players)
        raise InputError([Problem(str(at), what, message("explain the balance instead"))])
    taken = (np.arange(2**players) >> np.arange(players)[:, None]) & 1 == 1
    values = np.broadcast_to(value(taken), (2**players,))
    if not np.isfinite(values).all():
        what = message("it is undefined when only some of the drivers are this year's")
        raise InputError([Problem(str(at), what, message("explain the balance instead"))])
    shares: list[float] = exact_shapley(values).tolist()
    return shares


def _label(name: str) -> Text | Message:
    if name.startswith(OF_THE_POOL):
        return message("{label} of the pool", label=_label(name.removeprefix(OF_THE_POOL)))
    own = {
        "opening_balance": message("Opening balance"),
        "contributions_before_rules": message(
            "{label}, before rules", label=outputs()["contributions"].label
        ),
        "rules_on_contributions": message("Rules on contributions"),
        "collected_share": message("Share of contributions that arrives"),
        "rate_set_aside": message("Rate set aside for personal accounts and the like"),
    }
    return own[name] if name in own else outputs()[name].label


def _kind(name: str) -> str:
    name = name.removeprefix(OF_THE_POOL)
    return _OWN_DRIVERS.get(name) or outputs()[name].kind
