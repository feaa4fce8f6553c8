"""Arguments and options that several verbs have, with their help in one language."""

from dataclasses import dataclass
from typing import Any

import typer

from command_line.delivery import TABLE, endings_text
from model.export.formats import formats
from model.words.texts import Language, message


@dataclass(frozen=True)
class SharedOptions:
    """What typer is told of each: `Annotated[Path, shared.file]`."""

    file: Any
    files: Any
    format: Any
    output: Any
    language: Any
    money: Any
    funds: Any


def shared_options(language: Language) -> SharedOptions:
    """Return the options with help in `language`."""
    names = (TABLE, *formats())
    written = message("write to this file instead: {endings}", endings=endings_text())
    return SharedOptions(
        file=typer.Argument(help=message("a scenario file").say(language), show_default=False),
        files=typer.Argument(help=message("scenario files").say(language), show_default=False),
        format=typer.Option(
            "--format",
            parser=_format,
            metavar=f"<{'|'.join(names)}>",
            help=message("how to print").say(language),
        ),
        output=typer.Option("-o", "--output", help=written.say(language)),
        language=typer.Option(help=message("language of labels and messages").say(language)),
        money=typer.Option(help=message("unit of money, such as 万元 or 亿元").say(language)),
        funds=typer.Option(help=message("only this fund; may be repeated").say(language)),
    )


def _format(name: str) -> str:
    """Return a format's name; what typer says of any other is that of its own choices."""
    names = (TABLE, *formats())
    if name not in names:
        raise ValueError(f"{name!r} is not one of {', '.join(map(repr, names))}.")
    return name
