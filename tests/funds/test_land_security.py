"""Land-expropriated farmers' security: the city's 2005 account, a cohort by hand, stresses."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import InputError, Projection, Scenario, load_scenario, project, read_scenario
from model.account.settlement import settle
from model.economy import EconomyPaths
from model.funds.land_security.fund import outcome
from model.parameters.dated import DatedValue, read_dated
from model.results.fund_projection import FundProjection
from model.scenario.scenario import levers
from model.scenario.writing import with_values
from model.tables import mortality_rates
from tests.conftest import ROOT

RIG = (ROOT / "tests" / "rigs" / "land_security.toml").read_text()
FUND = "funds.branch"
UNIT = 1e4
CLOSED: Mapping[str, Any] = {
    f"{FUND}.assumptions.entrants": 0,
    f"{FUND}.assumptions.land_activity": 0,
    f"{FUND}.policy.increase": 0,
    f"{FUND}.policy.increase_price_weight": 0,
    f"{FUND}.policy.funeral_months": 0,
}


def scenario(changes: Mapping[str, Any] | None = None, text: str = RIG) -> Scenario:
    read = {
        path: read_dated(value) if isinstance(value, dict) else value
        for path, value in (changes or {}).items()
    }
    return read_scenario(with_values(text, read))


def projected(changes: Mapping[str, Any] | None = None) -> FundProjection:
    return project(scenario(changes)).funds["branch"]


def of_one_age(folder: Path, sex: str, age: int, changes: Mapping[str, Any]) -> FundProjection:
    """Project a fund in a place whose residents are all of one sex and age."""
    (folder / "ages.csv").write_text(f"sex,age,persons\n{sex},{age},1000\n")
    (folder / "one.toml").write_text(
        with_values(
            RIG,
            {
                "assumptions.population.total": None,
                "assumptions.population.structure": "ages.csv",
                "assumptions.population.net_migration": 0,
                **changes,
            },
        )
    )
    return project(load_scenario(folder / "one.toml")).funds["branch"]


def survivors(sex: int, age: int, years: int, multiplier: float = 1.0) -> np.ndarray:
    """Share alive at each year's end, sqrt((1-q[x])(1-q[x+1])) a year, by hand."""
    alive = [1.0]
    for step in range(years):
        q = mortality_rates("wpp_2024", 2006 + step)[0, sex] * multiplier
        alive.append(alive[-1] * np.sqrt((1 - q[age + step]) * (1 - q[age + step + 1])))
    return np.array(alive)


# the base year


def test_the_base_year_is_the_citys_report_to_the_printed_digit() -> None:
    fund = projected()

    assert fund.series["income"][0, 0] == 7078e4
    assert fund.series["expenditure"][0, 0] == 3845e4
    assert fund.series["balance"][0, 0] == 18464e4
    assert fund.account.income_items["land_revenue"][0, 0] == 3407e4
    assert fund.series["insured"][0, 0] == pytest.approx(14482)
    assert fund.series["recipients"][0, 0] == pytest.approx(13401)
    assert fund.series["average_benefit"][0, 0] == 265


def test_without_land_revenue_the_citys_year_is_a_deficit() -> None:
    fund = projected()

    without = fund.series["surplus"] - fund.account.income_items["land_revenue"]

    assert without[0, 0] == pytest.approx(-174e4)


def test_recipients_grew_within_the_year_so_their_mean_is_below_its_end() -> None:
    fund = projected()

    assert fund.series["beneficiaries"][0, 0] == pytest.approx(3845e4 / 12 / 265)
    assert fund.series["beneficiaries"][0, 0] < 13401
    assert any("12,091" in note.say() for note in fund.notes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"lump_sum": None, "entrants": 1200},
        {"lump_sum": 30000, "entrants": 500},
        {"mean_recipients": 10000, "lump_sums": 120},
        {"interest": 380, "fiscal_subsidy": 900},
    ],
)
def test_the_items_of_the_base_year_sum_to_its_totals(changes: Mapping[str, Any]) -> None:
    fund = projected({f"{FUND}.reported.{name}": value for name, value in changes.items()})

    income = sum(values[0, 0] for values in fund.account.income_items.values())
    spent = sum(values[0, 0] for values in fund.account.expenditure_items.values())

    assert income == pytest.approx(7078e4, rel=1e-12)
    assert spent == pytest.approx(3845e4, rel=1e-12)


def test_contributions_are_entrants_times_lump_sum_and_the_rest_is_other_income() -> None:
    reported = {f"{FUND}.reported.entrants": 500, f"{FUND}.reported.interest": 400}

    items = projected(reported).account.income_items

    assert items["contributions"][0, 0] == pytest.approx(500 * 30000)
    assert items["other_income"][0, 0] == pytest.approx(7078e4 - 3407e4 - 400e4 - 1500e4)


def test_the_lump_sum_follows_from_contributions_and_entrants() -> None:
    changes = {
        f"{FUND}.reported.lump_sum": None,
        f"{FUND}.reported.entrants": 1000,
        f"{FUND}.reported.interest": 400,
        f"{FUND}.policy.lump_sum_wage_weight": 0,
        f"{FUND}.assumptions.entrants": 10,
    }

    later = projected(changes).account.income_items["contributions"][1:, 0]

    np.testing.assert_allclose(later, 10 * (7078 - 3407 - 400) * 1e4 / 1000)


# persons


@settings(max_examples=25, deadline=None)
@given(
    entrants=st.floats(0, 5000),
    waiting=st.floats(0, 20000),
    recipients=st.floats(0, 20000),
    age=st.floats(46, 74),
    multiplier=st.floats(0.3, 3.0),
)
def test_people_balance(
    entrants: float, waiting: float, recipients: float, age: float, multiplier: float
) -> None:
    series = projected(
        {
            f"{FUND}.assumptions.entrants": entrants,
            f"{FUND}.reported.participants": recipients + waiting,
            f"{FUND}.reported.recipients": recipients,
            f"{FUND}.policy.benefit_age_men": {2005: 60, 2010: age},
            "assumptions.population.mortality_multiplier": multiplier,
        }
    ).series

    change = np.diff(series["insured"][:, 0])

    np.testing.assert_allclose(
        change, series["entrants"][1:, 0] - series["deaths"][1:, 0], atol=1e-6
    )
    np.testing.assert_allclose(
        series["insured"], series["active_insured"] + series["recipients"], rtol=1e-12
    )
    assert (series["active_insured"] >= -1e-9).all()


def test_a_closed_group_dies_out_by_the_life_table(tmp_path: Path) -> None:
    reported = {
        f"{FUND}.reported.participants": 13401,
        "assumptions.population.mortality_multiplier": 1.2,
    }

    fund = of_one_age(tmp_path, "men", 70, {**CLOSED, **reported})

    alive = 13401 * survivors(0, 70, 20, 1.2)
    np.testing.assert_allclose(fund.series["recipients"][:21, 0], alive)
    np.testing.assert_allclose(
        fund.account.expenditure_items["benefits"][1:21, 0],
        12 * 265 * (alive[:-1] + alive[1:]) / 2,
    )


@pytest.mark.parametrize(("sex", "index", "wait"), [("men", 0, 5), ("women", 1, 0)])
def test_men_draw_from_60_and_women_from_55(
    sex: str, index: int, wait: int, tmp_path: Path
) -> None:
    """All are 55 at the end of 2005."""
    people = {
        f"{FUND}.reported.participants": 1000,
        f"{FUND}.reported.recipients": 0 if wait else 1000,
        f"{FUND}.reported.mean_recipients": 0,
    }

    fund = of_one_age(tmp_path, sex, 55, {**CLOSED, **people})

    alive = 1000 * survivors(index, 55, 20)
    expected = np.where(np.arange(21) >= wait, alive, 0.0)
    np.testing.assert_allclose(fund.series["recipients"][:21, 0], expected, atol=1e-9)


def test_a_higher_benefit_age_takes_nobodys_benefit_away() -> None:
    """Raised by three years in 2010: three years without newcomers, then as before."""
    ages = {
        f"{FUND}.policy.benefit_age_men": {2005: 60, 2010: 63},
        f"{FUND}.policy.benefit_age_women": {2005: 55, 2010: 58},
    }

    before, after = projected(CLOSED), projected({**CLOSED, **ages})

    gone = before.series["recipients"][:, 0] - after.series["recipients"][:, 0]
    np.testing.assert_allclose(gone[:5], 0, atol=1e-9)
    assert (gone[5:35] > 0).any()
    assert np.diff(before.series["insured"][:, 0]) == pytest.approx(
        np.diff(after.series["insured"][:, 0])
    )
    kept = after.series["recipients"][5, 0] / after.series["recipients"][4, 0]
    assert kept > 0.94  # only deaths


def test_half_a_year_of_age_is_half_a_cohort(tmp_path: Path) -> None:
    people = {
        f"{FUND}.reported.participants": 1000,
        f"{FUND}.reported.recipients": 0,
        f"{FUND}.reported.mean_recipients": 0,
        f"{FUND}.policy.benefit_age_men": 60.5,
    }

    fund = of_one_age(tmp_path, "men", 58, {**CLOSED, **people})

    drawing = fund.series["recipients"][:4, 0] / fund.series["insured"][:4, 0]
    np.testing.assert_allclose(drawing, [0, 0, 0.5, 1], atol=1e-12)


def test_the_mean_age_of_recipients_is_reached_and_older_ones_die_sooner() -> None:
    name = f"{FUND}.assumptions.recipient_mean_age"
    younger, old = projected({**CLOSED, name: 66}), projected({**CLOSED, name: 76})

    assert old.series["deaths"][1, 0] > 1.5 * younger.series["deaths"][1, 0]
    with pytest.raises(InputError, match="mean age of 95 cannot be reached"):
        scenario({name: 95})


def test_higher_mortality_of_the_population_reaches_the_fund() -> None:
    plain = projected()
    more = projected({"assumptions.population.mortality_multiplier": 1.3})
    insured_lives = projected({"assumptions.population.mortality": "china_life_pension"})

    assert more.series["recipients"][10, 0] < plain.series["recipients"][10, 0]
    assert insured_lives.series["recipients"][10, 0] > plain.series["recipients"][10, 0]


# money


def test_contributions_are_entrants_times_the_lump_sum_that_follows_wages() -> None:
    changes = {
        f"{FUND}.assumptions.entrants": {2006: 100, 2008: 50},
        f"{FUND}.policy.lump_sum_wage_weight": 0.5,
        f"{FUND}.policy.lump_sum_level": {2005: 1, 2007: 1.5},
    }

    contributions = projected(changes).account.income_items["contributions"][1:4, 0]

    grown = 30000 * 1.06 ** np.arange(1, 4)
    np.testing.assert_allclose(
        contributions, [100 * grown[0], 100 * 1.5 * grown[1], 50 * 1.5 * grown[2]]
    )


def test_refunds_are_the_lump_sums_of_those_who_died(tmp_path: Path) -> None:
    """Base members of 30 paid 20,000; a thousand who join in 2006 paid what stood then."""
    changes = {
        **CLOSED,
        f"{FUND}.reported.participants": 1000,
        f"{FUND}.reported.recipients": 0,
        f"{FUND}.reported.mean_recipients": 0,
        f"{FUND}.assumptions.entrants": read_dated({2006: 1000, 2007: 0}),
        f"{FUND}.assumptions.past_lump_sum": 20000,
        f"{FUND}.policy.refund_share_waiting": 0.8,
    }

    fund = of_one_age(tmp_path, "men", 30, changes)

    alive = survivors(0, 30, 3)
    died = 1000 * (1 - alive[1])
    lump_sums = fund.account.expenditure_items["lump_sums"][1:, 0]
    assert lump_sums[0] == pytest.approx(0.8 * died * 20000)
    first, then = 1000 * (alive[1] - alive[2]), 1000 * (1 - alive[2] / alive[1])
    assert lump_sums[1] == pytest.approx(0.8 * (first * 20000 + then * 30000 * 1.12))


def test_a_recipients_death_refunds_its_own_share_and_the_funeral_grant(tmp_path: Path) -> None:
    changes = {
        **CLOSED,
        f"{FUND}.reported.participants": 13401,
        f"{FUND}.policy.refund_share": 0.3,
        f"{FUND}.policy.funeral_months": 10,
    }

    fund = of_one_age(tmp_path, "men", 70, changes)

    died = 13401 * (1 - survivors(0, 70, 1)[1])
    assert fund.account.expenditure_items["lump_sums"][1, 0] == pytest.approx(
        died * (0.3 * 30000 + 10 * 265)
    )


def test_benefits_rise_by_decree_wages_and_prices() -> None:
    changes = {
        f"{FUND}.policy.increase": {2006: 0.05, 2007: 0},
        f"{FUND}.policy.increase_wage_weight": 0.5,
        f"{FUND}.policy.increase_price_weight": 1.0,
    }

    benefit = projected(changes).series["average_benefit"][:3, 0]

    np.testing.assert_allclose(benefit, [265, 265 * 1.13, 265 * 1.13 * 1.08])


def test_land_sales_can_be_stressed_to_nothing() -> None:
    name = f"{FUND}.assumptions.land_activity"
    plain = projected({name: 1, f"{FUND}.assumptions.land_wage_weight": 0})
    stressed = projected(
        {name: {2006: 1, 2008: 0, 2011: 1}, f"{FUND}.assumptions.land_wage_weight": 0}
    )

    np.testing.assert_allclose(
        stressed.account.income_items["land_revenue"][1:8, 0] / UNIT,
        [3407, 3407, 0, 0, 0, 3407, 3407],
    )
    lost = plain.series["balance"][5, 0] - stressed.series["balance"][5, 0]
    assert 3 * 3407e4 < lost < 3 * 3407e4 * 1.025**3
    np.testing.assert_array_equal(plain.series["expenditure"], stressed.series["expenditure"])


def test_land_revenue_is_what_the_place_sells_times_the_levy_to_the_month() -> None:
    changes = {
        f"{FUND}.assumptions.land_transfer_revenue": {2006: 40000, 2008: 12000},
        f"{FUND}.policy.levy_share": {2006: 0.1, "2007-07": 0.2},
        f"{FUND}.assumptions.land_activity": {2005: 1, "2007-10": 0},
        f"{FUND}.assumptions.land_wage_weight": 0,
    }

    fund = projected(changes)

    revenue = fund.account.income_items["land_revenue"][1:4, 0] / UNIT
    np.testing.assert_allclose(revenue, [4000, 4000 / 2 + 8000 / 4, 0])
    months = fund.monthly.income_items["land_revenue"][12:24] / UNIT
    np.testing.assert_allclose(months, [4000 / 12] * 6 + [8000 / 12] * 3 + [0] * 3)


@settings(max_examples=25, deadline=None)
@given(
    activity=st.floats(0, 3),
    weight=st.floats(0, 1.2),
    increase=st.floats(-0.1, 0.3),
    refund=st.floats(0, 1),
    interest=st.floats(-0.05, 0.15),
)
def test_the_ledger_closes(
    activity: float, weight: float, increase: float, refund: float, interest: float
) -> None:
    account = projected(
        {
            f"{FUND}.assumptions.land_activity": {2006: activity, 2020: 0, 2030: 1},
            f"{FUND}.assumptions.land_wage_weight": weight,
            f"{FUND}.policy.increase": increase,
            f"{FUND}.policy.refund_share": refund,
            f"{FUND}.assumptions.interest": interest,
        }
    ).account

    income = sum(values[1:] for values in account.income_items.values())
    spent = sum(values[1:] for values in account.expenditure_items.values())
    scale = np.maximum(np.abs(account.balance[1:]), np.abs(income))
    gap = np.abs(account.balance[:-1] + income - spent - account.balance[1:])
    assert (gap <= 1e-9 * scale).all()


# invariances


def money_times(base: Scenario, factor: float) -> Scenario:
    """Return the scenario with every amount of money multiplied, declared defaults too."""
    units = ("money", "money_a_year", "currency", "currency_a_year", "currency_a_month")
    changes = {
        lever.path: DatedValue(
            lever.value.months, tuple(factor * v for v in lever.value.values), lever.value.linear
        )
        if isinstance(lever.value, DatedValue)
        else factor * lever.value
        for lever in levers(base)
        if lever.declaration.unit.name in units and lever.value is not None
    }
    return read_scenario(with_values(RIG, changes))


def test_money_times_a_thousand_changes_no_ratio() -> None:
    plain: Projection = project(scenario())
    larger = project(money_times(scenario(), 1000.0))

    for name, values in plain.funds["branch"].indicators.items():
        np.testing.assert_allclose(
            larger.funds["branch"].indicators[name], values, rtol=1e-8, err_msg=name
        )


def test_a_shorter_horizon_is_the_first_part_of_a_longer_one() -> None:
    whole = projected().series
    short = project(scenario(text=RIG.replace("2055", "2022"))).funds["branch"].series

    for name, values in short.items():
        np.testing.assert_allclose(values, whole[name][:18], rtol=1e-12, err_msg=name)


def test_a_reforms_plain_number_leaves_the_base_year_alone() -> None:
    plain = scenario()
    fund = plain.funds["branch"]
    month = (plain.base_year + 1) * 12
    reform = {
        name: getattr(fund.policy, name).followed_by(DatedValue.constant(value), month)
        for name, value in (("benefit_age_men", 63), ("benefit_age_women", 58), ("refund_share", 0))
    }

    reformed = replace(fund, policy=fund.policy.model_copy(update=reform))
    changed = project(replace(plain, funds={"branch": reformed})).funds["branch"]
    before = project(plain).funds["branch"]

    for name, values in before.series.items():
        np.testing.assert_array_equal(changed.series[name][0], values[0], err_msg=name)
    assert changed.series["recipients"][3, 0] < before.series["recipients"][3, 0]


def test_paths_are_projected_as_if_each_were_alone() -> None:
    plain = scenario({f"{FUND}.policy.increase_wage_weight": 0.4})
    fund, setting = plain.funds["branch"], plain.setting()
    shift = np.array([-0.02, 0.0, 0.03])
    economy = setting.economy
    growth = economy.wage_growth + shift

    def on(paths: slice) -> np.ndarray:
        chosen = growth[:, paths]
        first = np.full((1, chosen.shape[1]), economy.wage[0, 0])
        many = EconomyPaths(
            wage=np.vstack([first, first * np.cumprod(1 + chosen, axis=0)]),
            wage_growth=chosen,
            price_growth=np.broadcast_to(economy.price_growth, chosen.shape),
            interest=np.broadcast_to(economy.interest, chosen.shape),
            base_interest=economy.base_interest,
            discount_rate=economy.discount_rate,
        )
        return settle(outcome(fund, replace(setting, economy=many)).flows).balance

    together = on(slice(None))

    for path in range(3):
        np.testing.assert_allclose(on(slice(path, path + 1))[:, 0], together[:, path], rtol=1e-12)
    assert np.unique(together[-1]).size == 3


# what contradicts


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reported.participants": 13000}, "13,401 recipients are more than"),
        ({"reported.lump_sum": None}, "neither the lump sum nor the entrants"),
        ({"reported.lump_sum": None, "reported.entrants": 0}, "yet nobody joined"),
        ({"reported.entrants": 1500}, "entrants x lump_sum = 4,500 is more"),
        ({"reported.land_revenue": 7500}, "nothing is left of the income"),
        ({"reported.mean_recipients": 13401}, "contradicts expenditure less lump sums"),
        ({"reported.lump_sums": 4000}, "lump sums are more than the whole expenditure"),
        ({"reported.surplus": 3000}, "contradicts income - expenditure"),
        ({"policy.levy_share": 0.1}, "land_transfer_revenue: is missing"),
        ({"assumptions.land_transfer_revenue": 9000}, "levy_share: is missing"),
        (
            {"policy.levy_share": 0.1, "assumptions.land_transfer_revenue": {2009: 9000}},
            "no value before 2009",
        ),
        ({"assumptions.entrant_mean_age": 90}, "mean age of 90 cannot be reached"),
    ],
)
def test_a_contradiction_is_named(changes: Mapping[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        scenario({f"{FUND}.{name}": value for name, value in changes.items()})


def test_a_place_without_people_of_the_age_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nobody of the age of 13,401 members"):
        of_one_age(tmp_path, "men", 30, {f"{FUND}.reported.participants": 13401})
