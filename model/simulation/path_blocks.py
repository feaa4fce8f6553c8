"""Blocks of paths that share one demography, projected fund by fund on several threads.

Each block writes into its own columns, so the result does not depend on which thread is
faster. One fund is held in memory at a time.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from model.account.depletion import depletion_years
from model.account.settlement import settle
from model.arrays import FloatArray, IntArray
from model.funds.kinds import kinds
from model.funds.setting import Setting
from model.progress import Watch, tell
from model.results import indicators as ind
from model.results.fund_projection import FundProjection
from model.scenario.scenario import Scenario
from model.simulation.drawn_scenario import economy_on_paths, with_drawn_persons
from model.simulation.draws import Draws

#: The most paths that are projected at once.
BLOCK = 1_250
#: What the consolidated account is summed from.
TOTALS = ("income", "expenditure", "surplus", "balance", "pooled_balance", "pooled_expenditure")


@dataclass(frozen=True)
class Block:
    """Neighbouring paths with the scenario and the setting that they share."""

    paths: slice
    scenario: Scenario
    setting: Setting


@dataclass(frozen=True)
class FundPaths:
    """One fund on every path.

    Attributes
    ----------
    figures : by name [year 0..T, path]
    first_dry : first year that runs dry, 0 for never [path]
    """

    figures: Mapping[str, FloatArray]
    first_dry: IntArray


def blocks_of(scenario: Scenario, draws: Draws) -> list[Block]:
    """Return the paths in blocks of one demography each; one path where nothing strays."""
    expected = scenario.setting().economy
    if draws.certain:
        return [Block(slice(0, 1), scenario, scenario.setting())]
    found = []
    by_draw: dict[int, tuple[Scenario, Setting]] = {}
    for number, paths in _ranges(draws):
        if number not in by_draw:
            drawn = with_drawn_persons(scenario, draws, number)
            by_draw[number] = (drawn, drawn.setting())
        drawn, setting = by_draw[number]
        economy = economy_on_paths(expected, draws, paths)
        found.append(Block(paths, drawn, replace(setting, economy=economy)))
    return found


def _ranges(draws: Draws) -> Iterator[tuple[int, slice]]:
    for number in range(len(draws.persons)):
        first, last = np.searchsorted(draws.persons_of_path, [number, number + 1])
        count = max(1, -(-int(last - first) // BLOCK))
        edges = np.linspace(first, last, count + 1).astype(int).tolist()
        for start, end in pairwise(edges):
            yield number, slice(start, end)


def no_sums(blocks: Sequence[Block]) -> dict[str, FloatArray]:
    """Return sums over funds of what `TOTALS` names, as yet nil [year 0..T, path]."""
    shape = (len(blocks[0].setting.years) + 1, blocks[-1].paths.stop)
    return {figure: np.zeros(shape) for figure in TOTALS}


def fund_paths(
    name: str,
    blocks: Sequence[Block],
    figures: Sequence[str],
    watch: "Watching",
    sums: Mapping[str, FloatArray] | None = None,
) -> FundPaths:
    """Project one fund on all blocks and, where asked, add it to the sums over funds."""
    years = len(blocks[0].setting.years) + 1
    count = blocks[-1].paths.stop
    kept = {figure: np.empty((years, count)) for figure in figures}
    lacking: set[str] = set()
    dry = np.empty(count, dtype=int)

    def project_block(block: Block) -> None:
        projection = _projected(block, name)
        for figure, target in kept.items():
            values = figure_of(projection, figure)
            if values is None:
                lacking.add(figure)
            else:
                target[:, block.paths] = values
        for figure, summed in (sums or {}).items():
            part = figure_of(projection, figure)
            assert part is not None  # every fund has what `TOTALS` names
            summed[:, block.paths] += part
        dry[block.paths] = depletion_years(projection.outcome.flows, projection.account)

    watch.run(project_block, blocks)
    return FundPaths({f: v for f, v in kept.items() if f not in lacking}, dry)


def _projected(block: Block, name: str) -> FundProjection:
    fund = block.scenario.funds[name]
    outcome = kinds()[fund.kind].outcome(fund, block.setting)
    years = np.append(block.setting.base_year, block.setting.years)
    account = settle(outcome.flows)
    return FundProjection(fund, years, outcome, account, block.setting, block.scenario)


def figure_of(projection: FundProjection, name: str) -> FloatArray | None:
    """Return a yearly figure by its name [year 0..T, path]; None where the fund has none such."""
    account = projection.account
    cheap: dict[str, Callable[[], FloatArray]] = {
        "pooled_balance": lambda: projection.pooled_balance,
        "pooled_expenditure": lambda: projection.pooled_expenditure,
        "surplus": lambda: account.income - account.expenditure,
        "payout_months": lambda: ind.payout_months(
            projection.pooled_balance, projection.pooled_expenditure
        ),
        "reserve_ratio": lambda: ind.reserve_ratio(
            projection.pooled_balance, projection.pooled_expenditure
        ),
        "cost_rate": lambda: ind.indicator(
            "cost_rate",
            {"expenditure": account.expenditure, "wage_bill": projection.outcome.wage_bill},
        ),
    }
    if name in cheap:
        return cheap[name]()
    for group in (account.income_items, account.expenditure_items, projection.series):
        if name in group:
            return group[name]
    return projection.indicators.get(name)


class Watching:
    """Threads, and whoever watches them; lives for one simulation only."""

    def __init__(self, steps: int, watch: Watch | None, threads: int | None = None) -> None:
        """Expect `steps` pieces of work in all."""
        self.pool = ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 2))
        self.watch, self.steps, self.done = watch, steps, 0

    def __enter__(self) -> "Watching":
        """Begin; each thread does its matrix products alone, the others have work of their own."""
        self.limit = threadpool_limits(limits=1, user_api="blas")
        return self

    def __exit__(self, *reason: object) -> None:
        """Drop what has not begun, also when the keyboard interrupts."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.limit.restore_original_limits()

    def run(self, work: Callable[[Any], None], pieces: Sequence[Any]) -> None:
        """Do all pieces, telling the watcher after each.

        Raises
        ------
        StoppedError
            where the watcher says so.
        """
        waiting: set[Future[None]] = {self.pool.submit(work, piece) for piece in pieces}
        while waiting:
            finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in finished:
                future.result()
                self.done += 1
            tell(self.watch, self.done / self.steps)
