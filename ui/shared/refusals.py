"""Why the model does not take a change, in the reader's words: by the lever's label, as shown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from model.errors import Problem
from model.parameters.dated import ALWAYS, DatedValue, date_text
from model.scenario.draft import as_value
from model.scenario.lever_rows import number_text
from model.scenario.scenario import Scenario
from model.words.texts import message
from model.words.units import money_units
from ui.shared.frame import money_size
from ui.shared.lever_search import lever_name
from ui.shared.projections import problems_of_draft
from ui.shared.session import draft
from ui.shared.texts import language

_DATED = re.compile(r"(.+)\.(\d{4}(?:-\d{2})?)")


def refusals(changes: Mapping[str, Any], scenario: Scenario) -> list[str]:
    """Return why the draft with these changes is refused, a sentence each; none if it is taken.

    Parameters
    ----------
    changes : TOML values by path; None takes a change back
    """
    beyond = [said for path, raw in changes.items() for said in _beyond(path, raw, scenario)]
    if beyond:
        return beyond
    merged = {path: raw for path, raw in {**draft(), **changes}.items() if raw is not None}
    error = problems_of_draft(merged)
    return [_by_label(one, scenario).say(language()) for one in error.problems] if error else []


def _beyond(path: str, raw: Any, scenario: Scenario) -> Iterator[str]:
    """Yield a sentence for each number beyond the declared bounds, in the unit on the screen.

    The model refuses it too, but in the words of a scenario file: 0.95 where the page has 95%.
    """
    lever = scenario.levers_by_path.get(path)
    if lever is None:
        return
    declaration = lever.declaration
    size = money_units(scenario.currency)[scenario.money] / money_size(scenario)
    for place, number in _numbers(path, raw):
        if declaration.lower <= number <= declaration.upper:
            continue
        value, lower, upper = (
            number_text(one, declaration, size=size)
            for one in (number, declaration.lower, declaration.upper)
        )
        what = message(
            "{value} is outside {lower} to {upper}", value=value, lower=lower, upper=upper
        )
        yield _by_label(Problem(place, what), scenario).say(language())


def _numbers(path: str, raw: Any) -> Iterator[tuple[str, float]]:
    """Yield each number of a value with its place, as the model names it."""
    try:
        value = as_value(raw)
    except ValueError:
        return  # what is wrong with its dates says the model
    if isinstance(value, DatedValue):
        for month, number in zip(value.months, value.values, strict=True):
            yield path if month == ALWAYS else f"{path}.{date_text(month)}", number
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, float(value)


def _by_label(problem: Problem, scenario: Scenario) -> Problem:
    """Return the problem of a lever under its label instead of its path."""
    dated = _DATED.fullmatch(problem.where)
    path, date = dated.groups() if dated else (problem.where, "")
    if path not in scenario.levers_by_path:
        return problem
    return replace(problem, where=f"{lever_name(path, scenario, language())} {date}".strip())
