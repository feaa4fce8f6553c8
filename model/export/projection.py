"""The projection of a scenario: every figure by fund and year, and what a person reads first."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from model.arrays import FloatArray
from model.errors import Problem
from model.export.answer import Answer, Cell, Column, Section, Sentence, Table
from model.funds.kinds import outputs
from model.results.findings import fund_finding
from model.results.frame import fund_columns
from model.results.fund_projection import FundProjection
from model.results.manifest import run_manifest
from model.results.printing import shown, unit_of
from model.results.projection import Projection
from model.version import __version__
from model.words.outputs import Output
from model.words.texts import Language, Text, message
from model.words.units import money_units, unit_label

#: Yearly figures that a person reads, in order.
_YEARLY = (
    "contributors",
    "pensioners",
    "income",
    "expenditure",
    "surplus",
    "balance",
    "payout_months",
)
#: Figures of the whole projection that a person reads, in order.
_SUMMARY = (
    "first_deficit_year",
    "peak_year",
    "depletion_month",
    "lowest_payout_months",
    "financing_gap",
    "financing_gap_present_value",
    "general_average_premium",
    "actuarial_balance",
    "implicit_debt",
)


def projection_answer(
    projection: Projection, money: str | None = None, language: Language = "zh"
) -> Answer:
    """Return a projection as an answer, money in `money` units."""
    unit = money or projection.scenario.money
    return Answer(
        language,
        content=partial(projection_json, projection, unit),
        reading=partial(_reading, projection, unit, language),
        data=partial(_data, projection, unit, language),
        notes=tuple(_notes(projection, language)),
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


def _reading(projection: Projection, money: str, language: Language) -> Sequence[Section]:
    """Return the scenario's name, then each fund: finding, main figures by year, summary."""
    scenario, funds = projection.scenario, projection.funds.values()
    made_with = message(
        "money in {unit}; scenario {digest}, fundrunway {version}",
        unit=unit_label(scenario.currency, money),
        digest=scenario.sha256[:12],
        version=__version__,
    )
    return [
        [
            Sentence(scenario.title.say(language), "strong"),
            Sentence(made_with.say(language), "aside"),
        ],
        *(_fund_section(fund, scenario.currency, money, language) for fund in funds),
    ]


def _fund_section(fund: FundProjection, currency: str, money: str, language: Language) -> Section:
    return [
        Sentence(fund_finding(fund, language), "finding"),
        _yearly_table(fund, currency, money, language),
        _summary_table(fund, currency, money, language),
    ]


def _yearly_table(fund: FundProjection, currency: str, money: str, language: Language) -> Table:
    """Return the main figures by year; the base year stands out, and what is negative."""
    columns = {**fund.series, **fund.indicators}
    names = [name for name in _YEARLY if name in columns]
    size = money_units(currency)[money]

    def cell(name: str, row: int) -> Cell:
        value = float(columns[name][row, 0])
        return Cell(shown(name, value, size, language), "negative" if value < 0 else "")

    return Table(
        [
            Column(message("year").say(language), "year", whole=True),
            *(_column(outputs()[name], currency, money, language) for name in names),
        ],
        [
            [Cell(str(year), "" if row else "strong"), *(cell(name, row) for name in names)]
            for row, year in enumerate(fund.years.tolist())
        ],
    )


def _summary_table(fund: FundProjection, currency: str, money: str, language: Language) -> Table:
    """Return the figures of the whole projection, one a row, those that are defined."""
    size = money_units(currency)[money]
    symbol = unit_label(currency, money).say(language)
    figures = {name: fund.summary[name] for name in _SUMMARY}
    return Table(
        [Column(""), Column("", "figure"), Column("", mark="aside")],
        [
            [
                outputs()[name].label.say(language),
                shown(name, value, size, language),
                symbol if outputs()[name].kind == "money" else "",
            ]
            for name, value in figures.items()
            if value == value
        ],
    )


def _data(projection: Projection, money: str, language: Language) -> Sequence[Table]:
    """Return every figure, a row a fund and year, with what made them in the last columns."""
    currency, size = projection.scenario.currency, money_units(projection.scenario.currency)[money]
    columns = {name: dict(fund_columns(fund)) for name, fund in projection.funds.items()}
    names = [name for name in outputs() if any(name in own for own in columns.values())]
    manifest = run_manifest(projection.scenario)
    listed = {
        fund: {name: _listed(values, outputs()[name], size) for name, values in own.items()}
        for fund, own in columns.items()
    }
    heads = [
        Column(Text("险种", "Fund").say(language)),
        Column(Text("年份", "Year").say(language), "year"),
        *(_column(outputs()[name], currency, money, language) for name in names),
        *(Column(name) for name in manifest),
    ]
    rows = [
        [
            fund.title.say(language),
            year,
            *(listed[key][name][row] if name in listed[key] else None for name in names),
            *manifest.values(),
        ]
        for key, fund in projection.funds.items()
        for row, year in enumerate(fund.years.tolist())
    ]
    return [Table(heads, rows)]


def _column(output: Output, currency: str, money: str, language: Language) -> Column:
    unit = unit_of(output.kind, currency, money).say(language)
    return Column(output.label.say(language), output.kind, unit, whole=True)


def _notes(projection: Projection, language: Language) -> Iterator[str]:
    """Yield what was assumed, derived or held flat."""
    for note in projection.notes:
        yield note.say(language)
    for fund in projection.funds.values():
        for note in fund.notes:
            yield Problem(fund.title.say(language), note).say(language)
