"""Four rules that need no model: what every projection must beat."""

import math
from collections.abc import Callable, Mapping

#: A figure of a variable by year, NaN in gaps.
Seen = Callable[[str, int], float]
#: In their order in every table.
RULES = ("unchanged", "unchanged_months", "last_growth", "three_year_growth")


def naive_forecasts(seen: Seen, variable: str, origin: int, horizon: int) -> Mapping[str, float]:
    """Return what each rule says of a variable some years after an origin; NaN where it cannot.

    unchanged : the level stands still; for the balance and payout months income and expenditure do
    unchanged_months : payout months stand still; of nothing else
    last_growth, three_year_growth : the variable's own growth of one or three years goes on
    """
    level = seen(variable, origin)
    return {
        "unchanged": _unchanged(seen, variable, origin, horizon),
        "unchanged_months": level if variable == "payout_months" else math.nan,
        "last_growth": level * _growth(seen, variable, origin, 1) ** horizon,
        "three_year_growth": level * _growth(seen, variable, origin, 3) ** horizon,
    }


def _unchanged(seen: Seen, variable: str, origin: int, horizon: int) -> float:
    if variable not in ("balance", "payout_months"):
        return seen(variable, origin)
    spent = seen("expenditure", origin)
    balance = seen("balance", origin) + horizon * (seen("income", origin) - spent)
    if variable == "balance":
        return balance
    return 12 * balance / spent if spent else math.nan


def _growth(seen: Seen, variable: str, origin: int, years: int) -> float:
    """Return one plus the yearly growth over some years; NaN over a gap or a change of sign."""
    before, now = seen(variable, origin - years), seen(variable, origin)
    return (now / before) ** (1 / years) if before > 0 and now > 0 else math.nan
