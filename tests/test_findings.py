"""Findings: the sentence says what the numbers say, in both languages."""

import numpy as np
import pytest

from model import Projection, consolidate, project, read_scenario
from model.results.findings import balance_finding, change_finding, in_english
from model.results.fund_projection import FundProjection
from model.words.texts import Text
from tests.conftest import ROOT, projected

LEDGER = (ROOT / "tests/rigs/ledger.toml").read_text()
TEN_THOUSAND = Text("万元", "10,000 yuan")
CITY, PACKAGE = "city-2005.toml", "combined-package.toml"


def ledger(**lines: str) -> FundProjection:
    """Return a ledger fund with lines of its file replaced."""
    text = LEDGER
    for name, line in lines.items():
        rows = [line if row.startswith(name) else row for row in text.splitlines()]
        text = "\n".join(rows)
    return project(read_scenario(text)).funds["ledger"]


def in_words(value: float) -> str:
    return f"{in_english(value)} yuan"


def test_a_balance_that_only_rises_is_told_by_its_two_ends() -> None:
    fund = ledger(benefit_per_head="benefit_per_head = 900")
    balance = fund.series["balance"][:, 0]
    assert (np.diff(balance) > 0).all()

    said = balance_finding(fund, 1e4, TEN_THOUSAND, "en")

    assert said == (
        f"Ledger fund: the balance rises from {in_words(balance[0])} in 2010 "
        f"to {in_words(balance[-1])} in 2030."
    )


def test_a_balance_that_only_falls_is_told_by_its_two_ends() -> None:
    fund = ledger(benefit_per_head="benefit_per_head = 90000")
    balance = fund.series["balance"][:, 0]
    assert (np.diff(balance) < 0).all() and balance[-1] < 0

    said = balance_finding(fund, 1e4, TEN_THOUSAND, "en")

    ends = f"falls from 100 million yuan in 2010 to {in_words(balance[-1])} in 2030."
    assert said.endswith(f"the balance {ends}")


def test_a_balance_that_rises_and_falls_is_told_with_its_peak() -> None:
    fund = projected(CITY).funds["enterprise_pension"]
    balance, peak = fund.series["balance"][:, 0], int(fund.series["balance"][:, 0].argmax())

    said = balance_finding(fund, 1e8, Text("亿元", "100 million yuan"), "zh")

    first, top, last = (f"{balance[year] / 1e8:,.0f} 亿元" for year in (0, peak, -1))
    places = [said.find(part) for part in (f"的 {first}", f"{2005 + peak} 年", top, "2055", last)]
    assert -1 not in places and places == sorted(places)
    assert last.startswith("-")


def test_a_small_balance_keeps_three_figures_in_a_large_unit() -> None:
    fund = projected(CITY).funds["land_security"]
    balance = fund.series["balance"][:, 0] / 1e8

    said = balance_finding(fund, 1e8, Text("亿元", "100 million yuan"), "zh")

    assert f"{balance[0]:.2f} 亿元" in said and f"{balance.max():.2f} 亿元" in said


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (620_453_917.0, "620 million"),
        (-82_222_702_806.0, "-82.2 billion"),
        (999_600.0, "1 million"),
        (1_500.0, "1.5 thousand"),
        (12.0, "12"),
    ],
)
def test_an_english_amount_has_three_figures(amount: float, words: str) -> None:
    assert in_english(amount) == words


def months_between(one: str, other: str) -> int:
    return int(np.datetime64(other, "M").astype(int) - np.datetime64(one, "M").astype(int))


def dry(projection: Projection, fund: str) -> str:
    return str(projection.funds[fund].turning_points["depletion_month"])


@pytest.mark.parametrize(
    ("fund", "now", "before", "when"),
    [
        ("medical", PACKAGE, CITY, "{months} months later"),
        ("medical", CITY, PACKAGE, "{months} months earlier"),
        ("enterprise_pension", PACKAGE, CITY, "{years:.1f} years later"),
        ("enterprise_pension", CITY, PACKAGE, "{years:.1f} years earlier"),
    ],
)
def test_a_fund_that_runs_dry_later_or_earlier_says_by_how_much(
    fund: str, now: str, before: str, when: str
) -> None:
    new, old = projected(now), projected(before)
    months = abs(months_between(dry(new, fund), dry(old, fund)))
    assert (months < 24) == ("months" in when), "the example no longer fits the case"

    said = change_finding(new.funds[fund], old.funds[fund], "en")

    by = when.format(months=months, years=months / 12)
    title = new.funds[fund].title.en
    assert said == f"{title} runs dry in {dry(new, fund)}, {by} than in the baseline."


def test_one_month_is_not_told_as_months() -> None:
    more, less = (ledger(benefit_per_head=f"benefit_per_head = {n}") for n in (12030, 12020))
    assert [one.turning_points["depletion_month"] for one in (more, less)] == ["2016-05", "2016-06"]

    assert change_finding(less, more, "en").endswith("2016-06, 1 month later than in the baseline.")
    assert change_finding(more, less, "en").endswith("1 month earlier than in the baseline.")
    assert change_finding(more, less, "zh").endswith("比基线早 1 个月。")


def test_a_fund_that_runs_dry_anew_or_no_longer_says_so() -> None:
    package, city = (projected(name).funds["institution_pension"] for name in (PACKAGE, CITY))
    month = city.turning_points["depletion_month"]
    title = city.title.en

    assert change_finding(package, city, "en") == (
        f"{title} no longer runs dry; in the baseline it does in {month}."
    )
    assert change_finding(city, package, "en") == (
        f"{title} runs dry in {month}; in the baseline it does not."
    )


def test_a_fund_that_lasts_either_way_is_told_in_payout_months() -> None:
    package, city = (projected(name).funds["work_injury"] for name in (PACKAGE, CITY))
    now, before = (one.indicators["payout_months"][-1, 0] for one in (package, city))

    said = change_finding(package, city, "en")

    assert said == (
        f"{city.title.en} covers {now:,.1f} months at the end of 2055, the baseline {before:,.1f}."
    )
    assert change_finding(city, city, "en") == f"{city.title.en} is as in the baseline."
    assert change_finding(city, city, "zh") == f"{city.title.zh}与基线相同。"


def test_years_that_only_one_of_two_projections_has_are_not_compared() -> None:
    long, short = ledger(), ledger(end_year="end_year = 2020")

    assert change_finding(long, short, "en") == f"{long.title.en} is as in the baseline."
    richer = ledger(other_income="other_income = 200", end_year="end_year = 2020")
    at_2020 = (one.indicators["payout_months"][10, 0] for one in (richer, long))
    wanted = "covers {:,.1f} months at the end of 2020, the baseline {:,.1f}."
    assert change_finding(richer, long, "en").endswith(wanted.format(*at_2020))
    poor = ledger(benefit_per_head="benefit_per_head = 10500")
    assert poor.turning_points["depletion_year"] > 2020
    assert "covers" in change_finding(poor, short, "en")


def test_the_sum_of_funds_has_findings_too() -> None:
    package, city = (
        consolidate(list(projected(name).funds.values())[3:6]) for name in (PACKAGE, CITY)
    )

    assert balance_finding(city, 1e4, TEN_THOUSAND, "en").startswith("The sum of 3 funds: ")
    assert change_finding(package, city, "en").startswith("The sum of 3 funds ")
