"""Every lever that has a slider on the first page moves a key figure of its fund."""

import pytest

from model import project, reformed
from model.results.fund_projection import FundProjection
from model.scenario.draft import as_value, first_projected_month
from tests.conftest import projected
from ui.shared.lever_search import headline_levers
from ui.shared.slider_values import handle

FUNDS = tuple(projected("city-2005.toml").funds)
#: It moves the branches of other funds only; the page says so.
STILL = ("policy.joint_collection",)


@pytest.mark.parametrize("place", [*FUNDS, "shared"])
def test_every_headline_lever_moves_a_key_figure_of_its_fund(place: str) -> None:
    known = projected("city-2005.toml")
    pairs = {path: (lever, lever) for path, lever in known.scenario.levers_by_path.items()}
    prefix = ("assumptions.", "policy.") if place == "shared" else f"funds.{place}."
    fund = FUNDS[0] if place == "shared" else place
    month = first_projected_month(known.scenario)
    sliders = [
        found
        for pair in headline_levers(pairs, prefix)
        if (found := handle(*pair, known, known)) and found.path not in STILL
    ]
    assert len(sliders) >= 3

    for slide in sliders:
        up = slide.position + 10 * slide.step
        place_to_go = up if up <= slide.upper else slide.position - 10 * slide.step
        change = {slide.path: as_value(slide.edit(place_to_go, month))}
        moved = project(reformed(known.scenario, change), earlier=known)
        assert _figures(moved.funds[fund]) != _figures(known.funds[fund]), slide.path


def _figures(fund: FundProjection) -> list[str]:
    """Return what the key figures of a fund print."""
    months = fund.indicators["payout_months"][:, 0]
    points = fund.turning_points
    shown_months = [f"{months[later]:,.1f}" for later in (0, 5, 10)] + [f"{months.min():,.1f}"]
    return [*shown_months, str(points["first_deficit_year"]), str(points["depletion_month"])]
