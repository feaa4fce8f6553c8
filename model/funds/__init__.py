"""The kinds of funds: one file each, one public function `outcome` each.

The kind that a scenario file names is the module's name, so a new kind is one new file.
Each module holds `TITLE`, the sections `Reported`, `Policy`, `Assumptions`, what rules may
act on (`RULE_TARGETS`), `problems(fund, setting)` and `outcome(fund, setting)`.
"""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def kinds() -> tuple[str, ...]:
    """Return the names of all kinds of funds."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def kind_module(kind: str) -> ModuleType:
    """Return the module of a kind in `kinds()`."""
    return import_module(f"{__name__}.{kind}")
