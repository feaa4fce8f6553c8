"""A scenario whose funds continue their own past: the anchored levers put in.

The levers are found on the base of all reforms, under the law of its base year, so that a reform
changes what it names and nothing else.
"""

from collections.abc import Sequence
from dataclasses import replace

from model.anchor.anchoring import Anchoring, anchored
from model.errors import InputError
from model.scenario.file import ScenarioFile
from model.scenario.layers import Layers
from model.scenario.scenario import Scenario
from model.scenario.sections import made_scenario


def wants_anchors(scenario: Scenario) -> bool:
    """Whether a file asks for anchoring: it says so, or it names a history."""
    said = scenario.header.anchored
    return scenario.history is not None if said is None else said


def with_anchors(scenario: Scenario, chain: Sequence[ScenarioFile]) -> Scenario:
    """Return the scenario with its funds anchored; levers that its files give stay."""
    if not wants_anchors(scenario):
        return scenario
    base = _base(chain) or scenario
    setting = base.setting()
    funds, found = dict(scenario.funds), dict[str, Anchoring]()
    for name, fund in base.funds.items():
        _, anchoring = anchored(fund, setting, base.history)
        if anchoring is None or name not in funds:
            continue
        own = funds[name].assumptions
        update = {
            lever: value
            for lever, value in anchoring.update.items()
            if lever not in own.model_fields_set
        }
        funds[name] = replace(funds[name], assumptions=own.model_copy(update=update))
        found[name] = anchoring
    return replace(scenario, funds=funds, anchoring=found)


def _base(chain: Sequence[ScenarioFile]) -> Scenario | None:
    """Return the base of a chain of files, where it is anchored itself."""
    if len(chain) < 2:
        return None
    layers = Layers([])
    layers.add(chain[0].table)
    try:
        base = made_scenario(layers, [chain[0]])
    except InputError:
        return None
    return base if base is not None and not layers.problems and wants_anchors(base) else None
