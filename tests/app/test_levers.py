"""Levers: found by search or by fund, edited by date, refused in the model's words, reset."""

import re
import tomllib
from typing import Any

from playwright.sync_api import Page, expect

from tests.app.conftest import Visit
from tests.app.driving import address_of, figures, fill, go, key, open_lever, rows, settled, told

WAGES = "assumptions.economy.wage_growth"


def _drafted(page: Page, path: str) -> Any:
    return tomllib.loads(f"value = {address_of(page)[path]}")["value"]


def test_every_lever_of_the_scenario_is_listed_by_fund(visit: Visit) -> None:
    page = visit("levers")
    place = key(page, "lever_place").locator("input")
    place.click()

    assert len(page.get_by_role("option").all_inner_texts()) > 20
    page.get_by_role("option", name="失业保险 · 政策").click()

    table = page.get_by_test_id("stDataFrame").first
    expect(table.locator("td").filter(has_text="缴费基数下限").first).to_be_attached()


def test_a_date_is_changed_and_another_added_in_the_grid(visit: Visit) -> None:
    page = visit("levers?language=en")
    grid = open_lever(page, "wage_growth", "Growth of the average wage")
    expect(grid.locator("td").first).to_be_attached()
    assert rows(grid)[0] == ["2006", "12"]

    fill(grid, 0, 0.9, "11")
    expect(page.get_by_text("Changed levers: 1")).to_be_visible()
    expect(grid.locator("td").filter(has_text="11").first).to_be_attached()
    settled(page)
    assert _drafted(page, WAGES)["2006"] == 0.11

    last = len(rows(grid))
    fill(grid, last, 0.4, "2045-07")
    fill(grid, last, 0.9, "3")
    expect(page).to_have_url(re.compile("2045-07"))
    settled(page)
    assert _drafted(page, WAGES) == {
        "2006": 0.11,
        "2012": 0.09,
        "2020": 0.06,
        "2025": 0.045,
        "2035": 0.04,
        "2045-07": 0.03,
    }


def test_a_line_between_dates_moves_the_figures_and_reset_takes_it_back(visit: Visit) -> None:
    page = visit("?language=en")
    before = figures(page)
    go(page, "levers")
    open_lever(page, "wage_growth", "Growth of the average wage")

    page.get_by_role("radio", name="In a line").click()
    expect(page.get_by_text("Changed levers: 1")).to_be_visible()
    settled(page)
    assert _drafted(page, WAGES)["between"] == "linear"
    go(page, "")
    assert figures(page) != before

    go(page, "levers")
    key(page, f"reset:{WAGES}").get_by_role("button").click()
    expect(page.get_by_text("Nothing is changed: the figures are the file's")).to_be_visible()
    go(page, "")
    assert figures(page) == before


def test_a_value_out_of_bounds_is_refused_in_the_models_words(visit: Visit) -> None:
    page = visit("levers?language=en")
    grid = open_lever(page, "wage_growth", "Growth of the average wage")

    fill(grid, 0, 0.9, "90")

    expect(told(page)).to_contain_text(
        "Growth of the average wage 2006: 90% is outside -30% to 50%"
    )
    expect(page.get_by_text("Nothing is changed: the figures are the file's")).to_be_visible()


def test_changed_levers_are_listed_and_all_reset_at_once(visit: Visit) -> None:
    page = visit("levers?language=en&policy.joint_collection=0.5&assumptions.economy.interest=0.03")

    expect(page.get_by_text("Changed levers: 2")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_text("2.5% → 3%")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_text("0% → 50%")).to_be_visible()

    key(page, "reset_all_levers").get_by_role("button").click()
    expect(page.get_by_text("Nothing is changed: the figures are the file's")).to_be_visible()
    expect(page).to_have_url("".join([page.url.split("?")[0], "?language=en"]))


def test_a_table_says_choices_by_label_and_shares_in_percent(visit: Visit) -> None:
    page = visit("levers?money=亿元")
    for words, label, value, unit in (
        (
            "enterprise_pension.policy.retirement",
            "退休年龄规定",
            "原规定：男 60、女 55/50 岁",
            "选项",
        ),
        ("enterprise_pension.policy.employer_rate", "单位缴费比例", "20%", "%"),
        ("land_security.policy.fiscal_subsidy", "财政补贴", "0.43", "亿元/年"),
    ):
        search = key(page, "lever_words").locator("input")
        search.fill(words)
        search.press("Enter")
        table = page.get_by_test_id("stDataFrame").first
        expect(table.locator("td").filter(has_text=label).first).to_be_attached()
        row = next(one for one in rows(table) if label in one[1])
        assert value in row[2] and row[3] == unit
