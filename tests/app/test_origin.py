"""The analyst opens the total, then the fund that stands in it, by marking its row."""

from playwright.sync_api import expect

from tests.app.conftest import Visit
from tests.app.driving import settled, tick


def test_a_marked_row_of_an_opened_total_opens_that_funds_figure(visit: Visit) -> None:
    page = visit("?language=en&reader=analyst&funds=unemployment,maternity&view=together")
    settled(page)
    terms = page.locator("[class*='st-key-origin_terms-total-payout_months']")

    tick(terms, "Balance of Maternity insurance")

    expect(page.get_by_text("Balance of Maternity insurance in 2015")).to_be_visible()
    expect(page.locator("[class*='st-key-origin_terms-maternity-balance-2015']")).to_be_visible()
