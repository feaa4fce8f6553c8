"""Maternity insurance (生育保险)."""

from model.funds.kind import FundKind
from model.funds.maternity.equations import EQUATIONS, OUTPUTS
from model.funds.maternity.fund import outcome, problems
from model.funds.maternity.levers import Assumptions, Policy, Reported
from model.words.texts import Text

KIND = FundKind(
    name="maternity",
    title=Text("生育保险", "Maternity insurance"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=("employer_rate", "contributions"),
    problems=problems,
    outcome=outcome,
    outputs=OUTPUTS,
    equations=EQUATIONS,
)
