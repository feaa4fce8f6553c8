"""Write tests/golden: what today's program answers for every shipped scenario.

A reform's file keeps only what differs from its base. The one way in which golden files change;
say why in CHANGELOG.md under "Results change".
"""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

from model import load_scenario, project, projection_json

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
SCENARIOS = ROOT / "scenarios"
#: Every how many years a figure is kept.
STEP = 5
DIGITS = 12


@cache
def answers(name: str) -> dict[str, Any]:
    """Return every fifth year of every series of a shipped scenario, and each fund's summary.

    By "fund.series"; "fund.summary.figure".
    """
    answer = projection_json(project(load_scenario(SCENARIOS / f"{name}.toml")))
    found: dict[str, Any] = {}
    for fund, projected in answer["funds"].items():
        nested = {"": projected} | {
            f"{group}.": projected[group]
            for group in ("income_items", "expenditure_items", "indicators")
        }
        for group, series in nested.items():
            for key, values in series.items():
                if isinstance(values, list) and key != "notes":
                    found[f"{fund}.{group}{key}"] = [rounded(value) for value in values[::STEP]]
        for key, value in projected["summary"].items():
            found[f"{fund}.summary.{key}"] = rounded(value)
    return found


def base_of(name: str) -> str | None:
    """Return the shipped scenario that `name` reforms; None if it stands alone."""
    base = load_scenario(SCENARIOS / f"{name}.toml").files[0].path.stem
    return None if base == name else base


def rounded(value: Any) -> Any:
    """Keep twelve digits: more than anybody reads, fewer than rounding disturbs."""
    if not isinstance(value, float) or value == 0:
        return value
    return round(value, DIGITS - 1 - math.floor(math.log10(abs(value))))


def differing(name: str, base: str | None) -> dict[str, Any]:
    """Return the answers of a scenario that its base does not give."""
    if base is None:
        return answers(name)
    return {
        key: value for key, value in answers(name).items() if answers(base).get(key, ...) != value
    }


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for path in sorted(SCENARIOS.glob("*.toml")):
        target = GOLDEN / f"{path.stem}.json"
        lines = [
            f"{json.dumps(key)}: {json.dumps(value)}"
            for key, value in differing(path.stem, base_of(path.stem)).items()
        ]
        target.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
