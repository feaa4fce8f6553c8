"""Lognormal bills against deductible, coinsurance and cap: closed form, quadrature, simulation."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm

from model.economy import EconomyPaths
from model.funds.employee_medical.levers import Assumptions, Policy
from model.funds.setting import Setting
from model.funds.shared.medical_bills import (
    claim_costs,
    cost_weights,
    expected_above_cap,
    expected_payment,
)
from model.parameters.dated import DatedValue

MEAN, SPREAD = 6000.0, 1.2
#: deductible, cap, coinsurance: as before, with a higher cap, with a lower deductible
DESIGNS = [(1000.0, 40000.0, 0.2), (1000.0, 60000.0, 0.2), (700.0, 40000.0, 0.2)]


def array(number: float) -> np.ndarray:
    return np.array([number])


def payment(mean: float, spread: float, design: tuple[float, float, float]) -> float:
    deductible, cap, coinsurance = map(array, design)
    return float(expected_payment(array(mean), spread, deductible, cap, coinsurance)[0])


def above(mean: float, spread: float, design: tuple[float, float, float]) -> float:
    deductible, cap, coinsurance = map(array, design)
    return float(expected_above_cap(array(mean), spread, deductible, cap, coinsurance)[0])


def paid_of(bill: np.ndarray, design: tuple[float, float, float]) -> np.ndarray:
    deductible, cap, coinsurance = design
    return np.minimum(cap, (1 - coinsurance) * np.maximum(0.0, bill - deductible))


def simulated_bills(number: int = 1_000_000) -> np.ndarray:
    draws = np.random.default_rng(20051231).standard_normal(number)
    return MEAN * np.exp(SPREAD * draws - SPREAD**2 / 2)


@pytest.mark.parametrize("design", DESIGNS)
def test_the_closed_form_is_the_integral(design: tuple[float, float, float]) -> None:
    deductible, cap, coinsurance = design
    full = deductible + cap / (1 - coinsurance)
    bills = lognorm(SPREAD, scale=MEAN * np.exp(-(SPREAD**2) / 2))

    linear, _ = quad(
        lambda x: (1 - coinsurance) * (x - deductible) * bills.pdf(x), deductible, full, limit=200
    )
    beyond, _ = quad(lambda x: (x - full) * bills.pdf(x), full, 1e7, limit=500, points=[2e5, 1e6])

    assert payment(MEAN, SPREAD, design) == pytest.approx(linear + cap * bills.sf(full), rel=1e-9)
    assert above(MEAN, SPREAD, design) == pytest.approx(beyond, rel=1e-6)


@pytest.mark.parametrize("design", DESIGNS)
def test_simulated_claims_agree_within_their_error(design: tuple[float, float, float]) -> None:
    paid = paid_of(simulated_bills(), design)

    error = paid.std() / np.sqrt(len(paid))

    assert abs(paid.mean() - payment(MEAN, SPREAD, design)) < 4 * error
    assert error < 0.005 * paid.mean()


@pytest.mark.parametrize("reform", DESIGNS[1:])
def test_what_a_reform_adds_agrees_with_the_same_claims_paid_twice(
    reform: tuple[float, float, float],
) -> None:
    bills = simulated_bills()
    added = paid_of(bills, reform) - paid_of(bills, DESIGNS[0])

    expected = payment(MEAN, SPREAD, reform) - payment(MEAN, SPREAD, DESIGNS[0])

    assert expected > 0
    assert abs(added.mean() - expected) < 4 * added.std() / np.sqrt(len(bills))


designs = st.tuples(st.floats(0, 1e5), st.floats(1, 1e6), st.floats(0, 0.95))


@given(st.floats(10, 1e5), st.floats(0.05, 3), designs)
def test_a_payment_lies_between_nothing_and_cap_and_uninsured_share(
    mean: float, spread: float, design: tuple[float, float, float]
) -> None:
    paid = payment(mean, spread, design)
    slack = 1e-9 * mean

    assert -slack <= paid <= min(design[1], (1 - design[2]) * mean) + slack
    assert -slack <= above(mean, spread, design) <= mean + slack


@given(st.floats(10, 1e5), st.floats(0.05, 3), designs, st.floats(1e-3, 1e4))
def test_payments_scale_with_money(
    mean: float, spread: float, design: tuple[float, float, float], unit: float
) -> None:
    larger = payment(unit * mean, spread, (unit * design[0], unit * design[1], design[2]))

    assert larger == pytest.approx(unit * payment(mean, spread, design), rel=1e-6, abs=unit * 1e-6)


@given(st.floats(10, 1e5), st.floats(0.05, 3), designs)
def test_pool_patient_and_what_lies_above_the_cap_are_the_bill_above_the_deductible(
    mean: float, spread: float, design: tuple[float, float, float]
) -> None:
    deductible, _, coinsurance = design
    whole = payment(mean, spread, (deductible, 1e15, 0.0))

    parts = payment(mean, spread, design) / (1 - coinsurance) + above(mean, spread, design)

    assert parts == pytest.approx(whole, rel=1e-6, abs=1e-6 * mean)


def test_without_deductible_and_cap_the_pool_pays_its_share_of_the_mean() -> None:
    assert payment(MEAN, SPREAD, (0.0, 1e15, 0.2)) == pytest.approx(0.8 * MEAN, rel=1e-12)


def test_costs_are_flat_to_twenty_and_double_with_the_years() -> None:
    weights = cost_weights(15.0)

    assert weights[[0, 10, 20]].tolist() == [1.0, 1.0, 1.0]
    np.testing.assert_allclose(weights[[35, 50, 65]], [2.0, 4.0, 8.0], rtol=1e-14)


def setting(growth: float = 0.06, years: int = 30) -> Setting:
    wage_growth = np.full((years, 1), growth)
    wage = 17000 * np.vstack([np.ones((1, 1)), np.cumprod(1 + wage_growth, axis=0)])
    economy = EconomyPaths(
        wage, wage_growth, 0 * wage_growth, 0 * wage_growth, 0.0, np.zeros(years)
    )
    return Setting(base_year=2005, end_year=2005 + years, money_unit=1e4, economy=economy)


def costs(assumptions: dict[str, object] | None = None, **policy: object):
    given = Policy.model_validate(policy)
    assumed = Assumptions.model_validate(assumptions or {})
    return claim_costs(given, assumed, given.coinsurance.annual(np.arange(2005, 2036)), setting())


def test_bills_follow_wages_by_the_elasticity_and_grow_beyond() -> None:
    trend = costs({"cost_elasticity": 0.5, "cost_excess": 0.02}).trend[:, 0]

    np.testing.assert_allclose(trend, 1.05 ** np.arange(31), rtol=1e-12)


def test_with_limits_in_wages_and_bills_in_step_with_wages_nothing_erodes() -> None:
    shares = costs({"cost_excess": 0.0}).reimbursed_share

    np.testing.assert_allclose(shares, shares[0, 0], rtol=1e-12)


def test_amounts_that_follow_wages_are_those_in_wages() -> None:
    in_wages = costs()
    listed = costs({"mean_claim": 5100}, deductible=1700, cap=68000, limits_wage_weight=1.0)

    np.testing.assert_allclose(listed.paid, in_wages.paid, rtol=1e-12)


def test_a_fixed_cap_erodes_year_by_year_and_a_higher_one_less() -> None:
    low = costs({"mean_claim": 6000}, deductible=0, cap=40000).reimbursed_share[:, 0]
    high = costs({"mean_claim": 6000}, deductible=0, cap=60000).reimbursed_share[:, 0]

    assert (np.diff(low) < 0).all()
    assert (high / high[0] > low / low[0])[1:].all()


def test_a_table_that_starts_late_leaves_the_yardstick_before() -> None:
    late = DatedValue((2010 * 12,), (50000.0,))
    before = costs(cap=late)

    np.testing.assert_array_equal(before.paid[:5], costs().paid[:5])
    np.testing.assert_array_equal(before.paid[5:], costs(cap=50000).paid[5:])


def test_paths_are_independent() -> None:
    policy = Policy(cap=DatedValue.constant(40000.0))
    both = setting()
    growth = np.hstack([np.full((30, 1), 0.06), np.full((30, 1), 0.02)])
    wage = 17000 * np.vstack([np.ones((1, 2)), np.cumprod(1 + growth, axis=0)])
    both = replace(both, economy=replace(both.economy, wage=wage, wage_growth=growth))

    together = claim_costs(policy, Assumptions(), np.full(31, 0.2), both)

    for path, rate in enumerate((0.06, 0.02)):
        alone = claim_costs(policy, Assumptions(), np.full(31, 0.2), setting(rate))
        np.testing.assert_array_equal(together.paid[:, path], alone.paid[:, 0])
