"""What a plan asks for: ``payout_months>=9@2040``, at a year, over a span or at the lowest.

``>=`` over a span asks for every year (its lowest), ``<=`` likewise (its highest); ``=`` for the
mean. Money is in the file's unit. "No deficit before 2045" is ``surplus>=0@2006-2044`` or
``first_deficit_year>=2045``; a reserve ratio of 2 in the end ``reserve_ratio>=2@last``; one that
stays ``reserve_ratio>=0@change:2080-2090``. Labels stand for names: ``可支付月数>=9@2040``.
"""

import math
import re
from dataclasses import dataclass, replace
from typing import Literal, NoReturn

from model.errors import InputError, Problem
from model.results.figure_text import figure_text, money_scale
from model.results.indicator_at import IndicatorAt, Reduction, parse_indicator_at, value_at
from model.results.projection import Projection
from model.scenario.scenario import Scenario
from model.words.texts import Language, Message, message

Sign = Literal[">=", "<=", "="]
_TARGET = re.compile(r"([^<>=≥≤@]+)(@[^<>=≥≤]+)?(>=|<=|==|=|≥|≤|>|<)([^@]*)(@.+)?")
_SIGNS: dict[str, Sign] = {">=": ">=", "≥": ">=", "<=": "<=", "≤": "<=", "==": "=", "=": "="}
_SPAN: dict[Sign, Reduction] = {">=": "lowest", "<=": "highest", "=": "mean"}
#: How near a solved value must come, in the indicator's unit.
TOLERANCE = 1e-6
#: Relative rounding of a sum over decades.
ROUNDING = 1e-14
#: Figures that have no value because it lies after the horizon.
_AFTER_HORIZON = ("first_deficit_year", "depletion_year")


@dataclass(frozen=True)
class Target:
    """An indicator, a sign, and a threshold; money in yuan.

    Attributes
    ----------
    tolerance : how near is met, in the unit of the threshold
    """

    at: IndicatorAt
    sign: Sign
    threshold: float
    tolerance: float

    def value(self, projection: Projection) -> float:
        """Return what is looked at; a year after the horizon counts as later than any."""
        value = value_at(projection, self.at)
        after_horizon = math.isnan(value) and self.at.name in _AFTER_HORIZON
        return math.inf if after_horizon else value

    def gap(self, value: float) -> float:
        """Return by how much a value meets the target; below 0 where it does not.

        For ``=`` the value less the threshold.
        """
        return self.threshold - value if self.sign == "<=" else value - self.threshold

    def hit(self, value: float) -> bool:
        """Whether a value comes to the threshold itself."""
        return abs(value - self.threshold) <= self.tolerance

    def met(self, value: float) -> bool:
        """Whether a value meets the target."""
        return self.hit(value) or (self.sign != "=" and self.gap(value) > 0)

    def allowing_for(self, value: float) -> "Target":
        """Return the target with room for the rounding of sums as large as `value`."""
        size = max(abs(self.threshold), abs(value)) if math.isfinite(value) else 0.0
        return replace(self, tolerance=max(self.tolerance, ROUNDING * size))

    def words(self, scenario: Scenario, language: Language) -> Message:
        """What is asked for, as a phrase."""
        threshold = figure_text(self.at, self.threshold, scenario, language)
        return message("{what} {sign} {value}", what=self.at.words, sign=self.sign, value=threshold)


def parse_target(
    text: str, scenario: Scenario, fund: str | None = None, money: str | None = None
) -> Target:
    """Read a target, "payout_months>=9@2040".

    Parameters
    ----------
    fund : where the text names none
    money : the unit of a threshold of money; the file's own if left out

    Raises
    ------
    InputError
        for what cannot be read; see `parse_indicator_at`.
    """
    found = _TARGET.fullmatch(text.replace(" ", ""))
    if found is None or found[3] not in _SIGNS or (found[2] and found[5]):
        _refuse(
            text,
            message("this is no target"),
            message("write one such as payout_months>=9@2040"),
        )
    sign = _SIGNS[found[3]]
    threshold = _number(text, found[4])
    at = parse_indicator_at(found[1] + (found[2] or found[5] or ""), scenario, fund, _SPAN[sign])
    scale = money_scale(at, scenario, money)
    return Target(at, sign, threshold * scale, TOLERANCE * scale)


def as_target(
    target: str | Target, scenario: Scenario, fund: str | None, money: str | None = None
) -> Target:
    """Return a target, read where it is a text."""
    return parse_target(target, scenario, fund, money) if isinstance(target, str) else target


def fund_of(path: str, scenario: Scenario) -> str | None:
    """Return the fund that a lever's path lies in: what a target without a fund is about."""
    parts = path.split(".")
    inside = len(parts) > 2 and parts[0] == "funds" and parts[1] in scenario.funds
    return parts[1] if inside else None


def _number(text: str, written: str) -> float:
    try:
        number = float(written.replace(",", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        share = written.rstrip("%％").replace(".", "", 1)
        cure = message("write a plain number such as 9 or 0.45")
        if written[-1:] in "%％" and share.isdigit():
            percent = float(written[:-1])
            cure = message(
                "write {share} for {percent}%", share=f"{percent / 100:g}", percent=f"{percent:g}"
            )
        _refuse(text, message("{value} is not a number", value=repr(written)), cure)
    return number


def _refuse(where: str, what: Message, cure: Message) -> NoReturn:
    raise InputError([Problem(where, what, cure)])
