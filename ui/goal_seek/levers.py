"""Levers that a target may be solved for, and taking a solution over into the draft."""

import numpy as np

from model.funds.kinds import outputs
from model.parameters.dated import DatedValue
from model.parameters.declaration import Parameter
from model.results.comparison import changed_inputs
from model.results.printing import column_label
from model.scenario.draft import edit_of, first_projected_month
from model.scenario.lever_rows import number_text
from model.scenario.scenario import Scenario
from model.words.units import money_units
from ui.shared.frame import money_size, money_unit
from ui.shared.session import edit
from ui.shared.slider_values import shown_scale, shown_unit
from ui.shared.texts import language, say


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


def scale_of(declaration: Parameter, scenario: Scenario) -> float:
    """Return by what a lever's number is multiplied on the page: 100 for a share."""
    return shown_scale(declaration, scenario, money_unit(scenario))


def label_with_unit(declaration: Parameter, scenario: Scenario) -> str:
    """Return a lever's label with the unit of its numbers on the page."""
    label = say(declaration.label)
    unit = say(shown_unit(declaration, scenario, money_unit(scenario)))
    return f"{label}（{unit}）" if language() == "zh" else f"{label} ({unit})"


def figure_label(name: str, scenario: Scenario, money: str | None = None) -> tuple[str, float]:
    """Return a figure's label with its unit, and that unit's size: a hundredth for a share.

    Parameters
    ----------
    money : the unit of amounts of money; the page's if left out
    """
    money = money or money_unit(scenario)
    label = column_label(name, scenario.currency, money, language())
    kind = outputs()[name].kind
    if kind == "share":
        return f"{label}（%）" if language() == "zh" else f"{label} (%)", 0.01
    return label, money_units(scenario.currency)[money] if kind == "money" else 1.0


def value_text(value: float, declaration: Parameter, scenario: Scenario) -> str:
    """Return a lever's value as it is read in the unit of the page, to six digits."""
    size = money_units(scenario.currency)[scenario.money] / money_size(scenario)
    return number_text(value, declaration, digits=6, size=size)


def take_over(scenario: Scenario, solved: Scenario) -> None:
    """Put what differs into the draft."""
    month = first_projected_month(scenario)
    changes = {}
    for change in changed_inputs([scenario, solved]):
        value = change.values[1]
        changes[change.path] = edit_of(value, month) if isinstance(value, DatedValue) else value
    edit(changes)
