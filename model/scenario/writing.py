"""Writing scenario files: comments and order survive, nothing is ever half-written."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Table

from model.errors import InputError, Problem
from model.funds.kind import FUND_SECTIONS
from model.funds.setting import AnyFund
from model.parameters.dated import DatedValue
from model.parameters.declaration import Section, is_date, nested_section
from model.scenario.file import FORMAT
from model.scenario.header import text_to_toml
from model.scenario.scenario import SHARED_SECTIONS, Scenario, shared_section
from model.words.texts import Text, message


def scenario_text(scenario: Scenario) -> str:
    """Return the TOML of a scenario.

    One that was read from a file gives the very text of that file; one made or changed in
    Python is written out in full, without a base.
    """
    if scenario.files:
        return scenario.files[-1].text
    document = tomlkit.document()
    header = scenario.header
    document["format"] = FORMAT
    document["title"] = _toml(header.title)
    if header.about != Text("", ""):
        document["about"] = _toml(header.about)
    for key in ("base_year", "end_year", "currency", "money"):
        document[key] = getattr(header, key)
    document["assumptions"] = tomlkit.table(is_super_table=True)
    for path in SHARED_SECTIONS:
        section = shared_section(scenario, path)
        if section.model_fields_set:
            outer, _, name = path.rpartition(".")
            (document[outer] if outer else document)[name] = _section(section)
    document["funds"] = tomlkit.table(is_super_table=True)
    for fund in scenario.funds.values():
        document["funds"][fund.name] = _fund(fund)
    if scenario.sources:
        sources = tomlkit.table()
        for path, source in scenario.sources.items():
            sources[path] = source
        document["sources"] = sources
    return tomlkit.dumps(document)


def _fund(fund: AnyFund) -> Any:
    table = tomlkit.table()
    table["kind"] = fund.kind
    table["title"] = _toml(fund.title)
    for name in FUND_SECTIONS:
        table[name] = _section(getattr(fund, name))
    if fund.groups:
        table["groups"] = {name: _section(group) for name, group in fund.groups.items()}
    if fund.rules:
        rules = tomlkit.aot()
        for rule in fund.rules:
            rules.append(_section(rule))
        table["rules"] = rules
    return table


def read_document(text: str) -> tomlkit.TOMLDocument:
    """Return a scenario's text as a document that keeps comments and order."""
    # a byte order mark is read over, as in `model.scenario.file.parse`
    return tomlkit.parse(text.removeprefix("\ufeff"))


def with_values(text: str, values: Mapping[str, Any]) -> str:
    """Return a scenario text with the parameters at the given paths set.

    `values` are numbers, words or dated values by path ("funds.x.policy.employer_rate");
    None takes the line out. Comments, order and everything else stay as they are.
    """
    document = read_document(text)
    for path, value in values.items():
        *tables, key = path.split(".")
        table: Any = document
        for name in tables:
            if name not in table:
                table[name] = tomlkit.table(is_super_table=name in ("assumptions", "funds"))
            table = table[name]
        if value is None:
            table.pop(key, None)
        else:
            table[key] = _toml(value)
    return tomlkit.dumps(document)


def reform_text(title: Text, base: str, values: Mapping[str, Any] | None = None) -> str:
    """Return the text of a reform file that lists only what changes."""
    document = tomlkit.document()
    document["format"] = FORMAT
    document["title"] = _toml(title)
    document["base"] = base
    return with_values(tomlkit.dumps(document), values or {})


def save_text(path: Path, text: str, *, overwrite: bool = True) -> None:
    """Write `text` to `path` in one step: a reader sees the old file or the new one.

    Raises
    ------
    InputError
        where the file exists and `overwrite` is False, or the folder cannot be written.
    """
    save_bytes(path, text.encode(), overwrite=overwrite)


def save_bytes(path: Path, data: bytes, *, overwrite: bool = True) -> None:
    """Write `data` to `path` in one step; see `save_text`."""
    if not overwrite and path.exists():
        raise InputError(
            [
                Problem(
                    path.name,
                    message("the file exists already"),
                    message("choose another name, or delete it first"),
                )
            ]
        )
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise InputError(
            [
                Problem(
                    path.name,
                    message("the file cannot be written: {reason}", reason=error.strerror or "?"),
                    message("check the folder and its permissions"),
                )
            ]
        ) from None


def section_values(section: Section) -> dict[str, Any]:
    """Return what a section says beyond its defaults, as a file's table gives it."""
    table: dict[str, Any] = {}
    for key, info in type(section).model_fields.items():
        value = getattr(section, key)
        if key not in section.model_fields_set or value is None:
            continue
        name = info.alias or key
        if nested_section(info) is not None:
            table[name] = [section_values(inner) for inner in value]
        elif key in ("from_", "to") or is_date(info):
            table[name] = _month_text(value)
        else:
            table[name] = plain_value(value)
    return table


def plain_value(value: Any) -> Any:
    """Return a value as a file's table gives it: a number, word, list or table.

    Whole numbers lose their point.
    """
    if isinstance(value, DatedValue):
        return plain_value(value.to_toml())
    if isinstance(value, Text):
        return text_to_toml(value)
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return int(value) if whole else float(value)
    return value


def value_text(value: Any) -> str:
    """Return a value as a scenario file says it on one line."""
    return str(tomlkit.item(_toml(value)).as_string())


def _section(section: Section) -> Table:
    """Return the TOML table of what a section says beyond its defaults."""
    table = tomlkit.table()
    for name, value in section_values(section).items():
        table[name] = _toml(value)
    return table


def _month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _toml(value: Any) -> Any:
    """Return what TOML says for a value of ours, tables on one line."""
    plain = plain_value(value)
    if isinstance(plain, dict):
        table = tomlkit.inline_table()
        for key, item in plain.items():
            table[key] = _toml(item)
        return table
    if isinstance(plain, list):
        items = tomlkit.array()
        for item in plain:
            items.append(_toml(item))
        return items
    return plain
