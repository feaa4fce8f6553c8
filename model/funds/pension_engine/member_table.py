"""The bureau's member table: a CSV with one line per class, age and status."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from model.arrays import FloatArray
from model.errors import InputError, Problem, nearest_name
from model.funds.pension_engine.members import Members
from model.people.ages import mean_of
from model.people.retirement import CLASSES
from model.tables import AGES
from model.words.texts import message

_TABLE_COLUMNS = (
    "class",
    "age",
    "status",
    "persons",
    "declared_base",
    "service_years",
    "account",
    "pension",
)
#: Columns that a table may have besides.
_OPTIONAL = ("deemed_years", "index")
#: Assumptions that only shape the standard profile: a member table says the same itself.
PROFILE_ONLY = (
    "active_mean_age",
    "pensioner_mean_age",
    "pensioner_women_share",
    "service_years",
    "year_end_pension",
    "deemed_share",
    "base_account",
    "past_account_rate",
    "past_wage_growth",
)
#: A member table may differ from the reported totals by this much before it is refused.
TABLE_TOLERANCE = 0.02


def table_members(path: Path, where: str, account_years: int) -> Members:
    """Read the bureau's member table.

    Columns: class (men, women_55, women_50), age, status (active, pensioner), persons,
    declared_base (yuan a month), service_years, account (yuan), pension (yuan a month); and, if the
    bureau keeps them, deemed_years (of the service years, those deemed paid) and index (average of
    the years paid). Without deemed_years, service before accounts began is deemed.

    Parameters
    ----------
    account_years : years since accounts began

    Raises
    ------
    InputError
        with every bad line of the table.
    """
    problems: list[Problem] = []
    shape = (len(CLASSES), len(AGES))
    sums = {name: np.zeros(shape) for name in ("active", "pensioner")}
    weighted = {name: np.zeros(shape) for name in (*_TABLE_COLUMNS[4:], *_OPTIONAL)}
    given: set[str] = set()
    for number, row in _table_rows(path, where, problems):
        cell = _cell(row, f"{path.name}:{number}", problems)
        if cell is None:
            continue
        group, age, status, figures = cell
        sums[status][group, age] += figures["persons"]
        for name, figure in figures.items():
            if name in weighted:
                weighted[name][group, age] += figures["persons"] * figure
        given |= figures.keys()
    if problems:
        raise InputError(problems)
    active, pensioners = sums["active"], sums["pensioner"]

    def mean(name: str, persons: FloatArray) -> FloatArray:
        return np.divide(weighted[name], persons, out=np.zeros(shape), where=persons > 0)

    base = mean("declared_base", active)
    average = mean_of(base, active)
    service = mean("service_years", active)
    deemed = np.maximum(service - account_years, 0.0)
    if "deemed_years" in given:
        deemed = np.minimum(mean("deemed_years", active), service)
    return Members(
        active=active,
        pensioners=pensioners,
        paid_years=service - deemed,
        deemed_years=deemed,
        account=mean("account", active),
        relative_wage=_filled(np.divide(base, average) if average > 0 else np.ones(shape), active),
        pension=mean("pension", pensioners),
        index=mean("index", active) if "index" in given else None,
        origin=message("the member table {name}", name=path.name),
    )


def _filled(values: FloatArray, persons: FloatArray) -> FloatArray:
    """Fill ages without members by interpolation, so that later entrants have a wage."""
    filled = np.ones_like(values)
    age = np.asarray(AGES)
    for group in range(len(values)):
        known = persons[group] > 0
        if known.any():
            filled[group] = np.interp(age, age[known], values[group][known])
    return filled


def _table_rows(
    path: Path, where: str, problems: list[Problem]
) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        problems.append(
            Problem(
                where,
                message("the member table {name} cannot be read", name=path.name),
                message("put it beside the scenario file"),
            )
        )
        return []
    except UnicodeDecodeError:
        problems.append(
            Problem(
                where,
                message("{name} is not UTF-8 text", name=path.name),
                message("save it as CSV UTF-8"),
            )
        )
        return []
    reader = csv.DictReader(text.splitlines())
    missing = [name for name in _TABLE_COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        problems.append(
            Problem(
                path.name,
                message("columns missing: {names}", names=", ".join(missing)),
                message("valid here: {names}", names=", ".join(_TABLE_COLUMNS)),
            )
        )
        return []
    return [(number, row) for number, row in enumerate(reader, start=2)]


def _cell(
    row: dict[str, str], where: str, problems: list[Problem]
) -> tuple[int, int, str, dict[str, float]] | None:
    found: list[Problem] = []
    group = row["class"].strip()
    if group not in CLASSES:
        found.append(
            Problem(
                where,
                message("unknown class {name}", name=repr(group)),
                nearest_name(group, CLASSES),
            )
        )
    status = row["status"].strip()
    if status not in ("active", "pensioner"):
        found.append(
            Problem(
                where,
                message("unknown status {name}", name=repr(status)),
                nearest_name(status, ("active", "pensioner")),
            )
        )
    figures: dict[str, float] = {}
    for name in ("age", *_TABLE_COLUMNS[3:], *(name for name in _OPTIONAL if name in row)):
        try:
            figures[name] = float(row[name] or 0)
        except (TypeError, ValueError):
            found.append(
                Problem(
                    where,
                    message("{name} is not a number: {value}", name=name, value=repr(row[name])),
                )
            )
    if not found and not all(0 <= value < 1e12 for value in figures.values()):
        found.append(Problem(where, message("a figure is negative or not finite")))
    age = int(figures.get("age", -1))
    if not found and not 0 <= age < len(AGES):
        found.append(Problem(where, message("age {age} is not between 0 and 105", age=age)))
    if found:
        problems += found
        return None
    return CLASSES.index(group), age, status, figures


def scaled_to_totals(
    members: Members,
    *,
    active_insured: float,
    retirees: float,
    average_pension: float,
    where: str,
) -> Members:
    """Scale a member table to the reported totals; refuse one that is far from them.

    Raises
    ------
    InputError
        naming the reported figure and the table's where they differ by more than 2%.
    """
    pension = mean_of(members.pension, members.pensioners) if members.pensioners.sum() else 0.0
    checks = (
        ("active insured", active_insured, float(members.active.sum())),
        ("retirees", retirees, float(members.pensioners.sum())),
        ("average_pension", average_pension, pension),
    )
    problems = [
        Problem(
            where,
            message(
                "the member table gives {table}, the report {reported}: {name}",
                table=f"{table:,.6g}",
                reported=f"{reported:,.6g}",
                name=name,
            ),
            message("correct the table or the reported figure"),
        )
        for name, reported, table in checks
        if abs(table - reported) > TABLE_TOLERANCE * max(abs(reported), 1e-9)
    ]
    if problems:
        raise InputError(problems)
    return replace(
        members,
        active=_scaled(members.active, *checks[0][1:]),
        pensioners=_scaled(members.pensioners, *checks[1][1:]),
        pension=_scaled(members.pension, *checks[2][1:]),
    )


def _scaled(values: FloatArray, reported: float, table: float) -> FloatArray:
    return values * (reported / table) if table else values
