"""When members may retire: the old ages, the rise of 2025, or a custom rule.

All rules work by birth month; the share of a birth year that has reached its retirement
age by the end of a year is the share of its twelve birth months whose date has passed.
Source: decision of the NPC Standing Committee of 2024-09-13 and its annexes.
"""

from dataclasses import dataclass

import numpy as np

from model.arrays import BoolArray, FloatArray, IntArray
from model.parameters.dated import DatedValue
from model.people.annuity import DivisorMethod, annuity_divisor
from model.people.retirement_levers import RetirementPolicy
from model.tables import retirement_delay_rules

#: Classes of members, in the order of every class axis.
CLASSES = ("men", "women_55", "women_50")
#: Sex of each class, as an index into (men, women).
SEX_OF_CLASS = (0, 1, 1)

_BEYOND_REACH = 10**6  # months from year 0: later than any horizon


@dataclass(frozen=True)
class RetirementTimes:
    """Who has reached retirement age when, on the birth-cohort axis.

    Attributes
    ----------
    reached : share of the birth year past its retirement date [year 0..T, class, cohort]
    inverse_divisor : mean of 1 / annuity divisor of those reaching it in the year
        [year 0..T, class, cohort]; 0 where nobody does
    below_legal : whether nobody of the birth year is past the legal date, whatever the choice
        [year 0..T, class, cohort]
    """

    reached: FloatArray
    inverse_divisor: FloatArray
    below_legal: BoolArray


def legal_retirement_month(
    policy: RetirementPolicy, class_number: int, birth_month: IntArray
) -> IntArray:
    """Return the month in which people born in `birth_month` reach the legal age.

    Parameters
    ----------
    policy : names the rule (`retirement`) and, for the custom rule, the dated ages
    class_number : index into `CLASSES`
    birth_month : months from year 0, any shape

    Notes
    -----
    2025 rule: with k = months of birth after the first birth month affected, the delay is
    ``min(k // step + 1, maximum)`` months for k >= 0. Under the custom rule a person
    retires in the first month in which the age then asked for is reached; before the
    table's first date the old age is asked for.
    """
    rule = retirement_delay_rules()[CLASSES[class_number]]
    old = birth_month + rule.old_age_months
    if policy.retirement == "statutory_2025":
        months_after = birth_month - (rule.first_birth_year * 12 + rule.first_birth_month - 1)
        delay = np.minimum(
            months_after // rule.birth_months_per_delay_month + 1, rule.maximal_delay_months
        )
        return np.asarray(old + np.where(months_after >= 0, delay, 0))
    if policy.retirement == "custom":
        age = getattr(policy, f"retirement_age_{CLASSES[class_number]}")
        return _custom_retirement_month(age, rule.old_age_months, birth_month)
    return np.asarray(old)


def _custom_retirement_month(
    age: DatedValue | None, old_age_months: int, birth_month: IntArray
) -> IntArray:
    if age is None:
        return np.asarray(birth_month + old_age_months)
    first = int(birth_month.min()) + old_age_months - 240
    month = np.arange(first, int(birth_month.max()) + 80 * 12)
    year = np.arange(month[0] // 12, month[-1] // 12 + 1)
    asked = np.full(len(year) * 12, float(old_age_months))
    in_force = (np.arange(len(asked)) + year[0] * 12) >= age.months[0]
    years_with_rule = year[year * 12 + 11 >= age.months[0]]
    if len(years_with_rule):
        extended = DatedValue((0, *age.months), (age.values[0], *age.values), age.linear)
        asked[in_force] = extended.monthly(year).ravel()[in_force] * 12
    asked = asked[month[0] - year[0] * 12 :][: len(month)]
    # born up to this month, one may retire; never taken back once it has been granted
    latest_birth = np.maximum.accumulate(month - np.round(asked).astype(int))
    position = np.searchsorted(latest_birth, birth_month)
    return np.where(
        position < len(month), month[np.minimum(position, len(month) - 1)], _BEYOND_REACH
    )


def retirement_times(
    policy: RetirementPolicy,
    base_year: int,
    end_year: int,
    birth_years: IntArray,
    divisor_method: DivisorMethod = "floor",
) -> RetirementTimes:
    """Return who reaches retirement age when, early and late choice included.

    Parameters
    ----------
    base_year, end_year : the year axis is base_year..end_year
    birth_years : the cohort axis
    divisor_method : between whole ages, see `annuity_divisor`

    Notes
    -----
    A share of each birth month chooses to retire `early_months` before or `late_months`
    after its legal date; the share is the one in force at the moment of the choice. Under
    the 2025 rule nobody retires before the old age.
    """
    years = end_year - base_year + 1
    birth_month = birth_years[:, None] * 12 + np.arange(12)
    reached = np.zeros((years, len(CLASSES), len(birth_years)))
    inverse = np.zeros_like(reached)
    below_legal = np.zeros(reached.shape, dtype=bool)
    year = base_year + np.arange(years)[:, None]
    for number, name in enumerate(CLASSES):
        legal = legal_retirement_month(policy, number, birth_month)
        below_legal[:, number] = legal.min(axis=1) // 12 > year
        early_months = np.full_like(legal, policy.early_months)
        if policy.retirement == "statutory_2025":
            old_age_months = retirement_delay_rules()[name].old_age_months
            early_months = np.minimum(early_months, legal - birth_month - old_age_months)
        early = legal - early_months
        early_share = _share_at(policy.early_share, early)
        late_share = _share_at(policy.late_share, legal)
        for month, share in (
            (early, early_share),
            (legal, 1 - early_share - late_share),
            (legal + policy.late_months, late_share),
        ):
            divisor = annuity_divisor((month - birth_month) / 12, divisor_method)
            _add_choice(reached[:, number], inverse[:, number], month, share, divisor, base_year)
    in_year = reached.copy()
    reached = np.cumsum(reached, axis=0)
    # rounding must not leave a birth year at 0.9999... retired
    reached[reached > 1 - 1e-12] = 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        mean_inverse = np.where(in_year > 0, inverse / in_year, 0.0)
    return RetirementTimes(reached, mean_inverse, below_legal)


def _share_at(value: DatedValue, month: IntArray) -> FloatArray:
    """Return the value in force at `month`; before the first date, the first value."""
    if value.is_constant:
        return np.full(month.shape, value.values[0])
    if value.linear:
        return np.interp(month, value.months, value.values)
    position = np.searchsorted(value.months, month, side="right") - 1
    return np.asarray(value.values)[np.maximum(position, 0)]


def _add_choice(
    reached: FloatArray,
    inverse: FloatArray,
    month: IntArray,
    share: FloatArray,
    divisor: FloatArray,
    base_year: int,
) -> None:
    """Add to [year, cohort] sums the twelfths that retire in `month` [cohort, month]."""
    years, cohorts = reached.shape
    year = np.maximum(month // 12 - base_year, 0)
    inside = (year < years) & (share > 0)
    cell = (year * cohorts + np.arange(cohorts)[:, None])[inside]
    weight = share[inside] / 12
    reached += np.bincount(cell, weight, years * cohorts).reshape(years, cohorts)
    by_divisor = np.bincount(cell, weight / divisor[inside], years * cohorts)
    inverse += by_divisor.reshape(years, cohorts)
