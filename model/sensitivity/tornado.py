"""Which lever matters most for one figure, each moved alone over its range."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.errors import InputError
from model.progress import Watch, tell
from model.results.indicator_at import IndicatorAt, value_at
from model.results.projection import project
from model.scenario.scenario import Scenario
from model.sensitivity.lever_range import LeverRange, default_ranges, given_ranges, without_number
from model.sensitivity.moved_figure import Ranges, moved_figure, parsed
from model.words.texts import Message, message

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Bar:
    """One lever moved down and up, everything else as it stands.

    Attributes
    ----------
    at_low, at_high : the figure with the lever moved; NaN where it is undefined
    """

    lever: LeverRange
    at_low: float
    at_high: float

    def swing(self, base: float) -> float:
        """Return the largest difference between the two ends and the base."""
        values = np.array([self.at_low, self.at_high, base])
        values = values[np.isfinite(values)]
        return float(values.max() - values.min()) if len(values) > 1 else 0.0


@dataclass(frozen=True)
class Tornado:
    """A figure's reaction to each lever, the strongest first.

    Attributes
    ----------
    base : the figure as the scenario stands
    still : paths of levers that do not move it
    refused : levers that could not be moved, and why
    without_number : paths of levers that have no number in the scenario, where all were asked for
    """

    scenario: Scenario
    at: IndicatorAt
    base: float
    bars: tuple[Bar, ...]
    still: tuple[str, ...]
    refused: Mapping[str, InputError]
    without_number: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say the answer in a sentence."""
        return self.finding.say()

    @property
    def finding(self) -> Message:
        """The answer as a sentence."""
        if not self.bars:
            return message("no lever moves it: {figure}", figure=self.at.words)
        strongest = self.bars[0].lever
        low, high = strongest.ends
        return message(
            "{lever} moves it most, from {low} to {high} ({reason}): {figure}",
            lever=strongest.declaration.label,
            low=low,
            high=high,
            reason=strongest.reason,
            figure=self.at.words,
        )

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a lever: range, figure at both ends, swing; money in yuan."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "lever": bar.lever.path,
                    "low": bar.lever.low,
                    "high": bar.lever.high,
                    "range": bar.lever.origin,
                    "at_low": bar.at_low,
                    "at_high": bar.at_high,
                    "swing": bar.swing(self.base),
                }
                for bar in self.bars
            ],
            columns=["lever", "low", "high", "range", "at_low", "at_high", "swing"],
        )


def tornado(
    scenario: Scenario,
    indicator: str | IndicatorAt,
    ranges: Ranges | None = None,
    watch: Watch | None = None,
) -> Tornado:
    """Move each lever over its range, alone, and return the figure at both ends.

    Parameters
    ----------
    indicator : "payout_months@2040"
    ranges : by path, values of the first projected year, None for the default range; every
        lever with its default range where left out
    watch : told the share done, returns False to stop

    Raises
    ------
    InputError
        for unknown figures, levers and ranges.
    StoppedError
        where the watcher stopped it.
    """
    at = parsed(indicator, scenario)
    earlier = project(scenario)
    own = list(default_ranges(earlier, at)) if ranges is None else given_ranges(earlier, ranges)
    base = value_at(earlier, at)
    bars: list[Bar] = []
    refused: dict[str, InputError] = {}
    for number, lever in enumerate(own):
        try:
            ends = [
                moved_figure(scenario, at, earlier, [(lever, by)]) for by in (lever.down, lever.up)
            ]
            bars.append(Bar(lever, *ends))
        except InputError as error:
            refused[lever.path] = error
        tell(watch, (number + 1) / len(own))
    # a swing of rounding is none
    size = 1e-9 * max(abs(base), 1.0) if np.isfinite(base) else 0.0
    moving = [bar for bar in bars if bar.swing(base) > size]
    still = tuple(bar.lever.path for bar in bars if bar.swing(base) <= size)
    ordered = tuple(sorted(moving, key=lambda bar: -bar.swing(base)))
    rest = () if ranges is not None else tuple(without_number(earlier, at, own))
    return Tornado(scenario, at, base, ordered, still, refused, rest)
