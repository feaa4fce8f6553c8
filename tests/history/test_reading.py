"""A history file is read in both layouts, both languages, and with every problem named."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import InputError, load_scenario
from model.history.numbers import printed_number
from model.history.reading import history_of
from model.history.record import History
from model.words.texts import Text
from tests.conftest import SCENARIOS

FUNDS = {"pension": Text("企业养老", "Pension"), "medical": Text("职工医保", "Medical")}


def read(text: str, encoding: str = "utf-8", funds: dict[str, Text] = FUNDS) -> History:
    return history_of(text.encode(encoding), "h.csv", funds, "CNY", "万元")


LONG = """fund,year,variable,value,unit,source
pension,2019,income,"40,575",万元,annual report
pension,2019,expenditure,26309,万元,annual report
pension,2019,balance,62066,万元,annual report
pension,2020,income,41000,万元,annual report
pension,2020,expenditure,30000,万元,annual report
pension,2020,balance,70000,万元,"annual report, UNVERIFIED"
pension,2020,pensioners,2.41,万人,yearbook
pension,2020,average_pension,24000,元/年,yearbook
pension,2020,contribution_rate,24%,,decree
pension,2020,scope,institutions join,,notice
medical,2020,支出,……,万元,
"""


def test_figures_stand_in_the_units_of_the_model() -> None:
    history = read(LONG.replace("……", "—"))

    assert history.value("pension", "income", 2019) == 40575e4
    assert history.value("pension", "pensioners", 2020) == 24100
    assert history.value("pension", "average_pension", 2020) == 2000
    assert history.value("pension", "contribution_rate", 2020) == pytest.approx(0.24)
    assert history.observed("pension", "pensioners")[2020].precision == pytest.approx(50)


def test_gaps_stay_gaps_and_doubts_and_changes_of_scope_are_kept() -> None:
    history = read(LONG.replace("……", "—"))

    assert math.isnan(history.value("medical", "expenditure", 2020))
    assert math.isnan(history.value("pension", "pensioners", 2019))
    assert history.observed("pension", "balance")[2020].unverified
    assert not history.observed("pension", "balance")[2019].unverified
    assert [(one.year, one.text) for one in history.scope_changes] == [(2020, "institutions join")]


def test_a_jump_of_the_balance_that_flows_do_not_explain_is_told() -> None:
    history = read(LONG.replace("……", ""))

    assert dict(history.stock_flow_differences("pension")) == {
        2020: pytest.approx((70000 - 62066 - 11000) * 1e4)
    }


def test_a_wide_sheet_in_chinese_and_gbk_gives_the_same_as_rows() -> None:
    wide = (
        "指标,单位,2019年,2020年\n企业养老,,,\n基金收入,万元,40575,41000\n"
        "基金支出,万元,26309,30000\n累计结余,万元,62066,70000\n"
    )

    history, rows = read(wide, "gb18030"), read(LONG.replace("……", ""))

    for variable in ("income", "expenditure", "balance"):
        for year in (2019, 2020):
            assert history.value("pension", variable, year) == rows.value("pension", variable, year)


def test_every_problem_is_named_with_its_line_at_once() -> None:
    text = (
        "fund,year,variable,value,unit,source\n"
        "pensoin,2019,income,1,万元,\n"
        "pension,19,income,1,万元,\n"
        "pension,2019,incom,1,万元,\n"
        "pension,2019,income,1;5,万元,\n"
        "pension,2020,income,1,吨,\n"
        "pension,2021,income,1,万元,\npension,2021,收入,2,万元,\n"
    )

    with pytest.raises(InputError) as refused:
        read(text)

    where = [problem.where for problem in refused.value.problems]
    assert where == [f"h.csv:{line}" for line in (2, 3, 4, 5, 6, 8)]
    assert all(problem.cure is not None for problem in refused.value.problems)


@pytest.mark.parametrize(
    "text", ["", "fund,when,what\n", "\x00\xff\xfe binary", "指标,单位\n收入,万元\n"]
)
def test_a_file_without_named_columns_is_refused_plainly(text: str) -> None:
    with pytest.raises(InputError, match="names the columns"):
        read(text)


def test_what_was_known_at_the_end_of_a_year_has_nothing_later() -> None:
    known = read(LONG.replace("……", "")).until(2019)

    assert set(known.years("pension")) == {2019}
    assert known.scope_changes == ()


@given(
    st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).map(lambda x: round(x, 2)),
    st.booleans(),
    st.booleans(),
)
def test_a_printed_number_is_read_as_it_was_meant(
    number: float, separated: bool, full_width: bool
) -> None:
    text = f"{number:,.2f}" if separated else f"{number:.2f}"
    if full_width:
        text = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)

    printed = printed_number(text)

    assert printed is not None
    assert printed.value == pytest.approx(number, abs=1e-9)
    assert printed.precision == pytest.approx(0.005)


@pytest.mark.parametrize("text", ["4,5", "1,23,456", "12,34", "1.2.3", "4*75", "about 5", "16 %%"])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        printed_number(text)


def test_a_scenario_names_its_history_and_a_reform_keeps_it(tmp_path: Path) -> None:
    city = (SCENARIOS / "city-2005.toml").read_text(encoding="utf-8")
    (tmp_path / "city.toml").write_text(
        city.replace("base_year", 'history = "h.csv"\nbase_year', 1), encoding="utf-8"
    )
    (tmp_path / "h.csv").write_text(
        "fund,year,variable,value,unit\nenterprise_pension,2004,income,35000,万元\n",
        encoding="utf-8",
    )
    (tmp_path / "reform.toml").write_text(
        'format = 1\ntitle = "r"\nbase = "city.toml"\n'
        "[funds.enterprise_pension.policy]\nemployer_rate = { 2010 = 0.16 }\n",
        encoding="utf-8",
    )

    for name in ("city.toml", "reform.toml"):
        history = load_scenario(tmp_path / name).history
        assert history is not None
        assert history.value("enterprise_pension", "income", 2004) == 35000e4

    (tmp_path / "h.csv").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        load_scenario(tmp_path / "city.toml")
