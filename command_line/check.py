"""The verb `check`: every problem of scenario files."""

from pathlib import Path
from typing import Annotated

import typer

from command_line.options import shared_options
from model.errors import InputError
from model.scenario.reading import load_scenario
from model.words.texts import Language, message


def add_check(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    @app.command(help=message("Check scenarios: every problem; silent when none.").say(language))
    def check(
        paths: Annotated[list[Path], shared.files],
        lang: Annotated[Language | None, shared.language] = None,
    ) -> None:
        raise typer.Exit(_check_files(paths, lang or language))


def _check_files(paths: list[Path], language: Language) -> int:
    """Print every problem of the files; return 1 if there is one."""
    found = 0
    for path in paths:
        try:
            load_scenario(path)
        except InputError as error:
            found = 1
            for problem in error.problems:
                said = problem.say(language)
                print(said if said.startswith(path.name) else f"{path.name}: {said}")
    return found
