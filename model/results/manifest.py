"""What stands on every output: program, version, digests of scenario and tables."""

from typing import TYPE_CHECKING

from model.scenario.scenario import Scenario
from model.tables import tables_digest
from model.version import COMPARABLE_SINCE, __version__

if TYPE_CHECKING:
    pass


def run_manifest(scenario: Scenario) -> dict[str, str]:
    """Return what stands on every output: program, version, digests of scenario and tables."""
    return {
        "program": "fundrunway",
        "version": __version__,
        "comparable_since": COMPARABLE_SINCE,
        "scenario_sha256": scenario.sha256,
        "tables_sha256": tables_digest(),
    }
