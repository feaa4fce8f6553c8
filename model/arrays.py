"""The array types of the model, and the one way to divide by what may be nobody."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int_]
BoolArray = NDArray[np.bool_]
#: Fewer persons than this are a rounding error that would overflow as a divisor.
_NOBODY = 1e-280


def mean_or_zero(total: FloatArray, persons: FloatArray) -> FloatArray:
    """Divide; nobody's mean is 0, for it is always multiplied by nobody."""
    shape = np.broadcast_shapes(total.shape, persons.shape)
    return np.asarray(np.divide(total, persons, out=np.zeros(shape), where=persons > _NOBODY))


#: Far below any share or number of persons; what money there is over it is still finite.
_SMALLEST = 1e-280


def ratio_or_nan(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Divide; undefined is NaN, also over what is too small to divide by without an overflow."""
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    defined = np.abs(denominator) > _SMALLEST
    return np.asarray(np.divide(numerator, denominator, out=np.full(shape, np.nan), where=defined))


def after(first: float, later: FloatArray) -> FloatArray:
    """Put the base year's figure before the projected years [year 0..T, path]."""
    rows = np.empty((len(later) + 1, later.shape[1]))
    rows[0], rows[1:] = first, later
    return rows
