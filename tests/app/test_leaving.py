"""A page is left: what was typed and not yet entered is taken, whatever the server is doing."""

import tomllib

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Visit
from tests.app.driving import (
    address_of,
    box,
    expect_at,
    go,
    key,
    lever,
    open_lever,
    pointed,
    rows,
    settled,
)

RATE = "funds.enterprise_pension.policy.employer_rate"
WAGES = "assumptions.economy.wage_growth"


def test_a_number_typed_in_a_sliders_box_is_taken_when_the_page_is_left(visit: Visit) -> None:
    page = visit()
    box(lever(page, RATE)).fill("17.5")

    go(page, "method")
    go(page, "")

    expect_at(lever(page, RATE), "17.5")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("levers", {"lever_words": "wage"}),
        ("scenarios", {"save_title": "a title"}),
        ("compare", {"why_year": "2033"}),
        ("uncertainty", {"seed": "77"}),
        ("goal-seek", {"goal_year": "2041", "goal_from": "2031", "goal_level.payout_months": "12"}),
    ],
)
def test_what_is_typed_on_a_page_is_there_when_it_is_opened_again(
    visit: Visit, name: str, typed: dict[str, str]
) -> None:
    page = visit(f"{name}?policy.joint_collection=0.5")
    for one, words in typed.items():
        key(page, one).locator("input").fill(words)

    go(page, "method")
    go(page, name)

    for one, words in typed.items():
        expect(key(page, one).locator("input")).to_have_value(words)


def test_a_number_in_an_open_cell_is_taken_when_the_page_is_left(visit: Visit) -> None:
    page = visit("levers")
    grid = open_lever(page, "wage_growth", "工资")
    expect(grid.locator("td").first).to_be_attached()
    assert rows(grid)[0] == ["2006", "12"]
    settled(page)

    page.mouse.dblclick(*pointed(grid, 0, 0.9))
    page.locator("#portal").locator("input").fill("11")
    go(page, "method")

    expect(page.get_by_text("未保存的修改：1")).to_be_visible()
    assert tomllib.loads(f"value = {address_of(page)[WAGES]}")["value"]["2006"] == 0.11
