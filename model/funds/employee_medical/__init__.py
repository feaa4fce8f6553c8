"""Employees' basic medical insurance (职工基本医疗保险)."""

from model.funds.employee_medical.equations import EQUATIONS, OUTPUTS
from model.funds.employee_medical.fund import outcome, problems
from model.funds.employee_medical.levers import Assumptions, Policy, Reported
from model.funds.kind import FundKind
from model.words.texts import Text

KIND = FundKind(
    name="employee_medical",
    title=Text("职工基本医疗保险", "Employees' medical insurance"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=("employer_rate", "contributions", "benefits"),
    problems=problems,
    outcome=outcome,
    outputs=OUTPUTS,
    equations=EQUATIONS,
)
