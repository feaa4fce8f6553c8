"""The accounts on the screen: one fund, or several together, of the draft and of the baseline."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray
from model.results.consolidation import Consolidation, consolidate
from model.results.fund_projection import FundProjection
from model.results.projection import Projection
from model.words.texts import Text

Account = FundProjection | Consolidation


@dataclass(frozen=True)
class Shown:
    """One account under the draft and under the baseline (None where the baseline has none)."""

    name: str
    title: Text
    now: Account
    before: Account | None


def shown_accounts(
    changed: Projection, baseline: Projection, names: Sequence[str], together: bool
) -> list[Shown]:
    """Return the accounts of the chosen funds, summed or each by itself."""
    if together and len(names) > 1:
        now = consolidate([changed.funds[name] for name in names])
        known = all(name in baseline.funds for name in names)
        before = consolidate([baseline.funds[name] for name in names]) if known else None
        return [Shown("together", now.title, now, before)]
    return [
        Shown(name, changed.funds[name].title, changed.funds[name], baseline.funds.get(name))
        for name in names
    ]


def course(account: Account, name: str) -> FloatArray:
    """Return a yearly figure of the first path [year 0..T]; NaN where the account has none."""
    for group in (account.indicators, account.series):
        if name in group:
            return np.asarray(group[name][:, 0])
    return np.full(len(account.years), np.nan)


def at_year(account: Account, name: str, year: int) -> float:
    """Return a figure of one year; NaN outside the horizon."""
    years = account.years
    inside = years[0] <= year <= years[-1]
    return float(course(account, name)[year - int(years[0])]) if inside else float("nan")


def turning_note(account: Account, name: str, label: str) -> dict[int, str]:
    """Return what to write at the year of a turning point, if there is one."""
    year = account.turning_points[name]
    return {year: f"{label} {year}".strip()} if isinstance(year, int) else {}
