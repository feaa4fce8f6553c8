"""Numbers as tables print them: separators, full-width digits, gaps, precision."""

import math
import re
import unicodedata
from dataclasses import dataclass

#: What stands in a cell for a figure that the table does not give.
GAPS = frozenset(("", "-", "--", "—", "——", "–", "…", "...", "..", "×", "/", "n/a", "na", "无"))
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?([eE][+-]?\d+)?%?")


@dataclass(frozen=True)
class Printed:
    """A printed number and half a unit of its last digit."""

    value: float
    precision: float


def printed_number(text: str) -> Printed | None:
    """Return the number of a cell; None where the cell is a gap.

    A percent sign divides by 100; a comma stands before exactly three digits.

    Raises
    ------
    ValueError
        where the cell is neither a number nor a gap.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace(" ", "")
    if plain.casefold() in GAPS:
        return None
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    percent = plain.endswith("%")
    digits = plain.removesuffix("%").replace(",", "")
    mantissa, _, exponent = digits.casefold().partition("e")
    decimals = len(mantissa.partition(".")[2]) - int(exponent or 0) + (2 if percent else 0)
    value = float(digits) / (100 if percent else 1)
    if not math.isfinite(value):
        raise ValueError(text)
    return Printed(value, 0.5 * 10.0**-decimals)
