"""The folder of scenario files: nobody overwrites another's work, nothing leaves it."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import InputError, load_scenario
from model.scenario.file_names import file_name, free_name, scenario_path
from model.scenario.folder import (
    SavedMeanwhileError,
    add,
    bring_back,
    delete,
    deleted,
    duplicate,
    entries,
    folder_stamp,
    read_words,
    rename,
    retitle,
    save,
    text_digest,
)
from model.scenario.versions import BIN
from model.words.texts import Text
from tests.conftest import ROOT

RIG = (ROOT / "tests/rigs/ledger.toml").read_text()
REFORM = """# a lower rate
format = 1
title = "reform"
base = "base.toml"  # the ledger

[funds.ledger.policy]
contribution_rate = 0.1
"""
OPENED = text_digest(RIG)
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a base file and a reform of it."""
    return two_files(tmp_path)


def two_files(folder: Path) -> Path:
    (folder / "base.toml").write_text(RIG)
    (folder / "reform.toml").write_text(REFORM)
    return folder


def files(folder: Path) -> list[str]:
    """Return everything that lies in the folder but its lock."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def with_rate(rate: float) -> str:
    return RIG.replace("contribution_rate = 0.2", f"contribution_rate = {rate}")


def test_base_files_are_listed_before_reforms_and_hidden_ones_not_at_all(folder: Path) -> None:
    (folder / "another.toml").write_text(REFORM)
    (folder / "broken.toml").write_text("format = 1\ntitle = \n")
    (folder / ".hidden.toml").write_text(RIG)
    (folder / "folder.toml").mkdir()
    (folder / "gone.toml").symlink_to(folder / "nothing")

    listed = entries(folder)

    assert [one.name for one in listed] == [
        "base.toml",
        "broken.toml",
        "another.toml",
        "reform.toml",
    ]
    assert [one.base for one in listed] == [None, None, "base.toml", "base.toml"]
    assert listed[0].title == Text("ledger", "ledger")
    assert [problem.where for problem in listed[1].problems] == ["broken.toml:2"]
    assert "gone.toml" not in dict((name, time) for name, time, _ in folder_stamp(folder))


@pytest.mark.parametrize(
    "name",
    [
        "../base.toml",
        "/tmp/base.toml",
        "sub/base.toml",
        "sub\\base.toml",
        ".hidden.toml",
        "..toml",
        ".toml",
        "",
        "base.txt",
        "base.toml\n",
        "link.toml",
        "x" * 101 + ".toml",
        "长" * 90 + ".toml",
    ],
)
def test_a_name_that_could_leave_the_folder_is_refused_everywhere(folder: Path, name: str) -> None:
    (folder / "link.toml").symlink_to(folder / "base.toml")
    before = files(folder)
    title = Text("x", "x")
    attempts: list[Callable[[], object]] = [
        lambda: scenario_path(folder, name),
        lambda: save(folder, name, RIG, None),
        lambda: save(folder, name, RIG, OPENED),
        lambda: add(folder, name, RIG.encode()),
        lambda: duplicate(folder, "base.toml", name, title),
        lambda: duplicate(folder, name, "new.toml", title),
        lambda: rename(folder, "base.toml", name),
        lambda: rename(folder, name, "new.toml"),
        lambda: delete(folder, name),
        lambda: bring_back(folder, name),
    ]

    for attempt in attempts:
        with pytest.raises(InputError, match="not a name for a scenario file"):
            attempt()

    assert files(folder) == before


@given(words=st.text(max_size=300))
def test_any_title_gives_a_name_in_the_folder_or_none(words: str) -> None:
    name = file_name(words)

    if name == ".toml":
        return
    folder = Path("/nowhere")
    assert scenario_path(folder, name).parent == folder
    assert scenario_path(folder, f"{name.removesuffix('.toml')}-99.toml").name.endswith("-99.toml")


def test_the_name_of_a_title_keeps_its_words() -> None:
    assert file_name(" 方案 一/二 ") == "方案-一-二.toml"
    assert file_name("rates.toml") == "rates.toml"
    assert file_name("../../etc/passwd") == "etc-passwd.toml"


def test_a_free_name_is_the_first_that_no_file_has(folder: Path) -> None:
    (folder / "base-2.toml").write_text(RIG)

    assert free_name(folder, "base.toml") == "base-3.toml"
    assert free_name(folder, "new.toml") == "new.toml"


def test_a_copy_has_a_title_of_its_own_and_every_other_line(folder: Path) -> None:
    duplicate(folder, "reform.toml", "copy.toml", Text("副本", "copy"))

    wanted = REFORM.replace('"reform"', '{zh = "副本", en = "copy"}')
    assert read_words(folder / "copy.toml") == wanted
    with pytest.raises(InputError, match="the file exists already"):
        duplicate(folder, "reform.toml", "copy.toml", Text("x", "x"))


@pytest.mark.parametrize("before", ["\ufeff", ""])
def test_a_new_title_leaves_comments_alone_and_minds_what_others_saved(
    folder: Path, before: str
) -> None:
    (folder / "reform.toml").write_text(before + REFORM)
    opened = text_digest(before + REFORM)

    retitle(folder, "reform.toml", Text("新", "新"), opened)

    assert read_words(folder / "reform.toml") == REFORM.replace('"reform"', '"新"')
    with pytest.raises(SavedMeanwhileError):
        retitle(folder, "reform.toml", Text("旧", "旧"), opened)


def test_reforms_follow_a_base_that_is_renamed(folder: Path) -> None:
    (folder / "other.toml").write_text(REFORM.replace('"base.toml"', '"./base.toml"'))

    rename(folder, "base.toml", "ledger.toml")

    assert files(folder) == ["ledger.toml", "other.toml", "reform.toml"]
    assert read_words(folder / "ledger.toml") == RIG
    followed = REFORM.replace('"base.toml"', '"ledger.toml"')
    assert read_words(folder / "reform.toml") == read_words(folder / "other.toml") == followed
    assert load_scenario(folder / "reform.toml").files[0].text == RIG
    with pytest.raises(InputError, match="the file exists already"):
        rename(folder, "ledger.toml", "reform.toml")


def test_a_base_with_reforms_stays_and_what_is_deleted_comes_back(folder: Path) -> None:
    with pytest.raises(InputError, match=r"other scenarios stand on this file: reform\.toml"):
        delete(folder, "base.toml")

    delete(folder, "reform.toml")
    delete(folder, "base.toml")

    assert (files(folder), entries(folder)) == ([BIN], [])
    assert deleted(folder) == ["base.toml", "reform.toml"]
    bring_back(folder, "base.toml")
    bring_back(folder, "reform.toml")
    assert deleted(folder) == []
    assert (read_words(folder / "base.toml"), read_words(folder / "reform.toml")) == (RIG, REFORM)


def test_what_is_gone_or_in_the_way_is_said_and_nothing_moves(folder: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.toml: the file cannot be moved"):
        delete(folder, "missing.toml")
    delete(folder, "reform.toml")
    with pytest.raises(InputError, match=r"missing\.toml: the file cannot be moved"):
        bring_back(folder, "missing.toml")
    (folder / "reform.toml").write_text(RIG)
    with pytest.raises(InputError, match="the file exists already"):
        bring_back(folder, "reform.toml")

    assert read_words(folder / "reform.toml") == RIG
    assert deleted(folder) == ["reform.toml"]


def test_an_uploaded_file_is_taken_in_once_and_never_over_another(folder: Path) -> None:
    data = with_rate(0.15).encode()

    add(folder, "new.toml", data)

    assert (folder / "new.toml").read_bytes() == data
    for name, raw, complaint in [
        ("new.toml", RIG.encode(), "the file exists already"),
        ("gbk.toml", "title = '基金'".encode("gbk"), "not UTF-8"),
        ("large.toml", RIG.encode() + b"#" * 1_000_000, "1 MB at most"),
        ("empty.toml", b"", "the file is empty"),
    ]:
        with pytest.raises(InputError, match=complaint):
            add(folder, name, raw)
    assert files(folder) == ["base.toml", "new.toml", "reform.toml"]
    assert (folder / "new.toml").read_bytes() == data


@contextmanager
def without_rights() -> Iterator[None]:
    """Be somebody who may not write everywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_folder_that_cannot_be_written_is_read_and_says_so() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "base.toml").write_text(RIG)
        folder.chmod(0o555)
        with without_rights():
            assert [one.name for one in entries(folder)] == ["base.toml"]
            for attempt in (
                lambda: save(folder, "base.toml", with_rate(0.15), OPENED),
                lambda: add(folder, "new.toml", RIG.encode()),
                lambda: rename(folder, "base.toml", "new.toml"),
                lambda: delete(folder, "base.toml"),
            ):
                with pytest.raises(InputError, match="cannot be written"):
                    attempt()
        assert files(folder) == ["base.toml"]
        folder.chmod(0o755)
