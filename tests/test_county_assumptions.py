"""The county of 2007 lasts until 2047 only if four hopeful assumptions hold, as its texts say."""

import pytest

from model import project, reformed
from model.parameters.dated import DatedValue
from tests.conftest import ROOT, projected, shipped

COUNTY, FUND = "county-2007.toml", "enterprise_pension"


@pytest.mark.parametrize(
    ("lever", "value", "month"),
    [
        ("assumptions.resumption_rate", 0.0, "2014-01"),
        ("policy.base_floor", 0.4, "2014-11"),
        ("assumptions.coverage", 1.03, "2015-08"),
        ("policy.other_premium", 0.0, "2009-06"),
    ],
)
def test_without_one_hopeful_assumption_the_county_runs_dry_when_its_texts_say(
    lever: str, value: float, month: str
) -> None:
    county = shipped(COUNTY)
    missing = {f"funds.{FUND}.{lever}": DatedValue((2008 * 12,), (value,))}

    summary = project(reformed(county, missing)).funds[FUND].summary

    assert summary["depletion_month"] == month
    guide = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    for text in (county.header.about.zh, county.header.about.en, guide):
        assert month in text


def test_with_all_four_the_county_lasts_until_the_start_of_2047() -> None:
    assert projected(COUNTY).funds[FUND].summary["depletion_month"] == "2047-01"
