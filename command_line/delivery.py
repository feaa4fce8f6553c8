"""How answers leave the command line: as JSON or CSV, to stdout or a file."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from model.errors import InputError, Problem
from model.scenario.writing import save_bytes
from model.words.texts import message

#: Excel opens UTF-8 in Chinese only when it finds this mark.
_BYTE_ORDER_MARK = "\ufeff"


def style_for(style: str, output: Path | None) -> str:
    """Return how to write: the file's ending decides where a file is asked for."""
    if output is None:
        return style
    ending = output.suffix.lower()
    if ending not in (".csv", ".json"):
        raise InputError(
            [
                Problem(
                    str(output),
                    message("{ending} files are not written", ending=ending or "?"),
                    message("choose a name that ends in .csv or .json"),
                )
            ]
        )
    if style != "table" and f".{style}" != ending:
        raise InputError(
            [
                Problem(
                    "--format",
                    message("{style} contradicts {name}", style=style, name=output.name),
                    message("leave --format out; the ending decides"),
                )
            ]
        )
    return ending[1:]


def json_text(content: Any) -> str:
    """Return JSON that keeps Chinese readable."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def csv_text(rows: Iterable[Sequence[Any]]) -> str:
    """Return CSV that Excel opens in Chinese."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return _BYTE_ORDER_MARK + text.getvalue()


def deliver(text: str, output: Path | None) -> None:
    """Print the text, or write it to the file in one step."""
    if output is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    else:
        save_bytes(output, text.encode())
