"""The table of contents of the model: reading this module and those it names is reading the model.

A scenario (`model.scenario.scenario`) gives the economy (`model.economy`) and the people
(`model.people.population`). Each fund makes its flows of them (`model.funds`, a folder a kind), the
account settles the flows year by year (`model.account`), and what the account says are series and
indicators (`model.results.fund_projection`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from model.account.settlement import settle
from model.arrays import FloatArray, IntArray
from model.funds.kinds import kinds
from model.funds.setting import AnyFund, Setting
from model.results.consolidation import consolidate
from model.results.frame import tidy_frame
from model.results.fund_projection import FundProjection, held_values
from model.scenario.scenario import Scenario, same_setting
from model.words.texts import Message

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Projection:
    """All funds of a scenario, and their sum."""

    scenario: Scenario
    years: IntArray
    funds: Mapping[str, FundProjection]

    def __repr__(self) -> str:
        """Say the answers, one sentence a fund."""
        return "\n".join(repr(fund) for fund in self.funds.values())

    @property
    def notes(self) -> tuple[Message, ...]:
        """What holds for all funds: where the economy's tables end."""
        return (
            *held_values(self.scenario, "assumptions."),
            *held_values(self.scenario, "policy."),
        )

    @cached_property
    def total(self) -> Mapping[str, FloatArray]:
        """Income, expenditure, surplus, balance, payout months of all funds [year 0..T, path]."""
        together = consolidate(tuple(self.funds.values()))
        return {**together.series, "payout_months": together.indicators["payout_months"]}

    def to_frame(self) -> "pd.DataFrame":
        """Return the first path in tidy long form: fund, year, variable, value, unit."""
        return tidy_frame(self.funds.values(), self.scenario.currency)


def project(scenario: Scenario, earlier: Projection | None = None) -> Projection:
    """Project every fund of a scenario.

    Parameters
    ----------
    earlier : a projection whose funds are taken over where fund and setting are the same

    Raises
    ------
    AccountingError
        if a ledger does not close.
    """
    setting = scenario.setting()
    years = np.arange(scenario.base_year, scenario.end_year + 1)
    known = earlier.funds if earlier and same_setting(scenario, earlier.scenario) else {}
    funds = {
        name: known[name]
        if name in known and known[name].fund == fund
        else project_fund(scenario, fund, setting, years)
        for name, fund in scenario.funds.items()
    }
    return Projection(scenario=scenario, years=years, funds=funds)


def project_fund(
    scenario: Scenario, fund: AnyFund, setting: Setting, years: IntArray
) -> FundProjection:
    """Project one fund: its kind makes the flows, the ledger settles them."""
    outcome = kinds()[fund.kind].outcome(fund, setting)
    account = settle(outcome.flows)
    return FundProjection(fund, years, outcome, account, setting, scenario)
