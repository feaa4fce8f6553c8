"""Levers as rows: a course is told by its turns, short and without loss."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters.dated import ALWAYS, DatedValue, read_dated
from model.parameters.declaration import DATE
from model.scenario.lever_rows import (
    bound_text,
    label_text,
    lever_rows,
    lever_rows_of,
    matching,
    value_text,
)
from model.scenario.movable_lever import lever_text
from model.words.texts import Language
from tests.conftest import shipped

CITY = "city-2005.toml"
YEAR = 2006 * 12


def monthly(*runs: tuple[int, float]) -> list[tuple[int, float]]:
    """Return a step a month through the given (month, value) points."""
    steps = [runs[0]]
    for (first, low), (last, high) in pairwise(runs):
        rise = (high - low) / (last - first)
        steps += [(first + n, low + n * rise) for n in range(1, last - first + 1)]
    return steps


def course(*steps: tuple[int, float]) -> DatedValue:
    months, values = zip(*steps, strict=True)
    return DatedValue(months, values)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (DatedValue.constant(0.2), "0.2"),
        (read_dated({"2006": 0.2, "2016-05": 0.19}), "{ 2006 = 0.2, 2016-05 = 0.19 }"),
        (
            read_dated({"2006": 0, "2010": 0.1, "between": "linear"}),
            '{ 2006 = 0, 2010 = 0.1, between = "linear" }',
        ),
        (course((ALWAYS, 0.2), (YEAR, 0.19)), "0.2 → 2006: 0.19"),
        (course((ALWAYS, 0.2), (YEAR, 0.2), (YEAR + 12, 0.1)), "0.2 → 2007: 0.1"),
        (DatedValue((ALWAYS, YEAR), (1.0, 1.5), linear=True), "1 → 2006: 1.5 (linear)"),
        (course(*monthly((YEAR, 0.0), (YEAR + 48, 0.1))), "2006: 0 … 2010: 0.1"),
        (
            course((ALWAYS, 0.0), *monthly((YEAR, 0.0), (YEAR + 36, 0.2), (YEAR + 108, 0.4))),
            "0 → 2006: 0 … 2009: 0.2 … 2015: 0.4",
        ),
        (
            course((ALWAYS, 1.0), *monthly((YEAR, 1.0), (YEAR + 24, 1.0), (YEAR + 30, 1.3))),
            "1 → 2008: 1 … 2008-07: 1.3",
        ),
        (
            course(*monthly((YEAR, 1.0), (YEAR + 11, 0.89)), (YEAR + 12, 0.0)),
            "2006: 1 … 2006-12: 0.89 → 2007: 0",
        ),
        (course((ALWAYS, 0.0), *monthly((YEAR, 0.0), (YEAR + 24, 0.0))), "0"),
    ],
)
def test_a_course_is_told_by_its_turns(value: DatedValue, text: str) -> None:
    assert value_text(value) == text


def test_other_values_are_told_as_a_file_says_them() -> None:
    date = next(
        one.declaration
        for one in shipped(CITY).levers_by_path.values()
        if one.declaration.unit is DATE
    )

    assert value_text(None) == ""
    assert value_text(0.1 + 0.2) == "0.3"
    assert value_text("old") == "old"
    assert value_text(36) == "36"
    assert value_text((0.25, 0.75)) == "0.25, 0.75"
    assert value_text(2016 * 12 + 4, date) == "2016-05"


numbers = st.sampled_from([0.0, 0.1, 0.25, 0.3, 1.0])
lengths = st.integers(1, 30)


@given(points=st.lists(st.tuples(lengths, numbers, st.booleans()), min_size=1, max_size=6))
def test_what_is_told_of_a_course_gives_it_back(
    points: list[tuple[int, float, bool]],
) -> None:
    steps, month = [(YEAR, 0.5)], YEAR
    for length, number, even in points:
        start = steps[-1][1]
        for n in range(1 if even else length, length + 1):
            steps.append((month + n, start + (number - start) * n / length if even else number))
        month += length
    value = course((ALWAYS, 0.5), *steps)

    told = value_text(value)

    for at, number in _read_back(told, month + 5):
        held = value.values[sum(m <= at for m in value.months) - 1]
        assert number == pytest.approx(held, abs=1e-9), told


def _read_back(told: str, last: int) -> list[tuple[int, float]]:
    """Return what a told course says month by month."""
    first, *words = told.replace(":", "").split(" ")
    held, months = float(first), {}
    at, here = YEAR - 1, YEAR - 1
    for sign, date, text in zip(words[::3], words[1::3], words[2::3], strict=True):
        turn = next(iter(read_dated({date: 0}).months))
        for month in range(at + 1, turn):
            share = (month - here) / (turn - here) if sign == "…" else 0.0
            months[month] = held + (float(text) - held) * share
        months[turn] = held = float(text)
        at = here = turn
    return [*months.items(), *((month, held) for month in range(at + 1, last))]


FUND = "funds.enterprise_pension"


def told(path: str, value: Any, language: Language = "en", size: float = 1.0) -> str:
    """Return what a person reads of a value of one of the city's levers."""
    return value_text(value, shipped(CITY).levers_by_path[path].declaration, language, size)


def test_a_person_reads_shares_in_percent_and_choices_by_their_label() -> None:
    rate, rule = f"{FUND}.policy.employer_rate", f"{FUND}.policy.retirement"

    assert told(rate, DatedValue.constant(0.07)) == "7%"
    assert told(rate, DatedValue.constant(0.2030643215)) == "20.30643215%"
    assert told(rate, read_dated({"2006": 0.2, "2016-05": 0.19})) == "2006: 20% → 2016-05: 19%"
    assert told(rule, "statutory_2025") == "rising gradually from 2025"
    assert told(rule, "old", "zh") == "原规定：男 60、女 55/50 岁"
    assert told(rule, None) == ""


def test_a_person_is_told_of_a_line_between_dates_in_words() -> None:
    line = read_dated({"2006": 0, "2010": 0.1, "between": "linear"})
    path = f"{FUND}.policy.employer_rate"

    assert told(path, line) == "2006: 0% → 2010: 10% (in a line)"
    assert told(path, line, "zh") == "2006: 0% → 2010: 10%（按直线变化）"


def test_money_is_read_in_the_unit_asked_for_and_nothing_else_moves_with_it() -> None:
    assert told(
        "funds.land_security.policy.fiscal_subsidy", DatedValue.constant(1500), size=1e4
    ) == ("15,000,000")
    assert told(f"{FUND}.policy.employer_rate", DatedValue.constant(0.2), size=1e4) == "20%"
    assert told("funds.medical.policy.cap", DatedValue.constant(60000), size=1e4) == "60,000"
    assert told("assumptions.economy.average_wage", 17000.0) == "17,000"


def test_a_solved_value_has_six_digits_and_the_unit_of_its_slider() -> None:
    levers = shipped(CITY).levers_by_path
    rate = levers[f"{FUND}.policy.employer_rate"].declaration
    subsidy = levers[f"{FUND}.policy.fiscal_subsidy"].declaration

    assert lever_text(0.203064321, rate) == "20.3064%"
    assert lever_text(12345678.9, subsidy) == "12,345,679"


def test_a_bound_that_nobody_reaches_is_said_in_words() -> None:
    levers = shipped(CITY).levers_by_path
    subsidy = levers[f"{FUND}.policy.fiscal_subsidy"].declaration
    balance = levers[f"{FUND}.reported.balance"].declaration
    rate = levers[f"{FUND}.policy.employer_rate"].declaration

    assert bound_text(subsidy.lower, subsidy, "en") == "0"
    assert bound_text(subsidy.upper, subsidy, "en") == "no upper bound"
    assert bound_text(balance.lower, balance, "zh") == "无下限"
    assert bound_text(rate.upper, rate, "zh") == "60%"


def test_a_label_says_its_unit_where_its_values_do_not() -> None:
    levers = shipped(CITY).levers_by_path
    subsidy = levers[f"{FUND}.policy.fiscal_subsidy"].declaration
    rate = levers[f"{FUND}.policy.employer_rate"].declaration

    assert label_text(subsidy, "CNY", "亿元", "zh") == f"{subsidy.label.zh}（亿元/年）"
    assert label_text(rate, "CNY", "亿元", "en") == rate.label.en


def test_rows_carry_what_the_declaration_says_in_either_language() -> None:
    path = "funds.enterprise_pension.policy.employer_rate"
    rows = {row["path"]: row for row in lever_rows_of(shipped(CITY), "en")}
    chinese = {row["path"]: row for row in lever_rows_of(shipped(CITY), "zh")}
    declaration = shipped(CITY).levers_by_path[path].declaration

    assert rows[path]["value"] == "0.2"
    assert (rows[path]["lower"], rows[path]["upper"]) == (declaration.lower, declaration.upper)
    assert (rows[path]["label"], chinese[path]["label"]) == (
        declaration.label.en,
        declaration.label.zh,
    )
    assert rows[path]["unit"] == "share"
    assert rows["funds.enterprise_pension.policy.retirement"]["unit"].startswith("old | ")
    assert rows.keys() == chinese.keys() == shipped(CITY).levers_by_path.keys()
    infinite = [row for row in rows.values() if float("inf") in (row["lower"], row["upper"])]
    assert infinite == []


def test_rows_are_found_by_path_or_by_a_word_in_either_language() -> None:
    english, chinese = list(lever_rows("en")), list(lever_rows("zh"))

    def found(words: str) -> set[str]:
        return {row["path"] for row in matching(english, chinese, words)}

    path = "employee_pension.policy.employer_rate"
    label = next(row["label"] for row in chinese if row["path"] == path)
    assert path in found("funds.any.policy.employer_rate")
    assert path in found("EMPLOYER_RATE")
    assert path in found(label)
    assert found("no such lever anywhere") == set()
