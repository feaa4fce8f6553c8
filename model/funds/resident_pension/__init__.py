"""Pension insurance of urban and rural residents (城乡居民基本养老保险)."""

from model.funds.kind import FundKind
from model.funds.resident_pension.equations import EQUATIONS, OUTPUTS
from model.funds.resident_pension.fund import outcome, problems
from model.funds.resident_pension.levers import Assumptions, Policy, Reported
from model.words.texts import Text

KIND = FundKind(
    name="resident_pension",
    title=Text("城乡居民基本养老保险", "Residents' pension"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=(
        "contributions",
        "fiscal_subsidy",
        "basic_pensions",
        "account_pensions",
        "lump_sums",
    ),
    problems=problems,
    outcome=outcome,
    outputs=OUTPUTS,
    equations=EQUATIONS,
)
