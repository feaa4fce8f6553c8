"""Scenarios beside a baseline: changed inputs beside changed outputs, fund by fund."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.arrays import FloatArray
from model.parameters.declaration import Parameter
from model.results.fund_projection import FundProjection
from model.results.projection import Projection, project
from model.scenario.scenario import Lever, Scenario, levers
from model.words.texts import Text

#: Years after the base year at which outputs are compared, besides the last one that all have.
HORIZONS = (5, 10, 20)
#: Yearly figures compared, in order.
COMPARED = ("payout_months", "balance", "income", "expenditure", "contributors", "cost_rate")
#: Single figures compared.
COMPARED_SUMMARY = (
    "first_deficit_year",
    "depletion_month",
    "lowest_payout_months",
    "financing_gap",
)


@dataclass(frozen=True)
class InputChange:
    """One lever that differs: its values by scenario, the baseline first."""

    path: str
    declaration: Parameter
    values: tuple[Any, ...]


@dataclass(frozen=True)
class OutputChange:
    """One figure of one fund by scenario, the baseline first; NaN or None where undefined."""

    fund: str
    name: str
    year: int | None
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Comparison:
    """Scenarios over one baseline.

    Attributes
    ----------
    projections : the baseline first
    inputs : levers that differ in any scenario, in file order
    """

    projections: tuple[Projection, ...]
    inputs: tuple[InputChange, ...]

    def __repr__(self) -> str:
        """Say how many levers differ and what becomes of each fund."""
        names = ", ".join(one.scenario.title.en for one in self.projections[1:])
        return (
            f"{names} against {self.projections[0].scenario.title.en}: {len(self.inputs)} changed"
        )

    @property
    def titles(self) -> tuple[Text, ...]:
        """Titles of the scenarios, the baseline first."""
        return tuple(one.scenario.title for one in self.projections)

    @property
    def funds(self) -> tuple[str, ...]:
        """Names of the funds of any scenario."""
        return tuple(dict.fromkeys(name for one in self.projections for name in one.funds))

    def outputs(self, horizons: Sequence[int] = HORIZONS) -> tuple[OutputChange, ...]:
        """Return the figures of every fund at `horizons` after the base year and at the end."""
        return tuple(
            change
            for fund in self.funds
            for change in _fund_outputs(self.projections, fund, horizons)
        )

    def moved(self, fund: str) -> bool:
        """Whether any yearly money or person of the fund differs in any scenario."""
        series = [one.funds[fund].series for one in self.projections if fund in one.funds]
        return len(series) < len(self.projections) or any(
            not _same(series[0][name], other[name])
            for other in series[1:]
            for name in series[0]
            if name in other
        )


def compare(baseline: Scenario, *others: Scenario) -> Comparison:
    """Project scenarios and set them beside a baseline.

    Raises
    ------
    AccountingError
        if a ledger does not close.
    """
    scenarios = (baseline, *others)
    return Comparison(
        projections=tuple(project(scenario) for scenario in scenarios),
        inputs=changed_inputs(scenarios),
    )


def changed_inputs(scenarios: Sequence[Scenario]) -> tuple[InputChange, ...]:
    """Return the levers whose values differ between scenarios, in the order of the files."""
    by_path: list[Mapping[str, Lever]] = [
        {lever.path: lever for lever in levers(scenario)} for scenario in scenarios
    ]
    paths = dict.fromkeys(path for own in by_path for path in own)
    changes = []
    for path in paths:
        found = [own.get(path) for own in by_path]
        values = tuple(lever.value if lever else None for lever in found)
        if any(value != values[0] for value in values[1:]):
            declaration = next(lever.declaration for lever in found if lever)
            changes.append(InputChange(path, declaration, values))
    return tuple(changes)


def _fund_outputs(
    projections: Sequence[Projection], fund: str, horizons: Sequence[int]
) -> list[OutputChange]:
    """Return one fund's figures of every scenario."""
    own = [one.funds.get(fund) for one in projections]
    first = next(one for one in own if one is not None)
    changes = []
    start, end = int(first.years[0]), min(int(one.years[-1]) for one in own if one is not None)
    compared = {start + years for years in horizons} | {end}
    for name in COMPARED:
        for year in sorted(compared):
            values = tuple(_figure_at(one, name, year) for one in own)
            if any(np.isfinite(value) for value in values):
                changes.append(OutputChange(fund, name, year, values))
    for name in COMPARED_SUMMARY:
        changes.append(
            OutputChange(fund, name, None, tuple(one.summary[name] if one else None for one in own))
        )
    return changes


def _figure_at(fund: FundProjection | None, name: str, year: int) -> float:
    if fund is None or not fund.years[0] <= year <= fund.years[-1]:
        return float("nan")
    row = year - int(fund.years[0])
    group = fund.indicators if name in fund.indicators else fund.series
    return float(group[name][row, 0]) if name in group else float("nan")


def _same(one: FloatArray, other: FloatArray) -> bool:
    years = min(len(one), len(other))
    return bool(np.allclose(one[:years], other[:years], rtol=1e-12, atol=0.0, equal_nan=True))
