"""Paths of levers moved as a whole, from the first projected year on: what was observed stays."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from model.parameters.dated import DatedValue
from model.parameters.dated_editing import from_month
from model.scenario.draft import first_projected_month
from model.scenario.reform_in_memory import reformed
from model.scenario.scenario import Scenario
from model.sensitivity.lever_range import LeverRange


def with_shifts(scenario: Scenario, shifts: Sequence[tuple[LeverRange, float]]) -> Scenario:
    """Return the scenario with whole paths of levers moved by an amount each.

    Raises
    ------
    InputError
        where the values contradict each other or the base year.
    """
    values: dict[str, Any] = {}
    for lever, by in shifts:
        if not isinstance(lever.value, DatedValue):
            values[lever.path] = _moved_number(lever, lever.value, by)
        elif lever.ramp_years:
            values[lever.path] = _ramped(lever, lever.value, by, scenario)
        else:
            part = from_month(lever.value, first_projected_month(scenario))
            moved = tuple(_moved_number(lever, value, by) for value in part.values)
            values[lever.path] = DatedValue(part.months, moved, part.linear)
    return reformed(scenario, values)


def _moved_number(lever: LeverRange, value: float, by: float) -> float:
    return value * math.exp(by) if lever.scaled else value + by


def _ramped(lever: LeverRange, value: DatedValue, by: float, scenario: Scenario) -> DatedValue:
    """Return a path that comes to be moved within some years, a step a year."""
    years = np.arange(scenario.base_year + 1, scenario.end_year + 1)
    shares = np.minimum(np.arange(1, len(years) + 1) / lever.ramp_years, 1.0)
    moved = [
        _moved_number(lever, number, by * share)
        for number, share in zip(value.annual(years).tolist(), shares.tolist(), strict=True)
    ]
    return DatedValue(tuple(int(year) * 12 for year in years), tuple(moved))
