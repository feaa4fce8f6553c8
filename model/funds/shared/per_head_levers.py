"""Parameters of the funds without contributions on wages: amounts a head, people by age."""

from typing import ClassVar

from model.funds.shared.payroll_fund_levers import BranchAssumptions
from model.funds.shared.payroll_levers import EVEN_SEASON, PayrollPolicy
from model.funds.shared.reported import ReportedAccount, ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    MONEY_A_YEAR,
    MONTHS,
    PERSONS,
    SHARE,
    Effect,
    Section,
    parameter,
    with_default,
)
from model.words.texts import Text

constant = DatedValue.constant
_REPORT = "the bureau's final account"
_LATE_SEASON = (0.0,) * 9 + (0.2, 0.3, 0.5)


class ReportedPerHead(ReportedAccount):
    """The final account of a fund that takes and pays amounts a head."""

    income: float = with_default(
        ReportedPayroll,
        "income",
        effect=Effect("income", +1, 1000.0),
    )
    expenditure: float = with_default(
        ReportedPayroll,
        "expenditure",
        effect=Effect("expenditure", +1, 100.0),
    )
    recipients: float = parameter(
        zh="领取待遇人数",
        en="Recipients",
        help_zh="年末按月领取待遇的人数。",
        help_en="Persons drawing a monthly benefit at the year's end.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("expenditure", 0, 100.0),
    )
    lump_sums: float = parameter(
        0.0,
        zh="一次性支出（基年）",
        en="Lump sums, base year",
        help_zh="支出中的丧葬补助、死亡退还等一次性支出。",
        help_en="Funeral grants and refunds within the expenditure.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("lump_sums", +1, 20.0),
    )


class PerHeadPolicy(Section):
    """Increases, grants, subsidy and seasons."""

    title: ClassVar[Text] = Text("政策", "Policy")

    increase: DatedValue = parameter(
        constant(0.0),
        zh="待遇调整比例",
        en="Increase of the benefit",
        help_zh="每年 1 月 1 日上调定额待遇（保障金、基础养老金）的比例，与下两项相加。",
        help_en="Rise of the flat benefit on 1 January, added to the two weights below.",
        unit=SHARE,
        bounds=(-0.5, 5.0),
        step=0.01,
        headline=1,
        source="local decrees; assumption",
        effect=Effect("expenditure", +1, 0.01),
    )
    increase_wage_weight: DatedValue = parameter(
        constant(0.0),
        zh="与工资增长挂钩的权重",
        en="Weight of wage growth in increases",
        help_zh="待遇调整比例中平均工资增长率的权重。",
        help_en="How much of wage growth is passed on to the benefit.",
        unit=SHARE,
        bounds=(0.0, 1.5),
        step=0.05,
        source="assumption",
        effect=Effect("expenditure", +1, 0.1),
    )
    increase_price_weight: DatedValue = parameter(
        constant(0.0),
        zh="与物价涨幅挂钩的权重",
        en="Weight of price growth in increases",
        help_zh="待遇调整比例中物价涨幅的权重。",
        help_en="How much of price growth is passed on to the benefit.",
        unit=SHARE,
        bounds=(0.0, 1.5),
        step=0.05,
        source="assumption",
        effect=Effect("expenditure", +1, 0.1),
    )
    fiscal_subsidy: DatedValue = with_default(
        PayrollPolicy,
        "fiscal_subsidy",
        constant(0.0),
        help_zh="各级财政每年另外补助基金的金额。",
        help_en="What governments pay into the fund a year besides all else.",
    )
    funeral_months: DatedValue = parameter(
        constant(0.0),
        zh="丧葬补助（月数）",
        en="Funeral grant, months of the benefit",
        help_zh="参保人死亡后一次性发放，按当年定额待遇的月数计。",
        help_en="Paid once on a member's death, in months of the year's flat benefit.",
        unit=MONTHS,
        bounds=(0.0, 60.0),
        step=1,
        source="local decrees: from none to about 20 months; assumption",
        effect=Effect("lump_sums", +1, 2.0),
    )
    contribution_season: tuple[float, ...] = with_default(
        PayrollPolicy,
        "contribution_season",
        EVEN_SEASON,
        effect=Effect("interest", -1, _LATE_SEASON),
    )
    benefit_season: tuple[float, ...] = with_default(
        PayrollPolicy,
        "benefit_season",
        EVEN_SEASON,
        help_zh="全年待遇支出在十二个月的分布，合计为 1。",
        help_en="How a year's benefits fall on the twelve months; they sum to 1.",
        effect=Effect("interest", +1, _LATE_SEASON),
    )


class PerHeadAssumptions(Section):
    """Interest on the balance, other spending."""

    title: ClassVar[Text] = Text("假设", "Assumptions")

    interest: DatedValue | None = with_default(
        BranchAssumptions,
        "interest",
        None,
    )
    other_expenditure: DatedValue = with_default(
        BranchAssumptions,
        "other_expenditure",
        constant(0.0),
    )
