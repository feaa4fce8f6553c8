"""What stands on every output: program, version, digests of scenario and tables."""

from model.scenario.scenario import Scenario
from model.tables import tables_digest
from model.version import COMPARABLE_SINCE, __version__


def run_manifest(scenario: Scenario) -> dict[str, str]:
    """Return what stands on every output: program, version, digests of scenario and tables."""
    history = {} if scenario.history is None else {"history_sha256": scenario.history.sha256}
    return {
        "program": "fundrunway",
        "version": __version__,
        "comparable_since": COMPARABLE_SINCE,
        "scenario_sha256": scenario.sha256,
        "tables_sha256": tables_digest(),
        **history,
    }
