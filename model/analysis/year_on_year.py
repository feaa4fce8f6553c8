"""Why one scenario's figure differs from the year before: drivers of one year against another.

Payout months, income, expenditure and surplus are formulas of a year's drivers (contributors,
declared base, rate, collection, pensioners, average benefit, opening balance, interest, ...). Each
driver's part is its Shapley value when last year's drivers are exchanged for this year's, so the
parts sum to the change. The balance needs no formula: it changes by the year's items.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from model.analysis.account_formula import MONTHS, account_formula
from model.analysis.figures import figure_text
from model.analysis.indicator_at import IndicatorAt
from model.analysis.shapley import exact_shapley
from model.errors import InputError, Problem, nearest_name
from model.funds import outputs
from model.projection import FundProjection, Projection
from model.scenario.scenario import Scenario
from model.texts import Language, Message, Text, message

if TYPE_CHECKING:
    import pandas as pd

#: What can be decomposed.
DECOMPOSED = ("payout_months", "balance", "income", "expenditure", "surplus")
#: 2 ** 18 combinations take a fraction of a second; no kind of fund has as many drivers.
_MOST_DRIVERS = 18


@dataclass(frozen=True)
class Driver:
    """One driver: its value in either year and what its change adds to the figure.

    Attributes
    ----------
    name : of a series, an item, or ``opening_balance``, ``collected_share``, ...
    before, after : its values, money in yuan
    value : its part of the change, in the figure's unit
    """

    name: str
    label: Text | Message
    before: float
    after: float
    value: float


@dataclass(frozen=True)
class YearOnYear:
    """The change of a figure of one fund from the year before, by driver; money in yuan."""

    scenario: Scenario
    at: IndicatorAt
    start: float
    end: float
    drivers: tuple[Driver, ...]

    def __repr__(self) -> str:
        """Say the change and what did most, in a sentence."""
        return self.say()

    @property
    def change(self) -> float:
        """The figure less that of the year before."""
        return self.end - self.start

    def say(self, language: Language = "en") -> str:
        """Return the change, and what did most, in a sentence."""

        def text(value: float, signed: bool = True) -> str:
            return figure_text(self.at, value, self.scenario, language, signed=signed)

        most = max(self.drivers, key=lambda one: abs(one.value))
        return message(
            "{what}: {end} after {start} the year before ({change}), most by {label} ({part}).",
            what=self.at.words,
            end=text(self.end, signed=False),
            start=text(self.start, signed=False),
            change=text(self.change),
            label=most.label,
            part=text(most.value),
        ).say(language)

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a driver: before, after, contribution; yuan."""
        import pandas as pd

        kind = self.at.output.kind
        return pd.DataFrame(
            {
                "indicator": str(self.at),
                "driver": [one.name for one in self.drivers],
                "label": [one.label.say() for one in self.drivers],
                "before": [one.before for one in self.drivers],
                "after": [one.after for one in self.drivers],
                "contribution": [one.value for one in self.drivers],
                "unit": self.scenario.currency if kind == "money" else kind,
            }
        )


def year_on_year(
    projection: Projection, fund: str, year: int, name: str = "payout_months"
) -> YearOnYear:
    """Decompose the change of a fund's figure from the year before; the first path.

    Raises
    ------
    InputError
        for an unknown fund or figure, or a year before the first projected one.
    """
    scenario = projection.scenario
    if fund not in projection.funds:
        what = message("the scenario has no fund {name}", name=repr(fund))
        _refuse(fund, what, nearest_name(fund, tuple(projection.funds)))
    if name not in DECOMPOSED:
        what = message("{name} is not decomposed by year", name=repr(name))
        _refuse(name, what, message("one of {choices}", choices=", ".join(DECOMPOSED)))
    if not scenario.base_year < year <= scenario.end_year:
        what = message("{year} has no projected year before it", year=year)
        first, last = scenario.base_year + 1, scenario.end_year
        _refuse(str(year), what, message("choose {first} to {last}", first=first, last=last))
    if year == scenario.base_year + 1 and name != "balance":
        what = message("the base year's opening balance and items are not all known")
        _refuse(str(year), what, message("choose a later year, or explain the balance"))
    own = projection.funds[fund]
    row = year - scenario.base_year
    at = IndicatorAt(fund, name, year, year, "year", own.title)
    figures = own.indicators if name in own.indicators else own.series
    start, end = (float(figures[name][position, 0]) for position in (row - 1, row))
    drivers = _balance_drivers(own, row) if name == "balance" else _drivers(own, row, name)
    if not math.isfinite(end - start):
        _refuse(str(at), message("it is undefined in one of the years"))
    return YearOnYear(scenario, at, start, end, drivers)


def _balance_drivers(fund: FundProjection, row: int) -> tuple[Driver, ...]:
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
        )
        for name, values, sign in rows
        if values[row, 0] != 0
    )


def _drivers(fund: FundProjection, row: int, name: str) -> tuple[Driver, ...]:
    """Return the drivers of a figure with their Shapley values."""
    pairs, formula = account_formula(fund, row)
    used = {key for term in (*formula.income, *formula.expenditure) for key in term}
    if name == "payout_months":
        used |= {*formula.stocks, *formula.aside}
    elif name != "surplus":
        used = {key for term in getattr(formula, name) for key in term}
    moving = [key for key in pairs if key in used and pairs[key][0] != pairs[key][1]]
    if len(moving) > _MOST_DRIVERS:
        _refuse(name, message("{count} drivers are too many", count=len(moving)))
    masks = np.arange(2 ** len(moving))
    chosen = {key: np.array([after]) for key, (_, after) in pairs.items()}
    for bit, key in enumerate(moving):
        before, after = pairs[key]
        chosen[key] = np.where(masks >> bit & 1, after, before)
    values = np.broadcast_to(formula.value(name, chosen), masks.shape)
    shares = dict(zip(moving, exact_shapley(values).tolist(), strict=True))
    shown = [key for key in pairs if key in used and key != MONTHS and any(pairs[key])]
    return tuple(Driver(key, _label(key), *pairs[key], shares.get(key, 0.0)) for key in shown)


def _label(name: str) -> Text | Message:
    own = {
        "opening_balance": message("Opening balance"),
        "collected_share": message("Share of contributions that arrives"),
        "set_aside_expenditure": message("Expenditure from what is set aside"),
    }
    return own[name] if name in own else outputs()[name].label


def _refuse(where: str, what: Message, cure: Message | None = None) -> NoReturn:
    raise InputError([Problem(where, what, cure)])
