"""How the figures that analyses look at are scaled and printed."""

import math

from model.errors import InputError, Problem
from model.results.indicator_at import IndicatorAt
from model.results.printing import shown
from model.scenario.scenario import Scenario
from model.words.texts import Language, Message, message
from model.words.units import money_units, unit_label


def money_size(scenario: Scenario, money: str | None = None, cure: Message | None = None) -> float:
    """Return the yuan per unit of money.

    Parameters
    ----------
    money : a unit; the file's own if left out
    cure : says how to mend a wrong unit; all units are listed if left out

    Raises
    ------
    InputError
        where `money` is no unit of the scenario's currency.
    """
    units = money_units(scenario.currency)
    if money is not None and money not in units:
        what = message(
            "{unit} is not a unit of {currency}", unit=repr(money), currency=scenario.currency
        )
        cure = cure or message("one of {choices}", choices=", ".join(units))
        raise InputError([Problem("--money", what, cure)])
    return units[money or scenario.money]


def money_scale(at: IndicatorAt, scenario: Scenario, money: str | None = None) -> float:
    """Return the yuan per unit in which the figure is given; 1 for what is not money."""
    size = money_size(scenario, money)
    return size if at.output.kind == "money" else 1.0


def figure_text(
    at: IndicatorAt,
    value: float,
    scenario: Scenario,
    language: Language,
    money: str | None = None,
    signed: bool = False,
) -> str:
    """Return one figure as it is printed, money with its unit; a change with its sign."""
    if at.output.kind == "year":
        # a change owed to several levers parts into fractions of a year
        digits = 1 if signed else 0
        text = "—" if math.isnan(value) else f"{value:.{digits}f}"
    else:
        text = shown(at.name, float(value), money_scale(at, scenario, money), language)
    if at.output.kind == "money":
        unit = unit_label(scenario.currency, money or scenario.money).say(language)
        # in English: 1,134,407 x 10,000 yuan
        text = f"{text} x {unit}" if unit[:1].isdigit() else f"{text} {unit}"
    return f"+{text}" if signed and value > 0 and text[:1].isdigit() else text


def plain_figure(value: float, scale: float = 1.0) -> float | None:
    """Return a figure for JSON: in its unit, undefined as None."""
    return value / scale if math.isfinite(value) else None
