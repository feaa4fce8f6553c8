"""New pensions: the worked awards of tests/data/awards.csv, asked of the engine, to the cent.

An actuary adds a line to the file: class (men, women_55, women_50), the old rule's age, last year's
average wage (yuan a month), index, years paid and deemed paid, account (yuan), and the pension a
month by its parts (State Council document 2005 no. 38):

    basic        = wage x (1 + index) / 2 x (paid + deemed years) x 1%
    account      = account / divisor of the age
    transitional = wage x index x deemed years x 1.3%
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from model import load_scenario, project
from model.people.annuity import annuity_divisor
from tests.conftest import ROOT

with (ROOT / "tests/data/awards.csv").open(encoding="utf-8", newline="") as file:
    AWARDS = list(csv.DictReader(file))
#: The base year ends half a year before the award: retirements of a year lie in its middle, so a
#: member pays on for half a year, on a base of index x wage, which leaves the index as it is. The
#: account gets nothing in that time: no contributions (`employee_rate`), no interest. Nobody falls
#: short of the minimum years: the one member is the mean of those who retire.
SCENARIO = """format = 1
title = "one member"
base_year = 2010
end_year = 2012
money = "yuan"
[assumptions.economy]
average_wage = {yearly_wage}
wage_growth = 0
interest = 0
[funds.pension]
kind = "employee_pension"
[funds.pension.reported]
insured = 2
contributors = 1
retirees = 1
income = {contributions}
expenditure = 36000
balance = 0
[funds.pension.policy]
retirement = "old"
minimum_years = 0
employer_rate = 0.2
employee_rate = 0
account_interest = 0
base_floor = 0.01
base_cap = 20
accrual_rate = {accrual_rate}
transition_coefficient = {transition_coefficient}
[funds.pension.assumptions]
member_table = "members.csv"
entrants = 0
service_spread = 0.5
"""
MEMBERS = """class,age,status,persons,declared_base,service_years,account,pension,deemed_years,index
{group},{age_before},active,1,{base},{service},{account},0,{deemed_years},{index}
men,70,pensioner,1,0,0,0,3000,0,0
"""


def engine_award(
    award: dict[str, str],
    folder: Path,
    accrual_rate: float = 0.01,
    transition_coefficient: float = 0.013,
) -> float:
    """Return the new pension a month of the one member, who retires in the first projected year."""
    wage, index = float(award["previous_wage"]), float(award["index"])
    scenario = SCENARIO.format(
        yearly_wage=12 * wage,
        contributions=0.2 * 12 * index * wage,
        accrual_rate=accrual_rate,
        transition_coefficient=transition_coefficient,
    )
    members = MEMBERS.format(
        **award,
        group=award["class"],
        age_before=int(award["age"]) - 1,
        base=index * wage,
        service=float(award["paid_years"]) - 0.5 + float(award["deemed_years"]),
    )
    (folder / "members.csv").write_text(members, encoding="utf-8")
    (folder / "one.toml").write_text(scenario, encoding="utf-8")
    fund = project(load_scenario(folder / "one.toml")).funds["pension"]
    return float(fund.series["new_pension"][1, 0])


@pytest.mark.parametrize("award", AWARDS, ids=[award["case"] for award in AWARDS])
def test_the_engine_awards_what_was_worked_out_by_hand(
    award: dict[str, str], tmp_path: Path
) -> None:
    whole = engine_award(award, tmp_path)

    # a part is what goes with its own rate
    basic = whole - engine_award(award, tmp_path, accrual_rate=0)
    transitional = whole - engine_award(award, tmp_path, transition_coefficient=0)
    parts = (basic, whole - basic - transitional, transitional, whole)
    expected = ("basic", "account_pension", "transitional", "new_pension")
    assert [round(part, 2) for part in parts] == [float(award[name]) for name in expected]


def test_between_whole_ages_the_divisor_is_the_lower_ages_or_interpolated() -> None:
    assert annuity_divisor(60.5, "floor") == 139
    assert annuity_divisor(60.5, "linear") == pytest.approx((139 + 132) / 2)


def test_ages_beyond_the_table_take_its_ends() -> None:
    np.testing.assert_array_equal(annuity_divisor([35, 40, 70, 80]), [233, 233, 56, 56])
