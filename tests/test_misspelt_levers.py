"""A misspelt lever in the code of a fund is found by mypy, before anything runs."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from model.funds.kinds import kinds
from tests.conftest import ROOT


def readers() -> Iterator[tuple[str, str]]:
    """Yield (function, misspelt name): one that reads a lever well, and misspelt, a section."""
    for kind, known in kinds().items():
        for name, section in known.sections.items():
            lever = next(iter(section.model_fields))
            yield (
                f"def {kind}_{name}(section: {section.__module__}.{section.__name__}) -> object:\n"
                f"    return section.{lever}, section.{lever}_mispelt\n",
                f"{lever}_mispelt",
            )


def test_a_misspelt_lever_of_any_kind_fails_mypy(tmp_path: Path) -> None:
    functions, misspelt = zip(*readers(), strict=True)
    modules = sorted({found for one in functions for found in re.findall(r"section: (.+)\.", one)})
    code = "".join(f"import {module}\n" for module in modules) + "\n" + "\n".join(functions)
    (tmp_path / "made_up.py").write_text(code, encoding="utf-8")

    said = subprocess.run(
        [sys.executable, "-m", "mypy", str(tmp_path / "made_up.py")],
        capture_output=True,
        text=True,
        cwd=ROOT,  # its settings and what it remembers of the last run
        env={**os.environ, "MYPYPATH": str(ROOT)},
        check=False,
    ).stdout

    found = re.findall(r"made_up\.py:\d+: error: .* has no attribute \"(\w+)\"", said)
    assert found == list(misspelt), said
    assert said.count(": error:") == len(misspelt), said
