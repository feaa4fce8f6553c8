"""Observed figures of funds by variable and year, with source, doubts and changes of scope."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.arrays import FloatArray, IntArray


@dataclass(frozen=True)
class Observation:
    """One observed figure.

    Attributes
    ----------
    fund : its name in the scenario
    variable : the output that it is an observation of, as in `model.words.outputs`
    value : yuan, persons, shares as in the model
    unit : in which it was printed; "" where the file does not say
    precision : half a unit of the last digit that was printed, in the unit of `value`
    unverified : whether the file says that nobody has seen the publication
    line : of the file on which it stands
    """

    fund: str
    variable: str
    year: int
    value: float
    unit: str
    source: str
    precision: float = 0.0
    unverified: bool = False
    line: int = 0


@dataclass(frozen=True)
class ScopeChange:
    """A year from which a fund's figures count something else than before: "institutions join"."""

    fund: str
    year: int
    text: str
    line: int = 0


@dataclass(frozen=True)
class History:
    """All observed figures of one file.

    Attributes
    ----------
    observations : in the order of the file, at most one for a fund, variable and year
    scope_changes : in the order of their years
    name : of the file
    sha256 : of its bytes
    """

    observations: tuple[Observation, ...]
    scope_changes: tuple[ScopeChange, ...] = ()
    name: str = ""
    sha256: str = ""

    def __repr__(self) -> str:
        """Say what it holds in a sentence."""
        if not self.observations:
            return f"{self.name or 'history'}: no figures"
        years = [one.year for one in self.observations]
        funds = dict.fromkeys(one.fund for one in self.observations)
        return (
            f"{self.name or 'history'}: {len(self.observations)} figures of "
            f"{', '.join(funds)}, {min(years)} to {max(years)}"
        )

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], Mapping[int, Observation]]:
        found: dict[tuple[str, str], dict[int, Observation]] = {}
        for one in sorted(self.observations, key=lambda one: one.year):
            found.setdefault((one.fund, one.variable), {})[one.year] = one
        return found

    def variables(self, fund: str) -> tuple[str, ...]:
        """Return the observed variables of a fund, in the order of the file."""
        return tuple(dict.fromkeys(one.variable for one in self.observations if one.fund == fund))

    def observed(self, fund: str, variable: str) -> Mapping[int, Observation]:
        """Return the observations of a variable by year; gaps are not in it."""
        return self._by_place.get((fund, variable), {})

    def value(self, fund: str, variable: str, year: int) -> float:
        """Return an observed figure; NaN in a gap."""
        found = self.observed(fund, variable).get(year)
        return float("nan") if found is None else found.value

    def values(self, fund: str, variable: str, years: IntArray) -> FloatArray:
        """Return the observed figures of some years [year]; NaN in gaps."""
        return np.array([self.value(fund, variable, int(year)) for year in years])

    def years(self, fund: str) -> IntArray:
        """Return every year from the first to the last in which anything is observed."""
        found = [one.year for one in self.observations if one.fund == fund]
        return np.arange(min(found), max(found) + 1) if found else np.arange(0)

    def until(self, year: int) -> "History":
        """Return what was known at the end of a year: no later figure, no later change of scope."""
        return History(
            tuple(one for one in self.observations if one.year <= year),
            tuple(one for one in self.scope_changes if one.year <= year),
            self.name,
            self.sha256,
        )

    def scope_start(self, fund: str, year: int) -> int | None:
        """Return the first year of the scope that held in `year`; None where it never changed."""
        before = [one.year for one in self.scope_changes if one.fund == fund and one.year <= year]
        return max(before, default=None)

    def stock_flow_differences(self, fund: str) -> Iterator[tuple[int, float]]:
        """Yield years in which the balance moves by more than income less expenditure, and by what.

        ``balance - (balance of the year before + income - expenditure)``, yuan, where it is more
        than the rounding of the four figures. Such jumps are shown, never smoothed.
        """
        balances = self.observed(fund, "balance")
        for year, closing in balances.items():
            income = self.observed(fund, "income").get(year)
            spent = self.observed(fund, "expenditure").get(year)
            opening = balances.get(year - 1)
            if income is None or spent is None or opening is None:
                continue
            difference = closing.value - (opening.value + income.value - spent.value)
            rounding = sum(one.precision for one in (closing, opening, income, spent))
            if abs(difference) > rounding * (1 + 1e-9):
                yield year, difference
