"""Policy levers of every fund that collects contributions on wages.

Their equations stand in docs/method/ledger_account.md.
"""

from typing import ClassVar

from pydantic import field_validator

from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    MONEY_A_YEAR,
    MONTHS,
    MULTIPLE,
    SHARE,
    SHARES,
    Effect,
    Section,
    parameter,
)
from model.parameters.window import Window
from model.words.texts import Text

constant = DatedValue.constant
EVEN_SEASON = (1 / 12,) * 12


class Relief(Window):
    """A share of the employer rate forgone between two months (减免、临时性下浮)."""

    title: ClassVar[Text] = Text("阶段性降费", "Temporary rate cut")

    share_of_employer_rate: float = parameter(
        zh="单位费率减免比例",
        en="Share of the employer rate forgone",
        help_zh="起止月份内少收的单位缴费占应收单位缴费的比例。",
        help_en="Share of the employer contributions not asked for between the two months.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="provincial notices of 2009 (temporary cut); docs/method/ledger_account.md",
        effect=Effect("contributions", -1, 0.1),
    )


class Deferral(Window):
    """Firms in difficulty pay the employer part some months late (缓缴)."""

    title: ClassVar[Text] = Text("缓缴", "Deferral")

    share_of_firms: float = parameter(
        zh="缓缴企业占比",
        en="Share of firms deferring",
        help_zh="按单位应缴费额计，获准缓缴的企业所占比例。",
        help_en="Firms allowed to defer, as a share of the employer contributions due.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="Hainan notice 2009 no. 80",
        effect=Effect("contributions", -1, 0.1),
    )
    months: int = parameter(
        6,
        zh="缓缴月数",
        en="Months deferred",
        help_zh="单位缴费推迟几个月缴纳，最长 12 个月。",
        help_en="By how many months the employer part is paid late, 12 at most.",
        unit=MONTHS,
        bounds=(1, 12),
        step=1,
        source="Hainan notice 2009 no. 80: at most 6",
        effect=Effect("interest", -1, 3),
    )
    default_share: float = parameter(
        0.0,
        zh="到期不缴比例",
        en="Share never paid when due",
        help_zh="缓缴到期后未缴、转为欠费的比例。",
        help_en="Share of the deferred contributions that falls into arrears.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="assumption",
        effect=Effect("contributions", -1, 0.1),
    )


class PayrollPolicy(Section):
    """Collection, relief, deferral and subsidy: the same levers for every payroll fund."""

    title: ClassVar[Text] = Text("政策", "Policy")

    base_floor: DatedValue = parameter(
        constant(0.6),
        zh="缴费基数下限",
        en="Floor of the contribution base",
        help_zh="缴费基数不得低于当地平均工资的这一倍数。",
        help_en="The declared base is at least this multiple of the local average wage.",
        unit=MULTIPLE,
        bounds=(0.0, 1.5),
        step=0.05,
        source="60% of the local average wage: Zhejiang regulation art. 9; Zhengzhou art. 8",
        observed=True,
        effect=Effect("contributions", +1, 0.1),
    )
    base_cap: DatedValue = parameter(
        constant(3.0),
        zh="缴费基数上限",
        en="Cap of the contribution base",
        help_zh="缴费基数不得高于当地平均工资的这一倍数。",
        help_en="The declared base is at most this multiple of the local average wage.",
        unit=MULTIPLE,
        bounds=(1.0, 20.0),
        step=0.1,
        source="300% of the local average wage: Zhejiang regulation art. 9; Zhengzhou art. 8",
        observed=True,
        effect=Effect("contributions", +1, 0.5),
    )
    audit_uplift: DatedValue = parameter(
        constant(0.0),
        zh="基数稽核提升",
        en="Uplift of declared wages by audit",
        help_zh="稽核使申报工资在基年水平上提高的比例（少报、漏报的纠正）。",
        help_en="By how much audits raise declared wages over the base year's practice.",
        unit=SHARE,
        bounds=(-0.5, 2.0),
        step=0.01,
        headline=2,
        source="assumption; the 2007 county report names under-reported bases",
        effect=Effect("contributions", +1, 0.05),
    )
    collection_rate: DatedValue | None = parameter(
        None,
        zh="征缴率",
        en="Collection rate",
        help_zh="实收占应收的比例；不填则沿用基年决算的征缴率。",
        help_en="Contributions collected over contributions due; the base year's if left out.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        headline=2,
        source="the bureau's report; the 2008 notice asks for 95%",
        effect=Effect("contributions", +1, 0.03),
    )
    arrears_recovery: DatedValue = parameter(
        constant(0.2),
        zh="清欠率",
        en="Arrears recovered",
        help_zh="每年追回年初欠费存量的比例。",
        help_en="Share of the opening stock of arrears recovered in a year.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="assumption; the 2007 county recovered 187 of 450 in half a year",
        effect=Effect("arrears_recovered", +1, 0.1),
    )
    arrears_write_off: DatedValue = parameter(
        constant(0.05),
        zh="欠费核销率",
        en="Arrears written off",
        help_zh="每年核销年初欠费存量的比例。",
        help_en="Share of the opening stock of arrears written off in a year.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="assumption",
        effect=Effect("arrears", -1, 0.1),
    )
    relief: tuple[Relief, ...] = ()
    deferral: tuple[Deferral, ...] = ()
    other_premium: DatedValue = parameter(
        constant(0.0),
        zh="其他缴费收入（补缴）",
        en="Other premium (buy-ins)",
        help_zh="一次性补缴等不随工资总额变动的缴费收入。",
        help_en="One-off buy-ins and other premiums that do not follow the wage bill.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="assumption",
        effect=Effect("other_premium", +1, 100.0),
    )
    fiscal_subsidy: DatedValue = parameter(
        constant(0.0),
        zh="财政补贴（定额）",
        en="Fiscal subsidy, amount",
        help_zh="各级财政每年补助基金的金额。",
        help_en="What governments pay into the fund a year.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        headline=2,
        source="assumption",
        effect=Effect("fiscal_subsidy", +1, 100.0),
    )
    fiscal_subsidy_share: DatedValue = parameter(
        constant(0.0),
        zh="财政补贴（占支出比例）",
        en="Fiscal subsidy, share of benefits",
        help_zh="财政按待遇支出的一定比例补助，与定额补贴相加。",
        help_en="Subsidy as a share of benefits, added to the amount.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="assumption",
        effect=Effect("fiscal_subsidy", +1, 0.05),
    )
    contribution_season: tuple[float, ...] = parameter(
        EVEN_SEASON,
        zh="缴费的月度分布",
        en="Contributions by month",
        help_zh="全年缴费在十二个月的分布，合计为 1。",
        help_en="How a year's contributions fall on the twelve months; they sum to 1.",
        unit=SHARES,
        source="assumption: even",
        effect=Effect("interest", 0, (0.0,) * 9 + (0.2, 0.3, 0.5)),
    )
    benefit_season: tuple[float, ...] = parameter(
        EVEN_SEASON,
        zh="支出的月度分布",
        en="Benefits by month",
        help_zh="全年支出在十二个月的分布，合计为 1。",
        help_en="How a year's expenditure falls on the twelve months; they sum to 1.",
        unit=SHARES,
        source="assumption: even",
        effect=Effect("interest", 0, (0.0,) * 9 + (0.2, 0.3, 0.5)),
    )

    @field_validator("relief", "deferral", mode="before")
    @classmethod
    def _one_or_many(cls, raw: object) -> object:
        """Accept one table where a list of them may stand."""
        return (raw,) if isinstance(raw, dict) else tuple(raw) if isinstance(raw, list) else raw
