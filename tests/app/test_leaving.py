"""A page is left: what was typed and not yet entered is taken, whatever the server is doing."""

from tests.app.conftest import Visit
from tests.app.driving import box, expect_at, go, lever

RATE = "funds.enterprise_pension.policy.employer_rate"


def test_a_number_typed_in_a_sliders_box_is_taken_when_the_page_is_left(visit: Visit) -> None:
    page = visit()
    box(lever(page, RATE)).fill("17.5")

    go(page, "method")
    go(page, "")

    expect_at(lever(page, RATE), "17.5")
