"""Parameters of the funds without contributions on wages: amounts a head, people by age."""

from typing import ClassVar

from model.funds.shared.payroll_levers import EVEN_SEASON
from model.funds.shared.reported import ReportedAccount
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    MONEY_A_YEAR,
    MONTHS,
    PERSONS,
    SHARE,
    SHARES,
    Effect,
    Section,
    parameter,
)
from model.words.texts import Text

constant = DatedValue.constant
_REPORT = "the bureau's final account"
_LATE_SEASON = (0.0,) * 9 + (0.2, 0.3, 0.5)


class ReportedPerHead(ReportedAccount):
    """The final account of a fund that takes and pays amounts a head."""

    income: float = parameter(
        zh="基金收入",
        en="Income",
        help_zh="基年决算的基金总收入。",
        help_en="Total income of the base year's final account.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("income", +1, 1000.0),
    )
    expenditure: float = parameter(
        zh="基金支出",
        en="Expenditure",
        help_zh="基年决算的基金总支出。",
        help_en="Total expenditure of the base year's final account.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
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
    fiscal_subsidy: DatedValue = parameter(
        constant(0.0),
        zh="财政补贴（定额）",
        en="Fiscal subsidy, amount",
        help_zh="各级财政每年另外补助基金的金额。",
        help_en="What governments pay into the fund a year besides all else.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        headline=2,
        source="assumption",
        effect=Effect("fiscal_subsidy", +1, 100.0),
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
    contribution_season: tuple[float, ...] = parameter(
        EVEN_SEASON,
        zh="缴费的月度分布",
        en="Contributions by month",
        help_zh="全年缴费在十二个月的分布，合计为 1。",
        help_en="How a year's contributions fall on the twelve months; they sum to 1.",
        unit=SHARES,
        source="assumption: even",
        effect=Effect("interest", -1, _LATE_SEASON),
    )
    benefit_season: tuple[float, ...] = parameter(
        EVEN_SEASON,
        zh="支出的月度分布",
        en="Benefits by month",
        help_zh="全年待遇支出在十二个月的分布，合计为 1。",
        help_en="How a year's benefits fall on the twelve months; they sum to 1.",
        unit=SHARES,
        source="assumption: even",
        effect=Effect("interest", +1, _LATE_SEASON),
    )


class PerHeadAssumptions(Section):
    """Interest on the balance, other spending."""

    title: ClassVar[Text] = Text("假设", "Assumptions")

    interest: DatedValue | None = parameter(
        None,
        zh="本基金收益率",
        en="Interest of this fund",
        help_zh="本基金结余的收益率；不填则用经济假设中的收益率。",
        help_en="Interest on this fund's balance, in place of the economy's.",
        unit=SHARE,
        bounds=(-0.05, 0.2),
        step=0.0025,
        source="assumption",
        observed=True,
        effect=Effect("interest", +1, 0.01),
    )
    other_expenditure: DatedValue = parameter(
        constant(0.0),
        zh="其他支出",
        en="Other expenditure",
        help_zh="待遇之外的其他支出。",
        help_en="Expenditure besides benefits.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="assumption",
        effect=Effect("other_expenditure", +1, 10.0),
    )
