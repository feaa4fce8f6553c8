"""A change drawn part by part: the bars, their table, and both to take along."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from model.export.answer import Answer
from model.export.formats import formats
from model.funds.kinds import outputs
from model.results.printing import shown, with_unit
from model.scenario.scenario import Scenario
from model.words.texts import Text
from ui.charts.courses import finished
from ui.charts.fans import waterfall_chart
from ui.charts.pictures import picture_font, png
from ui.shared.downloads import download
from ui.shared.frame import money_size, money_unit
from ui.shared.texts import language, say

#: Parts smaller than this share of the largest are shown in sum, and so are those beyond so many.
SMALL, MOST_BARS = 0.005, 14
REST = "#b9bcc2"
#: Less than this share of the largest part is what adding up loses.
_NOISE = 1e-9
#: Height of a row of a table, and of its head.
_ROW = 35
#: Characters of a title in a picture, which does not break lines by itself.
_TITLE_WIDTH = {"zh": 44, "en": 88}
#: And of a name on two lines at most, so that a narrow screen has room for the bars.
_LABEL_WIDTH = {"zh": 11, "en": 21}


@dataclass(frozen=True)
class Step:
    """One bar from `start` to `end`; `change` is what it adds, None for a level."""

    label: str
    start: float
    end: float
    kind: str
    change: float | None


@dataclass(frozen=True)
class Waterfall:
    """The bars of a change in a figure of a scenario, and what they are called.

    Attributes
    ----------
    name : of the figure
    axis : what the bars count, with its unit
    colours : by kind of bar
    finding : what they show, in a sentence
    subtitle : of which scenarios
    """

    scenario: Scenario
    name: str
    axis: str
    steps: Sequence[Step]
    colours: Mapping[str, str]
    finding: str
    subtitle: str


def parts_in_a_row(parts: Iterable[tuple[str, float, str]], start: float) -> list[Step]:
    """Return (label, value, kind) as bars, each from where the one before ends; small ones in sum.

    They are shown in the order given.
    """
    offered = list(parts)
    largest = max((abs(value) for _, value, _ in offered), default=0.0)
    given = [part for part in offered if abs(part[1]) > _NOISE * largest]
    large = sorted(abs(value) for _, value, _ in given if abs(value) > SMALL * largest)
    least = large[-min(MOST_BARS, len(large))] if large else 0.0
    kept = [part for part in given if abs(part[1]) >= least]
    rest = sum(value for _, value, _ in given) - sum(value for _, value, _ in kept)
    if len(kept) < len(given):
        others = say("all others")
        kept.append((others, rest, others))
    steps, at = [], start
    for label, value, kind in kept:
        steps.append(Step(label, at, at + value, kind, value))
        at += value
    return steps


def part_text(name: str, value: float, scenario: Scenario) -> str:
    """Return a part of a figure's change in the unit on screen, with its sign."""
    text = shown(name, value, money_size(scenario), language())
    return f"+{text}" if value > 0 else text


def part_heading(name: str, scenario: Scenario) -> str:
    """Return the heading of the parts of a figure's change, with their unit."""
    kind, money = outputs()[name].kind, money_unit(scenario)
    label = say("contribution")
    return with_unit(Text(label, label), kind, scenario.currency, money, language())


def draw_waterfall(
    drawn: Waterfall,
    table: Sequence[Mapping[str, str]],
    answer: Answer,
    key: str,
) -> None:
    """Draw the bars, the table below them, and the downloads.

    Parameters
    ----------
    table : its rows by heading
    answer : what the CSV holds
    key : of the widgets
    """
    bars = _bars(drawn)
    used = {str(bar["kind"]) for bar in bars}
    spec = waterfall_chart(
        drawn.axis,
        [str(bar["step"]) for bar in bars],
        {name: colour for name, colour in drawn.colours.items() if name in used},
    )
    st.vega_lite_chart(bars, spec, width="stretch", key=key)
    height = _ROW * (len(table) + 1) + 3  # all rows: the last one is the sum
    st.dataframe(table, hide_index=True, width="stretch", height=height, key=f"{key}_table")
    title = textwrap.wrap(drawn.finding, _TITLE_WIDTH[language()])

    def picture() -> bytes:
        made = finished(spec, pd.DataFrame(bars), "", drawn.subtitle, picture_font())
        made["title"]["text"] = title
        return png({**made, "height": spec["height"]})

    with st.container(horizontal=True, gap="small"):
        download(
            say("table as CSV"),
            lambda: formats()["csv"](answer),
            f"fundrunway-why-{drawn.name}.csv",
            "text/csv",
            f"{key}_csv",
        )
        download(
            say("chart as PNG"),
            picture,
            f"fundrunway-why-{drawn.name}.png",
            "image/png",
            f"{key}_png",
        )


def _bars(drawn: Waterfall) -> list[dict[str, object]]:
    """Return the rows of the chart; a label that stands twice is told apart by blanks."""
    kind = outputs()[drawn.name].kind
    size = money_size(drawn.scenario) if kind == "money" else 1.0
    rows: list[dict[str, object]] = []
    for step in drawn.steps:
        lines = textwrap.wrap(step.label, _LABEL_WIDTH[language()], max_lines=2, placeholder="…")
        label = "\n".join(lines)
        while any(row["step"] == label for row in rows):
            label += " "
        text = (
            shown(drawn.name, step.end, size, language())
            if step.change is None
            else part_text(drawn.name, step.change, drawn.scenario)
        )
        rows.append(
            {
                "step": label,
                "start": step.start / size,
                "end": step.end / size,
                "right": max(step.start, step.end) / size,
                "kind": step.kind,
                "text": text,
            }
        )
    return rows
