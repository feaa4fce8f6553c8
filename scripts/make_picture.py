"""Draw docs/img/payout-months-en.png, the picture of docs/scenarios.md."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from model import load_scenario, project

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "img" / "payout-months-en.png"
FUND = "enterprise_pension"
#: File, line and words of each course; the baseline first.
COURSES = (
    ("city-2005", "#8a8f98", "as in 2005"),
    ("rate-20-to-16", "#d55e00", "employer rate 16% from 2019"),
    ("retirement-age-2025", "#0b6e6e", "later retirement from 2025"),
)


def main() -> None:
    figure, axes = plt.subplots(figsize=(9, 4.4), dpi=120)
    for name, colour, words in COURSES:
        fund = project(load_scenario(ROOT / "scenarios" / f"{name}.toml")).funds[FUND]
        months = fund.indicators["payout_months"][:, 0]
        month = fund.turning_points["depletion_month"]
        course = f"{words}: " + (f"runs dry in {month}" if month else "does not run dry")
        axes.plot(fund.years, months, color=colour, linewidth=2.2, label=course)
    axes.plot(fund.years[0], months[0], "o", color="black", zorder=5)
    axes.annotate(f"{months[0]:.1f} months in the 2005 account", (fund.years[0], months[0]),
                  xytext=(10, -14), textcoords="offset points")  # fmt: skip
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_title("Payout months of a city's enterprise pension fund", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="lower left")
    figure.tight_layout()
    figure.savefig(PICTURE, metadata={"Software": None})


if __name__ == "__main__":
    main()
