"""Colours of lines, and their names below a chart too narrow to write them beside."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from model.results.projection import Projection
from ui.charts.courses import PALETTE
from ui.shared.account import Shown
from ui.shared.texts import say


def draw_line_names(lines: Iterable[tuple[str, str, bool]]) -> None:
    """Draw name, colour and whether it is dashed of each line; wide charts hide it."""
    items = "".join(
        f'<li><span class="line" style="border-top: 3px {"dashed" if dashed else "solid"} '
        f'{escape(colour)}"></span>{escape(name)}</li>'
        for name, colour, dashed in lines
    )
    st.html(f'<div class="line-names"><ul>{items}</ul></div>')


def fund_colours(projection: Projection, accounts: Sequence[Shown]) -> dict[str, str]:
    """Return the colour of each account: a fund has the same one whatever else is chosen."""
    if len(accounts) == 1:
        return {say(accounts[0].title): PALETTE[0]}
    order = list(projection.funds)
    return {say(one.title): PALETTE[order.index(one.name) % len(PALETTE)] for one in accounts}
