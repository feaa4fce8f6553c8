"""What a target's indicator comes to when levers are moved: remembered, and counted."""

import math
from collections.abc import Sequence

import numpy as np

from model.errors import InputError
from model.goal_seek.target import Target
from model.progress import Watch, uncounted
from model.results.projection import Projection, project
from model.scenario.movable_lever import MovableLever, moved
from model.scenario.scenario import Scenario


class Outcomes:
    """Values of some targets' indicators by the values of levers; lives for one answer only.

    Attributes
    ----------
    now : the values in the scenario as it stands [target]
    targets : with room for rounding
    evaluations : projections of moved levers so far
    refusal : why the model last refused values; None where it never did
    """

    def __init__(
        self,
        scenario: Scenario,
        levers: Sequence[MovableLever],
        targets: Sequence[Target],
        earlier: Projection | None = None,
        watch: Watch | None = None,
    ) -> None:
        """Project the scenario as it stands, unless that is known.

        The watcher is told after each further projection, up to below 1.
        """
        self.scenario, self.levers = scenario, tuple(levers)
        self.latest = earlier or project(scenario)
        self.now = tuple(target.value(self.latest) for target in targets)
        self.targets = tuple(
            target.allowing_for(value) for target, value in zip(targets, self.now, strict=True)
        )
        self.refusal: InputError | None = None
        self.known: dict[tuple[float, ...], tuple[float, ...]] = {}
        self.evaluations = 0
        self.projected = uncounted(watch)
        if all(lever.steady and lever.now is not None for lever in self.levers):
            self.known[tuple(float(lever.now or 0.0) for lever in self.levers)] = self.now

    def at(self, *values: float) -> tuple[float, ...]:
        """Return the indicators [target]; NaN where the model refuses the values."""
        key = tuple(float(value) for value in values)
        if key not in self.known:
            self.evaluations += 1
            self.known[key] = self._projected(key)
            self.projected()
        return self.known[key]

    def _projected(self, values: tuple[float, ...]) -> tuple[float, ...]:
        try:
            scenario = moved(self.scenario, list(zip(self.levers, values, strict=True)))
        except InputError as error:
            self.refusal = error
            # within its bounds, yet against other figures of the file: no place to look for
            return (math.nan,) * len(self.targets)
        # a search looks at the ends of bounds too, where figures may overflow
        with np.errstate(all="ignore"):
            self.latest = project(scenario, self.latest)
            return tuple(target.value(self.latest) for target in self.targets)
