"""Why one scenario's figure differs from the year before: drivers of one year against another.

Payout months, income, expenditure and surplus are formulas of a year's drivers (contributors,
declared base, rate, collection, pensioners, average benefit, opening balance, interest, ...). Each
driver's part is its Shapley value when last year's drivers are exchanged for this year's, so the
parts sum to the change. The balance needs no formula: it changes by the year's items. For all
funds together the drivers are the funds: what each of them adds to the sum, or to its cover.
"""

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from model.attribute.year_drivers import (
    Driver,
    balance_drivers,
    figures_of,
    fund_drivers,
    total_drivers,
)
from model.errors import InputError, Problem, nearest_name
from model.funds.kinds import output_meant, outputs
from model.results.consolidation import consolidate
from model.results.figure_text import figure_text
from model.results.indicator_at import TOTAL, IndicatorAt, parse_indicator_at
from model.results.projection import Projection
from model.scenario.scenario import Scenario
from model.words.texts import Language, Message, message

if TYPE_CHECKING:
    import pandas as pd

#: What can be decomposed.
DECOMPOSED = ("payout_months", "balance", "income", "expenditure", "surplus")
#: What is smaller than this share of the largest part is not told.
_LITTLE = 0.05
_YEAR = re.compile(r"\d{4}|last")


@dataclass(frozen=True)
class YearOnYear:
    """The change of a figure of a fund, or of all, from the year before; money in yuan."""

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

    def text(
        self, value: float, language: Language, signed: bool = True, money: str | None = None
    ) -> str:
        """Return the figure, or a part of its change, as it is printed."""
        return figure_text(self.at, value, self.scenario, language, money, signed)

    def say(self, language: Language = "en", money: str | None = None) -> str:
        """Return the change, and what did most, in a sentence; money in `money` units."""
        answer = message(
            "{what}: {end} after {start} the year before ({change})",
            what=self.at.words,
            end=self.text(self.end, language, False, money),
            start=self.text(self.start, language, False, money),
            change=self.text(self.change, language, money=money),
        )
        names, against = (
            message(
                "{label} ({part})",
                label=one.label,
                part=self.text(one.value, language, money=money),
            )
            if one is not None
            else None
            for one in self._most()
        )
        if names is None:
            return message("{answer}: nothing moved it.", answer=answer).say(language)
        if against is None:
            return message("{answer}, most by {names}.", answer=answer, names=names).say(language)
        return message(
            "{answer}, most by {names}; the other way: {other}.",
            answer=answer,
            names=names,
            other=against,
        ).say(language)

    def _most(self) -> tuple[Driver | None, Driver | None]:
        """Return what did most the way the figure went, and the other way unless that is little."""
        way = -1.0 if self.change < 0 else 1.0
        ranked = sorted(self.drivers, key=lambda one: -way * one.value)
        with_it = ranked[0] if ranked and ranked[0].value * way > 0 else None
        other = ranked[-1] if ranked and ranked[-1].value * way < 0 else None
        if with_it is None or other is None:
            return with_it or other, None
        return with_it, other if abs(other.value) > _LITTLE * abs(with_it.value) else None

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a driver: before, after (counted in `kind`), contribution; yuan."""
        import pandas as pd

        kind = self.at.output.kind
        return pd.DataFrame(
            {
                "indicator": str(self.at),
                "driver": [one.name for one in self.drivers],
                "label": [one.label.say() for one in self.drivers],
                "before": [one.before for one in self.drivers],
                "after": [one.after for one in self.drivers],
                "kind": [one.kind for one in self.drivers],
                "contribution": [one.value for one in self.drivers],
                "unit": self.scenario.currency if kind == "money" else kind,
            }
        )


def year_on_year_at(projection: Projection, asked: str, fund: str | None = None) -> YearOnYear:
    """Decompose what "payout_months@2040" names against the year before; the first path.

    Parameters
    ----------
    asked : [FUND.]NAME@YEAR, or @last
    fund : where the text names none; otherwise the only fund, or all funds together

    Raises
    ------
    InputError
        for anything but one year, and what `year_on_year` refuses.
    """
    what, _, when = asked.replace(" ", "").partition("@")
    name = output_meant(what.rpartition(".")[2])
    if name in outputs() and name not in DECOMPOSED:
        _refuse_name(name)
    if not _YEAR.fullmatch(when):
        problem = message("a figure is held against the year before in one year")
        _refuse(asked, problem, message("write {name}@{year}", name=what, year=2040))
    at = parse_indicator_at(asked, projection.scenario, fund)
    return year_on_year(projection, at.fund, at.first_year, at.name)


def year_on_year(
    projection: Projection, fund: str, year: int, name: str = "payout_months"
) -> YearOnYear:
    """Decompose the change of a fund's figure from the year before; the first path.

    Parameters
    ----------
    fund : a fund's name, or ``total`` for what each fund adds to that of all together

    Raises
    ------
    InputError
        for an unknown fund or figure, a year before the first projected one, or a figure that is
        undefined.
    """
    scenario = projection.scenario
    if fund not in projection.funds and fund != TOTAL:
        what = message("the scenario has no fund {name}", name=repr(fund))
        _refuse(fund, what, nearest_name(fund, (*projection.funds, TOTAL)))
    if name not in DECOMPOSED:
        _refuse_name(name)
    if not scenario.base_year < year <= scenario.end_year:
        what = message("{year} has no projected year before it", year=year)
        first, last = scenario.base_year + 1, scenario.end_year
        _refuse(str(year), what, message("choose {first} to {last}", first=first, last=last))
    row = year - scenario.base_year
    if fund == TOTAL:
        return _of_all_funds(projection, year, name)
    if row == 1 and name != "balance":
        what = message("the base year's opening balance and items are not all known")
        _refuse(str(year), what, message("choose a later year, or explain the balance"))
    own = projection.funds[fund]
    at = IndicatorAt(fund, name, year, year, "year", own.title)
    start, end = figures_of(own, name, row)
    _check_defined(at, start, end)
    drivers = balance_drivers(own, row) if name == "balance" else fund_drivers(own, row, at)
    return YearOnYear(scenario, at, start, end, drivers)


def _of_all_funds(projection: Projection, year: int, name: str) -> YearOnYear:
    """Take the change of all funds together apart by fund."""
    funds, row = tuple(projection.funds.values()), year - projection.scenario.base_year
    at = IndicatorAt(TOTAL, name, year, year, "year")
    whole = consolidate(funds)
    figures = {**whole.series, **whole.indicators}[name]
    start, end = float(figures[row - 1, 0]), float(figures[row, 0])
    _check_defined(at, start, end)
    return YearOnYear(projection.scenario, at, start, end, total_drivers(funds, row, at))


def _check_defined(at: IndicatorAt, start: float, end: float) -> None:
    if not math.isfinite(end - start):
        what = message("it is undefined in one of the years")
        _refuse(str(at), what, message("choose another year or figure"))


def _refuse_name(name: str) -> NoReturn:
    what = message("{name} is not decomposed by year", name=repr(name))
    _refuse(name, what, message("one of {choices}", choices=", ".join(DECOMPOSED)))


def _refuse(where: str, what: Message, cure: Message | None = None) -> NoReturn:
    raise InputError([Problem(where, what, cure)])
