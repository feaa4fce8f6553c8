"""A history file to a `History`: one row a figure, or years across as yearbooks print.

Both layouts are read by the same rules; every problem of the file is named at once.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from model.errors import InputError, Problem
from model.funds.kinds import output_meant, outputs, unknown_output_cure
from model.history.numbers import printed_number
from model.history.record import History, Observation, ScopeChange
from model.history.units import unit_size, units_of
from model.words.labels import folded, key_meant, nearest_labelled
from model.words.texts import Message, Text, message

#: A history is some hundred lines; what is larger is some other file.
LARGEST_FILE = 5_000_000
#: Names of the columns, in either language.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "fund": ("fund", "险种", "基金"),
    "year": ("year", "年份", "年度", "年"),
    "variable": ("variable", "指标", "项目", "item"),
    "value": ("value", "数值", "金额", "数额"),
    "unit": ("unit", "单位", "计量单位"),
    "source": ("source", "来源", "出处", "资料来源"),
    "note": ("note", "备注", "说明"),
}
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年?(?:末|底)?")
#: A row that is no figure: from its year on the fund counts something else.
_SCOPE = frozenset(("scope", "口径", "口径变化", "统计口径"))
_UNVERIFIED = ("unverified", "未核实", "未经核实")
#: Names that bureaus use for outputs that are called otherwise here.
_ALSO_CALLED: Mapping[str, str] = {
    "retirees": "pensioners",
    "离退休人数": "pensioners",
    "离退休人员": "pensioners",
    "领取待遇人数": "pensioners",
    "缴费人数": "contributors",
    "参保人数": "insured",
    "基金收入": "income",
    "基金支出": "expenditure",
    "累计结余": "balance",
    "滚存结余": "balance",
    "年末滚存结余": "balance",
    "征缴收入": "contributions",
    "保险费收入": "contributions",
    "财政补贴收入": "fiscal_subsidy",
    "财政补助": "fiscal_subsidy",
    "利息收入": "interest",
    "在岗职工平均工资": "average_wage",
    "城镇单位就业人员平均工资": "average_wage",
    "调剂金上解": "upload",
    "调剂金下拨": "allocation",
}


@dataclass(frozen=True)
class _Cell:
    """One figure as it stands in the file, before it is understood."""

    line: int
    fund: str
    year: str
    variable: str
    value: str
    unit: str
    source: str
    note: str


def read_history(
    path: Path, funds: Mapping[str, Text], currency: str = "CNY", money: str = "yuan"
) -> History:
    """Return the observed figures of a CSV file.

    Parameters
    ----------
    funds : titles of the scenario's funds by name; a file that names no fund is of the only one
    money : unit of money of figures whose unit the file does not give

    Raises
    ------
    InputError
        with every problem: a file that cannot be read, missing columns, unknown funds, variables
        or units, cells that are no numbers, figures given twice.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _one(
                path.name,
                message("the history has more than 5 MB"),
                message("give one row a figure"),
            )
        data = path.read_bytes()
    except OSError:
        raise InputError(
            [
                Problem(
                    "history",
                    message("the history {name} cannot be read", name=path.name),
                    message("put it beside the scenario file"),
                )
            ]
        ) from None
    return history_of(data, path.name, funds, currency, money)


def history_of(
    data: bytes, name: str, funds: Mapping[str, Text], currency: str = "CNY", money: str = "yuan"
) -> History:
    """Return the observed figures of a CSV's bytes; see `read_history`."""
    rows = _rows(_decoded(data, name))
    problems: list[Problem] = []
    observations: list[Observation] = []
    scopes: list[ScopeChange] = []
    for cell in _cells(rows, name):
        where = f"{name}:{cell.line}"
        fund = _fund(cell, funds, where, problems)
        year = _YEAR.fullmatch(cell.year.strip())
        if year is None:
            what = message("{value} is no year", value=repr(cell.year))
            problems.append(Problem(where, what, message("write 2019")))
        elif fund is not None and folded(cell.variable) in _SCOPE:
            scopes.append(ScopeChange(fund, int(year[1]), cell.value.strip(), cell.line))
        elif fund is not None:
            one = _observation(cell, fund, int(year[1]), (currency, money), where, problems)
            observations += [] if one is None else [one]
    problems += _given_twice(observations, name)
    if problems:
        raise InputError(problems)
    return History(
        tuple(observations),
        tuple(sorted(scopes, key=lambda one: one.year)),
        name,
        sha256(data).hexdigest(),
    )


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _one(
        name, message("the file is neither UTF-8 nor GBK text"), message("save it as CSV UTF-8")
    )


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the filled rows with their lines; a tab or semicolon may stand for the comma."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    counts = {mark: first.count(mark) for mark in (",", "\t", ";")}
    delimiter = max(counts, key=counts.__getitem__)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    found = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    return [(line, row) for line, row in found if any(row) and not row[0].startswith("#")]


def _cells(rows: Sequence[tuple[int, list[str]]], name: str) -> Iterator[_Cell]:
    """Yield the figures of either layout."""
    for place, (_, head) in enumerate(rows):
        columns = _columns(head)
        years = {number: cell for number, cell in enumerate(head) if _YEAR.fullmatch(cell)}
        if {"year", "variable", "value"} <= columns.keys():
            yield from _long(rows[place + 1 :], columns)
            return
        if years and "variable" in columns:
            yield from _wide(rows[place + 1 :], columns, years)
            return
    raise _one(
        name,
        message("no row names the columns"),
        message(
            "long form: fund, year, variable, value, unit, source; or one column a year: "
            "fund, variable, unit, 2019, 2020"
        ),
    )


def _columns(head: Sequence[str]) -> Mapping[str, int]:
    """Return the place of each known column in a head row."""
    known = {folded(word): name for name, words in _COLUMNS.items() for word in words}
    found: dict[str, int] = {}
    for number, cell in enumerate(head):
        if folded(cell) in known:
            found.setdefault(known[folded(cell)], number)
    return found


def _text(row: Sequence[str], columns: Mapping[str, int], name: str) -> str:
    place = columns.get(name)
    return row[place] if place is not None and place < len(row) else ""


def _long(rows: Sequence[tuple[int, list[str]]], columns: Mapping[str, int]) -> Iterator[_Cell]:
    for line, row in rows:
        yield _Cell(line, *(_text(row, columns, name) for name in _COLUMNS))


def _wide(
    rows: Sequence[tuple[int, list[str]]], columns: Mapping[str, int], years: Mapping[int, str]
) -> Iterator[_Cell]:
    """Yield the cells of a sheet with years across; a row with one cell names the fund below."""
    heading = ""
    for line, row in rows:
        if sum(map(bool, row)) == 1 and row[0]:
            heading = row[0]
            continue
        told = {name: _text(row, columns, name) for name in _COLUMNS}
        for place, year in years.items():
            value = row[place] if place < len(row) else ""
            yield _Cell(
                line,
                told["fund"] or heading,
                year,
                told["variable"],
                value,
                told["unit"],
                told["source"],
                told["note"],
            )


def _fund(
    cell: _Cell, funds: Mapping[str, Text], where: str, problems: list[Problem]
) -> str | None:
    if not cell.fund and len(funds) == 1:
        return next(iter(funds))
    meant = key_meant(cell.fund, funds)
    if meant in funds:
        return meant
    what = message("the scenario has no fund {name}", name=repr(cell.fund))
    if not cell.fund:
        what = message("the row does not say of which fund it is")
    problems.append(Problem(where, what, nearest_labelled(cell.fund, funds)))
    return None


def _variable(name: str) -> str:
    """Return the output that a name means, by key, label or another usual name."""
    also = {folded(word): key for word, key in _ALSO_CALLED.items()}
    return also.get(folded(name)) or output_meant(name)


def _observation(
    cell: _Cell,
    fund: str,
    year: int,
    money: tuple[str, str],
    where: str,
    problems: list[Problem],
) -> Observation | None:
    """Return a figure in the model's units; None in a gap, or with a problem."""
    try:
        printed = printed_number(cell.value)
    except ValueError:
        what = message("{value} is not a number", value=repr(cell.value))
        problems.append(Problem(where, what, message("write 1234.5; leave a gap empty")))
        return None
    variable = _variable(cell.variable)
    known = {key for key, one in outputs().items() if one.group != "summary"}
    if variable not in known:
        what = message("unknown variable {name}", name=repr(cell.variable))
        problems.append(Problem(where, what, unknown_output_cure(cell.variable, known)))
        return None
    if printed is None:
        return None
    kind = outputs()[variable].kind
    size = unit_size(variable, kind, cell.unit, *money)
    if size is None:
        units = ", ".join(units_of(variable, kind, money[0]))
        what = message("{unit} is no unit of {name}", unit=repr(cell.unit), name=variable)
        problems.append(Problem(where, what, message("one of {choices}", choices=units)))
        return None
    doubt = f"{cell.note} {cell.source}".casefold()
    return Observation(
        fund=fund,
        variable=variable,
        year=year,
        value=printed.value * size,
        unit=cell.unit,
        source=cell.source,
        precision=printed.precision * size,
        unverified=any(word in doubt for word in _UNVERIFIED),
        line=cell.line,
    )


def _given_twice(observations: Sequence[Observation], name: str) -> Iterator[Problem]:
    seen: dict[tuple[str, str, int], Observation] = {}
    for one in observations:
        first = seen.setdefault((one.fund, one.variable, one.year), one)
        if first is not one:
            yield Problem(
                f"{name}:{one.line}",
                message(
                    "{variable} of {fund} in {year} is given twice, first on line {line}",
                    variable=one.variable,
                    fund=one.fund,
                    year=one.year,
                    line=first.line,
                ),
                message("keep the one that stands"),
            )


def _one(where: str, what: Message, cure: Message) -> InputError:
    return InputError([Problem(where, what, cure)])
