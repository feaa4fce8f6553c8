"""Equations of what the account makes of a fund's flows, by what the year has.

Those of the fund's own figures stand with its kind, those of the indicators with them. Prefixes
beside those of `model.funds.equation`:

- ``rules__x``: what rules that look at the fund multiply an item or rate with
- ``month__01`` ...: net flow of a month; ``interest_rate``, ``held_share``: of the year
"""

import math
from collections.abc import Callable, Mapping

from model.origin.account_terms import ACCOUNT_PARTS, figure, held_share
from model.results.fund_projection import FundProjection
from model.results.indicators import INDICATORS

#: Interest is earned by the month: (12 - m + 0.5) / 12 of a year for what moves in month m.
_BY_MONTH = " + ".join(f"{12 - month + 0.5} * month__{month:02d}" for month in range(1, 13))
#: Equations that hold in the base year too; all other figures are reported there.
BASE_YEAR = frozenset(
    {
        "surplus",
        "set_aside_balance",
        *INDICATORS,
    }
    - {"reserve_ratio", "collection_rate", "break_even_rate"}
)
_SHARED: Mapping[str, str] = {
    **INDICATORS,
    "surplus": "income - expenditure",
    "balance": "balance__before + income - expenditure + stock_flow_difference",
    "arrears_recovered": "arrears__before * policy__arrears_recovery",
    "average_wage": "average_wage__before * (1 + economy__wage_growth)",
}
Builder = Callable[[FundProjection, int], str | None]


def account_equation(fund: FundProjection, name: str, row: int) -> str | None:
    """Return the equation of a figure of the account or an indicator, None where it has none."""
    if name in _BUILT:
        return _BUILT[name](fund, row)
    return _SHARED.get(name)


def _sum_of_items(side: str) -> Builder:
    def equation(fund: FundProjection, row: int) -> str | None:
        names = [name for name, one in getattr(fund.account, side).items() if one[row, 0]]
        return " + ".join(names) or None

    return equation


def _contributions(fund: FundProjection, row: int) -> str | None:
    """Return the equation of contributions on wages; None leaves it to the kind."""
    if fund.outcome.flows.contributions is None:
        return None
    wages = "mean_contributors * average_base"
    if not math.isfinite(figure(fund, "average_base", row)):
        wages = "wage_bill"
    arrives = " * part__paid_same_year"
    if abs(ACCOUNT_PARTS["paid_same_year"].value(fund, row) - 1) < 1e-12:
        arrives = ""
    later = " + part__deferred" if ACCOUNT_PARTS["deferred"].value(fund, row) else ""
    acting = {rule.acts_on for rule in fund.fund.rules}
    employer, both = (
        f" * rules__{name}" if name in acting else "" for name in ("employer_rate", "contributions")
    )
    return (
        f"{wages} * (part__employer_rate{arrives}{employer} + part__employee_rate)"
        f"{both} * part__collection_rate{later}"
    )


def _arrears(fund: FundProjection, row: int) -> str | None:
    if fund.outcome.flows.contributions is None:
        return None
    return (
        "arrears__before * (1 - policy__arrears_write_off) - arrears_recovered"
        " + part__contributions_asked * (1 - part__collection_rate) + part__defaulted"
    )


def _interest(fund: FundProjection, row: int) -> str:
    held = "" if held_share(fund, row) == 1 else " * held_share"
    return f"interest_rate * (balance__before{held} + ({_BY_MONTH}) / 12)"


def _difference(fund: FundProjection, row: int) -> str | None:
    """Return the equation of what flows do not explain, where there is such a thing."""
    flows = fund.outcome.flows
    handed_over = flows.hand_over is not None and flows.hand_over[0] == row - 1
    published = flows.observed_balance is not None and math.isfinite(
        flows.observed_balance[row - 1]
    )
    if handed_over and not published:
        return "-balance__before"
    return "balance - (balance__before + income - expenditure)" if published else None


#: Equations that depend on what the year has.
_BUILT: Mapping[str, Builder] = {
    "income": _sum_of_items("income_items"),
    "expenditure": _sum_of_items("expenditure_items"),
    "contributions": _contributions,
    "interest": _interest,
    "stock_flow_difference": _difference,
    "arrears": _arrears,
}
