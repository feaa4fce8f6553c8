"""Reference projection of an employees' pension fund: one loop over years, vectors over ages.

Written from `docs/method/employee_pension.md` and `docs/method/ledger_account.md` alone, without
a look at the engine, so that agreement proves page and engine alike. Members stand in arrays
[class, age] that move up by one age a year; pensioners besides by the year of their award. Neither
tuned nor slowed. Where the page leaves a choice:

- in the base year R and Q follow from F and z like in any other, and nobody but the active is
  latent;
- the employee's due follows the rate in force month by month, like the employer's;
- `prod(1 - improvement)` and `prod(1 + entrants growth)` run from the first projected year;
- deemed years are those of the latent, `TD / L`, and `x E / E` is `x`;
- pensioners of the base year leave no account refund.

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
POLICY_VALUES = (
    *("accrual_rate", "transition_coefficient", "account_interest", "increase"),
    *("increase_wage_weight", "increase_price_weight", "employer_rate", "employee_rate"),
    *("arrears_recovery", "arrears_write_off", "fiscal_subsidy_share"),
)
ASSUMED_VALUES = (
    *("mortality_improvement", "entrants", "entrants_growth", "leave_rate"),
    *("lapse_rate", "resumption_rate"),
)
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
    past_index : their average index of the years paid so far [class, age]
    base_pensioners, base_pension : persons, and their monthly pension [class, age]
    reached, inverse_divisor, base_ratio : F, mean 1/divisor, rho [year, class, age]
    divisor : months at each whole age [age]
    mortality : the table [year, sex, age 0..105]
    class_shares : of the entrants [class]
    entry_by_age : share of all entries that falls to an age [age]
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


@dataclass(frozen=True)
class Cells:
    """The active insured of one year's end, all arrays [class, age].

    `active` and `account` are those not retired; `latent` to `deemed_years` count everybody who
    ever joined and is alive. `reached`, `lowest_z`, `retired` and `density` are F, z, R and Q.
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


@dataclass(frozen=True)
class ActiveYear:
    """What happens to the active insured in a year, all arrays [class, age]; bases over W."""

    paying: FloatArray
    bases: FloatArray
    deaths: FloatArray
    leavers: FloatArray
    new_pensioners: FloatArray
    retirements: Retirements
    accounts_refunded: FloatArray
    accounts_leaving: FloatArray
    accounts_drawn: FloatArray


@dataclass
class Pensioners:
    """Pensioners and their pensions, moved on in place; awards by year, row 0 is not used.

    Attributes
    ----------
    base, base_pension : of the base year, and their pension before increases [class, age]
    persons : by year of award [year, class, age]
    award, account_award : mean monthly pension, and its account part [year, class]
    divisor : pensioners / sum of 1/divisor [year, class]
    """

    base: FloatArray
    base_pension: FloatArray
    persons: FloatArray
    award: FloatArray
    account_award: FloatArray
    divisor: FloatArray


def project_year_by_age(inputs: ReferenceInputs) -> dict[str, FloatArray]:
    """Project the fund year by year; return each of `OUTPUTS` [year 0..T], yuan or persons."""
    years = len(inputs.wage)
    result = {name: np.full(years, np.nan) for name in OUTPUTS}
    for name, value in inputs.base_row.items():
        result[name][0] = value

    cells = opening_cells(inputs)
    pensioners = Pensioners(
        inputs.base_pensioners,
        inputs.base_pension,
        np.zeros((years, 3, len(AGES))),
        *np.zeros((3, years, 3)),
    )
    index = np.ones(years)
    paying_share = inputs.paying_share
    improvement = growth = 1.0
    for t in range(1, years):
        improvement *= 1 - inputs.mortality_improvement[t]
        q = death_probabilities(inputs, t, improvement)
        growth *= 1 + inputs.entrants_growth[t]
        entrants = entrants_by_age(inputs, t, inputs.entrants[t] * growth)
        lapsed, resumed = inputs.lapse_rate[t], inputs.resumption_rate[t]
        paying_share_end = paying_share * (1 - lapsed) + (1 - paying_share) * resumed
        mean_paying_share = (paying_share + paying_share_end) / 2
        paying_share = paying_share_end
        index[t] = index[t - 1] * (
            1
            + inputs.increase[t]
            + inputs.increase_wage_weight[t] * inputs.wage_growth[t]
            + inputs.increase_price_weight[t] * inputs.price_growth[t]
        )

        cells, active = active_year(inputs, t, cells, q, entrants, mean_paying_share)
        award_pensions(inputs, t, cells, active, pensioners)
        row = active_outputs(inputs, t, cells, active)
        row |= pensioner_year(inputs, t, q, index, active, pensioners)
        row |= ledger_year(inputs, t, row, result["arrears"][t - 1], result["balance"][t - 1])
        for name in OUTPUTS:
            result[name][t] = row[name]
    return result


def active_year(
    inputs: ReferenceInputs,
    t: int,
    cells: Cells,
    q: FloatArray,
    entrants: FloatArray,
    paying_share: float,
) -> tuple[Cells, ActiveYear]:
    """Move the active insured on by a year: deaths, leaving, retirement, entry; accounts."""
    start = Cells(*(one_year_older(getattr(cells, field.name)) for field in fields(Cells)))
    leaves = np.where(inputs.reached[t] == 0, inputs.leave_rate[t], 0.0)
    stays = (1 - q) * (1 - leaves)

    # entitlements of everybody who ever joined
    latent = start.latent * stays + entrants
    years_paid = paying_share * (start.latent * stays + entrants / 2)
    paid_years = start.paid_years * stays + years_paid
    index_years = start.index_years * stays + years_paid * inputs.base_ratio[t]
    deemed_years = start.deemed_years * stays
    service = quotient(paid_years + deemed_years, latent)

    # persons
    z, fit, retired, density = retired_shares(inputs, t, service, start.lowest_z)
    retiring = retirements(inputs, t, start, service, fit, retired, density)
    new_pensioners = start.active * stays * retiring.hazard
    active = start.active * stays * (1 - retiring.hazard) + entrants
    paying = paying_share * (start.active + active) / 2
    bases = paying * inputs.base_ratio[t]

    # accounts
    credited = inputs.account_interest[t]
    paid_in = inputs.employee_rate[t] * inputs.wage[t] * bases
    account = start.account * (1 + credited) + paid_in * (1 + credited / 2)
    end = Cells(
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
    return end, ActiveYear(
        paying=paying,
        bases=bases,
        deaths=start.active * q,
        leavers=start.active * (1 - q) * leaves,
        new_pensioners=new_pensioners,
        retirements=retiring,
        accounts_refunded=account * q,
        accounts_leaving=account * (1 - q) * leaves,
        accounts_drawn=account * stays * retiring.account_share,
    )


def award_pensions(
    inputs: ReferenceInputs, t: int, cells: Cells, active: ActiveYear, pensioners: Pensioners
) -> None:
    """Award the year's new pensions: basic, transitional, account; one average a class."""
    monthly_wage = inputs.wage[t - 1] / 12
    service = active.retirements.service
    average_index = quotient(cells.index_years, cells.paid_years)
    deemed_years = quotient(cells.deemed_years, cells.latent)
    basic = monthly_wage * inputs.accrual_rate[t] * (service + average_index * service) / 2
    transitional = monthly_wage * inputs.transition_coefficient[t] * average_index * deemed_years
    just_reached = active.retirements.just_reached
    inverse_divisor = just_reached * inputs.inverse_divisor[t] + (1 - just_reached) / inputs.divisor
    from_accounts = active.accounts_drawn * inverse_divisor

    new = active.new_pensioners
    number = new.sum(axis=1)
    pensioners.persons[t] = new
    pensioners.award[t] = quotient(
        (new * (basic + transitional) + from_accounts).sum(axis=1), number
    )
    pensioners.account_award[t] = quotient(from_accounts.sum(axis=1), number)
    pensioners.divisor[t] = quotient(number, (new * inverse_divisor).sum(axis=1))


def active_outputs(
    inputs: ReferenceInputs, t: int, cells: Cells, active: ActiveYear
) -> dict[str, float]:
    """Return the year's outputs that the active insured give."""
    return {
        "active": cells.active.sum(),
        "contributors": active.paying.sum(),
        "leavers": active.leavers.sum(),
        "wage_bill": inputs.wage[t] * active.bases.sum(),
        "transfers_out": active.accounts_leaving.sum(),
    }


def pensioner_year(
    inputs: ReferenceInputs,
    t: int,
    q: FloatArray,
    index: FloatArray,
    active: ActiveYear,
    pensioners: Pensioners,
) -> dict[str, float]:
    """Move the pensioners on by a year, the new ones apart; pay pensions, and what deaths cost."""
    base_start = one_year_older(pensioners.base)
    pensioners.base = base_start * (1 - q)
    pensioners.base_pension = one_year_older(pensioners.base_pension)
    base_mean = (base_start + pensioners.base) / 2
    earlier_start = one_year_older(pensioners.persons[1:t])
    pensioners.persons[1:t] = earlier_start * (1 - q)
    earlier_mean = ((earlier_start + pensioners.persons[1:t]) / 2).sum(axis=2)
    number, award = pensioners.persons[t].sum(axis=1), pensioners.award

    monthly = (
        (base_mean * pensioners.base_pension).sum() * index[t]
        + (earlier_mean * award[1:t] * (index[t] / index[1:t])[:, None]).sum()
        + (number / 2 * award[t]).sum()
    )
    earlier_deaths = (earlier_start * q).sum(axis=2)
    deaths = active.deaths.sum() + (base_start * q).sum() + earlier_deaths.sum()
    months_drawn = 12.0 * (t - np.arange(1, t))[:, None]
    months_left = np.maximum(pensioners.divisor[1:t] - months_drawn, 0)
    refunds = (
        active.accounts_refunded.sum()
        + (earlier_deaths * months_left * pensioners.account_award[1:t]).sum()
    )
    new = number.sum()
    return {
        "pensioners": pensioners.base.sum() + pensioners.persons.sum(),
        "mean_pensioners": base_mean.sum() + earlier_mean.sum() + new / 2,
        "new_pensioners": new,
        "deaths": deaths,
        "benefits": 12 * monthly,
        "lump_sums": deaths * inputs.grant_months[t] * inputs.wage[t - 1] / 12 + refunds,
        "new_pension": (number * award[t]).sum() / new if new > 0 else np.nan,
    }


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
        index_years=paid_years * inputs.past_index,
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
    # all flows are there for half the year, but contributions where a rate changes within it
    early = contributions * (inputs.due_share_of_year[t] - 0.5)
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
    last_birth = max(setting.end_year - ENTRY_FROM_AGE, setting.base_year)
    births = np.arange(setting.base_year - CLOSING_AGE, last_birth + 1)
    times = retirement_times(policy, setting.base_year, setting.end_year, births)
    reached_by_age = times.reached[0][:, : CLOSING_AGE + 1][:, ::-1]
    members = base_members(fund, setting, base, reached_by_age)
    base_ratio = np.pad(
        base_ratios(fund, setting, base, members), ((0, 0), (0, 0), (0, 1)), mode="edge"
    )
    past_index = base_ratio[0]
    if assumptions.past_index is not None:
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
