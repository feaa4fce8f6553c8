"""Accounts of places that never were, for tests: steady growth, gaps, shrinking funds."""

from collections.abc import Sequence

from model import Scenario, read_scenario
from model.history.record import History, Observation, ScopeChange

PLACE = """format = 1
title = "a place"
base_year = 2010
end_year = 2030
money = "万元"

[assumptions.economy]
average_wage = 40000
wage_growth = 0.10
price_growth = 0.02
interest = 0.03
discount = 0.04

[funds.pension]
kind = "employee_pension"

[funds.pension.reported]
insured = 400000
retirees = 100000
mean_retirees = 98000
contributors = 255000
income = 330000
expenditure = 240000
balance = 300000

[funds.pension.policy]
employer_rate = 0.20
increase = 0.10

[funds.pension.assumptions]
entrants = 15000
"""
VARIABLES = (
    *("pensioners", "insured", "expenditure", "income", "balance", "contributions"),
    *("fiscal_subsidy", "average_wage"),
)


def place(**changes: str) -> Scenario:
    """Return the scenario of the place; `changes` replaces lines by their start."""
    lines = [
        next((f"{key} = {value}" for key, value in changes.items() if line.startswith(key)), line)
        for line in PLACE.splitlines()
    ]
    return read_scenario("\n".join(lines))


def steady(
    years: Sequence[int],
    retirees: float = 0.04,
    active: float = 0.03,
    pension: float = 0.10,
    variables: Sequence[str] = VARIABLES,
    scope: Sequence[int] = (),
) -> History:
    """Return a history in which everything grows at its own rate, 2010 near the place's account."""
    found: list[Observation] = []
    balance = 3e9 / 1.5
    for year in years:
        since = year - 2010
        old, working = 1e5 * (1 + retirees) ** since, 3e5 * (1 + active) ** since
        wage = 40000 * 1.10**since
        spent = old * 24000 * (1 + pension) ** since
        paid = working * 0.85 * 0.6 * 0.28 * wage
        income = paid + 0.03 * balance
        balance += income - spent
        figures = (old, old + working, spent, income, balance, paid, 0.0, wage)
        found += [
            Observation("pension", name, year, value, "", "made up")
            for name, value in zip(VARIABLES, figures, strict=True)
            if name in variables
        ]
    changes = tuple(ScopeChange("pension", year, "others join") for year in scope)
    return History(tuple(found), changes, "made-up.csv")
