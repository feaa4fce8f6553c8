"""A draft in memory is the reform that is saved: the same scenario, or refused for the same."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import InputError, Scenario, load_scenario, project, reformed
from model.scenario.writing import reform_text
from tests.conftest import SCENARIOS, SHIPPED, projected, shipped
from tests.test_saved_text import QUICK, drafts

#: What most levers refuse.
WRONG_VALUES: tuple[Any, ...] = (
    *(-1e9, 17, 1e9, float("nan"), True, "word", [], [0.1] * 3, {}, {"x": 1}),
    *({"2004": 0.1}, {"2300": 0.1}, {"2010": 0.1, "2009": 0.2}, {"2010": "word"}),
    {"2010": 0.1, "between": "curve"},
    [{"from": "2014-13", "to": "2013", "share": 2}],
)
#: Paths of no lever: misspelt ones, and keys of the file's top.
WRONG_PLACES = (
    *("foo", "foo.bar", "end_year", "money", "title", "assumptions.economy.wage_grwth"),
    *("assumptions.people.births", "policy.joint_colection", "funds.nobody.policy.employer_rate"),
    *("funds.medical.kind", "funds.medical.policy.employer_rte", "funds.medical.rules"),
    *("funds.enterprise_pension.groups.flexble.entrants", "funds.medical.plicy.cap"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped folder."""
    copy = tmp_path_factory.mktemp("drafts") / "scenarios"
    return Path(shutil.copytree(SCENARIOS, copy, ignore=shutil.ignore_patterns(".*")))


@st.composite
def rough_drafts(draw: st.DrawFn, scenario: Scenario) -> dict[str, Any]:
    """Draw a draft, and often something in it that is refused."""
    draft = draw(drafts(scenario))
    places = st.sampled_from([*scenario.levers_by_path, *WRONG_PLACES])
    wrong = st.dictionaries(places, st.sampled_from(WRONG_VALUES), max_size=3)
    return draft | draw(st.one_of(st.just({}), wrong))


def outcome(read: Any) -> Scenario | list[str]:
    """Return the scenario, or every problem that it is refused for."""
    try:
        return read()
    except InputError as error:
        return [problem.say() for problem in error.problems]


@pytest.mark.parametrize("name", SHIPPED)
@settings(QUICK, max_examples=10)
@given(data=st.data())
def test_a_draft_is_what_its_saved_text_is_read_as(
    name: str, folder: Path, data: st.DataObject
) -> None:
    base = load_scenario(folder / name)
    draft = data.draw(rough_drafts(base), "draft")
    path = folder / "draft.toml"
    path.write_text(reform_text(base.title, name, draft), encoding="utf-8")

    in_memory = outcome(lambda: reformed(base, draft))

    in_file = outcome(lambda: load_scenario(path))
    assert in_memory == in_file
    if isinstance(in_memory, Scenario) and isinstance(in_file, Scenario):
        assert in_memory.files[-1].table == in_file.files[-1].table
        assert in_memory.sha256 == in_file.sha256


def test_no_text_is_written_until_somebody_asks_for_it() -> None:
    changed = reformed(shipped("city-2005.toml"), {"funds.medical.policy.cap": 80_000.0})
    file = changed.files[-1]

    project(changed, projected("city-2005.toml"))

    assert "text" not in vars(file) and "sha256" not in vars(changed)
    assert "cap = 80000" in file.text


def test_a_value_below_what_is_no_table_is_refused_at_its_place() -> None:
    rate = "funds.medical.policy.employer_rate"

    with pytest.raises(InputError, match=f"{rate}: this is not a table"):
        reformed(shipped("city-2005.toml"), {rate: 0.06, f"{rate}.2010": 0.07})
