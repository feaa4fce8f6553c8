"""The economy around the funds: wages, prices, interest, discount."""

from typing import ClassVar

from model.parameters.dated import DatedValue
from model.parameters.declaration import CURRENCY_A_YEAR, SHARE, Effect, Section, parameter
from model.words.texts import Text

constant = DatedValue.constant


class Economy(Section):
    """Assumptions that all funds of a scenario share (`[assumptions.economy]`)."""

    title: ClassVar[Text] = Text("经济假设", "Economy")

    average_wage: float = parameter(
        zh="社会平均工资（基年）",
        en="Local average wage, base year",
        help_zh="基年当地在岗职工年平均工资，是缴费基数上下限和新办养老金的计算标准。",
        help_en="The local average wage of the base year: the yardstick of contribution floors, "
        "caps and new pensions.",
        unit=CURRENCY_A_YEAR,
        bounds=(1.0, 1e9),
        source="local statistics; docs/method/conventions.md",
        effect=Effect("new_pension", +1, 1000.0),
    )
    wage_growth: DatedValue = parameter(
        zh="平均工资增长率",
        en="Growth of the average wage",
        help_zh="当地平均工资的名义年增长率。",
        help_en="Nominal growth of the local average wage, a year.",
        unit=SHARE,
        bounds=(-0.3, 0.5),
        step=0.005,
        headline=1,
        source="assumption",
        effect=Effect("wage_bill", +1, 0.01),
    )
    price_growth: DatedValue = parameter(
        constant(0.02),
        zh="物价涨幅",
        en="Price growth",
        help_zh="居民消费价格年涨幅；养老金调整与物价挂钩时起作用。",
        help_en="Growth of consumer prices a year; acts where pensions follow prices.",
        unit=SHARE,
        bounds=(-0.1, 0.3),
        step=0.005,
        source="assumption",
        effect=Effect("benefits", +1, 0.01),
    )
    interest: DatedValue = parameter(
        constant(0.025),
        zh="基金收益率",
        en="Interest on balances",
        help_zh="基金结余的年收益率；基金可另设自己的收益率。",
        help_en="Yearly interest on fund balances; a fund may carry its own.",
        unit=SHARE,
        bounds=(-0.05, 0.2),
        step=0.0025,
        source="assumption",
        observed=True,
        effect=Effect("interest", +1, 0.01),
    )
    discount: DatedValue = parameter(
        constant(0.035),
        zh="折现率",
        en="Discount rate",
        help_zh="计算现值（精算平衡、隐性债务、资金缺口）所用的年利率。",
        help_en="Yearly rate of present values: actuarial balance, implicit debt, financing gap.",
        unit=SHARE,
        bounds=(-0.02, 0.2),
        step=0.0025,
        source="assumption",
        effect=Effect("implicit_debt", -1, 0.01),
    )
