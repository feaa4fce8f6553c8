"""Where a given value comes from: what the file that gives it says, and no other file."""

from collections.abc import Mapping, Sequence
from typing import Any

from model.scenario.file import ScenarioFile
from model.scenario.lines import entry_at
from model.words.sources import NO_SOURCE


def cited_in(file: ScenarioFile, path: str) -> str:
    """Return what a file says of a path, or of the table that the path stands in."""
    return _cited(file.table.get("sources", {}), path) or NO_SOURCE


def cited_by(files: Sequence[ScenarioFile], path: str, merged: Mapping[str, str]) -> str:
    """Return the source of a value that is given: that of the last file which gives it.

    A reform's value does not borrow the source that its base names for another value.

    Parameters
    ----------
    files : a file and its bases, the deepest base first
    merged : the sources of a scenario that was made in Python and has no files
    """
    for file in reversed(files):
        if entry_at(file.table, path) is not None:
            return cited_in(file, path)
    return _cited(merged, path) or NO_SOURCE


def _cited(sources: Mapping[str, Any], path: str) -> str:
    while path:
        if path in sources:
            return str(sources[path])
        path = path.rpartition(".")[0]
    return ""
