"""The final account of an origin: every figure from the history up to that year."""

import math
from dataclasses import dataclass
from typing import Any

from model.backtesting.series import TurnedOut
from model.funds.pension_engine.levers import ReportedPension
from model.words.texts import Message, message
from model.words.units import money_units

#: Without any figure this share of the active insured pays.
USUAL_PAYING_SHARE = 0.85


@dataclass(frozen=True)
class OriginAccount:
    """The account of an origin, and what it lacks."""

    reported: ReportedPension | None
    missing: tuple[str, ...]
    notes: tuple[Message, ...] = ()


def origin_account(known: TurnedOut, origin: int) -> OriginAccount:
    """Return the reported section that a bureau could have written at an origin.

    Parameters
    ----------
    known : with a history that ends at the origin
    """
    unit = money_units(known.scenario.currency)[known.scenario.money]
    figures = _figures(known, origin)
    needed = ("insured", "pensioners", "income", "expenditure", "balance")
    missing = tuple(name for name in needed if not math.isfinite(figures[name]))
    if missing:
        return OriginAccount(None, missing)
    active = figures["insured"] - figures["pensioners"]
    share = _paying_share(known, active)
    before = _figures(known, origin - 1)
    contributors = _or(figures["contributors"], share * active)
    earlier = _or(before["contributors"], share * (before["insured"] - before["pensioners"]))
    support = _support(known, origin, figures)
    own: ReportedPension = known.fund.reported
    values: dict[str, Any] = {
        "insured": figures["insured"],
        "retirees": figures["pensioners"],
        "contributors": contributors,
        "income": figures["income"] / unit,
        "expenditure": figures["expenditure"] / unit,
        "balance": figures["balance"] / unit,
        "fiscal_subsidy": support / unit,
        "lump_sums": _lump_sums(known, figures) / unit,
        "collection_rate": own.collection_rate,
    }
    if math.isfinite(before["pensioners"]):
        values["mean_retirees"] = (before["pensioners"] + figures["pensioners"]) / 2
    if math.isfinite(earlier):
        values["mean_contributors"] = (earlier + contributors) / 2
    if math.isfinite(figures["interest"]):
        values["interest"] = figures["interest"] / unit
    return OriginAccount(ReportedPension(**values), (), _notes(figures, share))


def _figures(known: TurnedOut, year: int) -> dict[str, float]:
    """Return the observed figures of a year, NaN in gaps, with what follows from others."""
    names = (
        *("insured", "pensioners", "active_insured", "contributors", "income", "expenditure"),
        *("balance", "contributions", "fiscal_subsidy", "interest", "benefits", "payout_months"),
    )
    seen = {name: known.history.value(known.fund.name, name, year) for name in names}
    seen["insured"] = _or(seen["insured"], seen["active_insured"] + seen["pensioners"])
    opening = known.history.value(known.fund.name, "balance", year - 1)
    seen["balance"] = _or(seen["balance"], seen["payout_months"] * seen["expenditure"] / 12)
    seen["balance"] = _or(seen["balance"], opening + seen["income"] - seen["expenditure"])
    return seen


def _or(value: float, other: float) -> float:
    return value if math.isfinite(value) else other


def _paying_share(known: TurnedOut, active: float) -> float:
    """Return contributors over active insured: the last observed, the file's, or the usual."""
    for year in sorted(known.history.observed(known.fund.name, "contributors"), reverse=True):
        seen = _figures(known, year)
        share = seen["contributors"] / (seen["insured"] - seen["pensioners"])
        if math.isfinite(share):
            return min(share, 1.0)
    reported: ReportedPension = known.fund.reported
    if reported.contributors and reported.retirees and reported.insured > reported.retirees:
        return min(reported.contributors / (reported.insured - reported.retirees), 1.0)
    return USUAL_PAYING_SHARE


def _support(known: TurnedOut, origin: int, figures: dict[str, float]) -> float:
    """Return all income besides contributions and interest, yuan: the subsidy and small items."""
    rate = known.interest(origin)
    surplus = figures["income"] - figures["expenditure"]
    opening = figures["balance"] - surplus
    earned = _or(figures["interest"], rate * (opening + surplus / 2) / (1 + rate / 2))
    rest = figures["income"] - figures["contributions"] - earned
    if math.isfinite(rest):
        return max(rest, 0.0)
    if math.isfinite(figures["fiscal_subsidy"]):
        return figures["fiscal_subsidy"]
    return support_share(known, origin) * figures["expenditure"]


def support_share(known: TurnedOut, origin: int) -> float:
    """Return the subsidy over expenditure of the last year before, that of the file, or none."""
    for year in range(origin, origin - 10, -1):
        subsidy = known.history.value(known.fund.name, "fiscal_subsidy", year)
        spent = known.history.value(known.fund.name, "expenditure", year)
        if math.isfinite(subsidy) and spent > 0:
            return subsidy / spent
    reported: ReportedPension = known.fund.reported
    return reported.fiscal_subsidy / reported.expenditure if reported.expenditure > 0 else 0.0


def _lump_sums(known: TurnedOut, figures: dict[str, float]) -> float:
    if math.isfinite(figures["benefits"]):
        return max(figures["expenditure"] - figures["benefits"], 0.0)
    reported: ReportedPension = known.fund.reported
    share = reported.lump_sums / reported.expenditure if reported.expenditure > 0 else 0.0
    return share * figures["expenditure"]


def _notes(figures: dict[str, float], share: float) -> tuple[Message, ...]:
    if math.isfinite(figures["contributors"]):
        return ()
    return (message("contributors are not observed: {share:.0%} of the active", share=share),)
