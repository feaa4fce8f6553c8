"""One declaration per parameter: type, unit, bounds, labels, help, source and effect.

Validation, slider, command-line listing, documentation table and JSON Schema are all drawn
from it. A section (policy, assumptions, reported) is a frozen pydantic model whose fields
are declared with `parameter(...)`.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypedDict, Unpack, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic.fields import FieldInfo
from pydantic_core.core_schema import ValidationInfo

from model.errors import InputError, Problem
from model.parameters.dated import DatedValue, date_text, read_dated, read_number
from model.words.texts import Text, message


@dataclass(frozen=True)
class Unit:
    """What a number counts; `symbol` stands beside it on screen and in listings."""

    name: str
    symbol: Text


@dataclass(frozen=True)
class SharesUnit(Unit):
    """Parts of a whole, given together as a list of `count` numbers that sum to 1."""

    count: int


SHARE = Unit("share", Text("比例", "share"))
PERSONS = Unit("persons", Text("人", "persons"))
PERSONS_A_YEAR = Unit("persons_a_year", Text("人/年", "persons a year"))
YEARS = Unit("years", Text("年", "years"))
AGE = Unit("age", Text("岁", "years of age"))
MONTHS = Unit("months", Text("个月", "months"))
MONEY = Unit("money", Text("文件货币单位", "the file's money unit"))
MONEY_A_YEAR = Unit("money_a_year", Text("文件货币单位/年", "the file's money unit a year"))
CURRENCY = Unit("currency", Text("元", "yuan"))
CURRENCY_A_YEAR = Unit("currency_a_year", Text("元/年", "yuan a year"))
CURRENCY_A_MONTH = Unit("currency_a_month", Text("元/月", "yuan a month"))
MULTIPLE = Unit("multiple", Text("倍", "times"))
CHOICE = Unit("choice", Text("选项", "choice"))
SHARES = SharesUnit("shares", Text("十二个月占比", "twelve shares"), 12)
DATE = Unit("date", Text("年或年-月", "year or year-month"))


@dataclass(frozen=True)
class Effect:
    """What moves when the parameter rises: the no-dead-lever test moves it and looks.

    Attributes
    ----------
    output : name of a series or summary figure (see `model.words.outputs`)
    direction : +1 rises, -1 falls, 0 moves (a choice, or either way by circumstances)
    nudge : by how much the test raises the parameter; for a choice, the other option
    """

    output: str
    direction: int
    nudge: Any


@dataclass(frozen=True)
class Parameter:
    """The declaration of one parameter; see `parameter`."""

    label: Text
    help: Text
    unit: Unit
    lower: float
    upper: float
    source: str
    effect: Effect
    step: float | None
    headline: int
    observed: bool
    table: Callable[[Any], Any] | None
    words: Mapping[str, Text]
    instead_of: str | None


def parameter(
    default: Any = ...,
    *,
    zh: str,
    en: str,
    help_zh: str,
    help_en: str,
    unit: Unit,
    effect: Effect,
    bounds: tuple[float, float] = (-math.inf, math.inf),
    source: str = "",
    step: float | None = None,
    headline: int = 0,
    observed: bool = False,
    alias: str | None = None,
    table: Callable[[Any], Any] | None = None,
    words: Mapping[str, Text] | None = None,
    instead_of: str | None = None,
) -> Any:
    """Declare a parameter as the default of a field of a `Section`.

    Parameters
    ----------
    default : the value where a file gives none; left out, the file must give one
    zh, en : label; help_zh, help_en : one plain sentence with the policy meaning
    unit, bounds : what a number counts and between which values it may lie, both included
    effect : what moves when it rises
    source : law, table or "assumption" the default and bounds come from
    step : how far one notch of a slider moves
    headline : its rank among the levers shown first, 1 before 2; 0 for the others
    observed : its value in the base year is used too, so dates must reach back to it
    alias : the name in files where the field's name cannot be one in Python
    words : what the options of a choice are called
    instead_of : the parameter of the same section that says the same in another way; only one of
        them may be given
    table : where no value is given, what holds instead [year], as a function of years
    """
    field = Field(default, alias=alias) if alias else Field(default)
    declaration = Parameter(
        label=Text(zh, en),
        help=Text(help_zh, help_en),
        unit=unit,
        lower=bounds[0],
        upper=bounds[1],
        source=source,
        effect=effect,
        step=step,
        headline=headline,
        observed=observed,
        table=table,
        words=words or {},
        instead_of=instead_of,
    )
    field.metadata.append(declaration)
    return field


class Changes(TypedDict, total=False):
    """What a section may say otherwise of a parameter that it takes over; see `parameter`."""

    help_zh: str
    help_en: str
    bounds: tuple[float, float]
    effect: Effect
    source: str
    step: float | None
    headline: int
    observed: bool
    instead_of: str | None


def with_default(
    section: type["Section"], name: str, default: Any = ..., **changes: Unpack[Changes]
) -> Any:
    """Take over a parameter of another section with a default of its own, and with changes.

    Whatever is not named here stays as it is declared there, above all label and unit.
    """
    declared = section.model_fields[name]
    declaration = declaration_of(declared)
    if declaration is None:
        raise TypeError(f"{section.__name__}.{name} is no declared parameter")
    said: dict[str, Any] = dict(changes)
    if unknown := said.keys() - Changes.__annotations__.keys():
        raise TypeError(f"{section.__name__}.{name} cannot change {', '.join(sorted(unknown))}")
    help_ = declaration.help
    said["help"] = Text(said.pop("help_zh", help_.zh), said.pop("help_en", help_.en))
    said["lower"], said["upper"] = said.pop("bounds", (declaration.lower, declaration.upper))
    field = Field(default, alias=declared.alias)
    field.metadata.append(replace(declaration, **said))
    return field


class Section(BaseModel):
    """A frozen group of parameters; unknown names are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, populate_by_name=True, validate_default=False
    )

    #: what the section is called in a file
    title: ClassVar[Text]

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, raw: Any, info: ValidationInfo) -> Any:
        """Read a number or dated table and hold it against the declared bounds."""
        field = cls.model_fields[str(info.field_name)]
        declaration = declaration_of(field)
        if declaration is None or declaration.unit is DATE or raw is None:
            return raw
        if is_dated(field):
            value = read_dated(raw)
            _check_bounds(declaration, value)
            return value
        if takes_number(field):
            number = read_number(raw)
            _check_bounds(declaration, DatedValue.constant(number))
            return int(number) if _is_whole(field, number) else number
        if isinstance(declaration.unit, SharesUnit):
            return read_shares(raw, declaration.unit.count)
        return raw


def declaration_of(field: FieldInfo) -> Parameter | None:
    """Return the declaration that a field carries."""
    return next((item for item in field.metadata if isinstance(item, Parameter)), None)


def declarations(section: type[Section]) -> Iterator[tuple[str, FieldInfo, Parameter]]:
    """Yield (name in files, field, declaration) of a section's parameters, in order."""
    for name, field in section.model_fields.items():
        declaration = declaration_of(field)
        if declaration is not None:
            yield field.alias or name, field, declaration


def is_date(field: FieldInfo) -> bool:
    """Whether the field takes one date."""
    declaration = declaration_of(field)
    return declaration is not None and declaration.unit is DATE


def is_dated(field: FieldInfo) -> bool:
    """Whether the field takes dated values."""
    return DatedValue in _types(field)


def takes_number(field: FieldInfo) -> bool:
    """Whether the field takes one plain number."""
    return float in _types(field) or int in _types(field)


def _is_whole(field: FieldInfo, number: float) -> bool:
    if int not in _types(field):
        return False
    if number != int(number):
        raise InputError(
            [Problem("", message("{value} is not a whole number", value=f"{number:g}"))]
        )
    return True


def read_shares(raw: Any, count: int) -> tuple[float, ...]:
    """Return `count` shares that sum to 1; raise `InputError` for anything else."""
    if not isinstance(raw, list | tuple) or len(raw) != count:
        problem = message("{value} are not {count} shares", value=repr(raw), count=count)
        cure = message("write {count} numbers in brackets", count=count)
        raise InputError([Problem("", problem, cure)])
    shares = tuple(read_number(share) for share in raw)
    if min(shares) < 0 or abs(sum(shares) - 1) > 1e-6:
        problem = message(
            "the {count} shares sum to {total}, not 1", count=count, total=f"{sum(shares):g}"
        )
        raise InputError([Problem("", problem, message("divide each by their sum; none below 0"))])
    return tuple(share / sum(shares) for share in shares)


def nested_section(field: FieldInfo) -> type[Section] | None:
    """Return the section that the field holds (one or a tuple of them), if it does."""
    for option in _types(field):
        for inner in (option, *get_args(option)):
            if isinstance(inner, type) and issubclass(inner, Section):
                return inner
    return None


def choices(field: FieldInfo) -> tuple[str, ...]:
    """Return the words that the field may hold, if it is a choice."""
    return tuple(
        word for option in _types(field) for word in get_args(option) if isinstance(word, str)
    )


def _types(field: FieldInfo) -> tuple[Any, ...]:
    annotation = field.annotation
    if get_origin(annotation) is None or get_origin(annotation) is tuple:
        return (annotation,)
    if choices_only := [a for a in get_args(annotation) if isinstance(a, str)]:
        return (annotation,) if choices_only else ()
    return get_args(annotation)


def _check_bounds(declaration: Parameter, value: DatedValue) -> None:
    problems = [
        Problem(
            "" if value.is_constant else date_text(month),
            message(
                "{value} is outside {lower} to {upper}",
                value=f"{number:g}",
                lower=f"{declaration.lower:g}",
                upper=f"{declaration.upper:g}",
            ),
            _percent_cure(declaration, number),
        )
        for month, number in zip(value.months, value.values, strict=True)
        if not declaration.lower <= number <= declaration.upper
    ]
    if problems:
        raise InputError(problems)


def _percent_cure(declaration: Parameter, number: float) -> Any:
    meant_percent = declaration.unit is SHARE and number > 1
    if meant_percent and declaration.lower <= number / 100 <= declaration.upper:
        return message(
            "write {share} for {percent}%", share=f"{number / 100:g}", percent=f"{number:g}"
        )
    return message(
        "{label}: counted in {unit}", label=declaration.label, unit=declaration.unit.symbol
    )
