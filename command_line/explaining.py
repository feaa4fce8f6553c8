"""`compare --explain` and `project --explain`: what a change is owed to, part by part."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text as Styled

from command_line.delivery import csv_text, deliver, json_text, style_for
from command_line.opening import project_or_open
from command_line.tables import console
from command_line.verbs import checked_unit, compare_files, funds_meant
from command_line.watching import progress_bar
from model.attribute.attribution import Attribution, attribution_json, explain
from model.attribute.contribution import SIDES
from model.attribute.year_on_year import YearOnYear, year_on_year_at
from model.errors import InputError, Problem
from model.export.explanation import (
    attribution_rows,
    driver_label,
    driver_text,
    year_on_year_json,
    year_on_year_rows,
)
from model.progress import part_of
from model.results.figure_text import money_scale
from model.results.projection import project
from model.scenario.reading import load_scenario
from model.words.texts import Language, message


def project_open_or_explain(
    path: Path,
    opened: str | None,
    at: str | None,
    style: str,
    output: Path | None,
    language: Language,
    money: str | None,
    funds: Sequence[str],
) -> None:
    """Print or write a projection, one figure of it opened, or why it differs from last year's."""
    if at is None:
        project_or_open(path, opened, style, output, language, money, funds)
        return
    if opened is not None:
        what = message("--open and --explain ask for different things")
        raise InputError([Problem("--explain", what, message("give one of them"))])
    explain_years(path, at, style, output, language, money, funds)


def explain_years(
    path: Path,
    at: str,
    style: str,
    output: Path | None,
    language: Language,
    money: str | None,
    funds: Sequence[str],
) -> None:
    """Print or write why a figure differs from that of the year before, for each fund named."""
    style = style_for(style, output)
    projection = project(checked_unit(path, money))
    named = funds_meant(projection.scenario, funds, total=True)
    made = [year_on_year_at(projection, at, fund) for fund in named or (None,)]
    if style == "json":
        _deliver_json([year_on_year_json(one, money, language) for one in made], output)
    elif style == "csv":
        deliver(csv_text(year_on_year_rows(made, money, language)), output)
    else:
        for one in made:
            year_on_year_table(one, language, money)
    _tell_written(output, language)


def year_on_year_table(one: YearOnYear, language: Language, money: str | None) -> None:
    """Print the finding, then the drivers, those that did most first."""
    out = console()
    out.print(Styled(one.say(language, money), style="bold cyan"))
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    table.add_column(message("driver").say(language), overflow="fold")
    for year in (one.at.first_year - 1, one.at.first_year):
        table.add_column(str(year), justify="right", no_wrap=True)
    table.add_column(message("contribution").say(language), justify="right", no_wrap=True)
    for driver in sorted(one.drivers, key=lambda driver: -abs(driver.value)):
        values = (driver.before, driver.after)
        table.add_row(
            f"{driver_label(one, driver, money, language)}\n{driver.name}",
            *(driver_text(one, driver, value, money, language) for value in values),
            one.text(driver.value, language, money=money),
        )
    ends = [one.text(value, language, False, money) for value in (one.start, one.end)]
    label = Styled(message("change").say(language), style="bold")
    table.add_row(label, *ends, one.text(one.change, language, money=money))
    out.print(table)


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
    named = funds_meant(base, funds, total=True)
    earlier = project(base)
    asked = [(other, fund) for other in others for fund in named or (None,)]
    with progress_bar(message("explaining"), language) as told:
        parts = [part_of(told, n / len(asked), (n + 1) / len(asked)) for n in range(len(asked))]
        made = [
            explain(base, other, at, fund=fund, seed=seed, earlier=earlier, watch=watch)
            for (other, fund), watch in zip(asked, parts, strict=True)
        ]
    money_scale(made[0].at, base, money)
    if style == "json":
        _deliver_json([attribution_json(one, money, language) for one in made], output)
    elif style == "csv":
        deliver(csv_text(attribution_rows(made, money, language)), output)
    else:
        for one in made:
            attribution_table(one, language, money)
    _tell_written(output, language)


def _deliver_json(answers: Sequence[dict[str, Any]], output: Path | None) -> None:
    """Print or write one answer as it is, several as a list."""
    deliver(json_text(answers[0] if len(answers) == 1 else list(answers)), output)


def _tell_written(output: Path | None, language: Language) -> None:
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)


def attribution_table(one: Attribution, language: Language, money: str | None) -> None:
    """Print the finding, then the levers, those that did most first, and subtotals."""
    out = console()
    out.print(Styled(one.say(language, money), style="bold cyan"))
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
