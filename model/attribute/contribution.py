"""What one group of changed levers adds to a change, and what it is called."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from model.attribute.coalition_values import Player
from model.scenario.scenario import Scenario
from model.words.texts import LANGUAGES, Message, Text, message

#: What a group of levers is: one side, or levers of several sides taken as one.
PartSide = Literal["policy", "assumptions", "reported", "mixed"]
#: In the order in which they are shown.
SIDES: Mapping[PartSide, Message] = {
    "policy": message("policy"),
    "assumptions": message("assumptions"),
    "reported": message("base-year figures"),
    "mixed": message("policy and assumptions mixed"),
}


@dataclass(frozen=True)
class Contribution:
    """What one group of levers adds to the change.

    Attributes
    ----------
    name : the lever's path, or the group's name
    paths : of its levers
    label : what it is called
    side : policy, assumptions or reported; mixed where a group holds levers of several
    value : in the indicator's unit, money in yuan
    standard_error : of `value`; 0 where it is exact
    """

    name: str
    paths: tuple[str, ...]
    label: Text | Message
    side: PartSide
    value: float
    standard_error: float


def contribution(name: str, player: Player, value: float, error: float) -> Contribution:
    """Return what a player adds: a lever under its own label, a group under its name."""
    sides = {lever.side for lever in player}
    # half of a mixed group is hoped for: none of it may count as what a government does
    side: PartSide = sides.pop() if len(sides) == 1 else "mixed"
    alone = len(player) == 1 and player[0].path == name
    label = player[0].label if alone else message("group {name}", name=name)
    return Contribution(name, tuple(lever.path for lever in player), label, side, value, error)


def told_apart(
    contributions: Sequence[Contribution], *scenarios: Scenario
) -> tuple[Contribution, ...]:
    """Return the contributions, those of one label named with their fund too.

    Parameters
    ----------
    scenarios : that have the funds' titles
    """
    counts = {
        language: Counter(one.label.say(language) for one in contributions)
        for language in LANGUAGES
    }
    return tuple(
        replace(one, label=_with_fund(one, scenarios))
        if any(count[one.label.say(language)] > 1 for language, count in counts.items())
        else one
        for one in contributions
    )


def _with_fund(one: Contribution, scenarios: Sequence[Scenario]) -> Text | Message:
    keys = one.name.split(".")
    titles = [
        scenario.funds[keys[1]].title
        for scenario in scenarios
        if keys[0] == "funds" and keys[1] in scenario.funds
    ]
    if not titles:
        return one.label
    label = message("{label} of {fund}", label=one.label, fund=titles[0])
    for group in keys[3:-1]:
        label = message("{label}, group {name}", label=label, name=group)
    return label
