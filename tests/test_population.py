"""The population: people balance, the UN's totals come out, and births reach the funds."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import FundProjection, InputError, Projection, load_scenario, project, read_scenario
from model.parameters.dated import DatedValue
from model.people.population import Population, project_population
from model.people.population_levers import PopulationAssumptions
from model.scenario.writing import with_values
from model.tables import crude_birth_rate, crude_net_migration, mortality_rates, population
from tests.conftest import SCENARIOS

#: China (without Hong Kong, Macao and Taiwan) on 1 July, medium variant, both sexes: everybody
#: and those aged 65 and over, thousands. United Nations, Department of Economic and Social
#: Affairs, Population Division (2024). World Population Prospects 2024. Read from the groups
#: "population" of demographics-2024.h5 in starsim_data 2.0.0 (CC BY 3.0 IGO) and summed.
UN_2024 = {
    2030: (1_398_153.839, 256_434.533),
    2050: (1_260_289.086, 389_677.398),
    2070: (998_784.325, 398_537.434),
}
FUND = """
format = 1
title = "births"
base_year = 2010
end_year = 2060
money = "万元"
[assumptions.economy]
average_wage = 30000
wage_growth = 0.05
[assumptions.population]
total = 500000
net_migration = 0
[funds.pension]
kind = "employee_pension"
[funds.pension.reported]
insured = 120000
contributors = 80000
retirees = 22000
income = 55000
expenditure = 40000
balance = 60000
[funds.pension.policy]
[funds.pension.assumptions]
coverage = 1
entry_age = 24
"""
FERTILITY = "assumptions.population.total_fertility"


@dataclass(frozen=True)
class Flows:
    """One year's births, deaths and net migration by sex [men, women], counted person by person."""

    births: np.ndarray
    deaths: np.ndarray
    migrants: np.ndarray


def counted(section: PopulationAssumptions, people: Population, row: int) -> Flows:
    """Count the flows into row `row` from the tables and the method page, age by age."""
    year, start, end = people.base_year + row, people.persons[row - 1], people.persons[row]
    years = np.array([year - 1, year])
    q = mortality_rates(section.mortality, years) * section.mortality_multiplier
    # improvement is constant in these tests and compounds from the first projected year
    kept = (1 - section.mortality_improvement.values[0]) ** np.array([row - 1, row])
    q = np.minimum((q * kept[:, None, None]).mean(axis=0), 1.0)
    rate = crude_net_migration(years) if section.net_migration is None else None
    rate = section.net_migration.annual(years)[1] if rate is None else rate[1]
    shape = np.exp(-(((np.arange(105) + 0.5 - section.migration_age) / 9.0) ** 2) / 2)
    moving = np.append(rate * start.sum() / 2 * shape / shape.sum(), 0.0)
    deaths, migrants = np.zeros(2), np.zeros(2)
    arrived = np.zeros((2, 106))
    for sex in range(2):
        for age in range(105):
            # half a year at this age, half a year at the next
            alive = np.sqrt((1 - q[sex, age]) * (1 - q[sex, age + 1]))
            if age == 0:
                alive = (1 - q[sex, 0]) * np.sqrt(1 - q[sex, 1]) / (1 - 0.85 * q[sex, 0])
            deaths[sex] += start[sex, age] * (1 - alive)
            arrived[sex, age + 1] = max(moving[age + 1], -start[sex, age] * alive)
        deaths[sex] += start[sex, 105]  # nobody grows older than 105
        arrived[sex, 0] = max(moving[0], 0.0)
        migrants[sex] = arrived[sex].sum()
    fertility = people.fertility_by_age[row - 1 : row + 1].mean(axis=0)
    before_births = end[1].copy()
    before_births[0] = arrived[1, 0]
    born = float(((start[1] + before_births) / 2 * fertility).sum())
    boys = section.sex_ratio_at_birth.annual(years)[1]
    births = born * np.array([boys, 1.0]) / (1 + boys)
    deaths += births * 0.85 * q[:, 0]  # infants who do not live to the middle of their year
    return Flows(births, deaths, migrants)


def assert_people_balance(section: PopulationAssumptions, people: Population) -> None:
    assert (people.persons >= 0).all()
    for row in range(1, len(people.years)):
        flows = counted(section, people, row)
        start, end = people.persons[row - 1].sum(axis=1), people.persons[row].sum(axis=1)
        expected = start + flows.births - flows.deaths + flows.migrants

        np.testing.assert_allclose(end, expected, rtol=1e-12, atol=1e-12 * start.sum())
        for name in ("births", "deaths", "migrants"):
            total = float(getattr(flows, name).sum())
            given_total = float(getattr(people, name)[row - 1])
            assert given_total == pytest.approx(total, rel=1e-9, abs=1e-12 * start.sum()), name
        assert (flows.births >= 0).all() and (flows.deaths >= 0).all()
    # births, deaths and migrants are each counted where they happen; nobody is left over
    total = people.persons.sum(axis=(1, 2))
    change = people.births - people.deaths + people.migrants
    np.testing.assert_allclose(total[1:], total[:-1] + change, rtol=1e-12)


@pytest.mark.parametrize(("base_year", "end_year"), [(2005, 2055), (2021, 2100)])
def test_people_balance_in_the_nation(base_year: int, end_year: int) -> None:
    section = PopulationAssumptions()

    people = project_population(section, base_year, end_year)

    assert_people_balance(section, people)


@settings(max_examples=60, deadline=None)
@given(
    base_year=st.integers(1990, 2030),
    total_fertility=st.floats(0.3, 8.0),
    multiplier=st.floats(0.3, 3.0),
    improvement=st.floats(-0.05, 0.05),
    migration=st.floats(-0.1, 0.1),
    migration_age=st.floats(10.0, 60.0),
    boys=st.floats(0.9, 1.3),
    mortality=st.sampled_from(["wpp_2024", "china_life", "china_life_pension"]),
)
def test_people_balance_whatever_is_assumed(
    base_year: int,
    total_fertility: float,
    multiplier: float,
    improvement: float,
    migration: float,
    migration_age: float,
    boys: float,
    mortality: str,
) -> None:
    section = PopulationAssumptions(
        total=1e6,
        total_fertility=DatedValue.constant(total_fertility),
        mortality_multiplier=multiplier,
        mortality_improvement=DatedValue.constant(improvement),
        net_migration=DatedValue.constant(migration),
        migration_age=migration_age,
        sex_ratio_at_birth=DatedValue.constant(boys),
        mortality=mortality,
    )

    people = project_population(section, base_year, base_year + 25)

    assert_people_balance(section, people)


@pytest.mark.parametrize("base_year", [2005, 2010, 2020])
def test_the_nation_meets_the_totals_of_the_united_nations(base_year: int) -> None:
    """A base year up to 2020 sees estimates of the past only, so that nothing is put in twice."""
    people = project_population(PopulationAssumptions(), base_year, 2070)

    for year, (total, aged) in UN_2024.items():
        persons = people.persons[year - base_year]
        assert persons.sum() / 1000 == pytest.approx(total, rel=0.01), year
        assert persons[:, 65:].sum() / 1000 == pytest.approx(aged, rel=0.015), year


def test_the_shipped_age_structure_holds_the_same_totals() -> None:
    for year, (total, aged) in UN_2024.items():
        persons = population(year)
        assert persons.sum() / 1000 == pytest.approx(total, abs=0.01)
        assert persons[:, 65:].sum() / 1000 == pytest.approx(aged, abs=0.01)


@pytest.mark.parametrize("year", range(2010, 2071, 10))
def test_births_lie_near_those_of_the_united_nations(year: int) -> None:
    """Those of a calendar year: half of the years between middles before and after it."""
    people = project_population(PopulationAssumptions(), 2000, 2071)

    births = people.births[year - 2001 : year - 1999].mean()

    assert births == pytest.approx(crude_birth_rate(year)[0] * population(year).sum(), rel=0.07)


def in_a_folder(folder: Path, table: str | bytes, **values: object) -> Path:
    """Write the pension scenario beside an age structure of its own."""
    (folder / "ages.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    lines = {f"assumptions.population.{name}": value for name, value in values.items()}
    path = folder / "city.toml"
    path.write_text(with_values(FUND, {"assumptions.population.structure": "ages.csv", **lines}))
    return path


def structure(young: int, old: int) -> str:
    """Return a city with `young` persons of each sex and age below 60 and `old` from there on."""
    lines = [
        f"{sex},{age},{young if age < 60 else old}" for sex in ("men", "women") for age in range(90)
    ]
    return "\n".join(["sex,age,persons", *lines])


def test_a_citys_own_age_structure_takes_the_nations_place(tmp_path: Path) -> None:
    path = in_a_folder(tmp_path, structure(3000, 1000))

    persons = load_scenario(path).setting().population.persons[0]

    # 60 ages of 3000 and 30 of 1000, both sexes, make 420,000; the total given is 500,000
    np.testing.assert_allclose(persons[:, :60], 3000 * 500 / 420)
    np.testing.assert_allclose(persons[:, 60:90], 1000 * 500 / 420)
    assert not persons[:, 90:].any()


def test_without_a_total_the_structure_counts_the_people_itself(tmp_path: Path) -> None:
    path = in_a_folder(tmp_path, structure(3000, 1000), total=None)

    assert load_scenario(path).setting().population.persons[0].sum() == 420_000


def test_a_structure_may_start_with_a_byte_order_mark_and_end_above_105(tmp_path: Path) -> None:
    lines = ("sex,age,persons", "men,30,600", "women,30,300", "women,104,40", "women,105,50")
    table = "\ufeff" + "\n".join([*lines, "women,110,10"])

    persons = load_scenario(in_a_folder(tmp_path, table, total=None)).setting().population.persons

    assert persons[0, 1, 105] == 60
    assert persons[0].sum() == 1000


def test_a_city_with_more_children_has_more_entrants_later(tmp_path: Path) -> None:
    lines = structure(3000, 3000).splitlines()
    young = [
        line.replace("3000", "6000") if int(line.split(",")[1]) < 10 else line for line in lines[1:]
    ]
    entrants = []
    for name, table in (("even", lines), ("young", [lines[0], *young])):
        (tmp_path / name).mkdir()
        path = in_a_folder(tmp_path / name, "\n".join(table), total=None)
        entrants.append(project(load_scenario(path)).funds["pension"].series["entrants"][:, 0])

    even, growing = entrants

    # aged 9 in 2010, the eldest of the larger birth years are 16 in 2017
    np.testing.assert_allclose(growing[1:7], even[1:7], rtol=1e-12)
    assert (growing[7:20] > even[7:20]).all()
    assert growing[18] > 1.5 * even[18]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (
            "sex,age,persons\nmen,30,5\nman,31,5\n",
            r"ages\.csv:3: not a line of sex, age, persons: man",
        ),
        ("sex,age,persons\nmen,-1,5\n", r"ages\.csv:2: .*men, -1, 5"),
        ("sex,age,persons\nmen,30-34,5\n", r"ages\.csv:2: .*men, 30-34, 5"),
        ("sex,age,persons\nmen,30,-5\n", r"ages\.csv:2: .*men, 30, -5"),
        ("sex,age,persons\nmen,30,many\n", r"ages\.csv:2: .*men, 30, many"),
        ("sex,age,persons\nmen,30,nan\n", r"ages\.csv:2: .*men, 30, nan"),
        ("sex,age,persons\nmen,30\n", r"ages\.csv:2: not a line"),
        ("sex,age,number\nmen,30,5\n", r"ages\.csv:2: not a line"),
        ("sex;age;persons\nmen;30;5\n", r"ages\.csv:2: not a line"),
        ("性别,年龄,人数\n男,30,5\n".encode("gbk"), r"ages\.csv:2: not a line"),
        ("sex,age,persons\nmen,30,0\n", r"ages\.csv: the age structure has no persons"),
        ("", r"ages\.csv: the age structure has no persons"),
    ],
)
def test_a_bad_age_structure_is_refused_line_by_line(
    tmp_path: Path, table: str | bytes, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        load_scenario(in_a_folder(tmp_path, table))


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        load_scenario(in_a_folder(tmp_path, "sex,age,persons\nx,1,1\nmen,1,1\nmen,y,1\nmen,1,z\n"))

    places = [problem.say("en").split(": ")[0] for problem in refused.value.problems]
    assert places == ["ages.csv:2", "ages.csv:4", "ages.csv:5"]


@pytest.mark.parametrize("name", ["none.csv", "../ages.csv", "/etc/passwd"])
def test_an_age_structure_lies_beside_the_scenario(tmp_path: Path, name: str) -> None:
    path = in_a_folder(tmp_path, structure(3000, 1000), structure=name)

    with pytest.raises(InputError, match=r"cannot be read.*put it beside the scenario file"):
        load_scenario(path)


def with_fertility(text: str, value: DatedValue) -> Projection:
    return project(read_scenario(with_values(text, {FERTILITY: value})))


def stepped(year: int, value: float, before: float) -> DatedValue:
    return DatedValue((0, year * 12), (before, value))


def pension(projection: Projection) -> FundProjection:
    return projection.funds["pension"]


def test_more_fertility_is_more_births_at_once() -> None:
    low = pension(with_fertility(FUND, DatedValue.constant(1.2))).setting.population
    high = pension(with_fertility(FUND, stepped(2016, 1.8, 1.2))).setting.population

    ratio = high.births / low.births
    # births of row t lie between the middles of the year before and the year
    np.testing.assert_allclose(ratio[: 2015 - 2010], 1.0, rtol=1e-12)
    assert ratio[2016 - 2011] == pytest.approx(1.25, rel=1e-3)
    assert ratio[2017 - 2011] == pytest.approx(1.50, rel=1e-9)
    # a generation later there are more mothers too
    assert ratio[2050 - 2011] > 1.55


def test_births_become_entrants_and_contributors_from_the_age_of_entry_on() -> None:
    few = pension(with_fertility(FUND, DatedValue.constant(1.2)))
    wave = DatedValue((0, 2016 * 12, 2017 * 12), (1.2, 1.8, 1.2))
    many = pension(with_fertility(FUND, wave))

    more = many.series["entrants"][1:, 0] - few.series["entrants"][1:, 0]
    years = few.years[1:]
    # born from the middle of 2015 on, 16 in the middle of 2031 at the earliest
    np.testing.assert_allclose(more[years < 2032], 0.0, atol=1e-9)
    assert (more[(years >= 2032) & (years <= 2050)] > 0).all()
    first = years <= 2050
    mean_delay = (more * (years + 0.5))[first].sum() / more[first].sum() - 2016.5
    assert 20 < mean_delay < 25
    assert 20 <= years[np.argmax(more)] - 2016 <= 25

    paying = many.series["contributors"][1:, 0] - few.series["contributors"][1:, 0]
    np.testing.assert_allclose(paying[years < 2032], 0.0, atol=1e-9)
    assert (np.diff(paying[(years >= 2032) & (years <= 2050)]) > 0).all()
    # most of the wave pays by 35, nobody of it draws a pension before 50
    assert paying[years == 2050][0] > 0.7 * more[first].sum()
    np.testing.assert_allclose(
        many.series["pensioners"][:, 0], few.series["pensioners"][:, 0], rtol=1e-12
    )


def test_more_contributors_are_more_income() -> None:
    few = pension(with_fertility(FUND, DatedValue.constant(1.2)))
    many = pension(with_fertility(FUND, stepped(2016, 1.8, 1.2)))

    people = many.series["contributors"][:, 0] / few.series["contributors"][:, 0]
    income = many.series["income"][:, 0] / few.series["income"][:, 0]
    late = few.years >= 2033
    np.testing.assert_allclose(income[few.years < 2032], 1.0, rtol=1e-12)
    assert (np.diff(people[late]) > 0).all() and (np.diff(income[late]) > 0).all()
    # everybody's declared base is the same, so contributions follow mean contributors exactly
    for name in ("contributions", "arrears_recovered"):
        assert (many.account.income_items[name] >= few.account.income_items[name]).all()
    np.testing.assert_allclose(
        many.account.income_items["contributions"] / few.account.income_items["contributions"],
        many.series["mean_contributors"] / few.series["mean_contributors"],
        rtol=1e-9,
    )


@settings(max_examples=10, deadline=None)
@given(low=st.floats(0.8, 1.5), more=st.floats(0.05, 1.0))
def test_whatever_the_fertility_more_of_it_never_lowers_contributors_or_income(
    low: float, more: float
) -> None:
    few = pension(with_fertility(FUND, DatedValue.constant(low)))
    many = pension(with_fertility(FUND, stepped(2012, low + more, low)))

    for name in ("entrants", "contributors", "wage_bill", "income", "balance"):
        before, after = few.series[name][1:, 0], many.series[name][1:, 0]
        assert (after >= before * (1 - 1e-12)).all(), name
        assert after[-1] > before[-1], name


def test_one_population_reaches_every_fund_of_a_city() -> None:
    """Maternity at once, who works and pays a generation later, in one scenario."""
    text = (SCENARIOS / "city-2005.toml").read_text()
    text = with_values(text, {"assumptions.population.net_migration": 0.0})
    few = with_fertility(text, DatedValue.constant(1.3))
    many = with_fertility(text, stepped(2010, 1.7, 1.3))

    def ratio(fund: str, name: str) -> np.ndarray:
        return np.asarray(many.funds[fund].series[name][:, 0] / few.funds[fund].series[name][:, 0])

    year = few.years
    claimants = ratio("maternity", "beneficiaries")
    np.testing.assert_allclose(claimants[year < 2010], 1.0, rtol=1e-12)
    np.testing.assert_allclose(claimants[(year >= 2010) & (year < 2025)], 1.7 / 1.3, rtol=1e-9)
    spent = ratio("maternity", "expenditure")
    assert (spent[(year >= 2010) & (year < 2025)] > 1.1).all()
    paid_by_workers = (
        "enterprise_pension", "institution_pension", "medical", "unemployment", "work_injury",
        "maternity",
    )  # fmt: skip
    for fund in paid_by_workers:
        contributors = ratio(fund, "contributors")
        # born from the middle of 2009 on, 16 in 2025
        np.testing.assert_allclose(contributors[year < 2025], 1.0, rtol=1e-12, err_msg=fund)
        assert contributors[year == 2035][0] > 1.01, fund
        assert contributors[year == 2055][0] > 1.05, fund
        assert ratio(fund, "income")[year == 2055][0] > 1.01, fund
