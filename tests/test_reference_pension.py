"""The pension engine against a plain loop over years and ages that was written from the page."""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.reference_inputs import reference_inputs
from benchmarks.reference_pension import OUTPUTS, project_year_by_age
from model.people.retirement import CLASSES
from model.results.fund_projection import FundProjection
from model.results.projection import project
from model.scenario.reading import load_scenario, read_scenario
from model.scenario.scenario import Scenario
from tests.conftest import ROOT

#: Where the loop's name is not the product's.
NAMES = {"active": "active_insured", "contributors": "mean_contributors"}
RELATIVE_TOLERANCE = 1e-10

OLD_RULE_WITH_RATES_CUT_IN_MAY = """
format    = 1
title     = "Old retirement ages, young members who leave, rates cut within a year"
base_year = 2008
end_year  = 2083
money     = "万元"

[assumptions.economy]
average_wage = 26400
wage_growth  = { 2009 = 0.11, 2019 = 0.065, 2031 = 0.045 }
price_growth = 0.025
interest     = 0.024

[funds.seaside]
kind = "employee_pension"

[funds.seaside.reported]
insured         = 213000
contributors    = 151500
income          = 78400
expenditure     = 52900
payout_months   = 19.5
average_pension = 1190
collection_rate = 0.935

[funds.seaside.policy]
employer_rate    = { 2008 = 0.20, "2019-05" = 0.16 }
employee_rate    = { 2008 = 0.08, "2027-08" = 0.085 }
increase         = { 2009 = 0.10, 2016 = 0.05, 2024 = 0.025 }
account_interest = { 2008 = 0.03, 2016 = 0.07, 2022 = 0.04 }

[funds.seaside.assumptions]
entrants   = { 2009 = 9800, 2025 = 6100, 2045 = 4300, between = "linear" }
entry_age  = 25.5
leave_rate = { 2009 = 0.031, "2022-04" = 0.018 }
past_index = 0.93
"""

STATUTORY_RISE_WITH_EARLY_AND_LATE_CHOICE = """
format    = 1
title     = "The 2025 rule with rising minimum years, some going early and some late"
base_year = 2024
end_year  = 2099
money     = "亿元"

[assumptions.economy]
average_wage = 118500
wage_growth  = { 2025 = 0.045, 2040 = 0.035, 2065 = 0.03 }
price_growth = { 2025 = 0.005, 2028 = 0.018 }
interest     = { 2024 = 0.021, 2035 = 0.028, between = "linear" }

[funds.province]
kind = "employee_pension"

[funds.province.reported]
insured         = 14200000
contributors    = 8100000
income          = 2310
expenditure     = 2190
balance         = 1640
average_pension = 3420
arrears         = 96
collection_rate = 0.962

[funds.province.policy]
employer_rate          = 0.16
retirement             = "statutory_2025"
minimum_years          = { 2024 = 15, 2030 = 15.5, 2033 = 17, 2036 = 18.5, 2039 = 20 }
early_share            = { 2025 = 0.16, 2041 = 0.09 }
early_months           = 30
late_share             = { 2025 = 0.03, 2033 = 0.11 }
late_months            = 22
divisor_method         = "linear"
increase               = { 2025 = 0.02, 2026 = 0 }
increase_wage_weight   = { 2025 = 0, 2026 = 0.45 }
increase_price_weight  = { 2025 = 0, 2026 = 0.55 }
fiscal_subsidy         = { 2025 = 210, 2038 = 320 }
fiscal_subsidy_share   = { 2025 = 0.06, 2050 = 0.1, between = "linear" }
funeral_grant_months   = 2.5
survivor_grant_months  = { 2025 = 9, 2044 = 12 }

[funds.province.assumptions]
entrants           = { 2025 = 410000, 2050 = 230000, between = "linear" }
active_mean_age    = 41
pensioner_mean_age = 67.5
women_share        = 0.47
women_55_share     = 0.38
deemed_share       = 0.65
mortality_improvement = 0.002
"""

CUSTOM_AGES_WITH_LAPSE_AND_RESUMPTION = """
format    = 1
title     = "Ages of the planner's own, members who lapse and come back, heavy mortality"
base_year = 2015
end_year  = 2090
money     = "万元"

[assumptions.economy]
average_wage = 51200
wage_growth  = { 2016 = 0.07, 2030 = 0.04 }
price_growth = 0.02
interest     = 0.03

[funds.mining_town]
kind = "employee_pension"

[funds.mining_town.reported]
insured         = 96400
contributors    = 51800
income          = 61000
expenditure     = 60300
balance         = 22700
retirees        = 27900
average_pension = 1765
arrears         = 5200
arrears_recovered = 640
collection_rate = 0.88

[funds.mining_town.policy]
retirement             = "custom"
retirement_age_men     = { 2016 = 60, 2021 = 61.5, 2032 = 63.25 }
retirement_age_women_55 = { 2016 = 55, 2024 = 58.5 }
retirement_age_women_50 = { 2016 = 50.5, "2020-07" = 53, 2037 = 57 }
minimum_years          = { 2015 = 15, 2026 = 18, between = "linear" }
accrual_rate           = { 2016 = 0.01, 2034 = 0.0105 }
transition_coefficient = { 2016 = 0.012, 2029 = 0.0135 }
account_interest       = { 2015 = 0.05, 2024 = 0.025 }
increase_wage_weight   = 0.6
collection_rate        = { 2016 = 0.89, 2027 = 0.94, between = "linear" }
arrears_recovery       = { 2016 = 0.25, 2040 = 0.15 }
arrears_write_off      = { 2016 = 0.02, "2031-10" = 0.06 }

[funds.mining_town.assumptions]
entrants              = 3300
entrants_growth       = { 2016 = -0.012, 2041 = 0.004 }
entry_age             = 28.5
entry_age_spread      = 5.5
service_years         = 13.5
service_spread        = 4.5
lapse_rate            = { 2016 = 0.055, 2030 = 0.03 }
resumption_rate       = { 2016 = 0.09, "2028-06" = 0.16 }
mortality             = "china_life"
mortality_multiplier  = 1.35
mortality_improvement = { 2016 = 0.008, 2046 = 0.003 }
base_account          = 14800
interest              = { 2015 = 0.022, 2033 = 0.031 }
"""

CONTRIBUTION_BASE_REFORMED = """
format    = 1
title     = "Floor, cap and audits move the base; subsidies and other flows besides"
base_year = 2019
end_year  = 2094
money     = "万元"

[assumptions.economy]
average_wage = 74300
wage_growth  = { 2020 = 0.055, 2036 = 0.0375 }
price_growth = { 2020 = 0.03, 2022 = 0.015 }
interest     = 0.026

[funds.delta]
kind = "employee_pension"

[funds.delta.reported]
insured         = 655000
contributors    = 488000
income          = 705000
expenditure     = 428000
interest        = 15600
payout_months   = 26.2
average_pension = 2480
fiscal_subsidy  = 9100
other_income    = 3300

[funds.delta.policy]
employer_rate        = { 2019 = 0.16, 2031 = 0.17, 2046 = 0.19 }
base_floor           = { 2019 = 0.55, 2022 = 0.6, "2033-07" = 0.65 }
base_cap             = { 2019 = 3, 2026 = 3.3, 2048 = 2.8 }
audit_uplift         = { 2020 = 0, 2024 = 0.04, 2037 = 0.14, between = "linear" }
late_share           = 0.07
increase             = { 2020 = 0.05, 2023 = 0.038, 2027 = 0.022 }
increase_price_weight = 0.4
other_premium        = { 2020 = 6200, 2029 = 1500 }
fiscal_subsidy       = { 2020 = 9400, "2030-09" = 12800 }
fiscal_subsidy_share = { 2020 = 0.015, 2052 = 0.045 }

[funds.delta.assumptions]
entrants           = { 2020 = 27500, 2044 = 15500, between = "linear" }
wage_dispersion    = 0.72
women_share        = 0.52
women_55_share     = 0.22
pensioner_women_share = 0.58
leave_rate         = 0.014
mortality          = "china_life_pension"
mortality_multiplier = 0.9
transfers_in       = { 2020 = 2100, 2035 = 3600 }
other_expenditure  = 870
"""

CLOSED_FUND_OF_WOMEN = """
format    = 1
title     = "Only women, entry ends, the minimum falls, the balance turns negative"
base_year = 2011
end_year  = 2111
money     = "万元"

[assumptions.economy]
average_wage = 38900
wage_growth  = 0.05
price_growth = 0.022
interest     = { 2011 = 0.03, 2040 = -0.004 }

[funds.weavers]
kind = "employee_pension"

[funds.weavers.reported]
insured         = 18700
contributors    = 10900
income          = 9050
expenditure     = 8600
payout_months   = 6.5
average_pension = 1320

[funds.weavers.policy]
retirement           = "statutory_2025"
minimum_years        = { 2011 = 15, 2017 = 12, "2024-03" = 10 }
increase_wage_weight = 0.5
early_share          = 0.25
early_months         = 12

[funds.weavers.assumptions]
entrants              = { 2012 = 420, 2021 = 0 }
women_share           = 1.0
women_55_share        = 0.15
pensioner_women_share = 1.0
resumption_rate       = 0.03
accounts_since        = 1998
mortality_multiplier  = 1.1
"""

FUND_WITH_A_REGISTER = """
format    = 1
title     = "A small bureau whose register gives every member"
base_year = 2018
end_year  = 2060
money     = "万元"

[assumptions.economy]
average_wage = 60100
wage_growth  = 0.06
price_growth = 0.02
interest     = 0.025

[funds.island]
kind = "employee_pension"

[funds.island.reported]
insured         = 7560
retirees        = 2661
contributors    = 3900
income          = 5300
expenditure     = 7360
balance         = 21600
average_pension = 2300
fiscal_subsidy  = 520

[funds.island.policy]
employer_rate = 0.16
increase      = 0.03
early_share   = 0.1

[funds.island.assumptions]
entrants     = 260
leave_rate   = 0.01
member_table = "register.csv"
"""

EARLY_CHOICE_WHILE_THE_MINIMUM_OUTRUNS_SERVICE = OLD_RULE_WITH_RATES_CUT_IN_MAY.replace(
    "[funds.seaside.policy]",
    """[funds.seaside.policy]
early_share   = { 2009 = 0.3, 2030 = 0.1 }
early_months  = 31
late_share    = 0.2
minimum_years = { 2008 = 15, 2014 = 19, 2018 = 24, 2035 = 26 }""",
).replace("entry_age  = 25.5", "entry_age  = 31\nlapse_rate = 0.2")

SCENARIOS = {
    "old rule": OLD_RULE_WITH_RATES_CUT_IN_MAY,
    "2025 rule": STATUTORY_RISE_WITH_EARLY_AND_LATE_CHOICE,
    "custom ages": CUSTOM_AGES_WITH_LAPSE_AND_RESUMPTION,
    "contribution base": CONTRIBUTION_BASE_REFORMED,
    "closed fund": CLOSED_FUND_OF_WOMEN,
    "early choice": EARLY_CHOICE_WHILE_THE_MINIMUM_OUTRUNS_SERVICE,
}


@cache
def both_ways(name: str) -> tuple[dict[str, NDArray[np.float64]], FundProjection]:
    """Return the loop's outputs and the engine's projection of a scenario."""
    return project_both_ways(read_scenario(SCENARIOS[name]))


def project_both_ways(
    scenario: Scenario,
) -> tuple[dict[str, NDArray[np.float64]], FundProjection]:
    (fund,) = scenario.funds.values()
    looped = project_year_by_age(reference_inputs(fund, scenario.setting()))
    return looped, project(scenario).funds[fund.name]


def of_engine(projection: FundProjection, output: str) -> NDArray[np.float64]:
    items = {**projection.account.income_items, **projection.account.expenditure_items}
    everything = {**projection.series, **items}
    return everything[NAMES.get(output, output)][:, 0]


def assert_same(looped: NDArray[np.float64], engine: NDArray[np.float64]) -> None:
    np.testing.assert_allclose(looped, engine, rtol=RELATIVE_TOLERANCE, atol=0, equal_nan=True)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_engine_gives_every_year_what_the_loop_gives(name: str, output: str):
    looped, projection = both_ways(name)

    assert_same(looped[output], of_engine(projection, output))


def test_engine_agrees_with_the_loop_where_wages_and_pensions_differ_by_age(tmp_path: Path):
    write_register(tmp_path / "register.csv")
    (tmp_path / "island.toml").write_text(FUND_WITH_A_REGISTER, encoding="utf-8")

    looped, projection = project_both_ways(load_scenario(tmp_path / "island.toml"))

    for output in OUTPUTS:
        assert_same(looped[output], of_engine(projection, output))


def test_loop_settles_every_year_of_its_own_account():
    looped, _ = both_ways("2025 rule")
    surplus = looped["income"] - looped["expenditure"]

    np.testing.assert_allclose(np.diff(looped["balance"]), surplus[1:], rtol=1e-9)


def test_loop_loses_nobody():
    looped, projection = both_ways("old rule")
    gone = looped["deaths"] + looped["leavers"]
    members = looped["active"] + looped["pensioners"]

    np.testing.assert_allclose(
        members[1:], members[:-1] - gone[1:] + projection.series["entrants"][1:, 0], rtol=1e-12
    )


@pytest.mark.parametrize(
    "addition",
    [
        'relief = { from = "2020-02", to = "2020-06", share_of_employer_rate = 0.5 }',
        'deferral = { from = "2022-04", to = "2022-08", share_of_firms = 0.1 }',
        f"contribution_season = {[0.0] * 11 + [1.0]}",
        f"benefit_season = {[0.5, 0.5] + [0.0] * 10}",
    ],
)
def test_loop_refuses_what_it_does_not_do(addition: str):
    section = "[funds.seaside.policy]\n"
    scenario = read_scenario(
        OLD_RULE_WITH_RATES_CUT_IN_MAY.replace(section, section + addition + "\n")
    )

    with pytest.raises(ValueError, match="the reference"):
        reference_inputs(scenario.funds["seaside"], scenario.setting())


def write_register(path: Path) -> None:
    """Write members whose wage, service, account and pension change with age and class."""
    columns = ("class", "age", "status", "persons", "declared_base", "service_years")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*columns, "account", "pension"))
        for number, group in enumerate(CLASSES):
            last = (59, 54, 49)[number]
            for age in range(19 + number, last + 4):  # some stay on past their date
                base = 3300 + 35 * (age - 19) - 150 * number
                service = 0.8 * (age - 18)
                writer.writerow(
                    (group, age, "active", 40 + age % 7, base, service, 5100 * service, 0)
                )
            for age in range(last + 1, 106):
                pension = 2600 - 13 * (age - last) - 90 * number
                writer.writerow(
                    (group, age, "pensioner", max(95 - age, 1) + number, 0, 0, 0, pension)
                )


@pytest.mark.parametrize("name", ["city-2005.toml", "national-2021.toml"])
def test_shipped_funds_that_follow_the_population_equal_the_loop(name: str) -> None:
    scenario = load_scenario(ROOT / "scenarios" / name)
    fund = next(iter(scenario.funds.values()))
    alone = replace(scenario, funds={fund.name: fund})

    expected = project_year_by_age(reference_inputs(fund, alone.setting()))
    series = project(alone).funds[fund.name].series

    for name_here in ("active", "pensioners", "deaths", "wage_bill", "balance"):
        np.testing.assert_allclose(
            series[NAMES.get(name_here, name_here)][1:, 0],
            expected[name_here][1:],
            rtol=RELATIVE_TOLERANCE,
            err_msg=name_here,
        )
