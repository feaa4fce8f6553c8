"""A fund as a scenario gives it, and the setting it is projected in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from model.account.flows import Item
from model.arrays import FloatArray, IntArray
from model.economy import EconomyPaths
from model.parameters.dated import DatedValue
from model.parameters.declaration import Section
from model.parameters.rules import Rule
from model.parameters.shared_policy import SharedPolicy
from model.people.population import Population, project_population
from model.people.population_levers import PopulationAssumptions
from model.words.texts import Text

#: The sections of a kind of fund; functions of several kinds name what they need of them.
ReportedT = TypeVar("ReportedT", covariant=True)
PolicyT = TypeVar("PolicyT", covariant=True)
AssumptionsT = TypeVar("AssumptionsT", covariant=True)


@dataclass(frozen=True)
class FundInput(Generic[ReportedT, PolicyT, AssumptionsT]):
    """One fund of a scenario, read and checked section by section.

    `reported`, `policy` and `assumptions` are the sections of the fund's kind, `groups` its groups
    of workers with rules of their own, where the kind has such.
    """

    name: str
    kind: str
    title: Text
    reported: ReportedT
    policy: PolicyT
    assumptions: AssumptionsT
    rules: tuple[Rule, ...] = ()
    groups: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The fund's path in the file."""
        return f"funds.{self.name}"


#: A fund of whatever kind: its sections are known by the names of their parameters only.
AnyFund = FundInput[Section, Section, Section]


@dataclass(frozen=True)
class Setting:
    """The years, the economy and the unit of money that all funds of a run share.

    Attributes
    ----------
    money_unit : yuan per unit of money of the scenario file
    population_section, shared_policy : what all funds share besides the economy
    leader_contributors : contributors of the pension fund with most of them, base year; joint
        collection brings the other branches up to it
    folder : where files that a fund names are found
    """

    base_year: int
    end_year: int
    money_unit: float
    economy: EconomyPaths
    population_section: PopulationAssumptions = field(default_factory=PopulationAssumptions)
    shared_policy: SharedPolicy = field(default_factory=SharedPolicy)
    leader_contributors: float = 0.0
    folder: Path | None = None

    @cached_property
    def population(self) -> Population:
        """The population, projected when the first fund asks for it."""
        return project_population(
            self.population_section, self.base_year, self.end_year, self.folder
        )

    @property
    def years(self) -> IntArray:
        """The projected years."""
        return np.arange(self.base_year + 1, self.end_year + 1)

    def money(self, amount: Any) -> FloatArray:
        """Return a dated amount of the file in yuan [year 1..T, 1]."""
        return np.asarray(amount.annual(self.years) * self.money_unit)[:, None]

    def item(
        self, name: str, amount: DatedValue, season: tuple[float, ...] = (1 / 12,) * 12
    ) -> Item:
        """Return a dated amount of the file as an item, exact to the month in which it changes."""
        monthly = amount.monthly(self.years) * np.asarray(season)
        total = monthly.sum(axis=1, keepdims=True)
        months = np.where(total != 0, monthly / np.where(total != 0, total, 1.0), season)
        return Item(name, self.money(amount), months)
