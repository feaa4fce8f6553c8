"""Parameters of the basic living security of farmers whose land was taken."""

from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.per_head_levers import PerHeadAssumptions, PerHeadPolicy, ReportedPerHead
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    AGE,
    CURRENCY,
    CURRENCY_A_MONTH,
    MONEY_A_YEAR,
    MULTIPLE,
    PERSONS,
    PERSONS_A_YEAR,
    SHARE,
    Effect,
    parameter,
    with_default,
)

constant = DatedValue.constant
_REPORT = "the bureau's final account"
_GUIDELINE = "State Council General Office document 2006 no. 29"


class Reported(ReportedPerHead):
    """The final account of a land fund."""

    participants: float = parameter(
        zh="参保人数",
        en="Participants",
        help_zh="年末参加保障的总人数，含已领取待遇者。",
        help_en="Members at the year's end, those drawing a benefit included.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("insured", +1, 500.0),
    )
    monthly_benefit: float = parameter(
        zh="月人均保障金",
        en="Average monthly benefit",
        help_zh="领取人员月人均基本生活保障金。",
        help_en="Benefit of a recipient a month.",
        unit=CURRENCY_A_MONTH,
        bounds=(0.0, 1e8),
        source=_REPORT,
        effect=Effect("benefits", +1, 20.0),
    )
    mean_recipients: float | None = with_default(
        CommonLevers,
        "mean_recipients",
        None,
    )
    land_revenue: float = parameter(
        0.0,
        zh="土地出让收入计提（基年）",
        en="Land-transfer revenue, base year",
        help_zh="收入中从土地出让收入划入的部分。",
        help_en="What the fund received of land-transfer revenue within the income.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("land_revenue", +1, 100.0),
    )
    fiscal_subsidy: float = with_default(
        ReportedPayroll,
        "fiscal_subsidy",
        0.0,
        help_zh="收入中除土地出让收入外的财政补贴。",
        help_en="Fiscal subsidy within the income, land revenue left out.",
        effect=Effect("fiscal_subsidy", +1, 50.0),
    )
    lump_sum: float | None = parameter(
        None,
        zh="人均一次性缴费",
        en="Lump sum of an entrant",
        help_zh="基年新参保人员个人和集体一次性缴纳的人均金额；不填则由缴费收入和新参保人数推算。",
        help_en="What an entrant and the collective paid together in the base year; inferred from "
        "contributions and entrants if left out.",
        unit=CURRENCY,
        bounds=(0.0, 1e10),
        source=_REPORT,
        effect=Effect("contributions", +1, 1000.0),
    )
    entrants: float | None = parameter(
        None,
        zh="新增参保人数（基年）",
        en="Entrants, base year",
        help_zh="基年新参保人数；不填则由缴费收入和人均一次性缴费推算。",
        help_en="Persons who joined in the base year; inferred from contributions and lump sum "
        "if left out.",
        unit=PERSONS_A_YEAR,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("contributions", -1, 100.0),
    )


class Policy(PerHeadPolicy):
    """Lump sum, levy on land revenue, benefit ages, refunds, increases."""

    lump_sum_level: DatedValue = parameter(
        constant(1.0),
        zh="一次性缴费标准（相对基年）",
        en="Lump sum relative to the base year",
        help_zh="人均一次性缴费相对基年的倍数，在随工资调整之外。",
        help_en="Lump sum of an entrant as a multiple of the base year's, beside its growth.",
        unit=MULTIPLE,
        bounds=(0.0, 20.0),
        step=0.05,
        headline=1,
        source="local decrees; assumption",
        effect=Effect("contributions", +1, 0.1),
    )
    lump_sum_wage_weight: DatedValue = parameter(
        constant(1.0),
        zh="一次性缴费与工资挂钩的权重",
        en="Weight of wage growth in the lump sum",
        help_zh="一次性缴费标准每年随平均工资增长的权重。",
        help_en="How much of wage growth raises the lump sum each year.",
        unit=SHARE,
        bounds=(0.0, 1.5),
        step=0.05,
        source="assumption",
        effect=Effect("contributions", +1, -0.1),
    )
    levy_share: DatedValue | None = parameter(
        None,
        zh="土地出让收入计提比例",
        en="Levy on land-transfer revenue",
        help_zh="当地土地出让收入中划入本基金的比例，与土地出让收入一并给出。",
        help_en="Share of the place's land-transfer revenue that the fund receives; given with it.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source=f"local decrees; {_GUIDELINE} names land revenue as the source",
        effect=Effect("land_revenue", +1, 0.02),
    )
    benefit_age_men: DatedValue = parameter(
        constant(60.0),
        zh="待遇领取年龄（男）",
        en="Benefit age of men",
        help_zh="男性开始按月领取待遇的年龄；已领取者不受提高影响。",
        help_en="Age from which men draw; whoever draws keeps drawing when it rises.",
        unit=AGE,
        bounds=(45.0, 75.0),
        step=0.5,
        source="60: provincial rules; assumption",
        observed=True,
        effect=Effect("benefits", -1, 2.0),
    )
    benefit_age_women: DatedValue = parameter(
        constant(55.0),
        zh="待遇领取年龄（女）",
        en="Benefit age of women",
        help_zh="女性开始按月领取待遇的年龄；已领取者不受提高影响。",
        help_en="Age from which women draw; whoever draws keeps drawing when it rises.",
        unit=AGE,
        bounds=(45.0, 75.0),
        step=0.5,
        source="55: provincial rules; assumption",
        observed=True,
        effect=Effect("benefits", -1, 2.0),
    )
    refund_share_waiting: DatedValue = parameter(
        constant(1.0),
        zh="领取前死亡的退还比例",
        en="Refund on a death before drawing",
        help_zh="未领取待遇者死亡时，退还本人名下一次性缴费的比例。",
        help_en="Share of the own lump sum refunded when a member dies before drawing.",
        unit=SHARE,
        bounds=(0.0, 1.5),
        step=0.05,
        source="provincial rules: what was paid in is inherited; assumption",
        effect=Effect("lump_sums", +1, -0.2),
    )
    refund_share: DatedValue = parameter(
        constant(0.2),
        zh="领取后死亡的退还比例",
        en="Refund on a recipient's death",
        help_zh="领取待遇者死亡时，一次性缴费中尚未领完而退还的平均比例。",
        help_en="Mean share of the lump sum not yet drawn, and refunded, when a recipient dies.",
        unit=SHARE,
        bounds=(0.0, 1.5),
        step=0.05,
        source="assumption: most die after the lump sum is used up",
        effect=Effect("lump_sums", +1, 0.1),
    )


class Assumptions(PerHeadAssumptions):
    """Who joins, how old members are, what land sells for."""

    entrants: DatedValue = parameter(
        constant(0.0),
        zh="每年新增参保人数",
        en="Entrants a year",
        help_zh="每年因征地新参保的人数；为零则是封闭群体。",
        help_en="Persons who join in a year because their land is taken; 0 is a closed group.",
        unit=PERSONS_A_YEAR,
        bounds=(0.0, 1e8),
        headline=1,
        source="assumption",
        effect=Effect("contributions", +1, 100.0),
    )
    minimum_age: float = parameter(
        16.0,
        zh="最低参保年龄",
        en="Lowest age of members",
        help_zh="参保人员的最低年龄，达到该年龄者按当地人口年龄结构分布。",
        help_en="Members are at least this old; above it they have the population's ages.",
        unit=AGE,
        bounds=(0.0, 44.0),
        step=1,
        source=f"16: {_GUIDELINE}; assumption",
        effect=Effect("benefits", 0, 10.0),
    )
    entrant_mean_age: float | None = parameter(
        None,
        zh="新参保人员平均年龄",
        en="Mean age of entrants",
        help_zh="不填则为当年人口年龄结构；填写后按该平均年龄倾斜，各年不变。",
        help_en="The population's of each year if left out; otherwise the base year's structure "
        "tilted to it, the same every year.",
        unit=AGE,
        bounds=(16.0, 90.0),
        step=1,
        source="assumption",
        effect=Effect("benefits", 0, 4.0),
    )
    recipient_mean_age: float | None = parameter(
        None,
        zh="领取人员平均年龄（基年）",
        en="Mean age of recipients, base year",
        help_zh="基年领取人员的平均年龄；不填则为人口年龄结构。",
        help_en="Mean age of the base year's recipients; the population's if left out.",
        unit=AGE,
        bounds=(46.0, 95.0),
        step=0.5,
        source="assumption",
        effect=Effect("benefits", -1, 2.0),
    )
    past_lump_sum: float | None = parameter(
        None,
        zh="基年在册人员人均一次性缴费",
        en="Lump sum of the base year's members",
        help_zh="基年在册人员当初人均缴纳的金额，用于死亡退还；不填则同基年标准。",
        help_en="What the base year's members once paid a head, for refunds; the base year's "
        "lump sum if left out.",
        unit=CURRENCY,
        bounds=(0.0, 1e10),
        source="assumption",
        effect=Effect("lump_sums", +1, 1000.0),
    )
    land_activity: DatedValue = parameter(
        constant(1.0),
        zh="土地出让活跃度（相对基年）",
        en="Land sales relative to the base year",
        help_zh="土地出让收入相对基年（或所给数额）的倍数；逐年给出可模拟停滞，零为无出让收入。",
        help_en="Land revenue as a multiple of the base year's or of the amounts given; dated "
        "values stress it, 0 is a year without sales.",
        unit=MULTIPLE,
        bounds=(0.0, 20.0),
        step=0.1,
        headline=1,
        source="assumption",
        effect=Effect("land_revenue", +1, 0.2),
    )
    land_wage_weight: DatedValue = parameter(
        constant(0.0),
        zh="土地出让收入与工资挂钩的权重",
        en="Weight of wage growth in land revenue",
        help_zh="土地出让收入每年随平均工资增长的权重；零为名义金额不变。",
        help_en="How much of wage growth raises land revenue each year; 0 keeps the yearly amount.",
        unit=SHARE,
        bounds=(0.0, 1.5),
        step=0.05,
        source="assumption",
        effect=Effect("land_revenue", +1, 0.2),
    )
    land_transfer_revenue: DatedValue | None = parameter(
        None,
        zh="土地出让收入",
        en="Land-transfer revenue of the place",
        help_zh="当地各年土地出让收入，与计提比例一并给出；不填则沿用基年划入的数额。",
        help_en="What land sells for in the place each year, given with the levy share; the base "
        "year's receipts go on if left out.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="the finance bureau's accounts",
        effect=Effect("land_revenue", +1, 1000.0),
    )


#: A fund of this kind.
Fund = FundInput[Reported, Policy, Assumptions]
