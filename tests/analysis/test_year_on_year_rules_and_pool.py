"""Year on year: rules that look at the fund apart from collection; payout months of the pool."""

import math
from typing import Any

import pytest

from model import Scenario, project, read_scenario, reformed, year_on_year
from model.attribute.year_drivers import Driver
from model.attribute.year_on_year import YearOnYear
from model.parameters.dated import DatedValue
from model.results.projection import Projection
from tests.analysis.test_goal_seek import LEVEL
from tests.conftest import projected, shipped

CITY, PENSION, MEDICAL = "city-2005.toml", "enterprise_pension", "medical"


def drivers(found: YearOnYear) -> dict[str, Driver]:
    return {one.name: one for one in found.drivers}


def with_rule(scenario: Scenario, acts_on: str, start: str) -> Projection:
    rule: dict[str, Any] = {"acts_on": acts_on, "at_least": 0, "factor": 0.5, "from": start}
    return project(reformed(scenario, {f"funds.{PENSION}.rules": ({**rule, "source": "a test"},)}))


def contributions(projection: Projection, year: int, fund: str = PENSION) -> float:
    account, base = projection.funds[fund].account, projection.scenario.base_year
    return float(account.income_items["contributions"][year - base, 0])


def test_a_rule_that_halves_the_rate_is_told_apart_from_collection() -> None:
    found = year_on_year(projected(CITY), "maternity", 2022, "income")

    rules, collected = drivers(found)["rules_on_contributions"], drivers(found)["collected_share"]
    assert (rules.before, rules.after) == (1.0, 0.5)
    assert rules.value < found.change < 0
    assert collected.after == pytest.approx(1.0, rel=1e-12)
    assert collected.value == pytest.approx(0.0, abs=1e-6)
    assert "most by Rules on contributions (-" in found.say()
    assert "主要来自规则对缴费收入的调整（-" in found.say("zh")


def test_a_year_in_which_no_rule_acts_names_none() -> None:
    found = year_on_year(projected(CITY), "maternity", 2019, "income")

    assert "rules_on_contributions" not in drivers(found)
    assert "collected_share" in drivers(found)


@pytest.mark.parametrize("acts_on", ["employer_rate", "contributions"])
@pytest.mark.parametrize("file", [CITY, "deferral.toml"])
def test_the_rules_driver_is_what_the_year_has_over_what_it_would_have_without(
    file: str, acts_on: str
) -> None:
    """With employees' own part beside the employers', and contributions of the year before."""
    without, start = shipped(file), "2010-01" if file != CITY else "2021-07"
    ruled, first = with_rule(without, acts_on, start), int(start[:4])
    free = projected(file)

    for year in (first, first + 1, first + 2):
        found = drivers(year_on_year(ruled, PENSION, year, "income"))
        unruled = drivers(year_on_year(free, PENSION, year, "income"))

        quotient = contributions(ruled, year) / contributions(free, year)
        assert found["rules_on_contributions"].after == pytest.approx(quotient, rel=1e-12), year
        for name in ("collected_share", "contribution_rate", "average_base"):
            assert found[name].after == unruled[name].after, (name, year)
        total = math.fsum(one.value for one in found.values())
        income = ruled.funds[PENSION].account.income[:, 0]
        row = year - ruled.scenario.base_year
        assert total == pytest.approx(income[row] - income[row - 1], rel=1e-9)


def test_contributions_that_come_apart_no_further_still_have_their_rules() -> None:
    rule = """
[[funds.pension.rules]]
acts_on = "contributions"
at_least = 3
factor = 0
from = "2021-01"
source = "a test"
"""
    text = LEVEL.replace("balance = 0", "balance = 10000")
    ruled, free = project(read_scenario(text + rule)), project(read_scenario(text))
    acted = ruled.funds["pension"].account.rule_factors[0][:, 0].tolist()
    year = 2020 + acted.index(1.0, 2)

    found = year_on_year(ruled, "pension", year, "income")

    parts = drivers(found)
    assert (parts["rules_on_contributions"].before, parts["rules_on_contributions"].after) == (0, 1)
    assert parts["contributions_before_rules"].before == contributions(free, year - 1, "pension")
    assert math.fsum(one.value for one in found.drivers) == pytest.approx(found.change, rel=1e-9)


def test_the_cover_of_a_fund_with_accounts_is_explained_by_its_pool() -> None:
    fund = projected(CITY).funds[MEDICAL]
    account, aside = fund.account, fund.outcome.flows.set_aside
    assert aside is not None

    found = drivers(year_on_year(projected(CITY), MEDICAL, 2015))

    assert found["pooled_opening_balance"].after == fund.pooled_balance[9, 0]
    assert found["rate_set_aside"].after * fund.series["wage_bill"][10, 0] == pytest.approx(
        fund.series["personal_credits"][10, 0], rel=1e-12
    )
    assert not {"personal_accounts", "pooled_personal_accounts", "set_aside_balance"} & set(found)
    received = account.income_items["contributions"][10, 0] - fund.series["personal_credits"][10, 0]
    pooled = found["pooled_opening_balance"].after + received + found["pooled_interest"].after
    assert pooled - found["benefits"].after == pytest.approx(fund.pooled_balance[10, 0], rel=1e-12)


def test_money_of_the_accounts_moves_nothing_of_the_pool() -> None:
    """More is spent from accounts in 2015; they earn what the fund earns."""
    path = f"funds.{MEDICAL}.assumptions.account_spending"
    moved = project(reformed(shipped(CITY), {path: DatedValue((2015 * 12,), (0.9,))}))
    before, after = (
        one.funds[MEDICAL].account.expenditure[10, 0] for one in (projected(CITY), moved)
    )
    assert after > 1.1 * before, "the lever moves nothing"

    found = drivers(year_on_year(moved, MEDICAL, 2015))
    known = drivers(year_on_year(projected(CITY), MEDICAL, 2015))

    assert found.keys() == known.keys()
    for name, one in known.items():
        assert found[name].after == pytest.approx(one.after, rel=1e-12), name
        assert found[name].value == pytest.approx(one.value, abs=1e-9), name


def test_a_layer_that_cannot_pay_leaves_the_pool_its_part_and_arrears_are_shared() -> None:
    changes = {
        f"funds.{MEDICAL}.policy.catastrophic_share": DatedValue((2006 * 12,), (0.5,)),
        f"funds.{MEDICAL}.policy.collection_rate": DatedValue((2006 * 12,), (0.9,)),
        f"funds.{MEDICAL}.policy.arrears_recovery": DatedValue((2006 * 12,), (0.4,)),
    }
    projection = project(reformed(shipped(CITY), changes))
    fund = projection.funds[MEDICAL]

    found = year_on_year(projection, MEDICAL, 2015)

    parts, items = drivers(found), fund.account.income_items
    owed = 0.4 * fund.series["account_arrears"][9, 0]
    assert owed > 0
    assert parts["pooled_arrears_recovered"].after == pytest.approx(
        items["arrears_recovered"][10, 0] - owed, rel=1e-12
    )
    assert parts["catastrophic_benefits"].after > 0  # the layer has nothing of its own
    assert math.fsum(one.value for one in found.drivers) == pytest.approx(found.change, rel=1e-9)


def test_income_of_a_fund_with_accounts_is_the_whole_funds() -> None:
    found = drivers(year_on_year(projected(CITY), MEDICAL, 2015, "income"))

    account = projected(CITY).funds[MEDICAL].account
    assert found["interest"].after == account.income_items["interest"][10, 0]
    assert "rate_set_aside" not in found
