"""What a work-injury fund reports, what government sets, what the world does."""

from typing import Any

from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.payroll_fund_levers import BranchAssumptions, BranchPolicy
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    AGE,
    CURRENCY_A_MONTH,
    MULTIPLE,
    PERSONS,
    SHARE,
    Effect,
    SharesUnit,
    parameter,
    with_default,
)
from model.words.texts import Text

constant = DatedValue.constant

_CLASSES = ("一", "二", "三", "四", "五", "六", "七", "八")
CLASS_SHARES = SharesUnit("class_shares", Text("八类占比", "eight shares"), len(_CLASSES))


def _class_rate(number: int, rate: float, zh: str, en: str) -> Any:
    """Declare the base rate of one risk class, with industries that belong to it."""
    return parameter(
        constant(rate),
        zh=f"{_CLASSES[number - 1]}类行业基准费率",
        en=f"Base rate of risk class {number}",
        help_zh=f"{_CLASSES[number - 1]}类行业（{zh}等）的基准费率，占缴费工资的比例。",
        help_en=f"Share of the payroll that industries of class {number} pay, such as {en}.",
        unit=SHARE,
        bounds=(0.0, 0.1),
        step=0.001,
        source=f"{100 * rate:g}% from 2015-10: model/data/contribution_rules.csv, "
        f"work_injury_class_{number}",
        observed=True,
        effect=Effect("contributions", +1, 0.002),
    )


class Reported(ReportedPayroll):
    """The final account of a work-injury fund."""

    beneficiaries: float = parameter(
        zh="享受工伤待遇人次",
        en="Beneficiaries",
        help_zh="全年享受工伤保险待遇的人次，含领取长期待遇的人员。",
        help_en="Persons who drew a benefit in the year, those with a pension included.",
        unit=PERSONS,
        bounds=(0.0, 1e9),
        source="the bureau's final account",
        effect=Effect("injury_cases", +1, 50.0),
    )
    benefits: float | None = with_default(
        CommonLevers,
        "benefits",
        None,
    )
    pensioners: float = parameter(
        0.0,
        zh="长期待遇领取人数",
        en="Injury pensioners",
        help_zh="年末领取伤残津贴（一至四级）和供养亲属抚恤金的人数。",
        help_en="Persons drawing a disability (grades 1 to 4) or survivor pension at year's end.",
        unit=PERSONS,
        bounds=(0.0, 1e9),
        source="the bureau's final account",
        effect=Effect("case_benefits", -1, 20.0),
    )
    monthly_pension: float | None = parameter(
        None,
        zh="月人均长期待遇",
        en="Mean injury pension",
        help_zh="长期待遇领取人员的月平均待遇；不填则按新办长期待遇比例推算。",
        help_en="Mean pension of these persons a month; the rate of new pensions if left out.",
        unit=CURRENCY_A_MONTH,
        bounds=(0.0, 1e7),
        source="the bureau's final account",
        effect=Effect("injury_pensions", +1, 100.0),
    )


class Policy(BranchPolicy):
    """Class rates, experience factor, benefits, prevention."""

    # Employees pay nothing: Regulations on Work-Injury Insurance, art. 10.
    class_1_rate: DatedValue = _class_rate(1, 0.002, "软件、金融、机关", "software and finance")
    class_2_rate: DatedValue = _class_rate(2, 0.004, "商业、餐饮、教育", "trade and education")
    class_3_rate: DatedValue = _class_rate(3, 0.007, "食品、纺织、电子", "food and textiles")
    class_4_rate: DatedValue = _class_rate(4, 0.009, "服装、机械、汽车", "clothing and machinery")
    class_5_rate: DatedValue = _class_rate(
        5, 0.011, "家具、造纸、道路运输", "paper and road haulage"
    )
    class_6_rate: DatedValue = _class_rate(
        6, 0.013, "化工、冶炼、房屋建筑", "chemicals and building"
    )
    class_7_rate: DatedValue = _class_rate(7, 0.016, "油气开采、炼焦", "oil, gas and coking")
    class_8_rate: DatedValue = _class_rate(8, 0.019, "煤矿、金属矿采选", "coal and ore mining")
    experience_factor: DatedValue = parameter(
        constant(1.0),
        zh="浮动费率系数（相对基年）",
        en="Experience factor relative to the base year",
        help_zh="单位费率浮动后平均费率与基准费率之比，相对基年的倍数。",
        help_en="Mean rate charged over the class rates, as a multiple of the base year's.",
        unit=MULTIPLE,
        bounds=(0.0, 5.0),
        step=0.05,
        headline=1,
        source="single firms pay 50% to 150% of their class rate by their claims record",
        effect=Effect("contributions", +1, 0.1),
    )
    benefit_level: DatedValue = parameter(
        constant(1.0),
        zh="工伤待遇标准（相对基年）",
        en="Level of one-off benefits relative to the base year",
        help_zh="每例医疗和一次性待遇的标准，相对基年的倍数。",
        help_en="Medical and one-off benefits of a case, as a multiple of the base year's.",
        unit=MULTIPLE,
        bounds=(0.0, 5.0),
        step=0.05,
        headline=1,
        source="Regulations on Work-Injury Insurance, chapter 5",
        effect=Effect("case_benefits", +1, 0.1),
    )
    award_rate: DatedValue = parameter(
        constant(0.45),
        zh="新办长期待遇占平均工资比例",
        en="New injury pension over the average wage",
        help_zh="新发伤残津贴、供养亲属抚恤金的平均标准占社会平均工资的比例。",
        help_en="Mean of new disability and survivor pensions over the average wage.",
        unit=SHARE,
        bounds=(0.0, 2.0),
        step=0.05,
        source="assumption; by law 75-90% of the own wage for grades 4-1, 30-40% for a survivor",
        observed=True,
        effect=Effect("injury_pensions", +1, 0.1),
    )
    pension_wage_weight: DatedValue = parameter(
        constant(1.0),
        zh="长期待遇调整中工资增长的权重",
        en="Weight of wages in pension increases",
        help_zh="长期待遇每年按工资涨幅乘以权重、物价涨幅乘以其余部分调整。",
        help_en="Pensions in payment rise by this weight of wage growth, the rest price growth.",
        unit=SHARE,
        bounds=(0.0, 1.5),
        step=0.05,
        source="assumption; provinces adjust by wages and prices",
        effect=Effect("injury_pensions", +1, -0.5),
    )
    prevention: DatedValue = parameter(
        constant(1.0),
        zh="工伤预防等支出（相对基年）",
        en="Prevention and assessment relative to the base year",
        help_zh="工伤预防、劳动能力鉴定等支出占缴费工资的比例，相对基年的倍数。",
        help_en="Prevention and assessment over the wage bill, as a multiple of the base year's.",
        unit=MULTIPLE,
        bounds=(0.0, 20.0),
        step=0.1,
        source="Regulations on Work-Injury Insurance, art. 12",
        effect=Effect("injury_prevention", +1, 0.5),
    )


class Assumptions(BranchAssumptions):
    """Industries, accidents, and who draws a pension for how long."""

    class_shares: tuple[float, ...] = parameter(
        (0.15, 0.26, 0.15, 0.20, 0.08, 0.12, 0.01, 0.03),
        zh="各类行业缴费工资占比",
        en="Payroll by risk class",
        help_zh="一至八类行业缴费工资占全部缴费工资的比例，合计为 1。",
        help_en="Payroll of risk classes 1 to 8 over the whole payroll; they sum to 1.",
        unit=CLASS_SHARES,
        source="assumption: a mean rate of 0.74%",
        effect=Effect("wage_bill", -1, (0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.2)),
    )
    incidence: DatedValue = parameter(
        constant(1.0),
        zh="工伤发生率（相对基年）",
        en="Injury incidence relative to the base year",
        help_zh="参保人员工伤发生率相对基年的倍数。",
        help_en="Cases per insured person as a multiple of the base year's.",
        unit=MULTIPLE,
        bounds=(0.0, 20.0),
        step=0.05,
        headline=1,
        source="assumption",
        effect=Effect("injury_cases", +1, 0.1),
    )
    cost_elasticity: DatedValue = parameter(
        constant(1.0),
        zh="例均待遇对工资的弹性",
        en="Elasticity of the cost per case to wages",
        help_zh="平均工资上涨 1% 时每例医疗和一次性待遇上涨的百分比。",
        help_en="By how many percent the cost of a case grows for 1% of wage growth.",
        unit=MULTIPLE,
        bounds=(0.0, 3.0),
        step=0.05,
        source="assumption: most one-off benefits are months of wages",
        effect=Effect("case_benefits", +1, 0.2),
    )
    long_term_share: DatedValue = parameter(
        constant(0.01),
        zh="转为长期待遇的比例",
        en="Cases that end in a pension",
        help_zh="当年工伤人次中转为一至四级伤残津贴或供养亲属抚恤金的人数比例。",
        help_en="New disability pensioners (grades 1 to 4) and survivors over the year's cases.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.005,
        headline=1,
        source="assumption",
        effect=Effect("injury_pensioners", +1, 0.01),
    )
    pensioner_mean_age: float = parameter(
        48.0,
        zh="长期待遇领取人员平均年龄",
        en="Mean age of injury pensioners",
        help_zh="基年长期待遇领取人员的平均年龄。",
        help_en="Mean age of those who draw a pension in the base year.",
        unit=AGE,
        bounds=(20.0, 80.0),
        step=1,
        source="assumption",
        effect=Effect("injury_pensioners", -1, 5.0),
    )
    pensioner_mortality: float = parameter(
        1.5,
        zh="长期待遇领取人员死亡率倍数",
        en="Mortality multiplier of injury pensioners",
        help_zh="长期待遇领取人员死亡率相对人口生命表的倍数。",
        help_en="Their death rates over those of the population.",
        unit=MULTIPLE,
        bounds=(0.2, 10.0),
        step=0.1,
        source="assumption: the gravely disabled die earlier",
        effect=Effect("injury_pensioners", -1, 0.5),
    )
    leaving_share: float = parameter(
        0.4,
        zh="退休后转由养老保险支付的比例",
        en="Pensions that end at retirement",
        help_zh="到退休年龄后停发伤残津贴、改领养老金的人员占长期待遇领取人员的比例。",
        help_en="Share of injury pensioners whom the pension fund takes over at retirement age.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="assumption; Regulations on Work-Injury Insurance, art. 35",
        effect=Effect("injury_pensioners", -1, 0.2),
    )


#: A fund of this kind.
Fund = FundInput[Reported, Policy, Assumptions]
