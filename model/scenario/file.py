"""A scenario file on disk: bytes to tables, its chain of bases, nothing checked yet."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.errors import InputError, Problem
from model.words.texts import Message, message

FORMAT = 1
#: Full-width signs and Chinese quotation marks and brackets.
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e\u3001\u3002\u3010\u3011\u201c\u201d\u2018\u2019]")
#: A scenario is a page or two; what is larger is some other file.
LARGEST_FILE = 1_000_000
#: A base of a base of a base: longer chains are nobody's intention.
LONGEST_CHAIN = 20


@dataclass(frozen=True)
class ScenarioFile:
    """One file as read, or a reform that is not saved yet.

    Attributes
    ----------
    path : where it was read from; None for text that has no file
    content : exactly what it holds; of a reform that is not saved, what writes it out
    table : the TOML table
    """

    path: Path | None
    content: str | Callable[[], str]
    table: dict[str, Any]

    @cached_property
    def text(self) -> str:
        """Exactly what the file holds, or will hold: written only when somebody asks."""
        return self.content if isinstance(self.content, str) else self.content()


def read_chain(path: Path, text: str | None = None) -> list[ScenarioFile]:
    """Return the file at `path` and its bases, the deepest base first.

    Parameters
    ----------
    text : what the file is going to say, where it is yet to be written

    Raises
    ------
    InputError
        where a file is missing, unreadable, too large, not UTF-8, not TOML, of a newer
        format, or where bases run in a circle or leave the folder.
    """
    chain: list[ScenarioFile] = []
    seen: list[Path] = []
    current = path
    while True:
        real = current.resolve()
        if real in seen:
            names = " -> ".join(p.name for p in [*seen[seen.index(real) :], real])
            raise _problem(
                path.name,
                message("the bases run in a circle: {names}", names=names),
                message("a base file has no base, or one that does not lead back here"),
            )
        if len(seen) >= LONGEST_CHAIN:
            raise _problem(path.name, message("more than {n} bases in a row", n=LONGEST_CHAIN))
        seen.append(real)
        file = (
            read_file(current)
            if text is None or chain
            else ScenarioFile(path, *parse(text.encode(), path.name))
        )
        chain.append(file)
        base = file.table.get("base")
        if base is None:
            return chain[::-1]
        current = _base_path(current, base)


def read_file(path: Path) -> ScenarioFile:
    """Return one scenario file; raise `InputError` where it cannot be read as TOML."""
    try:
        _check_size(path.stat().st_size, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise _problem(
            path.name,
            message("the file cannot be read: {reason}", reason=error.strerror or "?"),
            message("check the name and the folder"),
        ) from None
    return ScenarioFile(path, *parse(data, path.name))


def parse(data: bytes, name: str) -> tuple[str, dict[str, Any]]:
    """Return text and table of a scenario's bytes; raise `InputError` where they are none."""
    _check_size(len(data), name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _problem(
            name,
            message("the file is not UTF-8 text (byte {position})", position=error.start),
            message("save it as UTF-8, not as GBK or UTF-16"),
        ) from None
    if not text.strip("\ufeff \t\r\n"):
        raise _problem(
            name,
            message("the file is empty"),
            message("start from a file in scenarios/ or with: fundrunway new NAME --base FILE"),
        )
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise not_toml(text, name, error) from None
    check_format(table, name)
    return text, table


def _check_size(size: int, name: str) -> None:
    if size > LARGEST_FILE:
        raise _problem(
            name,
            message(
                "the file has {size:.0f} MB; a scenario has {largest:.0f} MB at most",
                size=size / 1e6,
                largest=LARGEST_FILE / 1e6,
            ),
            message("large tables belong in a CSV beside it"),
        )


def not_toml(text: str, name: str, error: tomllib.TOMLDecodeError) -> InputError:
    """Return the error for a text that is not TOML: the line itself, and what to mend in it."""
    found = re.search(r"line (\d+)", str(error))
    lines = text.removeprefix("\ufeff").splitlines()
    number = int(found[1]) if found else len(lines)
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return _problem(
        f"{name}:{number}",
        message(
            "the line is not TOML: {line}", line=line if len(line) <= 60 else line[:57] + "..."
        ),
        _toml_cure(line, str(error)),
    )


def _toml_cure(line: str, reason: str) -> Message:
    outside_quotes = re.sub(r'"[^"]*"', "", line.partition("#")[0])
    if "overwrite" in reason or "twice" in reason:
        return message("the name is given twice; leave one of them out")
    if re.search(
        r"[\uff01-\uff5e\u3001\u3002\u3010\u3011\u201c\u201d\u2018\u2019]", outside_quotes
    ):
        return message('use half-width characters: = 0-9 . , [ ] { } "')
    if "%" in outside_quotes:
        return message("write 0.16 for 16%")
    if re.search(r"\d,\d{3}", outside_quotes):
        return message("write numbers without separators, 612000")
    if re.search(r"\d\s*[\u4e00-\u9fff]", outside_quotes):
        return message("write numbers without their unit")
    if re.search(r"=\s*$", outside_quotes):
        return message("give the figure, or leave the line out")
    return message("compare the line with a file in scenarios/")


def digest(chain: Iterable[ScenarioFile]) -> str:
    """Return the sha256 of a file and all its bases."""
    seal = sha256()
    for file in chain:
        seal.update(file.text.encode())
        seal.update(b"\0")
    return seal.hexdigest()


def check_format(table: Mapping[str, Any], name: str) -> None:
    """Raise `InputError` where a file's table is not of the format that this program reads."""
    number = table.get("format")
    if isinstance(number, int) and not isinstance(number, bool) and number == FORMAT:
        return
    if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        raise _problem(
            f"{name}: format",
            message(
                "the file has format {number}, this program knows format {known}",
                number=number,
                known=FORMAT,
            ),
            message("install a newer fundrunway"),
        )
    if number is None or number == 0:
        raise _problem(
            f"{name}: format",
            message("the file does not say format = {known}", known=FORMAT),
            message("write format = {known} on top", known=FORMAT),
        )
    raise _problem(
        f"{name}: format",
        message("{value} is not a format number", value=repr(number)),
        message("write format = {known}", known=FORMAT),
    )


def _base_path(path: Path, base: object) -> Path:
    where = f"{path.name}: base"
    if not isinstance(base, str) or not base:
        raise _problem(
            where,
            message("{value} is not a file name", value=repr(base)),
            message('write base = "city-2005.toml"'),
        )
    folder = path.resolve().parent
    target = (path.parent / base).resolve()
    if not target.is_relative_to(folder):
        raise _problem(
            where,
            message("{base} lies outside the folder of the file", base=base),
            message("copy the base beside it"),
        )
    if not target.is_file():
        near = sorted(p.name for p in folder.glob("*.toml"))
        raise _problem(
            where,
            message("the base {base} does not exist", base=base),
            message("found beside it: {names}", names=", ".join(near) or "-"),
        )
    return path.parent / base


def _problem(where: str, what: Message, cure: Message | None = None) -> InputError:
    return InputError([Problem(where, what, cure)])
