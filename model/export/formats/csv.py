"""CSV: the tables of raw values below each other, UTF-8 with the mark by which Excel knows it."""

import csv
import io

from model.export.answer import Answer


def write(answer: Answer) -> bytes:
    """Return the tables of raw values; undefined values are empty."""
    text = io.StringIO()
    for table in answer.data():
        csv.writer(text).writerows(table.lines(answer.language))
    return text.getvalue().encode("utf-8-sig")
