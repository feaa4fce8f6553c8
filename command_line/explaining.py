"""`compare --explain`: what a change is owed to, lever by lever."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text as Styled

from command_line.delivery import csv_text, deliver, json_text, style_for
from command_line.tables import console
from command_line.verbs import compare_files
from model.analysis.attribution import Attribution, attribution_json, explain
from model.analysis.contribution import SIDES
from model.analysis.figures import money_scale
from model.projection import project
from model.scenario.reading import load_scenario
from model.texts import Language, message


def compare_or_explain(
    paths: Sequence[Path],
    at: str | None,
    style: str,
    output: Path | None,
    language: Language,
    money: str | None,
    funds: Sequence[str],
    seed: int,
) -> None:
    """Print or write a comparison, or what the change of one figure is owed to."""
    if at is None:
        compare_files(paths, style, output, language, money, funds)
    else:
        explain_files(paths, at, style, output, language, money, funds, seed)


def explain_files(
    paths: Sequence[Path],
    at: str,
    style: str,
    output: Path | None,
    language: Language,
    money: str | None,
    funds: Sequence[str],
    seed: int,
) -> None:
    """Print or write the attribution of one figure's change; the first file is the baseline."""
    style = style_for(style, output)
    base, *others = (load_scenario(path) for path in paths)
    earlier = project(base)
    made = [
        explain(base, other, at, fund=fund, seed=seed, earlier=earlier)
        for other in others
        for fund in funds or [None]
    ]
    money_scale(made[0].at, base, money)
    if style == "json":
        answers = [attribution_json(one, money, language) for one in made]
        deliver(json_text(answers[0] if len(answers) == 1 else answers), output)
    elif style == "csv":
        deliver(csv_text(attribution_rows(made, money, language)), output)
    else:
        for one in made:
            attribution_table(one, language, money)
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)


def attribution_rows(
    made: Sequence[Attribution], money: str | None, language: Language
) -> Iterator[list[Any]]:
    """Yield the rows of the CSV: one a lever, then what the figure was, is, and changed by."""
    heads = (
        message("scenario"),
        message("figure"),
        message("lever"),
        message("label"),
        message("side"),
        message("contribution"),
        message("standard error"),
    )
    yield [head.say(language) for head in heads]
    for one in made:
        scale = money_scale(one.at, one.base, money)
        own = [one.other.title.say(language), one.at.say(language)]
        for part in one.contributions:
            yield [
                *own,
                part.name,
                part.label.say(language),
                SIDES[part.side].say(language),
                part.value / scale,
                part.standard_error / scale,
            ]
        ends = (
            (message("in the baseline"), one.start),
            (message("in the scenario"), one.end),
            (message("change"), one.change),
        )
        for label, value in ends:
            yield [*own, "", label.say(language), "", value / scale, ""]


def attribution_table(one: Attribution, language: Language, money: str | None) -> None:
    """Print the finding, then the levers, those that did most first, and subtotals."""
    out = console()
    out.print(Styled(one.say(language), style="bold cyan"))
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    table.add_column(message("lever").say(language), overflow="fold")
    table.add_column(message("side").say(language))
    table.add_column(message("contribution").say(language), justify="right", no_wrap=True)
    sampled = one.permutations is not None
    if sampled:
        table.add_column(message("standard error").say(language), justify="right")
    for part in sorted(one.contributions, key=lambda part: -abs(part.value)):
        error = [one.text(part.standard_error, language, money=money, signed=False)]
        table.add_row(
            f"{part.label.say(language)}\n{part.name}",
            SIDES[part.side].say(language),
            one.text(part.value, language, money=money),
            *(error if sampled else []),
        )
    used = {part.side for part in one.contributions}
    for side, value in one.subtotals.items():
        if len(used) > 1 and side in used:
            label = message("all of {side}", side=SIDES[side]).say(language)
            table.add_row(Styled(label, style="bold"), "", one.text(value, language, money=money))
    change = message("change").say(language)
    table.add_row(Styled(change, style="bold"), "", one.text(one.change, language, money=money))
    out.print(table)
