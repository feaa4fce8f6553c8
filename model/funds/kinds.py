"""The kinds of funds: each folder of `model/funds` that holds a `KIND`.

The kind that a scenario file names is the folder's name, so a new kind is one new folder.
"""

import pkgutil
from collections.abc import Collection, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

import model.funds
from model.funds.kind import FundKind
from model.words.labels import key_meant, nearest_labelled
from model.words.outputs import SHARED_OUTPUTS, Output
from model.words.texts import Message, message

#: Folders of `model/funds` that several kinds share.
_SHARED = ("shared", "pension_engine")


@cache
def kinds() -> Mapping[str, FundKind]:
    """Return all kinds of funds by name."""
    folders = sorted(
        one.name
        for one in pkgutil.iter_modules(model.funds.__path__)
        if one.ispkg and one.name not in _SHARED
    )
    found: dict[str, FundKind] = {}
    for name in folders:
        kind = import_module(f"model.funds.{name}").KIND
        if not isinstance(kind, FundKind) or kind.name != name:
            raise TypeError(f"model.funds.{name}.KIND is not the kind of fund {name!r}")
        found[name] = kind
    return MappingProxyType(found)


@cache
def outputs() -> Mapping[str, Output]:
    """Return every declared output by name: those that all kinds share, then each kind's own."""
    own = {name: output for kind in kinds().values() for name, output in kind.outputs.items()}
    groups = ("series", "income", "expenditure", "indicator", "summary")
    merged = {**SHARED_OUTPUTS, **own}
    ordered = sorted(merged.items(), key=lambda item: groups.index(item[1].group))
    return MappingProxyType(dict(ordered))


def output_meant(name: str) -> str:
    """Return the key of the output that a name means: by key, or by label in either language.

    A name that none bears comes back as it is.
    """
    return key_meant(name, {key: output.label for key, output in outputs().items()})


def unknown_output_cure(name: str, known: Collection[str]) -> Message:
    """Return the cure for a name that is none of the outputs `known`: those near, and the list."""
    labels = {key: output.label for key, output in outputs().items() if key in known}
    return nearest_labelled(name, labels, message("docs/names.md lists them all"))
