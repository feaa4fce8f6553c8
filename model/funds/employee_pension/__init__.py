"""Enterprise employees' basic pension (企业职工基本养老保险)."""

from model.funds.kind import FundKind
from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.base_year import pension_problems
from model.funds.pension_engine.equations import PENSION
from model.funds.pension_engine.fund import pension_outcome
from model.funds.pension_engine.implicit_debt import implicit_debt
from model.funds.pension_engine.levers import PensionPolicy, ReportedPension
from model.funds.pension_engine.worker_group import WorkerGroup
from model.words.texts import Text

KIND = FundKind(
    name="employee_pension",
    title=Text("企业职工基本养老保险", "Enterprise employees' pension"),
    reported=ReportedPension,
    policy=PensionPolicy,
    assumptions=PensionAssumptions,
    rule_targets=("employer_rate", "contributions", "benefits", "fiscal_subsidy"),
    problems=pension_problems,
    outcome=pension_outcome,
    equations=PENSION,
    leads_joint_collection=True,
    group=WorkerGroup,
    implicit_debt=implicit_debt,
)
