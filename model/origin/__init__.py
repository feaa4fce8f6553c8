"""Every figure opens: its formula, what was put in, and where each input stands.

>>> from model.origin import origin_of
>>> origin_of(projection, "enterprise_pension", "payout_months", 2020)  # doctest: +SKIP
"""

from model.origin.equation import Opening, Term, equation_text, with_values
from model.origin.figure_origin import FigureOrigin, openable, origin_of
from model.origin.inputs import InputOrigin, Place
from model.origin.origin_text import OriginText, origin_json, origin_rows, origin_text
from model.origin.total import TOTAL

__all__ = [
    "TOTAL",
    "FigureOrigin",
    "InputOrigin",
    "Opening",
    "OriginText",
    "Place",
    "Term",
    "equation_text",
    "openable",
    "origin_json",
    "origin_of",
    "origin_rows",
    "origin_text",
    "with_values",
]
