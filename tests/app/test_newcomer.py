"""A newcomer's walk: from the first page to a saved comparison, without reading anything."""

import csv
import re

from playwright.sync_api import expect

from tests.app.conftest import Visit
from tests.app.driving import Site, expect_moved, figures, go, key, settled, slider


def test_a_newcomer_goes_from_the_first_page_to_a_saved_comparison(
    visit: Visit, site: Site
) -> None:
    page = visit()

    # the first thing to be seen: how long the fund lasts, in Chinese
    expect(page.get_by_text("可支付 28.3 个月").first).to_be_visible()
    before = figures(page)
    assert before[0] == "2005 年末可支付月数 28.3"

    # a slider is dragged to the left: months fall while the button is still down
    first = page.locator(".lever").first
    expect(first.locator("label")).to_have_text("单位缴费比例")
    place = slider(first).bounding_box()
    assert place is not None
    middle, notch = place["y"] + place["height"] / 2, (place["width"] - 16) / 60
    page.mouse.move(place["x"] + 8 + 20 * notch, middle)
    page.mouse.down()
    page.mouse.move(place["x"] + 8 + 16 * notch, middle, steps=8)
    expect_moved(page, before)
    page.mouse.up()
    expect(page.locator(".key-figures .change.worse").first).to_be_visible()
    expect(page.get_by_text("未保存的修改：1 项")).to_be_visible()

    # saved under a title of its own, on the page of that name
    go(page, "scenarios")
    key(page, "save_title").locator("input").fill("降费到 16%")
    key(page, "save_as").get_by_role("button", name="另存为").click()
    expect(page.get_by_text("已保存：降费到-16%.toml")).to_be_visible()
    assert (site.folder / "降费到-16%.toml").is_file()

    # beside the baseline, with a sentence on what it does
    go(page, "compare")
    settled(page)
    said = page.get_by_test_id("stMain").get_by_text(re.compile("^降费到 16%: .*比基线早"))
    expect(said).to_be_visible()
    expect(page.get_by_text("基线：某县级市 2005 年决算基线")).to_be_visible()

    with page.expect_download() as download:
        key(page, "compare_csv").get_by_role("button").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert any("降费到 16%" in cell for row in csv.reader(text.splitlines()) for cell in row)
