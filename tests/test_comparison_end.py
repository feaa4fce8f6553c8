"""A comparison shows its end: the last year that all scenarios have, in every output."""

import json
from collections.abc import Callable

from model import compare, read_scenario
from tests.conftest import ROOT, SCENARIOS, Spoken, projected

CITY, REFORM, FUND = "city-2005.toml", "rate-20-to-16.toml", "enterprise_pension"
LEDGER = (ROOT / "tests/rigs/ledger.toml").read_text()


def test_fifty_years_are_compared_to_their_end(fundrunway: Callable[..., Spoken]) -> None:
    files = (SCENARIOS / CITY, SCENARIOS / REFORM)

    answer = json.loads(fundrunway("compare", *files, "--format", "json").out)
    table = fundrunway("compare", *files).out

    months = {
        one["year"]: one["values"]
        for one in answer["outputs"]
        if one["fund"] == FUND and one["indicator"] == "payout_months"
    }
    last = [
        projected(name).funds[FUND].indicators["payout_months"][50, 0] for name in (CITY, REFORM)
    ]
    assert list(months) == [2010, 2015, 2025, 2055]
    assert months[2055] == last
    row = next(
        line for line in table.splitlines() if line.startswith("Payout") and " 2055 " in line
    )
    assert f"{last[0]:.1f}" in row and f"{last[1]:.1f} ({last[1] - last[0]:.1f})" in row


def test_the_end_is_the_last_year_that_all_scenarios_have() -> None:
    short = read_scenario(LEDGER.replace("2030", "2024"))

    both = compare(read_scenario(LEDGER), short)

    years = {one.year for one in both.outputs() if one.name == "balance"}
    assert years == {2015, 2020, 2024, 2030}  # 2030 is 20 years on, and known of one of them


def test_no_year_stands_twice() -> None:
    both = compare(read_scenario(LEDGER), read_scenario(LEDGER.replace("9000", "9100")))

    years = [one.year for one in both.outputs() if one.name == "balance"]
    assert years == [2015, 2020, 2030]
