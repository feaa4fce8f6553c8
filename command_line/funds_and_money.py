"""The funds and the unit of money that were asked for, checked against a scenario."""

from collections.abc import Sequence

from model.errors import InputError, Problem
from model.results.indicator_at import TOTAL, fund_titles
from model.results.projection import Projection
from model.scenario.scenario import Scenario
from model.words.labels import key_meant, nearest_labelled
from model.words.texts import Message, message
from model.words.units import money_units


def money_size(scenario: Scenario, money: str | None, cure: Message | None = None) -> float:
    """Return the yuan per unit of money asked for; the file's own unit where none is.

    Raises
    ------
    InputError
        for a unit that the scenario's currency does not have.
    """
    units = money_units(scenario.currency)
    if money is not None and money not in units:
        what = message(
            "{unit} is not a unit of {currency}", unit=repr(money), currency=scenario.currency
        )
        cure = cure or message("one of {choices}", choices=", ".join(units))
        raise InputError([Problem("--money", what, cure)])
    return units[money or scenario.money]


def only(projection: Projection, funds: Sequence[str]) -> Projection:
    """Return a projection of the funds named alone; all where none is."""
    named = funds_meant(projection.scenario, funds)
    chosen = {name: projection.funds[name] for name in named or projection.funds}
    return Projection(projection.scenario, projection.years, chosen)


def funds_meant(scenario: Scenario, asked: Sequence[str], total: bool = False) -> list[str]:
    """Return the names of the funds asked for, by name or title; with `total` also of them all.

    Raises
    ------
    InputError
        with every one that the scenario does not have.
    """
    titles = fund_titles(scenario)
    if not total and TOTAL not in scenario.funds:
        del titles[TOTAL]
    names = [key_meant(name, titles) for name in asked]
    problems = [
        Problem(
            "--fund",
            message("the scenario has no fund {name}", name=repr(name)),
            nearest_labelled(name, titles),
        )
        for name in names
        if name not in titles
    ]
    if problems:
        raise InputError(problems)
    return names
