"""What no single section can see: dates against years, rules and sources against funds."""

from collections.abc import Iterator
from typing import Any

from model.errors import Problem, nearest_name
from model.funds import kind_module
from model.parameters.dated import ALWAYS, DatedValue, date_text
from model.parameters.declaration import Section, declaration_of, is_dated, nested_section
from model.parameters.window import Window
from model.population import population_problems
from model.scenario.header import LONGEST_HORIZON, Header
from model.scenario.scenario import Scenario, levers, same_setting
from model.scenario.units import money_units
from model.setting import FundInput
from model.texts import message


def scenario_problems(scenario: Scenario, before: Scenario | None = None) -> Iterator[Problem]:
    """Yield what is wrong between the parts of a scenario, each of which is sound.

    The header and the dates have been held against the years before.

    Parameters
    ----------
    before : a sound scenario; funds that both have in the same setting are not looked at again
    """
    if before is None or scenario.sources != before.sources:
        yield from _source_problems(scenario)
    kept = [] if before is None or not same_setting(scenario, before) else before.funds.values()
    funds = [fund for fund in scenario.funds.values() if not any(fund is one for one in kept)]
    for fund in funds:
        yield from _rule_problems(fund)
    structure = list(population_problems(scenario.population, scenario.base_year, scenario.folder))
    yield from structure
    if structure:
        return
    setting = scenario.setting()
    for fund in funds:
        yield from kind_module(fund.kind).problems(fund, setting)


def header_problems(header: Header) -> Iterator[Problem]:
    """Yield what is wrong with the unit of money and the horizon."""
    units = money_units(header.currency)
    if header.money not in units:
        yield Problem(
            "money",
            message(
                "{unit} is not a unit of {currency}",
                unit=repr(header.money),
                currency=header.currency,
            ),
            message("one of {choices}", choices=", ".join(units)),
        )
    first, last = header.base_year + 1, header.base_year + LONGEST_HORIZON
    if not first <= header.end_year <= last:
        yield Problem(
            "end_year",
            message(
                "{end} is not between {first} and {last}",
                end=header.end_year,
                first=first,
                last=last,
            ),
            message("project {n} years at most", n=LONGEST_HORIZON),
        )


def date_problems(base_year: int, where: str, section: Section) -> Iterator[Problem]:
    """Yield the dates of a section that lie before the base year, or leave years empty."""
    for key, info in type(section).model_fields.items():
        value: Any = getattr(section, key)
        path = f"{where}.{info.alias or key}"
        if isinstance(value, DatedValue) and is_dated(info):
            declaration = declaration_of(info)
            observed = declaration is not None and declaration.observed
            optional = not info.is_required() and info.default is None
            yield from _dates_of(base_year, path, value, observed, optional)
        elif nested_section(info) is not None:
            for window in value:
                if isinstance(window, Window) and window.from_ < (base_year + 1) * 12:
                    yield Problem(
                        f"{path}.from",
                        message(
                            "{date} lies in or before the base year {year}, which is observed",
                            date=date_text(window.from_),
                            year=base_year,
                        ),
                        message("start in {year} or later", year=base_year + 1),
                    )


def beyond_horizon(end_year: int, path: str, value: DatedValue) -> Iterator[Problem]:
    """Yield a reform that starts after the projection has ended."""
    first = value.months[0]
    if first >= (end_year + 1) * 12:
        yield Problem(
            f"{path}.{date_text(first)}",
            message("the date is after the end year {year} and has no effect", year=end_year),
            message("project further, or leave the date out"),
        )


def _dates_of(
    base_year: int, path: str, value: DatedValue, observed: bool, optional: bool
) -> Iterator[Problem]:
    first = value.months[0]
    if first == ALWAYS:
        return
    if first < base_year * 12:
        yield Problem(
            f"{path}.{date_text(first)}",
            message("the date is before the base year {year}", year=base_year),
            message("start with {year}", year=base_year),
        )
        return
    needed = base_year + (0 if observed else 1)
    if first > needed * 12 and not optional:
        yield Problem(
            path,
            message("no value before {date}", date=date_text(first)),
            message("add one for {year}", year=needed),
        )


def _source_problems(scenario: Scenario) -> Iterator[Problem]:
    paths = [lever.path for lever in levers(scenario)]
    tables = {path[:dot] for path in paths for dot, sign in enumerate(path) if sign == "."}
    for path in scenario.sources:
        if path not in paths and path not in tables:
            yield Problem(
                f'sources."{path}"',
                message("the scenario has no such parameter"),
                nearest_name(path, paths) if len(paths) < 500 else None,
            )


def _rule_problems(fund: FundInput) -> Iterator[Problem]:
    targets = kind_module(fund.kind).RULE_TARGETS
    for number, rule in enumerate(fund.rules):
        where = f"{fund.where}.rules[{number}]"
        if rule.acts_on not in targets:
            yield Problem(
                f"{where}.acts_on",
                message("a rule cannot act on {name}", name=repr(rule.acts_on)),
                message("one of {choices}", choices=", ".join(targets)),
            )
        if rule.at_least is None and rule.below is None:
            yield Problem(
                where,
                message("the rule has no threshold"),
                message("give at_least, below, or both"),
            )
