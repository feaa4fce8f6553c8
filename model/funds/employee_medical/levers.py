"""What an employees' medical fund reports, decides and assumes (`employee_medical`)."""

from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.medical_bill_levers import ClaimAssumptions, ClaimPolicy
from model.funds.shared.payroll_fund_levers import BranchAssumptions, BranchPolicy
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    CURRENCY_A_YEAR,
    MONEY,
    MONEY_A_YEAR,
    PERSONS,
    SHARE,
    Effect,
    parameter,
    with_default,
)

constant = DatedValue.constant
_REPORT = "the bureau's final account"


class Reported(ReportedPayroll):
    """The final account: pool, personal accounts, catastrophic layer, retired cadres together.

    Payout months, where they are given, are those of the pool.
    """

    retirees: float = parameter(
        zh="退休参保人数",
        en="Insured retirees",
        help_zh="年末参保人数中不缴费的退休人员。",
        help_en="Insured at the year's end who are retired and pay nothing.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("contributors", -1, 1000.0),
    )
    mean_retirees: float | None = parameter(
        None,
        zh="平均退休参保人数",
        en="Mean insured retirees of the year",
        help_zh="全年平均退休参保人数；不填则与平均缴费人数同比例。年内整体参保时应填。",
        help_en="Mean number of insured retirees in the year; in proportion to the mean "
        "contributors if left out. Give it where many joined within the year.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("benefits", -1, 500.0),
    )
    personal_balance: float | None = parameter(
        None,
        zh="个人账户结余",
        en="Balance of personal accounts",
        help_zh="累计结余中属于个人账户的部分；不填则按账户占缴费的比例推算。",
        help_en="What of the balance lies in personal accounts; their share of contributions is "
        "taken if left out.",
        unit=MONEY,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("set_aside_balance", +1, 500.0),
    )
    personal_expenditure: float | None = parameter(
        None,
        zh="个人账户支出",
        en="Spent from personal accounts",
        help_zh="基金支出中由个人账户支付的部分；不填则按账户占缴费的比例推算。",
        help_en="What of the expenditure was paid from personal accounts; their share of "
        "contributions is taken if left out.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("benefits", -1, 200.0),
    )
    catastrophic_balance: float = parameter(
        0.0,
        zh="大额医疗补助结余",
        en="Balance of the catastrophic layer",
        help_zh="累计结余中属于大额医疗补助的部分。",
        help_en="What of the balance belongs to the catastrophic layer.",
        unit=MONEY,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("catastrophic_balance", +1, 100.0),
    )
    catastrophic_expenditure: float | None = parameter(
        None,
        zh="大额医疗补助支出",
        en="Catastrophic benefits",
        help_zh="基金支出中封顶线以上的大额医疗补助；不填则按费用分布推算。",
        help_en="What of the expenditure paid for bills above the cap; taken from the spread of "
        "bills if left out.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("catastrophic_benefits", +1, 20.0),
    )
    cadre_income: float = parameter(
        0.0,
        zh="离休干部医疗收入",
        en="Budget money for retired cadres",
        help_zh="基金收入中财政为离休干部医疗费拨付的部分。",
        help_en="What of the income the budget paid for the care of retired cadres.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("cadre_income", +1, 10.0),
    )
    cadre_cost: float = parameter(
        0.0,
        zh="离休干部医疗费",
        en="Care of retired cadres",
        help_zh="基金支出中离休干部的医疗费。",
        help_en="What of the expenditure paid for the care of retired cadres.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("cadre_cost", +1, 10.0),
    )


class Policy(ClaimPolicy, BranchPolicy):
    """Rates, their split, what is reimbursed."""

    employer_rate: DatedValue = with_default(
        CommonLevers,
        "employer_rate",
        constant(0.06),
        help_zh="单位按缴费基数缴纳的医疗保险费比例。",
        help_en="Share of the declared base that employers pay.",
        bounds=(0.0, 0.2),
        step=0.0025,
        source="State Council document 1998 no. 44: about 6%; Zhejiang medical security "
        "regulation 2021 art. 19: at least 5.5%",
        effect=Effect("contributions", +1, 0.005),
    )
    employee_rate: DatedValue = with_default(
        CommonLevers,
        "employee_rate",
        constant(0.02),
        help_zh="职工个人按缴费基数缴纳的医疗保险费比例。",
        help_en="Share of the declared base that employees pay.",
        bounds=(0.0, 0.1),
        step=0.0025,
        source="State Council document 1998 no. 44: 2%",
        effect=Effect("contributions", +1, 0.005),
        headline=0,
    )
    merged_maternity_rate: DatedValue = parameter(
        constant(0.0),
        zh="并入的生育保险费率",
        en="Maternity rate merged in",
        help_zh="生育保险并入后，单位费率随之增加的部分。",
        help_en="What the employer rate rises by once maternity insurance is merged in.",
        unit=SHARE,
        bounds=(0.0, 0.02),
        step=0.001,
        source="State Council General Office document 2019 no. 10: merged by the end of 2019",
        observed=True,
        effect=Effect("contributions", +1, 0.002),
    )
    personal_account_share: DatedValue = parameter(
        constant(0.3),
        zh="单位缴费划入个人账户比例",
        en="Employer contributions to personal accounts",
        help_zh="单位缴费（不含并入的生育保险费）中划入个人账户的比例。",
        help_en="Share of employer contributions, merged maternity left out, that goes to "
        "personal accounts.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        headline=1,
        source="State Council document 1998 no. 44: about 30%; General Office document 2021 "
        "no. 14: none",
        observed=True,
        effect=Effect("personal_credits", +1, 0.05),
    )
    employee_account_share: DatedValue = parameter(
        constant(1.0),
        zh="个人缴费划入个人账户比例",
        en="Employee contributions to personal accounts",
        help_zh="个人缴费中划入个人账户的比例；单建统筹时为 0。",
        help_en="Share of employee contributions that goes to personal accounts; 0 where there "
        "are none.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="State Council document 1998 no. 44: all",
        observed=True,
        effect=Effect("personal_credits", +1, -0.1),
    )
    account_interest: DatedValue | None = parameter(
        None,
        zh="个人账户记账利率",
        en="Interest credited to personal accounts",
        help_zh="个人账户结余的年利率；不填则与基金收益率相同。",
        help_en="Yearly interest on personal accounts; the fund's own if left out.",
        unit=SHARE,
        bounds=(-0.05, 0.2),
        step=0.0025,
        source="local decrees",
        effect=Effect("personal_balance", +1, 0.01),
    )
    coinsurance: DatedValue = parameter(
        constant(0.2),
        zh="个人自付比例",
        en="Coinsurance",
        help_zh="起付标准以上、最高支付限额以内的费用由个人负担的比例。",
        help_en="Share of the bill above the deductible that the patient pays.",
        unit=SHARE,
        bounds=(0.0, 0.95),
        step=0.01,
        headline=1,
        source="assumption; local schedules range from 5% to 30%",
        observed=True,
        effect=Effect("benefits", -1, 0.05),
    )
    catastrophic_rate: DatedValue = parameter(
        constant(0.0),
        zh="大额医疗补助占缴费比例",
        en="Contributions to the catastrophic layer",
        help_zh="缴费中划入大额医疗补助的比例。",
        help_en="Share of contributions set aside for bills above the cap.",
        unit=SHARE,
        bounds=(0.0, 0.5),
        step=0.005,
        source="a county in 2007: 130 of 1,864",
        observed=True,
        effect=Effect("catastrophic_premiums", +1, 0.02),
    )
    catastrophic_premium: DatedValue = parameter(
        constant(0.0),
        zh="大额医疗补助人均保费",
        en="Catastrophic premium a head",
        help_zh="每名参保人每年从缴费中划入大额医疗补助的金额，与按比例划入的相加。",
        help_en="What is set aside of contributions for each insured a year, added to the share.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e6),
        step=5,
        source="local decrees",
        observed=True,
        effect=Effect("catastrophic_premiums", +1, 10.0),
    )
    catastrophic_share: DatedValue = parameter(
        constant(0.0),
        zh="大额医疗补助支付比例",
        en="Share paid above the cap",
        help_zh="统筹基金最高支付限额以上的费用由大额医疗补助支付的比例。",
        help_en="Share of the bill beyond the pool's cap that the catastrophic layer pays.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="local decrees",
        observed=True,
        effect=Effect("catastrophic_benefits", +1, 0.05),
    )
    cadre_cover: DatedValue | None = parameter(
        None,
        zh="离休干部医疗费财政负担比例",
        en="Budget's share of the care of retired cadres",
        help_zh="离休干部医疗费由财政拨付的比例；不填则沿用基年比例。",
        help_en="Share of the care of retired cadres that the budget pays; the base year's if "
        "left out.",
        unit=SHARE,
        bounds=(0.0, 2.0),
        step=0.05,
        source="a county in 2007: 120 of 344",
        effect=Effect("cadre_income", +1, 0.1),
    )


class Assumptions(ClaimAssumptions, BranchAssumptions):
    """Bills, personal accounts, maternity, retired cadres."""

    account_spending: DatedValue | None = parameter(
        None,
        zh="个人账户支出比例",
        en="Share spent from personal accounts",
        help_zh="当年支出占年初结余加当年划入的比例；不填则沿用基年比例。",
        help_en="What is spent in a year of opening accounts and credits; the base year's share "
        "if left out.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="assumption",
        effect=Effect("personal_balance", -1, 0.05),
    )
    merged_maternity_cost: DatedValue = parameter(
        constant(0.0),
        zh="并入的生育待遇支出率",
        en="Maternity benefits merged in",
        help_zh="生育保险并入后，生育待遇支出占缴费工资总额的比例。",
        help_en="Maternity benefits over the wage bill, once maternity insurance is merged in.",
        unit=SHARE,
        bounds=(0.0, 0.05),
        step=0.0005,
        source="assumption",
        observed=True,
        effect=Effect("merged_maternity", +1, 0.001),
    )
    cadre_decline: DatedValue = parameter(
        constant(0.08),
        zh="离休干部人数年减少率",
        en="Yearly decline of retired cadres",
        help_zh="离休干部人数每年减少的比例；无新增。",
        help_en="By what share the number of retired cadres falls a year; none are added.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="assumption: mortality around the age of 80",
        effect=Effect("cadre_cost", -1, 0.02),
    )


#: A fund of this kind.
Fund = FundInput[Reported, Policy, Assumptions]
