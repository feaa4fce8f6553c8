"""Parts, shifts and joins of dated values: what an edit makes of a table of dates."""

from bisect import bisect_right

import numpy as np

from model.parameters.dated import DatedValue

#: Digits that an edited number keeps: 0.12 + 0.01 is 0.13.
_DIGITS = 12


def from_month(value: DatedValue, month: int) -> DatedValue:
    """Return the part of a value that holds from `month` on, dated from it.

    A value whose first date lies later is returned as it is.
    """
    if value.months[0] > month:
        return value
    later = [(m, v) for m, v in zip(value.months, value.values, strict=True) if m > month]
    months, values = zip((month, _in_month(value, month)), *later, strict=True)
    return DatedValue(months, values, value.linear and len(values) > 1)


def _in_month(value: DatedValue, month: int) -> float:
    """Return what holds in one month, which may be the first of the value within its year."""
    if value.linear:
        return float(np.interp(month, value.months, value.values))
    return value.values[bisect_right(value.months, month) - 1]


def is_level(value: DatedValue) -> bool:
    """Whether the value never changes."""
    return len(set(value.values)) == 1


def shifted(value: DatedValue, by: float) -> DatedValue:
    """Return the value moved by the same amount at every date."""
    return DatedValue(value.months, tuple(rounded(v + by) for v in value.values), value.linear)


def joined(before: DatedValue, edit: DatedValue, start: int, first_month: int) -> DatedValue:
    """Return one table: `before` from month `start` until the edit's first date, then the edit.

    Parameters
    ----------
    start : month at which a `before` given as one number starts
    first_month : month at which an `edit` given as one number starts
    """
    later = DatedValue((first_month,), edit.values) if edit.is_constant else edit
    turn = later.months[0]
    begin = max(before.months[0], start)
    if begin >= turn:
        # one number in a base file would hold in the base year too
        return edit if start >= turn else later
    earlier = from_month(before, begin)
    kept = [(m, v) for m, v in zip(earlier.months, earlier.values, strict=True) if m < turn]
    if not earlier.linear and not later.linear:
        pairs = [*kept, *zip(later.months, later.values, strict=True)]
        months, values = zip(*pairs, strict=True)
        return DatedValue(months, values)
    knots = [*_knots(earlier, kept, turn), *_knots(later, None, None)]
    months, values = zip(*knots, strict=True)
    return DatedValue(months, values, linear=True)


def rounded(number: float) -> float:
    """Return a number with the digits that an edit keeps."""
    return float(f"{number:.{_DIGITS}g}")


def _knots(
    value: DatedValue, kept: list[tuple[int, float]] | None, turn: int | None
) -> list[tuple[int, float]]:
    """Return points of a line that says the same: a step is two points a month apart."""
    pairs = kept if kept is not None else list(zip(value.months, value.values, strict=True))
    if value.linear:
        if turn is not None and pairs[-1][0] < turn - 1:
            return [*pairs, (turn - 1, _in_month(value, turn - 1))]
        return pairs
    knots = []
    ends = [m for m, _ in pairs[1:]] + ([turn] if turn is not None else [pairs[-1][0] + 1])
    for (month, level), end in zip(pairs, ends, strict=True):
        knots.append((month, level))
        if end - 1 > month:
            knots.append((end - 1, level))
    return knots
