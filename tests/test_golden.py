"""Today's answers are yesterday's: a change of results needs `make golden` and a changelog line."""

import json
import sys

import pytest

from tests.conftest import ROOT, SCENARIOS, SHIPPED

sys.path.insert(0, str(ROOT / "scripts"))

import make_golden


@pytest.mark.parametrize("name", SHIPPED)
def test_results_are_the_golden_ones(name: str) -> None:
    path = SCENARIOS / name
    kept = json.loads((make_golden.GOLDEN / f"{path.stem}.json").read_text())

    today = make_golden.golden(path)

    assert today.keys() == kept.keys()
    for fund, series in kept.items():
        assert today[fund].keys() == series.keys()
        for key, expected in series.items():
            pairs = (
                zip(expected.values(), today[fund][key].values(), strict=True)
                if isinstance(expected, dict)
                else zip(expected, today[fund][key], strict=True)
            )
            for old, new in pairs:
                close = pytest.approx(old, rel=1e-8, abs=1e-6) if isinstance(old, float) else old
                assert new == close, (fund, key)
