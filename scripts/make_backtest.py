"""Measure the shipped national backtest anew: tests/history/national_backtest.json."""

import json
from pathlib import Path

from model import backtest, load_scenario
from model.history.reading import read_history

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "tests" / "history" / "national_backtest.json"
HORIZONS = (1, 2, 3, 5, 10)


def main() -> None:
    scenario = load_scenario(ROOT / "scenarios" / "national-2021.toml")
    titles = {name: fund.title for name, fund in scenario.funds.items()}
    path = ROOT / "scenarios" / "national-history.csv"
    history = read_history(path, titles, scenario.currency, scenario.money)
    measured = {}
    for given in ("economy", "nothing"):
        found = backtest(scenario, history, range(2005, 2019), given)
        measured[given] = [
            {
                "variable": one.variable,
                "horizon": one.horizon,
                "n": one.n,
                "bias": round(one.bias, 5),
                "mae": round(one.mae, 5),
            }
            for one in found.scores
            if one.horizon in HORIZONS
        ]
    TARGET.write_text(json.dumps(measured, indent=1) + "\n")


if __name__ == "__main__":
    main()
