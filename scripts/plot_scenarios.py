"""Plot every series of every fund, one sheet a fund: `plot_scenarios.py OUT [FILE...]`.

For looking, not for users: each kink, flat stretch and absurd level wants an explanation.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

from model import load_scenario, project
from model.funds.kinds import outputs
from model.results.frame import fund_columns

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
COLUMNS = 7


def main(out: Path, files: list[Path]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for path in files or sorted(SCENARIOS.glob("*.toml")):
        for fund in project(load_scenario(path)).funds.values():
            series = [
                (name, values[:, 0])
                for name, values in fund_columns(fund)
                if np.isfinite(values).any() and np.nanmax(np.abs(values)) > 0
            ]
            rows = -(-len(series) // COLUMNS)
            figure, axes = plt.subplots(rows, COLUMNS, figsize=(COLUMNS * 3, rows * 2.1))
            for axis in axes.flat[len(series) :]:
                axis.axis("off")
            for axis, (name, values) in zip(axes.flat, series, strict=False):
                size = 1e8 if outputs()[name].kind == "money" else 1.0
                axis.plot(fund.years, values / size, lw=1.2)
                axis.set_title(name, fontsize=8)
                axis.tick_params(labelsize=6)
                axis.grid(alpha=0.3)
            figure.suptitle(f"{path.stem}: {fund.name}", fontsize=10)
            figure.tight_layout()
            figure.savefig(out / f"{path.stem}-{fund.name}.png", dpi=75)
            plt.close(figure)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
