"""The JSON of `backtest` (docs/command-line.md): scores, coverage, causes and runs."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from model.backtesting.backtest import Backtest
from model.backtesting.runs import Run
from model.backtesting.scores import Score
from model.funds.kinds import outputs
from model.results.manifest import run_manifest
from model.words.units import money_units


def backtest_json(found: Backtest, money: str | None = None) -> dict[str, Any]:
    """Return a backtest; errors are shares, of payout months differences; money in its unit."""
    scenario = found.scenario
    name = money or scenario.money
    unit = money_units(scenario.currency)[name]
    return {
        "manifest": {**run_manifest(scenario), "history_sha256": found.history.sha256},
        "given": found.given,
        "money": name,
        "origins": list(found.origins),
        "skipped": [
            {"origin": one.origin, "missing": list(one.missing)}
            for one in found.vintages
            if one.scenario is None
        ],
        "scores": [_score(one) for one in found.scores],
        "apart": [_score(one) for one in found.apart],
        "adjusted": False,
        "coverage": [
            {
                "fund": one.fund,
                "variable": one.variable,
                "level": one.level,
                "inside": one.inside,
                "n": one.n,
                "interval": list(one.interval),
            }
            for one in found.coverage
        ],
        "causes": [
            {
                "fund": one.fund,
                "origin": one.origin,
                "year": one.year,
                "rows": [
                    {"cause": cause, "effect": effect / unit} for cause, effect in one.rows.items()
                ],
            }
            for one in found.causes
        ],
        "runs": [_run(run, unit) for run in found.runs],
    }


def score_rows(found: Backtest) -> Iterator[Sequence[Any]]:
    """Yield the scores as a table in the long form, the head first."""
    yield (
        "fund",
        "variable",
        "horizon",
        "counted",
        "n",
        "bias",
        "mae",
        "median",
        "rule",
        "naive_mae",
    )
    for counted, group in ((True, found.scores), (False, found.apart)):
        for one in group:
            for rule, missed in one.naive.items():
                figures = (one.bias, one.mae, one.median)
                yield (
                    *(one.fund, one.variable, one.horizon, counted, one.n),
                    *figures,
                    rule,
                    _number(missed),
                )


def _score(one: Score) -> dict[str, Any]:
    return {
        "fund": one.fund,
        "variable": one.variable,
        "horizon": one.horizon,
        "n": one.n,
        "bias": one.bias,
        "mae": one.mae,
        "median": one.median,
        "naive": {rule: _number(missed) for rule, missed in one.naive.items()},
    }


def _run(run: Run, money_unit: float) -> dict[str, Any]:
    kind = outputs()[run.variable].kind
    unit = money_unit if kind == "money" else 1.0
    return {
        "origin": run.origin,
        "fund": run.fund,
        "variable": run.variable,
        "year": run.years.tolist(),
        "projected": _numbers(run.projected, unit),
        "low": _numbers(run.low, unit),
        "high": _numbers(run.high, unit),
        "published": _numbers(run.published, unit),
        "counted": run.counts.tolist(),
    }


def _numbers(values: Iterable[float], unit: float) -> list[float | None]:
    return [_number(float(value) / unit) for value in values]


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
