"""Retirement by birth month: published cases of the 2025 rule, custom rule, early and late."""

import numpy as np
import pytest

from model.funds.pension_engine.levers import PensionPolicy
from model.parameters.dated import DatedValue
from model.people.retirement import CLASSES, legal_retirement_month, retirement_times
from model.tables import statutory_minimum_years

STATUTORY = PensionPolicy(retirement="statutory_2025")

# class, birth year and month, delay in months, year and month of retirement: annexes of the
# decision of 2024-09-13
PUBLISHED = [
    ("men", 1965, 1, 1, 2025, 2),
    ("men", 1965, 5, 2, 2025, 7),
    ("men", 1965, 9, 3, 2025, 12),
    ("men", 1964, 6, 0, 2024, 6),
    ("men", 1967, 5, 8, 2028, 1),
    ("men", 1976, 9, 36, 2039, 9),
    ("men", 1990, 1, 36, 2053, 1),
    ("men", 1983, 2, 36, 2046, 2),
    ("women_55", 1970, 1, 1, 2025, 2),
    ("women_55", 1971, 4, 4, 2026, 8),
    ("women_55", 1974, 10, 15, 2031, 1),
    ("women_55", 1978, 3, 25, 2035, 4),
    ("women_55", 1982, 1, 36, 2040, 1),
    ("women_50", 1975, 1, 1, 2025, 2),
    ("women_50", 1975, 3, 2, 2025, 5),
    ("women_50", 1978, 3, 20, 2029, 11),
    ("women_50", 1984, 11, 60, 2039, 11),
]


@pytest.mark.parametrize(("name", "year", "month", "delay", "legal_year", "legal_month"), PUBLISHED)
def test_the_2025_rule_gives_the_published_month(
    name: str, year: int, month: int, delay: int, legal_year: int, legal_month: int
) -> None:
    born = np.array([year * 12 + month - 1])
    number = CLASSES.index(name)

    legal = legal_retirement_month(STATUTORY, number, born)
    old = legal_retirement_month(PensionPolicy(), number, born)

    assert legal[0] == legal_year * 12 + legal_month - 1
    assert legal[0] - old[0] == delay


def test_minimum_years_rise_by_half_a_year_from_2030_to_2039() -> None:
    years = np.arange(2024, 2043)

    expected = [15] * 6 + [15.5, 16, 16.5, 17, 17.5, 18, 18.5, 19, 19.5, 20] + [20] * 3

    np.testing.assert_allclose(statutory_minimum_years(years), expected)


def test_under_the_old_rule_a_birth_year_retires_within_its_sixtieth_year() -> None:
    times = retirement_times(PensionPolicy(), 2005, 2010, np.arange(1940, 1960))
    born_1948 = times.reached[:, 0, 8]

    np.testing.assert_array_equal(born_1948, [0, 0, 0, 1, 1, 1])
    assert times.inverse_divisor[3, 0, 8] == pytest.approx(1 / 139)


def test_under_the_2025_rule_a_birth_year_spreads_over_two_calendar_years() -> None:
    times = retirement_times(STATUTORY, 2024, 2030, np.arange(1960, 1975))
    born_1966 = times.reached[:, 0, 6]

    # delays 4, 5, 6 months: of January to August within 2026
    assert born_1966[2] == pytest.approx(7 / 12)
    assert born_1966[3] == 1


def test_a_custom_age_acts_from_its_date_and_takes_nothing_back() -> None:
    policy = PensionPolicy(
        retirement="custom", retirement_age_men=DatedValue((2010 * 12,), (62.0,))
    )
    times = retirement_times(policy, 2005, 2015, np.arange(1940, 1960))

    born_1949, born_1950, born_1948 = (times.reached[:, 0, k] for k in (9, 10, 8))
    assert born_1948[3] == 1  # 60 in 2008, before the date
    assert born_1949[4] == 1  # 60 in 2009, before the date
    assert born_1950[5:7].max() == 0
    assert born_1950[7] == 1  # 62 in 2012


def test_a_lowered_custom_age_lets_everybody_above_it_go_at_once() -> None:
    policy = PensionPolicy(
        retirement="custom", retirement_age_men=DatedValue((2010 * 12,), (58.0,))
    )
    times = retirement_times(policy, 2005, 2015, np.arange(1940, 1960))

    np.testing.assert_array_equal(times.reached[4, 0, 10:13], 0)
    np.testing.assert_array_equal(times.reached[5, 0, 10:13], 1)


def test_early_and_late_choice_are_shares_of_each_birth_month() -> None:
    policy = PensionPolicy(
        early_share=DatedValue.constant(0.2), late_share=DatedValue.constant(0.1)
    )
    times = retirement_times(policy, 2005, 2015, np.arange(1940, 1960))
    born_1950 = times.reached[:, 0, 10]

    np.testing.assert_allclose(born_1950[[1, 2, 4, 5, 7, 8]], [0, 0.2, 0.2, 0.9, 0.9, 1.0])


def test_under_the_2025_rule_nobody_retires_before_the_old_age() -> None:
    policy = PensionPolicy(retirement="statutory_2025", early_share=DatedValue.constant(0.5))
    times = retirement_times(policy, 2024, 2060, np.arange(1960, 1995))
    old = retirement_times(PensionPolicy(), 2024, 2060, np.arange(1960, 1995))

    assert (times.reached <= old.reached + 1e-12).all()


def test_the_legal_age_does_not_move_with_the_choice() -> None:
    births = np.arange(1940, 1960)
    policy = PensionPolicy(
        early_share=DatedValue.constant(0.2), late_share=DatedValue.constant(0.1)
    )
    chosen, nobody = (retirement_times(p, 2005, 2015, births) for p in (policy, PensionPolicy()))

    np.testing.assert_array_equal(chosen.below_legal, nobody.below_legal)
    np.testing.assert_array_equal(nobody.below_legal, nobody.reached == 0)
