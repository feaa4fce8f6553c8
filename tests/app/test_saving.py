"""Saving: what the file then projects is what was on the screen, and nobody's work is lost."""

import csv
import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from model.funds.kinds import outputs
from model.results.printing import column_label, shown
from tests.app.conftest import Visit
from tests.app.driving import (
    Site,
    address_of,
    expect_at,
    figures,
    go,
    key,
    lever,
    pick,
    put,
    settled,
)
from tests.conftest import Spoken, shipped

PENSION = "funds.enterprise_pension"
RATE = f"{PENSION}.policy.employer_rate"


def _set_rate(page: Page, number: str) -> None:
    put(lever(page, RATE), number)
    expect_at(lever(page, RATE), number)
    go(page, "scenarios")


def _save(page: Page) -> None:
    key(page, "save").get_by_role("button").click()


def _save_as(page: Page, title: str) -> None:
    key(page, "save_title").locator("input").fill(title)
    key(page, "save_as").get_by_role("button").click()


def _analyst_table(page: Page, language: str) -> list[list[str]]:
    """Download the analyst's table of the first fund, as the page shows it."""
    page.get_by_text({"zh": "逐年全部数字", "en": "All figures by year"}[language]).first.click()
    table = page.get_by_test_id("stExpander").first.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    with page.expect_download() as download:
        # headless, nobody answers a dialog; the button shows only under the pointer
        page.evaluate(
            "delete window.showSaveFilePicker; delete Window.prototype.showSaveFilePicker"
        )
        table.get_by_role("button", name="Download as CSV").evaluate("button => button.click()")
    text = download.value.path().read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines()))


def test_a_saved_reform_is_projected_alike_digit_for_digit(
    visit: Visit, site: Site, fundrunway: Callable[..., Spoken]
) -> None:
    page = visit("?reader=analyst")
    _set_rate(page, "16.5")
    _save_as(page, "单位费率 16.5%")
    expect(page.get_by_text("已保存：")).to_be_visible()
    saved = site.folder / "单位费率-16.5%.toml"
    assert saved.is_file()

    page.reload()
    go(page, "")
    settled(page)
    expect(page.locator("h1")).to_have_text("单位费率 16.5%")
    expect(page.get_by_text("未保存的修改")).to_have_count(0)

    spoken = fundrunway("project", saved, "--format", "json")
    assert spoken.status == 0, spoken.err
    fund = json.loads(spoken.out)["funds"]["enterprise_pension"]
    table = _analyst_table(page, "zh")
    head, body = table[0], table[1:]
    assert [row[0] for row in body] == [str(year) for year in fund["year"]]
    flat = {**fund, **fund["indicators"]}
    compared = 0
    for name, values in flat.items():
        label = column_label(name, "CNY", "万元", "zh") if name in outputs() else ""
        if label in head:
            numbers = [float("nan") if one is None else one for one in values]
            printed = [shown(name, one, 1, "zh") for one in numbers]
            assert [row[head.index(label)] for row in body] == printed, name
            compared += 1
    assert compared > 20


def test_saving_into_the_file_keeps_its_comments_and_order(
    visit: Visit, site: Site, own_file: str
) -> None:
    before = (site.folder / own_file).read_text(encoding="utf-8")
    comments = [line for line in before.splitlines() if "#" in line]
    assert len(comments) > 5
    page = visit(f"?scenario={own_file}")
    _set_rate(page, "17.0")

    _save(page)
    expect(page.get_by_text(f"已保存：{own_file}")).to_be_visible()

    after = (site.folder / own_file).read_text(encoding="utf-8")
    changed = set(before.splitlines()) ^ set(after.splitlines())
    assert 0 < len(changed) <= 2 and all("employer_rate" in line for line in changed)
    expect(key(page, "save").get_by_role("button")).to_be_disabled()
    expect(key(page, "undo_button").get_by_role("button")).to_be_disabled()


def test_a_file_of_its_own_in_full_gives_the_same_figures(visit: Visit, site: Site) -> None:
    page = visit()
    put(lever(page, RATE), "18")
    expect_at(lever(page, RATE), "18.0")
    months = [one.split(" ")[1] for one in figures(page)]
    go(page, "scenarios")
    page.get_by_text("完整的独立方案").click()
    _save_as(page, "full city")
    expect(page.get_by_text("已保存：")).to_be_visible()

    text = (site.folder / "full-city.toml").read_text(encoding="utf-8")
    assert "\nbase " not in text and "\nbase=" not in text
    go(page, "")
    assert [one.split(" ")[1] for one in figures(page)] == months


def test_a_reform_without_a_title_is_refused(visit: Visit) -> None:
    page = visit("scenarios?language=en&policy.joint_collection=0.5")

    _save_as(page, "  ")

    expect(page.get_by_text("Give it a title")).to_be_visible()


@pytest.mark.parametrize("answer", ["other", "over", "theirs"])
def test_who_saves_second_sees_both_versions_and_is_asked(
    visit: Visit, site: Site, own_file: str, answer: str
) -> None:
    first, second = visit(f"?scenario={own_file}"), visit(f"?scenario={own_file}", own=True)
    _set_rate(second, "18.0")
    _set_rate(first, "17.0")
    _save(first)
    expect(first.get_by_text("已保存：")).to_be_visible()
    theirs = (site.folder / own_file).read_text(encoding="utf-8")

    _save(second)
    main = second.get_by_test_id("stMain")
    expect(main.get_by_text(f"您打开以后，他人已保存过 {own_file}")).to_be_visible()
    for shown_text, rate in ((0, "0.17"), (1, "0.18"), (2, "0.17"), (2, "0.18")):
        expect(main.get_by_test_id("stCode").nth(shown_text)).to_contain_text(
            re.compile(rf"employer_rate = .*{rate}")
        )
    assert (site.folder / own_file).read_text(encoding="utf-8") == theirs  # nothing is lost yet

    key(second, f"conflict_{answer}").get_by_role("button").click()
    expect(main.get_by_text("您打开以后，他人已保存过")).to_have_count(0)

    now = (site.folder / own_file).read_text(encoding="utf-8")
    copy = site.folder / own_file.replace(".toml", "-2.toml")
    mine = re.sub(r"(employer_rate = .*)0\.17", r"\g<1>0.18", theirs, count=1)
    assert mine != theirs
    assert now == (mine if answer == "over" else theirs)
    assert copy.exists() is (answer == "other")
    if answer == "other":
        assert copy.read_text(encoding="utf-8") == mine
        expect(second).to_have_url(re.compile(re.escape(copy.name)))
    go(second, "")
    expected = {"other": "18.0", "over": "18.0", "theirs": "17.0"}[answer]
    expect_at(lever(second, RATE), expected)


def test_two_readers_never_see_each_others_changes(visit: Visit, own_file: str) -> None:
    # in a window of its own, and in another tab of the same one
    first, second = visit(f"?scenario={own_file}"), visit(f"?scenario={own_file}", own=True)
    third = visit(f"?scenario={own_file}")
    before = figures(second)
    put(lever(first, RATE), "12")
    expect_at(lever(first, RATE), "12.0")
    assert figures(first) != before

    for other in (second, third):
        go(other, "method")
        go(other, "")
        assert figures(other) == before
        expect_at(lever(other, RATE), "20.0")
        assert RATE not in address_of(other)


def test_a_second_tab_keeps_its_scenario_when_another_opens_one(visit: Visit) -> None:
    first, second = visit(), visit()
    pick(first, "file", shipped("national-2021.toml").title.zh)
    expect(first.locator("h1")).to_have_text(shipped("national-2021.toml").title.zh)

    go(second, "levers")

    expect(second.locator("h1")).to_have_text(shipped("city-2005.toml").title.zh)


def test_saving_a_file_that_was_deleted_meanwhile_asks_and_loses_nothing(
    visit: Visit, site: Site, own_file: str
) -> None:
    page = visit(f"?scenario={own_file}")
    _set_rate(page, "17.0")
    (site.folder / own_file).unlink()

    _save(page)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text(f"您打开以后，他人已删除或改名 {own_file}").first).to_be_visible()
    expect(main.get_by_test_id("stCode").first).to_contain_text("employer_rate")
    assert not (site.folder / own_file).exists()

    key(page, "conflict_again").get_by_role("button").click()
    expect(page.get_by_text(f"已保存：{own_file}")).to_be_visible()
    assert "employer_rate" in (site.folder / own_file).read_text(encoding="utf-8")
    go(page, "")
    expect_at(lever(page, RATE), "17.0")


def test_the_version_before_a_saving_is_brought_back(
    visit: Visit, site: Site, own_file: str
) -> None:
    before = (site.folder / own_file).read_text(encoding="utf-8")
    page = visit(f"?scenario={own_file}")
    _set_rate(page, "17.0")
    _save(page)
    expect(page.get_by_text(f"已保存：{own_file}")).to_be_visible()
    settled(page)
    page.get_by_text("以前的版本：1 个").click()
    expect(page.get_by_test_id("stCode").filter(has_text="0.17")).to_be_visible()
    settled(page)

    key(page, "version_back").get_by_role("button").click()

    expect(page.get_by_text("以前的版本：2 个")).to_be_visible()
    assert (site.folder / own_file).read_text(encoding="utf-8") == before
    go(page, "")
    expect_at(lever(page, RATE), "20.0")


def test_unsaved_changes_stay_with_their_file_while_another_is_open(
    visit: Visit, own_file: str
) -> None:
    page = visit(f"?language=en&scenario={own_file}&funds=unemployment")
    first = page.locator(".lever").first
    path = first.get_attribute("data-path") or ""
    put(first, "1.25")
    expect_at(first, "1.25")
    expect(page).to_have_url(re.compile("1.25"))
    national = shipped("national-2021.toml").title.en

    pick(page, "file", national)
    expect(page.locator("h1")).to_have_text(national)
    expect(page.get_by_text("unsaved changes also wait in:")).to_be_visible()
    assert path not in address_of(page)

    pick(page, "file", f"{shipped('city-2005.toml').title.en} ({own_file})")
    expect(page.get_by_text("unsaved changes of this file are back: 1")).to_be_visible()
    expect(page).to_have_url(re.compile("1.25"))
    key(page, "undo_button").get_by_role("button").click()  # its steps of undo are back too
    expect(page).not_to_have_url(re.compile("1.25"))


def test_a_file_that_vanishes_while_it_is_open_says_so_and_offers_a_way_on(
    visit: Visit, site: Site, own_file: str
) -> None:
    page = visit(f"scenarios?language=en&scenario={own_file}&policy.joint_collection=0.5")
    text = (site.folder / own_file).read_text(encoding="utf-8")
    (site.folder / own_file).unlink()

    page.locator('[data-testid="stTopNavLink"][href$="/levers"]').click()
    expect(page.get_by_text(f"{own_file} was deleted or renamed by someone else")).to_be_visible()
    key(page, "open_first").get_by_role("button").click()
    expect(page.locator("h1")).to_have_text(shipped("city-2005.toml").title.en)

    (site.folder / own_file).write_text(text, encoding="utf-8")
    go(page, "scenarios")
    pick(page, "file", f"{shipped('city-2005.toml').title.en} ({own_file})")
    expect(page.get_by_text("unsaved changes of this file are back: 1")).to_be_visible()
