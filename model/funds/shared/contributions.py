"""What is due on wages and when it arrives (docs/method/ledger_account.md)."""

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from model.account.collection import CollectionPlan
from model.arrays import FloatArray, IntArray
from model.funds.shared.payroll_levers import PayrollPolicy
from model.parameters.dated import DatedValue, annual_or


def declared_base(
    declared_wage: FloatArray, floor: FloatArray, cap: FloatArray, dispersion: float
) -> FloatArray:
    """Return the mean contribution base where wages are spread lognormally around a mean.

    ``E[clip(X, floor, cap)]`` with X lognormal of mean `declared_wage` and standard deviation
    of logs `dispersion`; all in multiples of the average wage, broadcast together.

    Notes
    -----
    A floor raises the mean base of people whose mean is above it, because some of them are
    below; a cap lowers it. Both therefore move income, as they do in life.
    """
    with np.errstate(divide="ignore"):
        location = np.log(declared_wage) - dispersion**2 / 2
        to_floor = (np.log(floor) - location) / dispersion
        to_cap = (np.log(cap) - location) / dispersion
    between = ndtr(to_cap - dispersion) - ndtr(to_floor - dispersion)
    return np.asarray(floor * ndtr(to_floor) + declared_wage * between + cap * ndtr(-to_cap))


def find_declared_share(
    target: float,
    levels: FloatArray,
    weights: FloatArray,
    floor: FloatArray,
    cap: FloatArray,
    dispersion: float,
) -> float:
    """Return the declared share of true wages at which the weighted mean base is `target`.

    Parameters
    ----------
    levels : wages over the members' average [level]
    weights, floor, cap : of each level [level]; all in multiples of the average wage
    """

    def miss(share: float) -> float:
        ratio = declared_base(share * levels, floor, cap, dispersion)
        return float((ratio * weights).sum() / weights.sum()) - target

    return float(brentq(miss, 1e-6, 1e3, xtol=1e-15, rtol=1e-14))


def base_ratio_path(
    policy: PayrollPolicy,
    dispersion: float,
    years: IntArray,
    declared_share: float,
    levels: FloatArray,
) -> FloatArray:
    """Return declared base over average wage for each wage level [year 0..T, level].

    Audits raise the declared share; floor and cap act on the spread of wages.

    Parameters
    ----------
    years : the base year and the projected ones
    levels : wages over the members' average [level]
    """
    floor, cap = policy.base_floor.annual(years), policy.base_cap.annual(years)
    uplift = np.append(0.0, policy.audit_uplift.annual(years[1:]))
    terms, term_of_year = np.unique(
        np.column_stack([floor, cap, uplift]), axis=0, return_inverse=True
    )
    by_term = declared_base(
        declared_share * (1 + terms[:, 2:]) * levels, terms[:, :1], terms[:, 1:2], dispersion
    )
    return np.asarray(by_term[term_of_year.ravel()])


def collection_plan(
    policy: PayrollPolicy,
    employer_rate: DatedValue,
    employee_rate: DatedValue,
    reported_collection_rate: float,
    years: IntArray,
) -> CollectionPlan:
    """Return the plan of `policy` for `years`, dated values exact to the month.

    Deferral: a share of firms pays the employer part `months` late; what falls into the next
    year is next year's income; the defaulting share joins the arrears. Members' accounts are
    credited all the same.
    """
    season = np.asarray(policy.contribution_season)
    employer_months = _by_month(employer_rate.monthly(years), season)
    relief = np.zeros((len(years), 12))
    for cut in policy.relief:
        relief += cut.share_of_employer_rate * cut.covers(years)
    relief = np.minimum(relief, 1.0)
    asked = employer_months * (1 - relief)
    same_year, next_year = asked.copy(), np.zeros_like(asked)
    defaulted = np.zeros(len(years))
    for notice in policy.deferral:
        deferred = asked * notice.share_of_firms * notice.covers(years)
        same_year -= deferred
        defaulted += deferred.sum(axis=1) * notice.default_share
        paid = deferred * (1 - notice.default_share)
        same_year[:, notice.months :] += paid[:, : 12 - notice.months]
        next_year[:, : notice.months] += paid[:, 12 - notice.months :]
    return CollectionPlan(
        forgone=(employer_months * relief).sum(axis=1),
        defaulted=defaulted,
        paid_same_year=same_year,
        paid_next_year=next_year,
        employee_months=_by_month(employee_rate.monthly(years), season),
        collection_rate=annual_or(
            policy.collection_rate, years, np.full(len(years), reported_collection_rate)
        ),
        recovery_rate=policy.arrears_recovery.annual(years),
        write_off_rate=policy.arrears_write_off.annual(years),
    )


def _by_month(rate: FloatArray, season: FloatArray) -> FloatArray:
    """Spread a year over its months by season and by the rate in force [year, month]."""
    weight = season * rate
    total = weight.sum(axis=1, keepdims=True)
    return np.where(total > 0, weight / np.where(total > 0, total, 1.0), season)
