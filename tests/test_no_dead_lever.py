"""Every declared parameter moves its declared output, in the declared direction, by its equations.

The cases are generated from the declarations: a parameter without an effect, or with the
wrong sign, cannot be declared without failing here. A lever that a fund uses and that stands in
no equation behind a figure that it moves, and is not declared to move it, fails here too.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import InputError, Scenario, load_scenario, project, read_scenario
from model.funds.kinds import kinds
from model.funds.setting import FundInput
from model.origin.dependence import levers_behind, named_by
from model.parameters.dated import DatedValue, read_dated
from model.parameters.declaration import (
    Effect,
    Section,
    choices,
    declaration_of,
    nested_section,
)
from model.parameters.rules import Rule
from model.results.frame import fund_columns
from model.results.fund_projection import FundProjection
from model.scenario.scenario import (
    SHARED_SECTIONS,
    shared_section,
)
from model.scenario.writing import save_text, with_values
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "rigs"
#: A scenario for each kind of fund in which every lever has something to move.
RIGS = {path.stem: path.read_text() for path in sorted(FOLDER.glob("*.toml"))}


def companions_of(kind: str) -> dict[str, dict[str, Any]]:
    """Read what a kind's rig needs beside a lever; "-" takes a line out."""
    path = FOLDER / "companions" / f"{kind}.toml"
    table = tomllib.loads(path.read_text()) if path.exists() else {}
    return {
        lever: {
            name: None if value == "-" else read_dated(value) if isinstance(value, dict) else value
            for name, value in values.items()
        }
        for lever, values in table.items()
    }


#: Kinds whose rig shows what a shared section does; the others use the pension's.
SHARED_RIG: Mapping[str, str] = {"policy": "unemployment"}
#: A fund whose members come out of the population.
BY_COVERAGE: Mapping[str, Any] = {
    "assumptions.entrants": None,
    "assumptions.coverage": DatedValue((2011 * 12, 2030 * 12), (1.0, 1.2), linear=True),
    "assumptions.eligible": None,
    "assumptions.population.total": 500000.0,
}
STRUCTURE = "sex,age,persons\n" + "".join(
    f"{sex},{age},{1000 - 8 * age}\n" for sex in ("men", "women") for age in range(100)
)

#: What must stand in the rig beside a lever before the lever can act: of any kind, here; of one
#: kind, in tests/rigs/companions.
COMPANIONS: Mapping[str, Mapping[str, Any]] = {
    f"assumptions.population.{name}": BY_COVERAGE | companions
    for name, companions in {
        "total": {},
        "structure": {},
        "total_fertility": {"assumptions.population.total_fertility": 1.5},
        "fertility_age": {},
        "fertility_spread": {},
        "sex_ratio_at_birth": {},
        "mortality": {},
        "mortality_multiplier": {},
        "mortality_improvement": {},
        "net_migration": {"assumptions.population.net_migration": 0.001},
        "migration_age": {"assumptions.population.net_migration": 0.01},
    }.items()
}
OWN_COMPANIONS = {kind: companions_of(kind) for kind in RIGS}

MEMBER_TABLE = """class,age,status,persons,declared_base,service_years,account,pension
men,30,active,32000,1800,6,4000,
men,52,active,20000,2200,22,16000,
women_50,35,active,30000,1700,9,6000,
women_55,45,active,16000,2100,18,12000,
men,66,pensioner,11000,,,,1500
women_50,60,pensioner,11000,,,,1400
"""


@dataclass(frozen=True)
class Case:
    """One lever of one kind of fund, at its path in the rig."""

    kind: str
    path: str
    effect: Effect

    def __str__(self) -> str:
        return f"{self.kind}:{self.path}"


def cases() -> Iterator[Case]:
    for path, shared in SHARED_SECTIONS.items():
        for name, info in shared.model_fields.items():
            declaration = declaration_of(info)
            assert declaration is not None
            yield Case(
                SHARED_RIG.get(path, "employee_pension"), f"{path}.{name}", declaration.effect
            )
    for kind in RIGS:
        for section, model in kinds()[kind].sections.items():
            yield from section_cases(kind, section, model)
        group = kinds()[kind].group
        if group is not None:
            yield from section_cases(kind, "groups.migrant", group)
    yield from section_cases("employee_pension", "rules", Rule)


def section_cases(kind: str, where: str, model: type[Section]) -> Iterator[Case]:
    for name, info in model.model_fields.items():
        declaration, inner = declaration_of(info), nested_section(info)
        path = f"{where}.{info.alias or name}"
        if declaration is not None:
            yield Case(kind, path, declaration.effect)
        elif inner is not None:
            yield from section_cases(kind, path, inner)


CASES = list(cases())


def shared_parameter(path: str) -> bool:
    """Whether the path is one of a section that all funds share."""
    section, _, name = path.rpartition(".")
    return section in SHARED_SECTIONS and name in SHARED_SECTIONS[section].model_fields


def full_path(case: Case, path: str) -> str:
    if shared_parameter(path):
        return path
    return f"{examined(read_scenario(RIGS[case.kind])).where}.{path}"


def examined(scenario: Scenario) -> FundInput:
    """Return the fund that a rig is about: the one called branch, or the only one."""
    return scenario.funds.get("branch") or next(iter(scenario.funds.values()))


def rig(case: Case) -> str:
    companions = OWN_COMPANIONS[case.kind].get(case.path, COMPANIONS.get(case.path, {}))
    return with_values(
        RIGS[case.kind], {full_path(case, path): value for path, value in companions.items()}
    )


def value_at(scenario: Scenario, path: str) -> Any:
    if shared_parameter(path):
        return getattr(shared_section(scenario, path.rpartition(".")[0]), path.rpartition(".")[2])
    part: Any = examined(scenario)
    for name in path.split("."):
        if isinstance(part, Mapping):
            part = part[name]
            continue
        holder = part[0] if isinstance(part, tuple) else part
        part = getattr(holder, "from_" if name == "from" else name)
    return part


def nudged(value: Any, effect: Effect) -> Any:
    if isinstance(value, DatedValue):
        return DatedValue(value.months, tuple(v + effect.nudge for v in value.values), value.linear)
    if isinstance(effect.nudge, str | tuple):
        return effect.nudge
    return value + effect.nudge


def with_nudge(case: Case, text: str) -> str:
    """Return the rig with the lever moved; nested tables are written anew as a whole."""
    scenario = read_scenario(text)
    value = nudged(value_at(scenario, case.path), case.effect)
    parts = case.path.split(".")
    if parts[0] == "rules" or (len(parts) == 3 and parts[0] == "policy"):
        return _with_nested(case, scenario, text, value)
    return with_values(text, {full_path(case, case.path): value})


def _with_nested(case: Case, scenario: Scenario, text: str, value: Any) -> str:
    *tables, key = case.path.split(".")
    if key in ("from", "to"):
        value = f"{value // 12}-{value % 12 + 1:02d}"
    name = tables[-1]
    lines = text.splitlines()
    if name == "rules":
        return "\n".join(f"{key} = {value}" if _starts(line, key) else line for line in lines)
    written = f'"{value}"' if isinstance(value, str) else value
    for number, line in enumerate(lines):
        if _starts(line, name):
            inside = line.partition("{")[2].rpartition("}")[0]
            pairs = [pair.strip() for pair in inside.split(",")]
            pairs = [f"{key} = {written}" if _starts(pair, key) else pair for pair in pairs]
            lines[number] = f"{name} = {{ {', '.join(pairs)} }}"
    return "\n".join(lines)


def _starts(line: str, key: str) -> bool:
    return line.split("=")[0].strip() == key


@cache
def projected_rig(text: str) -> FundProjection:
    """Return the fund that a rig is about; many levers share one rig."""
    return fund_of(read_scenario(text))


def fund_of(scenario: Scenario) -> FundProjection:
    return project(scenario).funds[examined(scenario).name]


@cache
def paths_behind(text: str, name: str) -> Mapping[str, int]:
    return levers_behind(projected_rig(text), name, 2)


def output_of(fund: FundProjection, name: str) -> np.ndarray:
    if name in fund.summary:
        return np.array([float(fund.summary[name])])
    return dict(fund_columns(fund))[name][:, 0]


def with_lever_moved(case: Case, text: str, folder: Path) -> Scenario:
    """Return a kind's rig with the lever moved; tables that it names are put into `folder`."""
    if isinstance(case.effect.nudge, str) and case.effect.nudge.endswith(".csv"):
        (folder / "members.csv").write_text(MEMBER_TABLE)
        (folder / "structure.csv").write_text(STRUCTURE)
        moved = with_values(text, {full_path(case, case.path): case.effect.nudge})
        save_text(folder / "moved.toml", moved)
        return load_scenario(folder / "moved.toml")
    return read_scenario(with_nudge(case, text))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_lever_moves_its_output_and_stands_in_the_equations_behind_all_that_it_moves(
    case: Case, tmp_path: Path
) -> None:
    if case.effect.output == "check":
        with pytest.raises(InputError, match="contradicts"):
            read_scenario(with_nudge(case, rig(case)))
        return

    text = rig(case)
    before, moved = projected_rig(text), fund_of(with_lever_moved(case, text, tmp_path))
    old, new = (output_of(fund, case.effect.output) for fund in (before, moved))
    change = np.nansum(new) - np.nansum(old)

    assert np.nanmax(np.abs(new - old)) > 1e-9 * np.nanmax(np.abs(old))
    if case.effect.direction:
        step = case.effect.nudge
        sign = np.sign(step) if isinstance(step, int | float) else 1
        assert np.sign(change) == case.effect.direction * sign
    # the base year's report stands behind every figure, and a rule is no lever of an equation
    if not case.path.startswith(("reported", "rules")):
        after = dict(fund_columns(moved))
        for name, values in fund_columns(before):
            if differs(values[1:, 0], after[name][1:, 0]):
                behind = paths_behind(text, name)
                assert named_by(full_path(case, case.path), behind), f"not behind {name}"


def differs(old: np.ndarray, new: np.ndarray) -> bool:
    step, size = np.abs(new - old), np.abs(old)
    if not np.isfinite(step).any():
        return False
    return bool(np.nanmax(step) > 1e-7 * max(float(np.nanmax(size)), 1e-9))


def test_every_kind_of_fund_has_a_rig() -> None:
    from model.funds.kinds import kinds

    assert set(kinds()) == set(RIGS)


def test_every_choice_is_a_word_of_its_parameter() -> None:
    for kind in RIGS:
        for model in kinds()[kind].sections.values():
            for name, info in model.model_fields.items():
                declaration = declaration_of(info)
                if declaration and choices(info):
                    assert declaration.effect.nudge in choices(info), name
                    assert declaration.effect.nudge != info.default, name
