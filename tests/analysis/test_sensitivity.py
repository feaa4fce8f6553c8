"""Sensitivity: a bar is a reform, indices are those that algebra gives."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from model import (
    InputError,
    StoppedError,
    Uncertainty,
    project,
    read_scenario,
    reformed,
    sobol,
    tornado,
)
from model.parameters.dated import DatedValue
from model.results.indicator_at import parse_indicator_at, value_at
from model.sensitivity.lever_range import default_ranges
from model.sensitivity.moved_paths import with_shifts
from model.tables import fertility
from tests.conftest import ROOT, SCENARIOS, Spoken, shipped

CITY = "city-2005.toml"
FIGURE = "unemployment.balance@2030"
LEDGER = read_scenario((ROOT / "tests" / "rigs" / "ledger.toml").read_text())
BALANCE = "ledger.balance@2011"
PAID_IN = "funds.ledger.assumptions.other_income"
PAID_RATE = "funds.ledger.policy.contribution_rate"
PAID_OUT = "funds.ledger.assumptions.other_expenditure"


def test_the_end_of_a_bar_is_what_a_reform_gives() -> None:
    scenario = shipped(CITY)
    lever = "funds.unemployment.policy.benefit_level"

    found = tornado(scenario, FIGURE, {lever: None})

    bar = found.bars[0]
    at = parse_indicator_at(FIGURE, scenario)
    for value, figure in ((0.9, bar.at_low), (1.1, bar.at_high)):
        assert figure == value_at(project(reformed(scenario, {lever: value})), at)
    assert found.base == value_at(project(scenario), at)
    assert bar.lever.reason.say() == "2 notches of 0.05"


def test_a_whole_path_moves_and_keeps_its_shape() -> None:
    lever = "assumptions.economy.wage_growth"

    found = tornado(shipped(CITY), "unemployment.average_wage@2035", {lever: None})

    growth = [0.12] * 6 + [0.09] * 8 + [0.06] * 5 + [0.045] * 10 + [0.04]
    # four in five outcomes of a normal with the spread of the long-run level
    reach = 1.2815516 * Uncertainty().wage_growth_mean_spread
    for by, wage in ((-reach, found.bars[0].at_low), (reach, found.bars[0].at_high)):
        assert wage == pytest.approx(17000 * np.prod([1 + g + by for g in growth]))


def test_fertility_moves_pensions_though_the_file_leaves_it_to_the_table() -> None:
    scenario, lever = shipped(CITY), "assumptions.population.total_fertility"
    assert scenario.levers_by_path[lever].value is None

    bar = tornado(scenario, "enterprise_pension.balance@2050", {lever: None}).bars[0]

    # the UN medium variant of 2006, and four in five of the levels that a simulation draws
    spread = np.exp(1.2815516 * Uncertainty().fertility_spread)
    assert bar.lever.now == pytest.approx(1.6441, abs=1e-4)
    assert (bar.lever.low, bar.lever.high) == pytest.approx((1.6441 / spread, 1.6441 * spread))
    assert bar.at_low < tornado(scenario, "enterprise_pension.balance@2050", {}).base < bar.at_high


def test_fertility_comes_to_its_level_as_slowly_as_in_a_simulation() -> None:
    scenario, lever = shipped(CITY), "assumptions.population.total_fertility"
    years = np.arange(2006, 2056)
    reach = 1.2815516 * Uncertainty().fertility_spread
    low = fertility(years) * np.exp(-reach * np.minimum((years - 2005) / 25, 1))
    by_hand = DatedValue(tuple(int(year) * 12 for year in years), tuple(low.tolist()))

    bar = tornado(scenario, "maternity.balance@2040", {lever: None}).bars[0]

    at = parse_indicator_at("maternity.balance@2040", scenario)
    assert bar.at_low == pytest.approx(value_at(project(reformed(scenario, {lever: by_hand})), at))
    assert bar.lever.ends == ("× 0.804", "× 1.24")


def test_a_multiple_multiplies_the_whole_path() -> None:
    """800 entrants falling to 50: 60 fewer a year would leave none, a share of them does not."""
    scenario, lever = shipped(CITY), "funds.land_security.assumptions.entrants"
    path = scenario.levers_by_path[lever].value
    factor = np.exp(-1.2815516 * Uncertainty().entry_mean_spread)
    by_hand = DatedValue(path.months, tuple(v * factor for v in path.values), path.linear)

    bar = tornado(scenario, "land_security.balance@2040", {lever: None}).bars[0]

    at = parse_indicator_at("land_security.balance@2040", scenario)
    assert bar.at_low == pytest.approx(value_at(project(reformed(scenario, {lever: by_hand})), at))


def test_levers_without_a_number_are_named_and_those_that_start_at_nil_move() -> None:
    found = tornado(shipped(CITY), "land_security.payout_months@2040")

    assert "funds.land_security.assumptions.land_transfer_revenue" in found.without_number
    subsidy = "funds.land_security.policy.fiscal_subsidy"
    bar = next(bar for bar in found.bars if bar.lever.path == subsidy)
    assert bar.lever.now == 0
    assert bar.at_low < found.base < bar.at_high
    every = {bar.lever.path for bar in found.bars} | set(found.still) | set(found.refused)
    assert not every & set(found.without_number)


def test_a_lever_that_the_file_leaves_out_starts_from_what_the_projection_goes_by() -> None:
    for name in ("city-2005.toml", "county-2007.toml"):
        scenario = shipped(name)
        projection = project(scenario)
        fund = next(iter(projection.funds))
        at = parse_indicator_at(f"{fund}.balance@2040", scenario)
        unset = [
            one
            for one in default_ranges(projection, at)
            if scenario.levers_by_path[one.path].value is None
        ]

        assert {one.path.rpartition(".")[2] for one in unset} >= {
            "total_fertility",
            "collection_rate",
        }
        for one in unset:
            still = project(with_shifts(scenario, [(one, 0.0)]))
            assert value_at(still, at) == pytest.approx(value_at(projection, at), rel=1e-12)


def test_indices_of_the_strongest_levers_only() -> None:
    ranges = {PAID_IN: (50.0, 250.0), PAID_OUT: (0.0, 100.0), PAID_RATE: (0.001, 0.2)}
    told: list[float] = []

    found = sobol(
        LEDGER,
        BALANCE,
        ranges,
        samples=8,
        strongest=2,
        watch=lambda share: told.append(share) is None,
    )

    bars = tornado(LEDGER, BALANCE, ranges).bars
    assert [lever.path for lever in found.levers] == [bar.lever.path for bar in bars[:2]]
    assert PAID_OUT not in [lever.path for lever in found.levers]
    assert told == sorted(told)
    assert told[-1] == 1


def test_bars_stand_by_swing_and_levers_that_move_nothing_are_named() -> None:
    found = tornado(shipped(CITY), FIGURE)

    swings = [bar.swing(found.base) for bar in found.bars]
    assert swings == sorted(swings, reverse=True)
    assert "assumptions.economy.discount" in found.still
    paths = {bar.lever.path for bar in found.bars}
    assert not paths & set(found.still)
    assert not any(path.startswith("funds.medical") for path in paths)
    assert not any(".reported." in path for path in paths)


def test_a_lever_at_its_bound_moves_the_other_way_only() -> None:
    lever = "funds.unemployment.policy.collection_rate"
    scenario = reformed(shipped(CITY), {lever: 1.0})

    bar = tornado(scenario, FIGURE, {lever: None}).bars[0]

    assert (bar.lever.down < 0, bar.lever.up) == (True, 0)
    assert bar.at_low < bar.at_high


def test_what_the_model_refuses_is_named_with_the_reason() -> None:
    path = "assumptions.economy.average_wage"

    found = tornado(shipped(CITY), "enterprise_pension.balance@2030", {path: (16000, 60000)})

    assert found.bars == ()
    assert "outside base_floor" in str(found.refused[path])


def test_a_range_with_its_ends_crossed_says_so() -> None:
    with pytest.raises(InputError, match=r"Employer contribution rate: 0\.03 to 0\.02 is no range"):
        tornado(shipped(CITY), FIGURE, {"funds.unemployment.policy.employer_rate": (0.03, 0.02)})


def test_unknown_levers_and_ranges_out_of_bounds_are_all_named() -> None:
    with pytest.raises(InputError) as caught:
        tornado(
            shipped(CITY),
            FIGURE,
            {
                "funds.unemployment.policy.benefit_levle": None,
                "funds.unemployment.policy.employer_rate": (0.0, 0.9),
                "funds.work_injury.reported.claimants": None,
            },
        )

    said = [problem.say() for problem in caught.value.problems]
    assert len(said) == 3
    assert "did you mean" in said[0]
    assert "choose within 0 to 0.1" in said[1]


def test_sobol_indices_are_those_that_algebra_gives_for_a_sum() -> None:
    # balance of the first year = constant + income over 200 wide - expenditure over 100 wide
    ranges = {PAID_IN: (50.0, 250.0), PAID_OUT: (0.0, 100.0)}

    found = sobol(LEDGER, BALANCE, ranges, samples=512, seed=1)

    shares = np.array([200.0**2, 100.0**2]) / (200.0**2 + 100.0**2)
    assert found.first == pytest.approx(shares, abs=0.03)
    assert found.total == pytest.approx(shares, abs=0.03)
    assert (found.first_bounds[:, 0] <= shares).all()
    assert (found.first_bounds[:, 1] >= shares).all()
    assert found.evaluations == 512 * 4


def test_levers_that_multiply_explain_more_together_than_alone() -> None:
    ranges = {
        "funds.ledger.assumptions.contributors": (10.0, 40000.0),
        "funds.ledger.policy.contribution_rate": (0.01, 0.4),
    }

    found = sobol(LEDGER, "ledger.contributions@2020", ranges, samples=256, seed=2)

    # x y of x, y even on (0, 1): 3/7 each alone, 1/7 together
    assert found.first == pytest.approx([3 / 7, 3 / 7], abs=0.06)
    assert found.total == pytest.approx([4 / 7, 4 / 7], abs=0.06)


def test_the_same_seed_gives_the_same_indices_and_bounds() -> None:
    ranges = {PAID_IN: (50.0, 250.0), PAID_OUT: (0.0, 100.0)}
    one, same, other = (sobol(LEDGER, BALANCE, ranges, samples=16, seed=s) for s in (3, 3, 4))

    assert one.to_frame().equals(same.to_frame())
    assert not one.to_frame().equals(other.to_frame())


def test_indices_of_a_figure_that_is_undefined_or_never_moves_are_refused() -> None:
    ranges = {PAID_IN: (50.0, 250.0), PAID_OUT: (0.0, 100.0)}

    with pytest.raises(InputError, match="undefined, or after the horizon"):
        sobol(LEDGER, "ledger.depletion_year", ranges, samples=8)
    with pytest.raises(InputError, match="none of the levers moves"):
        sobol(LEDGER, "ledger.contributions@2020", ranges, samples=8)
    with pytest.raises(InputError, match="not a power of two"):
        sobol(LEDGER, BALANCE, ranges, samples=100)
    with pytest.raises(InputError, match="need two levers"):
        sobol(LEDGER, BALANCE, {PAID_IN: (50.0, 250.0)}, samples=8)


def test_a_watcher_can_stop_it() -> None:
    with pytest.raises(StoppedError):
        tornado(LEDGER, BALANCE, watch=lambda share: share < 0.3)


def test_the_answer_comes_first_and_the_frame_is_tidy() -> None:
    found = tornado(shipped(CITY), FIGURE)

    assert repr(found).startswith(
        "Employer contribution rate moves it most, from 1.8% to 2.2% (2 notches of 0.1%)"
    )
    frame = found.to_frame()
    assert frame["lever"][0] == "funds.unemployment.policy.employer_rate"
    assert frame["swing"].is_monotonic_decreasing


def test_the_command_line_gives_the_same_numbers_in_json(
    fundrunway: Callable[..., Spoken],
) -> None:
    lever = "funds.unemployment.policy.benefit_level"
    spoken = fundrunway(
        "sensitivity",
        SCENARIOS / CITY,
        *("--indicator", FIGURE, "--lever", f"{lever}=0.8:1.2", "--format", "json"),
    )

    answer = json.loads(spoken.out)
    expected = tornado(shipped(CITY), FIGURE, {lever: (0.8, 1.2)})
    assert answer["indicator"] == FIGURE
    assert answer["value"] == expected.base / 1e4
    row = answer["levers"][0]
    assert (row["path"], row["low"], row["high"]) == (lever, 0.8, pytest.approx(1.2))
    assert row["at_low"] == expected.bars[0].at_low / 1e4
    assert row["range"] == "the range given"


def test_the_command_line_prints_both_kinds_as_tables(fundrunway: Callable[..., Spoken]) -> None:
    levers = ("--lever", f"{PAID_IN}=50:250", "--lever", f"{PAID_OUT}=0:100")
    path = ROOT / "tests" / "rigs" / "ledger.toml"

    bars = fundrunway("sensitivity", path, "--indicator", BALANCE, *levers, "--lang", "zh")
    indices = fundrunway(
        "sensitivity", path, "--indicator", BALANCE, *levers, "--sobol", "--samples", "16"
    )

    assert "影响最大" in bars.out
    assert "其他收入" in bars.out
    assert "of the variance" in indices.out
    wrong = fundrunway("sensitivity", path, "--indicator", BALANCE, "--lever", "x=1")
    assert wrong.status == 2
    assert "write PATH, or PATH=LOW:HIGH" in wrong.err
