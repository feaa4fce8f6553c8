"""Identities and invariances of every shipped scenario."""

import re
from dataclasses import replace

import numpy as np
import pytest

from model import Scenario, project, read_scenario
from model.scenario.file import read_chain
from model.scenario.reading import scenario_of
from model.scenario.scenario import levers
from model.scenario.writing import reform_text
from model.words.texts import Text
from tests.conftest import SCENARIOS, SHIPPED, projected, shipped

MONEY_UNITS = ("money", "money_a_year", "currency", "currency_a_year", "currency_a_month")
FUNDS = [(name, fund) for name in SHIPPED for fund in shipped(name).funds]
PENSIONERS = ("employee_pension", "institution_pension", "employee_medical")
WITH_PENSIONERS = [(n, fund) for n, fund in FUNDS if shipped(n).funds[fund].kind in PENSIONERS]


@pytest.mark.parametrize(("name", "fund"), FUNDS)
def test_the_ledger_closes_in_every_year(name: str, fund: str) -> None:
    account = projected(name).funds[fund].account

    income = sum(values[1:] for values in account.income_items.values())
    spent = sum(values[1:] for values in account.expenditure_items.values())
    expected = account.balance[:-1] + income - spent + account.stock_flow_difference[1:]

    scale = np.maximum(np.abs(account.balance[1:]), np.abs(income))
    assert (np.abs(account.balance[1:] - expected) <= 1e-9 * scale).all()


@pytest.mark.parametrize(("name", "fund"), FUNDS)
def test_months_sum_to_the_year_and_end_at_its_balance(name: str, fund: str) -> None:
    result = projected(name).funds[fund]
    monthly = result.monthly

    for group, annual in (
        (monthly.income_items, result.account.income_items),
        (monthly.expenditure_items, result.account.expenditure_items),
    ):
        for item, months in group.items():
            np.testing.assert_allclose(
                months.reshape(-1, 12).sum(axis=1), annual[item][1:, 0], rtol=1e-9, atol=1e-3
            )
    np.testing.assert_allclose(monthly.balance[11::12], result.account.balance[1:, 0], rtol=1e-9)


@pytest.mark.parametrize(("name", "fund"), WITH_PENSIONERS)
def test_cost_rate_is_pensioners_per_contributor_times_benefit_ratio(name: str, fund: str) -> None:
    result = projected(name).funds[fund]
    rates, series = result.indicators, result.series

    per_head = series["expenditure"] / series["mean_pensioners"]
    base = series["wage_bill"] / series["mean_contributors"]
    product = series["mean_pensioners"] / series["mean_contributors"] * per_head / base

    np.testing.assert_allclose(rates["cost_rate"], product, rtol=1e-12)
    np.testing.assert_allclose(
        rates["cost_rate"],
        rates["pensioners_per_contributor"] * rates["benefit_ratio"],
        rtol=1e-12,
    )


@pytest.mark.parametrize(("name", "fund"), FUNDS)
def test_payout_months_follow_from_next_years_reserve_ratio(name: str, fund: str) -> None:
    result = projected(name).funds[fund]
    aside = result.outcome.flows.set_aside
    spent = result.series["expenditure"] - (0 if aside is None else aside.expenditure)

    from_ratio = 12 * result.indicators["reserve_ratio"][1:] * spent[1:] / spent[:-1]

    np.testing.assert_allclose(result.indicators["payout_months"][:-1], from_ratio, rtol=1e-12)


def money_times(scenario: Scenario, factor: float) -> Scenario:
    """Return the scenario with every amount of money multiplied."""
    amounts = {
        lever.path: lever.value
        for lever in levers(scenario)
        if lever.declaration.unit.name in MONEY_UNITS and lever.value is not None
    }

    def scaled(section: object, where: str) -> object:
        changes = {}
        for path, value in amounts.items():
            if path.rpartition(".")[0] == where:
                multiplied = (
                    replace(value, values=tuple(factor * v for v in value.values))
                    if hasattr(value, "values")
                    else factor * value
                )
                changes[path.rpartition(".")[2]] = multiplied
        return section.model_copy(update=changes)

    funds = {
        name: replace(
            fund,
            **{
                part: scaled(getattr(fund, part), f"{fund.where}.{part}")
                for part in ("reported", "policy", "assumptions")
            },
        )
        for name, fund in scenario.funds.items()
    }
    economy = scaled(scenario.economy, "assumptions.economy")
    return replace(scenario, economy=economy, funds=funds)


@pytest.mark.parametrize("name", SHIPPED)
def test_money_times_a_thousand_changes_no_ratio(name: str) -> None:
    larger = project(money_times(shipped(name), 1000.0))

    for fund, result in projected(name).funds.items():
        for indicator, values in result.indicators.items():
            np.testing.assert_allclose(
                larger.funds[fund].indicators[indicator], values, rtol=1e-8, err_msg=indicator
            )
        np.testing.assert_allclose(
            larger.funds[fund].account.balance, 1000 * result.account.balance, rtol=1e-8
        )


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shorter_horizon_is_the_first_part_of_a_longer_one(name: str) -> None:
    scenario = shipped(name)
    header = scenario.header.model_copy(update={"end_year": scenario.base_year + 17})

    short = project(replace(scenario, header=header))

    for fund, result in projected(name).funds.items():
        first = {key: values[:18] for key, values in result.series.items()}
        for key, values in short.funds[fund].series.items():
            np.testing.assert_allclose(values, first[key], rtol=1e-10, err_msg=key)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_empty_reform_equals_its_base(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("reform")
    for path in SCENARIOS.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "nothing.toml").write_text(reform_text(Text("无", "nothing"), name))

    reformed = project(scenario_of(read_chain(folder / "nothing.toml")))

    for fund, result in projected(name).funds.items():
        for key, values in result.series.items():
            np.testing.assert_array_equal(reformed.funds[fund].series[key], values)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_unused_fund_beside_it_changes_no_other_fund(name: str) -> None:
    scenario = shipped(name)
    text = (
        'format = 1\ntitle = "x"\nbase_year = 2005\nend_year = 2010\n'
        "[assumptions.economy]\naverage_wage = 1\nwage_growth = 0\n"
        '[funds.other]\nkind = "ledger"\n[funds.other.reported]\nbalance = 5\n'
    )
    other = read_scenario(text).funds["other"]

    both = project(replace(scenario, funds={**scenario.funds, "other": other}))

    for fund, result in projected(name).funds.items():
        np.testing.assert_array_equal(both.funds[fund].account.balance, result.account.balance)
    total = sum(result.account.balance for result in both.funds.values())
    np.testing.assert_allclose(both.total["balance"], total, rtol=1e-12)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_source_speaks_of_its_own_figure(name: str) -> None:
    scenario = shipped(name)
    reported = [
        lever.path
        for lever in levers(scenario)
        if re.search(r"\.reported\.", lever.path) and lever.given
    ]

    assert [path for path in reported if path not in scenario.sources] == []
