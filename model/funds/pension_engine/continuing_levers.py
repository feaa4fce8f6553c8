"""Levers that carry a fund's own past onward: who joins as a pensioner, awards, damped trends.

Their defaults change nothing. Anchoring (`model/anchor`) sets them from the history or the account.
"""

import numpy as np

from model.arrays import FloatArray
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    MULTIPLE,
    PERSONS_A_YEAR,
    SHARE,
    YEARS,
    Effect,
    Section,
    parameter,
)

constant = DatedValue.constant


class ContinuingAssumptions(Section):
    """What goes on from the years before the base year."""

    joining_pensioners: DatedValue = parameter(
        constant(0.0),
        zh="直接领取待遇的新增人员",
        en="Persons who join as pensioners",
        help_zh="每年不经在职参保、直接成为离退休人员的人数：超龄补缴人员、连同离退休人员并入的单位。",
        help_en="Persons a year who become pensioners without having been active here: people past "
        "the legal age who buy in, units that join with their retirees.",
        unit=PERSONS_A_YEAR,
        bounds=(0.0, 1e9),
        source="assumption",
        effect=Effect("pensioners", +1, 500.0),
    )
    late_share: float = parameter(
        0.0,
        zh="每新增参保一人带来的直接领取人数",
        en="Joining as pensioners, per entrant",
        help_zh="扩面时每新增一名在职参保人员，同时有多少人超龄补缴或随单位直接领取待遇；扩面停止则不再有。",
        help_en="How many join as pensioners beside each entrant: where coverage spreads, people "
        "past the legal age buy in too. It ends when nobody joins any more.",
        unit=SHARE,
        bounds=(0.0, 0.5),
        step=0.01,
        source="assumption; anchored on the net growth of retirees where a history is given",
        effect=Effect("pensioners", +1, 0.02),
    )
    joining_pension_ratio: float = parameter(
        1.0,
        zh="直接领取人员养老金与平均养老金之比",
        en="Pension of those who join as pensioners",
        help_zh="直接领取人员的养老金相对基年离退休人员平均养老金（随待遇调整）的倍数。",
        help_en="Their pension over the average of the base year's pensioners, raised like it.",
        unit=MULTIPLE,
        bounds=(0.0, 2.0),
        step=0.05,
        source="assumption",
        effect=Effect("benefits", +1, 0.2),
    )
    award_level: float = parameter(
        1.0,
        zh="新发养老金水平系数",
        en="Level of new awards",
        help_zh="新发养老金与按公式计算值之比：地方补贴、待遇保底、未在公式中的项目。",
        help_en="New pensions over what the formula gives: local supplements, guarantees of the "
        "old level, parts outside the formula.",
        unit=MULTIPLE,
        bounds=(0.4, 2.5),
        step=0.05,
        source="assumption; anchored on the growth of the average pension beyond the increase",
        effect=Effect("benefits", +1, 0.1),
    )
    year_end_pension: float = parameter(
        1.0,
        zh="年末养老金与全年平均之比",
        en="Pension at the year's end over the year's mean",
        help_zh="基年年末在领人员的平均养老金与全年平均养老金之比：当年新退休人员在全年平均中只计半年。",
        help_en="Average pension of those drawing at the end of the base year over the year's: who "
        "retired in the year counts half in its mean.",
        unit=MULTIPLE,
        bounds=(0.9, 1.1),
        step=0.005,
        source="assumption; anchored with the level of new awards",
        effect=Effect("benefits", +1, 0.01),
    )
    payment_trend: float = parameter(
        0.0,
        zh="公布调整之外的养老金增长",
        en="Growth of pensions beyond the increase",
        help_zh="在领养老金在公布的调整比例之外的年增长率（高龄倾斜、地方补贴等），以后按半衰期衰减。",
        help_en="Yearly growth of pensions in payment beyond the stated increase: supplements to "
        "the old, local additions, an increase unlike the stated one. It fades with its half-life.",
        unit=SHARE,
        bounds=(-0.1, 0.1),
        step=0.005,
        source="assumption; anchored on the growth of the average pension beyond the increase",
        effect=Effect("benefits", +1, 0.005),
    )
    paying_share_trend: float = parameter(
        0.0,
        zh="缴费人数占比的年变化趋势",
        en="Trend of the paying share",
        help_zh="缴费人数占在职参保人数比例在基年的年变化率；以后按半衰期衰减。",
        help_en="Yearly relative change of contributors over active insured at the base year; it "
        "fades with its half-life.",
        unit=SHARE,
        bounds=(-0.1, 0.1),
        step=0.005,
        source="assumption; anchored on the paying share of the years before",
        effect=Effect("contributors", +1, 0.01),
    )
    declared_base_trend: float = parameter(
        0.0,
        zh="申报缴费基数的年变化趋势",
        en="Trend of the declared base",
        help_zh="缴费基数与平均工资之比在基年的年变化率；以后按半衰期衰减。",
        help_en="Yearly relative change of the declared base over the average wage at the base "
        "year; it fades with its half-life.",
        unit=SHARE,
        bounds=(-0.1, 0.1),
        step=0.005,
        source="assumption; anchored on contributions over contributors, rate and wage",
        effect=Effect("wage_bill", +1, 0.01),
    )
    trend_half_life: float = parameter(
        5.0,
        zh="趋势半衰期",
        en="Half-life of trends",
        help_zh="养老金、缴费人数占比和缴费基数的变化趋势每隔多少年减半。",
        help_en="Years after which the yearly change of pensions, paying share and declared base "
        "has halved.",
        unit=YEARS,
        bounds=(0.5, 50.0),
        step=0.5,
        source="assumption: damped trends err less than full ones (Gardner and McKenzie 1985)",
        effect=Effect("wage_bill", 0, 5.0),
    )


def fading(trend: float, half_life: float, years: int) -> FloatArray:
    """Return a yearly change that halves again and again [year 1..T]."""
    return np.asarray(trend * 0.5 ** (np.arange(years) / half_life))


def damped(trend: float, half_life: float, years: int) -> FloatArray:
    """Return the level that a fading trend leads to, 1 in the base year [year 0..T].

    ``level_t = level_{t-1} (1 + trend x 2^(-(t - 1) / half_life))``
    """
    return np.append(1.0, np.cumprod(1 + fading(trend, half_life, years)))
