"""Every figure opens: its formula, what was put in, and where each input stands.

>>> from model.provenance import origin_of
>>> origin_of(projection, "enterprise_pension", "payout_months", 2020)  # doctest: +SKIP
"""

from model.provenance.equation import Opening, Term, equation_text, with_values
from model.provenance.inputs import InputOrigin, Place
from model.provenance.origin import FigureOrigin, openable, origin_of
from model.provenance.texts import OriginText, origin_json, origin_rows, origin_text
from model.provenance.total import TOTAL

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
