"""Newcomers find their way: rooms say what they answer, pages name files that exist."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = sorted(path for path in (ROOT / "model").glob("*/__init__.py"))
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("README*.md")])
_PATH = re.compile(r"`((?:model|ui|command_line|tests|scripts|benchmarks)/[\w/.-]+)`")
_BARE = re.compile(r"`([a-z_]+\.py)`")


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.parent.name)
def test_a_room_says_what_it_answers_and_names_its_entry(room: Path) -> None:
    said = ast.get_docstring(ast.parse(room.read_text(encoding="utf-8"))) or ""
    named = re.findall(r"\(([a-z_]+)\.py\)", said)

    assert said.splitlines()[0].endswith(("?", ".", ":")), room
    assert re.search(r"Entr(y|ies)|>>>", said), room
    for name in named:
        assert (room.parent / f"{name}.py").is_file(), name


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    names = {path.name for top in ("model", "tests", "scripts") for path in (ROOT / top).rglob("*")}

    assert [one for one in _PATH.findall(text) if not (ROOT / one).exists()] == []
    assert [one for one in _BARE.findall(text) if one not in names] == []
