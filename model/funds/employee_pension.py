"""Enterprise employees' basic pension (企业职工基本养老保险)."""

from collections.abc import Iterator

from model.errors import Problem
from model.pension import implicit_debt as debt
from model.pension.assumptions import PensionAssumptions as Assumptions
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

TITLE = Text("企业职工基本养老保险", "Enterprise employees' pension")
RULE_TARGETS = ("employer_rate", "contributions", "benefits", "fiscal_subsidy")


def problems(fund: FundInput, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year, or cannot be projected."""
    yield from pension_problems(fund, setting)


def outcome(fund: FundInput, setting: Setting) -> FundOutcome:
    """Project the fund: contributors x declared base x rate against retirees x own pension."""
    return pension_outcome(fund, setting)


def implicit_debt(fund: FundInput, long_setting: Setting) -> float:
    """Return what members have earned so far, yuan; see `model.pension.implicit_debt`."""
    return debt.implicit_debt(fund, long_setting)
