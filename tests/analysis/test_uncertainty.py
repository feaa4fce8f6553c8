"""Uncertainty: no spread is the deterministic run, a path is a run, bands hold what they say."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from typer import Exit

from command_line.progress import progress_bar
from model import (
    InputError,
    Scenario,
    StoppedError,
    Uncertainty,
    draw_paths,
    load_scenario,
    project,
    read_scenario,
    reformed,
    simulate,
    simulate_against,
    simulation_json,
    uncertainty_with,
)
from model.account.depletion import depletion_of, depletion_years
from model.account.months import monthly_ledger
from model.account.settlement import settle
from model.economy import EconomyPaths
from model.funds.kinds import kinds
from model.parameters.declaration import declarations
from model.parameters.rules import Rule
from model.results.projection import project_fund
from model.simulation.bands import band_of, chance_below
from model.simulation.drawn_scenario import with_drawn_persons
from model.simulation.draws import Draws
from model.simulation.path_blocks import Block, Watching, blocks_of, figure_of, fund_paths
from model.simulation.simulation import Simulation
from model.words.texts import message
from tests.analysis.test_draws import NOTHING
from tests.conftest import ROOT, SCENARIOS, Spoken, shipped

CITY = "city-2005.toml"
RIGS = sorted((ROOT / "tests" / "rigs").glob("*.toml"))
EVERYTHING = [*RIGS, SCENARIOS / CITY, SCENARIOS / "deferral.toml"]
LINES = ("p05", "p10", "p25", "p50", "p75", "p90", "p95", "mean")


@cache
def small(paths: int = 400, seed: int = 5) -> Simulation:
    return simulate(shipped(CITY), paths, seed, thresholds=("payout_months<0", "payout_months<6"))


def blocks(scenario: Scenario, draws: Draws) -> Iterator[Block]:
    yield from blocks_of(scenario, draws)[:3]


def test_without_uncertainty_every_line_is_the_deterministic_run_to_the_last_bit() -> None:
    scenario = shipped(CITY)
    plain = project(scenario)

    simulation = simulate(scenario, 50, uncertainty=NOTHING, thresholds=["payout_months<6"])

    for name, fund in simulation.funds.items():
        own = plain.funds[name]
        for figure, band in fund.bands.items():
            expected = {**own.series, **own.indicators}[figure][:, 0]
            for line in LINES:
                assert np.array_equal(getattr(band, line), expected, equal_nan=True), figure
        expected_chance = (own.indicators["payout_months"][:, 0] < 6).astype(float)
        assert np.array_equal(fund.chance("payout_months<6"), expected_chance)
        year = own.turning_points["depletion_year"]
        assert fund.depletion is not None
        assert fund.depletion.quantile(0.5) == year
        assert fund.depletion.after_horizon == (0.0 if year else 1.0)
    assert simulation.total is not None
    for figure, band in simulation.total.bands.items():
        if figure in plain.total:
            assert np.array_equal(band.p50, plain.total[figure][:, 0])


def test_hardly_any_uncertainty_is_hardly_off_the_deterministic_run() -> None:
    scenario = shipped(CITY)
    tiny = {name: 1e-9 for name, _, _ in declarations(Uncertainty) if name.endswith("_spread")}

    simulation = simulate(scenario, 40, uncertainty=uncertainty_with(tiny))

    plain = project(scenario)
    for name, fund in simulation.funds.items():
        balance = plain.funds[name].series["balance"][:, 0]
        size = np.abs(balance).max()
        for line in LINES:
            assert np.abs(getattr(fund.bands["balance"], line) - balance).max() < 1e-6 * size


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: path.stem)
def test_a_path_among_many_is_the_projection_of_that_path_alone(path) -> None:
    scenario = load_scenario(path)
    draws = draw_paths(scenario.end_year - scenario.base_year, 24, 9)
    block = blocks_of(scenario, draws)[1]
    years = np.arange(scenario.base_year, scenario.end_year + 1)
    for name, fund in block.scenario.funds.items():
        together = project_fund(block.scenario, fund, block.setting, years)
        for column in range(block.setting.economy.paths):
            alone = replace(block.setting, economy=one_path(block.setting.economy, column))
            single = project_fund(block.scenario, fund, alone, years)
            for figure in ("income", "expenditure", "balance", "payout_months"):
                many, one = figure_of(together, figure), figure_of(single, figure)
                assert many is not None and one is not None
                many = np.broadcast_to(many, (len(years), block.setting.economy.paths))
                np.testing.assert_allclose(
                    many[:, column], one[:, 0], rtol=1e-8, atol=1e-6, err_msg=f"{name} {figure}"
                )


def one_path(economy: EconomyPaths, column: int) -> EconomyPaths:
    chosen = slice(column, column + 1)
    return EconomyPaths(
        wage=economy.wage[:, chosen],
        wage_growth=economy.wage_growth[:, chosen],
        price_growth=economy.price_growth[:, chosen],
        interest=economy.interest[:, chosen],
        base_interest=economy.base_interest,
        discount_rate=economy.discount_rate,
        interest_deviation=np.asarray(economy.interest_deviation)[:, chosen],
        medical_growth=np.asarray(economy.medical_growth)[:, chosen],
        unemployment=np.asarray(economy.unemployment)[:, chosen],
    )


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: path.stem)
def test_settling_all_years_at_once_is_settling_year_by_year(path) -> None:
    scenario = load_scenario(path)
    draws = draw_paths(scenario.end_year - scenario.base_year, 40, 9)
    for block in blocks(scenario, draws):
        for fund in block.scenario.funds.values():
            flows = replace(kinds()[fund.kind].outcome(fund, block.setting).flows, rules=())
            items = (*flows.income, *flows.expenditure)
            targets = {item.name for item in items} | {"contributions", "employer_rate"}
            # rules that change nothing are followed year by year
            idle = [Rule(acts_on=target, factor=1.0, source="test") for target in targets]
            year_by_year, at_once = settle(replace(flows, rules=idle)), settle(flows)
            for group in ("income_items", "expenditure_items"):
                before, after = getattr(year_by_year, group), getattr(at_once, group)
                assert list(before) == list(after)
                for name in before:
                    close(after[name], before[name])
            for name in ("balance", "arrears", "income", "expenditure", "stock_flow_difference"):
                close(getattr(at_once, name), getattr(year_by_year, name))
            for name in ("due", "collected"):
                if getattr(year_by_year, name) is not None:
                    close(getattr(at_once, name), getattr(year_by_year, name))


def close(found: np.ndarray, expected: np.ndarray) -> None:
    assert np.abs(found - expected).max() <= 1e-12 * max(np.abs(expected).max(), 1e-300)


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: path.stem)
def test_depletion_years_are_those_of_the_monthly_ledger(path) -> None:
    scenario = load_scenario(path)
    draws = draw_paths(scenario.end_year - scenario.base_year, 80, 3)
    for block in blocks(scenario, draws):
        for fund in block.scenario.funds.values():
            flows = kinds()[fund.kind].outcome(fund, block.setting).flows
            account = settle(flows)
            found = depletion_years(flows, account)
            for column in range(account.balance.shape[1]):
                month = monthly_ledger(flows, account, column).depletion_month
                assert found[column] == (int(month[:4]) if month else 0), fund.name


def test_paths_that_never_run_dry_are_kept_as_after_the_horizon() -> None:
    years = np.arange(2006, 2011)

    depletion = depletion_of(np.array([2007, 0, 2009, 2007]), years)

    assert depletion.share.tolist() == [0, 0.5, 0, 0.25, 0]
    assert depletion.after_horizon == 0.25
    assert depletion.quantile(0.5) == 2007
    assert depletion.quantile(0.75) == 2009
    assert depletion.quantile(0.8) is None
    for fund in small().funds.values():
        assert fund.depletion is not None
        total = fund.depletion.share.sum() + fund.depletion.after_horizon
        assert total == pytest.approx(1.0, abs=1e-12)


def test_when_every_path_runs_dry_the_shares_reach_exactly_one() -> None:
    years = np.arange(2006, 2016)
    # one path a year: ten shares of 0.1 add up to 0.9999999999999999
    depletion = depletion_of(years, years)

    assert depletion.by_year()[-1] == 1.0
    assert depletion.after_horizon == 0.0


def test_bands_are_the_percentiles_of_the_defined_paths() -> None:
    values = np.random.default_rng(1).normal(size=(3, 501))
    values[1, :100] = np.nan
    values[2] = np.nan

    ordered = np.sort(values, axis=1)
    band = band_of(ordered)

    for line, share in (("p05", 5), ("p25", 25), ("p50", 50), ("p95", 95)):
        assert getattr(band, line)[0] == pytest.approx(np.percentile(values[0], share))
        assert getattr(band, line)[1] == pytest.approx(np.nanpercentile(values[1], share))
        assert np.isnan(getattr(band, line)[2])
    assert band.mean[0] == pytest.approx(values[0].mean())
    assert band.undefined == pytest.approx([0, 100 / 501, 1])
    below = chance_below(ordered, 0.0)
    assert below[0] == (values[0] < 0).mean()
    assert below[1] == (values[1] < 0).mean()
    assert np.isnan(below[2])


def test_chances_count_paths_below_and_fall_with_the_threshold() -> None:
    for fund in small().funds.values():
        negative, short = fund.chance("payout_months<0"), fund.chance("payout_months<6")
        assert (negative <= short).all()
        median = fund.bands["payout_months"].p50
        assert (negative[median < 0] >= 0.5).all()
        assert (negative[median > 0] <= 0.5).all()


def test_the_same_seed_gives_identical_bytes() -> None:
    scenario = shipped(CITY)
    texts = [
        json.dumps(simulation_json(simulate(scenario, 100, seed, funds=["medical", "maternity"])))
        for seed in (1, 1, 2)
    ]

    assert texts[0] == texts[1]
    assert texts[0] != texts[2]


def test_kept_draws_give_what_fresh_ones_give() -> None:
    scenario = shipped(CITY)
    draws = draw_paths(50, 90, 11)

    kept = simulate(scenario, draws=draws, funds=["unemployment"])

    fresh = simulate(scenario, 90, 11, funds=["unemployment"])
    assert simulation_json(kept) == simulation_json(fresh)


def test_stopping_early_equals_the_first_part_of_running_on() -> None:
    scenario = shipped(CITY)
    header = scenario.header.model_copy(update={"end_year": 2030})
    draws = draw_paths(50, 60, 2)

    long = simulate(scenario, draws=draws, funds=["enterprise_pension", "medical"])
    short = simulate(replace(scenario, header=header), draws=draws, funds=["medical"])

    first, whole = short.funds["medical"].bands, long.funds["medical"].bands
    for line in LINES:
        np.testing.assert_allclose(
            getattr(first["balance"], line), getattr(whole["balance"], line)[:26], rtol=1e-9
        )


def test_a_reform_that_changes_nothing_is_worse_on_no_path() -> None:
    scenario = shipped(CITY)

    risk = simulate_against(scenario, scenario, 60, 1, funds=["maternity", "land_security"])

    for fund in risk.funds.values():
        assert fund.dry_sooner == fund.dry_later == 0
        for name, worse in fund.worse.items():
            assert (worse == 0).all()
            assert (fund.differences[name].p95 == 0).all()


def test_more_contributions_are_worse_on_no_path_and_higher_pensions_on_every_one() -> None:
    scenario = shipped(CITY)
    path = "funds.enterprise_pension.policy."
    richer = reformed(scenario, {path + "employer_rate": 0.22})
    dearer = reformed(scenario, {path + "accrual_rate": 0.011})

    better = simulate_against(scenario, richer, 60, 1, funds=["enterprise_pension"])
    worse = simulate_against(scenario, dearer, 60, 1, funds=["enterprise_pension"])

    assert (better.funds["enterprise_pension"].worse["balance"] == 0).all()
    assert better.funds["enterprise_pension"].dry_sooner == 0
    assert better.funds["enterprise_pension"].dry_later > 0.9
    assert (worse.funds["enterprise_pension"].worse["balance"][1:] == 1).all()


def test_common_draws_make_a_difference_surer_than_either_scenario() -> None:
    scenario = shipped(CITY)
    reform = reformed(scenario, {"funds.unemployment.policy.benefit_level": 1.1})

    # in months: money of a late year strays with the level of wages, differences of it too
    figures = ["payout_months"]
    risk = simulate_against(scenario, reform, 100, 1, funds=["unemployment"], figures=figures)
    alone = simulate(scenario, 100, 1, funds=["unemployment"])

    band = risk.funds["unemployment"].differences["payout_months"]
    own = alone.funds["unemployment"].bands["payout_months"]
    assert band.p95[-1] - band.p05[-1] < 0.3 * (own.p95[-1] - own.p05[-1])


def test_a_figure_without_a_worse_direction_has_no_risk() -> None:
    with pytest.raises(InputError, match="neither more nor less of 'insured'"):
        simulate_against(shipped(CITY), shipped(CITY), 10, figures=["insured"])


def test_scenarios_of_different_years_are_not_compared_path_by_path() -> None:
    scenario = shipped(CITY)
    header = scenario.header.model_copy(update={"end_year": 2030})

    with pytest.raises(InputError, match="not projected over the same years"):
        simulate_against(scenario, replace(scenario, header=header), 10)


def test_eighty_per_cent_bands_hold_eighty_per_cent_of_histories_of_their_own_process() -> None:
    scenario = shipped(CITY)
    for name in ("unemployment", "enterprise_pension"):
        bands = simulate(scenario, 2000, 1, funds=[name]).funds[name].bands
        histories = blocks_of(scenario, draw_paths(50, 2000, 2))
        with Watching(1, None) as watching:
            paths = fund_paths(name, histories, ("income", "payout_months"), watching).figures
        for figure, values in paths.items():
            band = bands[figure]
            inside = (values >= band.p10[:, None]) & (values <= band.p90[:, None])
            by_year = inside.mean(axis=1)[1:]
            assert by_year.mean() == pytest.approx(0.8, abs=0.04), (name, figure)
            assert np.abs(by_year - 0.8).max() < 0.08, (name, figure)


def test_the_noise_of_eight_draws_of_persons_is_what_the_page_says() -> None:
    persons = ("entry_spread", "entry_mean_spread", "mortality_spread", "fertility_spread")
    alone = NOTHING.model_copy(update={name: getattr(Uncertainty(), name) for name in persons})
    name, widths = "enterprise_pension", []
    for seed in range(1, 13):
        found = simulate(
            shipped(CITY), 1000, seed, uncertainty=alone, funds=[name], figures=["payout_months"]
        )
        band = found.funds[name].bands["payout_months"]
        widths.append(band.p90[2040 - 2005] - band.p10[2040 - 2005])
    mean, noise = np.mean(widths), np.std(widths, ddof=1)
    page = " ".join((ROOT / "docs" / "method" / "uncertainty.md").read_text().split())

    assert f"with persons alone {mean:.1f} with {noise:.1f} ({noise / mean:.0%})" in page


#: A fund that the parameters reach, by the start of their name; otherwise the first.
REACHES = {"medical": "medical", "unemployment": "unemployment"}


@cache
def width(uncertainty: Uncertainty, fund: str, figure: str) -> np.ndarray:
    simulation = simulate(
        shipped(CITY), 2048, 3, uncertainty=uncertainty, figures=[figure], funds=[fund]
    )
    band = simulation.funds[fund].bands[figure]
    return band.p95 - band.p05


@pytest.mark.parametrize("name", [name for name, _, _ in declarations(Uncertainty)])
def test_every_parameter_of_uncertainty_moves_an_output(name: str) -> None:
    effect = next(d.effect for n, _, d in declarations(Uncertainty) if n == name)
    fund = REACHES.get(name.partition("_")[0], "enterprise_pension")
    fund = "unemployment" if "unemployment" in name else fund
    figure = effect.output
    before = getattr(Uncertainty(), name)

    less = width(Uncertainty(), fund, figure)
    more = width(uncertainty_with({name: before + effect.nudge}), fund, figure)

    assert np.abs(more - less).max() > 1e-6 * less.max()
    if effect.direction:
        assert more[1:].sum() > less[1:].sum()


def gains(before: Scenario, after: Scenario, fund: str, figure: str) -> np.ndarray:
    """What a reform gains on each draw of persons, over its entry multiple [draw, year 0..T]."""
    only = NOTHING.model_copy(update={"entry_mean_spread": 0.3})
    draws = draw_paths(before.end_year - before.base_year, 8, 1, only)
    assert np.ptp(draws.persons.entry[:, 0]) > 0.7
    found = []
    for number in range(len(draws.persons)):
        one, two = (
            figure_of(project(with_drawn_persons(scenario, draws, number)).funds[fund], figure)
            for scenario in (before, after)
        )
        assert one is not None and two is not None
        found.append((two - one)[:, 0] / draws.persons.entry[number, 0])
    return np.array(found)


def test_the_gain_from_a_group_is_in_proportion_to_its_drawn_entrants() -> None:
    migrants = shipped("migrant-workers.toml")

    joined = gains(shipped(CITY), migrants, "enterprise_pension", "contributors")
    paid = gains(shipped(CITY), migrants, "enterprise_pension", "income")

    assert (joined[:, 20] > 10_000).all()
    np.testing.assert_allclose(joined, joined[:1].repeat(8, axis=0), rtol=1e-9, atol=1e-6)
    # money also holds interest on earlier gains, which is in proportion as well
    np.testing.assert_allclose(paid[:, 10:25], paid[:1, 10:25].repeat(8, axis=0), rtol=0.02)


def test_the_gain_of_a_reform_by_its_entrants_is_as_uncertain_as_they_are() -> None:
    only = NOTHING.model_copy(update={"entry_mean_spread": 0.3})
    city, migrants = shipped(CITY), shipped("migrant-workers.toml")

    risk = simulate_against(
        city, migrants, 64, 1, uncertainty=only, funds=["enterprise_pension"], figures=["balance"]
    )

    band = risk.funds["enterprise_pension"].differences["balance"]
    # from the lowest to the highest of eight draws: 1.5 standard deviations to either side
    assert 0.7 < (band.p95[20] - band.p05[20]) / band.mean[20] < 1.3


def test_new_members_by_expansion_are_drawn_and_members_who_go_are_not() -> None:
    city = reformed(shipped(CITY), {"policy.joint_collection": 0.0})
    path = "funds.maternity.policy.new_insured"

    more = gains(city, reformed(city, {path: 500.0}), "maternity", "contributors")
    fewer = gains(city, reformed(city, {path: -50.0}), "maternity", "contributors")

    assert (more[:, 1] > 100).all()
    np.testing.assert_allclose(more, more[:1].repeat(8, axis=0), rtol=1e-9, atol=1e-6)
    assert np.ptp(fewer[:, 20]) > 0.5 * np.abs(fewer[:, 20]).mean()


def test_medical_costs_and_unemployment_reach_their_own_funds_alone() -> None:
    scenario = shipped(CITY)
    only = NOTHING.model_copy(update={"medical_growth_spread": 0.02})

    simulation = simulate(scenario, 32, 1, uncertainty=only)

    for name, fund in simulation.funds.items():
        band = fund.bands["expenditure"]
        assert bool((band.p95 > band.p05).any()) == (name == "medical")


def test_mortality_reaches_the_members_of_every_fund_that_pays_for_life() -> None:
    only = NOTHING.model_copy(update={"mortality_spread": 0.01})

    simulation = simulate(shipped(CITY), 16, 1, uncertainty=only)

    for name in ("enterprise_pension", "institution_pension", "land_security", "work_injury"):
        band = simulation.funds[name].bands["expenditure"]
        assert band.p95[-1] > 1.01 * band.p05[-1], name


def test_a_fund_with_interest_of_its_own_shares_the_uncertainty_of_interest() -> None:
    path = "funds.unemployment.assumptions.interest"
    scenario = reformed(shipped(CITY), {path: 0.03})
    only = NOTHING.model_copy(update={"interest_spread": 0.01})

    simulation = simulate(
        scenario, 200, 1, uncertainty=only, figures=["interest"], funds=["unemployment"]
    )

    band = simulation.funds["unemployment"].bands["interest"]
    plain = project(scenario).funds["unemployment"].account.income_items["interest"][:, 0]
    assert band.p50[5] == pytest.approx(plain[5], rel=0.1)
    assert band.p95[5] > 1.3 * plain[5]


def test_a_ledger_fund_says_that_only_interest_reaches_it() -> None:
    scenario = read_scenario((ROOT / "tests" / "rigs" / "ledger.toml").read_text())

    fund = simulate(scenario, 32, 1).funds["ledger"]

    assert "only interest" in fund.notes[0].say()
    assert (fund.bands["expenditure"].p95 == fund.bands["expenditure"].p05).all()
    assert fund.bands["balance"].p95[-1] > fund.bands["balance"].p05[-1]


def test_the_watcher_sees_it_through_and_can_stop_it() -> None:
    scenario, seen = shipped(CITY), []

    simulate(scenario, 32, funds=["maternity"], watch=lambda share: seen.append(share) or True)

    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(StoppedError):
        simulate(scenario, 32, funds=["maternity"], watch=lambda share: False)


def test_unknown_figures_and_funds_and_short_draws_are_all_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        simulate(shipped(CITY), draws=draw_paths(10, 5, 1), figures=["balanse"], funds=["pension"])

    said = " ".join(problem.say() for problem in caught.value.problems)
    assert "did you mean balance?" in said
    assert "no fund 'pension'" in said
    assert "end after 10 of 50 years" in said


def test_a_figure_that_no_fund_has_is_refused() -> None:
    with pytest.raises(InputError, match="no fund has 'land_revenue' year by year"):
        simulate(shipped(CITY), 8, figures=["land_revenue"], funds=["unemployment"])


def test_a_simulation_says_the_answer_and_gives_a_tidy_frame() -> None:
    frame = small().to_frame()

    assert "runs dry by 2055 with a chance of" in repr(small().funds["enterprise_pension"])
    assert list(frame.columns) == ["fund", "year", "variable", "statistic", "value"]
    row = frame.query(
        "fund == 'medical' and year == 2030 and variable == 'balance' and statistic == 'p50'"
    )
    assert row["value"].item() == small().funds["medical"].bands["balance"].p50[25]
    shares = frame.query("fund == 'medical' and variable == 'depletion_year'")["value"]
    depletion = small().funds["medical"].depletion
    assert depletion is not None
    assert shares.sum() == pytest.approx(1 - depletion.after_horizon)


def test_the_json_is_the_contract(fundrunway: Callable[..., Spoken]) -> None:
    spoken = fundrunway(
        "simulate",
        SCENARIOS / CITY,
        *("--paths", "64", "--seed", "3", "--format", "json", "--money", "亿元"),
        *("--threshold", "balance<0.5", "--threshold", "6", "--fund", "unemployment"),
    )

    answer = json.loads(spoken.out)
    fund = answer["funds"]["unemployment"]
    assert spoken.status == 0
    assert {"seed": 3, "paths": 64, "method": "pseudo"}.items() <= answer["manifest"].items()
    assert {"year", "p05", "p25", "p50", "p75", "p95", "mean"} <= set(fund["payout_months"])
    keys = ["payout_months<0", "balance<0.5", "payout_months<6"]
    assert list(fund["probability"]) == keys
    same = simulate(
        shipped(CITY), 64, 3, funds=["unemployment"], thresholds=["balance<5e7", "payout_months<6"]
    ).funds["unemployment"]
    assert fund["balance"]["p50"] == (same.bands["balance"].p50 / 1e8).tolist()
    assert fund["probability"]["balance<0.5"] == same.chance("balance<5e7").tolist()
    assert fund["depletion"]["year"] == list(range(2006, 2056))


def test_the_command_line_compares_under_the_same_draws(fundrunway: Callable[..., Spoken]) -> None:
    spoken = fundrunway(
        "simulate",
        SCENARIOS / "deferral.toml",
        *("--baseline", SCENARIOS / CITY, "--paths", "32", "--format", "json"),
        *("--fund", "maternity"),
    )

    risk = json.loads(spoken.out)["risk"]["maternity"]
    assert set(risk) == {"payout_months", "balance", "dry_sooner", "dry_later"}
    assert risk["dry_later"] == 0


def test_a_wrong_uncertainty_on_the_command_line_ends_with_status_2(
    fundrunway: Callable[..., Spoken],
) -> None:
    spoken = fundrunway("simulate", SCENARIOS / CITY, "--set", "wage_spread=0.1")

    assert spoken.status == 2
    assert "did you mean wage_growth_spread?" in spoken.err


def test_the_table_speaks_chinese(fundrunway: Callable[..., Spoken]) -> None:
    spoken = fundrunway(
        "simulate", SCENARIOS / CITY, "--paths", "16", "--fund", "maternity", "--lang", "zh"
    )

    assert "可支付月数" in spoken.out
    assert "生育保险" in spoken.out
    assert "runs dry" not in spoken.out


def test_an_interrupt_ends_a_simulation_with_status_130() -> None:
    def interrupt(share: float) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(shipped(CITY), 16, funds=["maternity"], watch=interrupt)
    with pytest.raises(Exit) as ended, progress_bar(message("simulating"), "en"):
        raise KeyboardInterrupt

    assert ended.value.exit_code == 130
