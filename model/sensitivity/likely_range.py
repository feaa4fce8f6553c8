"""How far a lever that nobody sets may lie from the scenario in the long run.

The spreads are those of the simulation (`model.simulation.spreads`), so that a tornado and a
fan chart mean the same uncertainty. Four outcomes in five lie within the range.
"""

from dataclasses import dataclass

from scipy.special import ndtri

from model.simulation.draws import FERTILITY_RAMP
from model.simulation.spreads import Uncertainty

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
    "assumptions.separation": "unemployment_mean_spread",
}
#: Those that come to their level within so many years, as in the simulation.
_RAMPS = {"population.total_fertility": FERTILITY_RAMP}


@dataclass(frozen=True)
class Reach:
    """How far a lever may lie from the scenario, either way.

    Attributes
    ----------
    down, up : added to its whole path or, where `scaled`, to the logarithm of what the path is
        multiplied by
    ramp_years : years within which it comes to that; 0 for at once
    """

    down: float
    up: float
    scaled: bool = False
    ramp_years: float = 0.0


def likely_reach(path: str) -> Reach | None:
    """Return how far a lever is likely to stray; None where nothing is known of it."""
    deviations, given = float(ndtri((1 + WITHIN) / 2)), Uncertainty()
    for ends, scaled in ((_LEVELS, False), (_MULTIPLES, True)):
        for end, name in ends.items():
            if path.endswith(end):
                by = deviations * float(getattr(given, name))
                return Reach(-by, by, scaled, _RAMPS.get(end, 0.0))
    return None
