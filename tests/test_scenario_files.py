"""Scenario files: reforms over a base, writing back, atomic saving, migration, schema."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from model import InputError, load_scenario, project, read_scenario
from model.parameters.dated import DatedValue
from model.scenario.file import ScenarioFile, read_chain
from model.scenario.migration import migrated
from model.scenario.reading import scenario_of
from model.scenario.schema import scenario_schema
from model.scenario.writing import reform_text, save_text, scenario_text, with_values
from model.words.texts import Text
from tests.conftest import ROOT, SCENARIOS, SHIPPED, shipped

EVERYTHING = (ROOT / "tests/rigs/employee_pension.toml").read_text()
RATE = "funds.pension.policy.employer_rate"


def two_files(folder: Path, reform: str) -> Path:
    (folder / "base.toml").write_text(EVERYTHING)
    path = folder / "reform.toml"
    path.write_text(f'format = 1\ntitle = "reform"\nbase = "base.toml"\n{reform}')
    return path


def test_a_reform_lists_only_what_changes(tmp_path: Path) -> None:
    path = two_files(tmp_path, "[funds.pension.policy]\nemployer_rate = 0.16\n")

    scenario = load_scenario(path)

    policy = scenario.funds["pension"].policy
    assert policy.employer_rate.at(2010) == 0.20
    assert policy.employer_rate.at(2011) == 0.16
    assert policy.employee_rate.at(2011) == 0.08
    assert scenario.title.en == "reform"
    assert scenario.end_year == 2050


def test_a_flat_rate_in_a_reform_does_not_disturb_the_base_year(tmp_path: Path) -> None:
    path = two_files(tmp_path, "[funds.pension.policy]\nemployer_rate = 0.10\n")

    base = project(load_scenario(tmp_path / "base.toml")).funds["pension"]
    reformed = project(load_scenario(path)).funds["pension"]

    for name in ("income", "balance", "wage_bill"):
        assert reformed.series[name][0, 0] == base.series[name][0, 0]
    ratio = reformed.series["wage_bill"][1, 0] / base.series["wage_bill"][1, 0]
    assert ratio == pytest.approx(1.0, rel=1e-12)


def test_a_reform_may_give_what_the_base_left_to_its_default(tmp_path: Path) -> None:
    path = two_files(tmp_path, "[funds.pension.policy]\naccrual_rate = { 2020 = 0.012 }\n")

    rate = load_scenario(path).funds["pension"].policy.accrual_rate

    assert [rate.at(year) for year in (2011, 2019, 2020)] == [0.01, 0.01, 0.012]


def test_a_reform_of_a_reform_acts_on_both(tmp_path: Path) -> None:
    two_files(tmp_path, "[funds.pension.policy]\nemployer_rate = { 2015 = 0.18 }\n")
    (tmp_path / "second.toml").write_text(
        'format = 1\ntitle = "second"\nbase = "reform.toml"\n'
        "[funds.pension.policy]\nemployer_rate = { 2020 = 0.16 }\n"
    )

    rate = load_scenario(tmp_path / "second.toml").funds["pension"].policy.employer_rate

    assert [rate.at(year) for year in (2014, 2016, 2021)] == [0.20, 0.18, 0.16]


@pytest.mark.parametrize("line", ["base_year = 2012", 'money = "亿元"', 'currency = "USD"'])
def test_a_reform_cannot_change_what_belongs_to_the_final_account(
    tmp_path: Path, line: str
) -> None:
    (tmp_path / "base.toml").write_text(EVERYTHING)
    path = tmp_path / "reform.toml"
    path.write_text(f'format = 1\ntitle = "x"\nbase = "base.toml"\n{line}\n')

    with pytest.raises(InputError, match="a reform keeps the"):
        load_scenario(path)


def test_a_reform_of_a_fund_that_the_base_lacks_names_those_it_has(tmp_path: Path) -> None:
    path = two_files(tmp_path, "[funds.pensions.policy]\nemployer_rate = 0.16\n")

    with pytest.raises(InputError, match=r"the base has no such fund \(did you mean pension\?"):
        load_scenario(path)

    path = two_files(tmp_path, "[funds.other.policy]\nemployer_rate = 0.16\n")
    with pytest.raises(InputError, match=r"a reform names a fund of its base \(pension\)"):
        load_scenario(path)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_unchanged_file_is_written_with_the_same_bytes(name: str) -> None:
    scenario = shipped(name)

    assert scenario_text(scenario).encode() == (SCENARIOS / name).read_bytes()
    assert with_values(scenario_text(scenario), {}).encode() == (SCENARIOS / name).read_bytes()


@pytest.mark.parametrize("text", [EVERYTHING, (ROOT / "tests/rigs/ledger.toml").read_text()])
def test_written_then_read_is_the_same_scenario(text: str) -> None:
    from dataclasses import replace

    scenario = read_scenario(text)
    made_in_python = replace(scenario, files=())

    again = read_scenario(scenario_text(made_in_python))

    assert again == scenario


def test_a_reformed_scenario_can_be_written_out_in_full(tmp_path: Path) -> None:
    from dataclasses import replace

    path = two_files(tmp_path, "[funds.pension.policy]\nemployer_rate = 0.16\nrelief = []\n")
    reformed = load_scenario(path)

    full = read_scenario(scenario_text(replace(reformed, files=())))

    ours, theirs = (project(one).funds["pension"].account.balance for one in (full, reformed))
    assert (ours == theirs).all()


def test_setting_a_value_keeps_comments_and_everything_else() -> None:
    text = (SCENARIOS / "city-2005.toml").read_text()

    changed = with_values(
        text, {"funds.enterprise_pension.policy.employer_rate": DatedValue.constant(0.18)}
    )

    assert changed == text.replace("employer_rate = 0.20\n", "employer_rate = 0.18\n", 1)


def test_a_new_value_and_a_taken_out_one() -> None:
    text = with_values(EVERYTHING, {"funds.pension.policy.accrual_rate": 0.012, RATE: None})

    table = tomllib.loads(text)["funds"]["pension"]["policy"]
    assert table["accrual_rate"] == 0.012
    assert "employer_rate" not in table


def test_saving_never_leaves_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    save_text(path, "one")
    save_text(path, "two")

    assert path.read_text() == "two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.toml"]
    with pytest.raises(InputError, match="exists already"):
        save_text(path, "three", overwrite=False)
    assert path.read_text() == "two"


def test_a_folder_that_does_not_exist_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        save_text(tmp_path / "nowhere" / "a.toml", "one")


def test_a_reform_text_is_small_and_reads(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(EVERYTHING)
    text = reform_text(Text("降费", "cut"), "base.toml", {RATE: DatedValue.constant(0.16)})
    (tmp_path / "cut.toml").write_text(text)

    assert len(text.splitlines()) < 10
    assert (
        load_scenario(tmp_path / "cut.toml").funds["pension"].policy.employer_rate.at(2012) == 0.16
    )


def test_a_file_without_a_format_is_refused_with_the_cure() -> None:
    draft = re.sub(r"(?m)^format +=.*\n", "", EVERYTHING)

    for read in (read_scenario, lambda text: migrated(text, "draft.toml")):
        with pytest.raises(InputError, match=r"does not say format = 1 .*write format = 1 on top"):
            read(draft)
    assert migrated(EVERYTHING, "draft.toml") == EVERYTHING


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_fit_the_schema(name: str) -> None:
    table = tomllib.loads((SCENARIOS / name).read_text())

    validator = jsonschema.Draft202012Validator(scenario_schema())

    assert [error.message for error in validator.iter_errors(table)] == []


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(scenario_schema())))
    table = tomllib.loads(EVERYTHING)
    table["funds"]["pension"]["kind"] = "employe_pension"

    assert list(validator.iter_errors(table))


def test_the_digest_covers_the_bases_too(tmp_path: Path) -> None:
    path = two_files(tmp_path, "")
    before = load_scenario(path).sha256
    (tmp_path / "base.toml").write_text(EVERYTHING + "\n# a remark\n")

    assert load_scenario(path).sha256 != before


def test_sources_speak_of_parameters_that_exist() -> None:
    with pytest.raises(InputError, match=r"no such parameter \(did you mean funds.pension.policy"):
        read_scenario(EVERYTHING + '\n[sources]\n"funds.pension.policy.employer_rat" = "law"\n')


def test_a_source_replaces_the_declared_one() -> None:
    from model.scenario.scenario import levers

    scenario = read_scenario(EVERYTHING + f'\n[sources]\n"{RATE}" = "our own notice"\n')

    assert {lever.path: lever.source for lever in levers(scenario)}[RATE] == "our own notice"


def test_another_currency_has_its_own_units() -> None:
    text = (ROOT / "tests/rigs/ledger.toml").read_text()
    dollars = text.replace('money     = "万元"', 'currency = "USD"\nmoney = "million"')

    balance = project(read_scenario(dollars)).funds["ledger"].account.balance[0, 0]

    assert balance == 10000 * 1e6
    with pytest.raises(InputError, match="is not a unit of USD"):
        read_scenario(dollars.replace('"million"', '"万元"'))


def test_files_need_not_come_from_a_disk() -> None:
    table = tomllib.loads(EVERYTHING)

    assert scenario_of([ScenarioFile(None, EVERYTHING, table)]) == read_scenario(EVERYTHING)


def test_the_chain_of_bases_is_read_deepest_first(tmp_path: Path) -> None:
    path = two_files(tmp_path, "")

    assert [file.path.name for file in read_chain(path) if file.path] == [
        "base.toml",
        "reform.toml",
    ]
