"""What tests share: the shipped scenarios, texts of small scenarios, the command line."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from command_line.main import main
from model import Projection, Scenario, load_scenario, project

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ROOT / "scenarios"
#: Those with golden answers; a user's own files in scenarios/ disturb no test.
SHIPPED = sorted(f"{path.stem}.toml" for path in (ROOT / "tests" / "golden").glob("*.json"))


@cache
def shipped(name: str) -> Scenario:
    """Return a scenario that the project ships."""
    return load_scenario(SCENARIOS / name)


@cache
def projected(name: str) -> Projection:
    """Return the projection of a scenario that the project ships."""
    return project(shipped(name))


@dataclass(frozen=True)
class Spoken:
    """What the command line did: exit status, data, talk."""

    status: int
    out: str
    err: str


@pytest.fixture
def fundrunway(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Spoken]:
    """Run the command line in this process, in English unless asked otherwise."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: str | Path) -> Spoken:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["fundrunway", *map(str, arguments)])
        try:
            main()
            status = 0
        except SystemExit as ended:
            status = int(ended.code or 0)
        captured = capsys.readouterr()
        return Spoken(status, captured.out, captured.err)

    return run
