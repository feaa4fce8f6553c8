"""The folder: rename, duplicate, delete and bring back, upload and download, the link."""

import re
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from model import InputError, load_scenario
from tests.app.conftest import Visit
from tests.app.driving import Site, expect_at, figures, go, key, lever, put, settled, slider, told
from tests.conftest import SCENARIOS

RATE = "funds.enterprise_pension.policy.employer_rate"
_BAD = """format = 1
title = "three mistakes"
base = "city-2005.toml"
[funds.enterprise_pension.policy]
employer_rate = 16
no_such_lever = 1
[assumptions.economy]
interest = "much"
"""


def _press(page: Page, name: str) -> None:
    key(page, name).get_by_role("button").first.click()


def test_the_list_names_every_file_with_its_base_and_marks_the_open_one(
    visit: Visit, site: Site
) -> None:
    page = visit("scenarios?language=en")
    table = page.get_by_test_id("stDataFrame").first
    expect(table.locator("td").filter(has_text="city-2005.toml").first).to_be_attached()

    listed = {
        row[-1]: row
        for row in table.evaluate(
            """one => [...one.querySelectorAll("tbody tr")].map(
             (row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent))"""
        )
    }
    assert set(listed) <= {path.name for path in site.folder.glob("*.toml")}
    assert listed["city-2005.toml"][0] == "▶"
    assert listed["city-2005.toml"][2] == "Base file"
    assert listed["arrears-recovery.toml"][2] == "County-level city, 2005 final account"
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", listed["city-2005.toml"][3])


def test_a_file_is_duplicated_renamed_deleted_and_brought_back(
    visit: Visit, site: Site, own_file: str
) -> None:
    page = visit(f"scenarios?language=en&scenario={own_file}")
    copy = site.folder / own_file.replace(".toml", "-2.toml")
    _press(page, "duplicate_picked")
    expect(page.get_by_text("Duplicated", exact=True)).to_be_visible()
    assert tomllib.loads(copy.read_text(encoding="utf-8"))["title"]["en"].endswith("(copy)")

    page.get_by_test_id("stExpander").filter(has_text="Rename").first.click()
    key(page, f"new_title.{own_file}").locator("input").fill("Another title")
    key(page, f"new_name.{own_file}").locator("input").fill("renamed by a test.toml")
    key(page, "rename_picked").get_by_role("button").click()
    expect(page.get_by_text("Renamed", exact=True)).to_be_visible()
    renamed = site.folder / "renamed-by-a-test.toml"
    assert renamed.is_file() and not (site.folder / own_file).exists()
    title = tomllib.loads(renamed.read_text(encoding="utf-8"))["title"]
    assert title["en"] == "Another title" and title["zh"] != "Another title"
    expect(page.locator("h1")).to_have_text("Another title")

    _press(page, "delete_picked")
    expect(page.get_by_text("renamed-by-a-test.toml is deleted")).to_be_visible()
    assert not renamed.exists()
    _press(page, "back:renamed-by-a-test.toml")
    expect(page.get_by_text("Brought back", exact=True)).to_be_visible()
    assert renamed.is_file()


def test_a_base_with_reforms_on_it_is_not_deleted(visit: Visit, site: Site) -> None:
    page = visit("scenarios?language=en")

    _press(page, "delete_picked")

    expect(told(page)).to_contain_text("other scenarios stand on this file")
    assert (site.folder / "city-2005.toml").is_file()


def test_an_uploaded_file_is_opened_and_can_be_downloaded_as_it_is(
    visit: Visit, site: Site, tmp_path: Path
) -> None:
    text = (SCENARIOS / "rate-20-to-16.toml").read_bytes()
    file = tmp_path / "来自 同事.toml"
    file.write_bytes(text)
    page = visit("scenarios")

    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text("来自-同事.toml").first).to_be_visible()
    expect(page.get_by_test_id("stAlert").filter(has_text="已存入并打开")).to_be_visible()
    assert (site.folder / "来自-同事.toml").read_bytes() == text

    with page.expect_download() as download:
        _press(page, "download_picked")
    assert download.value.suggested_filename == "来自-同事.toml"
    assert download.value.path().read_bytes() == text


def test_every_problem_of_a_bad_upload_is_listed(visit: Visit, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(_BAD, encoding="utf-8")
    (tmp_path / "city-2005.toml").write_bytes((SCENARIOS / "city-2005.toml").read_bytes())
    with pytest.raises(InputError) as refused:
        load_scenario(file)
    problems = [problem.say("zh") for problem in refused.value.problems]
    assert len(problems) == 3
    page = visit("scenarios")

    page.locator('input[type="file"]').set_input_files(file)

    expect(told(page).filter(has_text="bad.toml")).not_to_have_count(0)
    for problem in problems:
        expect(told(page).get_by_text(problem, exact=True)).to_be_visible()
    assert not (site.folder / "bad.toml").exists()
    assert not list(site.folder.glob(".trial*"))


def test_what_was_wrong_with_an_upload_is_not_said_after_the_next_action(
    visit: Visit, own_file: str, tmp_path: Path
) -> None:
    table, bad = tmp_path / "table.csv", tmp_path / "bad.toml"
    table.write_text("a,b\n", encoding="utf-8")
    bad.write_text(_BAD, encoding="utf-8")
    page = visit(f"scenarios?language=en&scenario={own_file}")
    upload = page.locator('input[type="file"]')

    upload.set_input_files(table)
    expect(told(page).filter(has_text="a scenario file ends in .toml")).to_be_visible()
    upload.set_input_files(bad)
    expect(told(page).filter(has_text="bad.toml was not taken in")).to_be_visible()
    expect(told(page).filter(has_text="table.csv")).to_have_count(0)

    _press(page, "duplicate_picked")
    expect(told(page)).to_have_text(["Duplicated"])


def test_an_upload_takes_no_existing_files_place(
    visit: Visit, site: Site, own_file: str, tmp_path: Path
) -> None:
    there = (site.folder / own_file).read_bytes()
    file = tmp_path / own_file
    file.write_bytes((SCENARIOS / "national-2021.toml").read_bytes())
    page = visit("scenarios?language=en")

    page.locator('input[type="file"]').set_input_files(file)

    expect(told(page).filter(has_text="exists already")).to_be_visible()
    assert (site.folder / own_file).read_bytes() == there


def test_a_copied_link_shows_a_colleague_the_same(visit: Visit) -> None:
    page = visit("?language=en&funds=work_injury,unemployment&money=yuan")
    row = page.locator(".lever").first
    expect(row).to_be_visible()
    slider(row).press("PageUp")
    expect(row).to_have_class(re.compile("changed"))
    path = row.get_attribute("data-path") or ""
    expect(page).to_have_url(re.compile(re.escape(path)))
    settled(page)

    link = page.url.split("/", 3)[3]
    other = visit(link, own=True)

    expect(other.locator(".lever").first).to_be_visible()
    assert figures(other) == figures(page)
    assert slider(lever(other, path)).input_value() == slider(row).input_value()
    assert other.locator("h1").inner_text() == page.locator("h1").inner_text()
    assert other.url == page.url


def test_a_reload_keeps_page_and_changes(visit: Visit) -> None:
    page = visit()
    put(lever(page, RATE), "17.5")
    expect_at(lever(page, RATE), "17.5")
    expect(page).to_have_url(re.compile("employer_rate=0.175"))
    before = figures(page)
    go(page, "levers")
    expect(page.get_by_text("已修改的参数：1 项")).to_be_visible()

    page.reload()
    settled(page)

    expect(page).to_have_url(re.compile("/levers"))
    expect(page.get_by_text("已修改的参数：1 项")).to_be_visible()
    go(page, "")
    assert figures(page) == before


def test_what_an_address_says_wrongly_is_said(visit: Visit) -> None:
    wrong = {
        "scenario": "no-such-file.toml",
        "baseline": "gone.toml",
        "language": "xx",
        "reader": "nobody",
        "indicator": "happiness",
        "funds": "no_such_fund",
        "money": "pounds",
    }
    query = "&".join(f"{name}={word}" for name, word in wrong.items())
    page = visit(f"?{query}&{RATE}={quote('{ 2006 = ')}")

    for word in (*wrong.values(), RATE):
        expect(told(page).filter(has_text=word)).to_be_visible()
    expect(page.locator(".key-figures")).to_be_visible()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("funds.enterprise_pension.policy.employer_rat=0.1", "employer_rate"),
        (f"{RATE}=16", "0.16"),
    ],
)
def test_an_address_with_a_change_that_cannot_be_is_refused_with_a_way_out(
    visit: Visit, change: str, why: str
) -> None:
    page = visit(f"?language=en&{change}")
    expect(told(page).filter(has_text=why)).to_be_visible()
    expect(page.locator(".key-figures")).to_have_count(0)

    page.get_by_role("button", name="Take the unsaved changes back").click()

    expect(page.locator(".key-figures")).to_be_visible()
    expect(told(page)).to_have_count(0)
