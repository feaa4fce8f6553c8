"""What the worked examples of the pages on analyses print, and what the program gives.

`tests/test_method_examples.py` holds the lines against the pages.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from model import Uncertainty, cost_of_waiting, explain, read_scenario, sobol, solve, year_on_year
from model.simulation.draws import half_log_variance
from model.simulation.fitted_spreads import line_error, wage_fit
from tests.conftest import ROOT, projected, shipped

Line = tuple[str, Sequence[float]]
PENSION = "funds.enterprise_pension.policy."
LEDGER = "funds.ledger."


def attribution_lines() -> Iterator[Line]:
    found = explain(
        shipped("retirement-age-2025.toml"),
        shipped("combined-package.toml"),
        "enterprise_pension.payout_months@2040",
    )
    parts = {part.name: part.value for part in found.contributions}
    order = ("audit_uplift", "increase_wage_weight", "increase_price_weight")
    order += ("arrears_recovery", "collection_rate", "minimum_years")
    yield "in 2040: 31.2 to 44.2.", (2040, found.start, found.end)
    yield (
        "Audited bases +6.6, weight of wages in increases +5.3, weight of prices -2.4, "
        "arrears +1.6, collection +1.5, minimum years +0.4, joint collection 0: +13.0 in all.",
        (
            *(parts.pop(PENSION + name) for name in order),
            parts.pop("policy.joint_collection"),
            found.end - found.start,
        ),
    )
    assert not parts, "a lever that the page does not name"
    year = year_on_year(projected("city-2005.toml"), "enterprise_pension", 2030)
    drivers = {one.name: one.value for one in year.drivers}
    order = ("mean_pensioners", "average_pension", "opening_balance", "average_base", "lump_sums")
    yield "payout months in 2030: 41.6 after 44.3.", (2030, year.end, year.start)
    yield (
        "Mean pensioners -2.2, average pension -1.7, opening balance +0.9, declared base +0.5, "
        "lump sums -0.2, contributors -0.1, interest and arrears 0: -2.7 in all.",
        (
            *(drivers.pop(name) for name in (*order, "mean_contributors")),
            drivers.pop("interest") + drivers.pop("arrears_recovered"),
            year.change,
        ),
    )
    assert max(map(abs, drivers.values())) < 1e-9, "a driver that the page does not name"
    halved = year_on_year(projected("city-2005.toml"), "maternity", 2022, "income")
    parts = {one.name: one.value / 1e4 for one in halved.drivers}
    order = ("rules_on_contributions", "average_base", "interest", "mean_contributors")
    yield "rate: 1,746 after 3,214.", (halved.end / 1e4, halved.start / 1e4)
    yield (
        "Rules -1,609, declared base +141, interest +11, contributors -11: -1,468 in all.",
        (*(parts.pop(name) for name in order), halved.change / 1e4),
    )
    assert max(map(abs, parts.values())) < 1e-6, "a driver that the page does not name"


def goal_seek_lines() -> Iterator[Line]:
    city, lever = shipped("city-2005.toml"), PENSION + "employer_rate"
    before = projected("city-2005.toml")
    found = solve(city, lever, "payout_months>=9@2040", earlier=before)
    assert (found.lever.from_year, found.evaluations) == (2006, 2)
    yield (
        "9 payout months in 2040 take an employer rate of 0.20306 from 2006 on instead of 0.20, "
        "two projections",
        (9, 2040, found.value, 2006, found.lever.now),
    )
    late = cost_of_waiting(
        city,
        lever,
        "payout_months>=9@2050",
        years=(0, 5, 20, 35, 36),
        from_year=2010,
        earlier=before,
    ).solutions
    assert [one.status for one in late[-2:]] == ["found", "not_reachable"]
    yield (
        "In 2050: 0.2598 from 2010, 0.2637 from 2015, 0.3004 from 2030; from 2046 on not "
        "reachable (6.5 at the bound of 0.6).",
        (
            *(2050, late[0].value, 2010, late[1].value, 2015, late[2].value, 2030),
            *(2046, late[-1].achieved, late[-1].lever.upper),
        ),
    )


def uncertainty_lines() -> Iterator[Line]:
    """The arithmetic, at the defaults; `test_draws.py` holds drawn paths against it."""
    given = Uncertainty()
    kept, spread = given.wage_growth_persistence, given.wage_growth_spread
    years = np.arange(1, 31)
    sums = np.sqrt((((1 - kept**years) / (1 - kept)) ** 2).sum())
    shocks, level = np.sqrt(1 - kept**2) * spread * sums, 30 * given.wage_growth_mean_spread
    both = float(np.hypot(shocks, level))
    yield "sqrt(1 - 0.44^2) x 0.018 x sqrt(", (1, kept, 2, spread)
    yield "((1 - 0.44^k) / (1 - 0.44))^2) = 0.155", (1, kept, 1, kept, 2, shocks)
    yield "30 x 0.015 = 0.450", (30, given.wage_growth_mean_spread, level)
    yield "sqrt(0.155^2 + 0.450^2) = 0.476", (shocks, 2, level, 2, both)
    yield "0.476 / 1.04 = 0.457", (both, 1.04, both / 1.04)
    wages = wage_fit()
    yield (
        "is 0.020 after 10 years and 0.028 after 20",
        (*(line_error(wages, 2034), 10, line_error(wages, 2044), 20),),
    )
    lower = [
        1 - np.exp(-half_log_variance(given, name, 100)[-1]) for name in ("unemployment", "entry")
    ]
    yield "in the long run by 1.6% and 1.9%", lower
    yield "above the scenario, by 1.5%", (np.exp(given.fertility_spread**2 / 2) - 1,)


def sensitivity_lines() -> Iterator[Line]:
    ledger = read_scenario((ROOT / "tests" / "rigs" / "ledger.toml").read_text())
    ranges = {
        LEDGER + "assumptions.other_income": (50.0, 250.0),
        LEDGER + "assumptions.other_expenditure": (0.0, 100.0),
    }
    alone = sobol(ledger, "ledger.balance@2011", ranges, samples=128, seed=1)
    for indices in (alone.first, alone.total):
        yield "the indices are 0.8 and 0.2, first and total alike", indices
    # algebra; estimates are held against it, within their error, in test_sensitivity.py
    variance = 1 / 9 - 1 / 16
    each = (1 / 12 / 4) / variance
    yield "each alone 3/7 = 0.43, in total 4/7 = 0.57", (3, 7, each, 4, 7, 1 - each)


ANALYSES = {
    "attribution": attribution_lines,
    "goal_seek": goal_seek_lines,
    "uncertainty": uncertainty_lines,
    "sensitivity": sensitivity_lines,
}
