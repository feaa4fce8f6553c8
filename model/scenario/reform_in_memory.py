"""A reform in memory: the scenario that a reform file with these values would give."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model.errors import InputError, Problem
from model.scenario.checks import scenario_problems
from model.scenario.file import ScenarioFile, parse
from model.scenario.layers import Layers
from model.scenario.reading import unique
from model.scenario.scenario import Scenario
from model.scenario.sections import made_scenario
from model.scenario.writing import reform_text
from model.words.texts import Text

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
    base = scenario.files[-1].path if scenario.files else None
    text = reform_text(title or scenario.title, base.name if base else "-", values)
    _, table = parse(text.encode(), "reform")
    problems: list[Problem] = []
    layered = Layers(problems, before=scenario)
    layered.add(table)
    folder = scenario.folder
    path = folder / UNSAVED if folder else None
    changed = made_scenario(layered, [*scenario.files, ScenarioFile(path, text, table)])
    if changed is not None and not problems:
        problems += scenario_problems(changed, before=scenario)
    if problems or changed is None:
        raise InputError(unique(problems))
    return replace(changed, anchoring=scenario.anchoring)
