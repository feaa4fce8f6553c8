"""Unemployment insurance (失业保险)."""

from model.funds.kind import FundKind
from model.funds.unemployment.equations import EQUATIONS, OUTPUTS
from model.funds.unemployment.fund import outcome, problems
from model.funds.unemployment.levers import Assumptions, Policy, Reported
from model.words.texts import Text

KIND = FundKind(
    name="unemployment",
    title=Text("失业保险", "Unemployment insurance"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=(
        "employer_rate",
        "contributions",
        "benefits",
        "stabilisation_refunds",
        "training",
    ),
    problems=problems,
    outcome=outcome,
    outputs=OUTPUTS,
    equations=EQUATIONS,
)
