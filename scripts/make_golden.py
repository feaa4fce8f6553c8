"""Write tests/golden: what today's program answers for every shipped scenario.

The one way in which golden files change; say why in CHANGELOG.md under "Results change".
"""

import json
import math
from pathlib import Path
from typing import Any

from model import load_scenario, project, projection_json

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
#: Every how many years a figure is kept.
STEP = 5
DIGITS = 12


def golden(path: Path) -> dict[str, Any]:
    """Return every fifth year of every series of a scenario, and its summary."""
    answer = projection_json(project(load_scenario(path)))
    return {
        name: {
            **{
                series: [rounded(value) for value in values[::STEP]]
                for series, values in fund.items()
                if isinstance(values, list) and series != "notes"
            },
            **{
                f"{group}.{series}": [rounded(value) for value in values[::STEP]]
                for group in ("income_items", "expenditure_items", "indicators")
                for series, values in fund[group].items()
            },
            "summary": {key: rounded(value) for key, value in fund["summary"].items()},
        }
        for name, fund in answer["funds"].items()
    }


def rounded(value: Any) -> Any:
    """Keep twelve digits: more than anybody reads, fewer than rounding disturbs."""
    if not isinstance(value, float) or value == 0:
        return value
    return round(value, DIGITS - 1 - math.floor(math.log10(abs(value))))


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for path in sorted((ROOT / "scenarios").glob("*.toml")):
        target = GOLDEN / f"{path.stem}.json"
        target.write_text(json.dumps(golden(path), indent=1) + "\n")
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
