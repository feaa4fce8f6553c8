"""Goal seek: answers are those of Python in either language; they become a draft; searches stop."""

import tomllib
from datetime import date

from playwright.sync_api import Locator, Page, expect

from model import Solution, cost_of_waiting, package, solve, two_lever_map
from model.scenario.movable_lever import movable_lever
from model.words.texts import Language
from tests.app.conftest import Visit
from tests.app.driving import (
    address_of,
    enter,
    expect_finding,
    expect_moved,
    figures,
    go,
    key,
    lever,
    pick,
    rows,
    seek,
    settled,
    speak,
    start,
    tab,
    told,
    typeset,
    write,
)
from tests.conftest import projected, shipped
from ui.shared.lever_search import lever_name

CITY, FUND = "city-2005.toml", "enterprise_pension"
POLICY = f"funds.{FUND}.policy"
RATE, WEIGHT = f"{POLICY}.employer_rate", f"{POLICY}.increase_wage_weight"
BOTH: tuple[Language, ...] = ("zh", "en")


def _solved(text: str, year: int) -> Solution:
    return solve(shipped(CITY), RATE, text, from_year=year, earlier=projected(CITY))


def _answer(page: Page, sentence: str) -> Locator:
    return told(page).get_by_text(typeset(sentence), exact=True)


def test_a_lever_is_solved_and_the_value_taken_over_into_the_draft(visit: Visit) -> None:
    page = visit()
    before = figures(page)
    go(page, "goal-seek")
    taking = key(page, "take_solution").get_by_role("button")
    found = _solved("payout_months>=9@2040", 2030)

    enter(page, "goal_year", "2020")
    expect(_answer(page, _solved("payout_months>=9@2020", 2030).say("zh"))).to_be_visible()
    expect(taking).to_have_count(0)
    enter(page, "goal_year", "2050")
    enter(page, "goal_from", "2048")
    late = _solved("payout_months>=9@2050", 2048)
    assert late.status == "not_reachable"
    expect(_answer(page, late.say("zh"))).to_be_visible()
    enter(page, "goal_year", "2040")
    enter(page, "goal_from", "2030")
    for language in ("en", "zh"):
        speak(page, language)
        expect(_answer(page, found.say(language))).to_be_visible()

    taking.click()
    met = solve(found.solved, RATE, "payout_months>=9@2040", from_year=2030)
    assert met.status == "already_met"
    expect(_answer(page, met.say("zh"))).to_be_visible()
    expect(page.get_by_text("未保存的修改：1")).to_be_visible()
    assert found.value in tomllib.loads(f"value = {address_of(page)[RATE]}")["value"].values()
    go(page, "")
    expect_moved(page, before)
    expect(lever(page, RATE)).to_have_class("lever changed")
    course = f"2006: 20.00 → 2030: {100 * found.value:.2f}"
    expect(lever(page, RATE).locator(".path")).to_have_text(course)


def test_a_switch_of_language_keeps_what_was_picked(visit: Visit) -> None:
    city, known = shipped(CITY), projected(CITY)
    page = visit("goal-seek")
    pick(page, "goal_fund", city.funds["unemployment"].title.zh)
    fund = key(page, "goal_fund").locator("input")
    expect(fund).to_have_value(city.funds["unemployment"].title.zh)
    settled(page)

    speak(page, "en")
    expect(fund).to_have_value(city.funds["unemployment"].title.en)
    enter(page, "goal_year", "2050")

    text, lever_path = "unemployment.payout_months>=9@2050", RATE.replace(FUND, "unemployment")
    found = solve(city, lever_path, text, from_year=date.today().year, earlier=known)
    expect(_answer(page, found.say("en"))).to_be_visible()
    expect(fund).to_have_value(city.funds["unemployment"].title.en)


def test_waiting_a_map_and_a_package_are_those_of_python(visit: Visit) -> None:
    city, known, text = shipped(CITY), projected(CITY), f"{FUND}.payout_months>=9@2040"
    waiting = cost_of_waiting(city, RATE, text, from_year=2026, earlier=known)
    drawn = two_lever_map(city, [RATE, WEIGHT], text, from_year=2026, earlier=known)
    levers = [movable_lever(city, path) for path in (RATE, WEIGHT)]
    bounds = {one.path: (one.lower, one.upper) for one in levers}
    both = package(city, [RATE, WEIGHT], [text], from_year=2026, bounds=bounds, earlier=known)
    second = lever_name(WEIGHT, city, "zh")
    page = visit("goal-seek")
    enter(page, "goal_from", "2026")
    seek(page, f"goal_second.{FUND}", second)

    tab(page, 1)
    start(page, "waiting")
    expect_finding(page, waiting.say("zh"))
    table = page.get_by_role("tabpanel").get_by_test_id("stDataFrame").first
    expect(table.locator("td").first).to_be_attached()
    years = [row[:2] for row in rows(table)]
    assert years == [[str(n), str(2026 + n)] for n in waiting.years]
    tab(page, 2)
    start(page, "map")
    expect_finding(page, drawn.say("zh"))
    tab(page, 3)
    seek(page, f"package.{FUND}.{RATE}", second)
    start(page, "package")
    expect(_answer(page, both.say("zh"))).to_be_visible(timeout=60_000)
    settled(page)

    grid = page.get_by_role("tabpanel").get_by_test_id("stDataFrame").first
    assert rows(grid)[0] == ["单位缴费比例（%）", "0", "60"]
    # a cap in percent, read back as a share
    capped = package(
        city,
        [RATE, WEIGHT],
        [text],
        from_year=2026,
        bounds={**bounds, RATE: (0.0, 0.203)},
        earlier=known,
    )
    write(grid, 0, 0.9, "20.3")
    expect(_answer(page, "输入已有改动，请重新运行")).to_be_visible()
    settled(page)
    start(page, "package")
    expect(_answer(page, capped.say("zh"))).to_be_visible(timeout=60_000)
    settled(page)

    speak(page, "en")
    tab(page, 1)
    expect_finding(page, waiting.say("en"))
    tab(page, 2)
    expect_finding(page, drawn.say("en"))
    tab(page, 3)
    expect(_answer(page, capped.say("en"))).to_be_visible()
    key(page, "take_package").get_by_role("button").click()
    moved = len(capped.moved_levers)
    expect(page.get_by_text(f"Unsaved changes: {moved}")).to_be_visible()


def test_a_search_shows_how_far_it_is_and_stops_when_told(visit: Visit) -> None:
    page = visit("goal-seek?language=en")
    slow = f"funds.{FUND}.assumptions.coverage"
    seek(page, f"goal_lever.{FUND}", lever_name(slow, shipped(CITY), "en"))
    expect(told(page).filter(has_text="Coverage").first).to_be_visible()
    tab(page, 1)

    start(page, "waiting")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_test_id("stProgress")).to_contain_text("Working")
    key(page, "stop.waiting").get_by_role("button").click()

    expect(told(page).get_by_text("stopped; nothing was kept")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(key(page, "start.waiting").get_by_role("button")).to_be_enabled()
    expect(page.locator("h5")).to_have_count(0)
