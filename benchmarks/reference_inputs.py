"""What the reference loop starts from, assembled from a scenario.

From the engine it takes where both have to start: the base year's account, members and base
ratios, the retirement dates, and the tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr

from model.funds.pension_engine.base_year import (
    PensionBase,
    base_members,
    member_groups,
    pension_base,
)
from model.funds.pension_engine.members import Members
from model.funds.pension_engine.prepared import base_ratios, declared_share
from model.funds.setting import FundInput, Setting
from model.funds.shared.payroll_levers import EVEN_SEASON
from model.parameters.dated import DatedValue, annual_or
from model.people.annuity import annuity_divisor
from model.people.retirement import RetirementTimes, retirement_times
from model.tables import mortality_rates

FloatArray = NDArray[np.float64]

ENTRY_FROM_AGE = 16
CLOSING_AGE = 105
#: Nobody lives to 106; the age is there for those who are 105 at the end of the base year.
AGES = np.arange(CLOSING_AGE + 2)
POLICY_VALUES = (
    *("accrual_rate", "transition_coefficient", "account_interest", "increase"),
    *("increase_wage_weight", "increase_price_weight", "employer_rate", "employee_rate"),
    *("arrears_recovery", "arrears_write_off", "fiscal_subsidy_share"),
)
ASSUMED_VALUES = (
    *("mortality_improvement", "entrants_growth", "leave_rate"),
    *("lapse_rate", "resumption_rate"),
)


@dataclass(frozen=True)
class ReferenceInputs:
    """What the loop starts from. Row 0 is the base year, yuan, shares; classes men, 55, 50.

    Attributes
    ----------
    base_row : the base year's outputs by name
    paying_share : contributors over active insured at the end of the base year
    active, paid_years, deemed_years, account : the active insured [class, age]; means a head
    past_index : their average index of the years paid so far [class, age]
    base_pensioners, base_pension : persons, and their monthly pension [class, age]
    reached, inverse_divisor, base_ratio : F, mean 1/divisor, rho [year, class, age]
    below_legal : 1 where nobody is past the legal date, else 0 [year, class, age]
    divisor : months at each whole age [age]
    mortality : the table [year, sex, age 0..105]
    class_shares : of the entrants [class]
    entry_by_age : share of all entries that falls to an age [age]
    coverage, persons, entered : entry by coverage: c [year], k N [year, class, age], e [age]
    wage_growth .. due_share_of_year : dated values [year]; NaN in row 0 where none is needed
    due_share_of_year : the part of the year that a unit of the due is in the fund
    """

    base_row: Mapping[str, float]
    paying_share: float
    active: FloatArray
    paid_years: FloatArray
    deemed_years: FloatArray
    account: FloatArray
    past_index: FloatArray
    base_pensioners: FloatArray
    base_pension: FloatArray
    reached: FloatArray
    below_legal: FloatArray
    inverse_divisor: FloatArray
    base_ratio: FloatArray
    divisor: FloatArray
    mortality: FloatArray
    mortality_multiplier: float
    class_shares: FloatArray
    entry_by_age: FloatArray
    service_spread: float
    wage: FloatArray
    wage_growth: FloatArray
    price_growth: FloatArray
    interest_rate: FloatArray
    mortality_improvement: FloatArray
    entrants: FloatArray
    coverage: FloatArray
    persons: FloatArray
    entered: FloatArray
    entrants_growth: FloatArray
    leave_rate: FloatArray
    lapse_rate: FloatArray
    resumption_rate: FloatArray
    minimum_years: FloatArray
    accrual_rate: FloatArray
    transition_coefficient: FloatArray
    account_interest: FloatArray
    increase: FloatArray
    increase_wage_weight: FloatArray
    increase_price_weight: FloatArray
    grant_months: FloatArray
    employer_rate: FloatArray
    due_share_of_year: FloatArray
    employee_rate: FloatArray
    collection_rate: FloatArray
    arrears_recovery: FloatArray
    arrears_write_off: FloatArray
    other_premium: FloatArray
    fiscal_subsidy: FloatArray
    fiscal_subsidy_share: FloatArray
    transfers_in: FloatArray
    other_expenditure: FloatArray


def reference_inputs(fund: FundInput, setting: Setting) -> ReferenceInputs:
    """Assemble the loop's inputs from a fund of a scenario.

    Raises
    ------
    ValueError
        if the fund uses what the loop does not do.
    """
    policy, assumptions = fund.policy, fund.assumptions
    _refuse_what_is_not_done(fund, setting)
    base = pension_base(fund, setting)
    last_birth = max(setting.end_year - ENTRY_FROM_AGE, setting.base_year)
    births = np.arange(setting.base_year - CLOSING_AGE, last_birth + 1)
    times = retirement_times(
        policy, setting.base_year, setting.end_year, births, policy.divisor_method
    )
    reached_by_age = times.reached[0][:, : CLOSING_AGE + 1][:, ::-1]
    group = member_groups(fund, base)[0]
    members = base_members(fund, setting, base, reached_by_age)
    share = declared_share([group], [members], base, setting)
    base_ratio = np.pad(
        base_ratios(group, setting, members, share), ((0, 0), (0, 0), (0, 1)), mode="edge"
    )
    past_index = base_ratio[0]
    if members.index is not None:
        past_index = _with_age_106(members.index)
    elif assumptions.past_index is not None:
        past_index = np.full_like(past_index, assumptions.past_index)

    all_years = np.arange(setting.base_year, setting.end_year + 1)
    monthly_rate = policy.employer_rate.monthly(setting.years) + policy.employee_rate.monthly(
        setting.years
    )
    unchanged = np.full(len(setting.years), fund.reported.collection_rate)
    collection_rate = annual_or(policy.collection_rate, setting.years, unchanged)

    def rows(value: DatedValue) -> FloatArray:
        return np.append(np.nan, value.annual(setting.years))

    def money_rows(value: DatedValue) -> FloatArray:
        return rows(value) * setting.money_unit

    return ReferenceInputs(
        base_row=_base_row(fund, setting, base),
        paying_share=base.payroll.contributors / base.active_insured,
        **_member_arrays(members),
        **_by_age(times, setting.end_year - setting.base_year),
        base_ratio=base_ratio,
        past_index=past_index,
        divisor=annuity_divisor(AGES.astype(float), policy.divisor_method),
        mortality=mortality_rates(assumptions.mortality, all_years),
        mortality_multiplier=assumptions.mortality_multiplier,
        class_shares=_class_shares(assumptions.women_share, assumptions.women_55_share),
        entry_by_age=_entry_by_age(assumptions.entry_age, assumptions.entry_age_spread),
        service_spread=assumptions.service_spread,
        **_entry(fund, setting, members),
        **_economy(fund, setting),
        minimum_years=policy.minimum_years.annual(all_years),
        grant_months=rows(policy.funeral_grant_months) + rows(policy.survivor_grant_months),
        due_share_of_year=np.append(np.nan, _share_of_year(monthly_rate)),
        collection_rate=np.append(np.nan, collection_rate),
        other_premium=money_rows(policy.other_premium),
        fiscal_subsidy=money_rows(policy.fiscal_subsidy),
        transfers_in=money_rows(assumptions.transfers_in),
        other_expenditure=money_rows(assumptions.other_expenditure),
        **{name: rows(getattr(policy, name)) for name in POLICY_VALUES},
        **{name: rows(getattr(assumptions, name)) for name in ASSUMED_VALUES},
    )


def _entry(fund: FundInput, setting: Setting, members: Members) -> dict[str, FloatArray]:
    """Return entrants by number, or coverage and the persons of each class that it is of."""
    assumptions, years = fund.assumptions, setting.years
    entered = np.cumsum(_entry_by_age(assumptions.entry_age, assumptions.entry_age_spread))
    nothing = np.full(len(years) + 1, np.nan)
    if assumptions.entrants is not None:
        return {
            "entrants": np.append(np.nan, assumptions.entrants.annual(years)),
            "coverage": nothing,
            "persons": np.zeros((len(years) + 1, 3, len(AGES))),
            "entered": entered,
        }
    women = assumptions.women_55_share
    population = setting.population.persons
    persons = np.stack(
        [population[:, 0], women * population[:, 1], (1 - women) * population[:, 1]], axis=1
    )
    at_work = np.where(members.active > 0, persons[0] * entered[:-1], 0.0)
    for classes in ([0], [1, 2]):
        persons[:, classes] *= members.active[classes].sum() / at_work[classes].sum()
    coverage = annual_or(assumptions.coverage, years, np.ones(len(years)))
    return {
        "entrants": nothing,
        "coverage": np.append(1.0, coverage),
        "persons": _with_age_106(persons),
        "entered": entered,
    }


def _refuse_what_is_not_done(fund: FundInput, setting: Setting) -> None:
    policy = fund.policy
    if policy.relief or policy.deferral or fund.rules:
        raise ValueError(f"{fund.where}: the reference does no relief, deferral or rules")
    seasons = np.array([policy.contribution_season, policy.benefit_season])
    if not np.allclose(seasons, EVEN_SEASON, rtol=0, atol=1e-12):
        raise ValueError(f"{fund.where}: the reference takes even seasons only")
    if setting.economy.paths > 1:
        raise ValueError(f"{fund.where}: the reference takes one economic path only")


def _base_row(fund: FundInput, setting: Setting, base: PensionBase) -> dict[str, float]:
    account, payroll = base.account, base.payroll
    return {
        "active": base.active_insured,
        "contributors": payroll.mean_contributors,
        "pensioners": base.retirees,
        "mean_pensioners": base.mean_retirees,
        "wage_bill": payroll.wage_bill,
        "contributions": payroll.contributions,
        "arrears_recovered": fund.reported.arrears_recovered * setting.money_unit,
        "fiscal_subsidy": fund.reported.fiscal_subsidy * setting.money_unit,
        "interest": account.interest,
        "income": account.income,
        "benefits": base.benefits,
        "lump_sums": account.expenditure - base.benefits,
        "transfers_out": 0.0,
        "expenditure": account.expenditure,
        "arrears": payroll.arrears,
        "balance": account.balance,
    }


def _member_arrays(members: Members) -> dict[str, FloatArray]:
    return {
        "active": _with_age_106(members.active),
        "paid_years": _with_age_106(members.paid_years),
        "deemed_years": _with_age_106(members.deemed_years),
        "account": _with_age_106(members.account),
        "base_pensioners": _with_age_106(members.pensioners),
        "base_pension": _with_age_106(members.pension),
    }


def _by_age(times: RetirementTimes, last: int) -> dict[str, FloatArray]:
    """Turn [year, class, birth year] into [year, class, age]; the unborn have not reached it."""
    birth = np.arange(last + 1)[:, None] - AGES + CLOSING_AGE
    exists = (birth >= 0) & (birth < times.reached.shape[2])
    found = np.clip(birth, 0, times.reached.shape[2] - 1)
    year = np.arange(last + 1)[:, None]
    return {
        name: np.where(exists[:, None], values[year, :, found].swapaxes(1, 2), 0.0)
        for name, values in (
            ("reached", times.reached),
            ("below_legal", times.below_legal.astype(float)),
            ("inverse_divisor", times.inverse_divisor),
        )
    }


def _economy(fund: FundInput, setting: Setting) -> dict[str, FloatArray]:
    economy = setting.economy
    interest = annual_or(fund.assumptions.interest, setting.years, economy.interest[:, 0])
    return {
        "wage": economy.wage[:, 0],
        "wage_growth": np.append(np.nan, economy.wage_growth[:, 0]),
        "price_growth": np.append(np.nan, economy.price_growth[:, 0]),
        "interest_rate": np.append(np.nan, interest),
    }


def _class_shares(women_share: float, women_55_share: float) -> FloatArray:
    return np.array(
        [1 - women_share, women_share * women_55_share, women_share * (1 - women_55_share)]
    )


def _entry_by_age(mean_age: float, spread: float) -> FloatArray:
    """Shares of entries by age: a normal cut below 16, placed so that its mean is `mean_age`."""
    low, high = mean_age - 20 * spread, mean_age
    for _ in range(200):
        location = (low + high) / 2
        cut = (ENTRY_FROM_AGE - location) / spread
        mean = location + spread * np.exp(-(cut**2) / 2 - log_ndtr(-cut)) / np.sqrt(2 * np.pi)
        low, high = (location, high) if mean < mean_age else (low, location)
    before_16 = ndtr((ENTRY_FROM_AGE - location) / spread)
    entered = (ndtr((AGES + 0.5 - location) / spread) - before_16) / (1 - before_16)
    return np.diff(np.maximum(entered, 0), prepend=0.0)


def _share_of_year(monthly_rate: FloatArray) -> FloatArray:
    """Return the part of its year that a due in step with a rate [year, month] is in the fund."""
    left = (12 - np.arange(1, 13) + 0.5) / 12
    total = monthly_rate.sum(axis=1)
    return np.where(total > 0, quotient(monthly_rate @ left, total), 0.5)


def _with_age_106(values: FloatArray) -> FloatArray:
    """Append an age [..., age 0..105] that nobody has at the end of the base year."""
    return np.concatenate([values, np.zeros_like(values[..., -1:])], axis=-1)


def quotient(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Return numerator / denominator, 0 where the denominator is 0."""
    return np.divide(
        numerator, denominator, out=np.zeros(np.shape(numerator)), where=denominator != 0
    )
