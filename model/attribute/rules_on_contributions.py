"""What contributions would be without the rules that look at the fund (docs/method/rules.md)."""

import numpy as np

from model.account.collection import collect, plan_of_all_years, with_late
from model.arrays import FloatArray, after
from model.results.fund_projection import FundProjection

_TARGETS = ("contributions", "employer_rate")


def rules_acted(fund: FundProjection, row: int) -> bool:
    """Whether a rule acted on contributions or the employer rate; of the first path.

    In a row, the year before, or the one before that, of which deferred contributions arrive.
    """
    return any(
        bool((factor[row - 2 : row + 1, 0] != 1).any())
        for rule, factor in zip(fund.outcome.flows.rules, fund.account.rule_factors, strict=True)
        if rule.acts_on in _TARGETS
    )


def contributions_before_rules(fund: FundProjection) -> FloatArray:
    """Return contributions had no rule ever acted on them, yuan; NaN in year 0."""
    flows = fund.outcome.flows
    due = flows.contributions
    if due is None:
        given = [item.amount for item in flows.income if item.name == "contributions"]
        return after(np.nan, np.asarray(sum(given)))
    collection = collect(due.employer, due.employee, plan_of_all_years(due.plan))
    return after(np.nan, with_late(collection.in_time, collection.late))
