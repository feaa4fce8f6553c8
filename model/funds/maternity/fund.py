"""Maternity insurance (生育保险).

``births = insured women by age x fertility by age``; claimants are a share of them that the base
year's report gives. A claimant draws ``leave days x declared base / 365`` and medical costs. From
the month of its merger into medical insurance the fund neither levies nor pays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from model.account.collection import INTEREST_TIME
from model.account.flows import FundFlows, Item
from model.account.settlement import settle
from model.arrays import FloatArray, after
from model.errors import Problem
from model.funds.figures import FundOutcome
from model.funds.maternity.equations import EQUATIONS
from model.funds.maternity.levers import Fund, Policy, Reported
from model.funds.setting import Setting
from model.funds.shared.dues import ContributionRates
from model.funds.shared.payroll_fund import Branch, branch_outcome, branch_problems, read_branch
from model.parameters.dated import DatedValue, date_text
from model.words.texts import Message, message

DAYS_A_YEAR = 365


_DECEMBER = np.eye(12)[11]


#: What stays of a balance that is handed over, so that rounding does not show as a deficit.
_HAIR = 1e-12


@dataclass(frozen=True)
class _Birth:
    """What a claimant drew in the base year, yuan.

    Attributes
    ----------
    allowance, medical : per claimant
    other : expenditure that is neither, of the year
    """

    allowance: float
    medical: float
    other: float


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year, or cannot be merged."""
    found = list(branch_problems(fund, setting, ContributionRates(fund.policy.employer_rate)))
    yield from found
    reported: Reported = fund.reported
    merged, year = fund.policy.merged_from, setting.base_year
    if merged is not None and merged < (year + 1) * 12:
        yield Problem(
            f"{fund.where}.policy.merged_from",
            message(
                "{date} lies in or before the base year {year}, which is observed",
                date=date_text(merged),
                year=year,
            ),
            message("start in {year} or later", year=year + 1),
        )
    if reported.claimants <= 0:
        yield Problem(
            f"{fund.where}.reported.claimants",
            message("nobody claimed a maternity benefit in the base year"),
            message("give the claimants of the final account"),
        )
        return
    paid = reported.claimants * (reported.average_benefit or 0.0) / setting.money_unit
    if paid > reported.expenditure * 1.02 + 0.5:
        yield Problem(
            f"{fund.where}.reported.claimants",
            message(
                "claimants x average_benefit = {paid} contradicts expenditure = {expenditure}",
                paid=f"{paid:,.6g}",
                expenditure=f"{reported.expenditure:,.10g}",
            ),
            message("the average benefit is yuan a birth"),
        )
    elif not found:
        yield from _split_problems(fund, setting)


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Project the fund: payroll x rate against births among insured women.

    ``claimants_t = births_t x (claimants_b / births_b) x claims lever``; see `_births`.
    """
    fund = _until_merger(fund)
    branch = read_branch(fund, setting, EQUATIONS, ContributionRates(fund.policy.employer_rate))
    reported: Reported = fund.reported
    births = _births(branch, setting)
    claim_share = reported.claimants / births[0]
    claimants = births * claim_share * np.append(1.0, fund.assumptions.claims.annual(setting.years))
    partners = claimants * np.append(0.0, fund.assumptions.partner_share.annual(setting.years))
    birth = _base_birth(fund, branch, setting)
    paying, months = _before_merger(fund.policy, setting)
    paid_over_law = _paid_over_law(fund, branch, birth, setting)
    figures = branch.figures.counting(
        {
            "beneficiaries": (claimants + partners) * np.append(1.0, paying),
            "part__paid_over_law": np.full(len(births), paid_over_law),
        },
        base={
            "benefit_per_birth": birth.allowance + birth.medical,
            "part__medical_of_a_birth": birth.medical,
            "part__medical_growth": 1.0,
        },
        undefined={"maternity_allowances": 0.0},
    )
    workers = branch.mean_contributors[1:] / branch.mean_contributors[0]
    others = birth.other * (paying * workers)[:, None] * figures.projected("part__medical_growth")
    figures = figures.counting({"family_planning": after(birth.other, others)})
    paid = branch_outcome(
        fund,
        setting,
        branch,
        figures,
        expenditure=[
            figures.item("maternity_allowances", months),
            figures.item("birth_medical", months),
            figures.item("family_planning", months),
        ],
        base_expenditure={
            "maternity_allowances": reported.claimants * birth.allowance,
            "birth_medical": reported.claimants * birth.medical,
            "family_planning": birth.other,
        },
        notes=_notes(fund, claim_share, birth),
    )
    return replace(paid, flows=_handed_over(paid.flows, fund.policy, setting))


def _births(branch: Branch, setting: Setting) -> FloatArray:
    """Return births of insured women at the population's fertility [year 0..T].

    ``births_t = sum over ages of mean insured women_t x fertility_t``. The base year's level of
    fertility falls out, for the claimants reported are what it led to; its course does not.
    """
    women = branch.insured.workers[:, 1, :]
    at_base = women[:1] * branch.mean_contributors[0] / branch.payroll.contributors
    mean = np.vstack([at_base, (women[:-1] + women[1:]) / 2])
    return np.asarray((mean * setting.population.fertility_by_age).sum(axis=1))


def _base_birth(fund: Fund, branch: Branch, setting: Setting) -> _Birth:
    """Return how the base year's benefit splits: what leave does not take is medical costs."""
    reported: Reported = fund.reported
    total = reported.expenditure * setting.money_unit
    each = total / reported.claimants
    if reported.average_benefit is not None:
        each = min(reported.average_benefit, each)
    allowance = _leave_pay(fund.policy.leave_days.at(setting.base_year), branch.declared_base)
    medical = each - allowance if reported.medical_cost is None else reported.medical_cost
    return _Birth(each - medical, medical, max(total - each * reported.claimants, 0.0))


def _leave_pay(days: float, declared_base: float) -> float:
    """Return the allowance that the law gives, yuan."""
    return days * declared_base / DAYS_A_YEAR


def _paid_over_law(fund: Fund, branch: Branch, birth: _Birth, setting: Setting) -> float:
    """Return the base year's allowance of a birth over leave at the declared base."""
    by_law = _leave_pay(fund.policy.leave_days.at(setting.base_year), branch.declared_base)
    return birth.allowance / by_law if by_law > 0 else 0.0


def _split_problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield a problem where the average benefit cannot hold what is said to be in it."""
    branch = read_branch(fund, setting, EQUATIONS, ContributionRates(fund.policy.employer_rate))
    birth = _base_birth(fund, branch, setting)
    days = fund.policy.leave_days.at(setting.base_year)
    if birth.medical < 0:
        yield Problem(
            f"{fund.where}.reported.average_benefit",
            message(
                "{days:g} days of leave at a declared base of {base} a year are {allowance}, more "
                "than the average benefit {benefit}",
                days=days,
                base=f"{branch.declared_base:,.0f}",
                allowance=f"{_leave_pay(days, branch.declared_base):,.0f}",
                benefit=f"{birth.allowance + birth.medical:,.0f}",
            ),
            message("give medical_cost, or check contributors, average_benefit and leave_days"),
        )
    elif birth.allowance < 0 or (birth.allowance > 0 and days == 0):
        yield Problem(
            f"{fund.where}.reported.medical_cost",
            message(
                "medical_cost = {medical} leaves {rest} of the average benefit to {days:g} days of "
                "leave",
                medical=f"{birth.medical:,.10g}",
                rest=f"{birth.allowance:,.0f}",
                days=days,
            ),
            message("check medical_cost, average_benefit and leave_days"),
        )


def _until_merger(fund: Fund) -> Fund:
    """Return the fund with everything it is paid, or pays by amount, ending at its merger.

    Arrears are recovered to the end of that year; later ones are the medical fund's.
    """
    month = fund.policy.merged_from
    if month is None:
        return fund

    def ending(value: DatedValue, at: int) -> DatedValue:
        return value.followed_by(DatedValue((at,), (0.0,)), at)

    policy: Policy = fund.policy
    ends_with_month = ("employer_rate", "other_premium", "fiscal_subsidy")
    changes = {name: ending(getattr(policy, name), month) for name in ends_with_month}
    next_january = (month // 12 + 1) * 12
    changes["arrears_recovery"] = ending(policy.arrears_recovery, next_january)
    other = ending(fund.assumptions.other_expenditure, month)
    return replace(
        fund,
        policy=policy.model_copy(update=changes),
        assumptions=fund.assumptions.model_copy(update={"other_expenditure": other}),
    )


def _before_merger(policy: Policy, setting: Setting) -> tuple[FloatArray, FloatArray]:
    """Return which share of a year's benefits falls before the merger [year], and its months."""
    season = np.broadcast_to(policy.benefit_season, (len(setting.years), 12))
    month = setting.years[:, None] * 12 + np.arange(12)
    merged = policy.merged_from
    paid = season if merged is None else season * (month < merged)
    share = paid.sum(axis=1)
    scale = np.where(share > 0, share, 1.0)[:, None]
    return share if merged is not None else np.ones(len(share)), np.where(
        share[:, None] > 0, paid / scale, season
    )


def _handed_over(flows: FundFlows, policy: Policy, setting: Setting) -> FundFlows:
    """Return the flows with the balance handed over in December of the year of the merger.

    ``transfers_out = B / (1 + i x half a month)`` with B the balance that the year would end
    with; a negative one is a debt that the medical fund takes on.
    """
    merged = policy.merged_from
    if merged is None or merged // 12 > setting.end_year:
        return flows
    row = merged // 12 - setting.base_year
    balance = settle(flows).balance
    amount = np.zeros_like(balance[1:])
    interest = flows.interest_rate[row - 1] * INTEREST_TIME[11]
    amount[row - 1] = balance[row] / (1 + interest) * (1 - _HAIR)
    return replace(
        flows, expenditure=[*flows.expenditure, Item("transfers_out", amount, _DECEMBER)]
    )


def _notes(fund: Fund, claim_share: float, birth: _Birth) -> tuple[Message, ...]:
    """Say how births were claimed, how the benefit splits, and what the merger does."""
    notes = [
        message(
            "claimants are {share} of the births that insured women have at the population's "
            "fertility",
            share=f"{claim_share:.0%}",
        )
    ]
    if fund.reported.medical_cost is None:
        notes.append(
            message(
                "medical costs of a birth: {medical} yuan, what leave at the declared base leaves "
                "of the average benefit",
                medical=f"{birth.medical:,.0f}",
            )
        )
    if fund.policy.merged_from is not None:
        notes.append(
            message(
                "from {date} on medical insurance pays maternity benefits; the balance of that "
                "year's end is handed over to it (give the medical fund its rate, costs and "
                "transfer)",
                date=date_text(fund.policy.merged_from),
            )
        )
    return tuple(notes)
