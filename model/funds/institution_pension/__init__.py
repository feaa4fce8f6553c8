"""Pension of government and public institutions (机关事业单位养老保险)."""

from model.funds.institution_pension.levers import Assumptions
from model.funds.kind import FundKind
from model.funds.pension_engine.base_year import pension_problems
from model.funds.pension_engine.equations import PENSION
from model.funds.pension_engine.fund import pension_outcome
from model.funds.pension_engine.implicit_debt import implicit_debt
from model.funds.pension_engine.levers import PensionPolicy, ReportedPension
from model.funds.pension_engine.worker_group import WorkerGroup
from model.words.texts import Text

KIND = FundKind(
    name="institution_pension",
    title=Text("机关事业单位养老保险", "Institutions' pension"),
    reported=ReportedPension,
    policy=PensionPolicy,
    assumptions=Assumptions,
    rule_targets=("employer_rate", "contributions", "benefits", "fiscal_subsidy"),
    problems=pension_problems,
    outcome=pension_outcome,
    equations=PENSION,
    group=WorkerGroup,
    implicit_debt=implicit_debt,
)
