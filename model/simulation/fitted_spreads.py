"""Where the defaults of the uncertainty come from: fits to the shipped national series.

`docs/method/uncertainty.md` shows the figures; a test holds the defaults against them. The level
of wage growth is taken wider than its fit, which knows the trend; see `line_error`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, IntArray
from model.tables import (
    account_interest,
    average_wages,
    death_rates_by_decade,
    fertility,
    national_pension,
    price_growth,
)

#: Members who leave a fund in a year by retirement or death; entrants replace them first.
TURNOVER = 0.03
_MORTALITY_AGES = (60, 89)


@dataclass(frozen=True)
class SeriesFit:
    """An AR(1) fitted to the residuals of a national series.

    Attributes
    ----------
    years, residuals : what the trend or the mean leaves [year]
    spread : standard deviation of the residuals, degrees of freedom taken off
    persistence : regression of a year's residual on the one before
    mean_spread : standard error of the mean of such a series,
        ``spread x sqrt((1 + persistence) / (1 - persistence) / n)``
    """

    years: IntArray
    residuals: FloatArray
    spread: float
    persistence: float
    mean_spread: float


def fitted_uncertainty() -> dict[str, float]:
    """Return what the shipped series give for parameters of `Uncertainty`.

    To two digits these are the defaults, except `wage_growth_mean_spread`: the series gives the
    standard error around a line that is known, the default allows for the line (`line_error`).
    """
    wage, price, interest = wage_fit(), price_fit(), interest_fit()
    entry = entry_fit()
    found: dict[str, float] = {}
    for name, fit in (
        ("wage_growth", wage),
        ("price_growth", price),
        ("interest", interest),
        ("entry", entry),
    ):
        found[f"{name}_spread"] = fit.spread
        found[f"{name}_persistence"] = fit.persistence
        found[f"{name}_mean_spread"] = fit.mean_spread
    return {
        **found,
        "wage_price_correlation": correlation(wage, price),
        "wage_interest_correlation": correlation(wage, interest),
        "price_interest_correlation": correlation(price, interest),
        "mortality_spread": mortality_spread(),
        "fertility_spread": fertility_spread(),
    }


def wage_fit() -> SeriesFit:
    """Growth of the national average wage 2001-2024 around its falling straight line."""
    wages = average_wages()
    return fit_series({t: wages[t] / wages[t - 1] - 1 for t in range(2001, 2025)}, trend=True)


def price_fit() -> SeriesFit:
    """Growth of consumer prices 2000-2024 around its mean."""
    prices = price_growth()
    return fit_series({t: prices[t] for t in range(2000, 2025)}, trend=False)


def interest_fit() -> SeriesFit:
    """One-year deposit rate 1999-2015, as credited to accounts, around its mean."""
    rates = account_interest()
    return fit_series({t: rates[t] for t in range(1999, 2016)}, trend=False)


def entry_fit() -> SeriesFit:
    """Entrants 2005-2023 around their trend, as a share of the mean number of entrants.

    Entrants are not published: growth of the workers insured plus `TURNOVER` stands for them,
    as a share of the workers.
    """
    national = national_pension()
    growth = national.workers[1:] / national.workers[:-1] - 1
    entrants = (growth + TURNOVER) / float(np.mean(growth + TURNOVER))
    years = national.years[1:].astype(int)
    return fit_series(dict(zip(years.tolist(), entrants.tolist(), strict=True)), trend=True)


def mortality_spread() -> float:
    """Spread between decades of the yearly fall of log death rates at old ages, 1970-2020."""
    decades, starts, rates = death_rates_by_decade()
    old = (starts >= _MORTALITY_AGES[0]) & (starts < _MORTALITY_AGES[1])
    level = np.log(rates[..., old]).mean(axis=(1, 2))
    observed = level[(decades >= 1970) & (decades <= 2020)]
    return float(np.std(-np.diff(observed) / 10, ddof=1))


def fertility_spread() -> float:
    """How far the UN medium variant expects fertility to recover from 2023 to 2050, in logs."""
    low, recovered = fertility([2023, 2050])
    return float(np.log(recovered / low))


def fit_series(series: Mapping[int, float], *, trend: bool) -> SeriesFit:
    """Return the AR(1) of what a straight line (`trend`) or the mean leaves of a series."""
    years = np.array(sorted(series))
    values = np.array([series[year] for year in years.tolist()])
    columns = 2 if trend else 1
    design = np.vander(years - years.mean(), columns)
    residuals = values - design @ np.linalg.lstsq(design, values, rcond=None)[0]
    persistence = float(residuals[1:] @ residuals[:-1] / (residuals[:-1] @ residuals[:-1]))
    spread = float(residuals.std(ddof=columns))
    factor = (1 + persistence) / (1 - persistence) / len(years)
    return SeriesFit(years, residuals, spread, persistence, spread * float(np.sqrt(factor)))


def line_error(fit: SeriesFit, year: int) -> float:
    """Return the standard error of the fitted straight line, carried on to a later year.

    ``spread x sqrt((1 + persistence) / (1 - persistence)) x sqrt(1 / n + d^2 / sum of d^2)`` with
    d the distance from the middle of the series' years.
    """
    middle = fit.years.mean()
    squares = float(((fit.years - middle) ** 2).sum())
    factor = (1 + fit.persistence) / (1 - fit.persistence)
    return float(
        fit.spread * np.sqrt(factor * (1 / len(fit.years) + (year - middle) ** 2 / squares))
    )


def correlation(one: SeriesFit, other: SeriesFit) -> float:
    """Return the correlation of two series' residuals in the years that both have."""
    _, here, there = np.intersect1d(one.years, other.years, return_indices=True)
    return float(np.corrcoef(one.residuals[here], other.residuals[there])[0, 1])
