"""Benefits of several types in one branch: their cost as wages grow, their place in the account."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from model.account.flows import FundFlows, Item
from model.arrays import FloatArray
from model.funds.setting import Setting
from model.funds.shared.payroll_fund import Branch, branch_flows
from model.funds.shared.payroll_fund_levers import PayrollFund
from model.parameters.dated import DatedValue


def cost_trend(elasticity: DatedValue, setting: Setting) -> FloatArray:
    """Return what a case costs over the base year's [year 1..T, path].

    ``trend_t = trend_{t-1} (1 + elasticity x growth of the average wage)``.
    """
    growth = elasticity.annual(setting.years)[:, None] * setting.economy.wage_growth
    return np.asarray(np.cumprod(1 + growth, axis=0))


def flows_by_type(
    fund: PayrollFund,
    setting: Setting,
    branch: Branch,
    *,
    benefits: Sequence[Item],
    others: Sequence[Item] = (),
    base_expenditure: Mapping[str, float],
) -> FundFlows:
    """Return the flows of a branch whose benefits are several items.

    A subsidy that is a share of benefits is a share of them all.

    Parameters
    ----------
    benefits, others : expenditure of the projected years
    base_expenditure : the base year's items, yuan; they sum to the reported expenditure
    """
    total = Item("benefits", np.sum([item.amount for item in benefits], axis=0))
    flows = branch_flows(
        fund, setting, branch, expenditure=[total, *others], base_expenditure=base_expenditure
    )
    return replace(flows, expenditure=[*benefits, *flows.expenditure[1:]])
