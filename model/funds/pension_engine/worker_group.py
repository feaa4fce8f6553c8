"""Groups of workers with rules of their own inside a pension fund (`[funds.X.groups.NAME]`).

Migrant and flexible workers: own floor, cap, rates, entry and turnover; the same retirement
rules, accounts and awards as everybody.
"""

from typing import ClassVar

from model.funds.pension_engine.assumptions import PensionAssumptions
from model.funds.shared.payroll_levers import PayrollPolicy
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    MULTIPLE,
    PERSONS,
    PERSONS_A_YEAR,
    SHARE,
    Effect,
    Section,
    parameter,
    with_default,
)
from model.words.texts import Text

constant = DatedValue.constant


class WorkerGroup(Section):
    """One group: what is not given is the fund's own."""

    title: ClassVar[Text] = Text("参保群体", "Group of workers")

    contributors: float = parameter(
        0.0,
        zh="基年缴费人数",
        en="Contributors, base year",
        help_zh="基年缴费人数中属于该群体的人数。",
        help_en="How many of the reported contributors belong to the group.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source="the bureau's report",
        effect=Effect("contributions", 0, 500.0),
    )
    entrants: DatedValue = parameter(
        constant(0.0),
        zh="新增参保",
        en="Entrants",
        help_zh="该群体每年新增参保人数，在全部新增之外。",
        help_en="Persons of the group who join a year, beside the fund's own entrants.",
        unit=PERSONS_A_YEAR,
        bounds=(0.0, 1e9),
        headline=1,
        source="assumption",
        effect=Effect("contributors", +1, 200.0),
    )
    relative_wage: float = parameter(
        1.0,
        zh="相对工资",
        en="Relative wage",
        help_zh="该群体平均工资与本基金其他参保人员之比。",
        help_en="Mean wage of the group over that of the fund's other members.",
        unit=MULTIPLE,
        bounds=(0.1, 5.0),
        step=0.05,
        source="assumption",
        effect=Effect("wage_bill", +1, 0.2),
    )
    base_floor: DatedValue | None = with_default(
        PayrollPolicy,
        "base_floor",
        None,
        help_zh="该群体的缴费基数下限（平均工资倍数）；不填则同本基金。",
        help_en="Floor of the group, a multiple of the average wage; the fund's if left out.",
        source="flexible workers 80%: Zhejiang regulation art. 11 (2008)",
        effect=Effect("wage_bill", +1, 0.2),
        observed=False,
    )
    base_cap: DatedValue | None = with_default(
        PayrollPolicy,
        "base_cap",
        None,
        help_zh="该群体的缴费基数上限（平均工资倍数）；不填则同本基金。",
        help_en="Cap of the group, a multiple of the average wage; the fund's if left out.",
        bounds=(0.3, 20.0),
        source="300%: Zhejiang regulation art. 11 (2008)",
        effect=Effect("wage_bill", +1, 0.5),
        observed=False,
    )
    employer_rate: DatedValue | None = parameter(
        None,
        zh="统筹缴费比例",
        en="Rate to the pool",
        help_zh="进入统筹基金的缴费比例（灵活就业人员由本人缴纳）；不填则同本基金。",
        help_en="Share of the base paid to the pool, by the worker where there is no employer; the "
        "fund's if left out.",
        unit=SHARE,
        bounds=(0.0, 0.6),
        step=0.005,
        source="flexible workers 12% of 20%: Zhejiang regulation art. 11",
        effect=Effect("contributions", +1, 0.02),
    )
    employee_rate: DatedValue | None = parameter(
        None,
        zh="个人账户缴费比例",
        en="Rate to the account",
        help_zh="记入个人账户的缴费比例；不填则同本基金。",
        help_en="Share of the base credited to the account; the fund's if left out.",
        unit=SHARE,
        bounds=(0.0, 0.4),
        step=0.005,
        source="flexible workers 8% of 20%: Zhejiang regulation art. 11",
        effect=Effect("contributions", +1, 0.02),
    )
    leave_rate: DatedValue | None = with_default(
        PensionAssumptions,
        "leave_rate",
        None,
        help_zh="该群体每年转出、退保的比例；不填则同本基金。",
        help_en="Share of the group that leaves a year; the fund's if left out.",
        bounds=(0.0, 0.6),
        step=0.01,
        source="assumption: migrant workers leave more often",
        effect=Effect("contributors", -1, 0.05),
    )
    women_share: float | None = parameter(
        None,
        zh="女性占比",
        en="Share of women",
        help_zh="该群体中女性的比例；不填则同本基金。",
        help_en="Women in the group; the fund's share if left out.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="assumption",
        effect=Effect("pensioners", +1, 0.2),
    )


#: What a group overrides of the fund's policy and assumptions where it is given.
POLICY_OVERRIDES = ("base_floor", "base_cap", "employer_rate", "employee_rate")
ASSUMPTION_OVERRIDES = ("leave_rate", "women_share")
