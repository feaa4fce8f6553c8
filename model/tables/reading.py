"""Reading the CSV files of `model/data`: read-only float64 arrays, each file once."""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Row = dict[str, str]

SEXES: Final = ("men", "women")
LAST_AGE: Final = 105
DECADE: Final = 10


def read_only(values: ArrayLike) -> Array:
    """Return a read-only float64 copy."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


AGES: Final = read_only(np.arange(LAST_AGE + 1))


@cache
def tables_digest() -> str:
    """Give one fingerprint of all shipped tables, to stand on every output.

    Returns
    -------
    str
        SHA-256 over the name and the bytes of each CSV file, in the order of the names.
    """
    directory = files("model") / "data"
    return digest_of(
        (file.name, file.read_bytes()) for file in directory.iterdir() if file.name.endswith(".csv")
    )


def digest_of(named_bytes: Iterable[tuple[str, bytes]]) -> str:
    """Return one fingerprint of named contents, whatever their order."""
    seal = hashlib.sha256()
    for name, content in sorted(named_bytes):
        seal.update(f"{name} {len(content)}\n".encode())
        seal.update(content)
    return seal.hexdigest()


@cache
def rows_of(table: str) -> tuple[Row, ...]:
    """Return the rows of a table as they stand in its file."""
    text = (files("model") / "data" / f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def number(cell: str) -> float:
    """Return a cell as a number; an empty one is unknown."""
    return float(cell) if cell else float("nan")


@cache
def column_of(table: str, column: str) -> Array:
    """Return one column of a table."""
    return read_only([number(row[column]) for row in rows_of(table)])


@cache
def by_year(table: str, column: str) -> Mapping[int, float]:
    """Return one column of a table by its year."""
    return MappingProxyType({int(row["year"]): number(row[column]) for row in rows_of(table)})


def interpolated(table: str, column: str, years: ArrayLike) -> Array:
    """Return one column at the given years, linear between its own, held outside."""
    at = np.atleast_1d(np.asarray(years, dtype=np.float64))
    return read_only(np.interp(at, column_of(table, "year"), column_of(table, column)))


@cache
def grouped(table: str, column: str) -> tuple[Array, Array, Array]:
    """Return the years, the starts of the age groups and the values [year, sex, group]."""
    rows = rows_of(table)
    years = sorted({int(row["year"]) for row in rows})
    starts = sorted({int(row["age_start"]) for row in rows})
    values = {(row["year"], row["sex"], row["age_start"]): number(row[column]) for row in rows}
    grouped = [[[values[str(y), sex, str(a)] for a in starts] for sex in SEXES] for y in years]
    return read_only(years), read_only(starts), read_only(grouped)


def check_name(function: str, name: str, names: tuple[str, ...]) -> None:
    """Raise ValueError, naming the nearest, unless `name` is one of `names`."""
    if name in names:
        return
    near = get_close_matches(str(name), names, n=1, cutoff=0.5)
    advice = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(names)}"
    raise ValueError(f"{function}: there is no table {name!r} ({advice})")
