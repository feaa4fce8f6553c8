"""Compare: the waterfall has the parts that Python attributes a change to."""

from functools import cache

import pytest
from playwright.sync_api import expect

from model import Attribution, InputError, explain, year_on_year
from model.words.texts import Language
from tests.app.conftest import Visit
from tests.app.driving import enter, expect_finding, settled, start, told
from tests.conftest import projected, shipped

CITY, PACKAGE = "city-2005.toml", "combined-package.toml"
FUND = "enterprise_pension"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_waterfall_has_the_parts_of_the_attribution(visit: Visit, language: Language) -> None:
    found = _explained()
    page = visit(f"compare?language={language}&baseline={CITY}&others={PACKAGE}")
    enter(page, "why_year", "2040")

    start(page, "why")
    expect_finding(page, found.say(language))

    # the second chart, after the courses of all scenarios
    chart = page.get_by_test_id("stMain").get_by_test_id("stVegaLiteChart").nth(1)
    first = found.text(found.start, language, signed=False)
    expect(chart.get_by_text(first, exact=True).first).to_be_attached()
    words = chart.locator("svg text").all_text_contents()
    shown = [one for one in found.contributions if abs(one.value) > 0.005 * abs(found.change)]
    assert len(shown) > 3
    for one in shown:
        assert found.text(one.value, language) in words, one.name
    for end in (found.start, found.end):
        assert found.text(end, language, signed=False) in words


def test_a_year_that_cannot_be_explained_is_refused_and_no_chart_is_left(visit: Visit) -> None:
    page = visit(f"compare?language=en&baseline={CITY}&others={PACKAGE}")
    page.get_by_role("radio", name="Against the year before").click()
    settled(page)
    enter(page, "why_year_year", "2040")
    expect_finding(page, year_on_year(projected(CITY), FUND, 2040).say("en"))

    for year in (1999, 2006, 2056):
        with pytest.raises(InputError) as refused:
            year_on_year(projected(CITY), FUND, year)
        (problem,) = refused.value.problems
        enter(page, "why_year_year", str(year))

        expect(told(page).get_by_text(problem.say("en"), exact=True)).to_be_visible()
        expect(page.locator(".st-key-why_year_chart_csv")).to_have_count(0)
        expect(page.locator("h5")).to_have_count(0)


@cache
def _explained() -> Attribution:
    at = f"{FUND}.payout_months@2040"
    return explain(shipped(CITY), shipped(PACKAGE), at, earlier=projected(CITY))
