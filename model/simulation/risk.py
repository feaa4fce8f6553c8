"""The risk that a reform leaves a fund worse off, both scenarios under the same draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import FloatArray, IntArray
from model.errors import InputError, Problem, nearest_name
from model.progress import Watch
from model.scenario.scenario import Scenario
from model.simulation.bands import Band, band_of, percent_text
from model.simulation.draws import Draws, Method, draw_paths
from model.simulation.path_blocks import FundPaths, Watching, blocks_of, fund_paths
from model.simulation.simulate import PATHS, SEED, check_asked
from model.simulation.spreads import Uncertainty
from model.words.texts import Message, Text, message

if TYPE_CHECKING:
    import pandas as pd

#: Figures of which less is worse, and of which more is.
LESS_IS_WORSE = (
    "payout_months",
    "payout_months_next",
    "balance",
    "surplus",
    "reserve_ratio",
    "balance_rate",
    "replacement_rate",
    "new_replacement_rate",
)
MORE_IS_WORSE = ("cost_rate", "break_even_rate", "pensioners_per_contributor", "arrears")
#: Differences of this share are rounding.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class FundRisk:
    """What a reform changes in one fund, path by path.

    Attributes
    ----------
    years : [year 0..T]
    differences : reform less baseline, by figure; money in yuan
    worse : share of paths on which the reform is worse, by figure [year 0..T]
    dry_sooner, dry_later : share of paths on which the reform runs dry in an earlier, or in a
        later year or not at all
    """

    name: str
    title: Text
    years: IntArray
    differences: Mapping[str, Band]
    worse: Mapping[str, FloatArray]
    dry_sooner: float
    dry_later: float

    def __repr__(self) -> str:
        """Say the answer in a sentence."""
        return self.finding.say()

    @property
    def finding(self) -> Message:
        """The answer as a sentence."""
        values = next(iter(self.worse.values()))
        return message(
            "{fund}: in {year} the reform is worse with a chance of {share}; it runs dry sooner on "
            "{sooner} of the paths, later on {later}",
            fund=self.title,
            year=int(self.years[-1]),
            share=percent_text(float(values[-1])),
            sooner=percent_text(self.dry_sooner),
            later=percent_text(self.dry_later),
        )


@dataclass(frozen=True)
class Risk:
    """A reform against its baseline on all paths of some draws."""

    baseline: Scenario
    reform: Scenario
    draws: Draws
    funds: Mapping[str, FundRisk]

    def __repr__(self) -> str:
        """Say the answers, one sentence a fund."""
        return "\n".join(repr(fund) for fund in self.funds.values())

    def to_frame(self) -> "pd.DataFrame":
        """Return tidy long form: fund, year, variable, statistic, value; money in yuan."""
        import pandas as pd

        frames = []
        for fund in self.funds.values():
            for name, band in fund.differences.items():
                columns = {line.name: getattr(band, line.name) for line in fields(Band)}
                for statistic, values in {**columns, "worse": fund.worse[name]}.items():
                    rows = {"fund": fund.name, "year": fund.years, "variable": name}
                    frames.append(pd.DataFrame({**rows, "statistic": statistic, "value": values}))
        return pd.concat(frames, ignore_index=True)


def simulate_against(
    baseline: Scenario,
    reform: Scenario,
    paths: int = PATHS,
    seed: int = SEED,
    *,
    uncertainty: Uncertainty | None = None,
    method: Method = "pseudo",
    draws: Draws | None = None,
    figures: Sequence[str] = ("payout_months", "balance"),
    funds: Sequence[str] = (),
    watch: Watch | None = None,
) -> Risk:
    """Return how likely the reform is worse than the baseline, and by how much it differs.

    Parameters
    ----------
    figures : with a direction that is worse (`LESS_IS_WORSE`, `MORE_IS_WORSE`)
    funds : names; all that both scenarios have where empty

    Raises
    ------
    InputError
        for figures without a worse direction, and scenarios of different years.
    StoppedError
        where the watcher stopped it.
    """
    _check(baseline, reform, figures)
    years = baseline.end_year - baseline.base_year
    drawn = draws or draw_paths(years, paths, seed, uncertainty, method)
    chosen = tuple(funds) or tuple(name for name in baseline.funds if name in reform.funds)
    for scenario in (baseline, reform):
        check_asked(scenario, drawn, figures, chosen)
    before, after = blocks_of(baseline, drawn), blocks_of(reform, drawn)
    found = {}
    steps = len(chosen) * (len(before) + len(after))
    with Watching(steps, watch) as watching:
        for name in chosen:
            one = fund_paths(name, before, figures, watching)
            other = fund_paths(name, after, figures, watching)
            found[name] = _fund_risk(baseline, name, one, other)
    return Risk(baseline, reform, drawn, found)


def _fund_risk(scenario: Scenario, name: str, one: FundPaths, other: FundPaths) -> FundRisk:
    differences, worse = {}, {}
    for figure, before in one.figures.items():
        after = other.figures.get(figure)
        if after is None:
            continue
        change = after - before
        change[np.abs(change) <= _ROUNDING * np.abs(before)] = 0.0
        bad = change > 0 if figure in MORE_IS_WORSE else change < 0
        undefined = np.isnan(change).all(axis=1)
        worse[figure] = np.where(undefined, np.nan, bad.mean(axis=1))
        differences[figure] = band_of(np.sort(change, axis=1))
    # a path that never runs dry lies after every year
    never = np.iinfo(int).max
    first = np.where(one.first_dry > 0, one.first_dry, never)
    then = np.where(other.first_dry > 0, other.first_dry, never)
    return FundRisk(
        name=name,
        title=scenario.funds[name].title,
        years=np.arange(scenario.base_year, scenario.end_year + 1),
        differences=differences,
        worse=worse,
        dry_sooner=float((then < first).mean()),
        dry_later=float((then > first).mean()),
    )


def _check(baseline: Scenario, reform: Scenario, figures: Sequence[str]) -> None:
    known = (*LESS_IS_WORSE, *MORE_IS_WORSE)
    problems = [
        Problem(
            figure,
            message("neither more nor less of {name} is worse", name=repr(figure)),
            nearest_name(figure, known),
        )
        for figure in figures
        if figure not in known
    ]
    ranges = [(one.base_year, one.end_year) for one in (baseline, reform)]
    if ranges[0] != ranges[1]:
        problems.append(
            Problem(
                "base_year",
                message(
                    "{one} and {other} are not projected over the same years",
                    one=baseline.title,
                    other=reform.title,
                ),
                message("give the reform the base's base_year and end_year"),
            )
        )
    if problems:
        raise InputError(problems)
