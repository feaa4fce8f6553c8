"""Basic living security of farmers whose land was taken (被征地农民基本生活保障)."""

from model.funds.kind import FundKind
from model.funds.land_security.equations import EQUATIONS, OUTPUTS
from model.funds.land_security.fund import outcome, problems
from model.funds.land_security.levers import Assumptions, Policy, Reported
from model.words.texts import Text

KIND = FundKind(
    name="land_security",
    title=Text("被征地农民基本生活保障", "Land-expropriated farmers' security"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=("contributions", "land_revenue", "fiscal_subsidy", "benefits", "lump_sums"),
    problems=problems,
    outcome=outcome,
    outputs=OUTPUTS,
    equations=EQUATIONS,
)
