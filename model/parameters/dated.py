"""Values that change on dates: `{ 2016 = 0.20, "2016-05" = 0.19 }`."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from model.errors import InputError, Problem
from model.words.texts import message

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?")

#: A value given as one number holds from here on, that is always.
ALWAYS = 0


def month_number(date: str) -> int | None:
    """Return the months from year 0 to `date` ("2016" or "2016-05"), or None if it is no date."""
    found = _DATE.fullmatch(date)
    if not found:
        return None
    month = int(found[2] or 1)
    return int(found[1]) * 12 + month - 1 if 1 <= month <= 12 else None


def date_text(month: int) -> str:
    """Return the date that `month_number` reads as `month`; January is written as the year."""
    year, month_of_year = divmod(month, 12)
    return f"{year:04d}" if month_of_year == 0 else f"{year:04d}-{month_of_year + 1:02d}"


@dataclass(frozen=True)
class DatedValue:
    """A number that holds from its date on; the last one holds for ever.

    Attributes
    ----------
    months : months from year 0 at which each value starts, rising; `ALWAYS` for a constant
    values : the values, as many as months
    linear : between two dates the value moves evenly from one to the other
    """

    months: tuple[int, ...]
    values: tuple[float, ...]
    linear: bool = False

    @classmethod
    def constant(cls, value: float) -> "DatedValue":
        """Return a value that always holds."""
        return cls((ALWAYS,), (float(value),))

    @property
    def is_constant(self) -> bool:
        """Whether the value was given as one number."""
        return self.months == (ALWAYS,)

    def monthly(self, years: NDArray[np.int_]) -> NDArray[np.float64]:
        """Return the values in force [year, month]; raise ValueError before the first date."""
        month = (np.asarray(years) * 12)[:, None] + np.arange(12)
        if month.size and month.min() < self.months[0]:
            raise ValueError(f"no value before {date_text(self.months[0])}")
        if self.linear:
            return np.asarray(np.interp(month, self.months, self.values))
        position = np.searchsorted(self.months, month, side="right") - 1
        return np.asarray(self.values)[position]

    def annual(self, years: NDArray[np.int_]) -> NDArray[np.float64]:
        """Return the year's value [year]: the mean of its twelve months.

        A cut from May thus counts 8/12. A year without a change keeps its value to the last bit.
        """
        if self.is_constant:
            return np.full(len(years), self.values[0])
        monthly = self.monthly(years)
        even = (monthly == monthly[:, :1]).all(axis=1)
        return np.where(even, monthly[:, 0], monthly.mean(axis=1))

    def at(self, year: int) -> float:
        """Return the value of one year."""
        return float(self.annual(np.array([year]))[0])

    def followed_by(self, reform: "DatedValue", first_projected_month: int) -> "DatedValue":
        """Return this value until the reform's first date and the reform's from then on.

        A reform given as one number starts with the first projected year, because what was
        observed is not reformed.
        """
        start = first_projected_month if reform.is_constant else reform.months[0]
        kept = [(month, value) for month, value in self.steps() if month < start]
        added = [(start, reform.values[0])] if reform.is_constant else reform.steps()
        if not kept and not reform.is_constant:
            return reform
        months, values = zip(*kept, *added, strict=True)
        return DatedValue(months, values)

    def steps(self) -> list[tuple[int, float]]:
        """Return (month, value) pairs as steps; a line becomes one step a month.

        A line that starts with a value that always held is flat up to its second date.
        """
        if not self.linear:
            return list(zip(self.months, self.values, strict=True))
        first, last = self.months[0], self.months[-1]
        months = [first, *range(self.months[1] if first == ALWAYS else first + 1, last + 1)]
        return [(m, float(np.interp(m, self.months, self.values))) for m in months]

    def to_toml(self) -> float | dict[str, float | str]:
        """Return what a scenario file says: a number or a table of dates."""
        if self.is_constant:
            return self.values[0]
        pairs = zip(self.months, self.values, strict=True)
        table: dict[str, float | str] = {date_text(month): value for month, value in pairs}
        return {**table, "between": "linear"} if self.linear else table

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Accept finished dated values; `read_dated` has made them of the file's."""
        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe a number or a table of dates."""
        return {
            "anyOf": [
                {"type": "number"},
                {
                    "type": "object",
                    "properties": {"between": {"const": "linear"}},
                    "patternProperties": {r"^\d{4}(-\d{1,2})?$": {"type": "number"}},
                    "additionalProperties": False,
                },
            ]
        }


def annual_or(
    value: DatedValue | None, years: NDArray[np.int_], default: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the year's values of an optional parameter [year, ...].

    `default` [year, ...] holds where the parameter is not given and, by the month, before
    its first date.
    """
    if value is None:
        return default
    month = (np.asarray(years) * 12)[:, None] + np.arange(12)
    before = (month < value.months[0]).mean(axis=1)
    if not before.any():
        given = value.annual(years)
        return np.broadcast_to(given.reshape(-1, *(1,) * (default.ndim - 1)), default.shape)
    months, values = zip(*value.steps(), strict=True)
    extended = DatedValue((ALWAYS, *months), (0.0, *values))
    shape = (-1, *(1,) * (default.ndim - 1))
    return np.asarray(extended.annual(years).reshape(shape) + before.reshape(shape) * default)


def read_number(raw: object) -> float:
    """Return the finite number `raw`; raise `InputError` for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise InputError(
            [
                Problem(
                    "",
                    message("{value} is not a number", value=_as_written(raw)),
                    message("write a plain number such as 0.16"),
                )
            ]
        )
    if not math.isfinite(raw):
        raise InputError(
            [
                Problem(
                    "",
                    message("{value} is not a finite number", value=raw),
                    message("leave the line out if the figure is unknown"),
                )
            ]
        )
    return float(raw)


def _as_written(raw: object) -> str:
    return str(raw).lower() if isinstance(raw, bool) else repr(raw)


def read_dated(raw: object) -> DatedValue:
    """Return the dated value that a file gives as `raw`.

    Raises
    ------
    InputError
        with every problem of the table, each at its date.
    """
    if isinstance(raw, DatedValue):
        return raw
    if not isinstance(raw, Mapping):
        return DatedValue.constant(read_number(raw))
    problems: list[Problem] = []
    months: list[int] = []
    values: list[float] = []
    linear = _read_between(raw, problems)
    for key, value in raw.items():
        if key == "between":
            continue
        month = month_number(str(key))
        if month is None:
            problems.append(
                Problem(
                    str(key),
                    message("{date} is not a date", date=repr(str(key))),
                    message('write a year, 2016, or a month in quotes, "2016-05"'),
                )
            )
            continue
        if months and month <= months[-1]:
            problems.append(
                Problem(
                    str(key),
                    message("the date does not come after {date}", date=date_text(months[-1])),
                    message("list the dates in order, each once"),
                )
            )
            continue
        try:
            values.append(read_number(value))
            months.append(month)
        except InputError as error:
            problems += [Problem(str(key), p.what, p.cure) for p in error.problems]
    if not months and not problems:
        problems.append(
            Problem("", message("the table has no dates"), message("write { 2016 = 0.20 }"))
        )
    if problems:
        raise InputError(problems)
    return DatedValue(tuple(months), tuple(values), linear)


def _read_between(raw: Mapping[object, object], problems: list[Problem]) -> bool:
    if "between" in raw and raw["between"] != "linear":
        problems.append(
            Problem(
                "between",
                message(
                    "{value} is not a way to fill in between dates", value=repr(raw["between"])
                ),
                message('write between = "linear", or leave it out for steps'),
            )
        )
    return raw.get("between") == "linear"
