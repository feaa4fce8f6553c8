"""Reference projection of an employees' pension fund: one loop over years, vectors over ages.

Written from `docs/method/employee_pension.md` and `docs/method/ledger_account.md` alone, without
a look at the engine, so that agreement proves page and engine alike. Members stand in arrays
[class, age] that move up by one age a year; pensioners besides by the year of their award. Neither
tuned nor slowed.

From the engine it takes where both have to start: the base year's account, members and base
ratios, the retirement dates, and the tables. It does not do relief, deferral, rules that look at
the fund, uneven seasons, or more than one economic path; `reference_inputs` raises `ValueError`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from model.parameters.dated import DatedValue, annual_or
from model.parameters.payroll import EVEN_SEASON
from model.pension.award import annuity_divisor
from model.pension.fund import PensionBase, base_members, base_ratios, pension_base
from model.pension.members import Members
from model.pension.retirement import RetirementTimes, retirement_times
from model.setting import FundInput, Setting
from model.tables import mortality_rates

FloatArray = NDArray[np.float64]

SEX_OF_CLASS = [0, 1, 1]
ENTRY_FROM_AGE = 16
CLOSING_AGE = 105
#: Nobody lives to 106; the age is there for those who are 105 at the end of the base year.
AGES = np.arange(CLOSING_AGE + 2)
SMALLEST_INCREMENT = 1e-12
OUTPUTS = (
    *("active", "contributors", "pensioners", "mean_pensioners", "new_pensioners"),
    *("deaths", "leavers", "wage_bill", "contributions", "arrears_recovered", "fiscal_subsidy"),
    *("interest", "income", "benefits", "lump_sums", "transfers_out", "expenditure"),
    *("arrears", "balance", "new_pension"),
)


@dataclass(frozen=True)
class ReferenceInputs:
    """What the loop starts from. Row 0 is the base year, yuan, shares; classes men, 55, 50.

    Attributes
    ----------
    base_row : the base year's outputs by name
    paying_share : contributors over active insured at the end of the base year
    active, paid_years, deemed_years, account : the active insured [class, age]; means a head
    base_pensioners, base_pension : persons, and their monthly pension [class, age]
    reached, inverse_divisor, base_ratio : F, mean 1/divisor, rho [year, class, age]
    divisor : months at each whole age [age]
    mortality : the table [year, sex, age 0..105]
    class_shares : of the entrants [class]
    entry_by_age : share of all entries that falls to an age [age]
    wage_growth .. employer_share_of_year : dated values [year]; NaN in row 0 where none is needed
    employer_share_of_year : of the year that a unit of the employer's due spends in the fund
    """

    base_row: Mapping[str, float]
    paying_share: float
    active: FloatArray
    paid_years: FloatArray
    deemed_years: FloatArray
    account: FloatArray
    base_pensioners: FloatArray
    base_pension: FloatArray
    reached: FloatArray
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
    employer_share_of_year: FloatArray
    employee_rate: FloatArray
    collection_rate: FloatArray
    arrears_recovery: FloatArray
    arrears_write_off: FloatArray
    other_premium: FloatArray
    fiscal_subsidy: FloatArray
    fiscal_subsidy_share: FloatArray
    transfers_in: FloatArray
    other_expenditure: FloatArray


@dataclass(frozen=True)
class Cells:
    """The active insured of one year's end, all arrays [class, age].

    `latent` to `deemed_years` count everybody who ever joined and is alive, retired or not.
    """

    active: FloatArray
    account: FloatArray
    latent: FloatArray
    paid_years: FloatArray
    index_years: FloatArray
    deemed_years: FloatArray
    reached: FloatArray
    lowest_z: FloatArray
    retired: FloatArray
    density: FloatArray


@dataclass(frozen=True)
class Retirements:
    """Who retires in a year and with what, all arrays [class, age]."""

    hazard: FloatArray
    service: FloatArray
    account_share: FloatArray
    just_reached: FloatArray


def project_year_by_age(inputs: ReferenceInputs) -> dict[str, FloatArray]:
    """Project the fund year by year; return each of `OUTPUTS` [year 0..T], yuan or persons."""
    years = len(inputs.wage)
    result = {name: np.full(years, np.nan) for name in OUTPUTS}
    for name, value in inputs.base_row.items():
        result[name][0] = value

    cells = opening_cells(inputs)
    base_pensioners, base_pension = inputs.base_pensioners, inputs.base_pension
    pensioners = np.zeros((years, 3, len(AGES)))  # by year of award; row 0 is not used
    award, account_award, award_divisor = np.zeros((3, years, 3))
    index = np.ones(years)
    paying_share = inputs.paying_share
    improvement = growth = 1.0

    for t in range(1, years):
        wage, monthly_wage = inputs.wage[t], inputs.wage[t - 1] / 12

        # what moves by itself
        improvement *= 1 - inputs.mortality_improvement[t]
        q = death_probabilities(inputs, t, improvement)
        growth *= 1 + inputs.entrants_growth[t]
        entrants = entrants_by_age(inputs, t, inputs.entrants[t] * growth)
        paying_share_end = (
            paying_share * (1 - inputs.lapse_rate[t])
            + (1 - paying_share) * inputs.resumption_rate[t]
        )
        mean_paying_share = (paying_share + paying_share_end) / 2
        paying_share = paying_share_end

        # the active insured: deaths, leaving, retirement, entry
        start = Cells(*(one_year_older(getattr(cells, field.name)) for field in fields(Cells)))
        leaves = np.where(inputs.reached[t] == 0, inputs.leave_rate[t], 0.0)
        stays = (1 - q) * (1 - leaves)
        latent, exposed = start.latent * stays + entrants, start.latent * stays + entrants / 2
        paid_years = start.paid_years * stays + mean_paying_share * exposed
        index_years = start.index_years * stays + mean_paying_share * inputs.base_ratio[t] * exposed
        deemed_years = start.deemed_years * stays
        service = quotient(paid_years + deemed_years, latent)
        z, fit, retired, density = retired_shares(inputs, t, service, start.lowest_z)
        retiring = retirements(inputs, t, start, service, fit, retired, density)
        new = start.active * stays * retiring.hazard
        active = start.active * stays * (1 - retiring.hazard) + entrants

        # their base and their accounts
        exposure = (start.active + active) / 2
        base = mean_paying_share * inputs.base_ratio[t] * exposure
        credited = inputs.account_interest[t]
        account = start.account * (1 + credited) + inputs.employee_rate[t] * wage * base * (
            1 + credited / 2
        )
        drawn = account * stays * retiring.account_share
        cells = Cells(
            active=active,
            account=account * stays * (1 - retiring.account_share),
            latent=latent,
            paid_years=paid_years,
            index_years=index_years,
            deemed_years=deemed_years,
            reached=inputs.reached[t],
            lowest_z=z,
            retired=retired,
            density=density,
        )

        # new pensions, one average a class
        inverse_divisor = retiring.just_reached * inputs.inverse_divisor[t] + (
            1 - retiring.just_reached
        ) * (1 / inputs.divisor)
        average_index = quotient(index_years, paid_years)
        basic = (
            monthly_wage
            * inputs.accrual_rate[t]
            * (retiring.service + average_index * retiring.service)
            / 2
        )
        transitional = (
            monthly_wage
            * inputs.transition_coefficient[t]
            * average_index
            * quotient(deemed_years, latent)
        )
        from_accounts = drawn * inverse_divisor
        awarded = new * (basic + transitional) + from_accounts
        persons = new.sum(axis=1)
        award[t] = quotient(awarded.sum(axis=1), persons)
        account_award[t] = quotient(from_accounts.sum(axis=1), persons)
        award_divisor[t] = quotient(persons, (new * inverse_divisor).sum(axis=1))

        # pensioners and their pensions
        index[t] = index[t - 1] * (
            1
            + inputs.increase[t]
            + inputs.increase_wage_weight[t] * inputs.wage_growth[t]
            + inputs.increase_price_weight[t] * inputs.price_growth[t]
        )
        base_start, base_pension = one_year_older(base_pensioners), one_year_older(base_pension)
        base_pensioners = base_start * (1 - q)
        earlier_start = one_year_older(pensioners[1:t])
        pensioners[1:t] = earlier_start * (1 - q)
        pensioners[t] = new
        base_mean = (base_start + base_pensioners) / 2
        earlier_mean = ((earlier_start + pensioners[1:t]) / 2).sum(axis=2)
        paid_to_earlier = earlier_mean * award[1:t] * (index[t] / index[1:t])[:, None]
        benefits = 12 * (
            (base_mean * base_pension).sum() * index[t]
            + paid_to_earlier.sum()
            + (persons / 2 * award[t]).sum()
        )

        # deaths, and what is paid on them
        earlier_deaths = (earlier_start * q).sum(axis=2)
        deaths = (start.active * q).sum() + (base_start * q).sum() + earlier_deaths.sum()
        months_drawn = 12.0 * (t - np.arange(1, t))[:, None]
        months_left = np.maximum(award_divisor[1:t] - months_drawn, 0)
        lump_sums = (
            deaths * inputs.grant_months[t] * monthly_wage
            + (account * q).sum()
            + (earlier_deaths * months_left * account_award[1:t]).sum()
        )

        row = {
            "active": active.sum(),
            "contributors": (mean_paying_share * exposure).sum(),
            "pensioners": base_pensioners.sum() + pensioners[1 : t + 1].sum(),
            "mean_pensioners": base_mean.sum() + earlier_mean.sum() + persons.sum() / 2,
            "new_pensioners": persons.sum(),
            "deaths": deaths,
            "leavers": (start.active * (1 - q) * leaves).sum(),
            "wage_bill": wage * base.sum(),
            "benefits": benefits,
            "lump_sums": lump_sums,
            "transfers_out": (account * (1 - q) * leaves).sum(),
            "new_pension": awarded.sum() / persons.sum() if persons.sum() > 0 else np.nan,
        }
        arrears, balance = result["arrears"][t - 1], result["balance"][t - 1]
        row |= ledger_year(inputs, t, row, arrears, balance)
        for name, value in row.items():
            result[name][t] = value
    return result


def opening_cells(inputs: ReferenceInputs) -> Cells:
    """Return the cells at the end of the base year; latent persons are those still active."""
    latent = inputs.active
    paid_years = latent * inputs.paid_years
    no_z = np.full(latent.shape, np.inf)
    z, _, retired, density = retired_shares(
        inputs, 0, inputs.paid_years + inputs.deemed_years, no_z
    )
    return Cells(
        active=inputs.active,
        account=inputs.active * inputs.account,
        latent=latent,
        paid_years=paid_years,
        index_years=paid_years * inputs.base_ratio[0],
        deemed_years=latent * inputs.deemed_years,
        reached=inputs.reached[0],
        lowest_z=z,
        retired=retired,
        density=density,
    )


def death_probabilities(inputs: ReferenceInputs, t: int, improvement: float) -> FloatArray:
    """Return q of the year up to the end of which an age is completed [class, age].

    Half a year at the age before and half at the age itself: 1 - sqrt((1 - q[x-1]) (1 - q[x])).
    """
    q = np.minimum(inputs.mortality[t] * inputs.mortality_multiplier * improvement, 1.0)
    q[:, CLOSING_AGE] = 1.0
    alive = np.zeros((2, len(AGES)))
    alive[:, 0] = np.sqrt(1 - q[:, 0])
    alive[:, 1:-1] = np.sqrt((1 - q[:, :-1]) * (1 - q[:, 1:]))
    return (1 - alive)[SEX_OF_CLASS]


def entrants_by_age(inputs: ReferenceInputs, t: int, total: float) -> FloatArray:
    """Return who enters at which age [class, age]: ages nobody of which is past the date."""
    weights = np.where(inputs.reached[t] == 0, inputs.entry_by_age, 0.0)
    return (
        total * inputs.class_shares[:, None] * quotient(weights, weights.sum(axis=1, keepdims=True))
    )


def retired_shares(
    inputs: ReferenceInputs, t: int, service: FloatArray, earlier_z: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return z, Phi(-z), R and Q [class, age]; z is infinite while the date lies ahead."""
    reached = inputs.reached[t]
    z = np.minimum((inputs.minimum_years[t] - service) / inputs.service_spread, earlier_z)
    z = np.where(reached > 0, z, np.inf)
    fit = ndtr(-z)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return z, fit, reached * fit, reached * density


def retirements(
    inputs: ReferenceInputs,
    t: int,
    start: Cells,
    service: FloatArray,
    fit: FloatArray,
    retired: FloatArray,
    density: FloatArray,
) -> Retirements:
    """Return the hazard of the year, and service, accounts and dates of those who retire."""
    spread = inputs.service_spread
    increment, density_increment = retired - start.retired, density - start.density
    anybody = increment >= SMALLEST_INCREMENT
    hazard = np.where(anybody, quotient(increment, 1 - start.retired), 0.0)
    own_service = np.where(anybody, service + spread * quotient(density_increment, increment), 0.0)
    account_share = quotient(
        service * increment + spread * density_increment,
        service * (1 - start.retired) - spread * start.density,
    )
    account_share = np.where(anybody, np.clip(account_share, 0.0, 1.0), 0.0)
    just_reached = quotient((inputs.reached[t] - start.reached) * fit, increment)
    return Retirements(
        hazard=hazard,
        service=own_service,
        account_share=np.where(hazard == 1, 1.0, account_share),
        just_reached=np.where(anybody, np.minimum(just_reached, 1.0), 0.0),
    )


def ledger_year(
    inputs: ReferenceInputs, t: int, flows: Mapping[str, float], arrears: float, balance: float
) -> dict[str, float]:
    """Settle one year: contributions, arrears, interest for half the year, balance."""
    collected = inputs.collection_rate[t]
    employer_due = flows["wage_bill"] * inputs.employer_rate[t]
    employee_due = flows["wage_bill"] * inputs.employee_rate[t]
    contributions = collected * (employer_due + employee_due)
    recovered = arrears * inputs.arrears_recovery[t]
    subsidy = inputs.fiscal_subsidy[t] + inputs.fiscal_subsidy_share[t] * flows["benefits"]
    received = (
        contributions + recovered + inputs.other_premium[t] + subsidy + inputs.transfers_in[t]
    )
    expenditure = (
        flows["benefits"]
        + flows["lump_sums"]
        + flows["transfers_out"]
        + inputs.other_expenditure[t]
    )
    # all flows stay half the year on average but the employer's, where the rate changes within it
    early = collected * employer_due * (inputs.employer_share_of_year[t] - 0.5)
    interest = inputs.interest_rate[t] * (balance + (received - expenditure) / 2 + early)
    return {
        "contributions": contributions,
        "arrears_recovered": recovered,
        "fiscal_subsidy": subsidy,
        "interest": interest,
        "income": received + interest,
        "expenditure": expenditure,
        "arrears": arrears * (1 - inputs.arrears_recovery[t] - inputs.arrears_write_off[t])
        + (1 - collected) * (employer_due + employee_due),
        "balance": balance + received + interest - expenditure,
    }


def one_year_older(state: FloatArray) -> FloatArray:
    """Return the state [..., age] with everybody one year older; nobody is born into it."""
    older = np.zeros_like(state)
    older[..., 1:] = state[..., :-1]
    return older


def quotient(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Return numerator / denominator, 0 where the denominator is 0."""
    return np.divide(
        numerator, denominator, out=np.zeros(np.shape(numerator)), where=denominator != 0
    )


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
    births = np.arange(setting.base_year - CLOSING_AGE, setting.end_year - ENTRY_FROM_AGE + 1)
    times = retirement_times(policy, setting.base_year, setting.end_year, births)
    reached_by_age = times.reached[0][:, : CLOSING_AGE + 1][:, ::-1]
    members = base_members(fund, setting, base, reached_by_age)

    def rows(value: DatedValue) -> FloatArray:
        return np.append(np.nan, value.annual(setting.years))

    def money_rows(value: DatedValue) -> FloatArray:
        return rows(value) * setting.money_unit

    names = (
        *("accrual_rate", "transition_coefficient", "account_interest", "increase"),
        *("increase_wage_weight", "increase_price_weight", "employer_rate", "employee_rate"),
        *("arrears_recovery", "arrears_write_off", "fiscal_subsidy_share"),
    )
    assumed = ("mortality_improvement", "entrants", "entrants_growth", "leave_rate")
    moving = ("lapse_rate", "resumption_rate")
    return ReferenceInputs(
        base_row=_base_row(fund, setting, base),
        paying_share=base.payroll.contributors / base.active_insured,
        **_member_arrays(members),
        **_by_age(times, setting.end_year - setting.base_year),
        base_ratio=np.pad(
            base_ratios(fund, setting, base, members), ((0, 0), (0, 0), (0, 1)), mode="edge"
        ),
        divisor=annuity_divisor(AGES.astype(float), policy.divisor_method),
        mortality=mortality_rates(
            assumptions.mortality, np.arange(setting.base_year, setting.end_year + 1)
        ),
        mortality_multiplier=assumptions.mortality_multiplier,
        class_shares=_class_shares(assumptions.women_share, assumptions.women_55_share),
        entry_by_age=_entry_by_age(assumptions.entry_age, assumptions.entry_age_spread),
        service_spread=assumptions.service_spread,
        **_economy(fund, setting),
        minimum_years=policy.minimum_years.annual(
            np.arange(setting.base_year, setting.end_year + 1)
        ),
        grant_months=rows(policy.funeral_grant_months) + rows(policy.survivor_grant_months),
        employer_share_of_year=np.append(
            np.nan, _share_of_year(policy.employer_rate.monthly(setting.years))
        ),
        collection_rate=np.append(
            np.nan,
            annual_or(
                policy.collection_rate,
                setting.years,
                np.full(len(setting.years), fund.reported.collection_rate),
            ),
        ),
        other_premium=money_rows(policy.other_premium),
        fiscal_subsidy=money_rows(policy.fiscal_subsidy),
        transfers_in=money_rows(assumptions.transfers_in),
        other_expenditure=money_rows(assumptions.other_expenditure),
        **{name: rows(getattr(policy, name)) for name in names},
        **{name: rows(getattr(assumptions, name)) for name in (*assumed, *moving)},
    )


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
        "contributors": payroll.contributors,
        "pensioners": base.retirees,
        "mean_pensioners": base.retirees,
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
    before_16 = ndtr((ENTRY_FROM_AGE - mean_age) / spread)
    entered = np.maximum((ndtr((AGES + 1 - mean_age) / spread) - before_16) / (1 - before_16), 0)
    return np.diff(entered, prepend=0.0)


def _share_of_year(monthly_rate: FloatArray) -> FloatArray:
    """Return the part of its year that a due in step with a rate [year, month] is in the fund."""
    left = (12 - np.arange(1, 13) + 0.5) / 12
    total = monthly_rate.sum(axis=1)
    return np.where(total > 0, quotient(monthly_rate @ left, total), 0.5)


def _with_age_106(values: FloatArray) -> FloatArray:
    """Append an age [..., age 0..105] that nobody has at the end of the base year."""
    return np.concatenate([values, np.zeros_like(values[..., -1:])], axis=-1)
