"""A cohort pension fund from its scenario sections to its flows.

Reading `pension_outcome` from top to bottom is reading the engine: base year, members,
demography, operator, money, flows. Groups of workers with rules of their own run through the
same steps beside the fund's own members.
"""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from model.account.yearly import FundFlows, Item, OpeningAccount
from model.arrays import FloatArray, after, ratio_or_nan
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.base_year import PensionBase, member_groups
from model.funds.pension_engine.continuing_levers import fading
from model.funds.pension_engine.levers import PensionFund, PensionPolicy
from model.funds.pension_engine.money import PensionMoney, pension_money
from model.funds.pension_engine.prepared import GroupMatrices, PensionMatrices, pension_matrices
from model.funds.setting import FundOutcome, Setting
from model.funds.shared.base_year import opening_ledger
from model.funds.shared.dues import (
    ContributionRates,
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
        income=_income(fund, setting, matrices, money),
        expenditure=_expenditure(fund, setting, matrices, money),
        interest_rate=interest_rate(assumptions.interest, setting),
        rules=fund.rules,
        hand_over=_hand_over(policy, setting),
    )
    return FundOutcome(
        flows=flows,
        persons=_persons(matrices, assumptions, setting),
        wage_bill=after(matrices.wage_bill, money.wage_bill),
        averages=_averages(
            matrices, money, after(*_contribution_rates(matrices, money, employer + employee))
        ),
        wage=setting.economy.wage,
        notes=(
            matrices.own.members.origin,
            *base.derived,
            *_warnings(fund, setting),
            *_pooling_notes(policy),
        ),
    )


def _contribution_rates(
    matrices: PensionMatrices, money: PensionMoney, due: FloatArray
) -> tuple[float, FloatArray]:
    """Return the rate of the base year and of the projected years [year 1..T, path]."""
    base, wages = matrices.base, money.wage_bill
    return base.payroll.due / matrices.wage_bill, ratio_or_nan(due, wages)


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


def _income(
    fund: PensionFund, setting: Setting, matrices: PensionMatrices, money: PensionMoney
) -> list[Item]:
    retirees = sum(made.pensioners.mean.sum(axis=1) for made in matrices.groups)
    share = fund.policy.allocation_rate.annual(setting.years)
    return [
        *premium_and_subsidy(fund.policy, setting, money.benefits),
        setting.item("transfers_in", fund.assumptions.transfers_in),
        Item("allocation", (share * retirees)[:, None] * setting.economy.wage[1:]),
    ]


def _expenditure(
    fund: PensionFund, setting: Setting, matrices: PensionMatrices, money: PensionMoney
) -> list[Item]:
    season = np.asarray(fund.policy.benefit_season)
    active = sum(made.people.exposure.sum(axis=(1, 2)) for made in matrices.groups)
    upload = fund.policy.upload_rate.annual(setting.years) * 0.9
    return [
        Item("benefits", money.benefits, season),
        Item("lump_sums", money.grants + money.account_refunds, season),
        Item("transfers_out", money.transfers_out),
        Item("upload", (upload * active)[:, None] * setting.economy.wage[1:]),
        setting.item("other_expenditure", fund.assumptions.other_expenditure),
    ]


def _hand_over(policy: PensionPolicy, setting: Setting) -> tuple[int, int] | None:
    """Return projected year and month from which a higher pool has the balance."""
    if policy.pooled_from is None:
        return None
    year, month = divmod(policy.pooled_from, 12)
    position = year - setting.base_year - 1
    return (position, month) if 0 <= position < len(setting.years) else None


def _persons(
    matrices: PensionMatrices, assumptions: PensionAssumptions, setting: Setting
) -> dict[str, FloatArray]:
    base = matrices.base
    everyone = [made.people for made in matrices.groups]
    active = np.asarray(sum(own.active.sum(axis=(1, 2)) for own in everyone))
    paying = np.asarray(sum(own.active.sum(axis=(1, 2)) * own.paying_end for own in everyone))
    counts = [made.pensioners for made in matrices.groups]
    pensioners = np.asarray(sum(own.at_end.sum(axis=1) for own in counts))
    mean = np.asarray(sum(own.mean.sum(axis=1) for own in counts))
    all_years = np.arange(setting.base_year, setting.end_year + 1)
    flows = {
        name: np.append(np.nan, sum(getattr(own, name).sum(axis=(1, 2)) for own in everyone))
        for name in ("entrants", "leavers")
    }
    return {
        "contributors": paying,
        "pensioners": pensioners,
        "active_insured": active,
        "insured": active + pensioners,
        "mean_contributors": np.append(
            base.payroll.mean_contributors, matrices.total("contributors")
        ),
        "mean_pensioners": np.append(base.mean_retirees, mean),
        **flows,
        "new_pensioners": np.append(np.nan, matrices.total("new_pensioners").sum(axis=1)),
        "deaths": np.append(np.nan, matrices.total("deaths")),
        "eligible": annual_or(assumptions.eligible, all_years, matrices.working),
    }


def _averages(
    matrices: PensionMatrices, money: PensionMoney, contribution_rate: FloatArray
) -> dict[str, FloatArray]:
    base = matrices.base
    mean = np.asarray(sum(made.pensioners.mean.sum(axis=1) for made in matrices.groups))
    with np.errstate(invalid="ignore", divide="ignore"):
        pension = money.benefits / (12 * mean[:, None])
        declared = money.wage_bill / matrices.total("contributors")[:, None]
    return {
        "average_pension": after(base.average_pension, pension),
        "new_pension": after(np.nan, money.new_pension),
        "average_base": after(matrices.wage_bill / base.payroll.mean_contributors, declared),
        "contribution_rate": contribution_rate,
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
