"""The command line: the contract's JSON, CSV that Excel opens, bad input with status 2."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SCENARIOS, Spoken, projected

CITY = SCENARIOS / "city-2005.toml"
FUND = "enterprise_pension"
Run = Callable[..., Spoken]


def test_the_table_shows_the_base_year_to_the_printed_digit(fundrunway: Run) -> None:
    spoken = fundrunway("project", CITY)

    row = next(line.split() for line in spoken.out.splitlines() if line.startswith("2005 "))
    assert spoken.status == 0
    assert row[2:] == ["25,464", "40,575", "26,309", "14,266", "62,045", "28.3"]
    assert "runs dry in" in spoken.out
    assert "standard profile" in spoken.err


def test_it_speaks_chinese(fundrunway: Run) -> None:
    spoken = fundrunway("project", CITY, "--lang", "zh")

    assert "可支付月数" in spoken.out
    assert "企业职工基本养老保险结余将于" in spoken.out
    assert "payout" not in spoken.out.lower()


def test_the_json_is_the_contract(fundrunway: Run) -> None:
    answer = json.loads(fundrunway("project", CITY, "--format", "json").out)

    assert list(answer["manifest"]) >= ["program"]
    assert {"program", "version", "scenario_sha256", "tables_sha256"} <= set(answer["manifest"])
    assert (answer["base_year"], answer["currency"], answer["money"]) == (2005, "CNY", "万元")
    fund = answer["funds"][FUND]
    years = len(fund["year"])
    for name in (
        "contributors",
        "pensioners",
        "wage_bill",
        "income",
        "expenditure",
        "surplus",
        "balance",
        "payout_months",
    ):
        assert len(fund[name]) == years == 51
    assert fund["kind"] == "employee_pension"
    assert fund["income"][0] == 40575
    assert "contributions" in fund["income_items"]
    assert "benefits" in fund["expenditure_items"]
    assert {"cost_rate", "reserve_ratio"} <= set(fund["indicators"])
    assert fund["indicators"]["reserve_ratio"][0] is None
    assert {"first_deficit_year", "peak_year", "depletion_year", "depletion_month"} <= set(
        fund["summary"]
    )
    assert set(answer["total"]) == {
        "year",
        "income",
        "expenditure",
        "surplus",
        "balance",
        "payout_months",
    }


def test_file_command_line_and_python_agree_to_the_last_digit(fundrunway: Run) -> None:
    answer = json.loads(fundrunway("project", CITY, "--format", "json", "--money", "yuan").out)
    result = projected("city-2005.toml").funds[FUND]

    assert answer["funds"][FUND]["balance"] == result.series["balance"][:, 0].tolist()
    only = fundrunway("project", CITY, "--fund", FUND, "--format", "csv").out
    rows = list(csv.reader(io.StringIO(only)))
    column = rows[0].index("Balance (10,000 yuan)")
    assert [float(row[column]) * 1e4 for row in rows[1:]] == pytest.approx(
        result.series["balance"][:, 0].tolist(), rel=1e-15
    )
    tidy = projected("city-2005.toml").to_frame()
    balance = tidy[(tidy["variable"] == "balance") & (tidy["fund"] == FUND)]["value"].tolist()
    assert balance == result.series["balance"][:, 0].tolist()


def test_csv_opens_in_excel_in_chinese(fundrunway: Run, tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"

    spoken = fundrunway("project", CITY, "-o", target, "--lang", "zh", "--money", "亿元")

    data = target.read_bytes()
    assert (spoken.status, spoken.out) == (0, "")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert "累计结余（亿元）" in rows[0]
    assert len({len(row) for row in rows}) == 1


def test_only_the_funds_asked_for(fundrunway: Run) -> None:
    answer = json.loads(fundrunway("project", CITY, "--fund", FUND, "--format", "json").out)
    unknown = fundrunway("project", CITY, "--fund", "enterprise_pensions")

    assert list(answer["funds"]) == [FUND]
    assert unknown.status == 2
    assert "did you mean enterprise_pension?" in unknown.err


def test_an_unknown_unit_or_ending_is_refused_before_anything_is_written(
    fundrunway: Run, tmp_path: Path
) -> None:
    for arguments in (
        ("project", CITY, "--money", "万", "-o", tmp_path / "a.csv"),
        ("project", CITY, "-o", tmp_path / "a.xls"),
        ("project", CITY, "-o", tmp_path / "a.csv", "--format", "json"),
    ):
        spoken = fundrunway(*arguments)
        assert spoken.status == 2
        assert len(spoken.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_check_is_silent_when_all_is_well(fundrunway: Run) -> None:
    spoken = fundrunway("check", *sorted(SCENARIOS.glob("*.toml")))

    assert (spoken.status, spoken.out, spoken.err) == (0, "", "")


def test_check_lists_every_problem_and_answers_no(fundrunway: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(CITY.read_text().replace("0.20\n", "20\n", 1).replace("kind  =", "knd  =", 1))

    spoken = fundrunway("check", bad, CITY)

    assert spoken.status == 1
    assert len(spoken.out.splitlines()) == 2


def test_params_lists_every_lever_with_unit_bounds_and_source(fundrunway: Run) -> None:
    every = json.loads(fundrunway("params", "--format", "json").out)
    one = json.loads(fundrunway("params", "funds.x.policy.employer_rate", "--format", "json").out)
    of_city = json.loads(fundrunway("params", CITY, "--format", "json").out)

    assert len(every) > 100
    assert all(row["source"] for row in every)
    rows = {row["path"]: row for row in one}
    pension = rows["employee_pension.policy.employer_rate"]
    assert all(path.endswith(".policy.employer_rate") for path in rows)
    assert (pension["lower"], pension["upper"], pension["default"]) == (0, 0.6, "0.2")
    values = {row["path"]: row["value"] for row in of_city}
    assert values[f"funds.{FUND}.reported.income"] == "40575"
    assert fundrunway("params", "nonsense").status == 2
    assert "employer_rate" in fundrunway("params").out


def test_a_new_reform_is_put_beside_its_base_and_never_over_a_file(
    fundrunway: Run, tmp_path: Path
) -> None:
    base = tmp_path / "city.toml"
    base.write_bytes(CITY.read_bytes())

    first = fundrunway("new", "降费", "--base", base)
    again = fundrunway("new", "降费", "--base", base)

    assert first.status == 0
    assert (tmp_path / "降费.toml").exists()
    assert fundrunway("check", tmp_path / "降费.toml").status == 0
    assert again.status == 2
    assert "exists already" in again.err
    assert fundrunway("new", "../x", "--base", base).status == 2


def test_a_file_without_a_format_is_refused_with_the_line_to_write_and_one_of_today_is_left_alone(
    fundrunway: Run, tmp_path: Path
) -> None:
    old = tmp_path / "old.toml"
    text = 'title = "x"\nbase_year = 2010\nend_year = 2012\n'
    old.write_text(text)
    shutil.copy(CITY, tmp_path / "city.toml")

    refused = fundrunway("project", old)
    again = fundrunway("migrate", old)
    today = fundrunway("migrate", tmp_path / "city.toml")

    assert refused.status == again.status == 2
    assert "write format = 1 on top" in refused.err
    assert old.read_text() == text
    assert today.status == 0
    assert (tmp_path / "city.toml").read_bytes() == CITY.read_bytes()


def edited(*replacements: tuple[str, str]) -> bytes:
    text = CITY.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


RATE = "employer_rate = 0.20\n"

BAD: dict[str, tuple[bytes, str]] = {
    "not TOML": (b"income = = 3\n", "bad.toml:1: the line is not TOML: income = = 3"),
    "GBK": ('title = "基线"\n'.encode("gbk"), "not UTF-8 text"),
    "UTF-16": (CITY.read_text().encode("utf-16"), "not UTF-8 text"),
    "empty": (b"", "the file is empty"),
    "blanks": (b"\xef\xbb\xbf \n\n", "the file is empty"),
    "unknown key": (edited((RATE, RATE + "colour = 3\n")), "policy.colour: unknown key"),
    "misspelt key": (edited((RATE, "employer_rat = 0.2\n")), "did you mean employer_rate?"),
    "17 for 0.17": (edited((RATE, "employer_rate = 17\n")), "write 0.17 for 17%"),
    "NaN": (edited((RATE, "employer_rate = nan\n")), "nan is not a finite number"),
    "infinity": (edited((RATE, "employer_rate = inf\n")), "inf is not a finite number"),
    "true for a number": (edited((RATE, "employer_rate = true\n")), "true is not a number"),
    "text for a number": (edited((RATE, 'employer_rate = "20%"\n')), "'20%' is not a number"),
    "negative people": (edited(("= 167851", "= -167851")), "reported.insured: -167851 is outside"),
    "retirees > insured": (
        edited(("= 167851", "= 20000")),
        "25,464 retirees are not fewer than the 20,000 insured",
    ),
    "dates out of order": (
        edited((RATE, "employer_rate = { 2005 = 0.2, 2012 = 0.19, 2010 = 0.18 }\n")),
        "employer_rate.2010: the date does not come after 2012",
    ),
    "date before the base year": (
        edited((RATE, "employer_rate = { 2001 = 0.2 }\n")),
        "employer_rate.2001: the date is before the base year 2005",
    ),
    "month 13": (
        edited((RATE, 'employer_rate = { 2005 = 0.2, "2010-13" = 0.1 }\n')),
        "'2010-13' is not a date",
    ),
    "contradictory surplus": (
        edited(("= 14266", "= 14206")),
        "surplus = 14,206 contradicts income - expenditure = 14,266",
    ),
    "contradictory balance": (
        edited(("= 28.3\n", "= 28.3\nbalance = 62345\n")),
        "payout_months = 28.3 contradicts 12 x balance / expenditure = 28.4367",
    ),
    "contradictory pensions": (
        edited(("= 861\n", "= 861\nretirees = 30632\n")),
        "12 x retirees x average_pension = 31,648.9824 contradicts expenditure = 26,309",
    ),
    "missing base": (
        b'format = 1\ntitle = "x"\nbase = "nobody.toml"\n',
        "the base nobody.toml does not exist",
    ),
    "circle of bases": (
        b'format = 1\ntitle = "x"\nbase = "bad.toml"\n',
        "the bases run in a circle: bad.toml -> bad.toml",
    ),
    "base outside": (
        b'format = 1\ntitle = "x"\nbase = "../other/city.toml"\n',
        "lies outside the folder",
    ),
    "newer format": (edited(("format    = 1", "format    = 2")), "the file has format 2"),
    "no format": (edited(("format    = 1\n", "")), "does not say format = 1"),
    "50 MB": (b"#" * 50_000_000, "the file has 50 MB"),
    "10,000 years": (edited(("= 2055", "= 12005")), "12005 is not between 2006 and 2125"),
    "no such kind": (
        edited(('"employee_pension"', '"employe_pension"')),
        "did you mean employee_pension?",
    ),
    "relief before the base year": (
        edited(
            (
                RATE,
                RATE + 'relief = { from = "2005-01", to = 2006, share_of_employer_rate = 0.1 }\n',
            )
        ),
        "lies in or before the base year 2005",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_has_one_clear_message_and_writes_nothing(
    name: str, fundrunway: Run, tmp_path: Path
) -> None:
    content, expected = BAD[name]
    bad = tmp_path / "bad.toml"
    bad.write_bytes(content)

    spoken = fundrunway("project", bad, "-o", tmp_path / "out.csv")

    assert spoken.status == 2
    assert spoken.out == ""
    assert len(spoken.err.splitlines()) == 1
    assert expected in spoken.err
    assert "Traceback" not in spoken.err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


def test_a_missing_file_is_a_clear_error(fundrunway: Run, tmp_path: Path) -> None:
    spoken = fundrunway("project", tmp_path / "nobody.toml")

    assert spoken.status == 2
    assert "cannot be read" in spoken.err


def test_all_problems_come_in_one_reading(fundrunway: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_bytes(
        edited(
            (RATE, "employer_rate = 20\n"),
            ("income          = 40575\n", ""),
            ("entry_age          = 25", "entry_age = 99"),
            ("= 2055", "= 1999"),
            ('money     = "万元"', 'money = "万"'),
            ("interest     = 0.025", "interest = { 2006 = 0.02 }"),
        )
    )

    spoken = fundrunway("project", bad)

    places = {line.split(": ")[0] for line in spoken.err.splitlines()}
    assert places == {
        "money",
        "end_year",
        "assumptions.economy.interest",
        f"funds.{FUND}.policy.employer_rate",
        f"funds.{FUND}.reported.income",
        f"funds.{FUND}.assumptions.entry_age",
        'sources."funds.enterprise_pension.reported.income"',
    } - {'sources."funds.enterprise_pension.reported.income"'}


def test_compare_sets_changed_inputs_beside_changed_outputs(fundrunway: Run) -> None:
    reform = SCENARIOS / "rate-20-to-16.toml"

    answer = json.loads(fundrunway("compare", CITY, reform, "--format", "json").out)

    assert [change["path"] for change in answer["inputs"]] == [f"funds.{FUND}.policy.employer_rate"]
    assert FUND in answer["funds_moved"]
    months = {
        (output["year"]): output
        for output in answer["outputs"]
        if output["fund"] == FUND and output["indicator"] == "payout_months"
    }
    assert months[2010]["changes"] == [0.0, 0.0]
    assert months[2025]["changes"][1] < -5
    projected_alone = projected("rate-20-to-16.toml").funds[FUND].indicators["payout_months"]
    assert months[2025]["values"][1] == projected_alone[20, 0]


def test_compare_speaks_in_tables_and_csv_in_both_languages(
    fundrunway: Run, tmp_path: Path
) -> None:
    reform = SCENARIOS / "rate-20-to-16.toml"

    english = fundrunway("compare", CITY, reform)
    chinese = fundrunway("compare", CITY, reform, "--lang", "zh")
    fundrunway("compare", CITY, reform, "--lang", "zh", "-o", tmp_path / "比较.csv")

    assert "Employer contribution rate" in english.out
    assert "20% → 2016-05: 19% → 2019-05: 16%" in english.out
    assert "单位缴费比例" in chinese.out
    rows = list(csv.reader(io.StringIO((tmp_path / "比较.csv").read_text("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert any("可支付月数" in row[1] for row in rows)


def test_a_scenario_against_itself_differs_in_nothing(fundrunway: Run) -> None:
    answer = json.loads(fundrunway("compare", CITY, CITY, "--format", "json").out)

    assert (answer["inputs"], answer["funds_moved"]) == ([], [])
