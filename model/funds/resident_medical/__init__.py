"""Residents' basic medical insurance (城乡居民基本医疗保险)."""

from model.funds.kind import FundKind
from model.funds.resident_medical.equations import EQUATIONS, OUTPUTS
from model.funds.resident_medical.fund import outcome, problems
from model.funds.resident_medical.levers import Assumptions, Policy, Reported
from model.words.texts import Text

KIND = FundKind(
    name="resident_medical",
    title=Text("城乡居民基本医疗保险", "Residents' medical insurance"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=("own_premiums", "fiscal_subsidy", "benefits", "other_expenditure"),
    problems=problems,
    outcome=outcome,
    outputs=OUTPUTS,
    equations=EQUATIONS,
)
