"""JSON Schema of scenario files, for editors: drawn from the declarations."""

from typing import Any

from pydantic import BaseModel

from model.funds.kinds import kinds
from model.parameters.declaration import (
    DATE,
    Section,
    SharesUnit,
    choices,
    declaration_of,
    is_dated,
    nested_section,
    takes_number,
)
from model.parameters.rules import Rule
from model.scenario.file import FORMAT
from model.scenario.header import Header
from model.scenario.scenario import SHARED_SECTIONS

_TITLE = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
            "additionalProperties": False,
        },
    ]
}
_DATE = {"anyOf": [{"type": "string", "pattern": r"^\d{4}(-\d{1,2})?$"}, {"type": "integer"}]}
_YEAR_OR_MONTH = r"^\d{4}(-\d{1,2})?$"


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a scenario file, base or reform."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Fundrunway scenario",
        "type": "object",
        "required": ["format", "title"],
        "additionalProperties": False,
        "properties": {
            **_header(),
            "assumptions": _table(
                {
                    path.partition(".")[2]: section_schema(model)
                    for path, model in SHARED_SECTIONS.items()
                    if "." in path
                }
            ),
            "policy": section_schema(SHARED_SECTIONS["policy"]),
            "funds": {
                "type": "object",
                "additionalProperties": {"anyOf": [*map(_fund, kinds()), _reformed_fund()]},
            },
            "sources": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    }


def section_schema(section: type[Section]) -> dict[str, Any]:
    """Return the schema of one table of parameters; reforms leave out what does not change."""
    properties: dict[str, Any] = {}
    for key, info in section.model_fields.items():
        declaration, inner = declaration_of(info), nested_section(info)
        name = info.alias or key
        if inner is not None:
            one = section_schema(inner)
            properties[name] = {"anyOf": [one, {"type": "array", "items": one}]}
        elif declaration is None:
            properties[name] = _DATE if key in ("from_", "to") else {"type": "string"}
        else:
            properties[name] = {
                **_value(section, key),
                "title": f"{declaration.label.zh} / {declaration.label.en}",
                "description": f"{declaration.help.zh} / {declaration.help.en} "
                f"[{declaration.unit.symbol.en}] ({declaration.source})",
            }
    return _table(properties)


def _value(section: type[Section], key: str) -> dict[str, Any]:
    info = section.model_fields[key]
    declaration = declaration_of(info)
    assert declaration is not None
    if declaration.unit is DATE:
        return dict(_DATE)
    if isinstance(declaration.unit, SharesUnit):
        count = declaration.unit.count
        return {"type": "array", "items": {"type": "number"}, "minItems": count, "maxItems": count}
    if takes_number(info) or is_dated(info):
        number: dict[str, Any] = {"type": "number"}
        if abs(declaration.lower) != float("inf"):
            number["minimum"] = declaration.lower
        if abs(declaration.upper) != float("inf"):
            number["maximum"] = declaration.upper
        if not is_dated(info):
            return number
        table = {
            "type": "object",
            "properties": {"between": {"const": "linear"}},
            "patternProperties": {_YEAR_OR_MONTH: number},
            "additionalProperties": False,
        }
        return {"anyOf": [number, table]}
    words = choices(info)
    return {"enum": list(words)} if words else {"type": "string"}


def _header() -> dict[str, Any]:
    schema = _plain_schema(Header)
    schema["format"] = {"const": FORMAT}
    schema["title"], schema["about"] = dict(_TITLE), dict(_TITLE)
    schema["base"] = {"type": "string"}
    return schema


def _plain_schema(model: type[BaseModel]) -> dict[str, Any]:
    return dict(model.model_json_schema()["properties"])


def _fund(kind: str) -> dict[str, Any]:
    sections = {name: section_schema(model) for name, model in kinds()[kind].sections.items()}
    title = kinds()[kind].title
    return {
        **_table(
            {
                "kind": {"const": kind},
                "title": dict(_TITLE),
                **sections,
                "rules": {"type": "array", "items": section_schema(Rule)},
                **_groups(kind),
            }
        ),
        "title": f"{title.zh} / {title.en}",
        "required": ["kind"],
    }


def _groups(kind: str) -> dict[str, Any]:
    model = kinds()[kind].group
    if model is None:
        return {}
    return {"groups": {"type": "object", "additionalProperties": section_schema(model)}}


def _reformed_fund() -> dict[str, Any]:
    """A reform's fund takes its kind from the base, so its parameters are any kind's."""
    loose = {"type": "object"}
    return _table(
        {
            "title": dict(_TITLE),
            "reported": loose,
            "policy": loose,
            "assumptions": loose,
            "rules": {"type": "array"},
            "groups": loose,
        }
    )


def _table(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}
