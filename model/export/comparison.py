"""A comparison: changed inputs beside changed outputs, for command line, screen and files."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from model.export.answer import Answer, Column, Section, Sentence, Table, Value
from model.funds.kinds import outputs
from model.results.comparison import Comparison, InputChange, OutputChange
from model.results.findings import fund_finding
from model.results.manifest import run_manifest
from model.results.printing import column_label, shown
from model.scenario.lever_rows import label_text, value_text
from model.words.texts import Language, message
from model.words.units import money_units


def comparison_answer(
    comparison: Comparison, money: str | None = None, language: Language = "en"
) -> Answer:
    """Return a comparison as an answer, money in `money` units."""
    unit = money or comparison.projections[0].scenario.money
    return Answer(
        language,
        content=partial(comparison_json, comparison, unit),
        reading=partial(_reading, comparison, unit, language),
        data=lambda: [_data(comparison, unit, language)],
    )


def comparison_rows(
    comparison: Comparison, money: str | None, language: Language
) -> Iterator[list[Value]]:
    """Yield the rows of the CSV, headings first: inputs, then outputs."""
    unit = money or comparison.projections[0].scenario.money
    return _data(comparison, unit, language).lines(language)


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


def _difference(change: OutputChange, number: int, size: float, language: Language) -> str:
    """Return the change from the baseline in brackets, for numbers."""
    base, value = change.values[0], change.values[number]
    if number == 0 or not isinstance(base, float) or not isinstance(value, float):
        return ""
    step = value - base
    if not math.isfinite(step):
        return ""
    sign = "+" if step > 0 else ""
    return f" ({sign}{shown(change.name, step, size, language)})"


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


def _data(comparison: Comparison, money: str, language: Language) -> Table:
    """Return inputs, then outputs, a column a scenario."""
    currency = comparison.projections[0].scenario.currency
    size = money_units(currency)[money]
    rows: list[list[Value]] = []
    for change in comparison.inputs:
        label = label_text(change.declaration, currency, money, language)
        values = input_texts(comparison, change, money, language)
        rows.append(["", f"{label} {change.path}", "", *values])
    for output in comparison.outputs():
        label = column_label(output.name, currency, money, language)
        figures = [_plain(value, output.name, size) for value in output.values]
        rows.append([fund_title(comparison, output.fund, language), label, output.year, *figures])
    return Table(
        [
            Column(message("fund").say(language)),
            Column(message("lever").say(language)),
            Column(message("year").say(language), "year"),
            *(Column(title.say(language), "figure") for title in comparison.titles),
        ],
        rows,
    )


def _reading(comparison: Comparison, money: str, language: Language) -> Sequence[Section]:
    """Return changed inputs, then the figures of every fund that moved, then the other funds."""
    sections: list[Section] = [[_input_table(comparison, money, language)]]
    for fund in comparison.funds:
        if not comparison.moved(fund):
            continue
        findings = [
            Sentence(
                fund_finding(projection.funds[fund], language),
                lead=f"{projection.scenario.title.say(language)}: ",
            )
            for projection in comparison.projections
            if fund in projection.funds
        ]
        sections.append([*findings, _output_table(comparison, fund, money, language)])
    still = [
        fund_title(comparison, fund, language)
        for fund in comparison.funds
        if not comparison.moved(fund)
    ]
    if still:
        said = message("not moved: {funds}", funds=", ".join(still)).say(language)
        sections.append([Sentence(said, "aside")])
    return sections


def _input_table(comparison: Comparison, money: str, language: Language) -> Table:
    currency = comparison.projections[0].scenario.currency
    rows = [
        [
            f"{label_text(change.declaration, currency, money, language)}\n{change.path}",
            *(value or "—" for value in input_texts(comparison, change, money, language)),
        ]
        for change in comparison.inputs
    ]
    return Table(
        [
            Column(message("changed input").say(language)),
            *(Column(title.say(language)) for title in comparison.titles),
        ],
        rows or [[message("no lever differs").say(language)]],
    )


def _output_table(comparison: Comparison, fund: str, money: str, language: Language) -> Table:
    currency = comparison.projections[0].scenario.currency
    size = money_units(currency)[money]
    return Table(
        [
            Column(message("figure").say(language), whole=True),
            Column(message("year").say(language), "year"),
            *(Column(title.say(language), "figure") for title in comparison.titles),
        ],
        [
            [
                column_label(change.name, currency, money, language),
                str(change.year or ""),
                *(
                    shown(change.name, value, size, language)
                    + _difference(change, number, size, language)
                    for number, value in enumerate(change.values)
                ),
            ]
            for change in comparison.outputs()
            if change.fund == fund
        ],
    )
