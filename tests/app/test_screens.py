"""Narrow and dark screens."""

import re

from playwright.sync_api import Page, expect

from tests.app.conftest import Visit
from tests.app.driving import PAGES, Site, opened


def test_a_narrow_page_needs_no_scrolling_sideways(visit: Visit, site: Site) -> None:
    page = visit("?language=en", width=390)  # the longer words
    for name in PAGES:
        opened(page, f"{site.address}/{name}?language=en")
        expect(page.locator(PAGES[name]).first).to_be_attached()
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), name
        over = page.get_by_test_id("stMain").evaluate("one => one.scrollWidth - one.clientWidth")
        assert over <= 0, name


def test_every_page_follows_a_dark_colour_scheme(visit: Visit, site: Site) -> None:
    light, dark = visit(), visit(scheme="dark")
    assert _brightness(light) > 200
    for name in PAGES:
        opened(dark, f"{site.address}/{name}")
        expect(dark.locator(PAGES[name]).first).to_be_attached()
        assert _brightness(dark) < 80, name


def _brightness(page: Page) -> float:
    app = page.get_by_test_id("stApp")
    colour = app.evaluate("one => getComputedStyle(one).backgroundColor")
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3
