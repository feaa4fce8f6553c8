"""What a new pension is worth (State Council document 2005 no. 38).

``basic = W_prev x (1 + index) / 2 x years x accrual``
``account = balance / divisor(age)``
``transitional = W_prev x index x deemed years x coefficient``
"""

from dataclasses import dataclass

from model.people.annuity import DivisorMethod, annuity_divisor


@dataclass(frozen=True)
class Award:
    """A new monthly pension and its three parts [yuan a month]."""

    basic: float
    account: float
    transitional: float

    @property
    def total(self) -> float:
        """The monthly pension."""
        return self.basic + self.account + self.transitional


def new_award(
    *,
    previous_wage: float,
    index: float,
    paid_years: float,
    account: float,
    age: float,
    deemed_years: float = 0.0,
    accrual_rate: float = 0.01,
    transition_coefficient: float = 0.013,
    divisor_method: DivisorMethod = "floor",
) -> Award:
    """Return the monthly pension of one new retiree.

    Parameters
    ----------
    previous_wage : average wage of the year before, yuan a month
    index : average of declared base over average wage through the years paid
    paid_years, deemed_years : years of contributions, and years deemed paid
    account : balance of the individual account, yuan
    age : at retirement, years
    """
    years = paid_years + deemed_years
    return Award(
        basic=previous_wage * (1 + index) / 2 * years * accrual_rate,
        account=account / float(annuity_divisor(age, divisor_method)),
        transitional=previous_wage * index * deemed_years * transition_coefficient,
    )
