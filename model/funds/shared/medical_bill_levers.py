"""What a medical fund pays of a bill, and how bills grow: the same levers for both kinds."""

from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    CURRENCY,
    MULTIPLE,
    SHARE,
    YEARS,
    Effect,
    Section,
    parameter,
)

constant = DatedValue.constant

#: Yardsticks where no yuan amount is given, in average wages of the year.
DEDUCTIBLE_IN_WAGES = 0.1
CAP_IN_WAGES = 4.0
#: Mean bill of the base year where none is given, in average wages.
MEAN_CLAIM_IN_WAGES = 0.3
_GUIDE = "State Council document 1998 no. 44: about 10% and 4 times the local average wage"


class ClaimPolicy(Section):
    """Deductible and cap of the pool."""

    deductible: DatedValue | None = parameter(
        None,
        zh="起付标准",
        en="Deductible",
        help_zh="参保人每年先自付的金额，统筹基金只支付其上的部分；不填则为当年平均工资的 10%。",
        help_en="What a patient pays a year before the pool does; 10% of the year's average wage "
        "if left out.",
        unit=CURRENCY,
        bounds=(0.0, 1e9),
        step=100,
        headline=1,
        source=_GUIDE,
        observed=True,
        effect=Effect("benefits", -1, 200.0),
    )
    cap: DatedValue | None = parameter(
        None,
        zh="最高支付限额",
        en="Cap of the pool",
        help_zh="统筹基金每人每年最多支付的金额；不填则为当年平均工资的 4 倍。"
        "定额不变时会随费用上涨而缩水。",
        help_en="The most that the pool pays for a patient a year; 4 times the year's average "
        "wage if left out. A fixed amount erodes as bills grow.",
        unit=CURRENCY,
        bounds=(0.0, 1e12),
        step=5000,
        headline=1,
        source=_GUIDE,
        observed=True,
        effect=Effect("benefits", +1, 5000.0),
    )
    limits_wage_weight: DatedValue = parameter(
        constant(0.0),
        zh="起付标准和限额随工资调整的权重",
        en="Deductible and cap follow wages by",
        help_zh="所列起付标准和最高支付限额每年随平均工资增长的权重：0 为金额固定，"
        "1 为与工资同步。",
        help_en="How much of wage growth is passed on each year to the deductible and the cap "
        "listed: 0 fixed amounts, 1 in step with wages.",
        unit=SHARE,
        bounds=(0.0, 1.5),
        step=0.05,
        headline=1,
        source="assumption",
        effect=Effect("reimbursed_share", 0, 0.2),
    )


class ClaimAssumptions(Section):
    """Bills: their size and spread, their growth, their rise with age."""

    cost_elasticity: DatedValue = parameter(
        constant(1.0),
        zh="医疗费用对工资的弹性",
        en="Elasticity of medical costs to wages",
        help_zh="平均工资每增长 1%，医疗费用随之增长百分之几。",
        help_en="By how many per cent bills grow when the average wage grows by one.",
        unit=MULTIPLE,
        bounds=(0.0, 2.0),
        step=0.05,
        source="assumption",
        effect=Effect("benefits", +1, 0.1),
    )
    cost_excess: DatedValue = parameter(
        constant(0.01),
        zh="医疗费用超额增长率",
        en="Excess growth of medical costs",
        help_zh="工资增长之外的医疗费用年增长率（技术进步、需求释放）。",
        help_en="Yearly growth of bills beyond what follows wages: technology, pent-up demand.",
        unit=SHARE,
        bounds=(-0.2, 0.3),
        step=0.0025,
        headline=1,
        source="assumption",
        effect=Effect("benefits", +1, 0.01),
    )
    utilisation: DatedValue = parameter(
        constant(1.0),
        zh="就医频率（相对基年）",
        en="Use of care relative to the base year",
        help_zh="同年龄参保人就医次数相对基年的倍数；支付方式改革、疫情等由此体现。",
        help_en="Bills a head at the same age as a multiple of the base year's: payment reform, "
        "an epidemic.",
        unit=MULTIPLE,
        bounds=(0.1, 5.0),
        step=0.05,
        source="assumption",
        effect=Effect("benefits", +1, 0.1),
    )
    cost_doubling_years: float = parameter(
        15.0,
        zh="费用随年龄翻倍的年数",
        en="Years of age in which costs double",
        help_zh="20 岁以上，年龄每增加多少岁人均医疗费用翻一番；20 岁以下持平。",
        help_en="Above 20, by how many years of age the cost a head doubles; flat below.",
        unit=YEARS,
        bounds=(5.0, 200.0),
        step=1,
        source="assumption: a retiree of 66 costs 3.6 times as much as a worker of 38",
        effect=Effect("benefits", -1, 3.0),
    )
    mean_claim: float | None = parameter(
        None,
        zh="患者年均医疗费用（基年）",
        en="Mean bill, base year",
        help_zh="基年就医患者一年的平均医疗总费用，决定起付标准和封顶线的作用；"
        "不填则为平均工资的 30%。",
        help_en="Mean bill of a patient's year in the base year: where deductible and cap bite; "
        "30% of the average wage if left out.",
        unit=CURRENCY,
        bounds=(0.01, 1e9),
        step=500,
        source="assumption",
        effect=Effect("benefits", 0, 1000.0),
    )
    claim_spread: float = parameter(
        1.2,
        zh="医疗费用离散程度",
        en="Spread of bills",
        help_zh="患者医疗费用对数的标准差，决定多少费用低于起付标准、高于封顶线。",
        help_en="Standard deviation of log bills: how much lies below the deductible and above "
        "the cap.",
        unit=SHARE,
        bounds=(0.05, 3.0),
        step=0.05,
        source="assumption",
        effect=Effect("benefits", 0, 0.2),
    )
