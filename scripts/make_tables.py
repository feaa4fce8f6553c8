"""Make the small tables of model/data from the packages and files that carry their figures.

Run as ``python scripts/make_tables.py DIRECTORY``, where DIRECTORY holds the carried CSV files.
It needs the packages ``pymort`` and ``starsim_data`` (the optional group "tables") and downloads
nothing. The same inputs give the same bytes. ``model/data/SOURCES.md`` says what each table is.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from pymort import MortXML

TARGET = Path(__file__).resolve().parent.parent / "model" / "data"

CHINA_LIFE_TABLE_IDS = {
    "CL1": 3375,
    "CL2": 3376,
    "CL3": 3377,
    "CL4": 3378,
    "CL5": 3379,
    "CL6": 3380,
}
SEXES = {"men": "Male", "women": "Female"}
UNVERIFIED_MARKS = ("UNVERIFIED", "exact early years differ")
DELAY_DECISION = (
    "Decision of the Standing Committee of the National People's Congress of 13 September 2024 "
    "on gradually raising the statutory retirement age"
)

WAGE_SCOPES = {"onpost": "on-post staff", "nonprivate employed": "employed in non-private units"}

# How the carried file of the national pension names unverified figures, in our column names.
NATIONAL_COLUMNS = {
    "participants_10k": "participants_10k_persons",
    "workers_10k": "workers_10k_persons",
    "retirees_10k": "retirees_10k_persons",
    "income_100m": "income_100m_yuan",
    "levy_income_100m": "contribution_income_100m_yuan",
    "fiscal_subsidy_100m": "fiscal_subsidy_100m_yuan",
    "expenditure_100m": "expenditure_100m_yuan",
    "cum_balance_100m": "balance_100m_yuan",
}
NATIONAL_SHORT_NAMES = {
    "participants": "participants_10k",
    "workers": "workers_10k",
    "retirees": "retirees_10k",
    "income": "income_100m",
    "levy": "levy_income_100m",
    "fiscal": "fiscal_subsidy_100m",
    "expenditure": "expenditure_100m",
    "balance": "cum_balance_100m",
}

# The carried contribution rules are half prose. Each carried row (item, period) is transcribed
# into one or more rows: item, from month, until month, low, high, unit, note. A fixed value has
# low = high; an empty bound was not stated.
Rule = tuple[str, str, str, str, str, str, str]
SHARE, OF_AVERAGE_WAGE, FACTOR = "share of the base", "share of the average wage", "factor"
CONTRIBUTION_RULES: dict[tuple[str, str], tuple[Rule, ...]] = {
    ("pension employer", "1997-2016-04"): (
        ("pension_employer", "1997-01", "2016-04", "", "0.20", SHARE,
         "20% was usual, some provinces were above it"),
    ),
    ("pension employer", "2016-05..2018-04"): (
        ("pension_employer", "2016-05", "2018-04", "0.19", "0.20", SHARE,
         "20% at most; 19% where the fund paid more than 9 months at the end of 2015"),
    ),
    ("pension employer", "2018-05..2019-04"): (
        ("pension_employer", "2018-05", "2019-04", "0.19", "0.20", SHARE,
         "19% where the fund paid more than 9 months at the end of 2017"),
    ),
    ("pension employer", "2019-05.."): (
        ("pension_employer", "2019-05", "", "0.16", "0.16", SHARE, ""),
    ),
    ("pension employee", "2006-.."): (
        ("pension_employee", "2006-01", "", "0.08", "0.08", SHARE,
         "all of it goes into the personal account"),
    ),
    ("pension account size", "2006-01"): (
        ("pension_account", "", "2005-12", "0.11", "0.11", SHARE, ""),
        ("pension_account", "2006-01", "", "0.08", "0.08", SHARE, ""),
    ),
    ("pension flexible", "2006-.."): (
        ("pension_flexible", "2006-01", "", "0.20", "0.20", SHARE,
         "8 points of it go into the personal account"),
    ),
    ("base floor/cap employee", ".."): (
        ("base_floor_employee", "", "", "0.60", "0.60", OF_AVERAGE_WAGE, ""),
        ("base_cap_employee", "", "", "3.00", "3.00", OF_AVERAGE_WAGE, ""),
    ),
    ("base floor flexible (Zhejiang)", "2008"): (
        ("base_floor_flexible_zhejiang", "2008-01", "", "0.80", "0.80", OF_AVERAGE_WAGE, ""),
        ("base_cap_flexible_zhejiang", "2008-01", "", "3.00", "3.00", OF_AVERAGE_WAGE, ""),
    ),
    ("unemployment total", "1999-2015-02"): (
        ("unemployment_total", "1999-01", "2015-02", "0.03", "0.03", SHARE,
         "employer 2%, employee 1%"),
    ),
    ("unemployment total", "2015-03..2016-04"): (
        ("unemployment_total", "2015-03", "2016-04", "0.02", "0.02", SHARE, ""),
    ),
    ("unemployment total", "2016-05.."): (
        ("unemployment_total", "2016-05", "2016-12", "0.01", "0.015", SHARE, ""),
    ),
    ("unemployment total", "2017.. extended to end 2024 and 2025"): (
        ("unemployment_total", "2017-01", "2025-12", "0.01", "0.01", SHARE,
         "a temporary cut, extended several times"),
    ),
    ("unemployment 2009 example", "2009"): (
        ("unemployment_total_hainan", "2009-01", "2009-12", "0.02", "0.02", SHARE,
         "employer 1%"),
    ),
    ("work injury base classes", "2015-10.."): tuple(
        (f"work_injury_class_{number}", "2015-10", "", rate, rate, SHARE, "")
        for number, rate in enumerate(
            ("0.002", "0.004", "0.007", "0.009", "0.011", "0.013", "0.016", "0.019"), start=1
        )
    ),
    ("work injury cut", "2018-05.."): (
        ("work_injury_cut_from_18_months", "2018-05", "", "0.80", "0.80", FACTOR,
         "where the fund pays 18 months up to 23"),
        ("work_injury_cut_from_24_months", "2018-05", "", "0.50", "0.50", FACTOR,
         "where the fund pays 24 months or more"),
    ),
    ("medical employer", "2021"): (
        ("medical_employer", "2021-01", "", "0.055", "", SHARE,
         "a floor in Zhejiang; the national guide value is 6%"),
    ),
    ("medical employee", ".."): (
        ("medical_employee", "", "", "0.02", "0.02", SHARE, ""),
    ),
    ("maternity", "..2019"): (
        ("maternity_employer", "", "2019-12", "", "0.01", SHARE,
         "merged into medical insurance in 2019"),
    ),
    ("late fee", ""): (
        ("late_fee_per_day", "1999-01", "2011-06", "0.002", "0.002", "share of the arrears", ""),
        ("late_fee_per_day", "2011-07", "", "0.0005", "0.0005", "share of the arrears", ""),
    ),
    ("deemed bill on non-declaration", ""): (
        ("deemed_bill", "2011-07", "", "1.10", "1.10", "share of last month's bill",
         "charged when an employer declares nothing"),
    ),
    ("employment-stabilisation refund", "2022-2025"): (
        ("stabilisation_refund_large", "2022-01", "2025-12", "0.30", "0.50",
         "share of last year's premiums", "30%; 50% in 2022; lay-offs at most 5.5%"),
        ("stabilisation_refund_small", "2022-01", "2025-12", "0.60", "0.90",
         "share of last year's premiums",
         "60%; up to 90% in 2022; lay-offs at most 5.5%, or 20% with up to 30 staff"),
    ),
    ("deferral", "2009"): (
        ("deferral", "2009-01", "2009-12", "", "6", "months",
         "no late fee; the employee's part is still paid"),
    ),
}  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description="Make the tables of model/data.")
    arguments.add_argument("carried", type=Path, help="directory of the carried CSV files")
    carried = arguments.parse_args().carried
    TARGET.mkdir(parents=True, exist_ok=True)
    write_china_life()
    write_world_population_prospects()
    write_fertility(carried)
    write_rules(carried)
    write_contribution_rules(carried)
    write_average_wage(carried)
    write_national_pension(carried)


def write_china_life() -> None:
    columns = []
    for name, number in CHINA_LIFE_TABLE_IDS.items():
        table = MortXML.from_id(number)
        if table.ContentClassification.TableName != f"{name} (2010-2013)":
            raise ValueError(f"pymort: table {number} is not {name} (2010-2013)")
        values = table.Tables[0].Values
        if list(values.index) != list(range(106)):
            raise ValueError(f"pymort: table {number} does not run over the ages 0 to 105")
        columns.append([plain(value) for value in values.iloc[:, 0]])
    rows = ([age, *row] for age, row in enumerate(zip(*columns, strict=True)))
    write("china_life_2010_2013", ["age", *CHINA_LIFE_TABLE_IDS], rows)


def write_world_population_prospects() -> None:
    source = files("starsim_data") / "data" / "demographics-2024.h5"
    with as_file(source) as path, h5py.File(path) as store:
        write(
            "wpp2024_china_mortality",
            ["year", "sex", "age_start", "death_rate"],
            by_year_sex_age(store["deaths"]),
        )
        write(
            "wpp2024_china_population",
            ["year", "sex", "age_start", "persons"],
            by_year_sex_age(store["population"]),
        )
        years = json.loads(store["births"].attrs["spec"])["years"]
        if json.loads(store["migration"].attrs["spec"])["years"] != years:
            raise ValueError("starsim_data: births and migration have different years")
        births = [plain(value) for value in store["births/China"][...]]
        migration = [plain(value) for value in store["migration/China"][...]]
        write(
            "wpp2024_china_crude",
            ["year", "crude_birth_rate_per_1000", "crude_net_migration_rate_per_1000"],
            zip(years, births, migration, strict=True),
        )


def by_year_sex_age(group: Any) -> Iterable[Sequence[object]]:
    spec = json.loads(group.attrs["spec"])
    values = group["China"][...]
    for year, of_year in zip(spec["years"], values, strict=True):
        for sex, name in SEXES.items():
            of_sex = of_year[spec["sexes"].index(name)]
            for age, value in zip(spec["ages"], of_sex, strict=True):
                yield year, sex, age, plain(value)


def write_fertility(carried: Path) -> None:
    write(
        "wpp2024_china_fertility",
        ["year", "total_fertility", "life_expectancy_men", "life_expectancy_women"],
        (
            (row["year"], row["tfr"], row["e0M"], row["e0F"])
            for row in read(carried, "wpp2024_china_e0_tfr")
        ),
    )


def write_rules(carried: Path) -> None:
    divisors = read(carried, "annuity_divisor_months")
    write("annuity_divisors", ["age", "months"], ((row["age"], row["months"]) for row in divisors))
    write(
        "account_interest",
        ["year", "interest_rate", "scope", "source", "verified"],
        (account_interest(row) for row in read(carried, "notional_account_interest")),
    )
    write(
        "pension_increases",
        ["year", "increase_rate", "source", "verified"],
        (
            (row["year"], share(row["increase_pct"]), row["source"], verified(row["source"]))
            for row in read(carried, "pension_increase")
        ),
    )
    write(
        "minimum_years",
        ["year", "contribution_years", "source"],
        ((year, plain(15 + (year - 2029) / 2), DELAY_DECISION) for year in range(2029, 2040)),
    )
    write(
        "retirement_delay",
        [
            "class",
            "old_age_months",
            "first_birth_year",
            "first_birth_month",
            "birth_months_per_delay_month",
            "maximal_delay_months",
            "source",
        ],
        [
            ("men", 720, 1965, 1, 4, 36, DELAY_DECISION),
            ("women_55", 660, 1970, 1, 4, 36, DELAY_DECISION),
            ("women_50", 600, 1975, 1, 2, 60, DELAY_DECISION),
        ],
    )


def account_interest(row: dict[str, str]) -> tuple[object, ...]:
    # No row rests on an official notice: up to 2015 one province's figures, then national ones,
    # both copied from the source code of public pension calculators.
    copies = 2 if row["year"] == "2025" else 1
    noun = "calculator" if copies == 1 else "calculators"
    source = f"source code of {copies} public pension {noun}; no official notice seen"
    return row["year"], share(row["rate_pct"]), row["scope"], source, 0


def write_contribution_rules(carried: Path) -> None:
    rows = read(carried, "contribution_rules")
    keys = [(row["item"], row["period"]) for row in rows]
    if set(keys) != set(CONTRIBUTION_RULES):
        differing = sorted(set(keys) ^ set(CONTRIBUTION_RULES))
        raise ValueError(f"contribution_rules: transcribe these rows first: {differing}")
    write(
        "contribution_rules",
        ["item", "from_month", "until_month", "low", "high", "unit", "note", "source", "verified"],
        (
            (*rule, row["source"], verified(row["source"]))
            for key, row in zip(keys, rows, strict=True)
            for rule in CONTRIBUTION_RULES[key]
        ),
    )


def write_average_wage(carried: Path) -> None:
    rows: list[tuple[object, ...]] = []
    source = ""
    for row in read(carried, "average_wage_urban_units"):
        source = source if row["source"] == "same" else row["source"]
        yuan = row["yuan_per_year"]
        scope = WAGE_SCOPES[row["scope"]]
        rows.append((row["year"], yuan, scope, source, row["note"], verified(source)))
    write(
        "average_wage",
        ["year", "yuan_a_year", "scope", "source", "note", "verified"],
        rows,
    )


def write_national_pension(carried: Path) -> None:
    rows = []
    for row in read(carried, "national_urban_employee_pension"):
        unverified = unverified_columns(row)
        rows.append(
            (
                row["year"],
                *(row[name] for name in NATIONAL_COLUMNS),
                " ".join(NATIONAL_COLUMNS[name] for name in unverified),
                row["source"],
                int(not unverified),
            )
        )
    header = ["year", *NATIONAL_COLUMNS.values(), "unverified_columns", "source", "verified"]
    write("national_pension", header, rows)


def unverified_columns(row: dict[str, str]) -> list[str]:
    """Name the columns of a row that were not confirmed, of those that hold a figure."""
    marks = row["unverified_columns"].replace("exact", "").replace("/", ",")
    if marks.startswith("all"):
        excepted = marks.removeprefix("all").removeprefix(" but ").split(",")
        names = set(NATIONAL_SHORT_NAMES) - {name.strip() for name in excepted}
    else:
        names = {name.strip() for name in marks.split(",") if name.strip()}
    wanted = {NATIONAL_SHORT_NAMES[name] for name in names}
    return [name for name in NATIONAL_COLUMNS if name in wanted and row[name]]


def verified(source: str) -> int:
    return int(not any(mark in source for mark in UNVERIFIED_MARKS))


def share(percent: str) -> str:
    """Write a percentage as a share, exactly as the decimal figure was printed."""
    return format((Decimal(percent) / 100).normalize(), "f")


def plain(value: float | np.floating[Any]) -> str:
    """Write a number in its shortest form that reads back the same, without an exponent."""
    return np.format_float_positional(value, trim="-")


def read(carried: Path, name: str) -> list[dict[str, str]]:
    with (carried / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
