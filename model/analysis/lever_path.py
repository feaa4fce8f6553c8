"""Which lever is meant: by its path, or by its label where only one lever bears it."""

from model.errors import InputError, Problem, nearest_paths
from model.scenario.scenario import Scenario
from model.texts import message


def lever_path(scenario: Scenario, name: str) -> str:
    """Return the path of the lever that `name` means.

    Parameters
    ----------
    name : a path, or a label in Chinese or English that one lever alone bears

    Raises
    ------
    InputError
        for a name that no lever has, or several.
    """
    if name in scenario.levers_by_path:
        return name
    bearing = _bearing(scenario, name)
    if len(bearing) != 1:
        raise unknown_lever(scenario, name)
    return bearing[0]


def unknown_lever(scenario: Scenario, name: str) -> InputError:
    """Return the error for a name that is no path; its cure has a few paths, or how to list all."""
    bearing = _bearing(scenario, name)
    if bearing:
        what = message("this is the label of a lever, not its path")
        cure = message("write the path: {paths}", paths=", ".join(bearing))
        return InputError([Problem(name, what, cure)])
    file = scenario.files[-1].path if scenario.files else None
    cure = message("fundrunway params {file} lists them all", file=file or "FILE")
    near = nearest_paths(name, tuple(scenario.levers_by_path))
    if near:
        cure = message("did you mean {names}? {listed}", names=", ".join(near), listed=cure)
    return InputError([Problem(name, message("the scenario has no such parameter"), cure)])


def _bearing(scenario: Scenario, name: str) -> list[str]:
    """Return the paths of the levers that bear a label, in either language."""
    said = name.strip().lower()
    return [
        path
        for path, lever in scenario.levers_by_path.items()
        if said in (lever.declaration.label.zh.lower(), lever.declaration.label.en.lower())
    ]
