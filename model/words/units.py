"""Units of money that a file may name (docs/scenarios.md)."""

from model.words.texts import Language, Text

#: Units of the yuan; 1 yuan = 1.
YUAN_UNITS = {"yuan": 1.0, "元": 1.0, "千元": 1e3, "万元": 1e4, "百万元": 1e6, "亿元": 1e8}
#: Units of any other currency.
OTHER_UNITS = {"1": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

_LABELS = {
    "yuan": Text("元", "yuan"),
    "元": Text("元", "yuan"),
    "千元": Text("千元", "thousand yuan"),
    "万元": Text("万元", "10,000 yuan"),
    "百万元": Text("百万元", "million yuan"),
    "亿元": Text("亿元", "100 million yuan"),
}


def money_units(currency: str) -> dict[str, float]:
    """Return the units in which money of `currency` may be given, with their size."""
    return YUAN_UNITS if currency == "CNY" else OTHER_UNITS


def unit_label(currency: str, unit: str) -> Text:
    """Return what stands beside figures in `unit` of `currency`."""
    if currency == "CNY":
        return _LABELS[unit]
    return Text(*(f"{unit} {currency}".removeprefix("1 "),) * 2)


def bracketed(unit: str, language: Language) -> str:
    """Return a unit as it stands behind a label, "（万元）"; nothing where there is none."""
    if not unit:
        return ""
    return f"（{unit}）" if language == "zh" else f" ({unit})"
