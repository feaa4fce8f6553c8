"""Fundrunway: how long a social-insurance bureau's funds last.

>>> from model import load_scenario, project
>>> project(load_scenario("scenarios/city-2005.toml"))  # doctest: +SKIP

The names below are the public face; everything else may change.
"""

from model.analysis.attribution import Attribution, attribution_json, explain
from model.analysis.goal_seek import Solution, solution_json, solve
from model.analysis.indicator_at import IndicatorAt, parse_indicator_at, value_at
from model.analysis.lever_map import LeverMap, map_json, two_lever_map
from model.analysis.package import Package, package, package_json
from model.analysis.waiting import CostOfWaiting, cost_of_waiting, waiting_json
from model.analysis.year_on_year import YearOnYear, year_on_year
from model.comparison import Comparison, compare
from model.consolidation import Consolidation, consolidate
from model.errors import AccountingError, FundrunwayError, InputError, Problem
from model.exports import projection_json, run_manifest
from model.projection import FundProjection, Projection, project
from model.scenario.reading import load_scenario, read_scenario
from model.scenario.reforming import reformed
from model.scenario.scenario import Lever, Scenario, levers
from model.version import __version__

__all__ = [
    "AccountingError",
    "Attribution",
    "Comparison",
    "Consolidation",
    "CostOfWaiting",
    "FundProjection",
    "FundrunwayError",
    "IndicatorAt",
    "InputError",
    "Lever",
    "LeverMap",
    "Package",
    "Problem",
    "Projection",
    "Scenario",
    "Solution",
    "YearOnYear",
    "__version__",
    "attribution_json",
    "compare",
    "consolidate",
    "cost_of_waiting",
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
    "solution_json",
    "solve",
    "two_lever_map",
    "value_at",
    "waiting_json",
    "year_on_year",
]
