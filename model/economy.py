"""Wages, prices and interest as series over years and paths."""

from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray
from model.parameters.economy import Economy


@dataclass(frozen=True)
class EconomyPaths:
    """The economy of a projection; the deterministic run has one path.

    Attributes
    ----------
    wage : local average wage [year 0..T, path], yuan a year; row 0 is the base year
    wage_growth, price_growth, interest : of each projected year [year 1..T, path], shares
    base_interest : interest rate of the base year
    discount_rate : of each projected year [year 1..T]
    interest_deviation : part of `interest` that a fund with its own interest rate shares
        [year 1..T, path]
    medical_growth : growth of medical bills beyond the scenario's [year 1..T, path]
    unemployment : multiple of the scenario's [year 1..T, path]
    """

    wage: FloatArray
    wage_growth: FloatArray
    price_growth: FloatArray
    interest: FloatArray
    base_interest: float
    discount_rate: FloatArray
    interest_deviation: FloatArray | float = 0.0
    medical_growth: FloatArray | float = 0.0
    unemployment: FloatArray | float = 1.0

    @property
    def paths(self) -> int:
        """How many paths."""
        return int(self.wage.shape[1])


def economy_paths(economy: Economy, base_year: int, end_year: int) -> EconomyPaths:
    """Return the deterministic path of the scenario's economy."""
    years = np.arange(base_year + 1, end_year + 1)
    wage_growth = economy.wage_growth.annual(years)[:, None]
    wage = economy.average_wage * np.vstack([np.ones((1, 1)), np.cumprod(1 + wage_growth, axis=0)])
    return EconomyPaths(
        wage=wage,
        wage_growth=wage_growth,
        price_growth=economy.price_growth.annual(years)[:, None],
        interest=economy.interest.annual(years)[:, None],
        base_interest=economy.interest.at(base_year),
        discount_rate=economy.discount.annual(years),
    )


def discount_factors(discount_rate: FloatArray) -> FloatArray:
    """Return today's value of 1 paid in the middle of each projected year [year 1..T].

    Today is the end of the base year: v_t = prod of 1/(1+d) up to t, times (1+d_t)^(1/2).
    """
    return np.asarray(np.cumprod(1 / (1 + discount_rate)) * np.sqrt(1 + discount_rate))


def present_value(flow: FloatArray, discount_rate: FloatArray) -> FloatArray:
    """Return the value at the end of the base year of mid-year flows [year 1..T, path]."""
    return np.asarray(discount_factors(discount_rate) @ flow)
