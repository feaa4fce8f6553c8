"""The formats in which an answer is written: one file each, with a function `write`.

The file's name is the ending of what it writes, and its name for `--format`: `csv.py` writes
.csv files. So a new format is one new file.
"""

import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TypeAlias

from model.export.answer import Answer

Write: TypeAlias = Callable[[Answer], bytes]


def formats() -> Mapping[str, Write]:
    """Return what writes an answer as bytes, by format."""
    names = sorted(file.name for file in pkgutil.iter_modules(__path__))
    found: dict[str, Write] = {name: import_module(f"{__name__}.{name}").write for name in names}
    return found


def endings() -> tuple[str, ...]:
    """Return the endings of all files that are written: ".csv", ".json"."""
    return tuple(f".{name}" for name in formats())
