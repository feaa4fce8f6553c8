"""Saving a draft: the file says what the draft said, and nothing else has moved."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from model import InputError, Scenario, load_scenario, project, read_scenario, reformed
from model.parameters.dated import DatedValue, date_text
from model.scenario.draft import (
    Draft,
    as_value,
    first_projected_month,
    saved_text,
    tables,
)
from model.scenario.scenario import Lever
from tests.conftest import ROOT, SCENARIOS, projected, shipped
from tests.test_edits import course

RIG = (ROOT / "tests/rigs/employee_pension.toml").read_text()
#: Tables out of order, dates within years, lines, a comment on every kind of line.
MID_YEAR = """# measures that begin within a year
format = 1
title = "mid-year"
base = "rig.toml"

[funds.pension.policy]
employer_rate = { "2013-05" = 0.19, 2020 = 0.16 }  # as agreed
base_floor = { "2012-07" = 0.60, "2018-03" = 0.40, between = "linear" }
deferral = []

[assumptions.economy]  # of the planner
interest = 0.02
wage_growth = { 2015 = 0.08, "2030-06" = 0.03, between = "linear" }

# the groups
[funds.pension.groups.migrant]
base_cap = { "2014-02" = 1.5 }
"""
#: A draft that fails is short enough to read as it is; making it smaller takes minutes.
QUICK = settings(
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
    report_multiple_bugs=False,
)
FILES = ("city-2005.toml", "combined-package.toml", "rig.toml", "mid-year.toml")
RATE = "funds.enterprise_pension.policy.employer_rate"
UPLIFT = "funds.enterprise_pension.policy.audit_uplift"
LISTS: dict[str, list[list[dict[str, Any]]]] = {
    "relief": [[], [{"from": "2014-02", "to": "2014-12", "share_of_employer_rate": 0.5}]],
    "deferral": [
        [],
        [
            {"from": f"{year}-03", "to": str(year), "share_of_firms": 0.1, "months": 6}
            for year in (2015, 2018)
        ],
    ],
    "rules": [
        [],
        [
            {"acts_on": "employer_rate", "at_least": 30, "factor": 0.9, "source": "ours"},
            {"acts_on": "employer_rate", "below": 3.5, "factor": 1.1, "source": "ours"},
        ],
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped folder with the two small files in it."""
    copy = tmp_path_factory.mktemp("edits") / "scenarios"
    shutil.copytree(SCENARIOS, copy, ignore=shutil.ignore_patterns(".*"))
    (copy / "rig.toml").write_text(RIG)
    (copy / "mid-year.toml").write_text(MID_YEAR)
    return copy


def saved_and_read(scenario: Scenario, draft: Draft) -> Scenario:
    """Write the draft into the scenario's own file and read that back."""
    path = scenario.files[-1].path
    assert path is not None
    copy = path.with_name(f"saved-{path.name}")
    copy.write_text(saved_text(scenario, draft))
    return load_scenario(copy)


def assert_same_levers(saved: Scenario, expected: Scenario, original: Scenario) -> None:
    """Hold every lever of a saved file against the draft's, and its base year against before."""
    assert saved.levers_by_path.keys() == expected.levers_by_path.keys()
    first, last = first_projected_month(saved), saved.end_year * 12 + 11
    for path, lever in saved.levers_by_path.items():
        other = expected.levers_by_path[path]
        if not lever.dated or lever.value == other.value == original.levers_by_path[path].value:
            assert lever.value == other.value, path
            continue
        after, wanted = (course(one.value, first, last) for one in (lever, other))
        np.testing.assert_allclose(after, wanted, rtol=1e-12, atol=1e-12, err_msg=path)
        before = original.levers_by_path[path]
        observed, was = (course(one.value, first - 12, first - 1) for one in (lever, before))
        # a line that is cut keeps its months to the last digit but one
        np.testing.assert_allclose(observed, was, rtol=1e-15, err_msg=path)
    assert [(t.path, t.rows) for t in tables(saved)] == [(t.path, t.rows) for t in tables(expected)]


def _numbers(lever: Lever) -> st.SearchStrategy[float]:
    """Return numbers not far from what the lever says, within its bounds."""
    known = lever.value if lever.value is not None else lever.default
    least = max(lever.declaration.lower, 0.0)
    values = known.values if isinstance(known, DatedValue) else (known or least,)
    room = 0.2 * max(map(abs, values)) or 0.05
    lower = max(lever.declaration.lower, min(values) - room)
    upper = min(lever.declaration.upper, max(values) + room)
    digits = st.sampled_from([2, 4, 15])
    return st.builds(
        lambda n, d: min(max(round(n, d), lower), upper), st.floats(lower, upper), digits
    )


@st.composite
def _dated(draw: st.DrawFn, lever: Lever, first: int, last: int) -> Any:
    """Draw what a draft says for a dated lever: a number, steps or a line."""
    months = draw(st.lists(st.integers(first, last), max_size=4, unique=True).map(sorted))
    values = [draw(_numbers(lever)) for _ in range(max(len(months), 1))]
    if not months:
        return values[0]
    linear = len(months) > 1 and draw(st.booleans())
    table: dict[str, Any] = dict(zip(map(date_text, months), values, strict=True))
    return {**table, "between": "linear"} if linear else table


@st.composite
def drafts(draw: st.DrawFn, scenario: Scenario) -> dict[str, Any]:
    """Draw changes of one to four levers and lists of a scenario."""
    lists = {table.path: table.path.rpartition(".")[2] for table in tables(scenario)}
    inside = tuple(f"{path}{mark}" for path in lists for mark in ".[")
    levers = [one for path, one in scenario.levers_by_path.items() if not path.startswith(inside)]
    first, last = first_projected_month(scenario), scenario.end_year * 12 + 11
    draft: dict[str, Any] = {}
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 5)) == 0:
            path, name = draw(st.sampled_from(sorted(lists.items())))
            draft[path] = draw(st.sampled_from(LISTS[name]))
            continue
        lever = draw(st.sampled_from(levers))
        if lever.dated:
            draft[lever.path] = draw(_dated(lever, first, last))
        elif lever.choices:
            draft[lever.path] = draw(st.sampled_from(lever.choices))
        elif isinstance(lever.value, float):
            draft[lever.path] = draw(_numbers(lever))
        elif isinstance(lever.value, tuple):
            draft[lever.path] = [1.0] + [0.0] * (len(lever.value) - 1)
    return draft


def accepted(scenario: Scenario, draft: Draft) -> Scenario:
    """Return the scenario with the draft; pass over drafts that the model refuses."""
    try:
        return reformed(scenario, {path: as_value(raw) for path, raw in draft.items()})
    except InputError:
        assume(False)
        raise


@pytest.mark.parametrize("name", FILES)
@settings(QUICK, max_examples=20)
@given(data=st.data())
def test_a_saved_draft_is_read_back_as_the_draft(
    name: str, folder: Path, data: st.DataObject
) -> None:
    scenario = load_scenario(folder / name)
    draft = data.draw(drafts(scenario), "draft")
    expected = accepted(scenario, draft)

    saved = saved_and_read(scenario, draft)

    assert_same_levers(saved, expected, scenario)
    again = data.draw(drafts(saved), "draft over the saved file")
    expected = accepted(saved, again)
    assert_same_levers(saved_and_read(saved, again), expected, saved)


@pytest.mark.parametrize("name", FILES)
@settings(QUICK, max_examples=10)
@given(data=st.data())
def test_only_the_lines_of_the_draft_change(name: str, folder: Path, data: st.DataObject) -> None:
    scenario = load_scenario(folder / name)
    draft = {p: v for p, v in data.draw(drafts(scenario)).items() if not p.endswith(".rules")}
    keys = {path.rpartition(".")[2] for path in draft}

    before = scenario.files[-1].text.splitlines()
    after = saved_text(scenario, draft).splitlines()

    untouched = [line for line in before if line.partition("=")[0].strip() not in keys]
    remaining = iter(after)
    assert all(line in remaining for line in untouched), "lost, changed or out of order"
    comments = [line.partition("#")[2] for line in before if "#" in line]
    assert [line.partition("#")[2] for line in after if "#" in line] == comments


def test_the_base_year_row_of_a_saved_base_file_is_the_very_same(folder: Path) -> None:
    scenario = load_scenario(folder / "city-2005.toml")
    draft = {
        "assumptions.economy.interest": 0.05,
        "assumptions.economy.wage_growth": 0.08,
        RATE: {"2010-05": 0.18},
        UPLIFT: {"2006": 0, "2012": 0.1, "between": "linear"},
        "funds.enterprise_pension.assumptions.interest": 0.06,
        "funds.medical.policy.cap": {"2020": 90_000},
    }

    saved = project(saved_and_read(scenario, draft))

    in_memory = project(reformed(scenario, {path: as_value(raw) for path, raw in draft.items()}))
    for name, fund in projected("city-2005.toml").funds.items():
        for key, values in fund.series.items():
            np.testing.assert_array_equal(saved.funds[name].series[key][0], values[0], key)
            wanted = in_memory.funds[name].series[key]
            np.testing.assert_allclose(saved.funds[name].series[key], wanted, 1e-12, err_msg=key)


def test_a_number_over_a_path_that_begins_with_the_projection_leaves_the_base_year_alone() -> None:
    own_interest = "funds.pension.assumptions.interest"
    text = RIG.replace("[funds.pension.assumptions]", "[funds.pension.assumptions]\n__")
    base = read_scenario(text.replace("__", "interest = { 2011 = 0.03 }"))

    reform = reformed(base, {own_interest: 0.10})

    before, after = (project(one).funds["pension"].series for one in (base, reform))
    for key, values in before.items():
        np.testing.assert_array_equal(after[key][0], values[0], err_msg=key)
    assert after["balance"][1, 0] > before["balance"][1, 0]
    assert "interest = {2011 = 0.1}" in saved_text(base, {own_interest: 0.10})


def test_a_base_file_says_what_held_before_and_a_reform_only_what_changes() -> None:
    base, reform = shipped("city-2005.toml"), shipped("combined-package.toml")
    draft = {RATE: {"2010-05": 0.18}, "funds.medical.policy.cap": 70_000.0}

    in_base, in_reform = (tomllib.loads(saved_text(one, draft))["funds"] for one in (base, reform))

    policy = in_base["enterprise_pension"]["policy"]
    assert policy["employer_rate"] == {"2005": 0.2, "2010-05": 0.18}
    assert in_base["medical"]["policy"]["cap"] == {"2005": 60_000, "2006": 70_000}
    assert in_reform["enterprise_pension"]["policy"]["employer_rate"] == {"2010-05": 0.18}
    assert in_reform["medical"] == {"policy": {"cap": 70_000}}
