"""The shipped tables: life tables, population and dated rules."""

import csv
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from model import tables
from model.tables.reading import digest_of

DATA = Path(tables.__file__).parents[1] / "data"
MEN, WOMEN = 0, 1

DIVISORS = {
    40: 233, 41: 230, 42: 226, 43: 223, 44: 220, 45: 216, 46: 212, 47: 208,
    48: 204, 49: 199, 50: 195, 51: 190, 52: 185, 53: 180, 54: 175, 55: 170,
    56: 164, 57: 158, 58: 152, 59: 145, 60: 139, 61: 132, 62: 125, 63: 117,
    64: 109, 65: 101, 66: 93, 67: 84, 68: 75, 69: 65, 70: 56,
}  # fmt: skip

MINIMUM_YEARS = {
    2005: 15, 2024: 15, 2029: 15, 2030: 15.5, 2031: 16, 2032: 16.5, 2033: 17, 2034: 17.5,
    2035: 18, 2036: 18.5, 2037: 19, 2038: 19.5, 2039: 20, 2040: 20, 2100: 20,
}  # fmt: skip

# Class, year and month of birth, delay in months: from the annexes of the decision.
DELAYS = [
    ("men", 1964, 6, 0),
    ("men", 1965, 1, 1),
    ("men", 1965, 5, 2),
    ("men", 1965, 9, 3),
    ("men", 1967, 5, 8),
    ("men", 1976, 9, 36),
    ("men", 1983, 2, 36),
    ("men", 1990, 1, 36),
    ("women_55", 1970, 1, 1),
    ("women_55", 1971, 4, 4),
    ("women_55", 1974, 10, 15),
    ("women_55", 1978, 3, 25),
    ("women_55", 1982, 1, 36),
    ("women_50", 1975, 1, 1),
    ("women_50", 1975, 3, 2),
    ("women_50", 1978, 3, 20),
    ("women_50", 1984, 11, 60),
]


def rows_of(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def life_expectancy_at_birth(q: np.ndarray) -> float:
    survivors = np.cumprod(np.insert(1 - q, 0, 1.0))
    deaths = survivors[:-1] - survivors[1:]
    lived_by_the_dying = np.where(np.arange(len(q)) == 0, 0.15, 0.5)
    return math.fsum(survivors[1:] + lived_by_the_dying * deaths)


# Rules


def test_every_annuity_divisor_is_that_of_the_2005_document():
    divisors = tables.annuity_divisors()

    assert dict(zip(range(40, 71), divisors.tolist(), strict=True)) == DIVISORS


def test_minimum_years_rise_by_half_a_year_from_2030_to_20_in_2039():
    years = tables.statutory_minimum_years(list(MINIMUM_YEARS))

    assert dict(zip(MINIMUM_YEARS, years.tolist(), strict=True)) == MINIMUM_YEARS


@pytest.mark.parametrize(("of_class", "year", "month", "delay"), DELAYS)
def test_retirement_delay_rule_gives_the_delay_of_the_annexes(of_class, year, month, delay):
    rule = tables.retirement_delay_rules()[of_class]

    later = (year - rule.first_birth_year) * 12 + month - rule.first_birth_month
    step = later // rule.birth_months_per_delay_month + 1

    assert (min(step, rule.maximal_delay_months) if later >= 0 else 0) == delay


def test_retirement_ages_before_2025_are_60_55_and_50():
    rules = tables.retirement_delay_rules()

    ages = {of_class: rule.old_age_months / 12 for of_class, rule in rules.items()}

    assert ages == {"men": 60, "women_55": 55, "women_50": 50}


def test_dated_figures_are_shares_and_name_their_origin():
    interest, increases = tables.account_interest(), tables.pension_increases()

    assert interest[2016] == 0.0831
    assert increases[2024] == 0.03
    assert tables.average_wages()[2015] == 62029
    assert tables.origins("pension_increases")[2024].verified
    assert not tables.origins("pension_increases")[2010].verified
    assert tables.origins("account_interest")[2010].scope == "Jilin local"
    assert all(origin.source for origin in tables.origins("average_wage").values())


def test_contribution_rules_cover_the_cut_of_2019_and_the_eight_risk_classes():
    rules = {(rule.item, rule.from_month): rule for rule in tables.contribution_rules()}

    assert rules["pension_employer", "2019-05"].low == 0.16
    assert rules["pension_employer", "2019-05"].until_month == ""
    classes = [rules[f"work_injury_class_{number}", "2015-10"].high for number in range(1, 9)]
    assert classes == [0.002, 0.004, 0.007, 0.009, 0.011, 0.013, 0.016, 0.019]
    assert not rules["medical_employee", ""].verified
    assert all(not (rule.low > rule.high) for rule in rules.values())


def test_national_pension_is_in_persons_and_yuan_and_flags_what_is_unverified():
    national = tables.national_pension()
    of_2011 = int(np.flatnonzero(national.years == 2011)[0])
    of_2018 = int(np.flatnonzero(national.years == 2018)[0])

    assert national.participants[of_2011] == pytest.approx(283_910_000, rel=1e-12)
    assert national.balance[of_2011] == pytest.approx(1.9497e12, rel=1e-12)
    assert national.unverified[of_2011] == ()
    assert national.unverified[of_2018] == ("workers", "retirees")
    assert math.isnan(national.fiscal_subsidy[of_2018])


def test_national_participants_are_workers_and_retirees():
    national = tables.national_pension()

    np.testing.assert_allclose(
        national.workers + national.retirees, national.participants, rtol=2e-4
    )


def test_national_balance_moves_by_income_less_expenditure_but_for_the_years_named_in_sources():
    national = tables.national_pension()

    unexplained = np.diff(national.balance) - (national.income - national.expenditure)[1:]

    large = national.years[1:][np.abs(unexplained) > 50e8]
    assert large.tolist() == [2008, 2013, 2018, 2020, 2021]


# Mortality


def test_china_life_tables_run_from_birth_to_105_and_close():
    for name in tables.CHINA_LIFE_TABLES:
        q = tables.china_life_mortality(name)

        assert q.shape == (106,)
        assert q[105] == 1
        assert np.all((q > 0) & (q <= 1))
    assert tables.china_life_mortality("CL1")[0] == 0.000867
    assert tables.china_life_mortality("CL6")[60] == 0.002315


def test_unknown_tables_are_named_with_the_nearest_valid_one():
    with pytest.raises(ValueError, match="no table 'CL7'"):
        tables.china_life_mortality("CL7")
    with pytest.raises(ValueError, match="did you mean 'wpp_2024'"):
        tables.mortality_rates("wpp2024", 2020)
    with pytest.raises(ValueError, match="no table 'minimum_years'"):
        tables.origins("minimum_years")


@pytest.mark.parametrize("year", [1970, 1980, 1990, 2000, 2005, 2010, 2020, 2035, 2050, 2075, 2100])
@pytest.mark.parametrize("sex", [MEN, WOMEN])
def test_life_expectancy_is_within_half_a_year_of_the_published_one(year, sex):
    q = tables.mortality_rates("wpp_2024", year)[0, sex]

    assert life_expectancy_at_birth(q) == pytest.approx(
        tables.life_expectancy(year)[0, sex], abs=0.5
    )


def test_single_ages_keep_the_published_rates_of_the_groups():
    published = {
        (row["sex"], int(row["age_start"])): float(row["death_rate"])
        for row in rows_of("wpp2024_china_mortality")
        if row["year"] == "2020"
    }
    m = -np.log1p(-tables.mortality_rates("wpp_2024", 2020)[0, :, :-1])

    for sex, name in enumerate(tables.SEXES):
        assert m[sex, 0] == pytest.approx(published[name, 0], rel=1e-12)
        assert m[sex, 1:5].mean() == pytest.approx(published[name, 1], rel=1e-12)
        assert m[sex, 101:] == pytest.approx(published[name, 100], rel=1e-12)
        for start in range(5, 100, 5):
            assert m[sex, start + 2] == pytest.approx(published[name, start], rel=1e-12)


@pytest.mark.parametrize("table", tables.MORTALITY_TABLES)
def test_adult_mortality_rises_with_age_and_the_table_closes(table):
    q = tables.mortality_rates(table, [1990, 2005, 2024, 2060, 2100])

    assert q.shape == (5, 2, 106)
    assert np.all(np.diff(q[..., 35:101], axis=-1) > 0)
    assert np.all(np.diff(q[..., 101:], axis=-1) >= 0)
    assert np.all(q[..., 105] == 1)
    assert np.all((q > 0) & (q <= 1))


def test_men_die_sooner_than_women_in_every_adult_age_and_table():
    for table in tables.MORTALITY_TABLES:
        q = tables.mortality_rates(table, np.arange(2005, 2081))

        assert np.all(q[:, MEN, 20:105] > q[:, WOMEN, 20:105])


def test_rates_are_log_linear_between_decades_and_held_outside():
    q2010, q2015, q2020 = tables.mortality_rates("wpp_2024", [2010, 2015, 2020])[..., :-1]
    m2010, m2015, m2020 = (-np.log1p(-q) for q in (q2010, q2015, q2020))
    early, first, last, late = tables.mortality_rates("wpp_2024", [1900, 1950, 2100, 2150])

    np.testing.assert_allclose(m2015, np.sqrt(m2010 * m2020), rtol=1e-11)
    np.testing.assert_array_equal(early, first)
    np.testing.assert_array_equal(late, last)


def test_a_year_alone_equals_the_same_year_among_others():
    alone = tables.mortality_rates("wpp_2024", 2033)[0]

    np.testing.assert_array_equal(alone, tables.mortality_rates("wpp_2024", [1999, 2033])[1])


# Population


def published_groups(year: int) -> np.ndarray:
    rows = [row for row in rows_of("wpp2024_china_population") if row["year"] == str(year)]
    by_sex = [[float(row["persons"]) for row in rows if row["sex"] == sex] for sex in tables.SEXES]
    return np.array(by_sex)


@pytest.mark.parametrize("year", range(1950, 2101, 10))
def test_single_ages_add_up_to_the_published_groups(year):
    published = published_groups(year)

    persons = tables.population(year)

    closed = persons[:, :100].reshape(2, 20, 5).sum(axis=-1)
    np.testing.assert_allclose(closed, published[:, :-1], rtol=1e-9)
    np.testing.assert_allclose(persons[:, 100:].sum(axis=-1), published[:, -1], rtol=1e-9)


def test_population_of_2005_is_about_1310_million():
    assert tables.population(2005).sum() == pytest.approx(1.31e9, rel=0.01)


@pytest.mark.parametrize("year", range(1950, 2101))
def test_every_age_has_people_and_the_oldest_ages_fade(year):
    persons = tables.population(year)

    assert persons.shape == (2, 106)
    assert np.all(persons > 0)
    assert np.all(np.diff(persons[:, 100:], axis=-1) < 0) or year % 10


@pytest.mark.parametrize("born", [1945, 1955, 1960, 1970, 1980])
def test_a_birth_cohort_of_adults_shrinks_by_its_mortality_also_through_a_decade(born):
    years = np.arange(2005, 2026)
    cohort = np.array([tables.population(year)[:, year - born] for year in years])
    q = tables.mortality_rates("wpp_2024", years[:-1])
    birthdays = (q[..., :-1] + q[..., 1:]) / 2  # in mid-year people are half a year older
    dying = np.array([birthdays[i, :, year - born] for i, year in enumerate(years[:-1])])

    yearly = cohort[1:] / cohort[:-1]

    np.testing.assert_allclose(yearly, 1 - dying, atol=0.01)


def test_the_very_old_grow_in_every_year_of_this_century_so_far():
    above_90 = [tables.population(year)[:, 90:].sum() for year in range(2000, 2031)]

    assert all(later > earlier for earlier, later in pairwise(above_90))


def test_population_changes_little_from_year_to_year_even_at_decades():
    totals = np.array([tables.population(year).sum() for year in range(1970, 2101)])

    assert np.all(np.abs(np.diff(np.log(totals))) < 0.03)


@pytest.mark.parametrize("year", [1949, 2101])
def test_population_outside_the_table_is_an_error_that_says_so(year):
    with pytest.raises(ValueError, match=f"{year} is outside the table .*1950 to 2100"):
        tables.population(year)


def test_fertility_is_that_published_and_held_outside():
    fertility = tables.fertility([1900, 1950, 2020, 2020.5, 2100, 2200])

    expected = [5.813, 5.813, 1.235682, (1.235682 + 1.11744) / 2, 1.345463, 1.345463]
    np.testing.assert_allclose(fertility, expected, rtol=1e-12)


def test_crude_rates_are_shares_of_the_population():
    np.testing.assert_allclose(tables.crude_birth_rate([2020]), [0.008305], rtol=1e-12)
    np.testing.assert_allclose(tables.crude_net_migration([2000]), [-0.000049], rtol=1e-12)
    np.testing.assert_allclose(
        tables.crude_net_migration(2005), [-(0.000049 + 0.000136) / 2], rtol=1e-12
    )


def test_infants_of_a_decade_agree_with_its_births():
    for year in range(1980, 2101, 10):
        persons = tables.population(year)
        births = tables.crude_birth_rate(year)[0] * persons.sum()

        assert persons[:, 0].sum() == pytest.approx(births, rel=0.35)


# Loading


def test_arrays_are_read_only_and_float64():
    national = tables.national_pension()
    arrays = [
        tables.AGES,
        tables.china_life_mortality("CL1"),
        tables.mortality_rates("wpp_2024", 2024),
        tables.mortality_rates("china_life", 2024),
        tables.population(2020),
        tables.population(2024),
        tables.fertility(2024),
        tables.life_expectancy(2024),
        tables.crude_birth_rate(2024),
        tables.crude_net_migration(2024),
        tables.annuity_divisors(),
        tables.statutory_minimum_years(2024),
        national.years,
        national.income,
    ]

    for array in arrays:
        assert array.dtype == np.float64
        assert not array.flags.writeable


def test_mappings_cannot_be_changed():
    for mapping in (
        tables.account_interest(),
        tables.pension_increases(),
        tables.average_wages(),
        tables.retirement_delay_rules(),
    ):
        with pytest.raises(TypeError):
            mapping[2024] = 0.0


def test_digest_is_stable_and_covers_every_table():
    files = [(path.name, path.read_bytes()) for path in DATA.glob("*.csv")]

    assert len(files) == 14
    assert tables.tables_digest() == digest_of(files) == digest_of(reversed(files))


def test_digest_changes_with_a_byte_a_name_and_a_moved_boundary():
    digests = {
        digest_of([("a.csv", b"1,2"), ("b.csv", b"3")]),
        digest_of([("a.csv", b"1,3"), ("b.csv", b"3")]),
        digest_of([("c.csv", b"1,2"), ("b.csv", b"3")]),
        digest_of([("a.csv", b"1,"), ("b.csv", b"23")]),
        digest_of([("a.csv", b"1,2")]),
    }

    assert len(digests) == 5


def test_every_table_has_a_section_in_sources():
    text = (DATA / "SOURCES.md").read_text(encoding="utf-8")

    for path in DATA.glob("*.csv"):
        assert f"## {path.name}" in text
