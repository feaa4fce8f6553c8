"""Heating aid of old residents (made up): a kind of fund that only a test has."""

from model.funds.heating_aid.equations import EQUATIONS, OUTPUTS
from model.funds.heating_aid.fund import outcome, problems
from model.funds.heating_aid.levers import Assumptions, Policy, Reported

from model.funds.kind import FundKind
from model.words.texts import Text

KIND = FundKind(
    name="heating_aid",
    title=Text("老年居民取暖补助", "Heating aid"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=("heating_grants", "fiscal_subsidy"),
    problems=problems,
    outcome=outcome,
    outputs=OUTPUTS,
    equations=EQUATIONS,
)
