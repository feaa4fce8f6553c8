"""A comparison as JSON and as rows for a CSV: one source for the command line and the screen."""

import math
from collections.abc import Iterator
from typing import Any

from model.funds.kinds import outputs
from model.results.comparison import Comparison, InputChange, OutputChange
from model.results.manifest import run_manifest
from model.results.printing import column_label
from model.scenario.lever_rows import label_text, value_text
from model.words.texts import Language, message
from model.words.units import money_units


def comparison_json(comparison: Comparison, money: str | None) -> dict[str, Any]:
    """Return inputs and outputs that differ, and every compared figure."""
    first = comparison.projections[0].scenario
    name = money or first.money
    unit = money_units(first.currency)[name]
    return {
        "manifest": [run_manifest(one.scenario) for one in comparison.projections],
        "scenarios": [{"zh": title.zh, "en": title.en} for title in comparison.titles],
        "currency": first.currency,
        "money": name,
        "inputs": [
            {
                "path": change.path,
                "label": {"zh": change.declaration.label.zh, "en": change.declaration.label.en},
                "values": [value_text(value, change.declaration) for value in change.values],
            }
            for change in comparison.inputs
        ],
        "outputs": [
            {
                "fund": change.fund,
                "indicator": change.name,
                "year": change.year,
                "values": [_plain(value, change.name, unit) for value in change.values],
                "changes": _changes(change, unit),
            }
            for change in comparison.outputs()
        ],
        "funds_moved": [fund for fund in comparison.funds if comparison.moved(fund)],
    }


def comparison_rows(
    comparison: Comparison, money: str | None, language: Language
) -> Iterator[list[Any]]:
    """Yield the rows of the CSV: inputs, then outputs."""
    first = comparison.projections[0].scenario
    name = money or first.money
    unit = money_units(first.currency)[name]
    titles = [title.say(language) for title in comparison.titles]
    said = {word: message(word).say(language) for word in ("lever", "fund", "figure", "year")}
    yield [said["fund"], said["lever"], said["year"], *titles]
    for change in comparison.inputs:
        values = input_texts(comparison, change, name, language)
        label = label_text(change.declaration, first.currency, name, language)
        yield ["", f"{label} {change.path}", "", *values]
    for output in comparison.outputs():
        label = column_label(output.name, first.currency, name, language)
        values_out = [_plain(value, output.name, unit) for value in output.values]
        title = fund_title(comparison, output.fund, language)
        yield [title, label, output.year or "", *("" if v is None else v for v in values_out)]


def input_texts(
    comparison: Comparison, change: InputChange, money: str, language: Language
) -> list[str]:
    """Return what each scenario gives a lever, as a person reads it, money in `money` units."""
    units = money_units(comparison.projections[0].scenario.currency)
    return [
        value_text(value, change.declaration, language, units[one.scenario.money] / units[money])
        for one, value in zip(comparison.projections, change.values, strict=True)
    ]


def _changes(change: OutputChange, unit: float) -> list[Any]:
    base = _plain(change.values[0], change.name, unit)
    values = [_plain(value, change.name, unit) for value in change.values]
    both = isinstance(base, float)
    return [value - base if both and isinstance(value, float) else None for value in values]


def _plain(value: Any, name: str, unit: float) -> Any:
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return None
    return value / unit if outputs()[name].kind == "money" else value


def fund_title(comparison: Comparison, fund: str, language: Language) -> str:
    """Return what a fund of any of the scenarios is called."""
    own = next(one.funds[fund] for one in comparison.projections if fund in one.funds)
    return own.title.say(language)
