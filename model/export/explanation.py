"""What a change is owed to, as JSON and as rows of a CSV, for command line and screen."""

from collections.abc import Iterator, Sequence
from typing import Any

from model.attribute.attribution import Attribution
from model.attribute.contribution import SIDES
from model.attribute.year_drivers import Driver
from model.attribute.year_on_year import YearOnYear
from model.results.figure_text import money_scale, plain_figure
from model.results.manifest import run_manifest
from model.results.printing import shown_as, with_unit
from model.words.texts import Language, message
from model.words.units import money_units

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def attribution_rows(
    made: Sequence[Attribution], money: str | None, language: Language
) -> Iterator[list[Any]]:
    """Yield the rows of the CSV: one a lever, then what the figure was, is, and changed by."""
    heads = (
        message("scenario"),
        message("figure"),
        message("lever"),
        message("label"),
        message("side"),
        message("contribution"),
        message("standard error"),
    )
    yield [head.say(language) for head in heads]
    for one in made:
        scale = money_scale(one.at, one.base, money)
        own = [one.other.title.say(language), one.at.say(language)]
        for part in one.contributions:
            yield [
                *own,
                part.name,
                part.label.say(language),
                SIDES[part.side].say(language),
                part.value / scale,
                part.standard_error / scale,
            ]
        ends = (
            (message("in the baseline"), one.start),
            (message("in the scenario"), one.end),
            (message("change"), one.change),
        )
        for label, value in ends:
            yield [*own, "", label.say(language), "", value / scale, ""]


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
                "label": {tongue: one.label.say(tongue) for tongue in _LANGUAGES},
                "kind": one.kind,
                "before": plain_figure(one.before, driver_scale(found, one, money)),
                "after": plain_figure(one.after, driver_scale(found, one, money)),
            }
            for one in found.drivers
        ],
        "message": found.say(language, money),
    }


def year_on_year_rows(
    made: Sequence[YearOnYear], money: str | None, language: Language
) -> Iterator[list[Any]]:
    """Yield the rows of the CSV: one a driver, then what the figure was, is, and changed by."""
    heads = (
        message("scenario"),
        message("figure"),
        message("driver"),
        message("label"),
        message("year before"),
        message("this year"),
        message("contribution"),
    )
    yield [head.say(language) for head in heads]
    for one in made:
        scale = money_scale(one.at, one.scenario, money)
        own = [one.scenario.title.say(language), one.at.say(language)]
        for part in one.drivers:
            size = driver_scale(one, part, money)
            values = [plain_figure(value, size) for value in (part.before, part.after)]
            cells = ["" if value is None else value for value in values]
            yield [
                *own,
                part.name,
                driver_label(one, part, money, language),
                *cells,
                part.value / scale,
            ]
        ends = [one.start / scale, one.end / scale, one.change / scale]
        yield [*own, "", message("change").say(language), *ends]


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
