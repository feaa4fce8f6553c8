"""The folder of scenario files: list, save, rename, duplicate, delete and bring back.

Nothing leaves the folder, nothing is half-written, and what another person saved meanwhile is
never overwritten. Who writes holds the folder's lock; who reads needs none.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import Any

import tomlkit
from filelock import FileLock

from model.errors import InputError, Problem
from model.scenario.file import parse, read_chain, read_file
from model.scenario.file_names import is_file_name, scenario_path
from model.scenario.header import read_text, text_to_toml
from model.scenario.reading import scenario_of
from model.scenario.scenario import Scenario
from model.scenario.versions import BIN, keep_version, rename_versions
from model.scenario.writing import read_document, save_text
from model.words.texts import Message, Text, message

_LOCK = ".lock"


@dataclass(frozen=True)
class Entry:
    """One file of the folder, its header alone read.

    Attributes
    ----------
    name : of the file
    title : as the file says; its name where the file cannot be read
    base : the file that a reform stands on
    changed : when it was last written, seconds since 1970
    problems : why it cannot be read as TOML
    """

    name: str
    title: Text
    base: str | None
    changed: float
    problems: tuple[Problem, ...] = ()


class SavedMeanwhileError(InputError):
    """Another person saved the file since it was opened; `theirs` is what it says now."""

    def __init__(self, name: str, theirs: str) -> None:
        """Keep what the file says now."""
        self.theirs = theirs
        super().__init__(
            [
                Problem(
                    name,
                    message("the file was saved by someone else since you opened it"),
                    message("compare both, then save yours under another name or over theirs"),
                )
            ]
        )


class GoneMeanwhileError(InputError):
    """Another person deleted or renamed the file since it was opened."""

    def __init__(self, name: str) -> None:
        """Say so."""
        what = message("the file was deleted or renamed by someone else since you opened it")
        cure = message("save yours under another name, or again under this one")
        super().__init__([Problem(name, what, cure)])


def entries(folder: Path) -> list[Entry]:
    """Return the folder's scenarios: base files before reforms, then by name."""
    listed = [_entry(path) for path in sorted(folder.glob("*.toml")) if is_file_name(path.name)]
    found = [entry for entry in listed if entry is not None]
    return sorted(found, key=lambda entry: (entry.base is not None, entry.name))


def text_digest(text: str) -> str:
    """Return the digest by which a later saving knows that the file is still the same."""
    return sha256(text.encode()).hexdigest()


def save(folder: Path, name: str, text: str, opened: str | None) -> Scenario:
    """Check a scenario's text and write it to the file `name`; `versions` has what it said.

    Parameters
    ----------
    opened : the digest of the file's text when it was opened; None for a new file

    Raises
    ------
    SavedMeanwhileError
        where the file is no longer the one that was opened.
    GoneMeanwhileError
        where there is no file any more.
    InputError
        with every problem of the text; nothing is written.
    """
    path = scenario_path(folder, name)
    with _locked(folder):
        there = _opened_text(path, opened)
        scenario = scenario_of(read_chain(path, text))
        if there not in (None, text):
            keep_version(folder, name)
        save_text(path, text)
    return scenario


def _opened_text(path: Path, opened: str | None) -> str | None:
    """Return what the file says, if it is the one that was opened; None for a new one."""
    if not path.exists():
        if opened is not None:
            raise GoneMeanwhileError(path.name)
        return None
    if opened is None:
        cure = message("choose another name, or delete it first")
        raise _problem(path.name, message("the file exists already"), cure)
    there = read_words(path)
    if text_digest(there) != opened:
        raise SavedMeanwhileError(path.name, there)
    return there


def read_words(path: Path) -> str:
    """Return what a scenario file says."""
    return read_file(path).text


def duplicate(folder: Path, name: str, new_name: str, title: Text) -> Path:
    """Copy a scenario under a new name and title; comments and order stay."""
    document = read_document(read_words(scenario_path(folder, name)))
    document["title"] = _title(title)
    target = scenario_path(folder, new_name)
    with _locked(folder):
        save_text(target, tomlkit.dumps(document), overwrite=False)
    return target


def retitle(folder: Path, name: str, title: Text, opened: str) -> Scenario:
    """Give a scenario another title."""
    document = read_document(read_words(scenario_path(folder, name)))
    document["title"] = _title(title)
    return save(folder, name, tomlkit.dumps(document), opened)


def rename(folder: Path, name: str, new_name: str) -> Path:
    """Give a file another name; the reforms that stand on it follow."""
    path, target = scenario_path(folder, name), scenario_path(folder, new_name)
    with _locked(folder):
        if target.exists():
            raise _problem(new_name, message("the file exists already"), message("choose another"))
        save_text(target, read_words(path), overwrite=False)
        for reform in standing_on(folder, name):
            document = read_document(read_words(folder / reform))
            document["base"] = new_name
            save_text(folder / reform, tomlkit.dumps(document))
        path.unlink()
        rename_versions(folder, name, new_name)
    return target


def delete(folder: Path, name: str) -> None:
    """Put a file aside; `bring_back` undoes it. A base with reforms on it stays."""
    path = scenario_path(folder, name)
    with _locked(folder):
        reforms = standing_on(folder, name)
        if reforms:
            raise _problem(
                name,
                message("other scenarios stand on this file: {names}", names=", ".join(reforms)),
                message("delete those first"),
            )
        _move(path, folder / BIN / name)


def bring_back(folder: Path, name: str) -> None:
    """Undo the last `delete` of a file of this name."""
    path = scenario_path(folder, name)
    with _locked(folder):
        if path.exists():
            raise _problem(name, message("the file exists already"), message("rename it first"))
        _move(folder / BIN / name, path)


def deleted(folder: Path) -> list[str]:
    """Return the names of files that can be brought back."""
    return sorted(path.name for path in (folder / BIN).glob("*.toml"))


def add(folder: Path, name: str, data: bytes) -> Path:
    """Take in an uploaded file after checking it in full; an existing file is not touched."""
    text, _ = parse(data, name)
    path = scenario_path(folder, name)
    with _locked(folder):
        scenario_of(read_chain(path, text))
        save_text(path, text, overwrite=False)
    return path


def standing_on(folder: Path, name: str) -> list[str]:
    """Return the reforms whose base is the file `name`."""
    return [e.name for e in entries(folder) if e.base and PurePath(e.base) == PurePath(name)]


def folder_stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when any file of the folder does: names, times, sizes."""
    stamps = ((path.name, _file_status(path)) for path in sorted(folder.iterdir()))
    return tuple(
        (name, status.st_mtime_ns, status.st_size)
        for name, status in stamps
        if status is not None and name != _LOCK
    )


def _entry(path: Path) -> Entry | None:
    status = _file_status(path)
    if status is None:
        return None
    changed = status.st_mtime
    try:
        table = read_file(path).table
        title = read_text(table.get("title", path.stem))
    except InputError as error:
        name = Text(path.name, path.name)
        return Entry(path.name, name, None, changed, error.problems)
    base = table.get("base")
    return Entry(path.name, title, base if isinstance(base, str) else None, changed)


def _file_status(path: Path) -> os.stat_result | None:
    """Return size and times of a file; None for a folder and for what is gone meanwhile."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status if S_ISREG(status.st_mode) else None


def _move(path: Path, target: Path) -> None:
    try:
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
    except OSError as error:
        raise _problem(
            path.name,
            message("the file cannot be moved: {reason}", reason=error.strerror or "?"),
            message("check the name and the folder"),
        ) from None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder against other writers, of this process and of others."""
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire()
    except OSError as error:
        raise _problem(
            folder.name,
            message("the file cannot be written: {reason}", reason=error.strerror or "?"),
            message("check the folder and its permissions"),
        ) from None
    try:
        yield
    finally:
        lock.release()


def _title(title: Text) -> Any:
    plain = text_to_toml(title)
    if isinstance(plain, dict):
        table = tomlkit.inline_table()
        table.update(plain)
        return table
    return plain


def _problem(where: str, what: Message, cure: Message | None = None) -> InputError:
    return InputError([Problem(where, what, cure)])
