"""What waiting costs, in words: one year is no years, and no years are no price."""

from model import cost_of_waiting
from model.goal_seek.waiting import CostOfWaiting
from tests.conftest import projected, shipped

CITY, RATE = "city-2005.toml", "funds.enterprise_pension.policy.employer_rate"


def waited(*years: int) -> CostOfWaiting:
    return cost_of_waiting(
        shipped(CITY),
        RATE,
        "payout_months>=9@2050",
        years=years,
        from_year=2010,
        fund="enterprise_pension",
        earlier=projected(CITY),
    )


def test_one_year_later_is_told_in_the_singular() -> None:
    found = waited(0, 1)

    assert " meets the target; 1 year later it takes " in found.say("en")
    assert "晚 1 年行动则需" in found.say("zh")
    assert " meets the target; 5 years later it takes " in waited(0, 5).say("en")


def test_where_only_acting_at_once_helps_no_later_price_is_told() -> None:
    found = waited(0, 38)
    assert [one.status for one in found.solutions] == ["found", "not_reachable"]

    assert found.say("en") == f"{found.solutions[0].say('en')} After 38 years it is too late."
