"""Levers that several kinds declare alike; each takes them over with what differs."""

from typing import ClassVar

from model.parameters.dated import DatedValue
from model.parameters.declaration import MONEY_A_YEAR, PERSONS, SHARE, Effect, Section, parameter
from model.words.texts import Text

_REPORT = "the bureau's final account"
constant = DatedValue.constant


class CommonLevers(Section):
    """Declarations only: no table of a file is read as this section."""

    title: ClassVar[Text] = Text("共用参数", "Common levers")

    employer_rate: DatedValue = parameter(
        constant(0.20),
        zh="单位缴费比例",
        en="Employer contribution rate",
        help_zh="单位按缴费基数缴纳的比例，进入统筹基金。",
        help_en="Share of the declared base that employers pay, all of it pooled.",
        unit=SHARE,
        bounds=(0.0, 0.6),
        step=0.005,
        headline=1,
        source="at most 20%: Zhejiang regulation art. 10; 16% from 2019-05: Guobanfa 2019 no. 13",
        observed=True,
        effect=Effect("contributions", +1, 0.02),
    )
    employee_rate: DatedValue = parameter(
        constant(0.08),
        zh="个人缴费比例",
        en="Employee contribution rate",
        help_zh="职工个人按缴费基数缴纳的比例，全部记入个人账户。",
        help_en="Share of the declared base that employees pay, all of it credited to accounts.",
        unit=SHARE,
        bounds=(0.0, 0.4),
        step=0.005,
        headline=1,
        source="8%: Zhejiang regulation art. 9 and 24; Social Insurance Law art. 12",
        observed=True,
        effect=Effect("contributions", +1, 0.02),
    )
    mean_recipients: float | None = parameter(
        None,
        zh="平均领取人数",
        en="Mean recipients of the year",
        help_zh="全年月平均领取人数；不填则由支出和月人均保障金推算。",
        help_en="Mean number drawing in the year; inferred from expenditure and benefit if left "
        "out.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("beneficiaries", +1, 100.0),
    )
    contributors: float | None = parameter(
        None,
        zh="缴费人数",
        en="Contributors",
        help_zh="基年实际缴费人数；不填则视为未领取人员全部缴费。",
        help_en="Persons who paid in the base year; all who do not draw if left out.",
        unit=PERSONS,
        bounds=(1.0, 2e9),
        source=_REPORT,
        effect=Effect("contributors", +1, 2000.0),
    )
    benefits: float | None = parameter(
        None,
        zh="待遇支出",
        en="Benefits",
        help_zh="支出中的工伤保险待遇；不填则支出全部为待遇，其余为预防、鉴定等支出。",
        help_en="Benefits within the expenditure, all of it if left out; the rest is prevention "
        "and assessment.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="the bureau's final account",
        effect=Effect("cost_per_case", +1, 20.0),
    )
    other_income: DatedValue = parameter(
        constant(0.0),
        zh="其他收入",
        en="Other income",
        help_zh="个人缴费、财政补助和利息之外的收入。",
        help_en="Income besides premiums, subsidy and interest.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="assumption",
        effect=Effect("other_income", +1, 10.0),
    )
    account_interest: DatedValue = parameter(
        constant(0.03),
        zh="个人账户记账利率",
        en="Interest credited to accounts",
        help_zh="个人账户储存额的年记账利率。",
        help_en="Yearly rate credited to the members' accounts.",
        unit=SHARE,
        bounds=(0.0, 0.15),
        step=0.005,
        source="8.31% in 2016 to 1.5% in 2025: model/data/account_interest.csv",
        effect=Effect("benefits", +1, 0.01),
    )
