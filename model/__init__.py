"""Fundrunway: how long a social-insurance bureau's funds last.

>>> from model import load_scenario, project
>>> project(load_scenario("scenarios/city-2005.toml"))  # doctest: +SKIP

The names below are the public face; everything else may change.
"""

from model.attribute.attribution import Attribution, explain
from model.attribute.year_on_year import YearOnYear, year_on_year
from model.backtesting.backtest import Backtest, backtest
from model.errors import AccountingError, FundrunwayError, InputError, Problem, StoppedError
from model.export.attribution import attribution_json
from model.export.backtest import backtest_json
from model.export.lever_map import map_json
from model.export.package import package_json
from model.export.projection import projection_json
from model.export.sensitivity import sobol_json, tornado_json
from model.export.simulation import simulation_json
from model.export.solution import solution_json, waiting_json
from model.goal_seek.goal_seek import Solution, solve
from model.goal_seek.lever_map import LeverMap, two_lever_map
from model.goal_seek.package import Package, package
from model.goal_seek.waiting import CostOfWaiting, cost_of_waiting
from model.results.comparison import Comparison, compare
from model.results.consolidation import Consolidation, consolidate
from model.results.fund_projection import FundProjection
from model.results.indicator_at import IndicatorAt, parse_indicator_at, value_at
from model.results.manifest import run_manifest
from model.results.projection import Projection, project
from model.scenario.reading import load_scenario, read_scenario
from model.scenario.reform_in_memory import reformed
from model.scenario.scenario import Lever, Scenario, levers
from model.sensitivity.sobol import SobolIndices, sobol
from model.sensitivity.tornado import Tornado, tornado
from model.simulation.draws import Draws, draw_paths
from model.simulation.risk import Risk, simulate_against
from model.simulation.simulate import simulate
from model.simulation.simulation import Simulation
from model.simulation.spreads import Uncertainty, uncertainty_with
from model.version import __version__

__all__ = [
    "AccountingError",
    "Attribution",
    "Backtest",
    "Comparison",
    "Consolidation",
    "CostOfWaiting",
    "Draws",
    "FundProjection",
    "FundrunwayError",
    "IndicatorAt",
    "InputError",
    "Lever",
    "LeverMap",
    "Package",
    "Problem",
    "Projection",
    "Risk",
    "Scenario",
    "Simulation",
    "SobolIndices",
    "Solution",
    "StoppedError",
    "Tornado",
    "Uncertainty",
    "YearOnYear",
    "__version__",
    "attribution_json",
    "backtest",
    "backtest_json",
    "compare",
    "consolidate",
    "cost_of_waiting",
    "draw_paths",
    "explain",
    "levers",
    "load_scenario",
    "map_json",
    "package",
    "package_json",
    "parse_indicator_at",
    "project",
    "projection_json",
    "read_scenario",
    "reformed",
    "run_manifest",
    "simulate",
    "simulate_against",
    "simulation_json",
    "sobol",
    "sobol_json",
    "solution_json",
    "solve",
    "tornado",
    "tornado_json",
    "two_lever_map",
    "uncertainty_with",
    "value_at",
    "waiting_json",
    "year_on_year",
]
