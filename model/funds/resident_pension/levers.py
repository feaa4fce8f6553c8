"""Parameters of the pension insurance of urban and rural residents."""

from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.payroll_levers import EVEN_SEASON, PayrollPolicy
from model.funds.shared.per_head_levers import PerHeadAssumptions, PerHeadPolicy, ReportedPerHead
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    AGE,
    CURRENCY_A_MONTH,
    CURRENCY_A_YEAR,
    MONEY,
    MONTHS,
    MULTIPLE,
    PERSONS,
    SHARE,
    YEARS,
    Effect,
    parameter,
    with_default,
)

constant = DatedValue.constant
_REPORT = "the bureau's final account"
_OPINION = "State Council document 2014 no. 8"
_FOURTH_QUARTER = (0.0,) * 9 + (1 / 3,) * 3


class Reported(ReportedPerHead):
    """The final account of a residents' pension fund."""

    insured: float = parameter(
        zh="参保人数（含领取人员）",
        en="Insured, recipients included",
        help_zh="年末参保总人数，含按月领取养老金的人员。",
        help_en="Persons insured at the year's end, those drawing a pension included.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("active_insured", +1, 2000.0),
    )
    contributors: float | None = with_default(
        CommonLevers,
        "contributors",
        None,
    )
    mean_recipients: float | None = with_default(
        CommonLevers,
        "mean_recipients",
        None,
        help_zh="全年月平均领取人数，用于推算个人账户养老金；不填则用年末人数。",
        help_en="Mean number drawing in the year, by which account pensions are inferred; the "
        "year's end if left out.",
        effect=Effect("account_pensions", -1, -1000.0),
    )
    own_premium: float | None = parameter(
        None,
        zh="人均个人缴费",
        en="Own premium",
        help_zh="缴费人员所选档次的人均年缴费；不填则由收入推算。",
        help_en="What a contributor pays a year by the tier chosen; inferred from income if left "
        "out.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e9),
        source=_REPORT,
        effect=Effect("contributions", +1, 10.0),
    )
    premium_subsidy: float = parameter(
        0.0,
        zh="人均缴费补贴",
        en="Premium subsidy a head",
        help_zh="政府对每名缴费人员每年的缴费补贴，记入个人账户。",
        help_en="What governments add to a contributor's account a year.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e9),
        source=f"at least 30 yuan, 60 from the 500 yuan tier on: {_OPINION}",
        effect=Effect("fiscal_subsidy", +1, 10.0),
    )
    basic_pension: float = parameter(
        zh="月基础养老金标准",
        en="Basic pension",
        help_zh="基年月基础养老金标准；没有基础养老金的旧办法填零。",
        help_en="Basic pension a month in the base year; 0 where there is none.",
        unit=CURRENCY_A_MONTH,
        bounds=(0.0, 1e8),
        source=_REPORT,
        effect=Effect("basic_pensions", +1, 5.0),
    )
    fiscal_subsidy: float | None = with_default(
        ReportedPayroll,
        "fiscal_subsidy",
        None,
        help_zh="收入中的财政补贴；不填则为基础养老金与缴费补贴之和。",
        help_en="Fiscal subsidy within the income; basic pensions and premium subsidies if left "
        "out.",
        effect=Effect("contributions", -1, 50.0),
    )
    accounts: float | None = parameter(
        None,
        zh="未领取人员个人账户储存额",
        en="Accounts of those not yet drawing",
        help_zh="年末未领取人员个人账户储存额合计；不填则为结余减去领取人员账户余额。",
        help_en="Sum of the accounts of those not yet drawing at the year's end; the balance less "
        "what recipients have left if left out.",
        unit=MONEY,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("account_pensions", +1, 500.0),
    )


class Policy(PerHeadPolicy):
    """Coverage, tiers, subsidies, basic pension, accounts, pension age."""

    coverage: DatedValue = parameter(
        constant(1.0),
        zh="缴费人员覆盖面（相对基年）",
        en="Coverage relative to the base year",
        help_zh="未领取人员参保率相对基年的倍数；职工保险扩面使其下降。",
        help_en="Coverage of those of 16 to the pension age as a multiple of the base year's; it "
        "falls as employees' funds take people over.",
        unit=MULTIPLE,
        bounds=(0.0, 20.0),
        step=0.05,
        headline=1,
        source="assumption",
        effect=Effect("contributions", +1, 0.1),
    )
    recipient_coverage: DatedValue = parameter(
        constant(1.0),
        zh="老年居民覆盖面（相对基年）",
        en="Coverage of the old relative to the base year",
        help_zh="已到领取年龄者参保率相对基年的倍数；其后到龄者随缴费人员参保率。",
        help_en="Coverage of those past the pension age as a multiple of the base year's; who "
        "reaches it later brings the contributors' coverage.",
        unit=MULTIPLE,
        bounds=(0.0, 50.0),
        step=0.05,
        source="assumption; the scheme of 2009 took in everybody past 60 at once",
        effect=Effect("pensioners", +1, 0.1),
    )
    premium_growth: DatedValue = parameter(
        constant(0.0),
        zh="个人缴费增长率",
        en="Growth of the own premium",
        help_zh="人均个人缴费（所选档次）每年的增长率。",
        help_en="Yearly growth of what contributors pay by the tiers they choose.",
        unit=SHARE,
        bounds=(-0.5, 5.0),
        step=0.01,
        headline=1,
        source=f"assumption; twelve tiers of 100 to 2,000 yuan: {_OPINION}",
        effect=Effect("contributions", +1, 0.01),
    )
    premium_subsidy: DatedValue | None = parameter(
        None,
        zh="人均缴费补贴标准",
        en="Premium subsidy a head, later years",
        help_zh="各年对每名缴费人员的缴费补贴；不填则沿用基年。",
        help_en="What governments add to a contributor's account a year; the base year's if left "
        "out.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e9),
        step=10,
        source=f"at least 30 yuan, 60 from the 500 yuan tier on: {_OPINION}",
        effect=Effect("account_pensions", +1, 10.0),
    )
    basic_pension: DatedValue | None = parameter(
        None,
        zh="月基础养老金标准（各年）",
        en="Basic pension, later years",
        help_zh="按日期给出的月基础养老金标准，自首个日期起取代调整比例。",
        help_en="Basic pension a month by date; from its first date on in place of the increases.",
        unit=CURRENCY_A_MONTH,
        bounds=(0.0, 1e8),
        step=5,
        headline=1,
        source="national minimum of 55 yuan from 2009, raised by decree since; local additions",
        effect=Effect("basic_pensions", +1, 5.0),
    )
    basic_budget_share: DatedValue = parameter(
        constant(1.0),
        zh="基础养老金财政负担比例",
        en="Basic pensions paid by the budget",
        help_zh="基础养老金支出由财政补助基金的比例。",
        help_en="Share of the basic pensions that governments pay into the fund.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source=f"all of it: {_OPINION}",
        observed=True,
        effect=Effect("fiscal_subsidy", +1, -0.1),
    )
    account_interest: DatedValue = with_default(
        CommonLevers,
        "account_interest",
        constant(0.025),
        help_en="Yearly rate credited to the accounts.",
        step=0.0025,
        source="one-year deposit rate at first, later by decree; assumption",
        effect=Effect("account_pensions", +1, 0.01),
    )
    annuity_divisor: DatedValue = parameter(
        constant(139.0),
        zh="个人账户养老金计发月数",
        en="Annuity divisor of accounts",
        help_zh="到龄时个人账户储存额除以此数为月个人账户养老金。",
        help_en="Months by which an account is divided for the monthly pension.",
        unit=MONTHS,
        bounds=(12.0, 600.0),
        step=1,
        source=f"139 at 60: {_OPINION}",
        observed=True,
        effect=Effect("account_pensions", -1, 10.0),
    )
    pension_age: DatedValue = parameter(
        constant(60.0),
        zh="待遇领取年龄",
        en="Pension age",
        help_zh="开始按月领取养老金的年龄，男女相同；已领取者不受提高影响。",
        help_en="Age from which men and women draw; whoever draws keeps drawing when it rises.",
        unit=AGE,
        bounds=(45.0, 75.0),
        step=0.5,
        source=f"60: {_OPINION}",
        observed=True,
        effect=Effect("new_pension", +1, 2.0),
    )
    contribution_season: tuple[float, ...] = with_default(
        PayrollPolicy,
        "contribution_season",
        _FOURTH_QUARTER,
        help_zh="全年个人缴费在十二个月的分布，合计为 1；居民多在第四季度缴费。",
        help_en="How a year's premiums fall on the twelve months; they sum to 1. Most residents "
        "pay in the last quarter.",
        source="assumption: the last quarter",
        effect=Effect("interest", +1, EVEN_SEASON),
    )


class Assumptions(PerHeadAssumptions):
    """Who pays, and how long the base year's members have paid."""

    paying_share: DatedValue | None = parameter(
        None,
        zh="缴费人数占比",
        en="Paying share",
        help_zh="未领取人员中当年缴费者的比例；不填则沿用基年。",
        help_en="Share of those not yet drawing who pay in the year; the base year's if left out.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        headline=1,
        source="assumption",
        effect=Effect("contributions", +1, -0.05),
    )
    accounts_years: float = parameter(
        5.0,
        zh="基年已缴费年数",
        en="Years paid by the base year",
        help_zh="基年参保人员至多已缴费的年数，决定账户储存额的年龄分布。",
        help_en="Years that the base year's members have paid at most; shapes accounts by age.",
        unit=YEARS,
        bounds=(0.5, 45.0),
        step=1,
        source="assumption",
        effect=Effect("account_pensions", 0, 10.0),
    )


#: A fund of this kind.
Fund = FundInput[Reported, Policy, Assumptions]
