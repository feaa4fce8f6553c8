"""What an error of the balance came from: retirees, pension a head, payers, base, rate, ...

Projection and outcome are written in the same factors; the exact Shapley values of putting one
in the place of the other sum to the error of the balance.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, IntArray, ratio_or_nan
from model.attribute.shapley import exact_shapley
from model.backtesting.series import TurnedOut, first_or_at
from model.results.fund_projection import FundProjection

#: The factors in the order of tables.
CAUSES = (
    *("retirees", "pension_a_head", "workers", "paying_share", "declared_base"),
    *("rate", "wage", "subsidy", "interest_and_other"),
)
STOCK_FLOW = "stock_flow_difference"


@dataclass(frozen=True)
class Causes:
    """The error of a balance by cause, yuan: projected less published; they sum to it."""

    fund: str
    origin: int
    year: int
    rows: Mapping[str, float]


def causes_of(
    projection: FundProjection, known: TurnedOut, origin: int, year: int
) -> Causes | None:
    """Return the causes of the error of the balance of `year`; None where a figure is missing."""
    years = np.arange(origin + 1, year + 1)
    published = _published(known, years)
    balances = [known.history.value(known.fund.name, "balance", at) for at in (origin, year)]
    if published is None or not np.isfinite(balances).all():
        return None
    projected = _projected(projection, known, years)
    both = (*projected.values(), *published.values())
    if not all(np.isfinite(values).all() for values in both):
        return None
    names = list(projected)
    values = np.array(
        [
            _change(
                {
                    name: (projected if mask >> place & 1 else published)[name]
                    for place, name in enumerate(names)
                }
            )
            for mask in range(2 ** len(names))
        ]
    )
    rows = dict(zip(names, exact_shapley(values).tolist(), strict=True))
    opening = float(projection.series["balance"][0, 0]) - balances[0]
    # what the published balance moved by beyond its own flows
    rows[STOCK_FLOW] = opening + values[0] - (balances[1] - balances[0])
    return Causes(known.fund.name, origin, year, rows)


def _change(factors: Mapping[str, FloatArray]) -> float:
    """Return what the balance moves by in all years together."""
    contributions = np.prod(
        [factors[name] for name in ("workers", "paying_share", "declared_base", "rate", "wage")],
        axis=0,
    )
    spent = factors["retirees"] * factors["pension_a_head"]
    return float((contributions + factors["subsidy"] + factors["interest_and_other"] - spent).sum())


def _factors(
    seen: Mapping[str, FloatArray], rate: FloatArray, wage: FloatArray
) -> dict[str, FloatArray]:
    """Return the factors of an account [year] whose balance moves as the account's does."""
    paying = ratio_or_nan(seen["contributors"], seen["active"])
    return {
        "retirees": seen["pensioners"],
        "pension_a_head": ratio_or_nan(seen["expenditure"], seen["pensioners"]),
        "workers": seen["active"],
        "paying_share": paying,
        "declared_base": ratio_or_nan(seen["contributions"], seen["contributors"] * rate * wage),
        "rate": rate,
        "wage": wage,
        "subsidy": seen["subsidy"],
        "interest_and_other": seen["income"] - seen["contributions"] - seen["subsidy"],
    }


def _rates(known: TurnedOut, years: IntArray) -> FloatArray:
    employee = known.fund.policy.employee_rate
    return np.array(
        [known.employer_rate(int(year)) + first_or_at(employee, int(year)) for year in years]
    )


def _published(known: TurnedOut, years: IntArray) -> dict[str, FloatArray] | None:
    """Return the factors of what happened; contributors that nobody reports are the active."""

    def seen(variable: str) -> FloatArray:
        return np.array([known.history.value(known.fund.name, variable, int(y)) for y in years])

    figures = {
        name: seen(name) for name in ("pensioners", "expenditure", "income", "contributions")
    }
    figures["active"] = seen("insured") - figures["pensioners"]
    contributors = seen("contributors")
    figures["contributors"] = np.where(np.isfinite(contributors), contributors, figures["active"])
    subsidy = seen("fiscal_subsidy")
    rest = figures["income"] - figures["contributions"]
    figures["subsidy"] = np.where(np.isfinite(subsidy), subsidy, rest)
    if not all(np.isfinite(values).all() for values in figures.values()):
        return None
    return _factors(figures, _rates(known, years), np.array([known.wage(int(y)) for y in years]))


def _projected(
    projection: FundProjection, known: TurnedOut, years: IntArray
) -> dict[str, FloatArray]:
    rows = slice(1, 1 + len(years))

    def made(values: FloatArray) -> FloatArray:
        return np.asarray(values)[rows, 0]

    series = projection.series
    active, contributors = made(series["active_insured"]), made(series["contributors"])
    names = known.history.variables(known.fund.name)
    items = projection.account.income_items
    figures = {
        "pensioners": made(series["pensioners"]),
        "expenditure": made(projection.series["expenditure"]),
        "income": made(projection.series["income"]),
        "contributions": made(items["contributions"]),
        "subsidy": made(items["fiscal_subsidy"]),
        "active": active,
        "contributors": contributors if "contributors" in names else active,
    }
    policy = projection.fund.policy
    rate = sum(getattr(policy, name).annual(years) for name in ("employer_rate", "employee_rate"))
    return _factors(figures, np.asarray(rate), made(series["average_wage"]))
