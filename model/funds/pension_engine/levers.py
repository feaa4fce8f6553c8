"""Parameters of a cohort pension fund: what is reported and what a government sets."""

from typing import ClassVar, Literal

from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.pension_engine.pooling_levers import PoolingPolicy
from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.payroll_levers import PayrollPolicy
from model.funds.shared.per_head_levers import PerHeadPolicy, ReportedPerHead
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    CHOICE,
    CURRENCY_A_MONTH,
    MONTHS,
    PERSONS,
    SHARE,
    YEARS,
    Effect,
    parameter,
    with_default,
)
from model.people.retirement_levers import RetirementPolicy
from model.words.texts import Text

constant = DatedValue.constant
_REPORT = "the bureau's final account"
_AWARD = "State Council document 2005 no. 38; docs/method/employee_pension.md"


class ReportedPension(ReportedPayroll):
    """The final account of a pension fund."""

    retirees: float | None = parameter(
        None,
        zh="离退休人数",
        en="Retirees",
        help_zh="年末领取养老金人数；不填则由支出和人均养老金推算。",
        help_en="Persons drawing a pension at the year's end; inferred from expenditure and the "
        "average pension if left out.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("pensioners", +1, 500.0),
    )
    mean_retirees: float | None = parameter(
        None,
        zh="平均离退休人数",
        en="Mean retirees of the year",
        help_zh="全年平均领取人数，用于推算人均养老金；不填则用年末人数。",
        help_en="Mean number drawing in the year, by which the average pension is inferred; the "
        "year's end if left out.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("benefits", -1, 500.0),
    )
    lump_sums: float = with_default(
        ReportedPerHead,
        "lump_sums",
        0.0,
        help_zh="支出中的丧葬补助、抚恤、账户退还等；为零则全部支出视为养老金。",
        help_en="Grants and refunds within the expenditure; 0 takes all of it for pensions.",
        effect=Effect("benefits", -1, 500.0),
    )
    average_pension: float | None = parameter(
        None,
        zh="月人均养老金",
        en="Average pension",
        help_zh="离退休人员月人均养老金；不填则由支出和人数推算。",
        help_en="Average monthly pension; inferred from expenditure and retirees if left out.",
        unit=CURRENCY_A_MONTH,
        bounds=(0.0, 1e8),
        source=_REPORT,
        effect=Effect("benefits", +1, 20.0),
    )


class PensionPolicy(PoolingPolicy, RetirementPolicy, PayrollPolicy):
    """What a government sets: rates, retirement, the pension formula, increases."""

    title: ClassVar[Text] = Text("政策", "Policy")

    employer_rate: DatedValue = with_default(
        CommonLevers,
        "employer_rate",
        constant(0.20),
    )
    employee_rate: DatedValue = with_default(
        CommonLevers,
        "employee_rate",
        constant(0.08),
    )
    minimum_years: DatedValue = parameter(
        constant(15.0),
        zh="最低缴费年限",
        en="Minimum years of contributions",
        help_zh="按月领取养老金所需的最低缴费年限；不足者继续缴费，缴满再退。",
        help_en="Years needed for a monthly pension; those below keep paying until they have them.",
        unit=YEARS,
        bounds=(0.0, 45.0),
        step=0.5,
        source="15: Social Insurance Law art. 16; 15 to 20 in 2030-2039: decision of 2024-09-13",
        observed=True,
        effect=Effect("pensioners", -1, 2.0),
    )
    accrual_rate: DatedValue = parameter(
        constant(0.01),
        zh="基础养老金计发比例",
        en="Accrual rate of the basic pension",
        help_zh="每缴费一年计发的比例。",
        help_en="Share of the calculation base granted for each year of contributions.",
        unit=SHARE,
        bounds=(0.0, 0.03),
        step=0.0005,
        source=_AWARD,
        effect=Effect("benefits", +1, 0.002),
    )
    transition_coefficient: DatedValue = parameter(
        constant(0.013),
        zh="过渡性养老金系数",
        en="Coefficient of the transitional pension",
        help_zh="视同缴费每年计发的比例（1.0%-1.4%）。",
        help_en="Share granted for each deemed year, 1.0-1.4% by province.",
        unit=SHARE,
        bounds=(0.0, 0.03),
        step=0.0005,
        source=_AWARD,
        effect=Effect("benefits", +1, 0.003),
    )
    divisor_method: Literal["floor", "linear"] = parameter(
        "floor",
        zh="计发月数取法",
        en="Divisor between whole ages",
        help_zh="退休年龄不足整岁时，计发月数按整岁（floor）或线性内插（linear）。",
        help_en="Between whole ages the divisor is the lower age's, or interpolated.",
        unit=CHOICE,
        words={
            "floor": Text("按整岁", "the lower whole age's"),
            "linear": Text("线性内插", "interpolated"),
        },
        source=_AWARD + "; practice differs by province",
        effect=Effect("benefits", +1, "linear"),
    )
    account_interest: DatedValue = with_default(
        CommonLevers,
        "account_interest",
        constant(0.03),
    )
    increase: DatedValue = parameter(
        constant(0.0),
        zh="养老金调整比例",
        en="Increase of pensions in payment",
        help_zh="每年 1 月 1 日上调在领养老金的比例，与下两项相加。",
        help_en="Rise of pensions in payment on 1 January, added to the two weights below.",
        unit=SHARE,
        bounds=(-0.2, 0.4),
        step=0.005,
        headline=1,
        source="10% in 2005-2015 to 2% in 2025: model/data/pension_increases.csv",
        effect=Effect("benefits", +1, 0.01),
    )
    increase_wage_weight: DatedValue = with_default(
        PerHeadPolicy,
        "increase_wage_weight",
        constant(0.0),
        help_zh="调整比例中平均工资增长率的权重。",
        help_en="How much of wage growth is passed on to pensions in payment.",
        source="docs/method/employee_pension.md (alpha)",
        effect=Effect("benefits", +1, 0.1),
    )
    increase_price_weight: DatedValue = with_default(
        PerHeadPolicy,
        "increase_price_weight",
        constant(0.0),
        help_zh="调整比例中物价涨幅的权重。",
        help_en="How much of price growth is passed on to pensions in payment.",
        source="docs/method/employee_pension.md (1 - alpha)",
        effect=Effect("benefits", +1, 0.1),
    )
    funeral_grant_months: DatedValue = parameter(
        constant(1.0),
        zh="丧葬补助金（月数）",
        en="Funeral grant, months of the average wage",
        help_zh="参保人员死亡后一次性发放，按上年月平均工资的月数计。",
        help_en="Paid once on a death, in months of last year's average wage.",
        unit=MONTHS,
        bounds=(0.0, 60.0),
        step=0.5,
        source="assumption: two months of urban disposable income, about 0.45 of the average wage",
        effect=Effect("lump_sums", +1, 1.0),
    )
    survivor_grant_months: DatedValue = parameter(
        constant(4.0),
        zh="遗属抚恤金（月数）",
        en="Survivor grant, months of the average wage",
        help_zh="参保人员死亡后发给遗属，按上年月平均工资的月数计。",
        help_en="Paid once to survivors on a death, in months of last year's average wage.",
        unit=MONTHS,
        bounds=(0.0, 120.0),
        step=0.5,
        source="assumption: about nine months of urban disposable income; Social Insurance Law "
        "art. 17 grants it from the fund",
        effect=Effect("lump_sums", +1, 1.0),
    )


#: A fund of the cohort pension engine, of whatever kind.
PensionFund = FundInput[ReportedPension, PensionPolicy, PensionAssumptions]
