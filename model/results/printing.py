"""How figures are printed: digits, percent, units."""

import math
from typing import TYPE_CHECKING

from model.funds.kinds import outputs
from model.words.texts import Language, Message, Text
from model.words.units import unit_label

if TYPE_CHECKING:
    pass

_DIGITS = {"money": 0, "persons": 0, "per_head": 0, "months": 1, "share": 4, "ratio": 3}


def column_label(name: str, currency: str, unit: str, language: Language) -> str:
    """Return the label of an output with its unit, "收入（万元）"."""
    output = outputs()[name]
    return with_unit(output.label, output.kind, currency, unit, language)


def with_unit(
    label: Text | Message, kind: str, currency: str, unit: str, language: Language
) -> str:
    """Return a label with what figures of a kind are counted in, money in `unit`."""
    symbol = {
        "money": unit_label(currency, unit),
        "persons": Text("人", "persons"),
        "per_head": Text(
            "元" if currency == "CNY" else currency, "yuan" if currency == "CNY" else currency
        ),
        "months": Text("个月", "months"),
        "share": Text("", ""),
        "ratio": Text("", ""),
        "year": Text("", ""),
        "date": Text("", ""),
    }[kind].say(language)
    said = label.say(language)
    if not symbol:
        return said
    return f"{said}（{symbol}）" if language == "zh" else f"{said} ({symbol})"


def shown(name: str, value: float | str | int | None, unit: float, language: Language) -> str:
    """Return one figure as it is printed: thousands separated, percent for shares."""
    return shown_as(outputs()[name].kind, value, unit, language)


def shown_as(kind: str, value: float | str | int | None, unit: float, language: Language) -> str:
    """Return one figure of a kind as it is printed, money in units of `unit` yuan."""
    if value is None:
        return {"zh": "测算期之后", "en": "after the horizon"}[language]
    if not isinstance(value, float):
        return str(value)
    if not math.isfinite(value):
        return "—"
    if kind == "share":
        return f"{value:.2%}"
    scaled = value / unit if kind == "money" else value
    digits = _DIGITS.get(kind, 0)
    if kind == "money" and unit > 1e5:  # large units need decimals: 4.06 亿元
        digits = 2 if unit > 1e7 else 1
    text = f"{scaled:,.{digits}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text
