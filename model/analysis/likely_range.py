"""How far a lever that nobody sets may lie from the scenario in the long run.

The spreads are those of the simulation (`model.parameters.uncertainty`), so that a tornado and a
fan chart mean the same uncertainty. Four outcomes in five lie within the range.
"""

import math

from scipy.special import ndtri

from model.parameters.uncertainty import Uncertainty

#: Share of the outcomes that lie within the range.
WITHIN = 0.8
#: The spread of the long-run level, by the end of a lever's path.
_LEVELS = {
    "economy.wage_growth": "wage_growth_mean_spread",
    "economy.price_growth": "price_growth_mean_spread",
    "economy.interest": "interest_mean_spread",
    "assumptions.interest": "interest_mean_spread",
    "assumptions.cost_excess": "medical_growth_mean_spread",
    ".mortality_improvement": "mortality_spread",
}
#: Levers that stray by a multiple of themselves, with the spread of its logarithm.
_MULTIPLES = {
    "population.total_fertility": "fertility_spread",
    "assumptions.entrants": "entry_mean_spread",
    "assumptions.unemployment": "unemployment_mean_spread",
}


def likely_reach(path: str, now: float) -> tuple[float, float] | None:
    """Return what is added to a lever at either end; None where nothing is known of it."""
    reach = float(ndtri((1 + WITHIN) / 2))
    given = Uncertainty()
    for end, name in _LEVELS.items():
        if path.endswith(end):
            by = reach * float(getattr(given, name))
            return -by, by
    for end, name in _MULTIPLES.items():
        if path.endswith(end):
            log = reach * float(getattr(given, name))
            return now * math.expm1(-log), now * math.expm1(log)
    return None
