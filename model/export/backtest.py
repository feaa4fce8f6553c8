"""How well the model would have done: scores, coverage, causes and runs as an answer."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from model.backtesting.backtest import Backtest
from model.backtesting.runs import DIFFERENCES, Run
from model.backtesting.scores import Score
from model.export.answer import Answer, Column, Section, Sentence, Table
from model.funds.kinds import outputs
from model.results.manifest import run_manifest
from model.words.texts import Language, message
from model.words.units import money_units

#: Horizons of the table to read; all of them are in the data and the JSON.
_HORIZONS = (1, 2, 3, 5, 10)


def backtest_answer(found: Backtest, money: str | None = None, language: Language = "en") -> Answer:
    """Return a backtest as an answer, money in `money` units."""
    return Answer(
        language,
        content=partial(backtest_json, found, money),
        reading=partial(_reading, found, language),
        data=lambda: [_score_data(found)],
    )


def _reading(found: Backtest, language: Language) -> Sequence[Section]:
    years = ", ".join(map(str, found.origins))
    title = (
        message("origins {years}, the economy as it turned out", years=years)
        if found.given == "economy"
        else message("origins {years}, nothing given of later years", years=years)
    )
    left_out: list[Sentence | Table] = [
        Sentence(
            message(
                "{year} is left out: {names} missing",
                year=one.origin,
                names=", ".join(one.missing),
            ).say(language),
            "aside",
        )
        for one in found.vintages
        if one.scenario is None
    ]
    parts: list[Sentence | Table] = [
        Sentence(title.say(language), "finding"),
        *left_out,
        _score_table(found.scores, language),
    ]
    if not found.apart:
        return [parts]
    apart = message("apart: figures that nobody has seen published, or after a change of scope")
    return [parts, [Sentence(apart.say(language), "aside"), _score_table(found.apart, language)]]


def _score_table(scores: Sequence[Score], language: Language) -> Table:
    heads = (
        message("figure"),
        message("after years"),
        message("number"),
        message("mean error"),
        message("mean absolute error"),
        message("best naive rule"),
    )
    rows = []
    for one in scores:
        if one.horizon in _HORIZONS:
            best = min((value for value in one.naive.values() if value == value), default=None)
            errors = (one.bias, one.mae, best)
            rows.append(
                (
                    outputs()[one.variable].label.say(language),
                    str(one.horizon),
                    str(one.n),
                    *("" if it is None else _error(one, it, language) for it in errors),
                )
            )
    columns = [
        Column(head.say(language), "figure" if n else "text") for n, head in enumerate(heads)
    ]
    return Table(columns, rows)


def _error(score: Score, value: float, language: Language) -> str:
    if score.variable in DIFFERENCES:
        return message("{months} months", months=f"{value:.1f}").say(language)
    return f"{value:.1%}"


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


def _score_data(found: Backtest) -> Table:
    """Return the scores in the long form, a row a naive rule."""
    words, figures = ("fund", "variable"), ("horizon", "n", "bias", "mae", "median")
    columns = [
        *(Column(name) for name in words),
        *(Column(name, "figure") for name in figures),
        *(Column(name) for name in ("counted", "rule")),
        Column("naive_mae", "figure"),
    ]
    return Table(columns, list(_score_rows(found)))


def _score_rows(found: Backtest) -> Iterator[Sequence[Any]]:
    for counted, group in ((True, found.scores), (False, found.apart)):
        for one in group:
            for rule, missed in one.naive.items():
                yield (
                    *(one.fund, one.variable, one.horizon, one.n),
                    *(one.bias, one.mae, one.median),
                    *(counted, rule, _number(missed)),
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
