"""Residents insured, their accounts and account pensions, by sex and single age.

No economic path touches them: premiums, subsidies and credited interest are dated amounts, so
accounts are computed once in yuan. Within a year everything moves in its middle on average.
"""

from dataclasses import dataclass

import numpy as np

from model.arrays import FloatArray, mean_or_zero
from model.funds.shared.per_head_fund import older
from model.tables import AGES

YOUNGEST = 16
_MONTHS = 12
_EXACT_AGE = np.asarray(AGES) + 0.5
_ADULT = np.asarray(AGES) >= YOUNGEST


@dataclass(frozen=True)
class ResidentRules:
    """What governs the insured and their accounts.

    Attributes
    ----------
    population : persons [year 0..T, sex, age]
    survival : share reaching an age within the year [year 1..T, sex, age]
    past_age : share past the pension age in the base year [sex, age]
    starting : share of those waiting who start to draw [year 1..T, sex, age]
    coverage : insured over the population not past the pension age [year 0..T]
    recipient_coverage : recipients over those past the age at first, and what is added to it in
        later years [year 0..T]
    credited : own premium and subsidy, yuan a year of an insured person [year 1..T]
    interest : credited to accounts [year 1..T]
    divisor : months by which an account is divided [year 0..T]
    """

    population: FloatArray
    survival: FloatArray
    past_age: FloatArray
    starting: FloatArray
    coverage: FloatArray
    recipient_coverage: FloatArray
    credited: FloatArray
    interest: FloatArray
    divisor: FloatArray


@dataclass(frozen=True)
class ResidentAccounts:
    """People and accounts through the years, persons and yuan.

    Attributes
    ----------
    active, drawing : at the year's end [year 0..T]
    joined, left, deaths, retired : of the year [year 1..T]
    premiums : credited in the year, own and subsidy [year 1..T]
    account_interest : credited in the year [year 1..T]
    accounts : of all, those in payment included, at the year's end [year 0..T]
    annuities : monthly account pensions in payment at the year's end [year 0..T]
    new_annuities : monthly, of those who started in the year [year 1..T]
    refunds, transfers_out : accounts of those who died, left [year 1..T]
    beyond : account pensions paid after the own account was used up [year 1..T]
    """

    active: FloatArray
    drawing: FloatArray
    joined: FloatArray
    left: FloatArray
    deaths: FloatArray
    retired: FloatArray
    premiums: FloatArray
    account_interest: FloatArray
    accounts: FloatArray
    annuities: FloatArray
    new_annuities: FloatArray
    refunds: FloatArray
    transfers_out: FloatArray
    beyond: FloatArray

    @property
    def account_pensions(self) -> FloatArray:
        """Account pensions paid in the year [year 1..T]: mean of start and end, a year long."""
        return np.asarray(_MONTHS * (self.annuities[:-1] + self.annuities[1:]) / 2)


def left_in_payment(drawing: FloatArray, annuity: float, divisor: float) -> FloatArray:
    """Return what accounts in payment still hold in the base year [sex, age], yuan.

    A recipient aged x has drawn since the divisor's age 60: ``annuity x (divisor - 12 (x - 60))``,
    nothing once that is used up; interest since is left out.

    Parameters
    ----------
    drawing : persons [sex, age]
    annuity : mean monthly account pension
    """
    months = np.clip(divisor - _MONTHS * np.maximum(_EXACT_AGE - 60, 0.0), 0.0, None)
    return np.asarray(drawing * annuity * months)


def project_accounts(
    rules: ResidentRules, *, active_accounts: float, annuity: float, accounts_years: float
) -> ResidentAccounts:
    """Carry the insured and their accounts through the years.

    A cell is a birth year's residents of one sex. Of those insured a share dies or leaves by
    the middle of the year, taking the account along; the others are credited interest j, and half
    of it on the year's premiums: ``a_t = a_{t-1} (1 + j) + p (1 + j / 2)``. Who reaches the pension
    age draws account / divisor a month for life; what is left of the account on death is refunded.
    Who joins has no account. The insured are coverage x population, so that births, deaths and
    migration reach them; recipients keep the coverage with which they came.

    Parameters
    ----------
    active_accounts : of those not yet drawing in the base year, yuan
    annuity : mean monthly account pension of the base year's recipients
    accounts_years : that the base year's members have paid at most
    """
    cells = _base_cells(rules, active_accounts, annuity, accounts_years)
    stocks, flows = [cells.totals()], []
    for year in range(len(rules.survival)):
        cells, flow = _next_year(rules, year, cells)
        stocks.append(cells.totals())
        flows.append(flow)
    active, drawing, accounts, annuities = np.array(stocks).T
    return ResidentAccounts(
        active=active,
        drawing=drawing,
        accounts=accounts,
        annuities=annuities,
        **{name: np.array([flow[name] for flow in flows]) for name in flows[0]},
    )


@dataclass(frozen=True)
class _Cells:
    """One year's end by sex and age; `covered` is the coverage of those past the pension age."""

    active: FloatArray
    drawing: FloatArray
    accounts: FloatArray
    in_payment: FloatArray
    annuities: FloatArray
    covered: FloatArray
    past: FloatArray

    def totals(self) -> tuple[float, float, float, float]:
        """Return active, drawing, all accounts, annuities."""
        accounts = self.accounts.sum() + self.in_payment.sum()
        return self.active.sum(), self.drawing.sum(), accounts, self.annuities.sum()


def _base_cells(
    rules: ResidentRules, active_accounts: float, annuity: float, accounts_years: float
) -> _Cells:
    past = rules.past_age
    covered = np.full_like(past, rules.recipient_coverage[0])
    active = rules.coverage[0] * rules.population[0] * (1 - past) * _ADULT
    drawing = covered * rules.population[0] * past
    paid = active * np.clip(_EXACT_AGE - YOUNGEST, 0.0, accounts_years)
    return _Cells(
        active=active,
        drawing=drawing,
        accounts=active_accounts * mean_or_zero(paid, paid.sum()),
        in_payment=left_in_payment(drawing, annuity, float(rules.divisor[0])),
        annuities=drawing * annuity,
        covered=covered,
        past=past,
    )


def _next_year(rules: ResidentRules, year: int, cells: _Cells) -> tuple[_Cells, dict[str, float]]:
    """Return the cells a year later, and the flows between."""
    rate, start = float(rules.interest[year]), rules.starting[year]
    people, survive = rules.population[year + 1], rules.survival[year]
    before = older(cells.past)
    past = before + (1 - before) * start
    # those who have not started to draw: some do within the year
    target = rules.coverage[year + 1] * people * (1 - before) * _ADULT
    waiting = _Moved.of(older(cells.active), survive, target)
    premium = rules.credited[year] * (older(cells.active) + target * (1 - start)) / 2
    opening = older(cells.accounts)
    middle = opening * (1 + rate / 2) + premium
    closing = opening * (1 + rate) + premium * (1 + rate / 2)
    staying, starting = waiting.stay * (1 - start), waiting.stay * start
    drawn = middle * starting
    new = drawn / rules.divisor[year + 1]
    started = drawn + rate / 2 * (drawn - _MONTHS / 4 * new) - _MONTHS / 2 * new
    # those who have: interest on the mean of what is left, none once it is used up
    added = rules.recipient_coverage[year + 1] - rules.recipient_coverage[year]
    came_with = np.maximum(older(cells.covered) + added, 0.0)
    receiving = _Moved.of(older(cells.drawing), survive, came_with * people * before)
    going = receiving.die + receiving.leave
    pot, paid = older(cells.in_payment), _MONTHS * older(cells.annuities)
    earned_half = rate / 2 * np.maximum(pot - paid / 4, 0.0)
    earned = rate * np.maximum(pot - paid / 2, 0.0)
    half, whole = pot + earned_half - paid / 2, pot + earned - paid
    inherited = np.maximum(half, 0.0)
    on_waiting = (closing - opening - premium) * staying + opening * rate / 2 * (1 - staying)
    on_started = started + _MONTHS / 2 * new - drawn
    flows = {
        "joined": (waiting.joined + receiving.joined).sum(),
        "left": (waiting.left + receiving.left).sum(),
        "deaths": cells.active.sum() + cells.drawing.sum() - waiting.alive - receiving.alive,
        "retired": (target * start).sum(),
        "premiums": premium.sum(),
        "account_interest": (
            on_waiting + on_started + earned * receiving.stay + earned_half * going
        ).sum(),
        "new_annuities": new.sum(),
        "refunds": (middle * waiting.die + inherited * receiving.die).sum(),
        "transfers_out": (middle * waiting.leave + inherited * receiving.leave).sum(),
        "beyond": (np.maximum(-whole, 0.0) * receiving.stay + np.maximum(-half, 0.0) * going).sum(),
    }
    covered = came_with * before + rules.coverage[year + 1] * (past - before)
    return _Cells(
        active=target * (1 - start),
        drawing=came_with * people * before + target * start,
        accounts=closing * staying,
        in_payment=np.maximum(whole, 0.0) * receiving.stay + started,
        annuities=older(cells.annuities) * receiving.stay + new,
        covered=mean_or_zero(covered, past),
        past=past,
    ), flows


@dataclass(frozen=True)
class _Moved:
    """How the persons of each cell come from the year before to a target number [sex, age].

    Attributes
    ----------
    die, leave, stay : shares of those there a year before; where nobody was, all stay
    joined, left : persons
    alive : persons, in all
    """

    die: FloatArray
    leave: FloatArray
    stay: FloatArray
    joined: FloatArray
    left: FloatArray
    alive: float

    @classmethod
    def of(cls, before: FloatArray, survive: FloatArray, target: FloatArray) -> "_Moved":
        """Let `before` die, then leave or be joined until they are `target`."""
        there = before > 0
        alive = before * survive
        kept = np.minimum(alive, target)
        stay = np.where(there, mean_or_zero(kept, before), 1.0)
        die = np.where(there, 1 - survive, 0.0)
        return cls(
            die=die,
            leave=np.maximum(1 - die - stay, 0.0),
            stay=stay,
            joined=target - kept,
            left=alive - kept,
            alive=float(alive.sum()),
        )
