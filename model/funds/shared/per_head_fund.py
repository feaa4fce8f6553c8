"""What the funds without contributions on wages share: people by age, increases, flows.

People of the reported totals take the population's ages, survive by its mortality and draw
from a dated age on; everything here but the increases is free of economic paths.
"""

from collections.abc import Sequence

import numpy as np

from model.account.flows import FundFlows, Item, OpeningAccount
from model.arrays import FloatArray, mean_or_zero
from model.funds.figures import Figures, FundOutcome
from model.funds.setting import FundInput, Setting
from model.funds.shared.dues import interest_rate
from model.funds.shared.per_head_levers import PerHeadAssumptions, PerHeadPolicy
from model.parameters.dated import DatedValue
from model.people.population import population_mortality
from model.tables import AGES
from model.words.texts import Message


def death_rates(setting: Setting) -> FloatArray:
    """Return the population's probabilities of dying [year 0..T, sex, age]."""
    section = setting.population_section
    years = np.arange(setting.base_year, setting.end_year + 1)
    return np.minimum(population_mortality(section, setting.base_year, years), 1.0)


def survival(q: FloatArray) -> FloatArray:
    """Return the share that reaches each completed age in a year [..., age].

    Those of completed age x - 1 move from exact age x - 1/2 to x + 1/2 on average:
    ``sqrt((1 - q[x-1]) (1 - q[x]))``. The closing age is left by death.
    """
    lived = np.sqrt(1 - q)
    reached = np.zeros_like(q)
    reached[..., 1:] = lived[..., :-1] * lived[..., 1:]
    return reached


def older(values: FloatArray) -> FloatArray:
    """Move [..., age] one completed age up; nobody is left at age 0."""
    moved = np.zeros_like(values)
    moved[..., 1:] = values[..., :-1]
    return moved


def past_age(ages: Sequence[DatedValue], setting: Setting) -> FloatArray:
    """Return who is past a dated age at each year's end [year 0..T, sex, completed age].

    The age in force in December counts; within a completed age, exact ages are even.

    Parameters
    ----------
    ages : for men and for women
    """
    years = np.arange(setting.base_year, setting.end_year + 1)
    december = np.stack([age.monthly(years)[:, -1] for age in ages], axis=1)
    return np.clip(np.asarray(AGES) + 1 - december[..., None], 0.0, 1.0)


def starting(past: FloatArray) -> FloatArray:
    """Return the share of those still waiting who start to draw [year 1..T, sex, age].

    ``(G_t(x) - G_{t-1}(x-1)) / (1 - G_{t-1}(x-1))``, none where the age has risen; whoever draws
    keeps drawing.
    """
    before = older(past[:-1])
    return np.clip(mean_or_zero(past[1:] - before, 1 - before), 0.0, 1.0)


def mean_of_year(base: float, stock: FloatArray) -> FloatArray:
    """Return the mean of the stock at each year's start and end, `base` first [year 0..T]."""
    return np.append(base, (stock[:-1] + stock[1:]) / 2)


def benefit_index(policy: PerHeadPolicy, setting: Setting) -> FloatArray:
    """Return the flat benefit over the base year's [year 1..T, path].

    ``prod of (1 + increase + wage weight x wage growth + price weight x price growth)``
    """
    years, economy = setting.years, setting.economy
    rise = policy.increase.annual(years)[:, None]
    rise = rise + policy.increase_wage_weight.annual(years)[:, None] * economy.wage_growth
    rise = rise + policy.increase_price_weight.annual(years)[:, None] * economy.price_growth
    return np.asarray(np.cumprod(1 + rise, axis=0))


def per_head_outcome(
    fund: FundInput[object, object, PerHeadAssumptions],
    setting: Setting,
    figures: Figures,
    *,
    opening: OpeningAccount,
    income: Sequence[Item],
    expenditure: Sequence[Item],
    notes: Sequence[Message],
) -> FundOutcome:
    """Return the fund with what all such funds have: other expenditure, interest, rules."""
    flows = FundFlows(
        base_year=setting.base_year,
        opening=opening,
        income=income,
        expenditure=[
            *expenditure,
            setting.item("other_expenditure", fund.assumptions.other_expenditure),
        ],
        interest_rate=interest_rate(fund.assumptions.interest, setting),
        rules=fund.rules,
    )
    return FundOutcome(flows, figures, tuple(notes))
