"""The top of a scenario file: what it is called, its years, its money."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from model.errors import InputError, Problem
from model.words.texts import Text, message

FIRST_YEAR, LAST_YEAR = 1970, 2100
LONGEST_HORIZON = 120


def read_text(raw: Any) -> Text:
    """Return a title given as one string or as { zh = "...", en = "..." }."""
    if isinstance(raw, Text):
        return raw
    if isinstance(raw, str):
        return Text(raw, raw)
    if isinstance(raw, dict) and raw and set(raw) <= {"zh", "en"}:
        words = {key: str(value) for key, value in raw.items()}
        either = next(iter(words.values()))
        return Text(words.get("zh", either), words.get("en", either))
    raise InputError(
        [
            Problem(
                "",
                message("{value} is not a title", value=repr(raw)),
                message('write "..." or { zh = "...", en = "..." }'),
            )
        ]
    )


def text_to_toml(text: Text) -> str | dict[str, str]:
    """Return what a file says for a title in one or two languages."""
    return text.zh if text.zh == text.en else {"zh": text.zh, "en": text.en}


Title = Annotated[
    Text,
    BeforeValidator(read_text, json_schema_input_type=str | dict[str, str]),
    PlainSerializer(text_to_toml),
]


class Header(BaseModel):
    """Everything above the tables of a scenario file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: int = Field(description="format of the file: 1")
    title: Title = Field(description="what the scenario is called, in one or both languages")
    about: Title = Field(default=Text("", ""), description="where the figures come from")
    base: str | None = Field(default=None, description="the file that this one reforms")
    base_year: int = Field(
        ge=FIRST_YEAR, le=LAST_YEAR, description="year of the last final account"
    )
    end_year: int = Field(description="last projected year")
    currency: str = Field(
        default="CNY", pattern="^[A-Z]{3}$", description="ISO 4217 code of the currency"
    )
    history: str | None = Field(
        default=None, description="CSV beside the file with the observed years"
    )
    anchored: bool | None = Field(
        default=None,
        description="whether profiles are fitted to the history, or without one to the final "
        "account; left out, to a history that is named",
    )
    money: str = Field(default="yuan", description="unit of every fund total in the file")


HEADER_KEYS = tuple(Header.model_fields)
#: What belongs to the base's account and cannot be reformed.
FIXED_BY_BASE = ("base_year", "currency", "money")
