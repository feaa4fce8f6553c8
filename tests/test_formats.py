"""A new output format is one file: every verb takes it, and every error and help names it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import model.export.formats
from tests.conftest import SCENARIOS, Spoken

CITY, REFORM = SCENARIOS / "city-2005.toml", SCENARIOS / "rate-20-to-16.toml"
RATE = "funds.enterprise_pension.policy.employer_rate"
Run = Callable[..., Spoken]

#: A format that nobody has: plain lines of what a person reads.
MADE_UP = '''
"""Plain text."""

from model.export.answer import Answer, Table


def write(answer: Answer) -> bytes:
    """Return a line a sentence and a row."""
    lines = []
    for section in answer.reading():
        for part in section:
            if isinstance(part, Table):
                lines += [" | ".join(map(str, row)) for row in part.lines(answer.language)]
            else:
                lines.append(part.text)
    return "\\n".join(lines).encode()
'''

#: Every verb that takes --format, with each question that it answers, and a part of the answer.
QUESTIONS: dict[str, tuple[tuple[str | Path, ...], str]] = {
    "project": (("project", CITY, "--fund", "unemployment"), "year | Contributors (persons) |"),
    "open": (("project", CITY, "--open", "income@2020", "--fund", "unemployment"), "term | value"),
    "years": (("project", CITY, "--explain", "income@2020", "--fund", "unemployment"), "driver |"),
    "compare": (("compare", CITY, REFORM), "changed input | "),
    "change": (("compare", CITY, REFORM, "--explain", "balance@2020"), "lever | side |"),
    "simulate": (("simulate", CITY, "--fund", "unemployment", "--paths", "8"), "year | p05 |"),
    "tornado": (
        ("sensitivity", CITY, "--indicator", "balance@2010", "--lever", RATE),
        "lever | range | moved by |",
    ),
    "sobol": (
        (
            *("sensitivity", CITY, "--indicator", "balance@2010", "--sobol", "--samples", "8"),
            *("--lever", RATE, "--lever", "assumptions.economy.wage_growth"),
        ),
        "lever | range | alone |",
    ),
    "solve": (("solve", CITY, "--lever", RATE, "--target", "balance>=0@2010"), "lever | from year"),
    "package": (
        ("solve", CITY, "--lever", RATE, "--target", "balance>=0@2010", "--package"),
        "part of its range",
    ),
    "params": (("params", "unemployment"), "lever | label | unit |"),
}


@pytest.fixture
def plain_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a made-up format beside those that ship."""
    folder = tmp_path / "formats"
    folder.mkdir()
    (folder / "txt.py").write_text(MADE_UP, encoding="utf-8")
    found = [*model.export.formats.__path__, str(folder)]
    monkeypatch.setattr(model.export.formats, "__path__", found)
    monkeypatch.delitem(sys.modules, "model.export.formats.txt", raising=False)


@pytest.mark.usefixtures("plain_text")
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_in_a_made_up_format(
    name: str, fundrunway: Run, tmp_path: Path
) -> None:
    arguments, part = QUESTIONS[name]
    target = tmp_path / "answer.txt"

    printed = fundrunway(*arguments, "--format", "txt")
    written = fundrunway(*arguments, "-o", target)

    assert (printed.status, written.status, written.out) == (0, 0, "")
    assert part in printed.out
    assert target.read_text(encoding="utf-8") == printed.out


@pytest.mark.usefixtures("plain_text")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_errors_and_help_name_the_made_up_format(
    language: str, fundrunway: Run, tmp_path: Path
) -> None:
    ending = fundrunway("project", CITY, "-o", tmp_path / "a.xls", "--lang", language)
    format_ = fundrunway("project", CITY, "--format", "xls", "--lang", language)
    told = fundrunway("--lang", language, "project", "--help")

    comma, last = (", ", " or .txt") if language == "en" else ("、", " 或 .txt")
    assert (ending.status, format_.status) == (2, 2)
    assert comma.join([".csv", ".json"]) + last in ending.err
    assert "'csv', 'json', 'txt'." in " ".join(format_.err.split())
    assert "<table|csv|json|txt>" in told.out
    assert not (tmp_path / "a.xls").exists()


def test_the_formats_that_ship_are_the_files_of_their_folder() -> None:
    folder = Path(str(model.export.formats.__file__)).parent

    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert set(model.export.formats.formats()) == files == {"csv", "json"}
