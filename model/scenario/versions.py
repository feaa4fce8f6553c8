"""What a file said before it was saved over: kept in the folder's bin, so that it comes back.

The bin holds the last versions of each file by number, `.deleted/city.toml.3`; the number only
rises, so a later version never takes the name of an earlier one that somebody looks at.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model.errors import InputError, Problem
from model.words.texts import message

#: Deleted files wait here to be brought back; a file of the same name takes the place.
BIN = ".deleted"
#: So many versions of a file are kept.
KEPT = 20
_NUMBERED = re.compile(r"(.+\.toml)\.(\d+)")


@dataclass(frozen=True)
class Version:
    """What a file said before one saving.

    Attributes
    ----------
    number : rises with each saving
    written : when this was saved, seconds since 1970
    path : where it is kept
    """

    number: int
    written: float
    path: Path


def versions(folder: Path, name: str) -> list[Version]:
    """Return the earlier versions of a file, the latest first."""
    found = [
        Version(number, path.stat().st_mtime, path) for number, path in _numbered(folder, name)
    ]
    return sorted(found, key=lambda one: -one.number)


def keep_version(folder: Path, name: str) -> None:
    """Copy what a file says now into the bin; the oldest of many versions goes.

    Raises
    ------
    InputError
        where it cannot be kept: then the file must not be written over.
    """
    known = versions(folder, name)
    number = known[0].number + 1 if known else 1
    try:
        (folder / BIN).mkdir(exist_ok=True)
        # with the time at which it was written, which tells the reader which one it is
        shutil.copy2(folder / name, folder / BIN / f"{name}.{number}")
        for old in known[KEPT - 1 :]:
            old.path.unlink(missing_ok=True)
    except OSError as error:
        what = message("the version before cannot be kept: {reason}", reason=error.strerror or "?")
        cure = message("check the folder and its permissions")
        raise InputError([Problem(name, what, cure)]) from None


def rename_versions(folder: Path, name: str, new_name: str) -> None:
    """Let the versions of a file follow it to its new name, after those that name had."""
    there = versions(folder, new_name)
    last = there[0].number if there else 0
    for one in reversed(versions(folder, name)):
        last += 1
        one.path.replace(folder / BIN / f"{new_name}.{last}")


def _numbered(folder: Path, name: str) -> Iterator[tuple[int, Path]]:
    for path in (folder / BIN).glob("*.toml.*"):
        found = _NUMBERED.fullmatch(path.name)
        if found and found[1] == name:
            yield int(found[2]), path
