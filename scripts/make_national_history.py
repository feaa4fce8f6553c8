"""Make scenarios/national-history.csv of the shipped national tables, in the long form.

Figures that nobody has seen published keep their mark; the change of scope of 2016 is a row.
"""

import csv
from pathlib import Path

from model.tables import average_wages, national_pension, origins
from model.tables.reading import rows_of

FUND = "urban_employee_pension"
TARGET = Path(__file__).resolve().parents[1] / "scenarios" / "national-history.csv"
#: Column of the table, variable, unit.
COLUMNS = (
    ("participants_10k_persons", "insured", "万人"),
    ("retirees_10k_persons", "pensioners", "万人"),
    ("income_100m_yuan", "income", "亿元"),
    ("contribution_income_100m_yuan", "contributions", "亿元"),
    ("fiscal_subsidy_100m_yuan", "fiscal_subsidy", "亿元"),
    ("expenditure_100m_yuan", "expenditure", "亿元"),
    ("balance_100m_yuan", "balance", "亿元"),
)
SCOPES = (
    (2016, "institutions join"),
    (2017, "institutions go on joining"),
    (2018, "institutions go on joining"),
)


def main() -> None:
    lines = [("fund", "year", "variable", "value", "unit", "source", "note")]
    for row in rows_of("national_pension"):
        doubtful = row["unverified_columns"].split()
        for column, variable, unit in COLUMNS:
            if row[column]:
                doubt = "unverified" if column in doubtful else ""
                # the word stands in the note of the figures that it is true of, not in all
                source = row["source"].replace("UNVERIFIED", "not seen").replace("unverified", "?")
                lines.append((FUND, row["year"], variable, row[column], unit, source, doubt))
    known = origins("average_wage")
    first = int(national_pension().years[0])
    for year, wage in average_wages().items():
        if year >= first - 1:
            doubt = "" if known[year].verified else "unverified"
            lines.append(
                (FUND, str(year), "average_wage", f"{wage:g}", "元", known[year].source, doubt)
            )
    for year, text in SCOPES:
        lines.append((FUND, str(year), "scope", text, "", "State Council document 2015 no. 2", ""))
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


if __name__ == "__main__":
    main()
