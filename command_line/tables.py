"""Tables for people: aligned figures, negative ones in red, findings first."""

import shutil
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from model.export.projection import TABLE_COLUMNS
from model.funds.kinds import outputs
from model.results.findings import fund_finding
from model.results.fund_projection import FundProjection
from model.results.printing import column_label, shown
from model.results.projection import Projection
from model.version import __version__
from model.words.sources import source_text
from model.words.texts import Language, message
from model.words.units import money_units, unit_label

#: Figures of the summary, in the order printed.
_SUMMARY = (
    "first_deficit_year",
    "peak_year",
    "depletion_month",
    "lowest_payout_months",
    "financing_gap",
    "financing_gap_present_value",
    "general_average_premium",
    "actuarial_balance",
    "implicit_debt",
)


def projection_tables(projection: Projection, money: str | None, language: Language) -> None:
    """Print one table a fund, its finding above and its summary below."""
    scenario = projection.scenario
    unit_name = money or scenario.money
    unit = money_units(scenario.currency)[unit_name]
    out = console()
    symbol = unit_label(scenario.currency, unit_name).say(language)
    out.print(Styled(scenario.title.say(language), style="bold"))
    out.print(
        message(
            "money in {unit}; scenario {digest}, fundrunway {version}",
            unit=symbol,
            digest=scenario.sha256[:12],
            version=__version__,
        ).say(language),
        style="dim",
    )
    for fund in projection.funds.values():
        out.print()
        out.print(Styled(fund_finding(fund, language), style="bold cyan"))
        out.print(_fund_table(fund, scenario.currency, unit_name, unit, language))
        out.print(_summary_table(fund, unit, symbol, language))


def _fund_table(
    fund: FundProjection, currency: str, unit_name: str, unit: float, language: Language
) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    table.add_column(message("year").say(language), justify="right", no_wrap=True)
    columns = {**fund.series, **fund.indicators}
    names = [name for name in TABLE_COLUMNS if name in columns]
    for name in names:
        table.add_column(
            _broken(column_label(name, currency, unit_name, language)),
            justify="right",
            no_wrap=True,
        )
    for row, year in enumerate(fund.years.tolist()):
        cells = [_figure(name, float(columns[name][row, 0]), unit, language) for name in names]
        label = Styled(str(year), style="bold" if row == 0 else "")
        table.add_row(label, *cells)
    return table


def _broken(label: str) -> str:
    """Put the unit of a heading on a line of its own."""
    return label.replace("（", "\n（").replace(" (", "\n(")


def _figure(name: str, value: float, unit: float, language: Language) -> Styled:
    return Styled(shown(name, value, unit, language), style="red" if value < 0 else "")


def _summary_table(fund: FundProjection, unit: float, symbol: str, language: Language) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    for name in _SUMMARY:
        value: Any = fund.summary[name]
        if isinstance(value, float) and value != value:
            continue
        table.add_row(
            outputs()[name].label.say(language),
            shown(name, value, unit, language),
            symbol if outputs()[name].kind == "money" else "",
        )
    return table


def lever_table(rows: Sequence[dict[str, Any]], language: Language) -> None:
    """Print levers, one a line, with what they mean."""
    out = console()
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    heads = {
        "path": message("lever"),
        "label": message("label"),
        "unit": message("unit"),
        "lower": message("from"),
        "upper": message("to"),
        "default": message("default"),
        "value": message("value"),
        "source": message("source"),
    }
    names = [name for name in heads if name in rows[0]]
    for name in names:
        table.add_column(heads[name].say(language), overflow="fold", no_wrap=name == "path")
    for row in rows:
        cells = {**row, "source": source_text(row["source"], language)}
        table.add_row(*("" if cells[name] is None else _short(cells[name]) for name in names))
    out.print(table)


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def console() -> Console:
    """A pipe gets lines as long as they need be, a terminal its own width."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 180
    return Console(width=max(width, 80), highlight=False)
