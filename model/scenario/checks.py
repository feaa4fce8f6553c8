"""What no single section can see: dates against years, rules and sources against funds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic.fields import FieldInfo

from model.errors import InputError, Problem, nearest_paths
from model.funds.kinds import kinds
from model.parameters.dated import ALWAYS, DatedValue, date_text
from model.parameters.declaration import Section, declaration_of, is_dated, nested_section
from model.parameters.rules import Rule
from model.parameters.window import Window, read_month
from model.people.population import population_problems
from model.scenario.header import LONGEST_HORIZON, Header
from model.scenario.misplaced_keys import declared_paths
from model.scenario.scenario import Scenario, same_setting
from model.words.texts import message
from model.words.units import money_units

_INDEX = re.compile(r"\[\d+\]")


def scenario_problems(scenario: Scenario, before: Scenario | None = None) -> Iterator[Problem]:
    """Yield what is wrong between the parts of a scenario, each of which is sound.

    The header and the dates have been held against the years before.

    Parameters
    ----------
    before : a sound scenario; funds that both have in the same setting are not looked at again
    """
    if before is None or scenario.sources != before.sources:
        kind_of = {name: fund.kind for name, fund in scenario.funds.items()}
        groups = {name: tuple(fund.groups) for name, fund in scenario.funds.items()}
        yield from source_problems(scenario.sources, tuple(declared_paths(kind_of, groups)))
    yield from fund_problems(scenario, before)


def fund_problems(scenario: Scenario, before: Scenario | None = None) -> Iterator[Problem]:
    """Yield what is wrong within the funds of a scenario and the population behind them."""
    kept = [] if before is None or not same_setting(scenario, before) else before.funds.values()
    funds = [fund for fund in scenario.funds.values() if not any(fund is one for one in kept)]
    for fund in funds:
        yield from rule_problems(fund.kind, fund.where, fund.rules)
    structure = list(population_problems(scenario.population, scenario.base_year, scenario.folder))
    yield from structure
    if structure:
        return
    setting = scenario.setting()
    for fund in funds:
        yield from kinds()[fund.kind].problems(fund, setting)


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
        path = f"{where}.{info.alias or key}"
        yield from field_date_problems(base_year, path, info, getattr(section, key))


def field_date_problems(
    base_year: int, path: str, info: FieldInfo, value: Any
) -> Iterator[Problem]:
    """Yield the dates of one key that lie before the base year, or leave years empty."""
    inner = nested_section(info)
    if isinstance(value, DatedValue) and is_dated(info):
        declaration = declaration_of(info)
        observed = declaration is not None and declaration.observed
        optional = not info.is_required() and info.default is None
        yield from _dates_of(base_year, path, value, observed, optional)
    elif inner is not None and issubclass(inner, Window):
        for number, window in enumerate(value):
            start = _start(window)
            if start is not None and start < (base_year + 1) * 12:
                place = f"{path}[{number}]" if len(value) > 1 else path
                yield Problem(
                    f"{place}.from",
                    message(
                        "{date} lies in or before the base year {year}, which is observed",
                        date=date_text(start),
                        year=base_year,
                    ),
                    message("start in {year} or later", year=base_year + 1),
                )


def _start(window: Any) -> int | None:
    """Return the first month of a measure, or of its table in a file where that can be read."""
    if isinstance(window, Window):
        return window.from_
    try:
        return read_month(window["from"]) if isinstance(window, Mapping) else None
    except (InputError, KeyError):
        return None


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


def source_problems(sources: Iterable[str], paths: Sequence[str]) -> Iterator[Problem]:
    """Yield the sources that name no parameter or table of `paths`.

    A list without a table in it has its source all the same: a reform may have emptied it.
    """
    tables = {path[:dot] for path in paths for dot, sign in enumerate(path) if sign == "."}
    known = {*paths, *tables}
    for path in sources:
        if _INDEX.sub("", path) not in known:
            near = nearest_paths(path, paths)
            yield Problem(
                f'sources."{path}"',
                message("the scenario has no such parameter"),
                message("did you mean {name}?", name=near[0])
                if near
                else message("fundrunway params lists them all"),
            )


def rule_problems(
    kind: str, where: str, rules: Iterable[Rule | Mapping[str, Any]]
) -> Iterator[Problem]:
    """Yield the rules of a fund that act on nothing it has, or never; as read, or as in a file."""
    targets = kinds()[kind].rule_targets
    for number, rule in enumerate(rules):
        place = f"{where}.rules[{number}]"
        if not isinstance(rule, Rule | Mapping):
            continue
        given = rule if isinstance(rule, Mapping) else rule.model_dump()
        acts_on = given.get("acts_on")
        if isinstance(acts_on, str) and acts_on not in targets:
            yield Problem(
                f"{place}.acts_on",
                message("a rule cannot act on {name}", name=repr(acts_on)),
                message("one of {choices}", choices=", ".join(targets)),
            )
        if given.get("at_least") is None and given.get("below") is None:
            yield Problem(
                place,
                message("the rule has no threshold"),
                message("give at_least, below, or both"),
            )
