"""The shipped tables: life tables, population, dated rules of the pension system.

The CSV files of ``model/data``; ``SOURCES.md`` there gives origin, date and licence of each.
Arrays are float64 and read-only. Axes run year, sex, age; the sexes are (men, women) and the
ages ``AGES``, where the last one stands for itself and all above it.

Entries: the functions below, one for a table (mortality.py, persons.py, rules.py).
"""

from model.tables.mortality import (
    CHINA_LIFE_TABLES,
    MORTALITY_TABLES,
    china_life_mortality,
    death_rates_by_decade,
    life_expectancy,
    mortality_rates,
)
from model.tables.persons import crude_birth_rate, crude_net_migration, fertility, population
from model.tables.reading import AGES, LAST_AGE, SEXES, tables_digest
from model.tables.rules import (
    account_interest,
    annuity_divisors,
    average_wages,
    contribution_rules,
    national_pension,
    origins,
    pension_increases,
    price_growth,
    retirement_delay_rules,
    statutory_minimum_years,
)

__all__ = [
    "AGES",
    "CHINA_LIFE_TABLES",
    "LAST_AGE",
    "MORTALITY_TABLES",
    "SEXES",
    "account_interest",
    "annuity_divisors",
    "average_wages",
    "china_life_mortality",
    "contribution_rules",
    "crude_birth_rate",
    "crude_net_migration",
    "death_rates_by_decade",
    "fertility",
    "life_expectancy",
    "mortality_rates",
    "national_pension",
    "origins",
    "pension_increases",
    "population",
    "price_growth",
    "retirement_delay_rules",
    "statutory_minimum_years",
    "tables_digest",
]
