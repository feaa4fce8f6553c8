"""The contribution base: the clipped lognormal mean against direct integration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm

from model.funds.shared.contributions import declared_base


@pytest.mark.parametrize("mean", [0.3, 0.66, 1.2, 2.5])
@pytest.mark.parametrize("dispersion", [0.2, 0.5, 1.0])
def test_the_mean_base_is_the_integral_of_the_clipped_wage(mean: float, dispersion: float) -> None:
    floor, cap = 0.6, 3.0
    wages = lognorm(dispersion, scale=mean * np.exp(-(dispersion**2) / 2))

    between, _ = quad(lambda wage: wage * wages.pdf(wage), floor, cap, epsabs=1e-12)
    expected = floor * wages.cdf(floor) + between + cap * wages.sf(cap)

    base = declared_base(np.array(mean), np.array(floor), np.array(cap), dispersion)
    assert float(base) == pytest.approx(expected, rel=1e-9)


@given(st.floats(0.05, 5), st.floats(0.05, 1.2), st.floats(0.0, 1.0), st.floats(1.5, 6.0))
def test_the_mean_base_lies_between_floor_and_cap_and_rises_with_the_wage(
    mean: float, dispersion: float, floor: float, cap: float
) -> None:
    low, high = (
        float(declared_base(np.array(m), np.array(floor), np.array(cap), dispersion))
        for m in (mean, mean * 1.1)
    )

    assert floor - 1e-12 <= low <= high + 1e-12 <= cap + 1e-9


def test_without_bounds_the_mean_base_is_the_mean_wage() -> None:
    base = declared_base(np.array(0.8), np.array(0.0), np.array(1e9), 0.5)

    assert float(base) == pytest.approx(0.8, rel=1e-12)
