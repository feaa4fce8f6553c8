"""Ages of people who enter work, and of groups known by their mean age."""

import numpy as np
from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtr

from model.arrays import FloatArray
from model.errors import InputError, Problem
from model.tables import AGES
from model.words.texts import message

YOUNGEST_ENTRANT = 16


#: Mean exact age of those who have completed an age at the year's end.
EXACT_AGE = np.asarray(AGES) + 0.5


def entered_by_age(mean: float, spread: float) -> FloatArray:
    """Return the share that has entered by the year's end at each completed age [age].

    Ages at entry are normal, cut below `YOUNGEST_ENTRANT`, with the stated mean after the
    cut. Whoever has completed age x at the year's end is x + 1/2 on average.
    """
    location = normal_location(mean, spread)
    below = ndtr((YOUNGEST_ENTRANT - location) / spread)
    entered = (ndtr((EXACT_AGE - location) / spread) - below) / (1 - below)
    return np.clip(entered, 0.0, 1.0)


def normal_location(mean: float, spread: float) -> float:
    """Return where a normal must stand to have `mean` once cut below `YOUNGEST_ENTRANT`."""

    def miss(location: float) -> float:
        cut = (YOUNGEST_ENTRANT - location) / spread
        hazard = np.exp(-(cut**2) / 2 - log_ndtr(-cut)) / np.sqrt(2 * np.pi)
        return float(location + spread * hazard) - mean

    return float(brentq(miss, mean - 20 * spread, mean, xtol=1e-12))


def spread_by_age(
    weights: FloatArray, totals: FloatArray, mean_age: float | None, where: str
) -> FloatArray:
    """Scale each class of `weights` [class, age] to its total, tilted to the mean age."""
    age = np.asarray(AGES, dtype=float)

    def tilted(tilt: float) -> FloatArray:
        shape = weights * np.exp(tilt * (age - 50))
        mass = shape.sum(axis=1, keepdims=True)
        share = np.divide(shape, mass, out=np.zeros_like(shape), where=mass > 0)
        return np.asarray(share * totals[:, None])

    if mean_age is None or totals.sum() <= 0:
        return tilted(0.0)

    def miss(tilt: float) -> float:
        return mean_of(np.broadcast_to(age, weights.shape), tilted(tilt)) - mean_age

    lowest, highest = -0.15, 0.15
    if miss(lowest) > 0 or miss(highest) < 0:
        raise InputError(
            [
                Problem(
                    where,
                    message("a mean age of {age:g} cannot be reached", age=mean_age),
                    message(
                        "choose between {lowest:.1f} and {highest:.1f}, or leave it out",
                        lowest=mean_age + miss(lowest),
                        highest=mean_age + miss(highest),
                    ),
                )
            ]
        )
    return tilted(float(brentq(miss, lowest, highest, xtol=1e-12)))


def mean_of(values: FloatArray, weights: FloatArray) -> float:
    """Return the weighted mean over all cells."""
    return float((values * weights).sum() / weights.sum())
