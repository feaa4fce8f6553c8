"""Draws: what was declared is what is drawn, and defaults are what the series give."""

from dataclasses import fields, replace

import numpy as np
import pytest

from model import InputError, Uncertainty, draw_paths, uncertainty_with
from model.economy import EconomyPaths
from model.parameters.declaration import declarations
from model.simulation.drawn_scenario import economy_on_paths
from model.simulation.draws import correlation_factor, few_normals, half_log_variance
from model.simulation.fitted_spreads import fit_series, fitted_uncertainty, line_error, wage_fit
from model.simulation.spreads import ECONOMIC
from tests.conftest import ROOT

NOTHING = uncertainty_with(
    {name: 0.0 for name, _, _ in declarations(Uncertainty) if name.endswith("_spread")}
)
#: Taken wider than its fit, on purpose.
WIDER = "wage_growth_mean_spread"


def test_defaults_are_the_fit_to_the_shipped_series_to_two_digits() -> None:
    for name, fitted in fitted_uncertainty().items():
        if name != WIDER:
            assert getattr(Uncertainty(), name) == float(f"{fitted:.2g}"), name


def test_the_level_of_wage_growth_lies_between_its_fit_and_the_error_of_the_line() -> None:
    wages = wage_fit()
    ahead = [line_error(wages, 2024 + years) for years in (10, 20)]

    assert float(f"{fitted_uncertainty()[WIDER]:.2g}") == 0.006
    assert [float(f"{error:.2g}") for error in ahead] == [0.020, 0.028]
    assert 0.006 < Uncertainty().wage_growth_mean_spread < ahead[0]
    declaration = next(d for name, _, d in declarations(Uncertainty) if name == WIDER)
    assert declaration.source.startswith("assumption: between 0.006")
    assert "0.020 to 0.028" in declaration.source


def test_the_error_of_a_line_is_that_of_lines_fitted_to_many_histories() -> None:
    generator, years = np.random.default_rng(3), range(2001, 2025)
    histories = generator.standard_normal((4000, len(years))) * 0.02
    lines = np.polyfit(np.arange(len(years)), histories.T, 1)
    at_2034 = lines[0] * 33 + lines[1]

    white = replace(wage_fit(), spread=0.02, persistence=0.0)

    assert line_error(white, 2034) == pytest.approx(at_2034.std(), rel=0.04)


def test_every_default_without_a_fit_is_called_an_assumption() -> None:
    fitted = fitted_uncertainty()

    for name, _, declaration in declarations(Uncertainty):
        assumed = declaration.source.startswith("assumption")
        assert assumed == (name not in fitted or name == WIDER), name


def test_the_fit_recovers_the_process_that_made_a_series() -> None:
    generator = np.random.default_rng(0)
    state, values = 0.0, {}
    for year in range(20000):
        state = 0.6 * state + 0.8 * 0.02 * generator.standard_normal()
        values[year] = 0.05 + 1e-5 * year + state

    fit = fit_series(values, trend=True)

    assert fit.persistence == pytest.approx(0.6, abs=0.02)
    assert fit.spread == pytest.approx(0.02, rel=0.03)


def test_the_method_page_shows_every_parameter_with_its_default() -> None:
    page = (ROOT / "docs" / "method" / "uncertainty.md").read_text(encoding="utf-8")

    for name, field, _ in declarations(Uncertainty):
        assert f"| `{name}` | {field.default:g} |" in page, name


def test_deviations_have_the_declared_spread_persistence_and_correlation() -> None:
    given = uncertainty_with(
        {
            "wage_growth_spread": 0.03,
            "wage_growth_persistence": 0.5,
            "wage_growth_mean_spread": 0.0,
            "price_growth_spread": 0.02,
            "price_growth_persistence": 0.5,
            "price_growth_mean_spread": 0.0,
            "wage_price_correlation": 0.6,
        }
    )
    wage, price = draw_paths(40, 20000, 1, given).economy[:2]

    assert wage[-1].std() == pytest.approx(0.03, rel=0.02)
    assert wage[0].std() == pytest.approx(0.03 * np.sqrt(0.75), rel=0.02)
    assert np.corrcoef(wage[-1], wage[-2])[0, 1] == pytest.approx(0.5, abs=0.02)
    assert np.corrcoef(wage[-1], price[-1])[0, 1] == pytest.approx(0.6, abs=0.02)
    assert abs(wage.mean()) < 0.0003


def test_multiples_have_mean_one_in_every_year() -> None:
    given = uncertainty_with(
        {
            "unemployment_spread": 0.4,
            "unemployment_mean_spread": 0.3,
            "entry_spread": 0.4,
            "entry_mean_spread": 0.3,
        }
    )
    draws = draw_paths(12, 200_000, 1, given)

    unemployment = np.exp(draws.economy[ECONOMIC.index("unemployment")])
    # without the correction 1.07 in the first year and 1.13 in the last
    assert unemployment.mean(axis=1) == pytest.approx(np.ones(12), abs=0.006)
    assert draws.persons.entry.mean(axis=0) == pytest.approx(np.ones(12), abs=0.025)
    assert draws.persons.entry.mean() == pytest.approx(1, abs=0.005)


def test_half_the_variance_of_a_multiple_starts_with_the_first_shock() -> None:
    given = NOTHING.model_copy(
        update={"entry_spread": 0.2, "entry_persistence": 0.5, "entry_mean_spread": 0.1}
    )

    half = half_log_variance(given, "entry", 40)

    assert half[0] == pytest.approx((0.1**2 + 0.2**2 * 0.75) / 2)
    assert half[-1] == pytest.approx((0.1**2 + 0.2**2) / 2)
    assert (half_log_variance(NOTHING, "entry", 40) == 0).all()


def test_a_single_draw_of_persons_is_the_scenario() -> None:
    assert not draw_paths(10, 1, 1).persons_stray


def test_the_long_run_level_differs_from_path_to_path_for_ever() -> None:
    given = NOTHING.model_copy(update={"interest_mean_spread": 0.01})
    interest = draw_paths(30, 5000, 2, given).economy[ECONOMIC.index("interest")]

    assert (interest == interest[:1]).all()
    assert interest[0].std() == pytest.approx(0.01, rel=0.04)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    one, same, other = (draw_paths(20, 300, seed) for seed in (7, 7, 8))

    assert one.economy.tobytes() == same.economy.tobytes()
    for field in fields(one.persons):
        assert np.array_equal(getattr(one.persons, field.name), getattr(same.persons, field.name))
    assert not np.array_equal(one.economy, other.economy)
    assert not np.array_equal(one.persons.mortality, other.persons.mortality)


def test_more_years_carry_the_same_paths_on() -> None:
    short, long = draw_paths(10, 50, 3), draw_paths(25, 50, 3)

    assert np.array_equal(short.economy, long.economy[:, :10])
    assert np.array_equal(short.persons.entry, long.persons.entry[:, :10])
    assert np.array_equal(short.persons.fertility, long.persons.fertility[:, :10])


def test_few_draws_of_persons_are_spread_evenly() -> None:
    draws = draw_paths(10, 10_000, 4)
    ranks = np.sort(draws.persons.mortality / Uncertainty().mortality_spread)

    assert len(draws.persons) == 8
    assert np.bincount(draws.persons_of_path).tolist() == [1250] * 8
    assert draws.persons.mortality.mean() == pytest.approx(0, abs=1e-12)
    assert draws.persons.mortality.std() == pytest.approx(Uncertainty().mortality_spread)
    # one draw in each eighth of the normal distribution
    eighths = [-1.1503, -0.6745, -0.3186, 0.0, 0.3186, 0.6745, 1.1503]
    assert np.searchsorted(eighths, ranks).tolist() == list(range(8))


def test_sobol_numbers_come_nearer_to_the_mean_than_pseudo_random_ones() -> None:
    given = uncertainty_with({"wage_growth_mean_spread": 0.0, "wage_growth_spread": 0.01})
    level = {
        method: abs(draw_paths(5, 1024, 1, given, method).economy[0, 0].mean())
        for method in ("sobol", "pseudo")
    }

    assert level["sobol"] < 1e-5 < level["pseudo"]


def test_sobol_paths_that_are_no_power_of_two_are_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"not 1000 \(take 512 or 1024\)"):
        draw_paths(5, 1000, 1, method="sobol")


def test_correlations_that_contradict_each_other_are_refused() -> None:
    given = uncertainty_with(
        {
            "wage_price_correlation": 0.9,
            "wage_interest_correlation": 0.9,
            "price_interest_correlation": -0.9,
        }
    )
    with pytest.raises(InputError, match="contradict"):
        correlation_factor(given)


def test_every_wrong_uncertainty_is_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        uncertainty_with({"wage_growth_spred": 0.1, "interest_spread": 3.0})

    said = [problem.say() for problem in caught.value.problems]
    assert "did you mean wage_growth_spread?" in said[0]
    assert said[1] == "interest_spread: 3 is outside 0 to 0.1"


def test_nothing_is_certain_unless_every_spread_is_zero() -> None:
    assert draw_paths(10, 20, 1, NOTHING).certain
    for name, _, _ in declarations(Uncertainty):
        if name.endswith("_spread"):
            one = NOTHING.model_copy(update={name: 0.01})
            assert not draw_paths(10, 20, 1, one).certain, name


def test_the_worked_example_of_the_method_page_comes_out() -> None:
    page = (ROOT / "docs" / "method" / "uncertainty.md").read_text(encoding="utf-8")
    given = Uncertainty()
    persistence = given.wage_growth_persistence
    innovation = given.wage_growth_spread * np.sqrt(1 - persistence**2)
    kept = (1 - persistence ** np.arange(1, 31)) / (1 - persistence)
    shocks = innovation * np.sqrt((kept**2).sum())
    level = 30 * given.wage_growth_mean_spread
    both = np.hypot(shocks, level)
    expected = EconomyPaths(
        wage=1.04 ** np.arange(31)[:, None],
        wage_growth=np.full((30, 1), 0.04),
        price_growth=np.full((30, 1), 0.02),
        interest=np.full((30, 1), 0.03),
        base_interest=0.03,
        discount_rate=np.full(30, 0.03),
    )

    drawn = economy_on_paths(expected, draw_paths(30, 20_000, 1), slice(None))
    multiple = drawn.wage[-1] / expected.wage[-1]
    low, middle, high = np.quantile(multiple, [0.05, 0.5, 0.95])

    assert f"= {shocks:.3f}\n" in page
    assert f"30 x 0.015 = {level:.3f}\n" in page
    assert f"= {both:.3f}\n" in page
    assert f"{both:.3f} / 1.04 = {both / 1.04:.3f}" in page
    assert (low, high) == pytest.approx((0.465, 2.095), rel=0.01)
    assert "between 0.465 and 2.095 times" in page
    assert (multiple.mean(), middle) == pytest.approx((1.10, 0.995), rel=0.01)
    assert "is 1.10 times the scenario's" in page
    assert "wages 0.5% below" in page


def test_few_normals_take_the_middle_of_every_stratum_and_spread_evenly_together() -> None:
    normals = few_normals(128, 53, np.random.default_rng(1))

    assert np.abs(normals.mean(axis=1)).max() < 1e-12
    assert np.abs(normals.std(axis=1) - 1).max() < 1e-12
    assert np.ptp(np.sort(normals, axis=1), axis=0).max() < 1e-12
    # chance would leave about 0.09
    assert np.abs(normals[:3] @ normals[:3].T / 128 - np.eye(3)).max() < 0.05


def test_few_normals_need_no_power_of_two() -> None:
    normals = few_normals(10, 5, np.random.default_rng(1))

    assert normals.shape == (5, 10)
    assert np.abs(normals.mean(axis=1)).max() < 1e-12


def test_levels_are_spread_evenly_over_few_paths() -> None:
    given = NOTHING.model_copy(update={"wage_growth_mean_spread": 0.01})

    growth = draw_paths(3, 1000, 2, given).economy[ECONOMIC.index("wage_growth")][0]

    # a thousand pseudo-random numbers miss a twentieth by about 0.0007
    assert np.quantile(growth, 0.05) == pytest.approx(-0.01645, abs=0.00005)


def test_many_paths_stand_on_more_draws_of_persons() -> None:
    counts = [len(draw_paths(1, paths, 1).persons) for paths in (1, 2_000, 10_000, 100_000)]

    assert counts == [1, 8, 8, 458]
