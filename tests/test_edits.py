"""Edits of dated values: cut, joined, moved, and what is in force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.arrays import FloatArray
from model.parameters.dated import DatedValue, read_dated
from model.parameters.dated_editing import from_month, joined, shifted
from model.results.lever_in_force import in_force
from model.scenario.draft import as_value, edit_of, tables
from tests.conftest import projected, shipped


def course(value: DatedValue | None, first: int, last: int) -> FloatArray:
    """Return what holds month by month from `first` to `last`, NaN before the first date."""
    months = np.arange(first, last + 1)
    if value is None:
        return np.full(len(months), np.nan)
    if value.linear:
        held = np.interp(months, value.months, value.values)
    else:
        held = np.asarray(value.values)[np.searchsorted(value.months, months, side="right") - 1]
    return np.where(months >= value.months[0], held, np.nan)


def test_a_line_after_steps_is_drawn_through_both_ends_of_each_step() -> None:
    steps = read_dated({"2006-03": 1.0, "2008": 2.0})
    line = read_dated({"2010": 4.0, "2012": 6.0, "between": "linear"})

    both = joined(steps, line, 2006 * 12, 2006 * 12)

    assert both.to_toml() == {
        "2006-03": 1.0,
        "2007-12": 1.0,
        "2008": 2.0,
        "2009-12": 2.0,
        "2010": 4.0,
        "2012": 6.0,
        "between": "linear",
    }


dated_values = st.builds(
    lambda months, numbers, linear: DatedValue(
        tuple(sorted(months)), tuple(numbers[: len(months)]), linear and len(months) > 1
    ),
    st.sets(st.integers(100, 160), min_size=1, max_size=5),
    st.lists(st.floats(-5, 5), min_size=5, max_size=5),
    st.booleans(),
)


@given(before=dated_values, edit=dated_values, start=st.integers(90, 120))
def test_two_values_joined_hold_one_after_the_other(
    before: DatedValue, edit: DatedValue, start: int
) -> None:
    both = joined(before, edit, start, start + 12)

    begin, turn = max(start, before.months[0]), edit.months[0]
    held = course(both, begin, 200)
    wanted = np.where(
        np.arange(begin, 201) < turn, course(before, begin, 200), course(edit, begin, 200)
    )
    np.testing.assert_allclose(held, wanted, rtol=1e-12, atol=1e-12)


@given(value=dated_values, month=st.integers(90, 170))
def test_the_part_from_a_month_on_holds_the_same_and_says_no_more(
    value: DatedValue, month: int
) -> None:
    part = from_month(value, month)

    assert part.months[0] == max(month, value.months[0])
    np.testing.assert_allclose(
        course(part, month, 200), course(value, month, 200), rtol=1e-12, atol=1e-12
    )
    held = as_value(edit_of(value, month))
    if isinstance(held, DatedValue):
        assert held == part
    else:
        assert part.months[0] == month
        assert set(part.values) == {held}


@given(value=dated_values, by=st.floats(-2, 2))
def test_a_path_moved_and_moved_back_is_the_path(value: DatedValue, by: float) -> None:
    there_and_back = shifted(shifted(value, by), -by)

    assert (there_and_back.months, there_and_back.linear) == (value.months, value.linear)
    assert there_and_back.values == pytest.approx(value.values, abs=1e-10)
    assert shifted(DatedValue.constant(0.12), 0.01).values == (0.13,)


def test_in_force_is_the_value_the_declared_table_or_what_was_projected() -> None:
    projection = projected("city-2005.toml")
    lever = projection.scenario.levers_by_path

    rate, separation = (
        in_force(lever[f"funds.unemployment.{path}"], projection)
        for path in ("policy.employer_rate", "assumptions.separation")
    )

    assert isinstance(rate, DatedValue) and isinstance(separation, DatedValue)
    assert rate.to_toml() == {"2006": 0.02, "2015-03": 0.015, "2016-05": 0.01, "2017": 0.005}
    assert separation.linear
    assert in_force(lever["funds.enterprise_pension.reported.average_pension"], projection) == 861
    assert in_force(lever["funds.enterprise_pension.policy.retirement"], projection) is None
    assert in_force(lever["funds.enterprise_pension.reported.balance"], projection) is None


def test_tables_are_those_of_every_fund_empty_ones_too() -> None:
    found = {table.path: table.values for table in tables(shipped("city-2005.toml"))}

    assert found["funds.medical.policy.relief"] == []
    factors = [row["factor"] for row in found["funds.work_injury.rules"]]
    assert factors == [0.8, 0.625]
    assert not any(path.startswith("funds.land_security.policy") for path in found)
