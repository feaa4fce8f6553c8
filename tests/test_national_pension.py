"""The national fund: published flows 2004-2007 rolled forward, and the 2021 base year."""

import numpy as np
import pytest

from model import project, read_scenario
from model.tables import national_pension
from tests.conftest import projected

UNIT = 1e8


def rolled_from_published_flows(with_balances: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return balance and stock-flow difference 2004-2007, in 100 million yuan."""
    published = national_pension()
    first = int(np.flatnonzero(published.years == 2004)[0])
    years = published.years[first : first + 4].astype(int)
    income, spent, balance = (
        values[first : first + 4] / UNIT
        for values in (published.income, published.expenditure, published.balance)
    )

    def dated(values: np.ndarray) -> str:
        pairs = zip(years[1:], values[1:], strict=True)
        return "{ " + ", ".join(f"{year} = {value:.6f}" for year, value in pairs) + " }"

    balances = f"published_balance = {dated(balance)}\n" if with_balances else ""
    scenario = read_scenario(
        f"""
format = 1
title = "published flows"
base_year = 2004
end_year = 2007
money = "亿元"
[assumptions.economy]
average_wage = 16024
wage_growth = 0.14
[funds.pension]
kind = "ledger"
[funds.pension.reported]
balance = {balance[0]}
[funds.pension.assumptions]
interest = 0
other_income = {dated(income)}
benefits = {dated(spent)}
{balances}"""
    )
    account = project(scenario).funds["pension"].account
    return account.balance[:, 0] / UNIT, account.stock_flow_difference[:, 0] / UNIT


def test_each_year_rolls_to_the_published_balance_within_one_percent() -> None:
    balance, difference = rolled_from_published_flows(with_balances=True)

    np.testing.assert_allclose(balance[1:], [4041.0, 5488.9, 7391.4], rtol=1e-9)
    assert (np.abs(difference[1:] / balance[1:]) < 0.01).all()


def test_what_flows_do_not_explain_is_shown_not_hidden() -> None:
    _, difference = rolled_from_published_flows(with_balances=True)

    np.testing.assert_allclose(difference[1:], [12.9, 34.8, 33.2], atol=0.11)


def test_without_published_balances_the_residual_piles_up_in_the_balance() -> None:
    balance, difference = rolled_from_published_flows(with_balances=False)

    assert (difference == 0).all()
    np.testing.assert_allclose(balance[-1], 7391.4 - (12.9 + 34.8 + 33.2), rtol=1e-4)


def test_the_national_base_year_is_the_bulletin() -> None:
    fund = projected("national-2021.toml").funds["urban_employee_pension"]

    assert fund.series["income"][0, 0] / UNIT == 60455
    assert fund.series["expenditure"][0, 0] / UNIT == 56481
    assert fund.series["balance"][0, 0] / UNIT == 52574
    assert fund.indicators["payout_months"][0, 0] == pytest.approx(11.17, abs=0.005)


def test_the_first_projected_years_lie_near_what_came() -> None:
    """Workers and retirees of 2023 in the shipped table: 379.25 and 141.96 million."""
    fund = projected("national-2021.toml").funds["urban_employee_pension"]
    published = national_pension()
    row = int(np.flatnonzero(published.years == 2023)[0])

    assert fund.series["pensioners"][2, 0] == pytest.approx(published.retirees[row], rel=0.03)
    assert fund.series["active_insured"][2, 0] == pytest.approx(published.workers[row], rel=0.03)
