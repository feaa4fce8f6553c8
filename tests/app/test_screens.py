"""Narrow and dark screens."""

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Visit
from tests.app.driving import PAGES, settled


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_narrow_page_needs_no_scrolling_sideways(visit: Visit, language: str) -> None:
    page = visit(f"?language={language}", width=390)
    for name in PAGES:
        page.goto(f"{page.url.split('?')[0].rsplit('/', 1)[0]}/{name}?language={language}")
        settled(page)
        expect(page.locator(PAGES[name]).first).to_be_attached()
        inside = "document.scrollingElement.scrollWidth <= innerWidth"
        assert page.evaluate(inside), name
        over = page.evaluate(
            """() => [...document.querySelectorAll('[data-testid="stMain"]')]
               .filter((one) => one.scrollWidth > one.clientWidth).length"""
        )
        assert over == 0, name


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_every_page_follows_the_readers_colour_scheme(
    visit: Visit, scheme: str, dark: bool
) -> None:
    page = visit(scheme=scheme, own=True)
    for name in PAGES:
        page.goto(f"{page.url.split('?')[0].rsplit('/', 1)[0]}/{name}")
        settled(page)
        expect(page.locator(PAGES[name]).first).to_be_attached()
        colour = page.get_by_test_id("stApp").evaluate(
            "one => getComputedStyle(one).backgroundColor"
        )
        light = sum(int(part) for part in colour[4:-1].split(",")[:3]) / 3
        assert (light < 80) is dark, (name, colour)
