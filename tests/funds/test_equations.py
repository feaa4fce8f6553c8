"""A fund's equations: how they are evaluated, and that what they name is declared."""

from collections.abc import Iterator

import numpy as np
import pytest

from model import read_scenario
from model.funds.equation import (
    Counted,
    Equations,
    evaluated,
    figure_named,
    is_lever,
    names_in,
)
from model.funds.figures import Figures, figures_of
from model.funds.kinds import kinds, outputs
from model.origin.account_terms import ACCOUNT_PARTS
from model.people.population_levers import PopulationAssumptions
from tests.test_no_dead_lever import RIGS, examined

KINDS = list(kinds())
#: Figures that the account makes of a fund's flows, which equations of a kind may name or move.
_OF_THE_ACCOUNT = {
    "average_wage",
    "balance",
    "contributions",
    "arrears",
    "interest",
    "stock_flow_difference",
}


def figures(texts: dict[str, str], base: dict[str, float], **counted: list[float]) -> Figures:
    """Return figures of the unemployment rig with equations of the test's own."""
    scenario = read_scenario(RIGS["unemployment"].replace("end_year  = 2050", "end_year = 2012"))
    fund, setting = examined(scenario), scenario.setting()
    arrays = {name: np.array(values) for name, values in counted.items()}
    return figures_of(Equations(texts), fund, setting).counting(arrays, base)


def column(values: np.ndarray) -> list[float]:
    return values[:, 0].tolist()


def test_an_equation_takes_figures_of_this_year_last_year_and_the_base_year() -> None:
    found = figures({"a": "2 * b + b__before - b__base / 4"}, {"a": 7.0}, b=[4.0, 10.0, 20.0])

    assert column(found["a"]) == [7, 23, 49]


def test_a_lever_is_that_of_the_year() -> None:
    found = figures({"a": "b * policy__refund_share"}, {}, b=[1.0, 10.0, 20.0])

    assert column(found["a"])[1:] == pytest.approx([3, 6])


def test_a_stock_grows_with_and_without_an_amount() -> None:
    found = figures(
        {"a": "a__before * b", "c": "c__before * b / 2 + (1 - c__before) * b"},
        {"a": 3.0, "c": 4.0},
        b=[0.0, 2.0, 5.0],
    )

    assert column(found["a"]) == [3, 6, 30]
    assert column(found["c"]) == [4, -2, 10]


def test_a_stock_times_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="with itself"):
        figures({"a": "a__before * a__before"}, {"a": 3.0})["a"]


def test_nothing_is_divided_by_nothing() -> None:
    found = evaluated("a / b", {"a": np.ones(2), "b": np.array([0.0, 2.0])}.__getitem__)

    assert np.isnan(found[0])
    assert found[1] == 0.5


def test_a_figure_is_not_counted_beside_its_equation() -> None:
    with pytest.raises(ValueError, match="counted too"):
        figures({"a": "b"}, {}, a=[1.0, 2.0, 3.0], b=[1.0, 2.0, 3.0])


def test_an_equation_stands_in_the_place_of_what_was_counted_and_the_other_way_round() -> None:
    by_count = Equations(counted={"a": Counted(moved_by=("policy.x",))})
    by_equation = Equations({"a": "b"})

    assert (by_count | by_equation).texts == {"a": "b"}
    assert not (by_count | by_equation).counted
    assert not (by_equation | by_count).texts


def named_levers(equations: Equations) -> Iterator[str]:
    """Yield every lever that a kind's equations or declarations name, as ``section.lever``."""
    for text in equations.texts.values():
        yield from (one.replace("__", ".", 1) for one in names_in(text) if is_lever(one))
    for one in moving(equations):
        if "." in one:
            yield one


def moving(equations: Equations) -> Iterator[str]:
    for counted in equations.counted.values():
        yield from counted.moved_by
    for besides in equations.besides.values():
        yield from besides
    yield from equations.given.values()


@pytest.mark.parametrize("kind", KINDS)
def test_every_lever_that_equations_name_is_one_of_the_kind(kind: str) -> None:
    known = {
        f"{section}.{name}"
        for section, model in kinds()[kind].sections.items()
        for name in model.model_fields
    }
    economy = {"wage_growth", "price_growth", "interest", "average_wage"}

    named = {one for one in named_levers(kinds()[kind].equations) if one[:8] != "economy."}

    assert named <= known
    assert {one[8:] for one in named_levers(kinds()[kind].equations)} - {
        one[8:] for one in named
    } <= economy | set(PopulationAssumptions.model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_that_equations_name_has_an_equation_or_is_counted(kind: str) -> None:
    equations = kinds()[kind].equations
    figures = {
        figure_named(one)[0]
        for text in (*equations.texts.values(), *equations.closing.values())
        for one in names_in(text)
        if not is_lever(one)
    }
    tokens = {"population", "joint_collection", "groups"}
    figures |= {one for one in moving(equations) if "." not in one} - tokens
    known = {*equations.texts, *equations.closing, *equations.counted, *equations.given}

    assert figures <= known | _OF_THE_ACCOUNT
    shown = {name for name in (*equations.texts, *figures) if name.startswith("part__")}
    assert shown <= equations.parts.keys()
    assert not {name.removeprefix("part__") for name in equations.parts} & ACCOUNT_PARTS.keys()
    assert {name for name in known if not name.startswith("part__")} <= outputs().keys()


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_that_rules_act_on_is_named_as_it_is_before_them(kind: str) -> None:
    own = kinds()[kind]
    acted_on = {*own.rule_targets} - {"employer_rate", "contributions"}

    for figure, text in own.equations.texts.items():
        named = {one.partition("__")[0] for one in names_in(text)} - {figure}
        assert not named & acted_on, figure
