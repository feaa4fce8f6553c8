"""Rules that look at last year's payout months: when they act, and what they multiply.

docs/method/rules.md. All rules look at the same figure and their factors multiply.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from model.account.collection import Amount
from model.arrays import FloatArray, IntArray
from model.parameters.rules import Rule


class ActingRule(NamedTuple):
    """One rule in one year: whether it acts, in force or not, and its factor; each of one path
    or [path].
    """

    acts: Any
    factor: Amount


#: Before the first projected year no rule acts.
NOT_YET = ActingRule(acts=False, factor=1.0)


def payout_months(pooled: Amount, spent: Amount) -> Amount:
    """Return for how many months a balance pays the expenditure of the year that it ends."""
    with np.errstate(divide="ignore", invalid="ignore"):
        months = 12 * np.float64(pooled) / spent
    # plain floats are several times faster than arrays of one
    return months if months.ndim else float(months)


def acting(rule: Rule, last_year: Amount, before: ActingRule, in_force: float) -> ActingRule:
    """Return what a rule does in a year.

    Parameters
    ----------
    last_year : payout months at last year's end
    before : the rule last year; it goes on acting until `until_below`
    in_force : share of the year for which the rule is in force
    """
    acts: Any = True
    if rule.at_least is not None:
        acts = acts & (last_year >= rule.at_least)
    if rule.until_below is not None:
        acts = acts | (before.acts & (last_year >= rule.until_below))
    if rule.below is not None:
        acts = acts & (last_year < rule.below)
    # a rule remembers only years in which it was in force
    return ActingRule(acts if in_force > 0 else False, 1 + (rule.factor - 1) * acts * in_force)


def by_target(rules: Sequence[Rule], acted: Sequence[ActingRule]) -> dict[str, Amount]:
    """Return by what each item or rate is multiplied in a year; what is not named, by 1."""
    factors: dict[str, Amount] = {}
    for rule, own in zip(rules, acted, strict=True):
        factors[rule.acts_on] = factors.get(rule.acts_on, 1.0) * own.factor
    return factors


def factor_on(target: str, rules: Sequence[Rule], factors: Sequence[FloatArray]) -> Amount:
    """Return what all rules together multiplied a target with [year 1..T, path], or 1.

    Parameters
    ----------
    factors : of each rule [year 0..T, path], as in `Account.rule_factors`
    """
    together: Amount = 1.0
    for rule, own in zip(rules, factors, strict=True):
        if rule.acts_on == target:
            together = together * own[1:]
    return together


def shares_in_force(rule: Rule, years: IntArray) -> list[float]:
    """Return for which share of each year a rule is in force [year]."""
    month = years[:, None] * 12 + np.arange(12)
    shares: list[float] = ((month >= rule.from_) & (month <= rule.to)).mean(axis=1).tolist()
    return shares
