"""Which lever is meant: by path, by the name on the screen, or by a label or key of one alone."""

from model.errors import InputError, Problem, nearest_paths
from model.scenario.scenario import Scenario
from model.words.labels import bears, folded, near_keys
from model.words.texts import Language, Text, message

#: Parts of a path in a section of a fund itself: deeper lie groups, rules and measures.
_PLAIN = 4
_MOST_NEAR = 5


def lever_name(path: str, scenario: Scenario, tongue: Language) -> str:
    """Return a lever's label with its fund, and its group or rule, so that equal labels differ."""
    keys = path.split(".")
    label = scenario.levers_by_path[path].declaration.label.say(tongue)
    if keys[0] != "funds":
        return label
    fund = scenario.funds[keys[1]].title.say(tongue)
    return " · ".join([label, fund, *keys[3:-1]])


def lever_path(scenario: Scenario, name: str, fund: str | None = None) -> str:
    """Return the path of the lever that `name` means.

    Parameters
    ----------
    name : a path; a name as the application shows it, "Collection rate · Unemployment insurance";
        or a label or the last part of a path that one lever alone bears
    fund : whose lever is meant where several bear the name; that of the fund itself then goes
        before those of its groups and rules, as in the application

    Raises
    ------
    InputError
        for a name that no lever has, or several.
    """
    found = lever_meant(scenario, name, fund)
    if found is None:
        raise unknown_lever(scenario, name, fund)
    return found


def lever_meant(scenario: Scenario, name: str, fund: str | None = None) -> str | None:
    """Return the path of the lever that `name` means, None where none or several do.

    See `lever_path`.
    """
    if name in scenario.levers_by_path:
        return name
    called = _called(scenario, name)
    if called:
        return called[0] if len(called) == 1 else None
    bearing = [
        path
        for path, lever in scenario.levers_by_path.items()
        if name.strip() == path.rpartition(".")[2] or bears(lever.declaration.label, name)
    ]
    own = [path for path in bearing if path.startswith(f"funds.{fund}.")]
    plain = [path for path in own if len(path.split(".")) == _PLAIN]
    for among in (bearing, plain, own):
        if len(among) == 1:
            return among[0]
    return None


def unknown_lever(scenario: Scenario, name: str, fund: str | None = None) -> InputError:
    """Return the error for a name that is no path; its cure has a few paths, or how to list all.

    Levers of `fund` go before those of others.
    """
    bearing = [
        path
        for path, lever in scenario.levers_by_path.items()
        if bears(lever.declaration.label, name)
    ]
    if bearing:
        what = message("this is the label of a lever, not its path")
        cure = message("write the path: {paths}", paths=", ".join(bearing))
        return InputError([Problem(name, what, cure)])
    file = scenario.files[-1].path if scenario.files else None
    cure = message("fundrunway params {file} lists them all", file=file or "FILE")
    near = _near_levers(scenario, name, fund)
    if near.en:
        cure = message("did you mean {names}? {listed}", names=near, listed=cure)
    return InputError([Problem(name, message("the scenario has no such parameter"), cure)])


def _near_levers(scenario: Scenario, name: str, fund: str | None) -> Text:
    """Return the few levers near a name, with their labels where it is near these; or nothing."""
    labels = {path: lever.declaration.label for path, lever in scenario.levers_by_path.items()}
    known = _screen_names(scenario) if "·" in name else labels
    own = {path: one for path, one in known.items() if path.startswith(f"funds.{fund}.")}
    # no path has a space or Chinese in it
    paths = [] if " " in name or not name.isascii() else nearest_paths(name, tuple(labels))
    if paths:
        return Text("、".join(paths), ", ".join(paths))
    near = near_keys(name, own, _MOST_NEAR) or near_keys(name, known, _MOST_NEAR)
    return Text(
        "、".join(f"{path}（{labels[path].zh}）" for path in near),
        ", ".join(f"{path} ({labels[path].en})" for path in near),
    )


def _screen_names(scenario: Scenario) -> dict[str, Text]:
    """Return what the application calls each lever, by path."""
    return {
        path: Text(lever_name(path, scenario, "zh"), lever_name(path, scenario, "en"))
        for path in scenario.levers_by_path
    }


def _called(scenario: Scenario, name: str) -> list[str]:
    """Return the paths of the funds' levers that the application calls so."""
    if "·" not in folded(name):
        return []
    return [path for path, one in _screen_names(scenario).items() if bears(one, name)]
