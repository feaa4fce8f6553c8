"""Parameters that the funds beside pensions share: insured people taken from the population."""

from typing import ClassVar

from model.funds.setting import FundInput
from model.funds.shared.payroll_levers import PayrollPolicy
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    AGE,
    MONEY_A_YEAR,
    MULTIPLE,
    PERSONS_A_YEAR,
    SHARE,
    Effect,
    Section,
    parameter,
)
from model.people.retirement_levers import RetirementPolicy
from model.words.texts import Text

constant = DatedValue.constant


class BranchPolicy(RetirementPolicy, PayrollPolicy):
    """Collection, retirement and coverage levers of a fund beside pensions."""

    title: ClassVar[Text] = Text("政策", "Policy")

    coverage: DatedValue = parameter(
        constant(1.0),
        zh="参保覆盖面（相对基年）",
        en="Coverage relative to the base year",
        help_zh="参保率相对基年的倍数；1 为与基年相同。",
        help_en="Coverage of the working population as a multiple of the base year's.",
        unit=MULTIPLE,
        bounds=(0.0, 20.0),
        step=0.05,
        headline=1,
        source="assumption; the 2009 plan sets numbers of new members",
        effect=Effect("contributors", +1, 0.1),
    )
    new_insured: DatedValue = parameter(
        constant(0.0),
        zh="扩面新增参保",
        en="New members by expansion",
        help_zh="扩面每年新增的在职参保人数，其后保持相应的参保率。",
        help_en="Workers brought into the fund a year beyond its course; their coverage stays.",
        unit=PERSONS_A_YEAR,
        bounds=(-1e8, 1e8),
        source="assumption; the 2009 plan sets such targets",
        effect=Effect("contributors", +1, 500.0),
    )


class BranchAssumptions(Section):
    """Who is insured and what the world does, in a fund beside pensions."""

    title: ClassVar[Text] = Text("假设", "Assumptions")

    entry_age: float = parameter(
        24.0,
        zh="平均参保年龄",
        en="Mean age at entry",
        help_zh="职工开始参保的平均年龄，决定在职人员的年龄结构。",
        help_en="Mean age at which workers are first insured; shapes their ages.",
        unit=AGE,
        bounds=(18.0, 45.0),
        step=0.5,
        source="assumption",
        effect=Effect("contributors", 0, 3.0),
    )
    women_55_share: float = parameter(
        0.3,
        zh="女职工中 55 岁退休者占比",
        en="Share of women of the 55 class",
        help_zh="女职工中按 55 岁（管理技术岗位）退休的比例，其余 50 岁退休。",
        help_en="Women in the class that retired at 55; the others retired at 50.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="assumption",
        effect=Effect("contributors", 0, 0.3),
    )
    wage_dispersion: float = parameter(
        0.5,
        zh="工资离散程度",
        en="Dispersion of wages",
        help_zh="参保人员工资对数的标准差，决定多少人碰到缴费基数上下限。",
        help_en="Standard deviation of log wages: how many meet the floor and the cap.",
        unit=SHARE,
        bounds=(0.05, 1.2),
        step=0.05,
        source="assumption",
        effect=Effect("contributions", 0, 0.2),
    )
    interest: DatedValue | None = parameter(
        None,
        zh="本基金收益率",
        en="Interest of this fund",
        help_zh="本基金结余的收益率；不填则用经济假设中的收益率。",
        help_en="Interest on this fund's balance, in place of the economy's.",
        unit=SHARE,
        bounds=(-0.05, 0.2),
        step=0.0025,
        source="assumption",
        observed=True,
        effect=Effect("interest", +1, 0.01),
    )
    other_expenditure: DatedValue = parameter(
        constant(0.0),
        zh="其他支出",
        en="Other expenditure",
        help_zh="待遇之外的其他支出。",
        help_en="Expenditure besides benefits.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="assumption",
        effect=Effect("other_expenditure", +1, 10.0),
    )


#: A fund with contributions on wages, of whatever kind.
PayrollFund = FundInput[ReportedPayroll, BranchPolicy, BranchAssumptions]
