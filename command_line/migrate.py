"""The verb `migrate`: an older file in today's format."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from command_line.language import print_problems
from command_line.options import shared_options
from model.errors import InputError
from model.scenario.file import read_file
from model.scenario.migration import migrated
from model.scenario.reading import load_scenario
from model.scenario.writing import save_text
from model.words.texts import Language, message


def add_migrate(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    @app.command(help=message("Bring an older file to today's format.").say(language))
    def migrate(
        path: Annotated[Path, shared.file],
        lang: Annotated[Language | None, shared.language] = None,
    ) -> None:
        _migrate_file(path, lang or language)


def _migrate_file(path: Path, language: Language) -> None:
    """Rewrite a file in today's format; a file of today's format is left alone."""
    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        read_file(path)  # says what is wrong
        raise
    fresh = migrated(text, path.name)
    if fresh == text:
        print(
            message("{name} has today's format already", name=path.name).say(language),
            file=sys.stderr,
        )
        return
    save_text(path, fresh)
    print(message("{name} is in today's format now", name=path.name).say(language), file=sys.stderr)
    try:
        load_scenario(path)
    except InputError as error:
        print_problems(error.problems, language)
