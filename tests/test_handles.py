"""Sliders: what is shown is what the declaration allows, and each move can be taken back."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from model import InputError, reformed
from model.parameters.dated import DatedValue
from model.parameters.declaration import CHOICE, SHARE
from model.scenario.draft import as_value, first_projected_month
from model.scenario.scenario import Lever
from tests.conftest import SHIPPED, projected, shipped
from ui.shared.slider_values import Handle, handle, path_text, shown_unit

CITY = "city-2005.toml"
RATE = "funds.enterprise_pension.policy.employer_rate"
GROWTH = "assumptions.economy.wage_growth"


def headline(name: str) -> Iterator[Lever]:
    """Yield a scenario's headline levers; of a reform those that differ from its base."""
    scenario = shipped(name)
    files = scenario.files
    base = shipped(files[-2].path.name).levers_by_path if len(files) > 1 and files[-2].path else {}
    for path, lever in scenario.levers_by_path.items():
        if lever.declaration.headline and (path not in base or base[path].value != lever.value):
            yield lever


@cache
def sliders(name: str) -> dict[str, Handle]:
    """Return the sliders of a scenario as it is saved, by path."""
    projection = projected(name)
    found = {one.path: handle(one, one, projection, projection) for one in headline(name)}
    return {path: slider for path, slider in found.items() if slider is not None}


def after(name: str, path: str, raw: Any) -> Handle:
    """Return a lever's slider with a draft of it."""
    draft = reformed(shipped(name), {path: as_value(raw)})
    levers = (draft.levers_by_path[path], shipped(name).levers_by_path[path])
    # a lever that a draft sets is not looked up in the draft's projection
    slider = handle(*levers, projected(name), projected(name))
    assert slider is not None
    return slider


def drawn(name: str, path: str) -> Handle:
    """Return the slider of any lever as it is saved."""
    lever = shipped(name).levers_by_path[path]
    slider = handle(lever, lever, projected(name), projected(name))
    assert slider is not None
    return slider


@pytest.mark.parametrize("name", SHIPPED)
def test_a_slider_stands_within_the_bounds_of_its_declaration(name: str) -> None:
    for path, slider in sliders(name).items():
        declared = slider.declaration
        scale = 100 if declared.unit is SHARE else 1
        assert slider.lower <= slider.position <= slider.upper, path
        assert slider.lower <= slider.mark <= slider.upper, path
        assert slider.lower < slider.upper and slider.step > 0, path
        assert slider.scale == scale, path
        held = slider.current.values if isinstance(slider.current, DatedValue) else (0.0,)
        least, most = (min(held), max(held)) if slider.moves_path else (0.0, 0.0)
        tolerance = 1e-8 * max(1.0, abs(slider.lower), abs(slider.upper))
        assert slider.lower >= (declared.lower - least) * scale - tolerance, path
        assert slider.upper <= (declared.upper - most) * scale + tolerance, path


@pytest.mark.parametrize("name", SHIPPED)
def test_a_slider_that_is_moved_stays_where_it_was_put_and_goes_back(name: str) -> None:
    month = first_projected_month(shipped(name))
    for path, slider in sliders(name).items():
        assert slider.edit(slider.position, month) is None, f"{path} at rest is a change"
        for position in (slider.lower, slider.upper, slider.position + slider.step):
            if not slider.lower <= position <= slider.upper or position == slider.position:
                continue
            raw = slider.edit(position, month)
            assert raw is not None, f"{path} at {position} is no change"
            try:
                moved = after(name, path, raw)
            except InputError as error:
                assert "entry is given by entrants or by coverage" in str(error), path
                continue
            assert moved.position == pytest.approx(position, rel=1e-9, abs=1e-9), path
            assert moved.mark == slider.mark, path
            assert moved.edit(moved.mark, month) is None, f"{path} does not come back"


def test_what_is_chosen_by_a_word_gets_no_slider() -> None:
    levers = shipped(CITY).levers_by_path.values()
    projection = projected(CITY)
    words = [one for one in levers if one.declaration.unit is CHOICE]

    assert len(words) > 5
    assert [handle(one, one, projection, projection) for one in words] == [None] * len(words)


def test_a_share_is_moved_in_percent_and_drafted_as_a_share() -> None:
    slider = drawn(CITY, RATE)

    assert (slider.position, slider.mark, slider.unit.en) == (20.0, 20.0, "%")
    assert slider.edit(17.5, 2006 * 12) == 0.175
    assert not slider.moves_path


def test_a_path_is_moved_as_a_whole_in_points() -> None:
    slider = drawn(CITY, GROWTH)

    assert slider.moves_path
    assert (slider.position, slider.mark, slider.unit.en) == (0.0, 0.0, "points")
    assert slider.edit(0.5, 2006 * 12) == {
        "2006": 0.125,
        "2012": 0.095,
        "2020": 0.065,
        "2025": 0.05,
        "2035": 0.045,
    }


def test_a_value_with_more_digits_than_a_slider_shows_is_no_change_at_the_mark() -> None:
    path = "funds.medical.policy.personal_account_share"
    slider = drawn("county-2007.toml", path)
    month = first_projected_month(shipped("county-2007.toml"))

    assert slider.position == 22.74678112
    assert slider.edit(slider.position, month) is None
    moved = after("county-2007.toml", path, slider.edit(30.0, month))
    assert moved.edit(moved.mark, month) is None


def test_a_path_that_was_given_another_course_is_reset_at_the_mark() -> None:
    month = first_projected_month(shipped(CITY))
    moved = after(CITY, GROWTH, {"2006": 0.12, "2020": 0.05})
    assert moved.position == 0

    assert moved.edit(0.0, month) is None
    assert moved.edit(1.0, month) == {"2006": 0.13, "2020": 0.06}


def test_a_level_that_was_given_a_path_keeps_its_steps_when_it_is_moved() -> None:
    month = 2006 * 12
    taken = after(CITY, RATE, {"2006": 0.20, "2026": 0.205522})

    assert (taken.position, taken.mark, taken.unit.en) == (20.0, 20.0, "%")
    assert (taken.moves_path, taken.shows_shift) == (True, False)
    assert path_text(taken.current, taken.scale, taken.digits + 1) == "2006: 20.00 → 2026: 20.55"
    lowered = taken.edit(18.0, month)
    assert lowered == {"2006": 0.18, "2026": 0.185522}
    assert after(CITY, RATE, lowered).edit(20.0, month) == {"2006": 0.2, "2026": 0.205522}
    assert taken.edit(20.0, month) is None  # reset


@pytest.mark.parametrize("late", [0.55, 0.205522, 0.193])
def test_a_path_given_to_a_level_is_moved_by_whole_notches_within_its_bounds(late: float) -> None:
    taken = after(CITY, RATE, {"2006": 0.20, "2026": late})

    assert taken.lower < taken.position < taken.upper
    assert (taken.position - taken.lower) / taken.step == pytest.approx(
        round((taken.position - taken.lower) / taken.step)
    )
    for end, further in ((taken.lower, -taken.step), (taken.upper, taken.step)):
        values = taken.edit(end, 2006 * 12)
        assert all(0 <= value <= 0.6 for value in values.values())
        beyond = taken.edit(end + further, 2006 * 12)
        assert not all(0 <= value <= 0.6 for value in beyond.values()), "there is room left"


def test_money_is_counted_in_the_unit_of_the_file() -> None:
    levers = shipped(CITY).levers_by_path
    units = {
        path: shown_unit(levers[path].declaration, shipped(CITY)).en
        for path in (
            "funds.enterprise_pension.reported.balance",
            "funds.land_security.policy.fiscal_subsidy",
            "funds.medical.policy.cap",
            "funds.enterprise_pension.policy.minimum_years",
        )
    }

    assert list(units.values()) == ["10,000 yuan", "10,000 yuan a year", "yuan", "years"]
    assert (
        shown_unit(
            levers["funds.land_security.policy.fiscal_subsidy"].declaration, shipped(CITY)
        ).zh
        == "万元/年"
    )


def test_a_long_path_is_told_by_its_first_middle_and_last_step() -> None:
    long = DatedValue(tuple(2006 * 12 + 3 * n for n in range(5)), (0.1, 0.2, 0.3, 0.4, 0.5))

    assert path_text(long, 100, 1) == "2006: 10.0 → 2006-07: 30.0 → 2007: 50.0"
    assert path_text(DatedValue((24072,), (0.125,)), 100, 1) == "2006: 12.5"
    assert path_text(3.0, 1, 0) == ""


@pytest.mark.parametrize("name", SHIPPED)
def test_a_notch_can_be_read_off_the_digits_that_are_shown(name: str) -> None:
    for path, slider in sliders(name).items():
        assert float(f"{slider.step:.{slider.digits}f}") == pytest.approx(slider.step), path
