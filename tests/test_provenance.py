"""Every figure opens: the terms give the figure, and the inputs stand where they are said to."""

import csv
import json
import math
import tomllib
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model import InputError, project, read_scenario
from model.funds.kinds import outputs
from model.origin import FigureOrigin, openable, origin_of, with_values
from model.origin.inputs import course_until, key_lines_of
from model.origin.summary import summary_opening
from model.origin.yearly import opening_of
from model.parameters.dated import read_dated
from model.results.frame import fund_columns
from model.results.fund_projection import FundProjection
from model.scenario.lever_rows import value_text
from tests.conftest import ROOT, SCENARIOS, SHIPPED, Spoken, projected, shipped
from tests.test_no_dead_lever import RIGS, examined

PENSION = "enterprise_pension"
FUNDS = [(name, fund) for name in SHIPPED for fund in shipped(name).funds]
_COHORTS = "counted by sex and age from year to year"
_INTEGRAL = "a mean over the spread of bills"
#: Figures that are no sum or product of a few others, and why.
WITHOUT_EQUATION: Mapping[str, Mapping[str, str]] = {
    "pensions": {
        **dict.fromkeys(
            (
                "active_insured",
                "contributors",
                "deaths",
                "eligible",
                "entrants",
                "leavers",
                "mean_contributors",
                "new_pensioners",
                "pensioners",
            ),
            _COHORTS,
        ),
        "new_pension": "each age and sex has an award of its own",
        "average_pension": "every year's awards have their own increases",
    },
    "employee_medical": {
        "active_insured": _COHORTS,
        "eligible": _COHORTS,
        "pensioners": _COHORTS,
        "catastrophic_benefits": _INTEGRAL,
        "reimbursed_share": _INTEGRAL,
    },
    "unemployment": {"active_insured": _COHORTS, "eligible": _COHORTS},
    "work_injury": {
        **dict.fromkeys(("active_insured", "eligible", "injury_pensioners"), _COHORTS),
        "injury_pension": "every year's awards have their own increases",
    },
    "maternity": {
        **dict.fromkeys(("active_insured", "eligible", "beneficiaries"), _COHORTS),
        "family_planning": "the rest of the base year, which stands in no output",
    },
    "land_security": dict.fromkeys(
        ("active_insured", "deaths", "entrants", "recipients"), _COHORTS
    ),
    "resident_pension": {
        **dict.fromkeys(
            (
                "active_insured",
                "deaths",
                "eligible",
                "entrants",
                "leavers",
                "mean_contributors",
                "new_pensioners",
                "pensioners",
            ),
            _COHORTS,
        ),
        "average_account_pension": "each age and sex has accounts of its own",
        "average_basic_pension": "a standard: given, or raised every year",
        "individual_accounts": "each age and sex has accounts of its own",
        "new_pension": "each age and sex has an award of its own",
    },
    "resident_medical": {
        "eligible": _COHORTS,
        "insured": _COHORTS,
        "reimbursed_share": _INTEGRAL,
    },
    "ledger": {},
}
#: Single figures with an equation; the others are found by looking along the years.
SUMMED = (
    "lowest_payout_months",
    "financing_gap",
    "financing_gap_present_value",
    "general_average_premium",
    "actuarial_balance",
)


@cache
def rigged(kind: str) -> FundProjection:
    """Return the fund that a kind's rig is about."""
    scenario = read_scenario(RIGS[kind])
    return project(scenario).funds[examined(scenario).name]


def every_fund() -> list[FundProjection]:
    return [projected(name).funds[fund] for name, fund in FUNDS] + [rigged(kind) for kind in RIGS]


def assert_terms_give(fund: FundProjection, name: str, row: int, value: float) -> None:
    opening = opening_of(fund, name, row)
    if not opening.equation:
        return
    money = [abs(term.value) for term in opening.terms if term.kind == "money"]
    size = [abs(value)]
    if outputs()[name].kind == "money":
        # a difference of large amounts is as exact as they are
        size += [one for one in money if math.isfinite(one)]
    assert opening.value() == pytest.approx(value, rel=0, abs=1e-9 * max(size), nan_ok=True), (
        f"{name} in row {row}: {opening.equation}"
    )


@pytest.mark.parametrize(("name", "fund"), FUNDS)
def test_the_terms_of_every_yearly_figure_give_the_figure(name: str, fund: str) -> None:
    own = projected(name).funds[fund]

    for row in (0, 1, 2, 6, 14, len(own.years) - 1):
        for output, values in fund_columns(own):
            assert_terms_give(own, output, row, float(values[row, 0]))


@pytest.mark.parametrize("kind", RIGS)
def test_the_terms_give_the_figure_where_every_lever_is_used(kind: str) -> None:
    own = rigged(kind)

    for row in range(len(own.years)):
        for output, values in fund_columns(own):
            assert_terms_give(own, output, row, float(values[row, 0]))


def test_the_figures_without_an_equation_are_those_listed() -> None:
    found: dict[str, set[str]] = {kind: set() for kind in WITHOUT_EQUATION}

    for own in every_fund():
        cohorts = own.fund.kind in ("employee_pension", "institution_pension")
        kind = "pensions" if cohorts else own.fund.kind
        for row in range(1, len(own.years), 3):
            for name, values in fund_columns(own):
                opening = opening_of(own, name, row)
                if not opening.equation:
                    assert opening.reason is not None, name
                    if np.isfinite(values[row, 0]) and values[row, 0] != 0:
                        found[kind].add(name)

    assert found == {kind: set(names) for kind, names in WITHOUT_EQUATION.items()}


@pytest.mark.parametrize(("name", "fund"), FUNDS)
def test_single_figures_follow_from_their_years(name: str, fund: str) -> None:
    own = projected(name).funds[fund]

    for output, value in own.summary.items():
        opening = summary_opening(own, output)
        assert opening.equation or opening.reason, output
        assert (output in SUMMED) or not opening.equation
        if opening.equation:
            assert opening.value() == pytest.approx(value, rel=1e-9, nan_ok=True), output
        for term in opening.terms:
            if output == "first_deficit_year" and value is not None:
                assert (term.value < 0) == (term.year == value)
            if output == "depletion_year" and value is not None:
                assert (term.value < 0) == (str(own.summary["depletion_month"]) in str(term.label))


@pytest.mark.parametrize(("name", "fund"), FUNDS)
def test_a_term_that_is_a_figure_has_that_figures_value(name: str, fund: str) -> None:
    own = projected(name).funds[fund]
    columns = dict(fund_columns(own))

    for output in columns:
        for term in opening_of(own, output, 3).terms:
            if term.output and not term.name.startswith("given__") and term.output in columns:
                value = float(columns[term.output][term.year - int(own.years[0]), 0])
                assert term.value == pytest.approx(value, rel=0, abs=0, nan_ok=True)


def test_payout_months_divide_what_is_not_set_aside() -> None:
    opening = opening_of(projected("city-2005.toml").funds["medical"], "payout_months", 4)

    assert opening.equation == (
        "12 * (balance - set_aside_balance) / (expenditure - part__set_aside_expenditure)"
    )


def origin(name: str, output: str, year: int | None, fund: str = PENSION) -> FigureOrigin:
    return origin_of(projected(name), fund, output, year)


def test_every_figure_of_every_kind_opens_with_formula_page_and_inputs() -> None:
    for kind in RIGS:
        scenario = read_scenario(RIGS[kind])
        projection = project(scenario)
        fund = examined(scenario).name
        for name in openable(projection.funds[fund]):
            whole = outputs()[name].group == "summary"
            opened = origin_of(projection, fund, name, None if whole else scenario.end_year)
            assert opened.output.formula
            assert opened.inputs, name
            for page in opened.pages:
                assert (ROOT / page).is_file(), page


@pytest.mark.parametrize(
    ("fund", "name", "year", "said"),
    [
        ("enterprise_pensions", "payout_months", 2020, "did you mean enterprise_pension"),
        (PENSION, "payout_month", 2020, "did you mean payout_months"),
        (PENSION, "payout_months", 1999, "the projection runs from 2005 to 2055"),
        (PENSION, "payout_months", None, "write payout_months@2055"),
        (PENSION, "depletion_month", 2020, "leave out @2020"),
        ("total", "depletion_month", 2020, "leave out @2020"),
        ("total", "payout_month", 2020, "did you mean payout_months"),
        ("totl", "payout_months", 2020, "did you mean total"),
    ],
)
def test_what_cannot_be_opened_is_said(fund: str, name: str, year: int | None, said: str) -> None:
    with pytest.raises(InputError, match=said):
        origin_of(projected("city-2005.toml"), fund, name, year)


def test_the_command_line_opens_a_figure(fundrunway: Callable[..., Spoken]) -> None:
    city = SCENARIOS / "city-2005.toml"

    spoken = fundrunway("project", city, "--open", "payout_months@2005", "--fund", PENSION)

    assert spoken.status == 0
    assert "12 × Balance / Expenditure" in spoken.out
    lines = city.read_text().splitlines()
    line = 1 + next(n for n, one in enumerate(lines) if one.startswith("payout_months"))
    assert f"city-2005.toml:{line}" in spoken.out


def test_the_opened_figure_in_json_holds_terms_and_lines(fundrunway: Callable[..., Spoken]) -> None:
    path = SCENARIOS / "combined-package.toml"

    spoken = fundrunway(
        "project", path, "--open", "contributions@2040", "--fund", PENSION, "--format", "json"
    )

    opened = json.loads(spoken.out)
    product = math.prod(
        term["value"] for term in opened["terms"] if not term["name"].endswith("_rate")
    )
    rates = {term["name"]: term["value"] for term in opened["terms"]}
    due = rates["part__employer_rate"] + rates["part__employee_rate"]
    assert product * due * rates["part__collection_rate"] / 1e4 == pytest.approx(opened["value"])
    places = {one["path"]: one["places"] for one in opened["inputs"]}
    text = path.read_text()
    collected = f"funds.{PENSION}.policy.collection_rate"
    assert places[collected] == [{"file": path.name, "line": key_lines_of(text)[collected]}]


@pytest.mark.parametrize(
    ("text", "year", "course"),
    [
        ("0.2", 2030, None),
        ("{ 2006 = 0.2, 2016 = 0.19, 2019 = 0.16 }", 2015, None),
        ("{ 2006 = 0.2, 2016 = 0.19, 2019 = 0.16 }", 2018, "{ 2006 = 0.2, 2016 = 0.19 }"),
        ('{ 2006 = 0.2, "2016-05" = 0.19 }', 2016, "{ 2006 = 0.2, 2016-05 = 0.19 }"),
        ("{ 2006 = 0.2, 2016 = 0.2 }", 2020, None),
        (
            '{ 2006 = 1.0, 2016 = 2.0, 2026 = 3.0, between = "linear" }',
            2020,
            '{ 2006 = 1, 2016 = 2, 2020-12 = 2.491666667, between = "linear" }',
        ),
        (
            '{ 2006 = 1.0, 2016 = 2.0, between = "linear" }',
            2030,
            '{ 2006 = 1, 2016 = 2, between = "linear" }',
        ),
        ('{ 2010 = 1.0, 2016 = 2.0, between = "linear" }', 2008, None),
    ],
)
def test_a_dated_lever_shows_its_course_up_to_the_year(
    text: str, year: int, course: str | None
) -> None:
    value = read_dated(tomllib.loads(f"v = {text}")["v"])

    assert (value_text(course_until(value, year)) or None) == course


def test_an_opened_balance_tells_the_course_that_it_rests_on(
    fundrunway: Callable[..., Spoken],
) -> None:
    city = SCENARIOS / "city-2005.toml"
    asked = ("project", city, "--open", "balance@2012", "--fund", PENSION)
    course = "{ 2005 = 0.0225, 2006 = 0.0252, 2007 = 0.0414, 2009 = 0.0225, 2011 = 0.035 }"

    opened = json.loads(fundrunway(*asked, "--format", "json").out)
    table = list(csv.reader(fundrunway(*asked, "--format", "csv").out.splitlines()))

    inputs = {one["path"]: one for one in opened["inputs"]}
    credited = inputs[f"funds.{PENSION}.policy.account_interest"]
    assert (credited["value"], credited["course"]) == ("0.035", course)
    assert inputs[f"funds.{PENSION}.policy.employer_rate"]["course"] is None
    heads = next(row for row in table if row[0] == "input")
    row = next(row for row in table if row[1:2] == [f"funds.{PENSION}.policy.account_interest"])
    assert row[heads.index("value up to this year")] == course


def test_a_figure_that_no_fund_has_ends_with_status_2(fundrunway: Callable[..., Spoken]) -> None:
    spoken = fundrunway("project", SCENARIOS / "city-2005.toml", "--open", "payout@2020")

    assert spoken.status == 2
    assert "did you mean payout_months?" in spoken.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_analysts_page_opens_a_figure(language: str) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["language"], page.query_params["reader"] = language, "analyst"

    page.run()

    assert not page.exception
    tables = "\n".join(table.value.to_csv() for table in page.dataframe)
    assert "city-2005.toml:" in tables
    assert {"zh": "到本年为止的取值", "en": "Value up to this year"}[
        language
    ].lower() in tables.lower()
    assert "{ 2005 = 0.0225, 2006 = 0.0252," in tables
    words, values = (one.value for one in page.code[-2:])
    assert words == {"zh": "12 × 累计结余 / 支出", "en": "12 × Balance / Expenditure"}[language]
    opened = origin("city-2005.toml", "payout_months", 2015)
    assert values == with_values(opened.opening, lambda term: f"{term.value / 1e4:,.10g}")
