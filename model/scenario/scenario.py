"""A scenario: everything that a projection needs, read and checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from model.anchor.anchoring import Anchoring
from model.economy import economy_paths
from model.funds.kind import FUND_SECTIONS
from model.funds.kinds import kinds
from model.funds.setting import AnyFund, Setting
from model.history.record import History
from model.parameters.declaration import (
    Parameter,
    Section,
    choices,
    declaration_of,
    is_dated,
    nested_section,
)
from model.parameters.economy import Economy
from model.parameters.shared_policy import SharedPolicy
from model.people.population_levers import PopulationAssumptions
from model.scenario.cited import cited_by
from model.scenario.file import ScenarioFile, digest
from model.scenario.header import Header
from model.words.texts import Text
from model.words.units import money_units

#: Tables that all funds share, by their path in a file.
SHARED_SECTIONS: Mapping[str, type[Section]] = {
    "assumptions.economy": Economy,
    "assumptions.population": PopulationAssumptions,
    "policy": SharedPolicy,
}


@dataclass(frozen=True)
class Scenario:
    """A checked scenario.

    Attributes
    ----------
    header : titles, years, currency, unit of money
    economy, population : assumptions that all funds share
    policy : policy that acts on several funds at once
    funds : by name, in the order of the file
    sources : provenance by path
    files : the file and its bases, the deepest base first; empty if made in Python
    history : the observed years, where the file names them
    anchoring : what was fitted to them, by fund
    """

    header: Header
    economy: Economy
    population: PopulationAssumptions
    policy: SharedPolicy
    funds: Mapping[str, AnyFund]
    sources: Mapping[str, str] = field(default_factory=dict)
    files: tuple[ScenarioFile, ...] = field(default=(), compare=False)
    history: History | None = field(default=None, compare=False)
    anchoring: Mapping[str, Anchoring] = field(default_factory=dict, compare=False)

    def __repr__(self) -> str:
        """Say what it is in a sentence."""
        names = ", ".join(self.funds)
        return (
            f"{self.title.en}: {len(self.funds)} fund(s) ({names}), "
            f"{self.base_year} to {self.end_year}, money in {self.money}"
        )

    @cached_property
    def levers_by_path(self) -> Mapping[str, "Lever"]:
        """Every parameter by its path, in file order."""
        return {lever.path: lever for lever in levers(self)}

    @property
    def title(self) -> Text:
        """What the scenario is called."""
        return self.header.title

    @property
    def base_year(self) -> int:
        """The year of the last final account."""
        return self.header.base_year

    @property
    def end_year(self) -> int:
        """The last projected year."""
        return self.header.end_year

    @property
    def currency(self) -> str:
        """ISO code of the currency."""
        return self.header.currency

    @property
    def money(self) -> str:
        """The unit of fund totals in the file."""
        return self.header.money

    @cached_property
    def sha256(self) -> str:
        """Digest of the files; of a reform in memory, of the text that its file would have."""
        return digest(self.files) if self.files else ""

    @cached_property
    def folder(self) -> Path | None:
        """Where the file lies."""
        path = self.files[-1].path if self.files else None
        return path.resolve().parent if path else None

    def setting(self) -> Setting:
        """Return years, economy and unit of money for the funds."""
        return Setting(
            base_year=self.base_year,
            end_year=self.end_year,
            money_unit=money_units(self.currency)[self.money],
            economy=economy_paths(self.economy, self.base_year, self.end_year),
            population_section=self.population,
            shared_policy=self.policy,
            leader_contributors=self.leader_contributors,
            folder=self.folder,
        )

    @property
    def leader_contributors(self) -> float:
        """Contributors of the largest fund that leads joint collection, persons; 0 without one."""
        return max(
            (
                getattr(fund.reported, "contributors", None) or 0.0
                for fund in self.funds.values()
                if kinds()[fund.kind].leads_joint_collection
            ),
            default=0.0,
        )


def same_setting(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios project their funds in the same years, economy and population."""
    return (
        (one.base_year, one.end_year, one.currency, one.money, one.folder)
        == (other.base_year, other.end_year, other.currency, other.money, other.folder)
        and (one.economy, one.population, one.policy)
        == (other.economy, other.population, other.policy)
        and one.leader_contributors == other.leader_contributors
    )


@dataclass(frozen=True)
class Lever:
    """One parameter of a scenario at its path: declaration, value, and where it came from.

    Attributes
    ----------
    source : what the file that gives the value says of it; of a default what is declared
    """

    path: str
    declaration: Parameter
    value: Any
    default: Any
    given: bool
    source: str
    dated: bool
    choices: tuple[str, ...]


def levers(scenario: Scenario) -> Iterator[Lever]:
    """Yield every parameter of the scenario with its path and value, in file order."""
    for path in SHARED_SECTIONS:
        section = shared_section(scenario, path)
        yield from _section_levers(path, section, scenario)
    for fund in scenario.funds.values():
        for name in FUND_SECTIONS:
            yield from _section_levers(f"{fund.where}.{name}", getattr(fund, name), scenario)
        for name, group in fund.groups.items():
            yield from _section_levers(f"{fund.where}.groups.{name}", group, scenario)


def shared_section(scenario: Scenario, path: str) -> Section:
    """Return the section at one of the paths in `SHARED_SECTIONS`."""
    section: Section = getattr(scenario, path.rpartition(".")[2])
    return section


def _section_levers(where: str, section: Section, scenario: Scenario) -> Iterator[Lever]:
    for key, info in type(section).model_fields.items():
        value = getattr(section, key)
        declaration = declaration_of(info)
        path = f"{where}.{info.alias or key}"
        if declaration is not None:
            given = key in section.model_fields_set
            cited = cited_by(scenario.files, path, scenario.sources) if given else ""
            yield Lever(
                path=path,
                declaration=declaration,
                value=value,
                default=None if info.is_required() else info.default,
                given=given,
                source=cited or declaration.source,
                dated=is_dated(info),
                choices=choices(info),
            )
        elif nested_section(info) is not None:
            for number, inner in enumerate(value):
                place = f"{path}[{number}]" if len(value) > 1 else path
                yield from _section_levers(place, inner, scenario)
