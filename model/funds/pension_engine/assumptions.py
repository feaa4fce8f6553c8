"""Parameters of a cohort pension fund: what the world does and who the members are."""

from typing import ClassVar, Literal

from model.funds.pension_engine.continuing_levers import ContinuingAssumptions
from model.funds.shared.payroll_fund_levers import BranchAssumptions, BranchPolicy
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    AGE,
    CHOICE,
    CURRENCY,
    MONEY_A_YEAR,
    MULTIPLE,
    PERSONS,
    PERSONS_A_YEAR,
    SHARE,
    YEARS,
    Effect,
    parameter,
    with_default,
)
from model.people.population_levers import MORTALITY_WORDS
from model.words.texts import Text

constant = DatedValue.constant


class PensionAssumptions(ContinuingAssumptions):
    """Entry, lapse, mortality, the base year's members where no member table is given."""

    title: ClassVar[Text] = Text("假设", "Assumptions")

    entrants: DatedValue | None = parameter(
        None,
        zh="新增参保（扩面）",
        en="Entrants",
        help_zh="每年新增参保人数；或改用参保率。",
        help_en="Persons who join the fund a year; or give the coverage instead.",
        unit=PERSONS_A_YEAR,
        bounds=(0.0, 1e9),
        headline=1,
        instead_of="coverage",
        source="assumption",
        effect=Effect("contributors", +1, 500.0),
    )
    coverage: DatedValue | None = with_default(
        BranchPolicy,
        "coverage",
        None,
        instead_of="entrants",
        help_zh="各年龄适龄人口的参保率相对基年的倍数，由此得出新增参保人数；新增随出生人口变化。",
        help_en="Coverage of each birth year as a multiple of the base year's; entrants follow "
        "from it and from the population, so births reach the fund.",
        source="assumption",
    )
    entrants_growth: DatedValue = parameter(
        constant(0.0),
        zh="新增参保的年增长率",
        en="Growth of entrants",
        help_zh="在新增参保人数之上逐年累计的增长率。",
        help_en="Yearly growth compounded on the number of entrants.",
        unit=SHARE,
        bounds=(-0.2, 0.2),
        step=0.005,
        source="assumption",
        effect=Effect("contributors", +1, 0.01),
    )
    entry_age: float = with_default(
        BranchAssumptions,
        "entry_age",
        27.0,
        help_zh="新增参保人员的平均年龄。",
        help_en="Mean age of those who join.",
        effect=Effect("pensioners", +1, 2.0),
    )
    entry_age_spread: float = parameter(
        7.0,
        zh="参保年龄标准差",
        en="Spread of the entry age",
        help_zh="新增参保年龄的标准差。",
        help_en="Standard deviation of the age at entry.",
        unit=YEARS,
        bounds=(1.0, 15.0),
        step=0.5,
        source="assumption",
        effect=Effect("pensioners", 0, 2.0),
    )
    women_share: float = parameter(
        0.45,
        zh="女职工占比",
        en="Share of women",
        help_zh="在职和新增参保人员中女性的比例。",
        help_en="Women among the active insured and the entrants.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="assumption",
        effect=Effect("pensioners", +1, 0.05),
    )
    women_55_share: float = with_default(
        BranchAssumptions,
        "women_55_share",
        0.3,
        effect=Effect("pensioners", -1, 0.1),
    )
    pensioner_women_share: float = parameter(
        0.5,
        zh="离退休人员中女性占比",
        en="Share of women among pensioners",
        help_zh="基年离退休人员中女性的比例。",
        help_en="Women among the pensioners of the base year.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="assumption",
        effect=Effect("pensioners", +1, 0.1),
    )
    active_mean_age: float | None = parameter(
        None,
        zh="在职参保人员平均年龄",
        en="Mean age of the active insured",
        help_zh="基年在职参保人员平均年龄；不填则用全国年龄结构与参保年龄推算。",
        help_en="Mean age in the base year; from the national age structure if left out.",
        unit=AGE,
        bounds=(25.0, 50.0),
        step=0.5,
        source="assumption",
        effect=Effect("pensioners", +1, 1.0),
    )
    pensioner_mean_age: float | None = parameter(
        None,
        zh="离退休人员平均年龄",
        en="Mean age of pensioners",
        help_zh="基年离退休人员平均年龄；不填则用全国年龄结构。",
        help_en="Mean age in the base year; from the national age structure if left out.",
        unit=AGE,
        bounds=(55.0, 85.0),
        step=0.5,
        source="assumption",
        effect=Effect("pensioners", -1, 1.0),
    )
    service_years: float | None = parameter(
        None,
        zh="在职人员平均缴费年限",
        en="Mean service of the active insured",
        help_zh="基年在职人员平均缴费年限（含视同缴费）；不填则由年龄和参保年龄推算。",
        help_en="Mean years of the base year, deemed years included; from ages if left out.",
        unit=YEARS,
        bounds=(0.5, 35.0),
        step=0.5,
        source="assumption",
        effect=Effect("new_pension", +1, 1.0),
    )
    service_spread: float = parameter(
        6.0,
        zh="同龄人缴费年限标准差",
        en="Spread of service within an age",
        help_zh="同一年龄参保人员缴费年限的标准差，决定到龄时未满最低年限的比例。",
        help_en="Standard deviation of service within an age: who falls short of the minimum.",
        unit=YEARS,
        bounds=(0.5, 15.0),
        step=0.5,
        source="assumption",
        effect=Effect("pensioners", 0, 2.0),
    )
    past_index: float | None = parameter(
        None,
        zh="以往平均缴费指数",
        en="Average index so far",
        help_zh="在职人员至基年的平均缴费指数（历年缴费基数与平均工资之比）；不填则用基年之比。",
        help_en="Average of declared base over average wage in the years paid so far; the base "
        "year's ratio if left out.",
        unit=MULTIPLE,
        bounds=(0.2, 3.0),
        step=0.05,
        source="assumption",
        effect=Effect("new_pension", +1, 0.1),
    )
    deemed_share: float = parameter(
        0.5,
        zh="有视同缴费年限者占比",
        en="Share with deemed years",
        help_zh="制度建立前参加工作的人员中，此前工龄视同缴费的比例。",
        help_en="Of those who worked before accounts began, the share whose years are deemed paid.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="assumption",
        effect=Effect("new_pension", +1, 0.2),
    )
    accounts_since: int = parameter(
        1996,
        zh="个人账户建立年份",
        en="Year accounts began",
        help_zh="此前的年限视同缴费，没有个人账户。",
        help_en="Years before it are deemed paid and carry no account.",
        unit=YEARS,
        bounds=(1950, 2100),
        source="State Council document 1995 no. 6: accounts from about 1996",
        effect=Effect("benefits", 0, 4),
    )
    past_wage_growth: float = parameter(
        0.10,
        zh="以往工资增长率",
        en="Wage growth of the past",
        help_zh="推算基年个人账户余额时以往各年的工资增长率。",
        help_en="Wage growth of earlier years, from which today's account balances are inferred.",
        unit=SHARE,
        bounds=(-0.05, 0.3),
        step=0.01,
        source="assumption; model/data/average_wage.csv gives 11-15% for 2000-2005",
        effect=Effect("benefits", -1, 0.03),
    )
    past_account_rate: float | None = parameter(
        None,
        zh="以往个人账户记入比例",
        en="Account rate of the past",
        help_zh="推算基年个人账户余额时以往各年记入账户的比例；不填则用个人缴费比例。",
        help_en="Share of the base credited to accounts in earlier years, from which today's "
        "balances are inferred; the employee rate if left out.",
        unit=SHARE,
        bounds=(0.0, 0.2),
        step=0.01,
        source="11% up to 2005-12: State Council document 2005 no. 38",
        effect=Effect("benefits", +1, 0.03),
    )
    leave_rate: DatedValue = parameter(
        constant(0.0),
        zh="转出或退保率",
        en="Leaving rate",
        help_zh="未到退休年龄的在职参保人员每年转出、退保的比例，随带个人账户。",
        help_en="Share of the active insured below retirement age that leaves with the account.",
        unit=SHARE,
        bounds=(0.0, 0.3),
        step=0.005,
        source="assumption",
        effect=Effect("contributors", -1, 0.01),
    )
    lapse_rate: DatedValue = parameter(
        constant(0.0),
        zh="断保率",
        en="Lapse rate",
        help_zh="缴费人员每年中断缴费的比例。",
        help_en="Share of contributors that stops paying in a year.",
        unit=SHARE,
        bounds=(0.0, 0.5),
        step=0.005,
        source="assumption; the 2007 county reports lapsed members who resumed",
        effect=Effect("contributors", -1, 0.02),
    )
    resumption_rate: DatedValue = parameter(
        constant(0.0),
        zh="续保率",
        en="Resumption rate",
        help_zh="中断缴费人员每年恢复缴费的比例。",
        help_en="Share of those not paying that resumes in a year.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="assumption; the 2007 county reports 295 who resumed",
        effect=Effect("contributors", +1, 0.05),
    )
    wage_dispersion: float = with_default(
        BranchAssumptions,
        "wage_dispersion",
        0.5,
    )
    mortality: Literal["wpp_2024", "china_life", "china_life_pension"] = parameter(
        "wpp_2024",
        zh="生命表",
        en="Mortality table",
        help_zh="联合国 2024 年人口展望（逐年改善）或中国人身保险业经验生命表（2010-2013）。",
        help_en="UN WPP 2024 for China, improving by year, or the China Life tables 2010-2013.",
        unit=CHOICE,
        words=MORTALITY_WORDS,
        source="model/data/SOURCES.md",
        effect=Effect("pensioners", +1, "china_life_pension"),
    )
    mortality_multiplier: float = parameter(
        1.0,
        zh="死亡率倍数",
        en="Mortality multiplier",
        help_zh="对生命表死亡率的整体倍数。",
        help_en="Scales the table's death rates.",
        unit=MULTIPLE,
        bounds=(0.3, 3.0),
        step=0.05,
        source="assumption",
        effect=Effect("pensioners", -1, 0.2),
    )
    mortality_improvement: DatedValue = parameter(
        constant(0.0),
        zh="死亡率额外改善",
        en="Further mortality improvement",
        help_zh="在生命表之外死亡率每年再下降的比例。",
        help_en="Yearly fall of death rates beyond the table's own.",
        unit=SHARE,
        bounds=(-0.05, 0.05),
        step=0.0025,
        source="assumption",
        effect=Effect("pensioners", +1, 0.01),
    )
    interest: DatedValue | None = with_default(
        BranchAssumptions,
        "interest",
        None,
    )
    transfers_in: DatedValue = parameter(
        constant(0.0),
        zh="转移收入",
        en="Transfers in",
        help_zh="外地转入人员带来的基金。",
        help_en="Funds that arrive with members from elsewhere.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="assumption",
        effect=Effect("transfers_in", +1, 100.0),
    )
    other_expenditure: DatedValue = with_default(
        BranchAssumptions,
        "other_expenditure",
        constant(0.0),
        effect=Effect("other_expenditure", +1, 100.0),
    )
    eligible: DatedValue | None = parameter(
        None,
        zh="应参保人数",
        en="Persons who ought to be insured",
        help_zh="应当参加本险种的在职人数，用于计算参保覆盖率；不填则用适龄就业人口（须给出常住人口）。",
        help_en="Workers who ought to be in the fund; gives the coverage rate. The working "
        "population, if its size is given, where left out.",
        unit=PERSONS,
        bounds=(1.0, 2e9),
        source="assumption",
        effect=Effect("coverage_rate", -1, 10000.0),
    )
    member_table: str | None = parameter(
        None,
        zh="参保人员明细表",
        en="Member table",
        help_zh="CSV 文件名，与方案文件同目录：class, age, status, persons, declared_base, "
        "service_years, account, pension，可另有 deemed_years, index。",
        help_en="A CSV beside the scenario: class, age, status, persons, declared_base, "
        "service_years, account, pension, and deemed_years and index where they are kept.",
        unit=CHOICE,
        source="the bureau's register",
        effect=Effect("pensioners", 0, "members.csv"),
    )
    base_account: float | None = parameter(
        None,
        zh="基年人均个人账户余额",
        en="Mean account of the active insured",
        help_zh="基年在职人员人均个人账户储存额；不填则由缴费年限推算。",
        help_en="Mean account balance of the base year; inferred from service if left out.",
        unit=CURRENCY,
        bounds=(0.0, 1e9),
        source="assumption",
        effect=Effect("benefits", +1, 1000.0),
    )
