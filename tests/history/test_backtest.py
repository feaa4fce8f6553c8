"""Backtests: nothing later is known, scores count what may count, and what was measured holds."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from model import Backtest, InputError, backtest, backtest_json, load_scenario
from model.backtesting.naive import naive_forecasts
from model.backtesting.vintage import Factors, Given, vintage
from model.history.reading import read_history
from model.history.record import History
from tests.conftest import SCENARIOS, Spoken
from tests.history.worlds import VARIABLES, place, steady

NATIONAL = SCENARIOS / "national-2021.toml"
HISTORY = SCENARIOS / "national-history.csv"
#: What was measured: mean absolute errors by variable and horizon, and how near they must stay.
MEASURED = json.loads((Path(__file__).parent / "national_backtest.json").read_text())
YEARS = range(2004, 2016)


@cache
def national_history() -> History:
    scenario = load_scenario(NATIONAL)
    titles = {name: fund.title for name, fund in scenario.funds.items()}
    return read_history(HISTORY, titles, scenario.currency, scenario.money)


@cache
def national(given: Given) -> Backtest:
    return backtest(load_scenario(NATIONAL), national_history(), range(2005, 2019), given)


@pytest.mark.parametrize("given", ["economy", "nothing"])
def test_the_national_errors_are_those_that_were_measured(given: Given) -> None:
    found = {(one.variable, one.horizon): one for one in national(given).scores}

    for row in MEASURED[given]:
        score = found[row["variable"], row["horizon"]]
        assert score.n == row["n"]
        assert score.mae == pytest.approx(row["mae"], rel=1e-3, abs=1e-4)
        assert score.bias == pytest.approx(row["bias"], rel=1e-3, abs=1e-4)


def test_payout_months_beat_growth_carried_on_where_nothing_is_given() -> None:
    found = {
        one.horizon: one for one in national("nothing").scores if one.variable == "payout_months"
    }

    for horizon in (5, 10):
        score = found[horizon]
        rules = [score.naive[name] for name in ("last_growth", "three_year_growth")]
        assert all(score.mae < rule for rule in rules if np.isfinite(rule))


def test_unverified_years_and_other_scopes_stand_apart() -> None:
    found = national("economy")
    run = next(run for run in found.runs if run.origin == 2008 and run.variable == "pensioners")
    counts = dict(zip(run.years.tolist(), run.counts.tolist(), strict=True))

    assert not counts[2009]  # workers and retirees of 2009 were not seen published
    assert counts[2010]
    assert counts[2015]
    assert not counts[2016]  # institutions join
    assert found.apart


def test_nothing_later_is_known() -> None:
    scenario, history = place(), steady(YEARS)
    nothing = Factors.of("nothing")
    made = [
        vintage(scenario, "pension", known, 2009, 2014, nothing).scenario
        for known in (history, history.until(2009))
    ]

    assert made[0] is not None
    assert made[1] is not None
    assert made[0].funds["pension"].reported == made[1].funds["pension"].reported
    assert made[0].funds["pension"].policy == made[1].funds["pension"].policy
    assert made[0].funds["pension"].assumptions == made[1].funds["pension"].assumptions
    assert made[0].economy == made[1].economy


def test_members_come_out_as_they_turned_out_where_the_economy_is_given() -> None:
    found = backtest(place(), steady(YEARS), [2006], "economy")
    insured = next(run for run in found.runs if run.variable == "insured")

    assert insured.errors[1] == pytest.approx(0.0, abs=0.002)
    assert insured.errors[5] == pytest.approx(0.0, abs=0.02)


def test_a_steady_world_is_projected_nearly_right() -> None:
    found = backtest(place(), steady(YEARS))
    errors = {(one.variable, one.horizon): one.mae for one in found.scores}

    assert errors["pensioners", 1] < 0.005
    assert errors["pensioners", 3] < 0.02
    assert errors["expenditure", 1] < 0.015
    assert errors["expenditure", 3] < 0.04


@pytest.mark.parametrize(
    "history",
    [
        steady(range(2007, 2010)),
        steady(YEARS, retirees=-0.02, active=-0.05),
        steady(YEARS, retirees=0.2, active=0.15),
        steady([year for year in YEARS if year % 3]),
        steady(YEARS, variables=[name for name in VARIABLES if name != "average_wage"]),
        steady(YEARS, variables=("pensioners", "insured", "income", "expenditure", "balance")),
        steady(YEARS, scope=(2010,)),
    ],
    ids=["short", "shrinking", "growing fast", "gaps", "no wages", "account only", "scope"],
)
@pytest.mark.parametrize("given", ["economy", "nothing"])
def test_every_history_with_an_account_gives_whole_runs(history: History, given: Given) -> None:
    found = backtest(place(), history, given=given)

    assert found.origins
    assert all(np.isfinite(run.projected).all() for run in found.runs)
    json.dumps(backtest_json(found), allow_nan=False)


def test_a_history_without_an_account_says_what_is_missing() -> None:
    with pytest.raises(InputError, match="insured, income, expenditure, balance missing"):
        backtest(place(), steady(YEARS, variables=("pensioners",)))
    with pytest.raises(InputError, match="names no history"):
        backtest(place())


def test_causes_sum_to_the_error_of_the_balance() -> None:
    found = national("economy")
    balances = {
        (run.origin, int(year)): float(projected - published)
        for run in found.runs
        if run.variable == "balance"
        for year, projected, published in zip(run.years, run.projected, run.published, strict=True)
    }

    assert found.causes
    for one in found.causes:
        error = balances[one.origin, one.year]
        assert sum(one.rows.values()) == pytest.approx(error, rel=1e-6, abs=1e6)


def test_naive_rules_are_what_they_are_called() -> None:
    figures = {
        ("balance", 2008): 90.0,
        ("balance", 2007): 60.0,
        ("expenditure", 2008): 60.0,
        ("expenditure", 2007): 50.0,
        ("income", 2008): 90.0,
        ("payout_months", 2008): 18.0,
        ("payout_months", 2007): 14.4,
    }

    def seen(variable: str, year: int) -> float:
        return figures.get((variable, year), float("nan"))

    months = naive_forecasts(seen, "payout_months", 2008, 2)
    assert months["unchanged"] == pytest.approx(12 * 150 / 60)
    assert months["unchanged_months"] == 18
    assert months["last_growth"] == pytest.approx(18 * 1.25**2)
    assert np.isnan(months["three_year_growth"])
    assert naive_forecasts(seen, "expenditure", 2008, 1)["unchanged"] == 60


def test_the_verb_prints_the_contract(fundrunway, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "answer.json"
    spoken: Spoken = fundrunway(
        *("backtest", NATIONAL, "--history", HISTORY, "--origins", "2010-2011"),
        *("--given", "nothing", "-o", target),
    )
    answer = json.loads(target.read_text())

    assert spoken.status == 0
    assert answer["origins"] == [2010, 2011]
    assert answer["given"] == "nothing"
    assert {"manifest", "scores", "adjusted", "coverage", "causes", "runs"} <= set(answer)
    assert set(answer["scores"][0]["naive"]) == {
        *("unchanged", "unchanged_months", "last_growth", "three_year_growth")
    }
    run = answer["runs"][0]
    assert len(run["year"]) == len(run["projected"]) == len(run["published"]) == len(run["low"])
    table = fundrunway("backtest", NATIONAL, "--history", HISTORY, "--origins", "2012")
    assert "mean absolute error" in table.out
    assert fundrunway("backtest", NATIONAL, "--origins", "2012").status == 2
    wrong = fundrunway("backtest", NATIONAL, "--history", HISTORY, "--origins", "last year")
    assert wrong.status == 2
