"""Pension of government and public institutions (机关事业单位养老保险).

The cohort engine with its own members and history: staff whose service before accounts began is
deemed paid in full, most women in posts that retired at 55, bases near the wage.
"""

from collections.abc import Iterator

from model.errors import Problem
from model.parameters.declaration import with_default
from model.pension import implicit_debt as debt
from model.pension.assumptions import PensionAssumptions
from model.pension.base import pension_problems
from model.pension.fund import pension_outcome
from model.pension.parameters import PensionPolicy as Policy
from model.pension.parameters import ReportedPension as Reported
from model.pension.worker_group import WorkerGroup as Group
from model.setting import FundInput, FundOutcome, Setting
from model.texts import Text

__all__ = [
    "RULE_TARGETS",
    "TITLE",
    "Assumptions",
    "Group",
    "Policy",
    "Reported",
    "implicit_debt",
    "outcome",
    "problems",
]

TITLE = Text("机关事业单位养老保险", "Institutions' pension")
RULE_TARGETS = ("employer_rate", "contributions", "benefits", "fiscal_subsidy")


class Assumptions(PensionAssumptions):
    """Members of institutions: as in enterprises, but for what their history makes different."""

    women_55_share: float = with_default(PensionAssumptions, "women_55_share", 0.8)
    deemed_share: float = with_default(PensionAssumptions, "deemed_share", 1.0)
    accounts_since: int = with_default(PensionAssumptions, "accounts_since", 2014)
    wage_dispersion: float = with_default(PensionAssumptions, "wage_dispersion", 0.3)


def problems(fund: FundInput, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year, or cannot be projected."""
    yield from pension_problems(fund, setting)


def outcome(fund: FundInput, setting: Setting) -> FundOutcome:
    """Project the fund with the cohort engine."""
    return pension_outcome(fund, setting)


def implicit_debt(fund: FundInput, long_setting: Setting) -> float:
    """Return what members have earned so far, yuan; see `model.pension.implicit_debt`."""
    return debt.implicit_debt(fund, long_setting)
