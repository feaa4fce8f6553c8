"""Why a figure differs from the year before, driver by driver, for command line and screen."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from model.attribute.year_drivers import Driver
from model.attribute.year_on_year import YearOnYear
from model.export.answer import Answer, Cell, Column, Section, Sentence, Table, Value, one_or_list
from model.results.figure_text import money_scale, plain_figure
from model.results.manifest import run_manifest
from model.results.printing import shown_as, with_unit
from model.words.texts import LANGUAGES, Language, message
from model.words.units import money_units


def year_on_year_answer(
    made: Sequence[YearOnYear], money: str | None = None, language: Language = "en"
) -> Answer:
    """Return why figures differ from the year before as one answer, money in `money` units."""
    return Answer(
        language,
        content=lambda: one_or_list([year_on_year_json(one, money, language) for one in made]),
        reading=partial(_reading, made, money, language),
        data=lambda: [_data(made, money, language)],
    )


def year_on_year_rows(
    made: Sequence[YearOnYear], money: str | None, language: Language
) -> Iterator[list[Value]]:
    """Yield the rows of the CSV, headings first."""
    return _data(made, money, language).lines(language)


def year_on_year_json(
    found: YearOnYear, money: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """Return the JSON of `project --explain`, money in `money` units."""
    scenario, scale = found.scenario, money_scale(found.at, found.scenario, money)
    return {
        "manifest": run_manifest(scenario),
        "indicator": str(found.at),
        "fund": found.at.fund,
        "year": found.at.first_year,
        "currency": scenario.currency,
        "money": money or scenario.money,
        "from": found.start / scale,
        "to": found.end / scale,
        "change": found.change / scale,
        "contributions": {one.name: one.value / scale for one in found.drivers},
        "drivers": [
            {
                "name": one.name,
                "label": {one_of: one.label.say(one_of) for one_of in LANGUAGES},
                "kind": one.kind,
                "before": plain_figure(one.before, driver_scale(found, one, money)),
                "after": plain_figure(one.after, driver_scale(found, one, money)),
            }
            for one in found.drivers
        ],
        "message": found.say(language, money),
    }


def _reading(
    made: Sequence[YearOnYear], money: str | None, language: Language
) -> Sequence[Section]:
    """Return each finding with its drivers, those that did most first."""
    parts: list[Sentence | Table] = []
    for one in made:
        parts.append(Sentence(one.say(language, money), "finding"))
        parts.append(_driver_table(one, money, language))
    return [parts]


def _driver_table(one: YearOnYear, money: str | None, language: Language) -> Table:
    rows: list[list[str | Cell]] = [
        [
            f"{driver_label(one, driver, money, language)}\n{driver.name}",
            driver_text(one, driver, driver.before, money, language),
            driver_text(one, driver, driver.after, money, language),
            one.text(driver.value, language, money=money),
        ]
        for driver in sorted(one.drivers, key=lambda driver: -abs(driver.value))
    ]
    ends = [one.text(value, language, False, money) for value in (one.start, one.end)]
    change = Cell(message("change").say(language), "strong")
    rows.append([change, *ends, one.text(one.change, language, money=money)])
    year = one.at.first_year
    return Table(
        [
            Column(message("driver").say(language)),
            Column(str(year - 1), "figure", whole=True),
            Column(str(year), "figure", whole=True),
            Column(message("contribution").say(language), "figure", whole=True),
        ],
        rows,
    )


def _data(made: Sequence[YearOnYear], money: str | None, language: Language) -> Table:
    """Return a row a driver, then what the figure was, is, and changed by."""
    heads = (message("scenario"), message("figure"), message("driver"), message("label"))
    figures = (message("year before"), message("this year"), message("contribution"))
    rows: list[list[Value]] = []
    for one in made:
        scale = money_scale(one.at, one.scenario, money)
        own = [one.scenario.title.say(language), one.at.say(language)]
        for part in one.drivers:
            size = driver_scale(one, part, money)
            label = driver_label(one, part, money, language)
            values = [plain_figure(value, size) for value in (part.before, part.after)]
            rows.append([*own, part.name, label, *values, part.value / scale])
        ends = [one.start / scale, one.end / scale, one.change / scale]
        rows.append([*own, "", message("change").say(language), *ends])
    return Table(
        [
            *(Column(head.say(language)) for head in heads),
            *(Column(head.say(language), "figure") for head in figures),
        ],
        rows,
    )


def driver_scale(found: YearOnYear, driver: Driver, money: str | None) -> float:
    """Return the yuan per unit in which a driver's own values are given; 1 for no money."""
    scenario = found.scenario
    units = money_units(scenario.currency)
    return units[money or scenario.money] if driver.kind == "money" else 1.0


def driver_label(found: YearOnYear, driver: Driver, money: str | None, language: Language) -> str:
    """Return what a driver is called, with what its values are counted in."""
    scenario = found.scenario
    return with_unit(
        driver.label, driver.kind, scenario.currency, money or scenario.money, language
    )


def driver_text(
    found: YearOnYear, driver: Driver, value: float, money: str | None, language: Language
) -> str:
    """Return a value of a driver as it is printed."""
    return shown_as(driver.kind, value, driver_scale(found, driver, money), language)
