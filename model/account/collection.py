"""Contributions due become cash: in the year, in the next, later as arrears, or never.

Each equation stands here once (docs/method/ledger_account.md). It holds alike for a year of one
path (floats), for a year of many paths [path] and for all years at once [year, path].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from model.arrays import FloatArray

#: A float, [path] or [year, path]; what an equation returns is as large as what it was given.
Amount = Any
#: Share of a year for which money moved in each month earns interest: (12 - m + 0.5) / 12.
INTEREST_TIME = (12 - np.arange(1, 13) + 0.5) / 12
#: The same where money moves evenly over the year, as arrears are recovered.
EVEN_TIME = 0.5


@dataclass(frozen=True)
class CollectionPlan:
    """How a year's contributions due become cash, path-independent.

    The employer's due of a year splits into what is forgone, paid in the same year by month,
    paid in the next year by month, and defaulted; the four sum to 1.

    Attributes
    ----------
    forgone, defaulted : share of the year's employer contributions [year]
    paid_same_year, paid_next_year : shares by month of payment [year, month]
    employee_months : employee contributions by month [year, month]
    collection_rate, recovery_rate, write_off_rate : shares [year]
    """

    forgone: FloatArray
    defaulted: FloatArray
    paid_same_year: FloatArray
    paid_next_year: FloatArray
    employee_months: FloatArray
    collection_rate: FloatArray
    recovery_rate: FloatArray
    write_off_rate: FloatArray


class PlanOfYear(NamedTuple):
    """A plan without its months: numbers of one year, or columns of all years [year, 1].

    `same_year` and `next_year` are the shares of the employer's due by when they are paid;
    a `_time` is such a share (of employees all) times the part of the year that it earns interest.
    """

    collection_rate: Amount
    forgone: Amount
    defaulted: Amount
    same_year: Amount
    next_year: Amount
    same_year_time: Amount
    next_year_time: Amount
    employee_time: Amount


class Collection(NamedTuple):
    """What becomes of the dues of a year, yuan.

    Attributes
    ----------
    asked : contributions asked for, cuts taken off
    in_time, late : of them paid in the year, and in the next
    short : of them not paid; joins the arrears
    in_time_weighted, late_weighted : payments times the part of their year that they earn interest
    """

    asked: Amount
    in_time: Amount
    late: Amount
    short: Amount
    in_time_weighted: Amount
    late_weighted: Amount

    @property
    def collected(self) -> Amount:
        """What is paid of the dues of the year, whenever it arrives."""
        return self.in_time + self.late


def collect(employer: Amount, employee: Amount, plan: PlanOfYear) -> Collection:
    """Return what becomes of dues, yuan, as rules have left them."""
    asked = asked_for(employer, employee, plan.forgone)
    from_employer = collected(employer, plan.collection_rate)
    from_employee = collected(employee, plan.collection_rate)
    return Collection(
        asked=asked,
        in_time=from_employer * plan.same_year + from_employee,
        late=from_employer * plan.next_year,
        short=short_of(asked, plan.collection_rate, from_employer * plan.defaulted),
        in_time_weighted=from_employer * plan.same_year_time + from_employee * plan.employee_time,
        late_weighted=from_employer * plan.next_year_time,
    )


def asked_for(employer: Amount, employee: Amount, forgone: Amount) -> Amount:
    """Return what of the dues is asked for: the employer's part is cut by a relief."""
    return employer * (1 - forgone) + employee


def collected(due: Amount, collection_rate: Amount) -> Amount:
    """Return what of a due is collected."""
    return collection_rate * due


def short_of(asked: Amount, collection_rate: Amount, defaulted: Amount = 0.0) -> Amount:
    """Return what is not paid of what is asked for, with what was deferred and never comes."""
    return (1 - collection_rate) * asked + defaulted


def recovered_of(arrears: Amount, recovery_rate: Amount) -> Amount:
    """Return what comes in during a year of the arrears at its start."""
    return arrears * recovery_rate


def arrears_after(
    arrears: Amount, recovered: Amount, write_off_rate: Amount, short: Amount
) -> Amount:
    """Return the arrears at a year's end."""
    return arrears - recovered - arrears * write_off_rate + short


def with_late(in_time: FloatArray, late: FloatArray) -> FloatArray:
    """Return what is paid in each year: of its own dues and of last year's [year, path].

    Nothing arrives late in the first year: what was deferred before it is not known.
    """
    paid = np.array(in_time)
    paid[1:] += late[:-1]
    return paid


def plan_of_all_years(plan: CollectionPlan) -> PlanOfYear:
    """Return the plan as columns [year, 1]."""
    return PlanOfYear(*(column[:, None] for column in _columns(plan)))


def plans_by_year(plan: CollectionPlan) -> list[PlanOfYear]:
    """Return the plan of each year as plain numbers."""
    columns = (column.tolist() for column in _columns(plan))
    return [PlanOfYear(*row) for row in zip(*columns, strict=True)]


def _columns(plan: CollectionPlan) -> Sequence[FloatArray]:
    """Return the fields of `PlanOfYear` in their order [year]."""
    return (
        plan.collection_rate,
        plan.forgone,
        plan.defaulted,
        plan.paid_same_year.sum(axis=1),
        plan.paid_next_year.sum(axis=1),
        plan.paid_same_year @ INTEREST_TIME,
        plan.paid_next_year @ INTEREST_TIME,
        plan.employee_months @ INTEREST_TIME,
    )
