"""Random numbers behind a simulation: drawn once, used for every scenario that is compared.

Deviations say how far the world strays from whatever a scenario expects, so the same draws
serve a baseline and all its reforms (common random numbers).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri

from model.arrays import FloatArray, IntArray
from model.errors import InputError, Problem
from model.simulation.spreads import ECONOMIC, Uncertainty
from model.words.texts import Text, message

Method = Literal["pseudo", "sobol"]
METHODS: dict[Method, Text] = {
    "pseudo": Text("伪随机数", "pseudo-random numbers"),
    "sobol": Text("Sobol 序列", "Sobol numbers"),
}
#: Variables of the economy that are drawn as a multiple of the scenario's.
MULTIPLES = ("unemployment",)
#: One draw of persons for so many economic paths, but never fewer draws than the least; beyond
#: the first paths, which have to be quick, one for fewer.
PATHS_A_PERSONS_DRAW = 1_250
LEAST_PERSONS_DRAWS = 8
QUICK_PATHS = 10_000
PATHS_A_FURTHER_DRAW = 200
_DIMENSIONS = 256
#: Years in which fertility moves from the scenario's to its drawn level.
FERTILITY_RAMP = 25.0


@dataclass(frozen=True)
class PersonsDraws:
    """How demography strays from the scenario, one row a draw.

    Attributes
    ----------
    mortality : added to the yearly fall of death rates [draw]
    fertility : multiple of the scenario's total fertility [draw, year 1..T]
    entry : multiple of the scenario's entrants, with mean 1 in every year [draw, year 1..T]
    """

    mortality: FloatArray
    fertility: FloatArray
    entry: FloatArray

    def __len__(self) -> int:
        """How many draws."""
        return len(self.mortality)


@dataclass(frozen=True)
class Draws:
    """Everything random in a simulation; the same seed gives the same bytes.

    Attributes
    ----------
    economy : deviation from the scenario [variable of `ECONOMIC`, year 1..T, path]; added to
        growth and interest, the logarithm of a multiple with mean 1 for unemployment
    persons : draws of demography
    persons_of_path : which draw of persons each path has [path], in rising order
    """

    uncertainty: Uncertainty
    seed: int
    method: Method
    economy: FloatArray
    persons: PersonsDraws
    persons_of_path: IntArray

    def __repr__(self) -> str:
        """Say what was drawn in a sentence."""
        return (
            f"{self.paths} paths of {self.years} years with {len(self.persons)} draws of persons, "
            f"{METHODS[self.method].en}, seed {self.seed}"
        )

    @property
    def paths(self) -> int:
        """How many paths."""
        return int(self.economy.shape[2])

    @property
    def years(self) -> int:
        """How many projected years."""
        return int(self.economy.shape[1])

    @property
    def certain(self) -> bool:
        """Whether nothing strays: every path is the deterministic run."""
        return not self.economy.any() and not self.persons_stray

    @property
    def persons_stray(self) -> bool:
        """Whether demography differs between draws."""
        persons = self.persons
        same = (persons.fertility == 1).all() and (persons.entry == 1).all()
        return bool(persons.mortality.any() or not same)


def draw_paths(
    years: int,
    paths: int,
    seed: int,
    uncertainty: Uncertainty | None = None,
    method: Method = "pseudo",
) -> Draws:
    """Draw `paths` economic paths and the draws of persons under them.

    With e correlated standard normal shocks, s the spread and r the persistence of a variable,
    ``u_t = r u_{t-1} + sqrt(1 - r^2) s e_t`` from ``u_0 = 0``; the deviation is ``m + u_t``
    with m normal of the spread of the long-run level; the logarithm of a multiple (unemployment,
    entry) lies `half_log_variance` lower. More years extend the same paths (pseudo-random
    numbers only). Levels last, so they weigh most: they are Sobol points in either method.

    Raises
    ------
    InputError
        where correlations contradict each other, or Sobol points are no power of two.
    """
    given = uncertainty or Uncertainty()
    factor = correlation_factor(given)
    _check_number(paths, seed, method)
    of_shocks, of_means, of_persons = np.random.SeedSequence(seed).spawn(3)
    width = len(ECONOMIC)
    if method == "sobol":
        points = sobol_normals(width * (years + 1), paths, np.random.default_rng(of_shocks))
        means, shocks = points[:width], points[width:].reshape(years, width, paths)
    else:
        means = sobol_normals(width, paths, np.random.default_rng(of_means))
        shocks = np.random.default_rng(of_shocks).standard_normal((years, width, paths))
    count = _persons_draws(paths, method)
    return Draws(
        uncertainty=given,
        seed=seed,
        method=method,
        economy=_deviations(given, factor @ means, np.matmul(factor, shocks)),
        persons=_draw_persons(given, years, count, np.random.default_rng(of_persons)),
        persons_of_path=np.arange(paths) * count // paths,
    )


def correlation_factor(uncertainty: Uncertainty) -> FloatArray:
    """Return the lower triangle whose product with itself is the correlation matrix.

    Raises
    ------
    InputError
        where no series can be correlated in that way.
    """
    matrix = np.eye(len(ECONOMIC))
    pairs = {
        ("wage_growth", "price_growth"): uncertainty.wage_price_correlation,
        ("wage_growth", "interest"): uncertainty.wage_interest_correlation,
        ("price_growth", "interest"): uncertainty.price_interest_correlation,
        ("wage_growth", "unemployment"): uncertainty.wage_unemployment_correlation,
    }
    for (one, other), value in pairs.items():
        row, column = ECONOMIC.index(one), ECONOMIC.index(other)
        matrix[row, column] = matrix[column, row] = value
    try:
        return np.asarray(np.linalg.cholesky(matrix))
    except np.linalg.LinAlgError:
        raise InputError(
            [
                Problem(
                    "uncertainty",
                    message("the correlations contradict each other"),
                    message("bring them nearer to 0, or to the same sign"),
                )
            ]
        ) from None


def _deviations(given: Uncertainty, means: FloatArray, shocks: FloatArray) -> FloatArray:
    """Return level and AR(1) of each variable [variable, year, path]."""
    years, _, paths = shocks.shape
    deviations = np.empty((len(ECONOMIC), years, paths))
    for number, name in enumerate(ECONOMIC):
        spread = getattr(given, f"{name}_spread")
        persistence = getattr(given, f"{name}_persistence")
        level = getattr(given, f"{name}_mean_spread") * means[number]
        innovation = spread * np.sqrt(1 - persistence**2)
        state = np.zeros(paths)
        for year in range(years):
            state = persistence * state + innovation * shocks[year, number]
            deviations[number, year] = level + state
        if name in MULTIPLES:
            deviations[number] -= half_log_variance(given, name, years)[:, None]
    return deviations


def half_log_variance(given: Uncertainty, name: str, years: int) -> FloatArray:
    """Return half the variance of the logarithm of a multiple [year 1..T].

    ``(l^2 + s^2 (1 - r^(2t))) / 2``: as much as the logarithm of a lognormal multiple has to lie
    below 0 for its mean to be 1, so that spread alone does not raise the level.
    """
    level = getattr(given, f"{name}_mean_spread")
    spread, persistence = getattr(given, f"{name}_spread"), getattr(given, f"{name}_persistence")
    reached = 1 - persistence ** (2 * np.arange(1, years + 1))
    return np.asarray((level**2 + spread**2 * reached) / 2)


def _draw_persons(
    given: Uncertainty, years: int, count: int, generator: np.random.Generator
) -> PersonsDraws:
    """Return few draws that stand for many; see `few_normals`."""
    normals = few_normals(count, 3 + years, generator)
    mortality, fertility, level = normals[:3]
    shocks = normals[3:]
    ramp = np.minimum(np.arange(1, years + 1) / FERTILITY_RAMP, 1.0)
    innovation = given.entry_spread * np.sqrt(1 - given.entry_persistence**2)
    entry = np.empty((count, years))
    # a single draw is the scenario itself: it has no variance to make up for
    below = half_log_variance(given, "entry", years) if count > 1 else np.zeros(years)
    state = np.zeros(count)
    for year in range(years):
        state = given.entry_persistence * state + innovation * shocks[year]
        entry[:, year] = np.exp(given.entry_mean_spread * level + state - below[year])
    return PersonsDraws(
        mortality=given.mortality_spread * mortality,
        fertility=np.exp(given.fertility_spread * fertility[:, None] * ramp),
        entry=entry,
    )


def few_normals(count: int, dimensions: int, generator: np.random.Generator) -> FloatArray:
    """Return a few normals that stand for many, with mean 0 and variance 1 [dimension, draw].

    Scrambled Sobol points (Owen 1997), each moved to the middle of its stratum: of ten draws one
    lies in the middle of each tenth of the distribution, in every dimension, and the first
    dimensions are spread evenly together too. A single draw is 0.
    """
    if count == 1:
        return np.zeros((dimensions, 1))
    # scrambling depends on the number of dimensions: a longer projection has the same first years
    whole = -(-dimensions // _DIMENSIONS) * _DIMENSIONS
    normals = sobol_normals(whole, count, generator)[:dimensions]
    ranks = normals.argsort(axis=1).argsort(axis=1)
    normals = ndtri((ranks + 0.5) / count)
    return np.asarray(normals / normals.std(axis=1, keepdims=True))


def sobol_normals(dimensions: int, count: int, generator: np.random.Generator) -> FloatArray:
    """Return the first of scrambled Sobol points as normals [dimension, draw]."""
    from scipy.stats import qmc

    # drawn in a power of two, as scipy asks for, so that other numbers are a part of these
    power = (count - 1).bit_length()
    points = qmc.Sobol(d=dimensions, scramble=True, rng=generator).random_base2(power)[:count]
    # a point at 0 would be minus infinity
    return np.asarray(ndtri(np.clip(points, 1e-12, 1 - 1e-12)).T)


def _persons_draws(paths: int, method: Method) -> int:
    """Return how many draws of persons; a power of two for Sobol, so that nets stay whole."""
    further = max(0, paths - QUICK_PATHS) // PATHS_A_FURTHER_DRAW
    quick = min(paths, QUICK_PATHS) // PATHS_A_PERSONS_DRAW
    count = max(LEAST_PERSONS_DRAWS, quick + further)
    if method == "sobol":
        count = 2 ** round(np.log2(count))
    return int(min(count, paths))


def _check_number(paths: int, seed: int, method: Method) -> None:
    problems = []
    if paths < 1:
        problems.append(
            Problem("paths", message("{count} paths cannot be drawn", count=paths), None)
        )
    if seed < 0:
        problems.append(
            Problem("seed", message("a seed is a whole number from 0 on, not {seed}", seed=seed))
        )
    if method == "sobol" and paths >= 1 and paths & (paths - 1):
        below = 2 ** (paths.bit_length() - 1)
        problems.append(
            Problem(
                "paths",
                message("Sobol points come in powers of two, not {count}", count=paths),
                message("take {below} or {above}", below=below, above=2 * below),
            )
        )
    if problems:
        raise InputError(problems)
