"""The parts of a change on screen: a group of policy and assumptions stands under its own name."""

import pytest
from streamlit.testing.v1 import AppTest


def mixed_page() -> None:
    from model import explain, load_scenario, reformed
    from model.parameters.dated import DatedValue
    from tests.conftest import SCENARIOS
    from ui.compare.why import _waterfall

    base = load_scenario(SCENARIOS / "city-2005.toml")
    fund = "enterprise_pension"
    paths = [f"funds.{fund}.policy.employer_rate", "assumptions.economy.wage_growth"]
    values = (DatedValue((2015 * 12,), (0.17,)), DatedValue((2026 * 12,), (0.03,)))
    other = reformed(base, dict(zip(paths, values, strict=True)))
    asked = f"{fund}.payout_months@2040"
    _waterfall(explain(base, other, asked, groups={"package": paths}), "payout_months")


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "政策与假设混合"), ("en", "Policy and assumptions mixed")],
)
def test_a_mixed_group_has_a_side_of_its_own_on_screen(language: str, said: str) -> None:
    page = AppTest.from_function(mixed_page, default_timeout=60)
    page.session_state["choice.language"] = language

    page.run()

    assert not page.exception
    assert page.caption[-1].value.startswith(said)
