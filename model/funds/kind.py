"""A kind of fund: its sections, its figures, and the functions that check and project it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from model.errors import Problem
from model.funds.equation import Equations
from model.funds.figures import FundOutcome
from model.funds.setting import FundInput, Setting
from model.parameters.declaration import Section
from model.words.outputs import Output
from model.words.texts import Text

#: The sections of a fund in a file, by name.
FUND_SECTIONS = ("reported", "policy", "assumptions")


@dataclass(frozen=True)
class FundKind:
    """What the rest of the product asks of a kind of fund.

    Attributes
    ----------
    name : as in the key `kind` of a scenario file
    title : what funds of this kind are called
    reported, policy, assumptions : the sections of such a fund in a file
    problems : yields what contradicts in the base year
    outcome : projects a fund of this kind up to its flows
    rule_targets : items and rates that rules which look at the fund may act on
    outputs : declarations of the items and series that no other kind has, by name
    equations : how its figures follow from each other
    leads_joint_collection : joint collection brings the other branches up to the largest such fund
    given_by_year : its totals are given year by year, so that draws reach its interest only
    group : the section of groups of workers with rules of their own; None where there are none
    implicit_debt : value of what members have earned so far, yuan; None for kinds without members
    """

    name: str
    title: Text
    reported: type[Section]
    policy: type[Section]
    assumptions: type[Section]
    # `Any` stands for the kind's own sections: its functions name them, the kinds together do not
    problems: Callable[[FundInput[Any, Any, Any], Setting], Iterator[Problem]]
    outcome: Callable[[FundInput[Any, Any, Any], Setting], FundOutcome]
    rule_targets: tuple[str, ...] = ()
    outputs: Mapping[str, Output] = field(default_factory=dict)
    equations: Equations = field(default_factory=Equations)
    leads_joint_collection: bool = False
    given_by_year: bool = False
    group: type[Section] | None = None
    implicit_debt: Callable[[FundInput[Any, Any, Any], Setting], float] | None = None

    @property
    def sections(self) -> Mapping[str, type[Section]]:
        """The kind's sections by their names in a file."""
        return {name: getattr(self, name) for name in FUND_SECTIONS}
