"""Names of scenario files: none leaves the folder, and a title gives one."""

import re
from pathlib import Path

from model.errors import InputError, Problem
from model.words.texts import message

#: In bytes; file systems take 255, and a file being written has a longer name for a moment.
_LONGEST_NAME = 200
_NAME = re.compile(r"[^/\\:*?\"<>|\x00-\x1f.][^/\\:*?\"<>|\x00-\x1f]{0,99}\.toml")


def is_file_name(name: str) -> bool:
    """Whether a scenario file may be called so."""
    return bool(_NAME.fullmatch(name)) and len(name.encode()) <= _LONGEST_NAME


def scenario_path(folder: Path, name: str) -> Path:
    """Return where the file `name` lies; raise `InputError` for what is no file name here."""
    path = folder / name
    if not is_file_name(name) or path.is_symlink() or path.parent != folder:
        what = message("this is not a name for a scenario file")
        cure = message("letters, digits and hyphens, ending in .toml")
        raise InputError([Problem(name, what, cure)])
    return path


def file_name(words: str) -> str:
    """Return the file name that a planner means by `words`."""
    stem = re.sub(r"[/\\:*?\"<>|\s\x00-\x1f]+", "-", words.strip()).strip("-.")
    # room for the number that `free_name` may add
    short = stem.removesuffix(".toml")[:96].encode()[: _LONGEST_NAME - 10]
    return f"{short.decode(errors='ignore')}.toml"


def free_name(folder: Path, name: str) -> str:
    """Return `name`, or the first of name-2, name-3 ... that no file has."""
    stem = name.removesuffix(".toml")
    number, candidate = 1, name
    while (folder / candidate).exists():
        number += 1
        candidate = f"{stem}-{number}.toml"
    return candidate
