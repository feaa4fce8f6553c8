"""Where an answer goes: to the terminal, or in a format to stdout or a file."""

import sys
from dataclasses import dataclass
from pathlib import Path

from command_line.terminal import draw
from model.errors import InputError, Problem
from model.export.answer import Answer
from model.export.formats import endings, formats
from model.scenario.writing import save_bytes
from model.words.texts import Language, Message, Text, message

#: What `--format` is called for tables on the terminal.
TABLE = "table"


@dataclass(frozen=True)
class Destination:
    """Where an answer goes: `format` is None for the terminal, `output` None for stdout."""

    format: str | None
    output: Path | None
    language: Language


def destination(name: str, output: Path | None, language: Language) -> Destination:
    """Return where to: the ending of a file decides the format.

    Raises
    ------
    InputError
        for an ending that no format has, or one that contradicts the format asked for.
    """
    if output is None:
        return Destination(None if name == TABLE else name, None, language)
    ending = output.suffix.lower()
    if ending not in endings():
        what = message("{ending} files are not written", ending=ending or "?")
        cure = message("choose a name that ends in {endings}", endings=endings_text())
        raise InputError([Problem(str(output), what, cure)])
    if name not in (TABLE, ending[1:]):
        what = message("{style} contradicts {name}", style=name, name=output.name)
        cure = message("leave --format out; the ending decides")
        raise InputError([Problem("--format", what, cure)])
    return Destination(ending[1:], output, language)


def endings_text() -> Message:
    """Return the endings of all files that are written, as a phrase."""
    *others, last = endings()
    some = Text("、".join(others), ", ".join(others))
    return message("{some} or {last}", some=some, last=last)


def deliver(answer: Answer, to: Destination) -> None:
    """Print or write an answer; tell its notes where people read, and what was written."""
    write(answer, to)
    if to.format is None or to.output is not None:
        for note in answer.notes:
            print(note, file=sys.stderr)
    if to.output is not None:
        print(message("written: {name}", name=to.output).say(to.language), file=sys.stderr)


def write(answer: Answer, to: Destination) -> None:
    """Print an answer, or write it to the file in one step."""
    if to.format is None:
        draw(answer)
        return
    data = formats()[to.format](answer)
    if to.output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        save_bytes(to.output, data)
