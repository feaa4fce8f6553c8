"""Value payments for life."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def annuity_due(q: ArrayLike, interest: ArrayLike, age: int) -> Array:
    """Give the expected present value of 1 a year in advance for life from an age on.

    ``a[x] = 1 + (1 - q[x]) a[x+1] / (1 + i)``, backward from the last age of the table, where
    the last payment is made.

    Parameters
    ----------
    q : probability of dying within a year [..., age from 0].
    interest : yearly interest (share), a number or an array that broadcasts with the leading
        axes of ``q``.
    age : age at the first payment.

    Returns
    -------
    Array
        Present value in units of the yearly payment [...]; without an axis for plain input.

    Raises
    ------
    ValueError
        If the age is not in the table or the interest is -100% or less.

    Source: standard actuarial recursion (Bowers et al., Actuarial Mathematics, chapter 5).
    """
    dying = np.asarray(q, dtype=np.float64)
    growth = 1 + np.asarray(interest, dtype=np.float64)
    ages = dying.shape[-1]
    if not 0 <= age < ages:
        raise ValueError(f"annuity_due: age {age} is not in the table (use 0 to {ages - 1})")
    if np.any(growth <= 0):
        raise ValueError("annuity_due: interest is -100% or less (write 0.03 for 3%)")
    value = np.ones(np.broadcast_shapes(dying.shape[:-1], growth.shape))
    for x in range(ages - 2, age - 1, -1):
        value = 1 + (1 - dying[..., x]) * value / growth
    return value
