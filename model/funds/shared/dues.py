"""What every fund with contributions on wages shares, from its base year to its dues."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.account.flows import ContributionsDue, Item
from model.arrays import FloatArray, IntArray
from model.errors import Problem
from model.funds.figures import Figures
from model.funds.setting import FundInput, Setting
from model.funds.shared.base_year import BasePayroll
from model.funds.shared.contributions import collection_plan
from model.funds.shared.payroll_levers import PayrollPolicy
from model.funds.shared.reported import ReportedPayroll
from model.parameters.dated import DatedValue, annual_or
from model.words.texts import message

#: Where employees pay nothing.
_NOTHING = DatedValue.constant(0.0)


@dataclass(frozen=True)
class ContributionRates:
    """What employers and employees pay of the declared base, by date [share]."""

    employer: DatedValue
    employee: DatedValue = _NOTHING

    def at(self, year: int) -> float:
        """Return both together in the mean of a year [share]."""
        return self.employer.at(year) + self.employee.at(year)


def contributions_due(
    fund: FundInput[ReportedPayroll, PayrollPolicy, object],
    setting: Setting,
    payroll: BasePayroll,
    rates: ContributionRates,
    employer_due: FloatArray,
    employee_due: FloatArray,
) -> ContributionsDue:
    """Return dues [year 1..T, path] with the plan of their collection.

    Parameters
    ----------
    rates : by whose changes the months of a year are weighted
    employer_due, employee_due : yuan [year 1..T, path]
    """
    policy, years = fund.policy, setting.years
    return ContributionsDue(
        employer=employer_due,
        employee=employee_due,
        plan=collection_plan(
            policy,
            rates.employer,
            rates.employee,
            fund.reported.collection_rate,
            years,
        ),
        opening_arrears=payroll.arrears,
        opening_due=payroll.due,
        opening_collected=payroll.contributions,
    )


def premium_and_subsidy(policy: PayrollPolicy, setting: Setting, figures: Figures) -> list[Item]:
    """Return the income that does not follow wages."""
    amount_only = policy.fiscal_subsidy_share.values == (0.0,)
    months = setting.item("fiscal_subsidy", policy.fiscal_subsidy).months if amount_only else None
    return [
        setting.item("other_premium", policy.other_premium, policy.contribution_season),
        figures.item("fiscal_subsidy", months),
    ]


def collection_rate(
    fund: FundInput[ReportedPayroll, PayrollPolicy, object], setting: Setting
) -> FloatArray:
    """Return the share of dues collected; the base year's until another is given [year 0..T]."""
    reported = fund.reported.collection_rate
    base = np.full(len(setting.years), reported)
    return np.append(reported, annual_or(fund.policy.collection_rate, setting.years, base))


def interest_rate(own: DatedValue | None, setting: Setting) -> FloatArray:
    """Return the fund's own interest rate, the economy's where it has none [year 1..T, path].

    What an uncertain economy adds to its interest, it adds to that of every fund.
    """
    if own is None:
        return setting.economy.interest
    deviation = setting.economy.interest_deviation
    expected = setting.economy.interest - deviation
    return np.asarray(annual_or(own, setting.years, expected) + deviation)


def base_interest(own: DatedValue | None, setting: Setting) -> float:
    """Return the interest rate of the base year."""
    economy = np.array([setting.economy.base_interest])
    return float(annual_or(own, np.array([setting.base_year]), economy)[0])


def payroll_policy_problems(
    policy: PayrollPolicy, years: IntArray, where: str
) -> Iterator[Problem]:
    """Yield measures that together take more than there is."""
    cut = np.zeros((len(years), 12))
    for relief in policy.relief:
        cut += relief.share_of_employer_rate * relief.covers(years)
    if cut.max() > 1 + 1e-12:
        yield Problem(
            f"{where}.policy.relief",
            message("cuts of the same month add up to more than the whole employer rate"),
            message("shorten one of them, or lower the shares to 1 together"),
        )
    deferred = np.zeros((len(years), 12))
    for notice in policy.deferral:
        deferred += notice.share_of_firms * notice.covers(years)
    if deferred.max() > 1 + 1e-12:
        yield Problem(
            f"{where}.policy.deferral",
            message("more than all firms defer in the same month"),
            message("shorten one of them, or lower the shares to 1 together"),
        )
    both = policy.arrears_recovery.annual(years) + policy.arrears_write_off.annual(years)
    if both.max() > 1 + 1e-12:
        yield Problem(
            f"{where}.policy.arrears_recovery",
            message("more than all arrears are recovered or written off"),
            message("arrears_recovery + arrears_write_off may be 1 at most"),
        )


def base_ratio_problems(
    fund: FundInput[object, PayrollPolicy, object], setting: Setting, payroll: BasePayroll
) -> Iterator[Problem]:
    """Yield a problem where the implied average base is below the floor or above the cap."""
    year = setting.base_year
    wage = float(setting.economy.wage[0, 0])
    floor, cap = fund.policy.base_floor.at(year), fund.policy.base_cap.at(year)
    base = payroll.wage_bill / payroll.mean_contributors
    if not floor < base / wage < cap:
        yield Problem(
            f"{fund.where}.reported",
            message(
                "contributions, contributors and rates imply an average base of {base} a year, "
                "{ratio:.2f} of the average wage {wage}; outside base_floor {floor:g} to "
                "base_cap {cap:g}",
                base=f"{base:,.0f}",
                ratio=base / wage,
                wage=f"{wage:,.0f}",
                floor=floor,
                cap=cap,
            ),
            message("check money, average_wage, contributors, collection_rate and base_floor"),
        )
