"""Overview: every slider moves a figure, by key, by number and while it is dragged, and stays."""

import re

import pytest
from playwright.sync_api import expect

from model.results.consolidation import consolidate
from model.results.findings import fund_finding
from tests.app.conftest import Visit
from tests.app.driving import (
    address_of,
    box,
    expect_at,
    expect_figures,
    expect_moved,
    figures,
    go,
    key,
    lever,
    nudge,
    pick,
    put,
    settled,
    slider,
    told,
)
from tests.conftest import SHIPPED, projected, shipped

PENSION = "funds.enterprise_pension"
EMPLOYER_RATE = f"{PENSION}.policy.employer_rate"
FUNDS = tuple(projected("city-2005.toml").funds)
#: Sliders that move nothing on the screen, with what the page says then.
STILL = {"policy.joint_collection": "The changes move Employees' medical insurance"}
#: Counts how often a chart is painted, from here on.
_COUNT_PAINTING = """() => {
  window.painted = 0;
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    window.painted += 1;
    return clear.apply(this, box);
  };
}"""


def test_the_first_page_shows_the_figures_of_the_city(visit: Visit) -> None:
    page = visit()

    fund = projected("city-2005.toml").funds["enterprise_pension"]
    months = fund.indicators["payout_months"][:, 0]
    expect(key(page, "charts").get_by_text(fund_finding(fund, "zh"))).to_be_visible()
    expected = [f"{months[later]:,.1f}" for later in (0, 5, 10)]
    expected += [f"{months.min():,.1f}", str(fund.summary["first_deficit_year"])]
    expected += [str(fund.summary["depletion_month"])]
    expect(page.locator(".key-figures .value")).to_have_text(expected)


@pytest.mark.parametrize("place", [FUNDS[0], "shared"])
def test_every_slider_moves_a_key_figure_or_says_why_not(visit: Visit, place: str) -> None:
    page = visit(f"?language=en&funds={'' if place == 'shared' else place}")
    if place == "shared":
        pick(page, "levers_of", "Economy and population")
    start = f"funds.{place}." if place != "shared" else "assumptions."
    expect(page.locator(f'.lever[data-path^="{start}"]').first).to_be_visible()

    paths = [row.get_attribute("data-path") or "" for row in page.locator(".lever").all()]
    assert len(paths) >= 4
    for path in paths:
        row, before = lever(page, path), figures(page)
        nudge(row, "Page")
        if path in STILL:
            expect(page.get_by_test_id("stMain").get_by_text(STILL[path])).to_be_visible()
            assert figures(page) == before, path
        else:
            expect_moved(page, before)
            row.get_by_role("button", name="Reset").click()
            expect_figures(page, before)


def test_sliders_stay_where_they_were_put_when_the_page_is_left(visit: Visit) -> None:
    page = visit()
    rows = page.locator(".lever")
    expect(rows.first).to_be_visible()
    wanted = {}
    for row in rows.all():
        path = row.get_attribute("data-path") or ""
        nudge(row)
        expect(row).to_have_class(re.compile("changed"))
        wanted[path] = (slider(row).input_value(), box(row).input_value())
    before = figures(page)

    go(page, "method")
    go(page, "")

    expect(rows.first).to_be_visible()
    found = {
        path: (slider(lever(page, path)).input_value(), box(lever(page, path)).input_value())
        for path in wanted
    }
    assert found == wanted
    assert figures(page) == before
    assert len(wanted) == 7
    assert {path for path in address_of(page) if path.startswith("funds.")} == set(wanted)


def test_a_typed_number_is_taken_and_a_bad_one_refused_in_the_readers_words(visit: Visit) -> None:
    page = visit("?language=en")
    row = lever(page, EMPLOYER_RATE)
    before = figures(page)

    put(row, "16.5")
    expect_at(row, "16.5")
    expect_moved(page, before)

    put(row, "95")
    refused = "Employer contribution rate · Enterprise employees' pension: 95% is outside 0% to 60%"
    expect(told(page)).to_have_text(refused)
    page.keyboard.press("Tab")
    expect(box(row)).to_have_value("16.5")
    # the rest of the page follows half a second later; the reason is still to be read then
    expect(page).to_have_url(re.compile("employer_rate=0.165"))
    expect(told(page)).to_have_text(refused)

    # the lever's own number again: nothing moves, and nothing is refused any more
    put(row, "16.5")
    expect(told(page)).to_have_count(0)
    put(row, "95")
    expect(told(page)).to_have_text(refused)
    put(row, "17")
    expect(told(page)).to_have_count(0)


def test_numbers_are_read_as_people_write_them_and_what_is_none_is_said_beside_the_box(
    visit: Visit,
) -> None:
    page = visit()
    row = lever(page, EMPLOYER_RATE)
    said = row.locator(".said")

    for typed, taken in (("18%", "18.0"), ("１９．５％", "19.5"), ("+16 %", "16.0")):
        put(row, typed)
        expect_at(row, taken)
        expect(said).to_be_empty()
    for typed in ("abc", "1,5", "0x10", "十八", "18.5.1"):
        put(row, typed)
        expect(said).to_have_text(f"“{typed}”不是数字")
        expect_at(row, "16.0")
    put(row, "17")
    expect_at(row, "17.0")
    expect(said).to_be_empty()
    put(row, "abc")
    expect(said).not_to_be_empty()
    nudge(lever(page, f"{PENSION}.policy.employee_rate"))
    expect(said).to_be_empty()


def test_an_amount_of_money_is_moved_in_the_unit_of_the_page(visit: Visit) -> None:
    page = visit(f"?money={'元'}")
    row = lever(page, f"{PENSION}.policy.fiscal_subsidy")
    expect(row.locator(".unit")).to_have_text("元/年")

    put(row, "1,200,000")

    expect_at(row, "1200000")
    expect(page).to_have_url(re.compile("fiscal_subsidy=120$"))  # in the file 万元


def test_arrow_keys_move_a_slider_by_one_notch_and_back(visit: Visit) -> None:
    page = visit()
    row = lever(page, f"{PENSION}.policy.increase")

    slider(row).press("ArrowRight")
    expect_at(row, "0.5")
    slider(row).press("ArrowLeft")
    expect_at(row, "0.0")
    expect(row).not_to_have_class(re.compile("changed"))
    slider(row).press("End")
    expect_at(row, "10.0")


def test_the_keyboard_alone_reaches_and_moves_the_first_slider(visit: Visit) -> None:
    page = visit()
    row = page.locator(".lever").first
    expect(row).to_be_visible()
    key(page, "searched").locator("input").focus()

    for _ in range(4):
        if slider(row).evaluate("one => one.getRootNode().activeElement === one"):
            break
        page.keyboard.press("Tab")
    before = figures(page)
    page.keyboard.press("ArrowRight")

    expect_at(row, "20.5")
    expect_moved(page, before)


def test_figures_and_charts_follow_while_the_slider_is_dragged(visit: Visit) -> None:
    page = visit()
    row = lever(page, EMPLOYER_RATE)
    slider(row).scroll_into_view_if_needed()
    place = slider(row).bounding_box()
    assert place is not None
    middle = place["y"] + place["height"] / 2
    notch = (place["width"] - 16) / 60
    page.mouse.move(place["x"] + 8 + 20 * notch, middle)
    page.mouse.down()
    page.evaluate(_COUNT_PAINTING)

    for rate in (24, 30, 36):
        before, painted = figures(page), page.evaluate("window.painted")
        page.mouse.move(place["x"] + 8 + rate * notch, middle, steps=4)
        # the button is still down
        expect_moved(page, before)
        page.wait_for_function("before => window.painted > before", arg=painted)
    page.mouse.up()

    expect_at(row, "36.0")
    settled(page)
    expect(key(page, "undo_button").get_by_role("button")).to_be_enabled()
    page.keyboard.press("Control+z")  # a drag is one step
    expect_at(row, "20.0")


def test_sliders_stay_the_same_elements_when_a_draft_begins(visit: Visit) -> None:
    """What is built anew loses the moves that are still on their way to the server."""
    page = visit()
    row = lever(page, EMPLOYER_RATE)
    row.evaluate("one => { one.parentElement.marked = true; }")
    about = page.get_by_text(shipped("city-2005.toml").header.about.zh)
    expect(about).to_be_visible()

    put(row, "17.5")
    expect(page).to_have_url(re.compile("employer_rate=0.175"))
    settled(page)

    assert row.evaluate("one => one.parentElement.marked") is True
    expect(about).to_be_visible()


def test_another_lever_is_found_by_a_word_and_gets_a_slider(visit: Visit) -> None:
    page = visit()
    expect(page.locator(".lever").first).to_be_visible()
    row = lever(page, "assumptions.economy.interest")
    expect(row).to_have_count(0)

    key(page, "searched").locator("input").fill("基金收益率")
    page.get_by_role("option").first.click()

    expect(row).to_be_visible()
    before = figures(page)
    nudge(row, "Page")
    expect_moved(page, before)


def test_several_funds_are_summed_or_set_side_by_side(visit: Visit) -> None:
    page = visit("?language=en")

    key(page, "all_funds").get_by_role("button").click()
    expect(page.locator(".key-figures")).to_have_count(1)
    together = consolidate(list(projected("city-2005.toml").funds.values()))
    first = f"{together.indicators['payout_months'][0, 0]:,.1f}"
    expect(page.locator(".key-figures .value").first).to_have_text(first)

    key(page, "together").get_by_text("Side by side").click()
    expect(page.locator(".key-figures")).to_have_count(len(FUNDS))
    heads = page.locator(".key-figures h3").all_inner_texts()
    assert heads == [fund.title.en for fund in projected("city-2005.toml").funds.values()]


def test_money_turns_to_another_unit_everywhere(visit: Visit) -> None:
    page = visit()
    finding = key(page, "charts").get_by_text("累计结余由")
    expect(finding).to_contain_text("62,045 万元")

    pick(page, "money_unit", "亿元")

    expect(finding).to_contain_text(re.compile(r"的 6 亿元"))
    expect(page).to_have_url(re.compile("money="))


def test_every_shipped_scenario_opens_in_both_languages(visit: Visit) -> None:
    page = visit()
    for name in SHIPPED:
        title = projected(name).scenario.title
        pick(page, "file", title.zh)
        expect(page.locator("h1")).to_have_text(title.zh)
        settled(page)
    expect(page).to_have_url(re.compile("scenario="))
    key(page, "language").get_by_text("English").click()
    expect(page.locator("h1")).to_have_text(projected(SHIPPED[-1]).scenario.title.en)
