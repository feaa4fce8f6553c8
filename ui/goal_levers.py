"""Levers that a target may be solved for, and taking a solution over into the draft."""

import numpy as np

from model.comparison import changed_inputs
from model.parameters.dated import DatedValue
from model.scenario.edits import edit_of, first_projected_month
from model.scenario.scenario import Scenario
from ui.session import edit


def solvable(scenario: Scenario, fund: str) -> list[str]:
    """Return the levers that may be solved for: of the fund, then what all share."""
    found = []
    for path, lever in scenario.levers_by_path.items():
        own = path.startswith((f"funds.{fund}.policy.", f"funds.{fund}.assumptions."))
        if not own and path.startswith("funds."):
            continue
        number = lever.dated or isinstance(lever.value, float)
        if number and not lever.choices and np.isfinite(lever.declaration.upper):
            found.append((not own, path))
    return [path for _, path in sorted(found, key=lambda one: one[0])]


def take_over(scenario: Scenario, solved: Scenario) -> None:
    """Put what differs into the draft."""
    month = first_projected_month(scenario)
    changes = {}
    for change in changed_inputs([scenario, solved]):
        value = change.values[1]
        changes[change.path] = edit_of(value, month) if isinstance(value, DatedValue) else value
    edit(changes)
