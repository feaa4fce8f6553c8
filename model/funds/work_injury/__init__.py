"""Work-injury insurance (工伤保险)."""

from model.funds.kind import FundKind
from model.funds.work_injury.equations import EQUATIONS, OUTPUTS
from model.funds.work_injury.fund import outcome, problems
from model.funds.work_injury.levers import Assumptions, Policy, Reported
from model.words.texts import Text

KIND = FundKind(
    name="work_injury",
    title=Text("工伤保险", "Work-injury insurance"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=("employer_rate", "contributions", "injury_prevention"),
    problems=problems,
    outcome=outcome,
    outputs=OUTPUTS,
    equations=EQUATIONS,
)
