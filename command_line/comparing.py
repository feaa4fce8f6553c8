"""The verb `compare`: changed inputs beside changed outputs."""

import math
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text as Styled

from command_line.tables import console
from model.errors import InputError, Problem, nearest_name
from model.export.comparison import fund_title, input_texts
from model.results.comparison import Comparison, OutputChange, compare
from model.results.findings import fund_finding
from model.results.printing import column_label, shown
from model.scenario.lever_rows import label_text
from model.scenario.reading import load_scenario
from model.words.texts import Language, message
from model.words.units import money_units


def compared(paths: Sequence[Path]) -> Comparison:
    """Return the comparison of scenario files, the first being the baseline."""
    return compare(*(load_scenario(path) for path in paths))


def comparison_tables(comparison: Comparison, money: str | None, language: Language) -> None:
    """Print changed inputs, then the figures of every fund that moved."""
    first = comparison.projections[0].scenario
    name = money or first.money
    unit = money_units(first.currency)[name]
    out = console()
    out.print(_input_table(comparison, name, language))
    for fund in comparison.funds:
        if not comparison.moved(fund):
            continue
        out.print()
        for projection in comparison.projections:
            own = projection.funds.get(fund)
            if own is not None:
                title = projection.scenario.title.say(language)
                out.print(Styled(f"{title}: ", style="dim"), fund_finding(own, language))
        out.print(_output_table(comparison, fund, name, unit, language))
    still = [
        fund_title(comparison, fund, language)
        for fund in comparison.funds
        if not comparison.moved(fund)
    ]
    if still:
        out.print()
        out.print(message("not moved: {funds}", funds=", ".join(still)).say(language), style="dim")


def _input_table(comparison: Comparison, money: str, language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    currency = comparison.projections[0].scenario.currency
    table.add_column(message("changed input").say(language), overflow="fold")
    for title in comparison.titles:
        table.add_column(title.say(language), overflow="fold")
    for change in comparison.inputs:
        label = label_text(change.declaration, currency, money, language)
        values = input_texts(comparison, change, money, language)
        table.add_row(f"{label}\n{change.path}", *(value or "—" for value in values))
    if not comparison.inputs:
        table.add_row(message("no lever differs").say(language))
    return table


def _output_table(
    comparison: Comparison, fund: str, money: str, unit: float, language: Language
) -> Table:
    currency = comparison.projections[0].scenario.currency
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    table.add_column(message("figure").say(language), no_wrap=True)
    table.add_column(message("year").say(language), justify="right")
    for title in comparison.titles:
        table.add_column(title.say(language), justify="right")
    for change in comparison.outputs():
        if change.fund != fund:
            continue
        cells = [shown(change.name, value, unit, language) for value in change.values]
        beside = [_difference(change, n, unit, language) for n in range(len(cells))]
        table.add_row(
            column_label(change.name, currency, money, language),
            str(change.year or ""),
            *(cell + more for cell, more in zip(cells, beside, strict=True)),
        )
    return table


def _difference(change: OutputChange, number: int, unit: float, language: Language) -> str:
    """Return the change from the baseline in brackets, for numbers."""
    base, value = change.values[0], change.values[number]
    if number == 0 or not isinstance(base, float) or not isinstance(value, float):
        return ""
    step = value - base
    if not math.isfinite(step):
        return ""
    sign = "+" if step > 0 else ""
    return f" ({sign}{shown(change.name, step, unit, language)})"


def checked_money(comparison: Comparison, money: str | None) -> None:
    """Raise `InputError` where the unit asked for is none of the baseline's currency."""
    scenario = comparison.projections[0].scenario
    units = money_units(scenario.currency)
    if money is not None and money not in units:
        raise InputError(
            [
                Problem(
                    "--money",
                    message(
                        "{unit} is not a unit of {currency}",
                        unit=repr(money),
                        currency=scenario.currency,
                    ),
                    nearest_name(money, tuple(units)),
                )
            ]
        )
