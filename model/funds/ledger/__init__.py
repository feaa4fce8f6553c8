"""Any fund from yearly tables (`ledger`): no cohorts, every driver a dated table."""

from model.funds.kind import FundKind
from model.funds.ledger.equations import EQUATIONS
from model.funds.ledger.fund import outcome, problems
from model.funds.ledger.levers import Assumptions, Policy, Reported
from model.words.texts import Text

KIND = FundKind(
    name="ledger",
    title=Text("收支台账", "Ledger fund"),
    reported=Reported,
    policy=Policy,
    assumptions=Assumptions,
    rule_targets=(
        "contributions",
        "benefits",
        "fiscal_subsidy",
        "other_income",
        "other_expenditure",
    ),
    problems=problems,
    outcome=outcome,
    equations=EQUATIONS,
    given_by_year=True,
)
