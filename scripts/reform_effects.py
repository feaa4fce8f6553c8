"""Shipped reforms beside their bases: first year, changed levers, sources, changes of figures.

`make_reforms.py` writes pages from this and `tests/test_reforms.py` tests it.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from model import FundProjection, Projection, load_scenario, project
from model.parameters.rules import Rule
from model.results.comparison import HORIZONS, InputChange, changed_inputs
from model.scenario.scenario import levers

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ROOT / "scenarios"
FOLDER = ROOT / "docs" / "reforms"
#: Figures whose difference to the base is what "a fund moves" means.
MONEY = ("income", "expenditure", "balance")

Declared = Mapping[str, Any]


@dataclass(frozen=True)
class Reform:
    """A reform beside its base, both projected.

    Attributes
    ----------
    stem : name of the file without its ending
    base, after : projections without and with the reform
    first_year : the first year in which any money of any fund differs
    declared : its table in effects.toml, `limits` taken out
    limits : what the numbers leave out
    """

    stem: str
    base: Projection
    after: Projection
    first_year: int
    declared: Declared
    limits: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years at which effects are shown."""
        return tuple(self.first_year + years for years in HORIZONS)


@cache
def projected(name: str) -> Projection:
    """Return the projection of a file in scenarios/."""
    return project(load_scenario(SCENARIOS / name))


def effects() -> Declared:
    """Return what effects.toml declares, by reform."""
    return tomllib.loads((FOLDER / "effects.toml").read_text(encoding="utf-8"))


def read_reform(stem: str, projection_of: Callable[[str], Projection] = projected) -> Reform:
    """Set a reform beside the base that its file names."""
    after = projection_of(f"{stem}.toml")
    base = projection_of(after.scenario.files[-2].path.name)
    declared = dict(effects().get(stem, {}))
    limits = tuple(declared.pop("limits", ()))
    moves = [
        first_difference(base.funds[name], fund)
        for name, fund in after.funds.items()
        if name in base.funds
    ]
    first_year = min((year for year in moves if year is not None), default=after.scenario.end_year)
    return Reform(stem, base, after, first_year, declared, limits)


def first_difference(one: FundProjection, other: FundProjection) -> int | None:
    """Return the first year in which the money of two projections of a fund is not the same."""
    differs = np.any([one.series[name] != other.series[name] for name in MONEY], axis=(0, 2))
    rows = np.flatnonzero(differs)
    return int(one.years[rows[0]]) if len(rows) else None


def payout_change(reform: Reform, fund: str, year: int) -> float:
    """Return the change of payout months in a year; NaN past the horizon."""
    without, with_it = (
        figure(side.funds[fund], "payout_months", year) for side in (reform.base, reform.after)
    )
    return with_it - without


def figure(fund: FundProjection, name: str, year: int) -> float:
    """Return one figure of a fund; NaN past the horizon."""
    row = year - int(fund.years[0])
    if row >= len(fund.years):
        return float("nan")
    return float({**fund.series, **fund.indicators}[name][row, 0])


def changed_levers(reform: Reform) -> tuple[InputChange, ...]:
    """Return the levers that the reform's file itself changes."""
    given = {lever.path for lever in levers(reform.after.scenario) if lever.given}
    changes = changed_inputs((reform.base.scenario, reform.after.scenario))
    return tuple(change for change in changes if change.path in given)


def added_rules(reform: Reform) -> Iterator[tuple[FundProjection, Rule]]:
    """Yield the rules that look at the fund which the reform brings."""
    for name, fund in reform.after.funds.items():
        before = reform.base.funds[name].fund.rules
        yield from ((fund, rule) for rule in fund.fund.rules if rule not in before)


def own_source(reform: Reform, path: str) -> str | None:
    """Return the source that the reform's own file gives for a lever or the table it is in."""
    sources = reform.after.scenario.files[-1].table.get("sources", {})
    whole = path.replace("[", ".").split(".")
    found = [key for key in sources if whole[: key.count(".") + 1] == key.split(".")]
    return sources[max(found, key=len)] if found else None


def as_written(reform: Reform, path: str) -> str:
    """Return a lever's value as the reform's own file writes it, without what the base holds."""
    value: Any = reform.after.scenario.files[-1].table
    for key in re.findall(r"[^.\[\]]+", path):
        value = value[int(key)] if isinstance(value, list) else value[key]
    if isinstance(value, dict):
        pairs = (f"{key} = {json.dumps(number)}" for key, number in value.items())
        return "{ " + ", ".join(pairs) + " }"
    return str(value)
