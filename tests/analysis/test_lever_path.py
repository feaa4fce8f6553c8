"""Which lever is meant: paths, labels in either language, and few names where none is."""

import json
from collections.abc import Callable

import pytest

from model import InputError, read_scenario, solve
from model.analysis.lever_path import lever_path
from tests.conftest import ROOT, SCENARIOS, Spoken, shipped

CITY = "city-2005.toml"
GROWTH = "assumptions.economy.wage_growth"
TARGET = ("--target", "payout_months>=9@2040", "--fund", "enterprise_pension")
Run = Callable[..., Spoken]


@pytest.mark.parametrize("name", [GROWTH, "社会平均工资增长率", "growth of the average wage"])
def test_a_path_or_a_label_that_one_lever_bears_is_taken(name: str) -> None:
    scenario = shipped(CITY)
    label = scenario.levers_by_path[GROWTH].declaration.label
    name = label.zh if name.startswith("社会") else name
    assert label.en == "Growth of the average wage"

    assert lever_path(scenario, name) == GROWTH


def test_a_label_of_several_levers_is_told_their_paths() -> None:
    with pytest.raises(InputError) as refused:
        lever_path(shipped(CITY), "Employer contribution rate")

    said = str(refused.value)
    paths = [p for p in shipped(CITY).levers_by_path if p.endswith("policy.employer_rate")]
    assert len(paths) == 5
    assert "this is the label of a lever, not its path" in said
    assert all(path in said for path in paths)


def test_an_unknown_lever_has_few_near_names_and_how_to_list_all(fundrunway: Run) -> None:
    city = SCENARIOS / CITY

    near = fundrunway("solve", city, "--lever", "funds.medical.policy.employer_rat", *TARGET)
    last = fundrunway("solve", city, "--lever", "employer_rate", *TARGET)
    far = fundrunway("solve", city, "--lever", "zzz", *TARGET)

    assert {near.status, last.status, far.status} == {2}
    for spoken in (near, last, far):
        assert f"fundrunway params {city} lists them all" in spoken.err
        assert len(spoken.err.splitlines()) == 1
        assert spoken.err.count("funds.") <= 5
    assert "did you mean funds.medical.policy.employer_rate? " in near.err
    assert "funds.enterprise_pension.policy.employer_rate" in last.err
    assert "did you mean" not in far.err


def test_solve_takes_a_label_and_answers_with_the_path(fundrunway: Run) -> None:
    city = SCENARIOS / CITY
    label = shipped(CITY).levers_by_path[GROWTH].declaration.label.zh

    named = fundrunway("solve", city, "--lever", label, *TARGET, "--format", "json")
    plain = fundrunway("solve", city, "--lever", GROWTH, *TARGET, "--format", "json")

    assert json.loads(named.out)["lever"] == GROWTH
    assert named == plain


def test_a_scenario_without_a_file_says_what_to_list() -> None:
    scenario = read_scenario((ROOT / "tests/rigs/ledger.toml").read_text())

    with pytest.raises(InputError, match="fundrunway params FILE lists them all"):
        solve(scenario, "zzz", "payout_months>=9@2020")
