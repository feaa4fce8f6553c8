"""The inputs of a figure stand where they are said to: file, line, source."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from model import load_scenario, read_scenario, reformed
from model.origin import FigureOrigin, origin_of
from model.origin.inputs import places_of
from model.scenario.lines import entry_at, key_lines
from model.scenario.scenario import Scenario
from model.words.sources import NO_SOURCE
from tests.conftest import SCENARIOS, SHIPPED, projected, shipped
from tests.test_no_dead_lever import RIGS

PENSION = "enterprise_pension"


def parents(table: Mapping[str, Any], path: str) -> bool:
    """Whether a file's table holds a lever's path, followed key by key."""
    part: Any = table
    for key in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(part, list):
            part = part[int(key)] if key.isdigit() else part[0][key]
        elif isinstance(part, Mapping) and key in part:
            part = part[key]
        else:
            return False
    return True


@pytest.mark.parametrize("name", SHIPPED)
def test_the_line_of_every_given_lever_holds_its_key(name: str) -> None:
    scenario = shipped(name)
    files = {file.path.name: file for file in scenario.files if file.path}
    seen = 0

    for lever in scenario.levers_by_path.values():
        places = places_of(scenario, lever, None)
        assert bool(places) == lever.given, lever.path
        for place in places:
            file = files[place.file]
            key = lever.path.rpartition(".")[2]
            line = file.text.splitlines()[place.line - 1]
            assert re.search(rf"(^|[{{,\s]){key}\s*=", line), f"{lever.path} {place}"
            assert parents(file.table, lever.path)
            seen += 1
        if places and not lever.dated:
            holding = [file for file in scenario.files if parents(file.table, lever.path)]
            assert places[-1].file == holding[-1].path.name

    assert seen >= sum(lever.given for lever in scenario.levers_by_path.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_lines_are_found_for_exactly_the_keys_that_a_file_has(name: str) -> None:
    for file in shipped(name).files:
        assert set(key_lines(file.text)) == set(flat(file.table))


def flat(value: Any, path: str = "") -> list[str]:
    found = []
    if isinstance(value, Mapping):
        for key, inner in value.items():
            place = f"{path}.{key}" if path else key
            found += [place, *flat(inner, place)]
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += [f"{path}[{number}]", *flat(inner, f"{path}[{number}]")]
    return found


AWKWARD = '''# [not.a.table]
title = "a = 1 # no comment" # one
"quoted.key" = """
[no.header]
x = "1" \\"""
"""
literal = \'\'\'
y = 2\'\'\'
[a . "b c"]
x.y = 1
z = { k = [1, 2], "2016-05" = 3, l = "}" }
many = [
  { from = "2009-01" },  # the first
  { from = "2009-02", to = \'x]\' },
]
[[a.rows]]
n = 1
[[a.rows]]
n = 2
[a.rows.below]
m = 3
[a]
last = 1979-05-27 07:32:00
'''


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_keys_are_found_in_any_toml(newline: str) -> None:
    text = AWKWARD.replace("\n", newline)

    lines = key_lines(text)

    assert set(lines) == set(flat(tomllib.loads(text)))
    rows = text.splitlines()
    for path, start in {
        "title": "title",
        "quoted.key": '"quoted.key"',
        "a.b c.x.y": "x.y",
        "a.b c.z.2016-05": "z",
        "a.b c.many[1].to": '{ from = "2009-02"',
        "a.rows[1].n": "n = 2",
        "a.rows[1].below.m": "m = 3",
        "a": "[a]",
        "a.last": "last",
    }.items():
        assert rows[lines[path] - 1].strip().startswith(start), path


def origin(name: str, output: str, year: int | None, fund: str = PENSION) -> FigureOrigin:
    return origin_of(projected(name), fund, output, year)


def place_of(opened: FigureOrigin, path: str) -> list[tuple[str, str]]:
    """Return file and line text of an input's places."""
    one = next(one for one in opened.inputs if one.path == path)
    texts = {path.name: path.read_text().splitlines() for path in SCENARIOS.glob("*.toml")}
    return [(place.file, texts[place.file][place.line - 1]) for place in one.places]


def test_a_reforms_value_points_into_the_reform_and_what_held_before_into_the_base() -> None:
    path = f"funds.{PENSION}.policy.increase_wage_weight"

    before = place_of(origin("combined-package.toml", "benefits", 2020), path)
    after = place_of(origin("combined-package.toml", "benefits", 2030), path)

    assert before == [("city-2005.toml", "increase_wage_weight  = { 2006 = 0, 2026 = 0.5 }")]
    assert after == [("combined-package.toml", "increase_wage_weight  = { 2026 = 0.4 }")]


def test_a_year_in_which_a_reform_starts_points_to_both_files() -> None:
    scenario = reformed(
        shipped("city-2005.toml"), {f"funds.{PENSION}.policy.employer_rate": {"2019-05": 0.16}}
    )
    lever = scenario.levers_by_path[f"funds.{PENSION}.policy.employer_rate"]

    files = {
        year: [place.file for place in places_of(scenario, lever, year)]
        for year in (2018, 2019, 2020)
    }

    assert files == {
        2018: ["city-2005.toml"],
        2019: ["city-2005.toml", "unsaved.toml"],
        2020: ["unsaved.toml"],
    }


def test_a_value_without_a_source_in_its_file_does_not_borrow_the_bases() -> None:
    scenario = reformed(shipped("city-2005.toml"), {f"funds.{PENSION}.policy.employer_rate": 0.16})
    lever = scenario.levers_by_path[f"funds.{PENSION}.policy.employer_rate"]

    assert [place.source for place in places_of(scenario, lever, 2020)] == [NO_SOURCE]


def test_dates_on_lines_of_their_own_point_to_those_in_force(tmp_path: Path) -> None:
    text = (SCENARIOS / "city-2005.toml").read_text()
    text = text.replace("wage_growth  = {", "# {", 1) + (
        '\n[assumptions.economy.wage_growth]\n2006 = 0.12\n2012 = 0.09\n"2020" = 0.06\n'
    )
    (tmp_path / "city.toml").write_text(text)
    scenario = load_scenario(tmp_path / "city.toml")
    lever = scenario.levers_by_path["assumptions.economy.wage_growth"]

    lines = text.splitlines()
    found = [lines[place.line - 1] for place in places_of(scenario, lever, 2015)]

    assert found == ["2012 = 0.09"]


def test_a_rule_stands_with_its_law_and_its_table() -> None:
    opened = origin("city-2005.toml", "contributions", 2020, "work_injury")

    rule = next(one for one in opened.inputs if ".rules[1]" in one.path)

    assert place_of(opened, rule.path) == [("city-2005.toml", "[[funds.work_injury.rules]]")]
    assert "0.8 x 0.625" in str(rule.sources[0])


def test_a_default_says_that_it_is_the_programs() -> None:
    opened = origin("city-2005.toml", "contributions", 2020)

    floor = next(one for one in opened.inputs if one.path.endswith("policy.base_floor"))

    assert not floor.places
    said = floor.sources[0].say("en")
    assert said == f"default of the program: {floor.declaration.source}"


def test_figures_of_the_base_year_point_to_what_was_reported() -> None:
    opened = origin("city-2005.toml", "expenditure", 2005)

    (place,) = place_of(opened, f"funds.{PENSION}.reported.expenditure")

    assert place == ("city-2005.toml", "expenditure     = 26309")


def test_entries_are_found_in_single_tables_and_in_lists() -> None:
    table = {"a": {"cut": {"to": 1}, "cuts": [{"to": 1}, {"to": 2}]}}

    assert entry_at(table, "a.cut.to") == (1, "a.cut.to")
    assert entry_at(table, "a.cuts[1].to") == (2, "a.cuts[1].to")
    assert entry_at(table, "a.cuts.to") == (1, "a.cuts[0].to")
    assert entry_at(table, "a.cuts[2].to") is None
    assert entry_at(table, "a.cut.from") is None


def test_a_scenario_made_of_text_has_lines_without_a_file() -> None:
    scenario: Scenario = read_scenario(RIGS["ledger"])
    lever = scenario.levers_by_path["assumptions.economy.average_wage"]

    (place,) = places_of(scenario, lever, None)

    assert place.file == ""
    assert RIGS["ledger"].splitlines()[place.line - 1].startswith("average_wage")
