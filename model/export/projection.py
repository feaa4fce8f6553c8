"""A projection as JSON, as a tidy frame, and as rows for tables: one source for all outputs.

Money is in the unit asked for; NaN and infinity become null in JSON.
"""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from model.arrays import FloatArray
from model.funds.kinds import outputs
from model.results.frame import fund_columns
from model.results.fund_projection import FundProjection
from model.results.manifest import run_manifest
from model.results.printing import column_label
from model.results.projection import Projection
from model.words.outputs import Output
from model.words.texts import Language, Text
from model.words.units import money_units

if TYPE_CHECKING:
    pass


#: Columns of the printed table, in order.
TABLE_COLUMNS = (
    "contributors",
    "pensioners",
    "income",
    "expenditure",
    "surplus",
    "balance",
    "payout_months",
)


def projection_json(projection: Projection, money: str | None = None) -> dict[str, Any]:
    """Return the JSON of `project` (docs/command-line.md), money in `money` units."""
    scenario = projection.scenario
    unit_name = money or scenario.money
    unit = money_units(scenario.currency)[unit_name]
    years = projection.years.tolist()
    return {
        "manifest": run_manifest(scenario),
        "title": {"zh": scenario.title.zh, "en": scenario.title.en},
        "base_year": scenario.base_year,
        "currency": scenario.currency,
        "money": unit_name,
        "notes": [note.say() for note in projection.notes],
        "funds": {name: _fund_json(fund, unit) for name, fund in projection.funds.items()},
        "total": {
            "year": years,
            **{
                name: _listed(values, outputs()[name], unit)
                for name, values in projection.total.items()
            },
        },
    }


def _fund_json(fund: FundProjection, unit: float) -> dict[str, Any]:
    def listed(group: Mapping[str, FloatArray]) -> dict[str, list[float | None]]:
        return {name: _listed(values, outputs()[name], unit) for name, values in group.items()}

    return {
        "kind": fund.fund.kind,
        "title": {"zh": fund.title.zh, "en": fund.title.en},
        "year": fund.years.tolist(),
        **listed(fund.series),
        "payout_months": _listed(
            fund.indicators["payout_months"], outputs()["payout_months"], unit
        ),
        "income_items": listed(fund.account.income_items),
        "expenditure_items": listed(fund.account.expenditure_items),
        "indicators": listed(fund.indicators),
        "summary": {
            name: _figure(value, outputs()[name], unit) for name, value in fund.summary.items()
        },
        "notes": [note.say() for note in fund.notes],
    }


def _listed(values: FloatArray, output: Output, unit: float) -> list[float | None]:
    return [_figure(value, output, unit) for value in values[:, 0].tolist()]


def _figure(value: Any, output: Output, unit: float) -> Any:
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return None
    return value / unit if output.kind == "money" else value


def wide_rows(
    projection: Projection, money: str | None = None, language: Language = "zh"
) -> Iterator[list[Any]]:
    """Yield the rows of the CSV: a header of labels with units, then a row a fund and year."""
    scenario = projection.scenario
    unit_name = money or scenario.money
    unit = money_units(scenario.currency)[unit_name]
    columns = {name: dict(fund_columns(fund)) for name, fund in projection.funds.items()}
    names = [name for name in outputs() if any(name in own for own in columns.values())]
    manifest = run_manifest(scenario)
    head = [Text("险种", "Fund"), Text("年份", "Year")]
    yield [
        *(label.say(language) for label in head),
        *(column_label(name, scenario.currency, unit_name, language) for name in names),
        *manifest,
    ]
    for name, fund in projection.funds.items():
        for row, year in enumerate(fund.years.tolist()):
            yield [
                fund.title.say(language),
                year,
                *(_cell(columns[name], column, row, unit) for column in names),
                *manifest.values(),
            ]


def _cell(columns: Mapping[str, FloatArray], name: str, row: int, unit: float) -> Any:
    if name not in columns:
        return ""
    figure = _figure(float(columns[name][row, 0]), outputs()[name], unit)
    return "" if figure is None else repr(figure)
