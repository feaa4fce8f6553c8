"""Ratios against the plain year loop, in one run: `make benchmark`.

Y is `project_year_by_age`: a plain NumPy year-by-age loop of one 75-year pension fund. All
figures are medians of interleaved rounds; machines are noisy, so only ratios mean anything.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # paths per core are asked for

import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.reference_inputs import reference_inputs
from benchmarks.reference_pension import project_year_by_age
from model.account.settlement import settle
from model.economy import EconomyPaths
from model.funds.pension_engine.fund import pension_flows
from model.funds.pension_engine.prepared import forget_matrices, pension_matrices
from model.funds.setting import Setting
from model.people.population import forget_populations
from model.results.projection import project
from model.scenario.reading import load_scenario
from model.scenario.scenario import Scenario
from model.simulation.draws import draw_paths
from model.simulation.simulate import simulate

CITY = Path(__file__).resolve().parents[1] / "scenarios" / "city-2005.toml"
ROUNDS = 15
PATHS = 10_000
CHUNK = 1_000
#: What the Uncertainty page draws fans of (ui/uncertainty/figures.py).
PAGE_FIGURES = ("payout_months", "balance", "income", "expenditure", "cost_rate")


def main() -> int:
    """Print each task's median as a multiple of Y."""
    city = load_scenario(CITY)
    draws = draw_paths(city.end_year - city.base_year, PATHS, 1)
    scenario = seventy_five_years(city)
    fund = next(iter(scenario.funds.values()))
    scenario = replace(scenario, funds={fund.name: fund})
    setting = scenario.setting()
    inputs = reference_inputs(fund, setting)
    matrices = pension_matrices(fund, setting)
    chunks = [with_paths(setting, CHUNK, seed) for seed in range(PATHS // CHUNK)]

    def money_step() -> None:
        for chunk in chunks:
            pension_flows(fund, chunk, matrices)

    def money_and_ledger() -> None:
        for chunk in chunks:
            settle(pension_flows(fund, chunk, matrices).flows)

    def from_scratch() -> None:
        forget_matrices()
        forget_populations()
        project(scenario)

    tasks: dict[str, Callable[[], object]] = {
        "Y: plain year loop, one 75-year fund": lambda: project_year_by_age(inputs),
        "Y and its inputs": lambda: project_year_by_age(reference_inputs(fund, setting)),
        "one full projection": from_scratch,
        "one more with the same persons": lambda: project(scenario),
        "reading and checking the file": lambda: load_scenario(CITY),
        f"money step, {PATHS:,} paths": money_step,
        f"money step and ledger, {PATHS:,} paths": money_and_ledger,
        f"draw {PATHS:,} paths": lambda: draw_paths(50, PATHS, 1),
        f"draws to the page's fans, {len(city.funds)} funds, {PATHS:,}": lambda: simulate(
            city, draws=draws, figures=PAGE_FIGURES
        ),
        f"draws to all seven bands, {len(city.funds)} funds": lambda: simulate(city, draws=draws),
    }
    median = medians(tasks)
    y = next(iter(median.values()))
    print(f"{'task':48} {'median':>10} {'in Y':>8}   (Y = {y * 1e3:.1f} ms, {ROUNDS} rounds)")
    for name, seconds in median.items():
        print(f"{name:48} {seconds * 1e3:8.1f}ms {seconds / y:8.2f}")
    for name in list(median)[-5:-3]:
        print(f"{name:48} {PATHS / (median[name] / y):12,.0f} paths per Y on one core")
    return 0


def medians(tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median seconds of each task over interleaved rounds."""
    rounds: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(ROUNDS + 1):
        for name, task in tasks.items():
            start = perf_counter()
            task()
            if number:  # the first round warms caches up
                rounds[name].append(perf_counter() - start)
    return {name: statistics.median(times) for name, times in rounds.items()}


def seventy_five_years(scenario: Scenario) -> Scenario:
    """Return the scenario projected for 75 years."""
    header = scenario.header.model_copy(update={"end_year": scenario.base_year + 75})
    return replace(scenario, header=header)


def with_paths(setting: Setting, paths: int, seed: int) -> Setting:
    """Return the setting with random wages, prices and interest around its own."""
    draw = np.random.default_rng(seed).normal
    economy, years = setting.economy, len(setting.years)
    growth = economy.wage_growth + draw(0, 0.02, (years, paths))
    wage = economy.wage[:1] * np.vstack([np.ones((1, paths)), np.cumprod(1 + growth, axis=0)])
    return replace(
        setting,
        economy=EconomyPaths(
            wage=wage,
            wage_growth=growth,
            price_growth=economy.price_growth + draw(0, 0.01, (years, paths)),
            interest=economy.interest + draw(0, 0.01, (years, paths)),
            base_interest=economy.base_interest,
            discount_rate=economy.discount_rate,
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
