"""The funds that were asked for, by name or by title."""

from collections.abc import Sequence

from model.errors import InputError, Problem
from model.results.indicator_at import TOTAL, fund_titles
from model.results.projection import Projection
from model.scenario.scenario import Scenario
from model.words.labels import key_meant, nearest_labelled
from model.words.texts import message


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
