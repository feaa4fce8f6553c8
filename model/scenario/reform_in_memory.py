"""A reform in memory: the scenario that a reform file with these values would give.

The values are laid over the scenario as they are. The text of the file is written only when
somebody asks for it, `scenario.files[-1].text`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from model.errors import InputError, Problem
from model.scenario.checks import scenario_problems
from model.scenario.file import FORMAT, ScenarioFile, check_format
from model.scenario.layers import Layers
from model.scenario.reading import unique
from model.scenario.scenario import Scenario
from model.scenario.sections import made_scenario
from model.scenario.writing import plain_value, reform_text
from model.words.texts import Text, message

#: The name of a reform that has no file yet.
UNSAVED = "unsaved.toml"


def reformed(scenario: Scenario, values: Mapping[str, Any], title: Text | None = None) -> Scenario:
    """Return the scenario with parameters changed, as a reform file over it would change them.

    Sections and funds that are not named stay the very same objects.

    Parameters
    ----------
    values : numbers, words, dated values or tables by path ("funds.x.policy.employer_rate")
    title : of the result; the scenario's own if left out

    Raises
    ------
    InputError
        with every problem that a reform file with these values would have.
    """
    file = _unsaved(scenario, dict(values), title or scenario.title)
    problems: list[Problem] = []
    layered = Layers(problems, before=scenario)
    layered.add(file.table)
    changed = made_scenario(layered, [*scenario.files, file])
    if changed is not None and not problems:
        problems += scenario_problems(changed, before=scenario)
    if problems or changed is None:
        raise InputError(unique(problems))
    return replace(changed, anchoring=scenario.anchoring)


def _unsaved(scenario: Scenario, values: Mapping[str, Any], title: Text) -> ScenarioFile:
    """Return the reform file that these values by path would give."""
    below = scenario.files[-1].path if scenario.files else None
    base = below.name if below else "-"
    table = {"format": FORMAT, "title": plain_value(title), "base": base}
    for path, value in values.items():
        _put(table, path, value)
    check_format(table, "reform")
    file = scenario.folder / UNSAVED if scenario.folder else None
    return ScenarioFile(file, partial(reform_text, title, base, values), table)


def _put(table: dict[str, Any], path: str, value: Any) -> None:
    """Set one value in a file's table, with the tables on its way; None takes it out."""
    *outer, key = path.split(".")
    for number, name in enumerate(outer):
        table = table.setdefault(name, {})
        if not isinstance(table, dict):
            where = ".".join(outer[: number + 1])
            cure = message("write [{where}]", where=where)
            raise InputError([Problem(where, message("this is not a table"), cure)])
    if value is None:
        table.pop(key, None)
    else:
        table[key] = plain_value(value)
