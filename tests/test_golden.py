"""Today's answers are yesterday's: a change of results needs `make golden` and a changelog line."""

import json
import sys
from typing import Any

import pytest

from tests.conftest import ROOT, SHIPPED

sys.path.insert(0, str(ROOT / "scripts"))

import make_golden


def kept(name: str) -> Any:
    return json.loads((make_golden.GOLDEN / f"{name}.json").read_text())


def comparable(value: Any) -> Any:
    """Numbers, also those in a list, are equal within rounding; all else exactly."""
    if isinstance(value, list):
        return [comparable(item) for item in value]
    return pytest.approx(value, rel=1e-8, abs=1e-6) if isinstance(value, float) else value


@pytest.mark.parametrize("name", [name.removesuffix(".toml") for name in SHIPPED])
def test_results_are_the_golden_ones(name: str) -> None:
    base = make_golden.base_of(name)
    expected = {**(kept(base) if base else {}), **kept(name)}

    today = make_golden.answers(name)

    assert today.keys() == expected.keys()
    for key, value in expected.items():
        assert today[key] == comparable(value), key
