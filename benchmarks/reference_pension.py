"""Reference projection of an employees' pension fund: one loop over years, vectors over ages.

Written from `docs/method/employee_pension.md` and `docs/method/ledger_account.md` alone, without
a look at the engine, so that agreement proves page and engine alike. Members stand in arrays
[class, age] that move up by one age a year; pensioners besides by the year of their award. Neither
tuned nor slowed. Where the page leaves a choice:

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
from scipy.special import ndtr

from benchmarks.reference_inputs import (
    AGES,
    CLOSING_AGE,
    ENTRY_FROM_AGE,
    FloatArray,
    ReferenceInputs,
    quotient,
)

SEX_OF_CLASS = [0, 1, 1]
SMALLEST_INCREMENT = 1e-12
OUTPUTS = (
    *("active", "contributors", "pensioners", "mean_pensioners", "new_pensioners"),
    *("deaths", "leavers", "wage_bill", "contributions", "arrears_recovered", "fiscal_subsidy"),
    *("interest", "income", "benefits", "lump_sums", "transfers_out", "expenditure"),
    *("arrears", "balance", "new_pension"),
)


@dataclass(frozen=True)
class Cells:
    """The active insured of one year's end, all arrays [class, age].

    `active` and `account` are those not retired; `latent` to `deemed_years` count everybody who
    ever joined and is alive. `reached`, `retired` and `density` are F, R and Q. `parts`,
    `minimum_weighted` and `lowest_z` are of Ge and G - Ge [part, class, age].
    """

    active: FloatArray
    account: FloatArray
    latent: FloatArray
    paid_years: FloatArray
    index_years: FloatArray
    deemed_years: FloatArray
    reached: FloatArray
    reached_at_base: FloatArray
    parts: FloatArray
    minimum_weighted: FloatArray
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
        entrants = entrants_by_age(inputs, t, growth)
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
    leaves = inputs.below_legal[t] * inputs.leave_rate[t]
    stays = (1 - q) * (1 - leaves)

    # entitlements of everybody who ever joined
    latent = start.latent * stays + entrants
    years_paid = paying_share * (start.latent * stays + entrants / 2)
    paid_years = start.paid_years * stays + years_paid
    index_years = start.index_years * stays + years_paid * inputs.base_ratio[t]
    deemed_years = start.deemed_years * stays
    service = quotient(paid_years + deemed_years, latent)

    # persons
    at_base = start.reached_at_base
    eligible = np.where(at_base < 1, quotient(inputs.reached[t] - at_base, 1 - at_base), 1.0)
    early = np.where(inputs.below_legal[t] == 1, eligible, start.parts[0])
    parts = np.stack([early, eligible - early])
    newly = parts - start.parts
    minimum_weighted = start.minimum_weighted + inputs.minimum_years[t] * newly
    minimum = quotient(minimum_weighted, parts)
    z, fit, retired, density = retired_shares(inputs, minimum, service, parts, start.lowest_z)
    newly_fit = (newly * fit).sum(axis=0)
    minimum_of_all = quotient(minimum_weighted.sum(axis=0), eligible)
    retiring = retirements(
        inputs, t, start, service, minimum_of_all, paying_share, newly_fit, retired, density
    )
    new_pensioners = start.active * stays * retiring.hazard
    active = start.active * stays * (1 - retiring.hazard) + entrants
    paying = paying_share * (start.active + active) / 2
    bases = paying * inputs.base_ratio[t]

    # accounts
    credited = inputs.account_interest[t]
    paid_in = inputs.employee_rate[t] * inputs.wage[t] * bases
    account = start.account * (1 + credited) + paid_in * (1 + credited / 2)
    paid_out = account * (1 + credited / 2) / (1 + credited)
    end = Cells(
        active=active,
        account=account * stays * (1 - retiring.account_share),
        latent=latent,
        paid_years=paid_years,
        index_years=index_years,
        deemed_years=deemed_years,
        reached=inputs.reached[t],
        reached_at_base=at_base,
        parts=parts,
        minimum_weighted=minimum_weighted,
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
        accounts_refunded=paid_out * q,
        accounts_leaving=paid_out * (1 - q) * leaves,
        accounts_drawn=paid_out * stays * retiring.account_share,
    )


def award_pensions(
    inputs: ReferenceInputs, t: int, cells: Cells, active: ActiveYear, pensioners: Pensioners
) -> None:
    """Award the year's new pensions: basic, transitional, account; one average a class."""
    monthly_wage = inputs.wage[t - 1] / 12
    service = active.retirements.service
    average_index = quotient(cells.index_years, cells.paid_years + cells.deemed_years)
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
    nobody = np.zeros(latent.shape)
    return Cells(
        active=inputs.active,
        account=inputs.active * inputs.account,
        latent=latent,
        paid_years=paid_years,
        index_years=latent * (inputs.paid_years + inputs.deemed_years) * inputs.past_index,
        deemed_years=latent * inputs.deemed_years,
        reached=inputs.reached[0],
        reached_at_base=inputs.reached[0],
        parts=np.stack([nobody, nobody]),
        minimum_weighted=np.stack([nobody, nobody]),
        lowest_z=np.full((2, *latent.shape), np.inf),
        retired=nobody,
        density=nobody,
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


def entrants_by_age(inputs: ReferenceInputs, t: int, growth: float) -> FloatArray:
    """Return who enters at which age [class, age]: below the legal age, not past a date."""
    may_join = inputs.below_legal[t] * (1 - inputs.reached[t])
    if np.isnan(inputs.entrants[t]):
        before = np.append(0.0, inputs.entered[:-1])
        joining = inputs.coverage[t] * inputs.entered - inputs.coverage[t - 1] * before
        joining = np.where(AGES >= ENTRY_FROM_AGE, np.maximum(joining, 0.0), 0.0)
        return may_join * growth * inputs.persons[t] * joining
    total = growth * inputs.entrants[t]
    weights = may_join * inputs.entry_by_age
    return (
        total * inputs.class_shares[:, None] * quotient(weights, weights.sum(axis=1, keepdims=True))
    )


def retired_shares(
    inputs: ReferenceInputs,
    minimum: FloatArray,
    service: FloatArray,
    parts: FloatArray,
    earlier_z: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return z and Phi(-z) of both parts [part, class, age], R and Q of all [class, age].

    z is infinite while the date lies ahead.
    """
    z = np.minimum((minimum - service) / inputs.service_spread, earlier_z)
    z = np.where(parts > 0, z, np.inf)
    fit = ndtr(-z)
    return z, fit, (parts * fit).sum(axis=0), (parts * normal_density(z)).sum(axis=0)


def normal_density(z: FloatArray) -> FloatArray:
    """Return the standard normal density."""
    return np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)


def retirements(
    inputs: ReferenceInputs,
    t: int,
    start: Cells,
    service: FloatArray,
    minimum: FloatArray,
    paying_share: float,
    newly_fit: FloatArray,
    retired: FloatArray,
    density: FloatArray,
) -> Retirements:
    """Return the hazard of the year, and service, accounts and dates of those who retire."""
    spread = inputs.service_spread
    increment, density_increment = retired - start.retired, density - start.density
    anybody = increment >= SMALLEST_INCREMENT
    hazard = np.where(anybody, quotient(increment, 1 - start.retired), 0.0)
    own_service = np.maximum(
        service - paying_share / 2 + spread * quotient(density_increment, increment),
        minimum,
    )
    everybody = service * ndtr(service / spread) + spread * normal_density(service / spread)
    account_share = quotient(
        service * increment + spread * density_increment,
        everybody - service * start.retired - spread * start.density,
    )
    account_share = np.clip(account_share, 0.0, 1.0)
    account_share = np.where(account_share == 1, hazard, account_share)
    rose = inputs.reached[t] > start.reached
    just_reached = np.where(rose, quotient(newly_fit, increment), 0.0)
    return Retirements(
        hazard=hazard,
        service=np.where(anybody, own_service, 0.0),
        account_share=np.where(anybody, np.where(hazard == 1, 1.0, account_share), 0.0),
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
