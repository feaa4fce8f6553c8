"""`project FILE --open NAME@YEAR`: one figure with its formula, the values put in, its inputs."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text as Styled

from command_line.delivery import csv_text, deliver, json_text, style_for
from command_line.tables import console
from command_line.verbs import chosen_projection, funds_meant, only, project_file
from model.errors import InputError, Problem
from model.funds.kinds import output_meant
from model.origin import (
    TOTAL,
    FigureOrigin,
    OriginText,
    openable,
    origin_json,
    origin_of,
    origin_rows,
    origin_text,
)
from model.results.projection import Projection
from model.words.texts import Language, message


def project_or_open(
    path: Path,
    asked: str | None,
    style: str,
    output: Path | None,
    language: Language,
    money: str | None,
    funds: Sequence[str],
) -> None:
    """Print or write a projection, or one figure of it opened."""
    if asked is None:
        project_file(path, style, output, language, money, funds)
        return
    style = style_for(style, output)
    whole = chosen_projection(path, money, ())
    funds = funds_meant(whole.scenario, funds, total=True)
    together = TOTAL in funds and TOTAL not in whole.funds
    named = [fund for fund in funds if not (together and fund == TOTAL)]
    projection = only(whole, named)
    scenario = projection.scenario
    opened = figures(projection, asked) if named or not together else []
    if together:
        # of the funds named beside it, of all where none is
        opened.append(origin_of(projection, TOTAL, *figure_asked(projection, asked)))
    if style == "json":
        answers = [origin_json(one, scenario, money) for one in opened]
        deliver(json_text(answers[0] if len(answers) == 1 else answers), output)
    else:
        texts = [origin_text(one, scenario, language, money) for one in opened]
        if style == "csv":
            deliver(csv_text(origin_rows(texts, language)), output)
        else:
            for one in texts:
                origin_tables(one, language)
    if output is not None:
        print(message("written: {name}", name=output).say(language), file=sys.stderr)


def figures(projection: Projection, asked: str) -> list[FigureOrigin]:
    """Open NAME@YEAR, or NAME for a figure of the whole projection, in each fund that has it."""
    name, year = figure_asked(projection, asked)
    having = [fund for fund, own in projection.funds.items() if name in openable(own)]
    # without any, the first fund says what there is
    return [
        origin_of(projection, fund, name, year) for fund in having or list(projection.funds)[:1]
    ]


def figure_asked(projection: Projection, asked: str) -> tuple[str, int | None]:
    """Read NAME@YEAR, or NAME for a figure of the whole projection; NAME may be its label."""
    name, _, when = asked.replace(" ", "").partition("@")
    if when and not when.isdigit():
        what = message("{when} is no time", when=repr(when))
        cure = message("write {name}@{year}", name=name, year=int(projection.years[-1]))
        raise InputError([Problem(asked, what, cure)])
    return output_meant(name), int(when) if when else None


def origin_tables(one: OriginText, language: Language) -> None:
    """Print one opened figure."""
    out = console()
    colon = "：" if language == "zh" else ": "
    out.print(Styled(f"{one.title}{colon}{one.value}", style="bold cyan"))
    for line in (one.equation, one.values, one.remark):
        if line:
            out.print(f"  {line}", markup=False)
    out.print(Styled("; ".join([one.declared, *one.pages]), style="dim"))
    if one.terms:
        heads = [head.say(language) for head in one.term_heads]
        out.print(_table(heads, one.terms, value=1, whole=(1, 2, 3)))
    label, path, value, course, *heads = (head.say(language) for head in one.input_heads)
    rows = [
        ("\n".join(part for part in (row[0], row[1], row[3]) if part), row[2], *row[4:])
        for row in one.inputs
    ]
    names = [f"{label}, {path}, {course}", value, *heads]
    out.print(_table(names, rows, value=1, whole=(3,)))


def _table(
    heads: Sequence[str], rows: Sequence[tuple[str, ...]], value: int, whole: Sequence[int]
) -> Table:
    """Return a table of texts: figures in the column `value`, no breaks in those of `whole`."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1))
    for place, head in enumerate(heads):
        table.add_column(
            head,
            justify="right" if place == value else "left",
            overflow="fold",
            no_wrap=place in whole,
            max_width=None if place in whole or place != value else 26,
        )
    for row in rows:
        table.add_row(*(Styled(cell) for cell in row))
    return table
