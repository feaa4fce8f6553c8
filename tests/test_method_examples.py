"""The figures of the worked examples in docs/method, against the program.

Each line of an example is kept here as the page prints it, with the value that the model gives for
every number in it; a figure that the program does not give, or a line that nobody checks, fails.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import pytest

from model import FundProjection, Projection, consolidate, project, read_scenario, reformed
from model.account.flows import ContributionsDue as Due
from model.account.flows import FundFlows, Item, OpeningAccount
from model.account.settlement import Account, settle
from model.funds.kinds import kinds
from model.funds.pension_engine.cohorts import cohorts
from model.funds.pension_engine.prepared import pension_matrices
from model.funds.shared.contributions import collection_plan, declared_base, find_declared_share
from model.funds.shared.payroll_fund import Branch, read_branch
from model.funds.shared.payroll_levers import PayrollPolicy
from model.funds.unemployment.equations import EQUATIONS
from model.funds.unemployment.fund import contribution_rates
from model.parameters.dated import DatedValue
from model.parameters.rules import Rule
from model.people.population import Population, project_population
from model.people.population_levers import PopulationAssumptions
from model.people.retirement import retirement_times
from model.tables import average_wages, mortality_rates, national_pension, population
from tests.analysis.worked_examples import ANALYSES, Line
from tests.conftest import ROOT, projected
from tests.funds.test_work_injury import CITY as INJURY_CITY
from tests.funds.test_work_injury import HELD, LAW, cut, fund_of

METHOD = ROOT / "docs" / "method"
#: The city of the examples: the nation's ages, no migration; money in 10,000 yuan.
CITY = (ROOT / "tests/data/method-city.toml").read_text()
ONE = np.ones(1)


@cache
def city() -> Projection:
    return project(read_scenario(CITY))


@cache
def separate() -> Projection:
    """The same city without joint collection."""
    return project(reformed(read_scenario(CITY), {"policy.joint_collection": 0.0}))


def item(fund: FundProjection, name: str, year: int) -> float:
    """A figure of the fund: money in 10,000 yuan, all else as it is."""
    items = {**fund.account.income_items, **fund.account.expenditure_items}
    row = year - int(fund.years[0])
    if name in items or name in ("wage_bill", "income", "expenditure", "balance"):
        return float({**fund.series, **items}[name][row, 0]) / 1e4
    return float(fund.series[name][row, 0])


@cache
def nation() -> Population:
    return project_population(PopulationAssumptions(), 2020, 2070)


def population_lines() -> Iterator[Line]:
    people = nation()
    start, end = people.persons[0], people.persons[1]
    q = mortality_rates("wpp_2024", [2020, 2021]).mean(axis=0)[0, 60:62]
    survivors = start[0, 60] * np.sqrt((1 - q[0]) * (1 - q[1]))
    yield (
        "1,426,106,088 + 11,424,242 births - 10,479,944 deaths - 102,282 net migrants "
        "= 1,426,948,104",
        (start.sum(), people.births[0], people.deaths[0], -people.migrants[0], end.sum()),
    )
    yield (
        "men of 60: 8,022,338 x sqrt((1 - 0.01144) (1 - 0.01291)) = 7,924,669; "
        "after migration 7,924,668",
        (60, start[0, 60], 1, q[0], 1, q[1], survivors, end[0, 61]),
    )
    for year, line in {
        2030: "| 2030 | 1,398.2 | 1,401.4 | 0.23% | 256.4 | 257.9 | 0.56% |",
        2050: "| 2050 | 1,260.3 | 1,262.2 | 0.15% | 389.7 | 389.2 | -0.12% |",
        2070: "| 2070 | 998.8 | 1,001.7 | 0.29% | 398.5 | 396.4 | -0.54% |",
    }.items():
        own, published = people.persons[year - 2020], population(year)
        values: list[float] = [year]
        for ages in (slice(0, None), slice(65, None)):
            both = published[:, ages].sum() / 1e6, own[:, ages].sum() / 1e6
            values += [*both, both[1] / both[0] - 1]
        yield line, values


def branch() -> Branch:
    fund = city().funds["unemployment"]
    return read_branch(fund.fund, fund.setting, EQUATIONS, contribution_rates(fund.fund))


def insured_lines() -> Iterator[Line]:
    people, plain = branch().insured, separate().funds["unemployment"].series
    before, after = people.eligible[:2]
    alone = plain["active_insured"][1, 0] / after
    pension = city().funds["pension"].series["contributors"][0, 0]
    first, joint = people.coverage[:2]
    workers = people.workers.sum(axis=(1, 2))
    yield "50,000 / 491,634 = 10.17%", (workers[0], before, first)
    yield "10.17% + 5,000 / 495,260 = 11.18%", (first, 5000, after, alone)
    yield "pension = 120,000 / 491,634 = 24.41%", (pension, before, pension / before)
    yield (
        "11.18% + 0.4 x (24.41% - 11.18%) = 16.47%",
        (alone, 0.4, pension / before, alone, joint),
    )
    yield "16.47% x 495,260 = 81,575", (joint, after, workers[1])


def branch_lines() -> Iterator[Line]:
    fund, read = city().funds["unemployment"], branch()
    due, bill = read.payroll.due / 1e4, read.payroll.wage_bill / 1e4
    ratio = read.declared_base / 40_000
    share = find_declared_share(ratio, ONE, ONE, 0.6 * ONE, 3 * ONE, 0.5)
    people, mean = fund.series["contributors"][:, 0], read.mean_contributors[1]
    later = item(fund, "wage_bill", 2011)
    contributions = item(fund, "contributions", 2011)
    yield "(3,690 - 90) / 0.9 = 4,000", (3690, 90, 0.9, due)
    yield "4,000 / 3% = 133,333", (due, 0.03, bill)
    yield (
        "133,333 / 50,000 = 26,667 yuan, 0.6667 of the average wage",
        (bill, people[0], read.declared_base, ratio),
    )
    yield "s = 0.5025 below 0.6667", (share, ratio)
    yield (
        "(50,000 + 81,575) / 2 = 65,788",
        (people[0], people[1], 2, mean),
    )
    yield "65,788 x 44,000 x 0.6667 = 192,977", (mean, 44_000, ratio, later)
    yield "0.9 x 3% x 192,977 = 5,210", (0.9, 0.03, later, contributions)
    recovered = item(fund, "arrears_recovered", 2011)
    yield "0.2 x 400 = 80", (0.2, read.payroll.arrears / 1e4, recovered)


def unemployment_lines() -> Iterator[Line]:
    fund, read = city().funds["unemployment"], branch()
    mean, claimants = read.mean_contributors[1], item(fund, "beneficiaries", 2011)
    benefit, benefits = item(fund, "average_benefit", 2011), item(fund, "benefits", 2011)
    paid = [item(fund, "contributions", year) for year in (2010, 2011)]
    refunds = [item(fund, "stabilisation_refunds", year) for year in (2011, 2012)]
    training = item(fund, "training", 2010)
    yield "1,200 - 12 x 1,000 x 600 / 10,000 = 480", (1200, 12, 1000, 600, 1e4, training)
    yield "1,000 x 65,788 / 50,000 x 1.5 x 1.2 = 2,368", (1000, mean, 5e4, 1.5, 1.2, claimants)
    yield "600 x 1.10 = 660 yuan", (600, 1.1, benefit)
    yield "12 x 2,368 x 660 / 10,000 = 1,876", (12, claimants, benefit, 1e4, benefits)
    yield "30% x 1,876 = 563", (0.3, benefits, item(fund, "medical_premiums", 2011))
    yield "50% x 70% x 3,600 = 1,260", (0.5, 0.7, paid[0], refunds[0])
    yield "50% x 70% x 5,210 = 1,824", (0.5, 0.7, paid[1], refunds[1])


def group_lines() -> Iterator[Line]:
    fund, medical = city().funds["pension"], separate().funds["medical"]
    due, wage, floors, caps = 88_000e4, 40_000, np.array([0.6, 0.4]), np.array([3.0, 3.0])
    heads, rates, levels = np.array([96e3, 24e3]), np.array([0.28, 0.20]), np.array([1.0, 0.8])
    weights = heads * rates
    share = find_declared_share(due / wage / weights.sum(), levels, weights, floors, caps, 0.5)
    ratio = declared_base(share * levels, floors, caps, 0.5)
    paid = weights * ratio * wage / 1e4
    # the program's own wage bill is that of this share
    assert fund.series["wage_bill"][0, 0] == pytest.approx((heads * ratio * wage).sum(), rel=1e-9)
    plain = find_declared_share(due / (wage * 0.28 * 120e3), ONE, ONE, 0.6 * ONE, 3 * ONE, 0.5)
    yield "declared share = 0.6071", (share,)
    yield (
        "96,000 x 0.7226 x 40,000 x 28% = 77,697",
        (heads[0], ratio[0], wage, rates[0], paid[0]),
    )
    yield (
        "24,000 x 0.5366 x 40,000 x 20% = 10,303",
        (heads[1], ratio[1], wage, rates[1], paid[1]),
    )
    yield "together = 88,000", (item(fund, "contributions", 2010),)
    yield "Without the group the share would be 0.4752", (plain,)
    later = [item(medical, name, 2011) for name in ("mean_contributors", "cadre_cost")]
    yield (
        "20,000 who joined on 1 July among 86,000 give a mean of 76,000.",
        (20e3, 1, item(medical, "contributors", 2010), item(medical, "mean_contributors", 2010)),
    )
    yield "the mean of 2011 is 86,317", (2011, later[0])
    without = {"policy.joint_collection": 0.0, "funds.medical.policy.new_insured": 0.0}
    fewer = project(reformed(read_scenario(CITY), without)).funds["medical"]
    joined = item(medical, "contributors", 2012)
    more = joined - item(fewer, "contributors", 2012)
    yield "107,128 pay at the end of 2012, 20,000 more than without", (joined, 2012, more)
    yield "with a decline of 8% a year a third is left after 13 years", (0.08, 13)
    assert pytest.approx(1 / 3, abs=0.01) == 0.92**13
    yield (
        "344 x (1 + 0.10 + 0.01) x (1 - 0.08) = 351.3",
        (item(medical, "cadre_cost", 2010), 1, 0.1, 0.01, 1, 0.08, later[1]),
    )
    income = item(medical, "cadre_income", 2011)
    yield "34.9% x 351.3 = 122.5", (income / later[1], later[1], income)


def pooling_lines() -> Iterator[Line]:
    national = national_pension()
    first = list(national.years).index(2017)
    before, after = national.retirees[first : first + 2]
    each, wage = 2 * 240.7e9 / (0.875 * (before + after) / 2), average_wages()[2018]
    upload, allocation = 0.03 * 0.9 * wage * 100_000, each * 30_000
    yield "87.5% of the mean of 110.3 and 118.0 million.", (0.875, before / 1e6, after / 1e6)
    yield (
        "That is 2,410 yuan each, 4,821 in a full year, 5.85% of the average wage of 82,413.",
        (each / 2, each, each / wage, wage),
    )
    yield (
        "0.03 x 0.9 x 82,413 x 100,000 = 222.5 million yuan a year",
        (0.03, 0.9, wage, 1e5, upload / 1e6),
    )
    yield "4,821 x 30,000 = 144.6 million yuan a year", (each, 3e4, allocation / 1e6)
    yield "It gives 77.9 million.", ((upload - allocation) / 1e6,)
    yield (
        "with 2.2 active members for each retiree",
        (each / (0.03 * 0.9 * wage),),
    )


def settled(until_below: float | None) -> Account:
    """Eight years of the fund in the page, employers halved from 24 months on."""
    rule = Rule.model_validate(
        {
            "acts_on": "employer_rate",
            "at_least": 24,
            "until_below": until_below,
            "factor": 0.5,
            "source": "the page",
        }
    )
    years = np.arange(2011, 2019)
    full = np.ones((len(years), 1))
    rate = DatedValue.constant(0.2)
    plan = collection_plan(PayrollPolicy(collection_rate=1.0), rate, rate, 1.0, years)
    return settle(
        FundFlows(
            base_year=2010,
            opening=OpeningAccount(600, {"contributions": 280}, {"benefits": 250}, 280, 250),
            income=[],
            expenditure=[Item("benefits", 250 * full)],
            interest_rate=0 * full,
            contributions=Due(200 * full, 80 * full, plan, 0.0, 280.0, 280.0),
            rules=(rule,),
        )
    )


def rule_lines() -> Iterator[Line]:
    accounts = settled(None), settled(16.0)
    months = [12 * account.balance[:, 0] / 250 for account in accounts]
    factors = [account.rule_factors[0][1:, 0] for account in accounts]
    printed = (
        "| 1 | 28.8 | 0.5 | 28.8 | 0.5 |",
        "| 2 | 25.4 | 0.5 | 25.4 | 0.5 |",
        "| 3 | 22.1 | 1.0 | 22.1 | 0.5 |",
        "| 4 | 23.5 | 1.0 | 18.7 | 0.5 |",
        "| 5 | 25.0 | 0.5 | 15.4 | 1.0 |",
        "| 6 | 21.6 | 1.0 | 16.8 | 1.0 |",
        "| 7 | 23.0 | 1.0 | 18.2 | 1.0 |",
        "| 8 | 24.5 | 0.5 | 19.7 | 1.0 |",
    )
    for row, line in enumerate(printed):
        yield line, (row + 1, months[0][row], factors[0][row], months[1][row], factors[1][row])
    changes = [int((np.diff(factor) != 0).sum()) for factor in factors]
    yield "Without a lower end the rate changes 4 times in eight years, with it once", changes[:1]
    assert changes[1] == 1


def consolidation_lines() -> Iterator[Line]:
    funds = [projected("city-2005.toml").funds[name] for name in ("enterprise_pension", "medical")]

    def figures(names: list[FundProjection], months: float) -> list[float]:
        values = [
            sum(float(fund.account.balance[0, 0]) for fund in names),
            sum(float((fund.account.balance - fund.pooled_balance)[0, 0]) for fund in names),
            sum(float(fund.account.expenditure[0, 0]) for fund in names),
            sum(
                float((fund.account.expenditure - fund.pooled_expenditure)[0, 0]) for fund in names
            ),
        ]
        return [*(value / 1e4 for value in values), months]

    alone = [float(fund.indicators["payout_months"][0, 0]) for fund in funds]
    together = float(consolidate(funds).indicators["payout_months"][0, 0])
    of_both = figures(funds, together)
    yield "| enterprise pension | 62,045 | 0 | 26,309 | 0 | 28.3 |", figures(funds[:1], alone[0])
    yield "| medical | 15,000 | 6,000 | 5,637 | 2,400 | 33.4 |", figures(funds[1:], alone[1])
    yield "| together | 77,045 | 6,000 | 31,946 | 2,400 | 28.9 |", of_both
    yield "12 x (77,045 - 6,000) / (31,946 - 2,400) = 28.9 months", (12, *of_both)


def injury_lines() -> Iterator[Line]:
    law, held = (
        int((np.diff(cut(fund_of(INJURY_CITY + rules, reported__income=1300))) != 0).sum())
        for rules in (LAW, HELD)
    )
    yield (
        "in the 2005 city with an income of 1,300 it takes 19 switches in thirty years down to 5",
        (2005, 1300, law, held),
    )


def pension_lines() -> Iterator[Line]:
    fund = projected("national-2021.toml").funds["urban_employee_pension"]
    years, base, end = fund.years, fund.setting.base_year, fund.setting.end_year
    births = cohorts(base, end)
    reached = retirement_times(fund.fund.policy, base, end, births, "floor").reached
    active = pension_matrices(fund.fund, fund.setting).own.people.active
    ages = (years[:, None] - births)[:, None, :]

    def largest(who: np.ndarray) -> float:
        return float(((active * who).sum(axis=(1, 2)) / active.sum(axis=(1, 2))).max())

    yield (
        "3.0% of the active in the national fund of 2021, those beyond 65 reach 0.4%",
        (largest(reached == 1), 2021, 65, largest(ages > 65)),
    )


PAGES: dict[str, Callable[[], Iterator[Line]]] = {
    "population": population_lines,
    "insured": insured_lines,
    "branch": branch_lines,
    "unemployment": unemployment_lines,
    "groups": group_lines,
    "pooling": pooling_lines,
    "rules": rule_lines,
    "consolidation": consolidation_lines,
    "work_injury": injury_lines,
    "employee_pension": pension_lines,
    **ANALYSES,
}


def plain(text: str) -> str:
    """A page's text on one line, single spaces."""
    return re.sub(r"\s+", " ", text)


def numbers(line: str) -> list[str]:
    return re.findall(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?%?", line.replace(", ", " , "))


def is_rounded(printed: str, value: float) -> bool:
    """Whether a printed number is the value to its last digit."""
    digits = printed.rstrip("%").replace(",", "")
    decimals = len(digits.partition(".")[2])
    shown = value * (100 if printed.endswith("%") else 1)
    return abs(shown - float(digits)) <= 0.5 * 10.0**-decimals * (1 + 1e-6)


@pytest.mark.parametrize("page", PAGES)
def test_the_program_gives_the_figures_that_a_page_prints(page: str) -> None:
    text = plain((METHOD / f"{page}.md").read_text())

    for line, values in PAGES[page]():
        assert line in text, f"{page}.md does not say: {line}"
        printed = numbers(line)
        assert len(printed) == len(values), (line, printed)
        for number, value in zip(printed, values, strict=True):
            assert is_rounded(number, value), f"{page}.md: {line}: {number} is {value}"


def example_lines(text: str) -> list[str]:
    """Indented lines and rows of tables between a worked example's head and its end."""
    found, inside = [], False
    # the heads of tables hold no figures
    for line in re.sub(r"^\|.*\n(?=\|---)", "", text, flags=re.M).splitlines():
        if "orked example" in line:
            inside = True
        elif line.startswith(("#", "**Source")):
            inside = False
        figures = re.search(r"\d", line)
        if inside and figures and line.startswith(("    ", "|")):
            found.append(plain(line).strip())
    return found


@pytest.mark.parametrize("page", sorted(path.stem for path in METHOD.glob("*.md")))
def test_no_line_of_a_worked_example_goes_unchecked(page: str) -> None:
    checked = [line for line, _ in PAGES[page]()] if page in PAGES else []

    unchecked = [
        line
        for line in example_lines((METHOD / f"{page}.md").read_text())
        if not any(part in line or line in part for part in checked)
    ]

    assert not unchecked


def test_the_page_on_rules_lists_what_a_rule_of_each_kind_may_act_on() -> None:
    text = (METHOD / "rules.md").read_text()
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| (`\w+`(?:, `\w+`)*) \|$", text, flags=re.M)
    listed = {
        kind: tuple(re.findall(r"\w+", targets))
        for listed_kinds, targets in rows
        for kind in re.findall(r"\w+", listed_kinds)
    }

    assert listed == {kind: tuple(kinds()[kind].rule_targets) for kind in kinds()}
