"""The implicit pension debt: what those now in the scheme have earned so far."""

from dataclasses import replace

import numpy as np

from model.economy import present_value
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.base_year import member_groups
from model.funds.pension_engine.cash_matrices import pension_operator
from model.funds.pension_engine.cohorts import by_cohort
from model.funds.pension_engine.fund import pension_increase
from model.funds.pension_engine.levers import PensionFund, PensionPolicy
from model.funds.pension_engine.money import pension_money
from model.funds.pension_engine.prepared import GroupMatrices, pension_matrices
from model.funds.setting import Setting
from model.parameters.dated import DatedValue

#: Years until the youngest member of the base year is gone.
YEARS_TO_EXTINCTION = 90


def implicit_debt(fund: PensionFund, long_setting: Setting) -> float:
    """Return the present value of accrued benefits, closed group, yuan.

    Pensions in payment for life, and pensions of today's active members with today's years,
    index and account only, from the ages at which they will retire, with future wages in the
    calculation base and future increases; accounts that go to heirs or with leavers included,
    funeral and survivor grants not. Source: accrued-to-date debt, World Bank (Holzmann et al.
    2004).

    Parameters
    ----------
    long_setting : reaches `YEARS_TO_EXTINCTION` years beyond the base year
    """
    closed = replace(
        fund,
        assumptions=fund.assumptions.model_copy(
            update={
                "entrants": DatedValue.constant(0.0),
                "coverage": None,
                "joining_pensioners": DatedValue.constant(0.0),
            }
        ),
        groups={
            name: group.model_copy(update={"entrants": DatedValue.constant(0.0)})
            for name, group in fund.groups.items()
        },
    )
    matrices = pension_matrices(closed, long_setting)
    groups = member_groups(closed, matrices.base)
    return sum(
        _accrued_by(made, group.policy, long_setting, fund.assumptions)
        for made, group in zip(matrices.groups, groups, strict=True)
    )


def _accrued_by(
    made: GroupMatrices, policy: PensionPolicy, setting: Setting, assumptions: PensionAssumptions
) -> float:
    """Return the present value of what one group has earned so far."""
    people, members = made.people, made.members
    base_year, years = setting.base_year, setting.years
    deemed = by_cohort(members.deemed_years, people.birth_years, base_year)
    service = by_cohort(members.paid_years, people.birth_years, base_year) + deemed
    shape = people.service.shape
    accrued = replace(
        people,
        service=np.broadcast_to(service, shape),
        index_years=np.broadcast_to(service * made.past_index, shape),
        deemed=np.broadcast_to(deemed, shape),
    )
    operator, _ = pension_operator(
        accrued,
        members,
        policy.accrual_rate.annual(years),
        policy.transition_coefficient.annual(years),
        base_year,
    )
    money = pension_money(
        operator,
        setting.economy,
        employee_rate=np.zeros(len(years)),
        account_interest=policy.account_interest.annual(years),
        increase=pension_increase(policy, assumptions, setting),
        grant_months=np.zeros(len(years)),
        award_level=assumptions.award_level,
    )
    outflow = money.benefits + money.account_refunds + money.transfers_out
    return float(present_value(outflow, setting.economy.discount_rate)[0])
