"""Work-injury insurance (工伤保险).

Employers pay by the risk class of their industry; ``rate = experience factor x sum of payroll
share x class rate``. Cases are insured x incidence; a share of them ends in a pension for life,
so the stock of pensions grows long after the number of cases has settled.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from model.arrays import FloatArray, after, ratio_or_nan
from model.errors import Problem
from model.funds.figures import FundOutcome
from model.funds.setting import Setting
from model.funds.shared.dues import ContributionRates
from model.funds.shared.payroll_fund import branch_outcome, branch_problems, read_branch
from model.funds.work_injury.equations import EQUATIONS
from model.funds.work_injury.levers import Fund, Policy, Reported
from model.funds.work_injury.pensioners import pensions_paid, project_pensioners
from model.parameters.dated import DatedValue
from model.words.texts import message


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year."""
    yield from branch_problems(fund, setting, ContributionRates(_employer_rate(fund, setting)))
    reported: Reported = fund.reported
    where = f"{fund.where}.reported"
    benefits = reported.expenditure if reported.benefits is None else reported.benefits
    if benefits > reported.expenditure:
        yield Problem(
            f"{where}.benefits",
            message(
                "benefits = {benefits} are more than expenditure = {expenditure}",
                benefits=f"{benefits:,.10g}",
                expenditure=f"{reported.expenditure:,.10g}",
            ),
            message("benefits are a part of the expenditure; check both figures"),
        )
    paid = 12 * reported.pensioners * _base_pension(fund, setting) / setting.money_unit
    if paid > benefits:
        yield Problem(
            f"{where}.pensioners",
            message(
                "12 x pensioners x monthly_pension = {paid} are more than the benefits, {benefits}",
                paid=f"{paid:,.6g}",
                benefits=f"{benefits:,.10g}",
            ),
            message("benefits hold the pensions too, monthly_pension is yuan a month"),
        )
    if reported.beneficiaries <= reported.pensioners:
        yield Problem(
            f"{where}.beneficiaries",
            message(
                "{beneficiaries} beneficiaries are not more than the {pensioners} pensioners "
                "among them",
                beneficiaries=f"{reported.beneficiaries:,.0f}",
                pensioners=f"{reported.pensioners:,.0f}",
            ),
            message("beneficiaries count the year's cases and the pensioners"),
        )


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Project the fund: payroll x class rates against cases and pensions.

    A share of the cases ends in a pension; see `model.funds.work_injury.pensioners` for how long.
    """
    branch = read_branch(fund, setting, EQUATIONS, ContributionRates(_employer_rate(fund, setting)))
    reported: Reported = fund.reported
    policy, assumptions, years = fund.policy, fund.assumptions, setting.years
    base, base_pension = _base_expenditure(fund, setting), _base_pension(fund, setting)
    cases = reported.beneficiaries - reported.pensioners
    figures = branch.figures.counting(
        {},
        base={
            "injury_cases": cases,
            "cost_per_case": base["case_benefits"] / cases,
            "part__cost_growth": 1.0,
            "injury_prevention": base["injury_prevention"],
            "beneficiaries": reported.beneficiaries,
            "average_benefit": (base["case_benefits"] + base["injury_pensions"])
            / (12 * reported.beneficiaries),
        },
    )
    pensioners = project_pensioners(
        setting,
        branch.insured,
        policy,
        assumptions,
        base=reported.pensioners,
        awards=figures.projected("injury_cases")[:, 0] * assumptions.long_term_share.annual(years),
        mean_age=assumptions.pensioner_mean_age,
        mortality_multiplier=assumptions.pensioner_mortality,
        leaving_share=assumptions.leaving_share,
    )
    award = policy.award_rate.annual(years)[:, None] * setting.economy.wage[1:] / 12
    drawing, pensions = pensions_paid(
        pensioners, after(base_pension, award), _increase(policy, setting)
    )
    figures = figures.counting(
        {
            "injury_pensioners": pensioners.sum(axis=1),
            "injury_pension": after(base_pension, ratio_or_nan(pensions, 12 * drawing[:, None])),
        },
        undefined={"injury_pensions": 0.0},
    )
    season = policy.benefit_season
    return branch_outcome(
        fund,
        setting,
        branch,
        figures,
        expenditure=[
            figures.item("case_benefits", season),
            figures.item("injury_pensions", season),
            figures.item("injury_prevention", season),
        ],
        base_expenditure=base,
        notes=()
        if reported.monthly_pension is not None or not reported.pensioners
        else (message("injury pensions of the base year: award rate x average wage"),),
    )


def _employer_rate(fund: Fund, setting: Setting) -> DatedValue:
    """Return the mean rate of employers, exact to the month; the factor acts after the base year.

    ``rate = experience factor x sum over classes of payroll share x class rate``
    """
    years = np.arange(setting.base_year, setting.end_year + 1)
    rate = np.zeros((len(years), 12))
    for number, share in enumerate(fund.assumptions.class_shares, start=1):
        rate += share * getattr(fund.policy, f"class_{number}_rate").monthly(years)
    rate[1:] *= fund.policy.experience_factor.monthly(setting.years)
    first = setting.base_year * 12
    return DatedValue(tuple(range(first, first + rate.size)), tuple(rate.ravel().tolist()))


def _base_pension(fund: Fund, setting: Setting) -> float:
    """Return the mean pension of the base year, yuan a month."""
    if fund.reported.monthly_pension is not None:
        return float(fund.reported.monthly_pension)
    rate = fund.policy.award_rate.at(setting.base_year)
    return float(rate * setting.economy.wage[0, 0] / 12)


def _base_expenditure(fund: Fund, setting: Setting) -> Mapping[str, float]:
    """Return the base year's items: what is no benefit is prevention and assessment."""
    reported: Reported = fund.reported
    total = reported.expenditure * setting.money_unit
    benefits = total if reported.benefits is None else reported.benefits * setting.money_unit
    pensions = 12 * reported.pensioners * _base_pension(fund, setting)
    return {
        "case_benefits": benefits - pensions,
        "injury_pensions": pensions,
        "injury_prevention": total - benefits,
    }


def _increase(policy: Policy, setting: Setting) -> FloatArray:
    """Return by what pensions in payment rise [year 1..T, path]."""
    weight = policy.pension_wage_weight.annual(setting.years)[:, None]
    economy = setting.economy
    return np.asarray(weight * economy.wage_growth + (1 - weight) * economy.price_growth)
