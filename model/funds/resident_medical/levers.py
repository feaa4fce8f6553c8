"""What a residents' medical fund reports, decides and assumes (`resident_medical`)."""

from typing import ClassVar

from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.medical_bill_levers import ClaimAssumptions, ClaimPolicy
from model.funds.shared.payroll_fund_levers import BranchPolicy
from model.funds.shared.payroll_levers import EVEN_SEASON, PayrollPolicy
from model.funds.shared.per_head_levers import PerHeadAssumptions
from model.funds.shared.reported import ReportedAccount, ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    CURRENCY_A_YEAR,
    MONEY_A_YEAR,
    MULTIPLE,
    PERSONS,
    SHARE,
    SHARES,
    Effect,
    parameter,
    with_default,
)
from model.words.texts import Text

constant = DatedValue.constant

#: Premiums are paid in the last quarter.
LAST_QUARTER = (0.0,) * 9 + (1 / 3,) * 3
_REPORT = "the bureau's final account"


class Reported(ReportedAccount):
    """The final account of a residents' medical fund."""

    income: float = with_default(
        ReportedPayroll,
        "income",
        effect=Effect("income", +1, 1000.0),
    )
    expenditure: float = with_default(
        ReportedPayroll,
        "expenditure",
        effect=Effect("benefits", +1, 500.0),
    )
    interest: float | None = with_default(
        ReportedAccount,
        "interest",
        None,
        effect=Effect("other_income", -1, 20.0),
    )
    insured: float = parameter(
        zh="参保人数",
        en="Insured",
        help_zh="年末参保居民人数。",
        help_en="Residents insured at the year's end.",
        unit=PERSONS,
        bounds=(1.0, 2e9),
        source=_REPORT,
        effect=Effect("insured", +1, 2000.0),
    )
    mean_insured: float | None = parameter(
        None,
        zh="平均参保人数",
        en="Mean insured of the year",
        help_zh="全年平均参保人数；不填则用年末人数。年内启动时应填。",
        help_en="Mean number insured in the year; the year's end if left out. Give it where the "
        "scheme began within the year.",
        unit=PERSONS,
        bounds=(1.0, 2e9),
        source=_REPORT,
        effect=Effect("benefits", -1, 2000.0),
    )
    own_premiums: float | None = parameter(
        None,
        zh="个人缴费收入（基年）",
        en="Own premiums, base year",
        help_zh="收入中的个人缴费；不填则为平均参保人数乘以个人缴费标准。",
        help_en="Premiums of residents within the income; mean insured x own premium if left out.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("own_premiums", +1, 100.0),
    )
    fiscal_subsidy: float | None = with_default(
        ReportedPayroll,
        "fiscal_subsidy",
        None,
        help_zh="收入中的财政补贴；不填则为平均参保人数乘以人均财政补助标准。",
        help_en="Subsidy within the income; mean insured x subsidy a head if left out.",
        effect=Effect("fiscal_subsidy", +1, 200.0),
    )


class Policy(ClaimPolicy):
    """Premium, subsidy, coverage, what is reimbursed."""

    title: ClassVar[Text] = Text("政策", "Policy")

    own_premium: DatedValue = parameter(
        zh="个人缴费标准",
        en="Own premium",
        help_zh="每名参保居民每年的个人缴费金额。",
        help_en="What a resident pays a year.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e6),
        step=10,
        headline=1,
        source="yearly notices of the medical security authorities",
        observed=True,
        effect=Effect("own_premiums", +1, 10.0),
    )
    premium_growth: DatedValue = parameter(
        constant(0.0),
        zh="个人缴费年增长率",
        en="Growth of the own premium",
        help_zh="个人缴费标准在所列金额之上逐年累计的增长率。",
        help_en="Yearly growth of the own premium, cumulated upon the amounts listed.",
        unit=SHARE,
        bounds=(-0.2, 0.5),
        step=0.005,
        headline=1,
        source="assumption",
        effect=Effect("own_premiums", +1, 0.01),
    )
    subsidy: DatedValue = parameter(
        zh="人均财政补助标准",
        en="Subsidy a head",
        help_zh="各级财政每年为每名参保居民补助的金额。",
        help_en="What governments pay for a resident a year.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e6),
        step=10,
        headline=1,
        source="yearly notices of the medical security authorities",
        observed=True,
        effect=Effect("fiscal_subsidy", +1, 10.0),
    )
    subsidy_growth: DatedValue = parameter(
        constant(0.0),
        zh="人均财政补助年增长率",
        en="Growth of the subsidy a head",
        help_zh="人均财政补助在所列金额之上逐年累计的增长率。",
        help_en="Yearly growth of the subsidy a head, cumulated upon the amounts listed.",
        unit=SHARE,
        bounds=(-0.2, 0.5),
        step=0.005,
        source="assumption",
        effect=Effect("fiscal_subsidy", +1, 0.01),
    )
    fiscal_subsidy: DatedValue = with_default(
        PayrollPolicy,
        "fiscal_subsidy",
        constant(0.0),
        help_zh="人均补助之外，各级财政每年补助基金的金额。",
        help_en="What governments pay into the fund a year beyond the subsidy a head.",
        headline=0,
    )
    coverage: DatedValue = with_default(
        BranchPolicy,
        "coverage",
        constant(1.0),
        help_zh="参保居民占人口的比例相对基年的倍数。",
        help_en="Insured over the population as a multiple of the base year's.",
        source="assumption",
        effect=Effect("insured", +1, 0.1),
        headline=0,
    )
    reimbursement: DatedValue = parameter(
        constant(0.65),
        zh="报销比例",
        en="Reimbursement",
        help_zh="起付标准以上、最高支付限额以内的费用由基金支付的比例。",
        help_en="Share of the bill above the deductible that the fund pays, up to the cap.",
        unit=SHARE,
        bounds=(0.05, 1.0),
        step=0.01,
        headline=1,
        source="assumption; yearly notices name 50% to 75% of inpatient bills",
        observed=True,
        effect=Effect("benefits", +1, 0.05),
    )
    premium_season: tuple[float, ...] = parameter(
        LAST_QUARTER,
        zh="个人缴费的月度分布",
        en="Own premiums by month",
        help_zh="全年个人缴费在十二个月的分布，合计为 1；一般集中在第四季度。",
        help_en="How a year's premiums fall on the twelve months; they sum to 1. Most are paid "
        "in the last quarter.",
        unit=SHARES,
        source="assumption: the last quarter",
        effect=Effect("interest", +1, EVEN_SEASON),
    )
    subsidy_season: tuple[float, ...] = parameter(
        EVEN_SEASON,
        zh="财政补助的月度分布",
        en="Subsidy by month",
        help_zh="全年人均财政补助在十二个月的分布，合计为 1。",
        help_en="How a year's subsidy a head falls on the twelve months; they sum to 1.",
        unit=SHARES,
        source="assumption: even",
        effect=Effect("interest", -1, LAST_QUARTER),
    )
    benefit_season: tuple[float, ...] = with_default(
        PayrollPolicy,
        "benefit_season",
        EVEN_SEASON,
        effect=Effect("interest", +1, LAST_QUARTER),
    )


class Assumptions(ClaimAssumptions, PerHeadAssumptions):
    """Bills, ages of the insured, interest."""

    working_age_coverage: DatedValue = parameter(
        constant(1.0),
        zh="劳动年龄人口的相对参保率",
        en="Coverage of working ages",
        help_zh="16 至 59 岁人口参保率相对其他年龄的倍数；在职职工参加职工医保时小于 1。",
        help_en="Coverage of those aged 16 to 59 as a multiple of that of the others: below 1 "
        "where many are insured as employees.",
        unit=MULTIPLE,
        bounds=(0.0, 5.0),
        step=0.05,
        source="assumption",
        observed=True,
        effect=Effect("benefits", 0, 0.2),
    )
    other_income: DatedValue = with_default(
        CommonLevers,
        "other_income",
        constant(0.0),
    )


#: A fund of this kind.
Fund = FundInput[Reported, Policy, Assumptions]
