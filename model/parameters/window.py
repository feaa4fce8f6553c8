"""A stretch of calendar months: `{ from = "2009-01", to = "2009-12" }`."""

import re
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, PlainSerializer, model_validator

from model.errors import InputError, Problem
from model.parameters.dated import date_text, month_number
from model.parameters.declaration import DATE, Effect, Section, parameter
from model.words.texts import Text, message


def read_month(raw: Any) -> int:
    """Return the months from year 0 to the date that a file gives."""
    if isinstance(raw, int) and not isinstance(raw, bool) and raw > 9999:
        return raw  # read already
    month = month_number(str(raw)) if isinstance(raw, str | int) else None
    if month is None:
        raise InputError(
            [
                Problem(
                    "",
                    message("{date} is not a date", date=repr(raw)),
                    message('write a year, 2016, or a month in quotes, "2016-05"'),
                )
            ]
        )
    return month


def read_last_month(raw: Any) -> int:
    """Return the month that a stretch ends with; a year alone ends in December."""
    month = read_month(raw)
    return month + 11 if re.fullmatch(r"\d{4}", str(raw)) else month


Month = Annotated[int, BeforeValidator(read_month), PlainSerializer(date_text)]
LastMonth = Annotated[int, BeforeValidator(read_last_month), PlainSerializer(date_text)]


class Window(Section):
    """A section that acts from one month to another, both included."""

    title: ClassVar[Text] = Text("期间", "Window")

    from_: Month = parameter(
        alias="from",
        zh="开始月份",
        en="First month",
        help_zh="从该月（含）开始。",
        help_en="Acts from this month on.",
        unit=DATE,
        source="the notice that orders the measure",
        effect=Effect("contributions", 0, 3),
    )
    to: LastMonth = parameter(
        zh="结束月份",
        en="Last month",
        help_zh="到该月（含）为止；只写年份即到当年 12 月。",
        help_en="Acts up to this month, included; a year alone means its December.",
        unit=DATE,
        source="the notice that orders the measure",
        effect=Effect("contributions", 0, 24),
    )

    @model_validator(mode="after")
    def _in_order(self) -> "Window":
        if self.to < self.from_:
            raise InputError(
                [
                    Problem(
                        "to",
                        message(
                            "{last} is before {first}",
                            last=date_text(self.to),
                            first=date_text(self.from_),
                        ),
                        message("the last month comes after the first"),
                    )
                ]
            )
        return self

    def covers(self, years: NDArray[np.int_]) -> NDArray[np.bool_]:
        """Return which months lie in the window [year, month]."""
        month = (np.asarray(years) * 12)[:, None] + np.arange(12)
        return (month >= self.from_) & (month <= self.to)
