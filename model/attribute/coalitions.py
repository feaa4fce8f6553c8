"""Which levers differ between two scenarios, and scenarios that take some of them over."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Literal

from model.errors import InputError, Problem
from model.funds.kinds import kinds
from model.funds.pension_engine.prepared import LEDGER_LEVERS, MONEY_LEVERS
from model.funds.setting import AnyFund
from model.parameters.declaration import Parameter, Section, declaration_of
from model.scenario.scenario import (
    SHARED_SECTIONS,
    Scenario,
    shared_section,
)
from model.words.texts import Message, Text, message

#: What a lever is: set by a government, done by the world, or observed in the base year.
Side = Literal["policy", "assumptions", "reported"]
_SIDES: Mapping[str, Side] = {"policy": "policy", "assumptions": "assumptions"}


@dataclass(frozen=True)
class ChangedLever:
    """One thing that differs between two scenarios.

    Attributes
    ----------
    path : in a file; a table's where it is taken over as a whole
    label : what it is called
    side : policy, assumptions or the reported base year
    fund : the only fund it acts on; None where it may act on all
    quick : it moves money only, so that persons are not projected again
    taken_over : returns a scenario with it as in the other scenario
    """

    path: str
    label: Text | Message
    side: Side
    fund: str | None
    quick: bool
    taken_over: Callable[[Scenario], Scenario]


def changed_levers(base: Scenario, other: Scenario) -> tuple[ChangedLever, ...]:
    """Return what differs, in the order of the files.

    A lever is a line of a file. Taken over as a whole, because their parts mean nothing alone: the
    reported figures of a fund (they confirm each other), its rules, a measure between two dates, a
    group of workers or a fund that only one scenario has.
    """
    names = dict.fromkeys((*base.funds, *other.funds))
    return (
        *(lever for path in SHARED_SECTIONS for lever in _shared_levers(path, base, other)),
        *(lever for name in names for lever in _fund_levers(name, base, other)),
    )


def mixed(base: Scenario, levers: Iterable[ChangedLever]) -> Scenario:
    """Return the base with some levers as in the other scenario."""
    return reduce(lambda scenario, lever: lever.taken_over(scenario), levers, base)


def check_comparable(base: Scenario, other: Scenario) -> None:
    """Raise `InputError` where two scenarios differ in years or unit of money."""
    problems = [
        Problem(
            key,
            message(
                "the scenarios differ: {one} and {other}",
                one=getattr(base, key),
                other=getattr(other, key),
            ),
            message("explain a change between scenarios of the same years and unit of money"),
        )
        for key in ("base_year", "end_year", "currency", "money")
        if getattr(base, key) != getattr(other, key)
    ]
    if problems:
        raise InputError(problems)


def by_path(levers: Sequence[ChangedLever]) -> dict[str, ChangedLever]:
    """Return the levers by their paths."""
    return {lever.path: lever for lever in levers}


def _differing(one: Section, other: Section) -> Iterator[tuple[str, str, Parameter | None]]:
    """Yield (field, name in files, declaration) of what two sections of a class differ in."""
    for key, info in type(one).model_fields.items():
        if getattr(one, key) != getattr(other, key):
            yield key, info.alias or key, declaration_of(info)


def _label(name: str, declaration: Parameter | None) -> Text | Message:
    return declaration.label if declaration else message("{name}: the whole table", name=name)


def _shared_levers(path: str, base: Scenario, other: Scenario) -> Iterator[ChangedLever]:
    attribute = path.rpartition(".")[2]
    for key, name, declaration in _differing(
        shared_section(base, path), shared_section(other, path)
    ):
        value = getattr(shared_section(other, path), key)

        def take(scenario: Scenario, key: str = key, value: Any = value) -> Scenario:
            section = shared_section(scenario, path).model_copy(update={key: value})
            # mypy cannot know that the section under this name is of the attribute's class
            return replace(scenario, **{attribute: section})  # type: ignore[arg-type]

        side = _SIDES[path.partition(".")[0]]
        quick = attribute == "economy"
        yield ChangedLever(f"{path}.{name}", _label(name, declaration), side, None, quick, take)


def _leads(fund: AnyFund) -> bool:
    return kinds()[fund.kind].leads_joint_collection


def _fund_levers(name: str, base: Scenario, other: Scenario) -> Iterator[ChangedLever]:
    one, two = base.funds.get(name), other.funds.get(name)
    where = f"funds.{name}"
    if one is None or two is None or one.kind != two.kind:
        leads = any(fund is not None and _leads(fund) for fund in (one, two))
        yield ChangedLever(
            where,
            message("the whole fund {name}", name=name),
            "policy",
            None if leads else name,
            False,
            _taking_fund(name, two),
        )
        return
    if one.reported != two.reported:
        # joint collection follows the contributors of the leading pension fund
        only = None if _leads(one) else name
        label = message("reported figures of the base year")
        take = _replacing(name, "reported", two.reported)
        yield ChangedLever(f"{where}.reported", label, "reported", only, False, take)
    for section, side in _SIDES.items():
        yield from _section_levers(one, two, section, side)
    if one.rules != two.rules:
        take = _replacing(name, "rules", two.rules)
        label = message("rules that look at the fund")
        yield ChangedLever(f"{where}.rules", label, "policy", name, True, take)
    yield from _group_levers(one, two)


def _section_levers(one: AnyFund, two: AnyFund, section: str, side: Side) -> Iterator[ChangedLever]:
    for key, alias, declaration in _differing(getattr(one, section), getattr(two, section)):
        value = getattr(getattr(two, section), key)

        def take(scenario: Scenario, key: str = key, value: Any = value) -> Scenario:
            fund = scenario.funds[one.name]
            changed = getattr(fund, section).model_copy(update={key: value})
            return _with_fund(scenario, replace(fund, **{section: changed}))

        quick = key in MONEY_LEVERS or key in LEDGER_LEVERS
        path = f"{one.where}.{section}.{alias}"
        yield ChangedLever(path, _label(alias, declaration), side, one.name, quick, take)


def _group_levers(one: AnyFund, two: AnyFund) -> Iterator[ChangedLever]:
    """Yield what differs in groups of workers: admitting one, and its rates, are policy."""
    for name in dict.fromkeys((*one.groups, *two.groups)):
        path = f"{one.where}.groups.{name}"
        before, after = one.groups.get(name), two.groups.get(name)
        if before is None or after is None:
            label = message("the whole group {name}", name=name)
            take = _taking_group(one.name, name, after)
            yield ChangedLever(path, label, "policy", one.name, False, take)
            continue
        for key, alias, declaration in _differing(before, after):
            value = getattr(after, key)

            def take_field(
                scenario: Scenario, name: str = name, key: str = key, value: Any = value
            ) -> Scenario:
                group = scenario.funds[one.name].groups[name].model_copy(update={key: value})
                return _taking_group(one.name, name, group)(scenario)

            own = f"{path}.{alias}"
            label_of = _label(alias, declaration)
            yield ChangedLever(own, label_of, "policy", one.name, False, take_field)


def _with_fund(scenario: Scenario, fund: AnyFund) -> Scenario:
    return replace(scenario, funds={**scenario.funds, fund.name: fund})


def _replacing(name: str, attribute: str, value: Any) -> Callable[[Scenario], Scenario]:
    def take(scenario: Scenario) -> Scenario:
        fund = replace(scenario.funds[name], **{attribute: value})
        return _with_fund(scenario, fund)

    return take


def _taking_fund(name: str, fund: AnyFund | None) -> Callable[[Scenario], Scenario]:
    def take(scenario: Scenario) -> Scenario:
        kept = {key: one for key, one in scenario.funds.items() if key != name}
        return replace(scenario, funds=kept if fund is None else {**kept, name: fund})

    return take


def _taking_group(name: str, group: str, made: Any) -> Callable[[Scenario], Scenario]:
    def take(scenario: Scenario) -> Scenario:
        fund = scenario.funds[name]
        kept = {key: one for key, one in fund.groups.items() if key != group}
        groups = kept if made is None else {**kept, group: made}
        return _with_fund(scenario, replace(fund, groups=groups))

    return take
