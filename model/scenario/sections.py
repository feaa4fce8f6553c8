"""From files laid over each other to the sections of a scenario, with every problem of them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from model.errors import InputError
from model.funds.kinds import kinds
from model.funds.setting import AnyFund
from model.history.reading import read_history
from model.history.record import History
from model.parameters.declaration import Section
from model.parameters.economy import Economy
from model.parameters.rules import Rule
from model.parameters.shared_policy import SharedPolicy
from model.people.population_levers import PopulationAssumptions
from model.scenario.checks import (
    date_problems,
    fund_problems,
    header_problems,
    rule_problems,
    source_problems,
)
from model.scenario.file import ScenarioFile
from model.scenario.further_problems import further_problems
from model.scenario.header import HEADER_KEYS, Header, read_text
from model.scenario.layers import Layers
from model.scenario.misplaced_keys import declared_paths, unknown_key_cure
from model.scenario.problems import problems_of
from model.scenario.scenario import (
    Scenario,
    shared_section,
)
from model.words.texts import Message, message

_Model = TypeVar("_Model", bound=BaseModel)


def made_scenario(layers: Layers, chain: list[ScenarioFile]) -> Scenario | None:
    """Make the scenario of what has been read; None, with every problem, where one is wrong."""
    header = _made(layers, Header, layers.header, "")
    if header is not None:
        layers.problems += header_problems(header)
    economy = _shared(layers, Economy, "assumptions.economy")
    population = _shared(layers, PopulationAssumptions, "assumptions.population")
    policy = _shared(layers, SharedPolicy, "policy")
    if not layers.funds:
        layers.add_problem(
            "funds",
            message("the scenario has no fund"),
            message("write [funds.NAME] with a kind"),
        )
    funds = {name: _fund(layers, name, table) for name, table in layers.funds.items()}
    whole = not layers.problems
    sound = {name: fund for name, fund in funds.items() if fund is not None}
    if not whole:
        sound = {name: fund for name, fund in sound.items() if not _blamed(layers, fund.where)}
    if header is None or economy is None or population is None or policy is None:
        scenario = None
    else:
        scenario = Scenario(
            header=header,
            economy=economy,
            population=population,
            policy=policy,
            funds=sound,
            sources=layers.sources,
            files=tuple(chain),
            history=_history(layers, header, sound, chain),
        )
    if not whole:
        _add_further(layers, scenario)
    return scenario if whole else None


def _history(
    layers: Layers, header: Header, funds: Mapping[str, AnyFund], chain: Sequence[ScenarioFile]
) -> History | None:
    """Return the observed years that the file names, or that the scenario before it had."""
    if header.history is None:
        return None
    before = layers.before
    if before is not None and before.header.history == header.history:
        return before.history
    folder = chain[-1].path.resolve().parent if chain and chain[-1].path else None
    path = None if folder is None else (folder / header.history).resolve()
    if folder is None or path is None or not path.is_relative_to(folder):
        layers.add_problem(
            "history",
            message("{name} lies outside the folder of the file", name=header.history),
            message("put it beside the scenario file"),
        )
        return None
    titles = {name: fund.title for name, fund in funds.items()}
    try:
        return read_history(path, titles, header.currency, header.money)
    except InputError as error:
        layers.problems += error.problems
        return None


def _add_further(layers: Layers, scenario: Scenario | None) -> None:
    """Add what is wrong besides: with rules and sources, and within the funds that are sound.

    Otherwise it would show only after everything else had been mended.
    """
    for name, table in layers.funds.items():
        rules = table.get("rules", ())
        if name in layers.kinds and isinstance(rules, list | tuple):
            layers.problems += rule_problems(layers.kinds[name], f"funds.{name}", rules)
    groups = {name: tuple(table.get("groups", ())) for name, table in layers.funds.items()}
    unknown = [f"funds.{name}." for name in layers.funds if name not in layers.kinds]
    layers.problems += source_problems(
        [path for path in layers.sources if not path.startswith(tuple(unknown))],
        tuple(declared_paths(layers.kinds, groups)),
    )
    settled = not any(_blamed(layers, place) for place in (*HEADER_KEYS, "assumptions", "policy"))
    if scenario is not None and settled:
        layers.problems += fund_problems(scenario, layers.before)


def _blamed(layers: Layers, where: str) -> bool:
    """Whether a problem lies at a place or within it."""
    return any(
        problem.where == where or problem.where.startswith((f"{where}.", f"{where}["))
        for problem in layers.problems
    )


def _fund(layers: Layers, name: str, table: Mapping[str, Any]) -> AnyFund | None:
    where = f"funds.{name}"
    if layers.before is not None and name in layers.before.funds and layers.kept(where):
        return layers.before.funds[name]
    if "kind" not in table:
        return None
    kind = table["kind"]
    before = layers.before.funds.get(name) if layers.before is not None else None
    same_kind = before is not None and before.kind == kind
    sections = {
        section: getattr(before, section)
        if same_kind and layers.kept(f"{where}.{section}")
        else _made(layers, model, table[section], f"{where}.{section}")
        for section, model in kinds()[kind].sections.items()
    }
    title = kinds()[kind].title
    if "title" in table:
        try:
            title = read_text(table["title"])
        except InputError as error:
            for problem in error.problems:
                layers.add_problem(f"{where}.title", problem.what, problem.cure)
    rules = _rules(layers, table.get("rules", ()), f"{where}.rules")
    model = kinds()[kind].group
    groups = {
        key: _made(layers, model, own, f"{where}.groups.{key}")
        for key, own in table.get("groups", {}).items()
        if model is not None
    }
    made = {section: one for section, one in sections.items() if one is not None}
    if None in groups.values() or len(made) < len(sections):
        return None
    return AnyFund(name=name, kind=kind, title=title, rules=rules, groups=groups, **made)


def _rules(layers: Layers, tables: object, where: str) -> tuple[Rule, ...]:
    if not isinstance(tables, list | tuple):
        layers.add_problem(
            where,
            message("the rules are not a list"),
            message("write each rule as [[{where}]]", where=where),
        )
        return ()
    made = [_made(layers, Rule, table, f"{where}[{n}]") for n, table in enumerate(tables)]
    return tuple(rule for rule in made if rule is not None)


def _shared(layers: Layers, model: type[_Model], path: str) -> _Model | None:
    if layers.before is not None and layers.kept(path):
        section = shared_section(layers.before, path)
        return section if isinstance(section, model) else None
    return _made(layers, model, layers.shared[path], path)


def _made(layers: Layers, model: type[_Model], table: Any, where: str) -> _Model | None:
    year = layers.header.get("base_year")
    base_year = year if isinstance(year, int) else None

    def unknown_key(table_path: str, key: str, valid: Sequence[str]) -> Message:
        return unknown_key_cure(table_path, key, valid, layers.kinds)

    try:
        made = model.model_validate(table)
    except ValidationError as error:
        found = list(problems_of(error, where, model, unknown_key))
        if issubclass(model, Section):
            found += further_problems(model, table, where, base_year)
        layers.problems += [one for one in found if one.where not in layers.unreadable]
        return None
    if isinstance(made, Section) and base_year is not None:
        layers.problems += date_problems(base_year, where, made)
    return made
