"""What no single section can see: dates against years, rules and sources against funds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from model.errors import Problem, nearest_name
from model.funds import kind_module
from model.parameters.dated import ALWAYS, DatedValue, date_text
from model.parameters.declaration import declaration_of, is_dated, nested_section
from model.parameters.window import Window
from model.scenario.header import LONGEST_HORIZON
from model.scenario.scenario import FUND_SECTIONS, Scenario, levers
from model.scenario.units import money_units
from model.texts import message

if TYPE_CHECKING:
    from model.parameters.declaration import Section
    from model.setting import FundInput


def scenario_problems(scenario: Scenario) -> Iterator[Problem]:
    """Yield every problem of a scenario whose sections are each sound."""
    yield from _header_problems(scenario)
    dates = list(_date_problems(scenario))
    yield from dates
    yield from _source_problems(scenario)
    for fund in scenario.funds.values():
        yield from _rule_problems(fund)
    if dates or any(True for _ in _header_problems(scenario)):
        return  # the funds' own checks need values in every year
    setting = scenario.setting()
    for fund in scenario.funds.values():
        yield from kind_module(fund.kind).problems(fund, setting)


def _header_problems(scenario: Scenario) -> Iterator[Problem]:
    units = money_units(scenario.currency)
    if scenario.money not in units:
        yield Problem(
            "money",
            message(
                "{unit} is not a unit of {currency}",
                unit=repr(scenario.money),
                currency=scenario.currency,
            ),
            nearest_name(scenario.money, tuple(units)),
        )
    if not scenario.base_year < scenario.end_year <= scenario.base_year + LONGEST_HORIZON:
        yield Problem(
            "end_year",
            message(
                "{end} is not between {first} and {last}",
                end=scenario.end_year,
                first=scenario.base_year + 1,
                last=scenario.base_year + LONGEST_HORIZON,
            ),
            message("project {n} years at most", n=LONGEST_HORIZON),
        )


def _date_problems(scenario: Scenario) -> Iterator[Problem]:
    yield from _section_dates(scenario, "assumptions.economy", scenario.economy)
    for fund in scenario.funds.values():
        for name in FUND_SECTIONS:
            yield from _section_dates(scenario, f"{fund.where}.{name}", getattr(fund, name))


def _section_dates(scenario: Scenario, where: str, section: "Section") -> Iterator[Problem]:
    for key, info in type(section).model_fields.items():
        value: Any = getattr(section, key)
        path = f"{where}.{info.alias or key}"
        if isinstance(value, DatedValue) and is_dated(info):
            declaration = declaration_of(info)
            observed = declaration is not None and declaration.observed
            optional = not info.is_required() and info.default is None
            yield from _dates_of(scenario, path, value, observed, optional)
        elif nested_section(info) is not None:
            for window in value:
                if isinstance(window, Window) and window.from_ < (scenario.base_year + 1) * 12:
                    yield Problem(
                        f"{path}.from",
                        message(
                            "{date} lies in or before the base year {year}, which is observed",
                            date=date_text(window.from_),
                            year=scenario.base_year,
                        ),
                        message("start in {year} or later", year=scenario.base_year + 1),
                    )


def _dates_of(
    scenario: Scenario, path: str, value: DatedValue, observed: bool, optional: bool
) -> Iterator[Problem]:
    first = value.months[0]
    if first == ALWAYS:
        return
    if first < scenario.base_year * 12:
        yield Problem(
            f"{path}.{date_text(first)}",
            message("the date is before the base year {year}", year=scenario.base_year),
            message("start with {year}", year=scenario.base_year),
        )
        return
    needed = scenario.base_year + (0 if observed else 1)
    if first > needed * 12 and not optional:
        yield Problem(
            path,
            message("no value before {date}", date=date_text(first)),
            message("add one for {year}", year=needed),
        )


def _source_problems(scenario: Scenario) -> Iterator[Problem]:
    paths = [lever.path for lever in levers(scenario)]
    for path in scenario.sources:
        if path not in paths:
            yield Problem(
                f'sources."{path}"',
                message("the scenario has no such parameter"),
                nearest_name(path, paths) if len(paths) < 500 else None,
            )


def _rule_problems(fund: "FundInput") -> Iterator[Problem]:
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
