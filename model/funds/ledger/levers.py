"""Levers of a ledger fund: its yearly tables."""

from typing import ClassVar

from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.payroll_fund_levers import BranchAssumptions
from model.funds.shared.payroll_levers import PayrollPolicy
from model.funds.shared.reported import ReportedAccount, ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    CURRENCY_A_YEAR,
    MONEY,
    MONEY_A_YEAR,
    PERSONS,
    SHARE,
    Effect,
    Section,
    parameter,
    with_default,
)
from model.words.texts import Text

constant = DatedValue.constant


class Reported(ReportedAccount):
    """The opening balance, and the base year's flows where they are known."""

    income: float | None = with_default(
        ReportedPayroll,
        "income",
        None,
        help_zh="基年决算的基金总收入；不知道可不填。",
        help_en="Total income of the base year; leave it out if unknown.",
        source="the fund's final account",
        effect=Effect("income", +1, 1000.0),
    )
    expenditure: float | None = with_default(
        ReportedPayroll,
        "expenditure",
        None,
        help_zh="基年决算的基金总支出；不知道可不填。",
        help_en="Total expenditure of the base year; leave it out if unknown.",
        source="the fund's final account",
    )


class Policy(Section):
    """Rates of a ledger fund."""

    title: ClassVar[Text] = Text("政策", "Policy")

    contribution_rate: DatedValue = parameter(
        constant(0.0),
        zh="缴费比例",
        en="Contribution rate",
        help_zh="缴费占缴费工资总额的比例。",
        help_en="Contributions as a share of the covered wage bill.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.005,
        headline=1,
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, 0.01),
    )
    collection_rate: DatedValue = with_default(
        PayrollPolicy,
        "collection_rate",
        constant(1.0),
        help_zh="实收占应收的比例。",
        help_en="Contributions collected over contributions due.",
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, -0.05),
        headline=0,
    )
    fiscal_subsidy: DatedValue = parameter(
        constant(0.0),
        zh="财政补贴",
        en="Fiscal subsidy",
        help_zh="各级财政每年补助基金的金额。",
        help_en="What governments pay into the fund a year.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("fiscal_subsidy", +1, 100.0),
    )


class Assumptions(Section):
    """Drivers of a ledger fund, year by year."""

    title: ClassVar[Text] = Text("假设", "Assumptions")

    contributors: DatedValue | None = with_default(
        CommonLevers,
        "contributors",
        None,
        help_zh="各年平均缴费人数。",
        help_en="Mean number of contributors of each year.",
        bounds=(0.0, 2e9),
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, 1000.0),
    )
    base_per_head: DatedValue | None = parameter(
        None,
        zh="人均缴费基数",
        en="Declared base a head",
        help_zh="各年人均缴费基数。",
        help_en="Declared base of a contributor, a year.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e12),
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, 100.0),
    )
    wage_bill: DatedValue | None = parameter(
        None,
        zh="缴费工资总额",
        en="Covered wage bill",
        help_zh="各年缴费工资总额，代替人数乘以人均基数。",
        help_en="Covered wage bill of each year, in place of contributors x base.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, 1000.0),
    )
    beneficiaries: DatedValue | None = parameter(
        None,
        zh="享受待遇人数",
        en="Beneficiaries",
        help_zh="各年平均享受待遇人数。",
        help_en="Mean number of beneficiaries of each year.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source="the valuation that is reproduced",
        effect=Effect("benefits", +1, 1000.0),
    )
    benefit_per_head: DatedValue | None = parameter(
        None,
        zh="人均待遇",
        en="Benefit a head",
        help_zh="各年人均待遇。",
        help_en="Benefit of a beneficiary, a year.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e12),
        source="the valuation that is reproduced",
        effect=Effect("benefits", +1, 100.0),
    )
    benefits: DatedValue | None = with_default(
        CommonLevers,
        "benefits",
        None,
        help_zh="各年待遇支出总额，代替人数乘以人均待遇。",
        help_en="Benefits of each year, in place of beneficiaries x benefit.",
        bounds=(0.0, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("benefits", +1, 1000.0),
    )
    other_income: DatedValue = with_default(
        CommonLevers,
        "other_income",
        constant(0.0),
        help_zh="缴费和利息之外的收入。",
        help_en="Income besides contributions and interest.",
        bounds=(-1e18, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("income", +1, 100.0),
    )
    other_expenditure: DatedValue = with_default(
        BranchAssumptions,
        "other_expenditure",
        constant(0.0),
        help_zh="待遇之外的支出。",
        bounds=(-1e18, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("expenditure", +1, 100.0),
    )
    interest: DatedValue | None = with_default(
        BranchAssumptions,
        "interest",
        None,
        bounds=(-0.5, 0.5),
        source="the valuation that is reproduced",
        step=None,
        observed=False,
    )
    published_balance: DatedValue | None = parameter(
        None,
        zh="公布的累计结余",
        en="Published balance",
        help_zh="各年公布的年末结余；流量解释不了的部分列为存量流量差额。逐年给出，不向后沿用。",
        help_en="Published year-end balances; what flows do not explain is the stock-flow "
        "difference. Each year by itself; none is carried on.",
        unit=MONEY,
        bounds=(-1e18, 1e18),
        source="yearbooks",
        effect=Effect("balance", +1, 1000.0),
    )


#: A fund of this kind.
Fund = FundInput[Reported, Policy, Assumptions]
