"""The plan by which contributions due become cash: in time, late, forgone, defaulted."""

from dataclasses import dataclass

from model.arrays import FloatArray


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
