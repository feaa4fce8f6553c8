"""Answers drawn on a terminal: aligned figures, negative ones in red, findings first."""

import shutil
import sys
from collections.abc import Mapping

import rich.table
from rich.console import Console
from rich.text import Text as Styled

from model.export.answer import Answer, Cell, Column, Mark, Sentence, Table, Value
from model.words.texts import Language
from model.words.units import bracketed

_STYLES: Mapping[Mark, str] = {
    "": "",
    "strong": "bold",
    "finding": "bold cyan",
    "aside": "dim",
    "equation": "",
    "negative": "red",
    "met": "green",
}


def draw(answer: Answer) -> None:
    """Print what a person reads, a blank line between sections."""
    out = console()
    for number, section in enumerate(answer.reading()):
        if number:
            out.print()
        for part in section:
            if isinstance(part, Table):
                out.print(_table(part, answer.language))
            else:
                out.print(_sentence(part))


def _sentence(sentence: Sentence) -> Styled:
    indent = "  " if sentence.mark == "equation" else ""
    said = Styled(indent + sentence.text, style=_STYLES[sentence.mark])
    return Styled.assemble((sentence.lead, "dim"), " ", said) if sentence.lead else said


def _table(table: Table, language: Language) -> rich.table.Table:
    headed = any(column.heading for column in table.columns)
    drawn = rich.table.Table(
        title=table.title or None,
        title_justify="left",
        show_header=headed,
        header_style="dim",
        box=None,
        pad_edge=False,
        padding=(0, 1 if headed else 2),
    )
    for column in table.columns:
        _add_column(drawn, column, language)
    for row in table.rows:
        drawn.add_row(*(_cell(value) for value in row))
    return drawn


def _add_column(drawn: rich.table.Table, column: Column, language: Language) -> None:
    """Add a column: figures to the right, the unit of a heading on a line of its own."""
    right = column.kind != "text"
    unit = bracketed(column.unit, language).strip()
    drawn.add_column(
        f"{column.heading}\n{unit}" if unit else column.heading,
        justify="right" if right else "left",
        style=_STYLES[column.mark],
        no_wrap=column.whole,
        overflow="ellipsis" if column.cut or (right and column.width is None) else "fold",
        max_width=column.width,
    )


def _cell(value: Value | Cell) -> Styled:
    if isinstance(value, Cell):
        return Styled(value.text, style=_STYLES[value.mark])
    return Styled("" if value is None else str(value))


def console() -> Console:
    """Return where to print: a pipe gets lines as long as they need be, a terminal its width."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 180
    return Console(width=max(width, 80), highlight=False)
