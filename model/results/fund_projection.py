"""One fund through the years: its series, indicators and single figures."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.account.months import MonthlyLedger, accumulated_by_month, month_text, monthly_ledger
from model.account.settlement import Account
from model.arrays import FloatArray, IntArray
from model.economy import economy_paths
from model.funds.figures import FundOutcome
from model.funds.kinds import kinds, outputs
from model.funds.pension_engine.implicit_debt import YEARS_TO_EXTINCTION
from model.funds.setting import AnyFund, Setting
from model.parameters.dated import DatedValue, date_text
from model.results import indicators as ind
from model.scenario.scenario import Scenario, levers
from model.words.outputs import INDICATORS
from model.words.texts import Message, Text, message

Figure = float | int | str | None
#: Indicators that a fund's kind has an equation of.
OF_THE_KIND = ("contribution_rate", "collection_rate")


@dataclass(frozen=True)
class FundProjection:
    """One fund through the years; row 0 is the base year, the path axis is last, yuan.

    Attributes
    ----------
    fund : the input
    years : [year 0..T]
    outcome : its flows and the figures they were computed from
    account : the settled ledger
    discount_rate : [year 1..T]
    implicit_debt : yuan; NaN for kinds without members
    """

    fund: AnyFund
    years: IntArray
    outcome: FundOutcome
    account: Account
    setting: Setting
    scenario: Scenario

    def __repr__(self) -> str:
        """Say the answer in a sentence."""
        return fund_sentence(self)

    @property
    def name(self) -> str:
        """The fund's name in the file."""
        return self.fund.name

    @property
    def title(self) -> Text:
        """What the fund is called."""
        return self.fund.title

    @property
    def notes(self) -> tuple[Message, ...]:
        """What was assumed or derived."""
        anchoring = self.scenario.anchoring.get(self.name)
        anchored = () if anchoring is None else anchoring.notes
        return (*anchored, *self.outcome.notes, *held_values(self.scenario, f"{self.fund.where}."))

    @cached_property
    def series(self) -> Mapping[str, FloatArray]:
        """Every yearly series by name [year 0..T, path]."""
        return fund_series(self)

    @cached_property
    def indicators(self) -> Mapping[str, FloatArray]:
        """Every yearly indicator by name [year 0..T, path]."""
        return fund_indicators(self)

    @cached_property
    def monthly(self) -> MonthlyLedger:
        """The monthly ledger of the first path."""
        return monthly_ledger(self.outcome.flows, self.account)

    @property
    def pooled_balance(self) -> FloatArray:
        """What of the balance answers for benefits [year 0..T, path]: without what is set aside."""
        aside = self.outcome.flows.set_aside
        return self.account.balance if aside is None else self.account.balance - aside.balance

    @property
    def pooled_expenditure(self) -> FloatArray:
        """What the pooled balance pays for [year 0..T, path]."""
        aside, spent = self.outcome.flows.set_aside, self.account.expenditure
        return spent if aside is None else spent - aside.expenditure

    @cached_property
    def turning_points(self) -> Mapping[str, Figure]:
        """Years of deficit, peak and depletion, lowest cover; of the first path."""
        return turning_points(
            self.years,
            self.series["surplus"][:, 0],
            self.pooled_balance[:, 0],
            self.indicators["payout_months"][:, 0],
            self.monthly,
        )

    @cached_property
    def summary(self) -> Mapping[str, Figure]:
        """Years of deficit and depletion, gap, premium, debt; of the first path."""
        return fund_summary(self)


def held_values(scenario: Scenario, prefix: str) -> tuple[Message, ...]:
    """Say which tables below `prefix` end before the horizon, and what holds from then on."""
    held = []
    for lever in levers(scenario):
        if lever.given and lever.path.startswith(prefix) and isinstance(lever.value, DatedValue):
            *earlier, (month, value) = lever.value.steps()
            if earlier and month < scenario.end_year * 12:
                held.append(
                    message(
                        "{label}: {value} from {date} on is held until {year}",
                        label=lever.declaration.label,
                        value=f"{value:,.10g}",
                        date=date_text(month),
                        year=scenario.end_year,
                    )
                )
    return tuple(held)


def fund_series(projection: FundProjection) -> dict[str, FloatArray]:
    """Return money, persons and averages by the names of `model.words.outputs.SERIES`."""
    account, outcome = projection.account, projection.outcome
    aside = outcome.flows.set_aside
    figures = {
        name: outcome.of_paths(name)
        for name in outcome.figures
        if name in outputs() and outputs()[name].group == "series"
    }
    return {
        "income": account.income,
        "expenditure": account.expenditure,
        "surplus": account.income - account.expenditure,
        "balance": account.balance,
        "arrears": account.arrears,
        "stock_flow_difference": account.stock_flow_difference,
        "wage_bill": outcome.of_paths("wage_bill"),
        **({} if aside is None else {"set_aside_balance": aside.balance}),
        **figures,
    }


def fund_indicators(projection: FundProjection) -> dict[str, FloatArray]:
    """Return the indicators of docs/method/indicators.md; NaN where one is undefined."""
    outcome, account = projection.outcome, projection.account
    items = {**account.income_items, **account.expenditure_items}
    figures = defaultdict(
        lambda: np.full_like(account.balance, np.nan),
        {
            "interest": np.zeros_like(account.balance),
            **items,
            **projection.series,
            "part__pooled_balance": projection.pooled_balance,
            "part__pooled_expenditure": projection.pooled_expenditure,
            **{name: outcome.of_paths(name) for name in OF_THE_KIND},
        },
    )
    if account.due is not None and account.collected is not None:
        figures["part__contributions_asked"] = account.due
        figures["part__contributions_collected"] = account.collected
        del figures["collection_rate"]
    for name in INDICATORS:
        if name in ind.INDICATORS and name not in figures:
            figures[name] = ind.indicator(name, figures)
    return {name: figures[name] for name in INDICATORS}


def fund_summary(projection: FundProjection) -> dict[str, Figure]:
    """Return the single figures of docs/method/indicators.md for the first path."""
    series, account, years = projection.series, projection.account, projection.years
    discount = projection.setting.economy.discount_rate
    balance, expenditure = series["balance"][:, :1], series["expenditure"][:, :1]
    surplus, income = series["surplus"][:, :1], series["income"][:, :1]
    wage_bill = series["wage_bill"][1:, :1]
    interest_rate = np.broadcast_to(
        projection.outcome.flows.interest_rate, (len(years) - 1, balance.shape[1])
    )[:, :1]
    subsidy = account.income_items.get("fiscal_subsidy", np.zeros_like(balance))[1:, :1]
    grown = ind.accumulated(subsidy, interest_rate)
    without_surplus = surplus[1:] - np.diff(grown, axis=0, prepend=0.0)
    dry_without = _depletion_without_subsidy(projection, interest_rate[:, 0])
    gap = ind.financing_gap(projection.pooled_balance[:, :1], expenditure, interest_rate)
    interest = account.income_items["interest"][:, :1]
    return {
        **projection.turning_points,
        "first_deficit_year_without_subsidy": ind.first_year(
            np.append(False, without_surplus[:, 0] < 0), years
        ),
        "depletion_year_without_subsidy": int(dry_without[:4]) if dry_without else None,
        "depletion_month_without_subsidy": dry_without,
        "financing_gap": float(gap.sum()),
        "financing_gap_present_value": float(ind.year_end_value(gap, discount)[0]),
        "general_average_premium": float(
            ind.general_average_premium(balance[0], expenditure[1:], wage_bill, discount)[0]
        ),
        "actuarial_balance": float(
            ind.actuarial_balance(
                balance[0], (income - interest)[1:], expenditure[1:], wage_bill, discount
            )[0]
        ),
        "implicit_debt": fund_implicit_debt(projection),
    }


def turning_points(
    years: IntArray,
    surplus: FloatArray,
    pooled: FloatArray,
    payout_months: FloatArray,
    monthly: MonthlyLedger,
) -> dict[str, Figure]:
    """Return when a fund turns into deficit, peaks and runs dry; each series [year 0..T]."""
    month, cover = monthly.depletion_month, payout_months[1:]
    return {
        "first_deficit_year": ind.first_year(surplus < 0, years),
        "peak_year": int(years[int(np.argmax(pooled))]),
        "depletion_year": int(month[:4]) if month else None,
        "depletion_month": month,
        "lowest_month_balance": monthly.lowest[1],
        "lowest_payout_months": float(np.nanmin(cover)) if np.isfinite(cover).any() else np.nan,
    }


def _depletion_without_subsidy(projection: FundProjection, interest_rate: FloatArray) -> str | None:
    """Return the first month that would have ended below 0 without subsidies and their interest."""
    monthly = projection.monthly
    subsidy = monthly.income_items.get("fiscal_subsidy", np.zeros_like(monthly.balance))
    lacking = accumulated_by_month(subsidy, interest_rate)
    below = np.flatnonzero(monthly.pooled - lacking < 0)
    return month_text(monthly.first_month + int(below[0])) if len(below) else None


def fund_implicit_debt(projection: FundProjection) -> float:
    """Return what members have earned so far, yuan; NaN for kinds without members."""
    value_debt = kinds()[projection.fund.kind].implicit_debt
    if value_debt is None:
        return float("nan")
    scenario = projection.scenario
    end_year = scenario.base_year + YEARS_TO_EXTINCTION
    long_setting = replace(
        projection.setting,
        end_year=end_year,
        economy=economy_paths(scenario.economy, scenario.base_year, end_year),
    )
    return value_debt(projection.fund, long_setting)


def fund_sentence(projection: FundProjection) -> str:
    """Return the answer first: how long the fund lasts."""
    summary = projection.turning_points
    months = projection.indicators["payout_months"][:, 0]
    end = int(projection.years[-1])
    lasts = (
        f"runs dry in {summary['depletion_month']}"
        if summary["depletion_month"]
        else f"does not run dry before the end of {end}"
    )
    deficit = summary["first_deficit_year"]
    first = f"first deficit in {deficit}" if deficit else "no yearly deficit"
    return (
        f"{projection.title.en} {lasts}; {first}; payout months {months[0]:.1f} in "
        f"{int(projection.years[0])}, {months[-1]:.1f} in {end}"
    )
