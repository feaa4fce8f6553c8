"""Uncertainty: what the page says is what Python gives, in either language; long runs stop."""

import numpy as np
from playwright.sync_api import Locator, Page, expect

from model import (
    load_scenario,
    reformed,
    simulate,
    simulate_against,
    sobol,
    tornado,
)
from model.words.texts import Language
from tests.app.conftest import Visit
from tests.app.driving import (
    Site,
    enter,
    expect_finding,
    key,
    pick,
    settled,
    speak,
    start,
    tab,
    told,
)
from tests.conftest import ROOT, shipped

CITY = "city-2005.toml"
FUND = "enterprise_pension"
RATE = f"funds.{FUND}.policy.employer_rate"
SEED = 20250102
BOTH: tuple[Language, ...] = ("zh", "en")


def test_bands_chances_and_risk_are_those_of_python_for_the_same_seed(visit: Visit) -> None:
    city = shipped(CITY)
    cut = reformed(city, {RATE: 0.16})
    simulation = simulate(cut, 500, SEED, thresholds=["payout_months<9"], funds=[FUND])
    risk = simulate_against(city, cut, draws=simulation.draws, funds=[FUND]).funds[FUND]
    account = simulation.funds[FUND]
    share = next(one.share for one in account.chances if str(one.threshold) == "payout_months<9")
    worst = int(np.argmax(share))
    page = visit(f"uncertainty?{RATE}=0.16")
    pick(page, "paths", "500")
    settled(page)
    key(page, "seed").locator("input").fill(str(SEED))

    start(page, "simulation")  # at once: what was typed last counts, too
    expect_finding(page, account.finding.say("zh"))

    for language in BOTH:
        speak(page, language)
        expect_finding(page, account.finding.say(language))
        expect_finding(page, risk.finding.say(language))
        chance = page.locator("h5").filter(has_text=f"{account.years[worst]}")
        expect(chance.filter(has_text=f"{share[worst]:.0%}").first).to_be_visible()
        expect(_charts(page)).to_have_count(4)  # bands, chance, years it runs dry, risk

    enter(page, "seed", str(SEED + 1))
    expect(told(page).get_by_text("run it again")).to_be_visible()
    expect(_charts(page)).to_have_count(0)


def test_a_long_run_shows_how_far_it_is_and_stops_when_told(visit: Visit) -> None:
    page = visit("uncertainty")
    pick(page, "paths", "50000")
    settled(page)

    start(page, "simulation")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_test_id("stProgress")).to_contain_text("计算中")
    expect(key(page, "start.simulation").get_by_role("button")).to_be_disabled()
    key(page, "stop.simulation").get_by_role("button").click()

    expect(told(page).get_by_text("已停止，未保留结果")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(key(page, "start.simulation").get_by_role("button")).to_be_enabled()
    expect(_charts(page)).to_have_count(0)


def test_what_matters_most_is_what_python_finds_alone_and_together(
    visit: Visit, site: Site
) -> None:
    name = "what-matters.toml"
    text = (ROOT / "tests" / "rigs" / "ledger.toml").read_text(encoding="utf-8")
    short = text.replace("end_year  = 2030", "end_year  = 2015")  # Sobol makes 900 projections
    assert short != text
    (site.folder / name).write_text(short, encoding="utf-8")
    scenario = load_scenario(site.folder / name)
    alone = tornado(scenario, "ledger.payout_months@2015")
    together = sobol(scenario, "ledger.payout_months@2015")
    page = visit(f"uncertainty?scenario={name}")

    tab(page, 1)
    start(page, "tornado")
    expect_finding(page, alone.finding.say("zh"))
    start(page, "sobol")
    expect_finding(page, together.finding.say("zh"))

    for language in BOTH:
        speak(page, language)
        tab(page, 1)
        expect_finding(page, alone.finding.say(language))
        expect_finding(page, together.finding.say(language))
        bars, shares = (_charts(page).nth(n) for n in (0, 1))
        for lever in [bar.lever for bar in alone.bars]:
            words = lever.declaration.label.say(language)
            expect(bars.get_by_text(words, exact=True).first).to_be_attached()
        for lever in together.levers:
            words = lever.declaration.label.say(language)
            expect(shares.get_by_text(words, exact=True).first).to_be_attached()


def _charts(page: Page) -> Locator:
    return page.get_by_test_id("stMain").get_by_test_id("stVegaLiteChart")
