"""Dated values: steps, lines, months, reforms laid over a base."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import InputError
from model.parameters.dated import DatedValue, annual_or, date_text, month_number, read_dated

YEARS = np.arange(2015, 2022)


def test_a_years_value_is_the_mean_of_its_months() -> None:
    rate = read_dated({"2015": 0.20, "2016-05": 0.19, "2019-05": 0.16})

    annual = rate.annual(YEARS)

    np.testing.assert_allclose(annual[1], (4 * 0.20 + 8 * 0.19) / 12)
    np.testing.assert_allclose(annual[4], (4 * 0.19 + 8 * 0.16) / 12)
    assert annual[0] == 0.20
    assert annual[-1] == 0.16  # the last value holds for ever


def test_an_even_year_keeps_its_value_to_the_last_bit() -> None:
    assert (read_dated({"2010": 0.1}).annual(YEARS) == 0.1).all()


def test_between_dates_a_line_moves_month_by_month() -> None:
    line = read_dated({"2015": 0.0, "2017": 24.0, "between": "linear"})

    np.testing.assert_allclose(line.monthly(np.array([2015]))[0], np.arange(12))
    np.testing.assert_allclose(line.annual(np.array([2015, 2018])), [5.5, 24.0])


def test_before_the_first_date_there_is_no_value() -> None:
    with pytest.raises(ValueError, match="no value before 2016"):
        read_dated({"2016": 1.0}).annual(YEARS)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_dates_read_back(year: int, month: int) -> None:
    number = month_number(f"{year:04d}-{month:02d}")

    assert number is not None
    assert month_number(date_text(number)) == number


@pytest.mark.parametrize("date", ["2016-13", "2016-00", "16", "2016-1-1", "soon", "", "20160"])
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(InputError, match="is not a date"):
        read_dated({date: 1.0})


def test_all_problems_of_a_table_are_named_at_their_dates() -> None:
    with pytest.raises(InputError) as caught:
        read_dated({"2016": "a", "2015-13": 1.0, "2018": 1.0, "2017": 1.0, "between": "cubic"})

    assert [problem.where for problem in caught.value.problems] == [
        "between",
        "2016",
        "2015-13",
        "2017",
    ]


def test_a_reform_acts_from_its_first_date_and_the_base_before() -> None:
    base = read_dated({"2010": 0.20, "2018": 0.18})
    reform = read_dated({"2016-05": 0.15})

    both = base.followed_by(reform, 2011 * 12)

    np.testing.assert_array_equal(both.annual(np.array([2012, 2017, 2019])), [0.20, 0.15, 0.15])


def test_a_plain_number_in_a_reform_leaves_the_base_year_alone() -> None:
    both = DatedValue.constant(0.20).followed_by(DatedValue.constant(0.16), 2006 * 12)

    np.testing.assert_array_equal(both.annual(np.array([2005, 2006, 2050])), [0.20, 0.16, 0.16])


@given(
    st.lists(st.floats(-1, 1), min_size=2, max_size=5),
    st.lists(st.floats(-1, 1), min_size=1, max_size=4),
    st.booleans(),
    st.booleans(),
    st.integers(2016, 2020),
)
def test_steps_and_lines_follow_each_other_month_by_month(
    below: list[float], above: list[float], line_below: bool, line_above: bool, start: int
) -> None:
    base = DatedValue(
        tuple((2015 + 2 * k) * 12 for k in range(len(below))), tuple(below), line_below
    )
    reform = DatedValue(
        tuple((start + k) * 12 for k in range(len(above))), tuple(above), line_above
    )

    both = base.followed_by(reform, 2016 * 12)

    early, late = np.arange(2015, start), np.arange(start, 2030)
    np.testing.assert_allclose(both.monthly(early), base.monthly(early), atol=1e-15)
    np.testing.assert_allclose(both.monthly(late), reform.monthly(late), atol=1e-15)


def test_an_optional_value_gives_way_to_its_default_before_its_first_date() -> None:
    default = np.full(len(YEARS), 0.95)

    values = annual_or(read_dated({"2017-07": 0.99}), YEARS, default)

    np.testing.assert_allclose(values[[1, 2, 3]], [0.95, 0.97, 0.99])
    np.testing.assert_array_equal(annual_or(None, YEARS, default), default)
