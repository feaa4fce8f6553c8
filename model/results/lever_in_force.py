"""The value of a lever from the first projected year on."""

import numpy as np

from model.arrays import FloatArray
from model.parameters.dated import DatedValue
from model.parameters.dated_editing import from_month, is_level, rounded
from model.results.projection import Projection
from model.scenario.draft import first_projected_month
from model.scenario.scenario import Lever


def in_force(lever: Lever, projection: Projection) -> DatedValue | float | None:
    """Return the number or path that holds from the first projected year on.

    Where a file gives none, it is the declared table's, or what the projection found for the
    output of the same name; None where there is neither.
    """
    if isinstance(lever.value, DatedValue):
        return from_month(lever.value, first_projected_month(projection.scenario))
    if isinstance(lever.value, int | float) and not isinstance(lever.value, bool):
        return float(lever.value)
    if not lever.dated:
        return None
    years = projection.years[1:]
    values = lever.declaration.table(years) if lever.declaration.table else None
    if values is None:
        values = _projected(lever.path, projection)
    if values is None or not np.isfinite(values).all():
        return None
    months = tuple(int(year) * 12 for year in years)
    path = DatedValue(months, tuple(rounded(float(value)) for value in values))
    return DatedValue(months[:1], path.values[:1]) if is_level(path) else path


def _projected(path: str, projection: Projection) -> FloatArray | None:
    """Return the projected years of the fund's output that is called like the lever."""
    where, _, name = path.rpartition(".")
    keys = where.split(".")
    if keys[0] != "funds" or "groups" in keys:
        return None
    fund = projection.funds[keys[1]]
    for group in (fund.indicators, fund.series):
        if name in group:
            return np.asarray(group[name][1:, 0])
    return None
