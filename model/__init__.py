"""Fundrunway: how long a social-insurance bureau's funds last.

>>> from model import load_scenario, project
>>> project(load_scenario("scenarios/city-2005.toml"))  # doctest: +SKIP

The names below are the public face; everything else may change.
"""

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
    "Comparison",
    "Consolidation",
    "FundProjection",
    "FundrunwayError",
    "InputError",
    "Lever",
    "Problem",
    "Projection",
    "Scenario",
    "__version__",
    "compare",
    "consolidate",
    "levers",
    "load_scenario",
    "project",
    "projection_json",
    "read_scenario",
    "reformed",
    "run_manifest",
]
