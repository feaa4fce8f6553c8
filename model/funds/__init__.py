"""The kinds of funds: one file each, one public function `outcome` each.

The kind that a scenario file names is the module's name, so a new kind is one new file.
Each module holds `TITLE`, the sections `Reported`, `Policy`, `Assumptions`, what rules may
act on (`RULE_TARGETS`), `problems(fund, setting)` and `outcome(fund, setting)`; and, where it has
items or series that no other kind has, their declarations (`OUTPUTS`).
"""

import pkgutil
from collections.abc import Collection, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType

from model.labels import key_meant, nearest_labelled
from model.names import SHARED_OUTPUTS, Output
from model.texts import Message, message


@cache
def kinds() -> tuple[str, ...]:
    """Return the names of all kinds of funds."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def kind_module(kind: str) -> ModuleType:
    """Return the module of a kind in `kinds()`."""
    return import_module(f"{__name__}.{kind}")


@cache
def outputs() -> Mapping[str, Output]:
    """Return every declared output by name: those that all kinds share, then each kind's own."""
    own = {
        name: output
        for kind in kinds()
        for name, output in getattr(kind_module(kind), "OUTPUTS", {}).items()
    }
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
