"""Which lever is meant: paths, labels in either language, and few names where none is."""

import json
from collections.abc import Callable

import pytest

from model import InputError, read_scenario, solve
from model.scenario.lever_path import lever_meant, lever_name, lever_path
from model.words.texts import Language
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
    last = fundrunway("solve", city, "--lever", "employer_rate", *TARGET[:2])
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


@pytest.mark.parametrize(
    "name",
    [
        "单位缴费比例",
        "Employer contribution rate",
        "employer_rate",
        "单位缴费比例 · 失业保险",
        "单位缴费比例·失业保险",
        "employer contribution rate · unemployment insurance",
    ],
)
def test_in_a_fund_a_label_a_key_and_the_name_on_the_screen_are_taken(name: str) -> None:
    path = "funds.unemployment.policy.employer_rate"

    assert lever_path(shipped(CITY), name, "unemployment") == path


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_every_name_on_the_screen_leads_to_its_lever_without_a_fund(tongue: Language) -> None:
    city = shipped(CITY)
    names = {path: lever_name(path, city, tongue) for path in city.levers_by_path}

    funds = {path: name for path, name in names.items() if path.startswith("funds.")}
    assert len(funds) > 100
    assert {path: lever_meant(city, name) for path, name in funds.items()} == {
        path: path for path in funds
    }


def test_the_fund_itself_goes_before_its_groups_and_the_groups_name_leads_to_the_group() -> None:
    text = (SCENARIOS / CITY).read_text(encoding="utf-8")
    text += "\n[funds.enterprise_pension.groups.flexible]\nemployer_rate = 0.12\n"
    scenario = read_scenario(text)
    own = "funds.enterprise_pension.policy.employer_rate"
    group = "funds.enterprise_pension.groups.flexible.employer_rate"

    assert lever_path(scenario, "单位缴费比例", "enterprise_pension") == own
    assert lever_path(scenario, "employer_rate", "enterprise_pension") == own
    assert lever_path(scenario, lever_name(group, scenario, "zh")) == group


def test_a_fund_does_not_hide_levers_outside_it() -> None:
    assert lever_path(shipped(CITY), "growth of the average wage", "unemployment") == GROWTH


def test_a_label_nearly_right_is_told_the_levers_that_bear_it() -> None:
    with pytest.raises(InputError) as anywhere:
        lever_path(shipped(CITY), "单位缴费比率")
    with pytest.raises(InputError) as within:
        lever_path(shipped(CITY), "Employer contribution rat", "unemployment")

    for said in (problem.say("zh") for problem in anywhere.value.problems):
        assert "funds.unemployment.policy.employer_rate（单位缴费比例）" in said
    said = str(within.value)
    assert "funds.unemployment.policy.employer_rate (Employer contribution rate)" in said
    assert "funds.medical" not in said


def test_solve_takes_chinese_names_throughout_and_answers_with_keys(fundrunway: Run) -> None:
    city = SCENARIOS / CITY
    fund, figure = "企业职工基本养老保险", "可支付月数>=9@2040"
    path = "funds.enterprise_pension.policy.employer_rate"
    plain = fundrunway("solve", city, "--lever", path, *TARGET, "--format", "json")

    asked = [
        ("--lever", "单位缴费比例", "--fund", fund, "--target", figure),
        ("--lever", "employer_rate", "--fund", "enterprise_pension", "--target", figure),
        ("--lever", f"单位缴费比例 · {fund}", "--target", f"{fund}.{figure}"),
    ]
    for one in asked:
        assert fundrunway("solve", city, *one, "--format", "json") == plain
    assert json.loads(plain.out)["lever"] == path


def test_sensitivity_takes_labels_and_names_all_that_it_does_not_know(fundrunway: Run) -> None:
    city = SCENARIOS / CITY
    path = "funds.unemployment.policy.employer_rate"
    figure = ("--indicator", "可支付月数@2040", "--fund", "失业保险", "--format", "json")

    named = fundrunway("sensitivity", city, *figure, "--lever", "单位缴费比例=0.01:0.03")
    plain = fundrunway("sensitivity", city, *figure, "--lever", f"{path}=0.01:0.03")
    wrong = fundrunway("sensitivity", city, *figure, "--lever", "单位缴费比率", "--lever", "zzz")

    assert named == plain
    assert [one["path"] for one in json.loads(named.out)["levers"]] == [path]
    assert wrong.status == 2
    assert [line.partition(":")[0] for line in wrong.err.splitlines()] == ["单位缴费比率", "zzz"]
    assert path in wrong.err
