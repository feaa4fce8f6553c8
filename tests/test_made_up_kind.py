"""A new kind of fund is one new folder: a copy of the product with one more kind works throughout.

The kind stands in tests/data/kinds/heating_aid; no other file of the copy is touched.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

KINDS = ROOT / "tests" / "data" / "kinds"
PAGE = """
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("app.py", default_timeout=120)
page.query_params["scenario"], page.query_params["language"] = "heating_aid.toml", "en"
page.query_params["reader"] = "analyst"
page.run()
assert not page.exception, page.exception
print("\\n".join(table.value.to_csv() for table in page.dataframe))
print("\\n".join(one.label for one in page.slider))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the product with the made-up kind, and two scenarios of such a fund."""
    folder = tmp_path_factory.mktemp("product")
    for name in ("model", "ui", "command_line", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(KINDS / "heating_aid", folder / "model" / "funds" / "heating_aid")
    shutil.copy(KINDS / "exercise.py", folder)
    text = (KINDS / "heating_aid.toml").read_text()
    less = text.replace("budget_share         = 0.9", "budget_share = 0.8")
    assert less != text
    (folder / "scenarios").mkdir()
    for place in (folder, folder / "scenarios"):
        (place / "heating_aid.toml").write_text(text)
        (place / "heating_less.toml").write_text(less)
    return folder


def said(folder: Path, *arguments: str) -> str:
    """Run Python in the copy, whose modules stand before the installed ones."""
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PATH": "", "PYTHONPATH": str(folder), "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout


@pytest.fixture(scope="module")
def exercised(copy: Path) -> Iterator[dict[str, Any]]:
    yield json.loads(said(copy, "exercise.py"))


def test_every_command_answers_for_a_made_up_kind(exercised: dict[str, Any]) -> None:
    answers = exercised["answers"]

    for words, (status, printed) in answers.items():
        assert status == 0, f"{words}: {printed[-1000:]}"
        assert "Traceback" not in printed, words
    assert "Heating aid" in answers["project heating_aid.toml"][1]
    assert "heating_aid.policy.grant_level" in answers["params heating_aid --format csv"][1]
    solved = next(printed for words, (_, printed) in answers.items() if words.startswith("solve"))
    assert "funds.aid.policy.budget_share" in solved


def test_every_figure_of_a_made_up_kind_opens_by_its_equations(exercised: dict[str, Any]) -> None:
    opened = exercised["opened"]

    assert opened["heating_grants"] == (
        "beneficiaries × heating_grant × policy__grant_level × rules__heating_grants"
    )
    assert opened["fiscal_subsidy"] == (
        "policy__fiscal_subsidy + policy__budget_share × given__heating_grants"
    )
    assert opened["expenditure"].startswith("heating_grants")


def test_a_changed_lever_of_a_made_up_kind_is_told_by_compare(exercised: dict[str, Any]) -> None:
    explained = next(
        json.loads(printed)
        for words, (_, printed) in exercised["answers"].items()
        if words.startswith("compare") and "--explain" in words
    )

    assert "funds.aid.policy.budget_share" in json.dumps(explained)


def test_the_page_shows_a_fund_of_a_made_up_kind(copy: Path) -> None:
    shown = said(copy, "-c", PAGE)

    assert "Heating grants" in shown
    assert "Budget's share of the grants" in shown
