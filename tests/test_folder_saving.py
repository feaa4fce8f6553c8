"""Saving into the folder: checked in full, all at once, and never over another's work."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from model import InputError, load_scenario
from model.scenario.folder import (
    GoneMeanwhileError,
    SavedMeanwhileError,
    add,
    delete,
    deleted,
    read_words,
    rename,
    save,
    text_digest,
)
from model.scenario.versions import BIN, KEPT, versions
from tests.conftest import ROOT
from tests.test_folder import OPENED, REFORM, RIG, files, two_files, with_rate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a base file and a reform of it."""
    return two_files(tmp_path)


def test_saving_what_was_opened_replaces_it_and_returns_what_a_reader_gets(folder: Path) -> None:
    saved = save(folder, "base.toml", with_rate(0.15), OPENED)

    assert read_words(folder / "base.toml") == with_rate(0.15)
    read = load_scenario(folder / "base.toml")
    assert (saved, saved.sha256, saved.folder) == (read, read.sha256, read.folder)
    assert files(folder) == [BIN, "base.toml", "reform.toml"]


def test_what_another_saved_meanwhile_is_not_overwritten_and_is_handed_over(folder: Path) -> None:
    save(folder, "base.toml", with_rate(0.15), OPENED)

    with pytest.raises(SavedMeanwhileError, match="saved by someone else") as told:
        save(folder, "base.toml", with_rate(0.18), OPENED)

    assert told.value.theirs == with_rate(0.15) == read_words(folder / "base.toml")
    save(folder, "base.toml", with_rate(0.18), text_digest(told.value.theirs))
    assert read_words(folder / "base.toml") == with_rate(0.18)


def test_a_file_that_is_gone_is_not_made_anew_unless_its_saver_says_so(folder: Path) -> None:
    delete(folder, "reform.toml")

    with pytest.raises(GoneMeanwhileError, match=r"reform\.toml: the file was deleted or renamed"):
        save(folder, "reform.toml", REFORM, text_digest(REFORM))

    assert files(folder) == [BIN, "base.toml"]
    save(folder, "reform.toml", REFORM, None)
    assert read_words(folder / "reform.toml") == REFORM


def test_what_a_file_said_before_each_saving_is_kept_with_its_time(folder: Path) -> None:
    os.utime(folder / "base.toml", (1e9, 1e9))
    save(folder, "base.toml", with_rate(0.15), OPENED)
    save(folder, "base.toml", with_rate(0.18), text_digest(with_rate(0.15)))
    save(folder, "base.toml", with_rate(0.18), text_digest(with_rate(0.18)))  # nothing changes

    kept = versions(folder, "base.toml")

    assert [one.path.read_text() for one in kept] == [with_rate(0.15), RIG]
    assert kept[1].written == 1e9 < kept[0].written
    assert (deleted(folder), versions(folder, "reform.toml")) == ([], [])


def test_an_earlier_version_is_brought_back_by_saving_it_and_nothing_is_lost(folder: Path) -> None:
    save(folder, "base.toml", with_rate(0.15), OPENED)

    earlier = versions(folder, "base.toml")[0].path.read_text()
    save(folder, "base.toml", earlier, text_digest(with_rate(0.15)))

    assert read_words(folder / "base.toml") == RIG
    assert [one.path.read_text() for one in versions(folder, "base.toml")] == [with_rate(0.15), RIG]


def test_the_oldest_of_many_versions_goes_and_the_numbers_rise(folder: Path) -> None:
    texts = [RIG, *(with_rate(n / 100) for n in range(1, KEPT + 4))]
    for before, after in pairwise(texts):
        save(folder, "base.toml", after, text_digest(before))

    kept = versions(folder, "base.toml")

    assert [one.path.read_text() for one in kept] == texts[-2 : -2 - KEPT : -1]
    assert kept[0].number == KEPT + 3


def test_versions_follow_a_file_to_its_new_name_after_those_of_that_name(folder: Path) -> None:
    save(folder, "base.toml", with_rate(0.15), OPENED)
    save(folder, "new.toml", RIG, None)
    save(folder, "new.toml", with_rate(0.11), OPENED)
    delete(folder, "new.toml")

    rename(folder, "base.toml", "new.toml")

    assert versions(folder, "base.toml") == []
    assert [one.path.read_text() for one in versions(folder, "new.toml")] == [RIG, RIG]
    assert read_words(folder / "new.toml") == with_rate(0.15)


def test_nothing_is_saved_over_what_cannot_be_kept(folder: Path) -> None:
    (folder / BIN).write_text("a file where the bin should be")

    with pytest.raises(InputError, match=r"base\.toml: the version before cannot be kept"):
        save(folder, "base.toml", with_rate(0.15), OPENED)

    assert read_words(folder / "base.toml") == RIG


def test_a_new_file_does_not_take_the_place_of_an_old_one(folder: Path) -> None:
    with pytest.raises(InputError, match="the file exists already"):
        save(folder, "base.toml", with_rate(0.15), None)

    assert read_words(folder / "base.toml") == RIG


def test_a_text_with_problems_is_not_saved_and_all_of_them_are_named(folder: Path) -> None:
    bad = with_rate(17).replace("collection_rate   = 0.95", "colection_rate = 0.95")

    for attempt in (
        lambda: save(folder, "base.toml", bad, OPENED),
        lambda: save(folder, "new.toml", bad, None),
        lambda: add(folder, "new.toml", bad.encode()),
    ):
        with pytest.raises(InputError) as told:
            attempt()
        where = {problem.where.rpartition(".")[2] for problem in told.value.problems}
        assert where == {"contribution_rate", "colection_rate"}

    assert files(folder) == ["base.toml", "reform.toml"]
    assert read_words(folder / "base.toml") == RIG


@pytest.mark.parametrize(
    ("base", "complaint"),
    [
        ("reform.toml", "run in a circle: base.toml -> reform.toml -> base.toml"),
        ("base.toml", "run in a circle: base.toml -> base.toml"),
        ("missing.toml", "the base missing.toml does not exist"),
    ],
)
def test_a_file_is_checked_as_it_will_lie_there(folder: Path, base: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        save(folder, "base.toml", REFORM.replace("base.toml", base), OPENED)

    assert read_words(folder / "base.toml") == RIG


SAVER = """
import sys
from pathlib import Path
from model.scenario.folder import SavedMeanwhileError, save
folder, opened, rate = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
text = (folder / "base.toml").read_text().replace(
    "contribution_rate = 0.2\\n", f"contribution_rate = {rate}\\n")
print("ready", flush=True)
sys.stdin.readline()
try:
    save(folder, "base.toml", text, opened)
    print("saved")
except SavedMeanwhileError as error:
    print("told" if error.theirs != text else "mistaken")
"""


def test_of_processes_that_save_at_once_one_wins_and_the_others_are_told(folder: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SAVER, str(folder), OPENED, str(rate)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for rate in (0.11, 0.12)
    ]
    for one in running:
        assert one.stdout is not None and one.stdout.readline() == "ready\n"

    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate()[0] for one in running]

    assert sorted(said) == ["saved\n", "told\n"]
    winner = 0.11 if said[0] == "saved\n" else 0.12
    assert read_words(folder / "base.toml") == with_rate(winner)
    assert files(folder) == [BIN, "base.toml", "reform.toml"]


def test_of_threads_that_save_at_once_one_wins_and_readers_never_see_half(folder: Path) -> None:
    texts = [with_rate(rate / 100) for rate in range(10, 18)]

    def saved(text: str) -> str:
        try:
            save(folder, "base.toml", text, OPENED)
        except SavedMeanwhileError as error:
            return error.theirs
        return "saved"

    with ThreadPoolExecutor(12) as pool:
        reading = [pool.submit(read_words, folder / "base.toml") for _ in range(4)]
        said = list(pool.map(saved, texts))
        seen = [one.result() for one in reading]

    winner = texts[said.index("saved")]
    assert said.count("saved") == 1
    assert set(said) - {"saved"} == {winner}
    assert set(seen) <= {RIG, winner}
    assert read_words(folder / "base.toml") == winner
    assert files(folder) == [BIN, "base.toml", "reform.toml"]
    assert [one.path.read_text() for one in versions(folder, "base.toml")] == [RIG]
