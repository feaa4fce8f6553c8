"""A cohort pension fund from its scenario sections to its flows.

Reading `pension_outcome` from top to bottom is reading the engine: base year, members,
demography, operator, money, flows. Groups of workers with rules of their own run through the
same steps beside the fund's own members.
"""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from model.account.flows import FundFlows, OpeningAccount
from model.arrays import FloatArray, after, ratio_or_nan
from model.funds.figures import Figures, FundOutcome, figures_of
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.base_year import PensionBase, member_groups
from model.funds.pension_engine.continuing_levers import fading
from model.funds.pension_engine.equations import PENSION
from model.funds.pension_engine.levers import PensionFund, PensionPolicy
from model.funds.pension_engine.money import PensionMoney, pension_money
from model.funds.pension_engine.prepared import GroupMatrices, PensionMatrices, pension_matrices
from model.funds.setting import Setting
from model.funds.shared.base_year import opening_ledger
from model.funds.shared.dues import (
    ContributionRates,
    collection_rate,
    contributions_due,
    interest_rate,
    premium_and_subsidy,
)
from model.parameters.dated import annual_or
from model.tables import statutory_minimum_years
from model.words.texts import Message, message


def pension_outcome(fund: PensionFund, setting: Setting) -> FundOutcome:
    """Project one pension fund: demography once, then money over all paths."""
    matrices = pension_matrices(fund, setting)
    return pension_flows(fund, setting, matrices)


def pension_flows(fund: PensionFund, setting: Setting, matrices: PensionMatrices) -> FundOutcome:
    """Return the fund's flows on every economic path."""
    policy: PensionPolicy = fund.policy
    assumptions: PensionAssumptions = fund.assumptions
    years, base = setting.years, matrices.base
    policies = [group.policy for group in member_groups(fund, base)]
    by_group = [
        group_money(made, own, setting, assumptions)
        for made, own in zip(matrices.groups, policies, strict=True)
    ]
    money = _summed(by_group, matrices)
    employer, employee = (
        np.asarray(
            sum(
                getattr(policy, rate).annual(years)[:, None] * own.wage_bill
                for policy, own in zip(policies, by_group, strict=True)
            )
        )
        for rate in ("employer_rate", "employee_rate")
    )
    figures = _figures(fund, setting, matrices, money, (employer, employee))
    flows = FundFlows(
        base_year=setting.base_year,
        opening=_opening(fund, setting, base),
        contributions=contributions_due(
            fund,
            setting,
            base.payroll,
            ContributionRates(policy.employer_rate, policy.employee_rate),
            employer,
            employee,
        ),
        income=[
            *premium_and_subsidy(policy, setting, figures),
            setting.item("transfers_in", assumptions.transfers_in),
            figures.item("allocation"),
        ],
        expenditure=[
            figures.item("benefits", policy.benefit_season),
            figures.item("lump_sums", policy.benefit_season),
            figures.item("transfers_out"),
            figures.item("upload"),
            setting.item("other_expenditure", assumptions.other_expenditure),
        ],
        interest_rate=interest_rate(assumptions.interest, setting),
        rules=fund.rules,
        hand_over=_hand_over(policy, setting),
    )
    notes = (
        matrices.own.members.origin,
        *base.derived,
        *_warnings(fund, setting),
        *_pooling_notes(policy),
    )
    return FundOutcome(flows, figures, notes)


def group_money(
    made: GroupMatrices,
    policy: PensionPolicy,
    setting: Setting,
    assumptions: PensionAssumptions,
) -> PensionMoney:
    """Return one group's money on every economic path."""
    years = setting.years
    return pension_money(
        made.operator,
        setting.economy,
        employee_rate=policy.employee_rate.annual(years),
        account_interest=policy.account_interest.annual(years),
        increase=pension_increase(policy, assumptions, setting),
        grant_months=policy.funeral_grant_months.annual(years)
        + policy.survivor_grant_months.annual(years),
        award_level=assumptions.award_level,
    )


def _summed(by_group: Sequence[PensionMoney], matrices: PensionMatrices) -> PensionMoney:
    """Sum the money of all groups; the new pension is the mean over their new pensioners."""
    if len(by_group) == 1:
        return by_group[0]
    sums = {
        field.name: np.asarray(sum(getattr(own, field.name) for own in by_group))
        for field in fields(PensionMoney)
    }
    heads = [made.operator.new_pensioners.sum(axis=1)[:, None] for made in matrices.groups]
    awarded = sum(
        np.where(count > 0, np.nan_to_num(own.new_pension) * count, 0.0)
        for own, count in zip(by_group, heads, strict=True)
    )
    everybody = np.asarray(sum(heads))
    with np.errstate(invalid="ignore", divide="ignore"):
        sums["new_pension"] = np.where(everybody > 0, awarded / everybody, np.nan)
    return PensionMoney(**sums)


def pension_increase(
    policy: PensionPolicy, assumptions: PensionAssumptions, setting: Setting
) -> FloatArray:
    """Return the rise of pensions in payment on 1 January [year 1..T, path].

    ``increase + wage weight x wage growth + price weight x price growth``, each dated, and the
    fading growth beyond the increase.
    """
    years, economy = setting.years, setting.economy
    return np.asarray(
        policy.increase.annual(years)[:, None]
        + policy.increase_wage_weight.annual(years)[:, None] * economy.wage_growth
        + policy.increase_price_weight.annual(years)[:, None] * economy.price_growth
        + fading(assumptions.payment_trend, assumptions.trend_half_life, len(years))[:, None]
    )


def _opening(fund: PensionFund, setting: Setting, base: PensionBase) -> OpeningAccount:
    return opening_ledger(
        fund.reported,
        base.account,
        base.payroll,
        setting.money_unit,
        {
            "benefits": base.benefits,
            "lump_sums": base.account.expenditure - base.benefits,
        },
    )


def _hand_over(policy: PensionPolicy, setting: Setting) -> tuple[int, int] | None:
    """Return projected year and month from which a higher pool has the balance."""
    if policy.pooled_from is None:
        return None
    year, month = divmod(policy.pooled_from, 12)
    position = year - setting.base_year - 1
    return (position, month) if 0 <= position < len(setting.years) else None


def _figures(
    fund: PensionFund,
    setting: Setting,
    matrices: PensionMatrices,
    money: PensionMoney,
    due: tuple[FloatArray, FloatArray],
) -> Figures:
    """Return the fund's figures, all groups of workers together.

    Parameters
    ----------
    due : of employers and of employees, before collection [year 1..T, path], yuan
    """
    base, persons = matrices.base, _persons(matrices, fund.assumptions, setting)
    pensioners = np.asarray(sum(made.pensioners.mean.sum(axis=1) for made in matrices.groups))
    paying, wage = matrices.total("contributors")[:, None], setting.economy.wage
    policy = fund.policy
    months = policy.funeral_grant_months.annual(setting.years)
    months = months + policy.survivor_grant_months.annual(setting.years)
    grants = (matrices.total("deaths") * months)[:, None] * wage[:-1] / 12
    leavers = persons["leavers"][1:, None]
    later = {
        "average_pension": ratio_or_nan(money.benefits, 12 * pensioners[:, None]),
        "new_pension": money.new_pension,
        "part__base_over_wage": ratio_or_nan(money.wage_bill, paying * wage[1:]),
        "part__employer_rate": ratio_or_nan(due[0], money.wage_bill),
        "part__employee_rate": ratio_or_nan(due[1], money.wage_bill),
        # groups may pay other grants than the fund's own
        "part__account_refunds": money.grants + money.account_refunds - grants,
        "part__account_of_a_leaver": ratio_or_nan(money.transfers_out, leavers),
    }
    at_base = {"average_pension": base.average_pension}
    return figures_of(PENSION, fund, setting).counting(
        {
            **persons,
            "part__collection_rate": collection_rate(fund, setting),
            **{name: after(at_base.get(name, np.nan), rows) for name, rows in later.items()},
        },
        base={
            "insured": float(persons["active_insured"][0] + persons["pensioners"][0]),
            "mean_pensioners": base.mean_retirees,
            "wage_bill": matrices.wage_bill,
            "average_base": matrices.wage_bill / base.payroll.mean_contributors,
            "contribution_rate": base.payroll.due / matrices.wage_bill,
        },
        undefined={
            "wage_bill": 0.0,
            "benefits": 0.0,
            # who leaves in the year of joining is not counted, but takes an account along
            "transfers_out": money.transfers_out,
        },
    )


def _persons(
    matrices: PensionMatrices, assumptions: PensionAssumptions, setting: Setting
) -> dict[str, FloatArray]:
    """Return persons of all groups together [year 0..T]."""
    everyone = [made.people for made in matrices.groups]
    active = np.asarray(sum(own.active.sum(axis=(1, 2)) for own in everyone))
    paying = np.asarray(sum(own.active.sum(axis=(1, 2)) * own.paying_end for own in everyone))
    pensioners = sum(made.pensioners.at_end.sum(axis=1) for made in matrices.groups)
    all_years = np.arange(setting.base_year, setting.end_year + 1)
    flows = {
        name: np.append(np.nan, sum(getattr(own, name).sum(axis=(1, 2)) for own in everyone))
        for name in ("entrants", "leavers")
    }
    return {
        "contributors": paying,
        "pensioners": np.asarray(pensioners),
        "active_insured": active,
        "mean_contributors": np.append(
            matrices.base.payroll.mean_contributors, matrices.total("contributors")
        ),
        **flows,
        "new_pensioners": np.append(np.nan, matrices.total("new_pensioners").sum(axis=1)),
        "deaths": np.append(np.nan, matrices.total("deaths")),
        "eligible": annual_or(assumptions.eligible, all_years, matrices.working),
    }


def _warnings(fund: PensionFund, setting: Setting) -> list[Message]:
    """Say what ends with the base year or is easily forgotten."""
    reported, policy = fund.reported, fund.policy
    first = setting.base_year + 1
    found = []
    subsidised = policy.fiscal_subsidy.at(first) + policy.fiscal_subsidy_share.at(first) > 0
    if reported.fiscal_subsidy > 0 and not subsidised:
        found.append(message("the fiscal subsidy of the base year is not continued"))
    if reported.other_income > 0 and policy.other_premium.at(first) == 0:
        found.append(message("the other income of the base year is not continued"))
    rises = statutory_minimum_years(setting.years)
    own = policy.minimum_years.annual(setting.years)
    if policy.retirement == "statutory_2025" and (own < rises - 1e-9).any():
        found.append(message("minimum years stay below those of the 2024 decision: 20 from 2039"))
    return found


def _pooling_notes(policy: PensionPolicy) -> list[Message]:
    """Say plainly what local payout months are worth inside a higher pool."""
    if policy.pooled_from is None:
        return []
    year, month = divmod(policy.pooled_from, 12)
    return [
        message(
            "pooled above from {year}-{month:02d}: the balance is handed over; local payout months "
            "are notional from then on",
            year=year,
            month=month + 1,
        )
    ]
