"""From pydantic's findings to problems that name the place and the cure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from model.errors import InputError, Problem, nearest_name
from model.parameters.declaration import Section, declaration_of, nested_section
from model.words.texts import Message, Text, message

UnknownKey = Callable[[str, str, Sequence[str]], Message]

_TYPE_NAMES = {
    "string": Text("文字", "text in quotes"),
    "int": Text("整数", "a whole number"),
    "float": Text("数字", "a number"),
    "tuple": Text("列表", "a list"),
    "model": Text("表", "a table"),
    "dict": Text("表", "a table"),
}


def path_text(parts: Sequence[str | int]) -> str:
    """Return `funds.x.policy.relief[0].to` of its parts."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def problems_of(
    error: ValidationError,
    where: str,
    model: type[BaseModel],
    unknown_key: UnknownKey | None = None,
) -> Iterator[Problem]:
    """Yield one problem for each finding of pydantic in `model` at `where`.

    Parameters
    ----------
    unknown_key : gives the cure for a key of the table itself that it does not take, from the
        table's path, the key and the keys that it takes
    """
    for finding in error.errors(include_url=False):
        location = finding["loc"]
        path = path_text([where, *location] if where else list(location))
        cause = finding.get("ctx", {}).get("error")
        if isinstance(cause, InputError):
            for problem in cause.problems:
                yield Problem(
                    path_text([path, problem.where]) if problem.where else path,
                    problem.what,
                    problem.cure,
                )
            continue
        section = _section_at(model, location[:-1])
        what, cure = _what_and_cure(dict(finding), section)
        if finding["type"] == "extra_forbidden" and len(location) == 1 and unknown_key:
            cure = unknown_key(where, str(location[0]), _names(model))
        yield Problem(path, what, cure)


def _what_and_cure(
    finding: dict[str, Any], section: type[BaseModel]
) -> tuple[Message, Message | None]:
    kind, name = finding["type"], str(finding["loc"][-1]) if finding["loc"] else ""
    if kind == "extra_forbidden":
        return message("unknown key"), nearest_name(name, _names(section))
    if kind == "missing":
        return message("is missing"), _give(section, name)
    if kind == "literal_error":
        return (
            message("{value} is not a choice here", value=repr(finding["input"])),
            message("one of {choices}", choices=finding["ctx"]["expected"]),
        )
    if kind.endswith("_type") or kind in ("is_instance_of", "model_attributes_type"):
        wanted = _TYPE_NAMES.get(kind.split("_")[0], _TYPE_NAMES["dict"])
        return (
            message("{value} is of the wrong kind", value=_short(finding["input"])),
            message("write {kind}", kind=wanted),
        )
    return message("{reason}", reason=finding["msg"]), None


def _names(section: type[BaseModel]) -> list[str]:
    return [field.alias or key for key, field in section.model_fields.items()]


def _give(section: type[BaseModel], name: str) -> Message | None:
    for key, field in section.model_fields.items():
        if name in (key, field.alias):
            declaration = declaration_of(field)
            if declaration is not None:
                return message(
                    "give {name}: {label}, in {unit}",
                    name=name,
                    label=declaration.label,
                    unit=declaration.unit.symbol,
                )
            if field.description:
                return message("give {name}: {label}", name=name, label=field.description)
    return None


def _section_at(model: type[BaseModel], location: Sequence[str | int]) -> type[BaseModel]:
    """Return the section in which a finding lies, following nested tables."""
    for part in location:
        if isinstance(part, int):
            continue
        for key, field in model.model_fields.items():
            inner: type[Section] | None = nested_section(field)
            if part in (key, field.alias) and inner is not None:
                model = inner
    return model


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
