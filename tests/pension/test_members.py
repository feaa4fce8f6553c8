"""Members of the base year: totals exact, mean ages met, member tables read or refused."""

from pathlib import Path

import numpy as np
import pytest

from model import InputError, load_scenario, project, read_scenario
from model.funds.pension_engine.members import Members
from model.funds.pension_engine.prepared import pension_matrices
from model.people.retirement import CLASSES
from model.scenario.writing import with_values
from tests.conftest import ROOT, SCENARIOS
from tests.test_no_dead_lever import MEMBER_TABLE

EVERYTHING = (ROOT / "tests/rigs/employee_pension.toml").read_text()


def members_of(text: str) -> Members:
    scenario = read_scenario(text)
    return pension_matrices(scenario.funds["pension"], scenario.setting()).own.members


def mean_age(persons: np.ndarray) -> float:
    return float((persons * np.arange(106)).sum() / persons.sum())


def test_the_standard_profile_is_scaled_to_the_reported_totals() -> None:
    members = members_of(EVERYTHING)

    assert members.active.sum() == pytest.approx(120000 - 22000, rel=1e-12)
    assert members.pensioners.sum() == pytest.approx(22000, rel=1e-12)
    women = members.active[1:].sum() / members.active.sum()
    assert women == pytest.approx(0.45, rel=1e-12)


def test_nobody_active_is_past_and_no_pensioner_before_the_retirement_date() -> None:
    members = members_of(with_values(EVERYTHING, {"funds.pension.policy.early_share": 0.0}))

    assert members.active[0, 63:].sum() == 0
    assert members.pensioners[0, :60].sum() == 0
    assert members.pensioners[2, :50].sum() == 0


@pytest.mark.parametrize(("active", "pensioner"), [(34.0, 62.0), (41.0, 70.0)])
def test_mean_ages_are_met(active: float, pensioner: float) -> None:
    members = members_of(
        with_values(
            EVERYTHING,
            {
                "funds.pension.assumptions.active_mean_age": active,
                "funds.pension.assumptions.pensioner_mean_age": pensioner,
            },
        )
    )

    assert mean_age(members.active) == pytest.approx(active, abs=1e-6)
    assert mean_age(members.pensioners) == pytest.approx(pensioner, abs=1e-6)


def test_a_mean_age_out_of_reach_is_refused_with_what_can_be_reached() -> None:
    with pytest.raises(InputError, match=r"mean age of 84 cannot be reached .*choose between"):
        read_scenario(
            with_values(EVERYTHING, {"funds.pension.assumptions.pensioner_mean_age": 84.0})
        )


def in_folder(folder: Path, table: str, changes: dict[str, object] | None = None) -> Path:
    (folder / "members.csv").write_text(table, encoding="utf-8")
    path = folder / "with-table.toml"
    values = {"funds.pension.assumptions.member_table": "members.csv", **(changes or {})}
    path.write_text(with_values(EVERYTHING, values))
    return path


def test_a_member_table_is_taken_as_it_is(tmp_path: Path) -> None:
    scenario = load_scenario(in_folder(tmp_path, MEMBER_TABLE))

    members = pension_matrices(scenario.funds["pension"], scenario.setting()).own.members

    assert members.active[0, 30] == 32000
    assert members.account[0, 52] == 16000
    assert members.pension[0, 66] == 1500
    assert members.relative_wage[0, 52] > members.relative_wage[0, 30]
    notes = [note.say() for note in project(scenario).funds["pension"].notes]
    assert "the member table members.csv" in notes


def test_a_table_far_from_the_report_is_refused_with_both_figures(tmp_path: Path) -> None:
    path = in_folder(tmp_path, MEMBER_TABLE.replace("32000", "52000"))

    with pytest.raises(InputError, match=r"118,000, the report 98,000: active insured"):
        load_scenario(path)


def test_years_before_accounts_are_deemed_unless_the_table_says_otherwise(tmp_path: Path) -> None:
    plain = load_scenario(in_folder(tmp_path, MEMBER_TABLE))
    members = pension_matrices(plain.funds["pension"], plain.setting()).own.members
    assert members.paid_years[0, 52] + members.deemed_years[0, 52] == pytest.approx(22)
    assert members.deemed_years[0, 52] == pytest.approx(22 - (2010 - 1996 + 1))

    lines = MEMBER_TABLE.splitlines()
    table = "\n".join([lines[0] + ",deemed_years,index", *(line + ",3,0.9" for line in lines[1:])])
    kept = load_scenario(in_folder(tmp_path, table))
    made = pension_matrices(kept.funds["pension"], kept.setting())
    assert made.own.members.deemed_years[0, 52] == pytest.approx(3)
    assert made.own.past_index.max() == pytest.approx(0.9)


def test_the_standard_profile_written_as_a_table_gives_the_same_fund(tmp_path: Path) -> None:
    """Nothing that the profile knows is lost on the way through a member table."""
    scenario = read_scenario(EVERYTHING)
    fund = scenario.funds["pension"]
    made = pension_matrices(fund, scenario.setting())
    members, base = made.own.members, made.base.declared_base / 12
    rows = ["class,age,status,persons,declared_base,service_years,account,pension,deemed_years"]
    for group, name in enumerate(CLASSES):
        for age in range(106):
            if members.active[group, age] > 0:
                service = members.paid_years[group, age] + members.deemed_years[group, age]
                figures = (members.active[group, age], base, service, members.account[group, age])
                text = ",".join(f"{figure:.12g}" for figure in figures)
                rows.append(f"{name},{age},active,{text},,{members.deemed_years[group, age]:.12g}")
            if members.pensioners[group, age] > 0:
                persons = f"{members.pensioners[group, age]:.12g}"
                rows.append(f"{name},{age},pensioner,{persons},,,,1450,")

    again = project(load_scenario(in_folder(tmp_path, "\n".join(rows)))).funds["pension"]

    expected = project(scenario).funds["pension"].account.balance
    np.testing.assert_allclose(again.account.balance, expected, rtol=1e-6)


@pytest.mark.parametrize("name", ["deemed_share", "service_years", "active_mean_age"])
def test_what_a_table_makes_idle_is_refused(tmp_path: Path, name: str) -> None:
    value = {"deemed_share": 0.4, "service_years": 12.0, "active_mean_age": 40.0}[name]
    path = in_folder(tmp_path, MEMBER_TABLE, {f"funds.pension.assumptions.{name}": value})

    with pytest.raises(InputError, match=f"{name}: it has no effect beside a member table"):
        load_scenario(path)


def test_every_bad_line_of_a_table_is_named(tmp_path: Path) -> None:
    bad = MEMBER_TABLE.replace("men,30,active", "man,30,active").replace(
        "women_55,45,active,16000", "women_55,450,active,16000"
    )
    bad += "women_50,40,retired,5,,,,\nmen,40,active,many,,,,\n"

    with pytest.raises(InputError) as caught:
        load_scenario(in_folder(tmp_path, bad))

    assert [problem.where for problem in caught.value.problems] == [
        "members.csv:2",
        "members.csv:5",
        "members.csv:8",
        "members.csv:9",
    ]


@pytest.mark.parametrize("name", ["../members.csv", "/etc/passwd", "nobody.csv"])
def test_a_table_outside_the_folder_or_missing_is_refused(tmp_path: Path, name: str) -> None:
    path = in_folder(tmp_path, MEMBER_TABLE, {"funds.pension.assumptions.member_table": name})

    with pytest.raises(InputError, match="member table"):
        load_scenario(path)


def test_the_shipped_city_says_that_it_uses_the_standard_profile() -> None:
    fund = project(load_scenario(SCENARIOS / "city-2005.toml")).funds["enterprise_pension"]

    assert any("standard profile" in note.say() for note in fund.notes)
