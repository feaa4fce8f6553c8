"""New pensions: the worked awards, to the cent."""

import numpy as np
import pytest

from model.funds.pension_engine.award import new_award
from model.people.annuity import annuity_divisor


def test_fifteen_years_at_sixty_percent_of_the_wage() -> None:
    award = new_award(previous_wage=6000, index=0.6, paid_years=15, account=40_000, age=55)

    assert round(award.basic, 2) == 720.00
    assert round(award.account, 2) == 235.29
    assert award.transitional == 0
    assert round(award.total, 2) == 955.29


def test_a_long_career_with_deemed_years() -> None:
    award = new_award(
        previous_wage=6000, index=0.8, paid_years=27, deemed_years=16, account=90_000, age=60
    )

    assert round(award.basic, 2) == 2322.00
    assert round(award.account, 2) == 647.48
    assert round(award.transitional, 2) == 998.40
    assert round(award.total, 2) == 3967.88


def test_between_whole_ages_the_divisor_is_the_lower_ages_or_interpolated() -> None:
    assert annuity_divisor(60.5, "floor") == 139
    assert annuity_divisor(60.5, "linear") == pytest.approx((139 + 132) / 2)


def test_ages_beyond_the_table_take_its_ends() -> None:
    np.testing.assert_array_equal(annuity_divisor([35, 40, 70, 80]), [233, 233, 56, 56])
