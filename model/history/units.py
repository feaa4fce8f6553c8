"""Units in which histories print money, persons, amounts a head and shares."""

from collections.abc import Mapping

from model.words.labels import folded
from model.words.outputs import Kind
from model.words.units import money_units

_PERSONS: Mapping[str, float] = {
    "人": 1.0,
    "persons": 1.0,
    "千人": 1e3,
    "thousand persons": 1e3,
    "万人": 1e4,
    "10,000 persons": 1e4,
    "百万人": 1e6,
    "million persons": 1e6,
    "亿人": 1e8,
}
_SHARES: Mapping[str, float] = {"%": 0.01, "share": 1.0, "1": 1.0}
_MONTHS: Mapping[str, float] = {"个月": 1.0, "月": 1.0, "months": 1.0}
#: Amounts a head are a month's or a year's; the second factor is that of a month.
_A_MONTH = ("元/月", "元/人月", "元每月", "yuan a month", "yuan/month")
_A_YEAR = ("元/年", "元/人年", "元每年", "yuan a year", "yuan/year")
#: Amounts a head that the model counts by the month; all others are a year's.
MONTHLY = frozenset(
    (
        "average_pension",
        "new_pension",
        "average_benefit",
        "average_basic_pension",
        "average_account_pension",
        "injury_pension",
    )
)


def unit_size(variable: str, kind: Kind, unit: str, currency: str, file_money: str) -> float | None:
    """Return what one of `unit` is in the model's own unit; None where it does not fit.

    Parameters
    ----------
    unit : as printed; "" takes the scenario's unit of money, persons, a share
    file_money : unit of money of the scenario file
    """
    sizes = {folded(name): size for name, size in _sizes(variable, kind, currency).items()}
    if not unit:
        return money_units(currency)[file_money] if kind == "money" else 1.0
    return sizes.get(folded(unit))


def units_of(variable: str, kind: Kind, currency: str) -> tuple[str, ...]:
    """Return the units that figures of a variable may be printed in."""
    return tuple(_sizes(variable, kind, currency))


def _sizes(variable: str, kind: Kind, currency: str) -> Mapping[str, float]:
    if kind == "money":
        return money_units(currency)
    if kind == "persons":
        return _PERSONS
    if kind == "months":
        return _MONTHS
    if kind == "per_head":
        month = 1.0 if variable in MONTHLY else 12.0
        return {
            **dict.fromkeys(("元", "yuan", currency), 1.0),
            **dict.fromkeys(_A_MONTH, month),
            **dict.fromkeys(_A_YEAR, month / 12),
        }
    return _SHARES
