"""What a simulation answers: bands, chances, and when each fund runs dry."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from model.account.depletion import Depletion
from model.arrays import FloatArray, IntArray
from model.scenario.scenario import Scenario
from model.simulation.bands import Band, Chance, parse_threshold, percent_text
from model.simulation.draws import Draws
from model.words.texts import Message, Text, message

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class FundSimulation:
    """One fund under uncertainty, or all together.

    Attributes
    ----------
    years : [year 0..T]
    bands : by figure; money in yuan
    chances : of lying below each threshold
    depletion : when the balance runs dry; None for all funds together
    notes : what the uncertainty does not reach
    """

    name: str
    title: Text
    years: IntArray
    bands: Mapping[str, Band]
    chances: tuple[Chance, ...]
    depletion: Depletion | None
    notes: tuple[Message, ...] = ()

    def __repr__(self) -> str:
        """Say the answer in a sentence."""
        return self.finding.say()

    @property
    def finding(self) -> Message:
        """The answer as a sentence: how likely the fund runs dry, and when."""
        return _finding(self)

    def chance(self, threshold: str) -> FloatArray:
        """Return the share of paths below one of the thresholds asked for [year 0..T].

        Raises
        ------
        KeyError
            for a threshold that was not asked for.
        """
        by_text = {str(chance.threshold): chance.share for chance in self.chances}
        return by_text[str(parse_threshold(threshold))]


@dataclass(frozen=True)
class Simulation:
    """All funds of a scenario on all paths of some draws."""

    scenario: Scenario
    draws: Draws
    funds: Mapping[str, FundSimulation]
    total: FundSimulation | None

    def __repr__(self) -> str:
        """Say the answers, one sentence a fund."""
        return "\n".join(repr(fund) for fund in self.funds.values())

    def to_frame(self) -> "pd.DataFrame":
        """Return tidy long form: fund, year, variable, statistic, value; money in yuan."""
        import pandas as pd

        frames = []
        for fund in (*self.funds.values(), *((self.total,) if self.total else ())):
            columns = [
                (name, line.name, getattr(band, line.name))
                for name, band in fund.bands.items()
                for line in fields(Band)
            ]
            columns += [(str(one.threshold), "probability", one.share) for one in fund.chances]
            if fund.depletion is not None:
                shares = np.append(0.0, fund.depletion.share)
                columns.append(("depletion_year", "probability", shares))
            for variable, statistic, values in columns:
                rows = {"fund": fund.name, "year": fund.years, "variable": variable}
                frames.append(pd.DataFrame({**rows, "statistic": statistic, "value": values}))
        return pd.concat(frames, ignore_index=True)


def _finding(fund: FundSimulation) -> Message:
    """Return the answer as a sentence: how likely the fund runs dry, and when."""
    end = int(fund.years[-1])
    values: dict[str, object] = {"fund": fund.title, "end": end}
    if fund.depletion is None:
        months = fund.bands.get("payout_months")
        if months is None:
            return message("{fund}: simulated up to {end}", **values)
        return message(
            "{fund}: payout months in {end} {low:.1f} to {high:.1f} with 90% confidence",
            **values,
            low=months.p05[-1],
            high=months.p95[-1],
        )
    dry = 1 - fund.depletion.after_horizon
    if dry == 0:
        return message("{fund} runs dry on no path up to {end}", **values)
    middle = fund.depletion.quantile(0.5)
    values["share"] = percent_text(dry)
    if middle is None:
        return message("{fund} runs dry by {end} with a chance of {share}", **values)
    return message(
        "{fund} runs dry by {end} with a chance of {share}: as likely as not by {middle}, with one "
        "chance in ten by {early}",
        **values,
        middle=middle,
        early=fund.depletion.quantile(0.1),
    )
