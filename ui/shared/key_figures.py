"""A row of figures with their changes: one element, for a slider repaints it ten times a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

_ARROWS = {1: "▲", -1: "▼", 0: ""}
_CLASSES = {1: "better", -1: "worse", 0: "same"}


@dataclass(frozen=True)
class KeyFigure:
    """One figure as it is printed, its change, and whether that is better (1) or worse (-1)."""

    label: str
    value: str
    change: str
    direction: int


def key_figure_grid(figures: Sequence[KeyFigure], title: str = "") -> None:
    """Draw figures side by side, as many to a line as there is room for."""
    head = f"<h3>{escape(title)}</h3>" if title else ""
    cells = "".join(_cell(figure) for figure in figures)
    st.html(f'<section class="key-figures">{head}<div class="grid">{cells}</div></section>')


def _cell(figure: KeyFigure) -> str:
    label = figure.label[:1].upper() + figure.label[1:]
    change = (
        f'<div class="change {_CLASSES[figure.direction]}">'
        f"{_ARROWS[figure.direction]} {escape(figure.change)}</div>"
        if figure.change
        else '<div class="change">&nbsp;</div>'
    )
    return (
        f'<div class="figure"><div class="label">{escape(label)}</div>'
        f'<div class="value">{escape(figure.value)}</div>{change}</div>'
    )
