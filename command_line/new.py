"""The verb `new`: a reform file beside its base."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from command_line.options import shared_options
from model.errors import InputError, Problem
from model.scenario.reading import load_scenario
from model.scenario.writing import reform_text, save_text
from model.words.texts import Language, Text, message


def add_new(app: typer.Typer, language: Language) -> None:
    """Register the verb."""
    shared = shared_options(language)

    @app.command(help=message("Start a new reform file over a base.").say(language))
    def new(
        name: Annotated[str, typer.Argument(help=message("name of the reform").say(language))],
        base: Annotated[Path, typer.Option(help=message("the file it reforms").say(language))],
        lang: Annotated[Language | None, shared.language] = None,
    ) -> None:
        _new_reform(name, base, lang or language)


def _new_reform(name: str, base: Path, language: Language) -> None:
    """Write a reform file beside its base."""
    scenario = load_scenario(base)
    stem = name.removesuffix(".toml")
    if not stem or Path(stem).name != stem or stem.startswith("."):
        raise InputError(
            [
                Problem(
                    name,
                    message("this is not a plain file name"),
                    message("the reform is put beside its base; give a name without a folder"),
                )
            ]
        )
    target = base.parent / f"{stem}.toml"
    text = reform_text(Text(stem, stem), base.name)
    for fund in scenario.funds.values():
        text += f"\n# [{fund.where}.policy]\n# [{fund.where}.assumptions]\n"
    save_text(target, text, overwrite=False)
    print(target)
    print(message("list in it only what changes").say(language), file=sys.stderr)
