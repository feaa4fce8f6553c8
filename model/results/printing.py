"""How figures are printed: digits, percent, units."""

import math

from model.funds.kinds import outputs
from model.words.texts import Language, Message, Text
from model.words.units import bracketed, unit_label

_DIGITS = {"money": 0, "persons": 0, "per_head": 0, "months": 1, "share": 4, "ratio": 3}
_COUNTED_IN = {"persons": Text("人", "persons"), "months": Text("个月", "months")}


def column_label(name: str, currency: str, unit: str, language: Language) -> str:
    """Return the label of an output with its unit, "收入（万元）"."""
    output = outputs()[name]
    return with_unit(output.label, output.kind, currency, unit, language)


def with_unit(
    label: Text | Message, kind: str, currency: str, unit: str, language: Language
) -> str:
    """Return a label with what figures of a kind are counted in, money in `unit`."""
    counted_in = unit_of(kind, currency, unit).say(language)
    return label.say(language) + bracketed(counted_in, language)


def unit_of(kind: str, currency: str, unit: str) -> Text:
    """Return what figures of a kind are counted in, money in `unit`; empty for plain numbers."""
    if kind == "money":
        return unit_label(currency, unit)
    if kind == "per_head":
        return Text("元", "yuan") if currency == "CNY" else Text(currency, currency)
    return _COUNTED_IN.get(kind, Text("", ""))


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
