"""From a scenario file and its bases to a checked scenario, all problems in one reading."""

from collections.abc import Iterable
from pathlib import Path

from model.errors import InputError, Problem
from model.scenario.anchored import with_anchors
from model.scenario.checks import scenario_problems
from model.scenario.file import ScenarioFile, parse, read_chain
from model.scenario.layers import Layers
from model.scenario.scenario import Scenario
from model.scenario.sections import made_scenario
from model.words.texts import message


def load_scenario(path: str | Path) -> Scenario:
    """Return the checked scenario of the file at `path`, laid over its bases.

    Raises
    ------
    InputError
        with every problem of the file and its bases.
    """
    return scenario_of(read_chain(Path(path)))


def read_scenario(text: str, name: str = "scenario.toml") -> Scenario:
    """Return the checked scenario of a TOML text that names no base."""
    content, table = parse(text.encode(), name)
    if "base" in table:
        raise InputError(
            [
                Problem(
                    f"{name}: base",
                    message("a text without a folder cannot name a base"),
                    message("save it beside its base first"),
                )
            ]
        )
    return scenario_of([ScenarioFile(None, content, table)])


def scenario_of(chain: list[ScenarioFile]) -> Scenario:
    """Return the checked scenario of files, the deepest base first."""
    problems: list[Problem] = []
    layered = Layers(problems)
    for file in chain:
        layered.add(file.table)
    scenario = made_scenario(layered, chain)
    if scenario is not None and not problems:
        problems += scenario_problems(scenario)
    if problems or scenario is None:
        raise InputError(unique(problems))
    return with_anchors(scenario, chain)


def unique(problems: Iterable[Problem]) -> list[Problem]:
    """Drop repetitions, keeping the order: a base's problem shows in each of its layers."""
    seen: dict[str, Problem] = {}
    for problem in problems:
        seen.setdefault(problem.say(), problem)
    return list(seen.values())
