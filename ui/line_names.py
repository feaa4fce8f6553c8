"""The names of a chart's lines below it, where the chart is too narrow to write them beside."""

from collections.abc import Iterable
from html import escape

import streamlit as st


def draw_line_names(lines: Iterable[tuple[str, str, bool]]) -> None:
    """Draw name, colour and whether it is dashed of each line; wide charts hide it."""
    items = "".join(
        f'<li><span class="line" style="border-top: 3px {"dashed" if dashed else "solid"} '
        f'{escape(colour)}"></span>{escape(name)}</li>'
        for name, colour, dashed in lines
    )
    st.html(f'<div class="line-names"><ul>{items}</ul></div>')
