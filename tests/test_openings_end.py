"""Opening a figure, then what was put in, and so on, always ends at an input, never in a circle."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from model import project, read_scenario
from model.origin import Opening
from model.origin.account_terms import ACCOUNT_PARTS
from model.origin.dependence import inputs_behind
from model.origin.inputs import places_of
from model.origin.summary import summary_opening
from model.origin.yearly import opening_of
from model.results.frame import fund_columns
from model.results.fund_projection import FundProjection
from model.scenario.scenario import same_setting
from tests.conftest import SHIPPED, projected, shipped
from tests.test_no_dead_lever import RIGS

#: Names of an equation that are values of the engine's year and not outputs.
_OF_THE_YEAR = ("month", "interest_rate", "held_share", "rules")
_LEVERS = ("policy", "assumptions", "economy")
#: Why a figure has no equation, besides the reasons of single kinds of figures.
_ENDS = {
    "the base year's final account: reported, or derived from what is reported",
    "nothing in this year",
    "undefined in this year",
}


@dataclass
class Descent:
    """Everything below a fund's figures: what was found at the ends, and any circle."""

    fund: FundProjection
    open_now: list[tuple[str, int]] = field(default_factory=list)
    done: dict[tuple[str, int], Opening] = field(default_factory=dict)
    circles: set[tuple[str, ...]] = field(default_factory=set)

    def below(self, name: str, year: int) -> None:
        """Open a figure and all that is put in; years go back, so it goes no deeper than they."""
        place, row = (name, year), year - int(self.fund.years[0])
        if place in self.open_now:
            names = [one for one, _ in self.open_now[self.open_now.index(place) :]]
            self.circles.add(tuple(names))
        elif place not in self.done and 0 <= row < len(self.fund.years):
            self.open_now.append(place)
            opening = opening_of(self.fund, name, row)
            for term in opening.terms:
                if term.output:
                    self.below(term.output, term.year)
            self.open_now.pop()
            self.done[place] = opening


def descended(fund: FundProjection) -> Descent:
    found = Descent(fund)
    for year in fund.years.tolist():  # the first years first: later ones rest on them
        for name, _ in fund_columns(fund):
            found.below(name, year)
    return found


def rigged() -> Iterator[tuple[str, Callable[[], FundProjection]]]:
    for kind, text in RIGS.items():

        def fund(text: str = text, kind: str = kind) -> FundProjection:
            funds = project(read_scenario(text)).funds.values()
            return next(one for one in funds if one.fund.kind == kind)

        yield kind, fund


def distinct() -> Iterator[tuple[str, str]]:
    """Yield the shipped scenarios' funds; what a reform leaves as in its base is looked at once."""
    seen: list[tuple[str, str]] = []
    for name in SHIPPED:
        for fund, given in shipped(name).funds.items():
            same = (
                shipped(other).funds[fund] == given and same_setting(shipped(other), shipped(name))
                for other, known in seen
                if known == fund
            )
            if not any(same):
                seen.append((name, fund))
                yield name, fund


CASES: dict[str, Callable[[], FundProjection]] = {
    **{
        f"{name}:{fund}": lambda name=name, fund=fund: projected(name).funds[fund]
        for name, fund in distinct()
    },
    **dict(rigged()),
}


@pytest.mark.parametrize("case", CASES)
def test_opening_every_output_descends_without_a_circle_to_inputs_tables_or_the_demography(
    case: str,
) -> None:
    fund = CASES[case]()

    found = descended(fund)

    assert not found.circles
    for (name, year), opening in found.done.items():
        if not opening.terms:
            counted = fund.outcome.figures.equations.counted.get(name)
            known = counted is not None and opening.reason == counted.reason
            assert known or opening.reason.template in _ENDS, name
        for term in opening.terms:
            assert term.output or is_an_end(fund, term.name), f"{name} in {year}: {term.name}"


def is_an_end(fund: FundProjection, name: str) -> bool:
    """Whether a name of an equation that opens no further is an input or rests on inputs alone."""
    prefix, _, rest = name.partition("__")
    if prefix in _LEVERS:
        where = "assumptions.economy" if prefix == "economy" else f"{fund.fund.where}.{prefix}"
        lever = fund.scenario.levers_by_path[f"{where}.{rest}"]
        places = places_of(fund.scenario, lever, None)
        return all(place.line for place in places) if lever.given else bool(lever.source)
    if prefix == "given":
        return rest in fund.outcome.figures.equations.given
    if prefix == "part":
        part = rest.partition("__")[0]
        return part in ACCOUNT_PARTS or f"part__{part}" in fund.outcome.figures.equations.parts
    return prefix in _OF_THE_YEAR


@pytest.mark.parametrize("case", CASES)
def test_where_opening_ends_the_inputs_are_named_with_line_or_declared_source(case: str) -> None:
    fund = CASES[case]()

    for name, _ in fund_columns(fund):
        opening = opening_of(fund, name, 2)
        if not opening.terms or any(not term.output for term in opening.terms):
            inputs = inputs_behind(fund, name, 2)
            assert inputs, name
            assert all(one.places or one.declaration for one in inputs)
            assert all(said for one in inputs for said in one.sources)


@pytest.mark.parametrize("case", CASES)
def test_what_is_put_into_a_single_figure_opens_or_says_what_it_is(case: str) -> None:
    fund = CASES[case]()
    columns = dict(fund_columns(fund))

    for name in fund.summary:
        for term in summary_opening(fund, name).terms:
            assert not term.output or term.output in columns
            assert term.label.say("zh")
