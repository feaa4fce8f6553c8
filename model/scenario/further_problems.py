"""What else is wrong with a table that has been refused: dates, and tables within it.

Pydantic looks at a table as a whole only once each of its keys is sound; a reader wants to mend
everything at once.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from model.errors import Problem
from model.parameters.dated import DatedValue
from model.parameters.declaration import Section, declaration_of, nested_section, takes_number
from model.scenario.checks import field_date_problems
from model.scenario.problems import path_text, problems_of


def further_problems(
    model: type[Section], table: Any, where: str, base_year: int | None
) -> Iterator[Problem]:
    """Yield the problems of a refused table that show only besides those for which it was refused.

    Parameters
    ----------
    table : as in the file, but for dated values, which have been read
    where : its path
    base_year : None where the file gives none that can be read
    """
    if not isinstance(table, Mapping):
        return
    yield from _as_a_whole(model, table, where)
    refused = _refused(model, table)
    for name, info in model.model_fields.items():
        key = info.alias or name
        inner = nested_section(info)
        if key not in table or (key in refused and inner is None):
            continue
        value = _rows(table[key]) if inner is not None else table[key]
        if base_year is not None and (inner is not None or isinstance(value, DatedValue)):
            yield from field_date_problems(base_year, f"{where}.{key}", info, value)
        if inner is not None:
            for number, row in enumerate(value):
                yield from _as_a_whole(inner, row, path_text([f"{where}.{key}", number]))


def _as_a_whole(model: type[Section], table: Any, where: str) -> Iterator[Problem]:
    """Yield what is wrong between the sound keys of a table, the others replaced."""
    if not isinstance(table, Mapping):
        return
    refused = _refused(model, table)
    sound: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key in table and key not in refused:
            sound[key] = table[key]
        elif info.is_required():
            if (stand_in := _stand_in(info)) is None:
                return
            sound[key] = stand_in
    try:
        model.model_validate(sound)
    except ValidationError as error:
        yield from problems_of(error, where, model)


def _refused(model: type[Section], table: Mapping[str, Any]) -> set[str]:
    """Return the keys for which a table is refused."""
    try:
        model.model_validate(table)
    except ValidationError as error:
        return {str(one["loc"][0]) for one in error.errors(include_url=False) if one["loc"]}
    return set()


def _stand_in(info: FieldInfo) -> Any:
    """Return a value that a required key may have; None where there is none to be sure of."""
    declaration = declaration_of(info)
    if declaration is None:
        return "" if info.annotation is str else None
    return declaration.lower if takes_number(info) and math.isfinite(declaration.lower) else None


def _rows(value: Any) -> tuple[Any, ...]:
    """Return the tables of a key that takes one or several."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)
