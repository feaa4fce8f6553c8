"""Levers of unemployment insurance: what is reported, decided and assumed."""

from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.payroll_fund_levers import BranchAssumptions, BranchPolicy
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    CURRENCY_A_MONTH,
    MONEY_A_YEAR,
    MULTIPLE,
    PERSONS,
    SHARE,
    Effect,
    parameter,
    with_default,
)

constant = DatedValue.constant


class Reported(ReportedPayroll):
    """The final account of an unemployment fund."""

    claimants: float = parameter(
        zh="领取失业金人数",
        en="Claimants",
        help_zh="全年月平均领取失业保险金人数。",
        help_en="Mean number of persons drawing benefit in the year.",
        unit=PERSONS,
        bounds=(0.0, 1e9),
        source="the bureau's final account",
        effect=Effect("beneficiaries", +1, 50.0),
    )
    monthly_benefit: float = parameter(
        zh="月失业金标准",
        en="Monthly benefit",
        help_zh="失业保险金月发放标准。",
        help_en="Benefit of a claimant a month.",
        unit=CURRENCY_A_MONTH,
        bounds=(0.0, 1e7),
        source="the bureau's final account",
        effect=Effect("benefits", +1, 20.0),
    )


class Policy(BranchPolicy):
    """Rates, benefit level, duration, refunds, training."""

    employer_rate: DatedValue = with_default(
        CommonLevers,
        "employer_rate",
        constant(0.02),
        help_zh="单位按缴费基数缴纳的失业保险费比例。",
        help_en="Share of the declared base that employers pay.",
        bounds=(0.0, 0.1),
        step=0.001,
        source="2% + 1%: Regulations on Unemployment Insurance (1999) art. 6; 1% in all from 2017",
        effect=Effect("contributions", +1, 0.005),
    )
    employee_rate: DatedValue = with_default(
        CommonLevers,
        "employee_rate",
        constant(0.01),
        help_zh="职工个人按缴费基数缴纳的失业保险费比例。",
        help_en="Share of the declared base that employees pay.",
        bounds=(0.0, 0.1),
        step=0.001,
        source="2% + 1%: Regulations on Unemployment Insurance (1999) art. 6; 1% in all from 2017",
        effect=Effect("contributions", +1, 0.005),
        headline=0,
    )
    benefit_level: DatedValue = parameter(
        constant(1.0),
        zh="失业金标准（相对基年）",
        en="Benefit level relative to the base year",
        help_zh="失业金与平均工资之比相对基年的倍数；1 为随工资同步调整。",
        help_en="Benefit over the average wage as a multiple of the base year's: 1 keeps pace.",
        unit=MULTIPLE,
        bounds=(0.0, 5.0),
        step=0.05,
        headline=1,
        source="local decrees: a share (60-90%) of the minimum wage",
        effect=Effect("benefits", +1, 0.1),
    )
    duration: DatedValue = parameter(
        constant(1.0),
        zh="领取期限（相对基年）",
        en="Duration relative to the base year",
        help_zh="平均领取月数相对基年的倍数；法定最长 12、18、24 个月，依缴费年限而定。",
        help_en="Mean months drawn as a multiple of the base year's; the law allows at most 12, 18 "
        "or 24 by years paid.",
        unit=MULTIPLE,
        bounds=(0.1, 5.0),
        step=0.05,
        source="limits: Social Insurance Law art. 46",
        effect=Effect("benefits", +1, 0.1),
    )
    medical_premium_rate: DatedValue = parameter(
        constant(0.0),
        zh="代缴医疗保险费（占失业金）",
        en="Medical premium for claimants",
        help_zh="基金为领取失业金人员缴纳的医疗保险费占失业金的比例。",
        help_en="Medical contributions that the fund pays for claimants, over their benefits.",
        unit=SHARE,
        bounds=(0.0, 2.0),
        step=0.01,
        source="Social Insurance Law art. 48, from 2011-07",
        effect=Effect("medical_premiums", +1, 0.1),
    )
    refund_share: DatedValue = parameter(
        constant(0.0),
        zh="稳岗返还比例",
        en="Job-keeping refund, share of premiums",
        help_zh="向不裁员、少裁员企业返还上年缴费的比例。",
        help_en="Share of last year's premiums returned to firms that keep their staff.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        headline=1,
        source="30% for large and 60% for other firms, 2022-2025",
        effect=Effect("stabilisation_refunds", +1, 0.1),
    )
    refund_firms: DatedValue = parameter(
        constant(0.7),
        zh="符合稳岗条件的企业占比",
        en="Firms that qualify for refunds",
        help_zh="按缴费额计，符合返还条件的企业占比。",
        help_en="Firms that qualify, as a share of the premiums.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="assumption",
        effect=Effect("stabilisation_refunds", +1, 0.1),
    )
    training: DatedValue = parameter(
        constant(0.0),
        zh="职业培训等支出",
        en="Training and placement",
        help_zh="职业培训、职业介绍等促进就业支出。",
        help_en="Training, placement and other spending on employment.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="assumption",
        effect=Effect("training", +1, 20.0),
    )


class Assumptions(BranchAssumptions):
    """The labour market."""

    separation: DatedValue = parameter(
        constant(1.0),
        zh="失业率（相对基年）",
        en="Unemployment relative to the base year",
        help_zh="参保人员失业并符合领取条件的比例，相对基年的倍数。",
        help_en="Insured who lose their job and qualify, as a multiple of the base year's share.",
        unit=MULTIPLE,
        bounds=(0.0, 20.0),
        step=0.1,
        headline=1,
        source="assumption",
        effect=Effect("beneficiaries", +1, 0.2),
    )


#: A fund of this kind.
Fund = FundInput[Reported, Policy, Assumptions]
