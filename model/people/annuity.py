"""Months by which an individual account is divided at retirement (State Council 2005 no. 38)."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from model.arrays import FloatArray
from model.tables import annuity_divisors

DivisorMethod = Literal["floor", "linear"]
_YOUNGEST, _OLDEST = 40, 70


def annuity_divisor(age: ArrayLike, method: DivisorMethod = "floor") -> FloatArray:
    """Return the months by which an account is divided at retirement age `age` (years).

    Between whole ages `floor` takes the lower age's divisor and `linear` interpolates; ages
    outside 40..70 take the nearest end. Source: annex of State Council document 2005 no. 38.
    """
    bounded = np.clip(np.asarray(age, dtype=float), _YOUNGEST, _OLDEST)
    if method == "linear":
        return np.asarray(np.interp(bounded, np.arange(_YOUNGEST, _OLDEST + 1), annuity_divisors()))
    return np.asarray(annuity_divisors()[np.floor(bounded + 1e-9).astype(int) - _YOUNGEST])
