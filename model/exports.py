"""A projection as JSON, as a tidy frame, and as rows for tables: one source for all outputs.

Money is in the unit asked for; NaN and infinity become null in JSON.
"""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from model.arrays import FloatArray
from model.funds import outputs
from model.names import Output
from model.projection import FundProjection, Projection
from model.scenario.scenario import Scenario
from model.scenario.units import money_units, unit_label
from model.tables import tables_digest
from model.texts import Language, Message, Text
from model.version import COMPARABLE_SINCE, __version__

if TYPE_CHECKING:
    import pandas as pd


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
_DIGITS = {"money": 0, "persons": 0, "per_head": 0, "months": 1, "share": 4, "ratio": 3}


def run_manifest(scenario: Scenario) -> dict[str, str]:
    """Return what stands on every output: program, version, digests of scenario and tables."""
    return {
        "program": "fundrunway",
        "version": __version__,
        "comparable_since": COMPARABLE_SINCE,
        "scenario_sha256": scenario.sha256,
        "tables_sha256": tables_digest(),
    }


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


def fund_columns(fund: FundProjection) -> Iterator[tuple[str, FloatArray]]:
    """Yield every yearly column of a fund once, in the order of the declarations."""
    groups = {
        **fund.indicators,
        **fund.account.expenditure_items,
        **fund.account.income_items,
        **fund.series,
    }
    for name in outputs():
        if name in groups:
            yield name, groups[name]


def tidy_frame(projection: Projection) -> "pd.DataFrame":
    """Return the first path in long form: fund, year, variable, value, unit; money in yuan."""
    import pandas as pd

    frames = []
    for fund in projection.funds.values():
        for name, values in fund_columns(fund):
            frames.append(
                pd.DataFrame(
                    {
                        "fund": fund.name,
                        "year": fund.years,
                        "variable": name,
                        "value": values[:, 0],
                        "unit": _unit_name(outputs()[name], projection.scenario.currency),
                    }
                )
            )
    return pd.concat(frames, ignore_index=True)


def _unit_name(output: Output, currency: str) -> str:
    return currency if output.kind in ("money", "per_head") else output.kind


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


def column_label(name: str, currency: str, unit: str, language: Language) -> str:
    """Return the label of an output with its unit, "收入（万元）"."""
    output = outputs()[name]
    return with_unit(output.label, output.kind, currency, unit, language)


def with_unit(
    label: Text | Message, kind: str, currency: str, unit: str, language: Language
) -> str:
    """Return a label with what figures of a kind are counted in, money in `unit`."""
    symbol = {
        "money": unit_label(currency, unit),
        "persons": Text("人", "persons"),
        "per_head": Text(
            "元" if currency == "CNY" else currency, "yuan" if currency == "CNY" else currency
        ),
        "months": Text("个月", "months"),
        "share": Text("", ""),
        "ratio": Text("", ""),
        "year": Text("", ""),
        "date": Text("", ""),
    }[kind].say(language)
    said = label.say(language)
    if not symbol:
        return said
    return f"{said}（{symbol}）" if language == "zh" else f"{said} ({symbol})"


def shown(name: str, value: float | str | int | None, unit: float, language: Language) -> str:
    """Return one figure as it is printed: thousands separated, percent for shares."""
    return shown_as(outputs()[name].kind, value, unit, language)


def shown_as(kind: str, value: float | str | int | None, unit: float, language: Language) -> str:
    """Return one figure of a kind as it is printed, money in units of `unit` yuan."""
    if value is None:
        return {"zh": "测算期之后", "en": "after the horizon"}[language]
    if not isinstance(value, float):
        return str(value)
    if not math.isfinite(value):
        return "—"
    if kind == "share":
        return f"{value:.2%}"
    scaled = value / unit if kind == "money" else value
    digits = _DIGITS.get(kind, 0)
    if kind == "money" and unit > 1e5:  # large units need decimals: 4.06 亿元
        digits = 2 if unit > 1e7 else 1
    text = f"{scaled:,.{digits}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text
