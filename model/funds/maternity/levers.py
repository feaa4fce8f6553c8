"""What a maternity fund reports, what government sets, what the world does."""

from model.funds.setting import FundInput
from model.funds.shared.common_levers import CommonLevers
from model.funds.shared.payroll_fund_levers import BranchAssumptions, BranchPolicy
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import ALWAYS, DatedValue, month_number
from model.parameters.declaration import (
    CURRENCY,
    DATE,
    MULTIPLE,
    PERSONS,
    SHARE,
    Effect,
    Unit,
    parameter,
    with_default,
)
from model.parameters.window import Month
from model.words.texts import Text

constant = DatedValue.constant

DAYS = Unit("days", Text("天", "days"))
#: 98 days by the rule in force from 2012-04-28, 90 before.
LEAVE_DAYS = DatedValue((ALWAYS, month_number("2012-05") or 0), (90.0, 98.0))


class Reported(ReportedPayroll):
    """The final account of a maternity fund."""

    claimants: float = parameter(
        zh="享受生育待遇人数",
        en="Claimants",
        help_zh="全年享受生育保险待遇的女职工人数。",
        help_en="Insured women who drew a maternity benefit in the year.",
        unit=PERSONS,
        bounds=(0.0, 1e9),
        source="the bureau's final account",
        effect=Effect("beneficiaries", +1, 50.0),
    )
    average_benefit: float | None = parameter(
        None,
        zh="人均生育待遇",
        en="Average benefit",
        help_zh="每名享受人员的生育津贴和生育医疗费用合计；不填则为支出除以人数。",
        help_en="Allowance and medical costs of a claimant; expenditure over claimants if left "
        "out. The rest of the expenditure is family planning and other.",
        unit=CURRENCY,
        bounds=(0.0, 1e8),
        source="the bureau's final account",
        effect=Effect("benefit_per_birth", +1, 100.0),
    )
    medical_cost: float | None = parameter(
        None,
        zh="人均生育医疗费用",
        en="Medical cost of a birth",
        help_zh="每名享受人员的生育医疗费用；不填则为人均生育待遇减去按缴费基数计算的生育津贴。",
        help_en="Medical part of the average benefit; if left out, what leave at the declared base "
        "leaves of it.",
        unit=CURRENCY,
        bounds=(0.0, 1e8),
        source="the bureau's final account",
        effect=Effect("birth_medical", +1, 100.0),
    )


class Policy(BranchPolicy):
    """Rate, leave, medical benefits, the merger into medical insurance."""

    # Employees pay nothing: Social Insurance Law art. 53.
    employer_rate: DatedValue = with_default(
        CommonLevers,
        "employer_rate",
        constant(0.007),
        help_zh="单位按缴费基数缴纳的生育保险费比例，个人不缴费。",
        help_en="Share of the declared base that employers pay; employees pay nothing.",
        bounds=(0.0, 0.05),
        step=0.001,
        source="assumption; at most 1% (1994 trial rule), local rates differ",
        effect=Effect("contributions", +1, 0.001),
    )
    leave_days: DatedValue = parameter(
        LEAVE_DAYS,
        zh="生育津贴天数",
        en="Days of paid leave",
        help_zh="每次生育发放生育津贴的产假天数，可加上地方奖励假。",
        help_en="Days for which the allowance of a birth is paid; add what the province grants.",
        unit=DAYS,
        bounds=(0.0, 400.0),
        step=1,
        headline=1,
        source="98 days: rule on the labour protection of women, from 2012-04-28; 90 before (1988)",
        observed=True,
        effect=Effect("maternity_allowances", +1, 10.0),
    )
    medical_level: DatedValue = parameter(
        constant(1.0),
        zh="生育医疗待遇标准（相对基年）",
        en="Medical benefits relative to the base year",
        help_zh="每次生育的医疗费用支付标准，相对基年的倍数。",
        help_en="Medical costs paid for a birth as a multiple of the base year's.",
        unit=MULTIPLE,
        bounds=(0.0, 5.0),
        step=0.05,
        source="local lists and fixed amounts",
        effect=Effect("birth_medical", +1, 0.1),
    )
    merged_from: Month | None = parameter(
        None,
        zh="并入职工医保的月份",
        en="Merged into medical insurance from",
        help_zh="从该月起不再单独征缴，待遇由职工医保支付，当年年末结余转入职工医保；"
        "不填则不合并。",
        help_en="From this month on nothing is levied and medical insurance pays the benefits; the "
        "balance at that year's end is handed over. No merger if left out.",
        unit=DATE,
        source="State Council office document 2019 no. 10: by the end of 2019",
        effect=Effect("contributions", +1, 24),
    )


class Assumptions(BranchAssumptions):
    """Who claims, and what a birth costs."""

    claims: DatedValue = parameter(
        constant(1.0),
        zh="生育待遇享受率（相对基年）",
        en="Births claimed relative to the base year",
        help_zh="参保女职工生育中享受待遇的比例，相对基年的倍数；基年比例由决算人数推出。",
        help_en="Share of insured women's births that are claimed, as a multiple of the base "
        "year's, which follows from the claimants reported.",
        unit=MULTIPLE,
        bounds=(0.0, 20.0),
        step=0.05,
        headline=1,
        source="assumption",
        effect=Effect("beneficiaries", +1, 0.1),
    )
    partner_share: DatedValue = parameter(
        constant(0.0),
        zh="未就业配偶生育占比（新增）",
        en="Births of uninsured partners",
        help_zh="男职工未就业配偶享受生育医疗待遇的人数与女职工享受人数之比，只支付医疗费用。",
        help_en="Births of insured men's uninsured wives whose medical costs are paid, over the "
        "claimants, beyond the base year's practice.",
        unit=SHARE,
        bounds=(0.0, 2.0),
        step=0.05,
        source="Social Insurance Law art. 54, from 2011-07",
        effect=Effect("birth_medical", +1, 0.1),
    )
    medical_elasticity: DatedValue = parameter(
        constant(1.0),
        zh="生育医疗费用对工资的弹性",
        en="Elasticity of medical costs to wages",
        help_zh="平均工资上涨 1% 时每次生育医疗费用上涨的百分比。",
        help_en="By how many percent the medical cost of a birth grows for 1% of wage growth.",
        unit=MULTIPLE,
        bounds=(0.0, 3.0),
        step=0.05,
        source="assumption",
        effect=Effect("birth_medical", +1, 0.2),
    )


#: A fund of this kind.
Fund = FundInput[Reported, Policy, Assumptions]
