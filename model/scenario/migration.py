"""Bringing older files to today's format; each step is one function.

Format 0 were drafts without a `format` line in which a fund's parameters stood directly in
its table; format 1 sorts them into what is reported, policy and assumptions.
"""

import tomllib
from collections.abc import Callable
from typing import Any

import tomlkit

from model.errors import InputError, Problem, nearest_name
from model.funds.kind import FUND_SECTIONS
from model.funds.kinds import kinds
from model.parameters.declaration import nested_section
from model.scenario.file import FORMAT, not_toml
from model.words.texts import message

_ECONOMY_KEYS = ("average_wage", "wage_growth", "price_growth", "interest", "discount")


def migrated(text: str, name: str) -> str:
    """Return a scenario text in today's format; today's files come back unchanged.

    Raises
    ------
    InputError
        where the file is not TOML, is of a newer format, or says what no step can place.
    """
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise not_toml(text, name, error) from None
    number = table.get("format", 0)
    if not isinstance(number, int) or isinstance(number, bool) or number > FORMAT or number < 0:
        raise InputError(
            [
                Problem(
                    f"{name}: format",
                    message(
                        "the file has format {number}, this program knows format {known}",
                        number=number,
                        known=FORMAT,
                    ),
                    message("install a newer fundrunway"),
                )
            ]
        )
    for step in _STEPS[number:]:
        text = step(text, name)
    return text


def _sort_into_sections(text: str, name: str) -> str:
    """Format 0 to 1: move each parameter of a fund to the section that declares it."""
    document = tomlkit.parse(text.removeprefix("\ufeff"))
    problems: list[Problem] = []
    loose = [key for key in document if key in _ECONOMY_KEYS]
    if loose:
        assumptions = document.setdefault("assumptions", tomlkit.table(is_super_table=True))
        economy = assumptions.setdefault("economy", tomlkit.table())
        for key in loose:
            economy[key] = document.pop(key)
    for fund_name, fund in document.get("funds", {}).items():
        _sort_fund(f"funds.{fund_name}", fund, problems)
    if problems:
        raise InputError(problems)
    if "format" in document:
        document["format"] = 1
        return tomlkit.dumps(document)
    return f"format = 1\n{tomlkit.dumps(document)}"


def _sort_fund(where: str, fund: Any, problems: list[Problem]) -> None:
    kind = fund.get("kind")
    loose = [key for key in fund if key not in ("kind", "title", "rules", *FUND_SECTIONS)]
    if not loose:
        return
    if kind not in kinds():
        problems.append(
            Problem(
                f"{where}.kind",
                message("{value} is not a kind of fund", value=repr(kind)),
                nearest_name(str(kind), tuple(kinds())),
            )
        )
        return
    home = {
        info.alias or key: section
        for section, model in kinds()[str(kind)].sections.items()
        for key, info in model.model_fields.items()
        if info.metadata or nested_section(info)
    }
    for key in loose:
        if key not in home:
            problems.append(
                Problem(f"{where}.{key}", message("unknown key"), nearest_name(key, tuple(home)))
            )
            continue
        value = fund.pop(key)
        fund.setdefault(home[key], tomlkit.table())[key] = value


_STEPS: tuple[Callable[[str, str], str], ...] = (_sort_into_sections,)
