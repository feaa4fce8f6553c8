"""The verb `params`: levers with unit, bounds, default and source."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from command_line.delivery import TABLE, destination, write
from command_line.options import shared_options
from model.errors import InputError, Problem
from model.export.levers import levers_answer
from model.scenario.lever_rows import Row, lever_rows, lever_rows_of, matching
from model.scenario.reading import load_scenario
from model.words.texts import Language, message


def add_params(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    @app.command(help=message("List levers: unit, bounds, default, source.").say(language))
    def params(
        path: Annotated[
            str | None,
            typer.Argument(
                help=message("a scenario file, or part of a lever's path").say(language),
                show_default=False,
            ),
        ] = None,
        style: Annotated[str, shared.format] = TABLE,
        output: Annotated[Path | None, shared.output] = None,
        lang: Annotated[Language | None, shared.language] = None,
    ) -> None:
        rows = _levers(path, lang or language)
        to = destination(style, output, lang or language)
        write(levers_answer(rows, to.language), to)


def _levers(path: str | None, language: Language) -> Sequence[Row]:
    """Return the levers of a scenario file, or those whose path or label holds some words.

    Raises
    ------
    InputError
        where there is none.
    """
    if path is not None and path.endswith(".toml"):
        return list(lever_rows_of(load_scenario(Path(path)), language))
    every = list(lever_rows(language))
    other = lever_rows("en" if language == "zh" else "zh")
    rows = matching(every, list(other), path or "")
    if rows:
        return rows
    names = sorted({str(row["path"]).rpartition(".")[2] for row in every})
    close = get_close_matches(str(path).rpartition(".")[2], names, n=1, cutoff=0.6)
    cure = (
        message("did you mean {name}?", name=close[0])
        if close
        else message("fundrunway params lists them all")
    )
    raise InputError([Problem(str(path), message("no lever has such a path"), cure)])
