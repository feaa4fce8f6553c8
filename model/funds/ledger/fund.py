"""Any fund from yearly tables (`ledger`): no cohorts, every driver a dated table.

It reproduces published valuations of any country, and serves where only totals are known:
``contributions = contributors x base per head x rate x collection`` or ``wage bill x rate``;
``benefits = beneficiaries x benefit per head`` or the total.
"""

from collections.abc import Iterator

import numpy as np

from model.account.flows import FundFlows, Item, OpeningAccount
from model.arrays import FloatArray
from model.errors import Problem
from model.funds.ledger.levers import Assumptions, Fund, Reported
from model.funds.setting import FundOutcome, Setting
from model.funds.shared.base_year import account_problems, read_account
from model.funds.shared.dues import base_interest, interest_rate
from model.parameters.dated import DatedValue
from model.words.texts import message


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield what is missing or given twice."""
    reported: Reported = fund.reported
    given: Assumptions = fund.assumptions
    if reported.income is not None and reported.expenditure is not None:
        yield from account_problems(reported, reported.income, reported.expenditure, fund.where)
    elif reported.balance is None:
        yield Problem(
            f"{fund.where}.reported.balance",
            message("is missing"),
            message("give the balance at the end of the base year"),
        )
    if given.published_balance is not None and given.published_balance.is_constant:
        yield Problem(
            f"{fund.where}.assumptions.published_balance",
            message("one number has no year"),
            message("write { 2005 = 4041, 2006 = 5488.9 }"),
        )
    for total, parts in (
        ("wage_bill", ("contributors", "base_per_head")),
        ("benefits", ("beneficiaries", "benefit_per_head")),
    ):
        have = [name for name in parts if getattr(given, name) is not None]
        if getattr(given, total) is not None and len(have) == 2:
            yield Problem(
                f"{fund.where}.assumptions.{total}",
                message("given besides {names}", names=" x ".join(parts)),
                message("give the total or its two factors"),
            )
        if getattr(given, total) is None and len(have) == 1:
            missing = next(name for name in parts if name not in have)
            yield Problem(
                f"{fund.where}.assumptions.{missing}",
                message("is missing"),
                message("give it beside {name}, or give {total}", name=have[0], total=total),
            )
    yield from _short_tables(fund, setting)


def _short_tables(fund: Fund, setting: Setting) -> Iterator[Problem]:
    first = (setting.base_year + 1) * 12
    for name in type(fund.assumptions).model_fields:
        value = getattr(fund.assumptions, name)
        late = isinstance(value, DatedValue) and value.months[0] > first
        if late and name not in ("interest", "published_balance"):
            yield Problem(
                f"{fund.where}.assumptions.{name}",
                message("no value before {date}", date=f"{value.months[0] // 12}"),
                message("add one for {year}", year=setting.base_year + 1),
            )


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Roll the yearly tables into flows."""
    given: Assumptions = fund.assumptions
    years, paths = setting.years, setting.economy.paths
    contributors = _persons(given.contributors, setting)
    beneficiaries = _persons(given.beneficiaries, setting)
    wage_bill = _total(given.wage_bill, contributors, given.base_per_head, setting)
    benefits = _total(given.benefits, beneficiaries, given.benefit_per_head, setting)
    rate = fund.policy.contribution_rate.annual(years)
    collected = rate * fund.policy.collection_rate.annual(years)
    nothing = np.zeros((len(years), 1))
    flows = FundFlows(
        base_year=setting.base_year,
        opening=_opening(fund, setting),
        income=[
            Item("contributions", nothing if wage_bill is None else collected[:, None] * wage_bill),
            setting.item("fiscal_subsidy", fund.policy.fiscal_subsidy),
            setting.item("other_income", given.other_income),
        ],
        expenditure=[
            Item("benefits", nothing if benefits is None else benefits),
            setting.item("other_expenditure", given.other_expenditure),
        ],
        interest_rate=interest_rate(given.interest, setting),
        rules=fund.rules,
        observed_balance=_published(given.published_balance, setting),
    )
    unknown = np.full((len(years), 1), np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        pension = unknown if benefits is None else benefits / (12 * beneficiaries[:, None])
        base = unknown if wage_bill is None else wage_bill / contributors[:, None]
    wages = unknown if wage_bill is None else wage_bill
    return FundOutcome(
        flows=flows,
        persons={
            "mean_contributors": np.append(np.nan, contributors),
            "mean_pensioners": np.append(np.nan, beneficiaries),
            "contributors": np.append(np.nan, contributors),
            "pensioners": np.append(np.nan, beneficiaries),
        },
        wage_bill=_with_unknown_base(wages, paths),
        averages={
            "average_pension": _with_unknown_base(pension, paths),
            "average_base": _with_unknown_base(base, paths),
            "contribution_rate": _with_unknown_base(rate[:, None], paths),
            "collection_rate": _with_unknown_base(
                fund.policy.collection_rate.annual(years)[:, None], paths
            ),
        },
        wage=setting.economy.wage,
        notes=(message("yearly tables, taken as given"),),
    )


def _opening(fund: Fund, setting: Setting) -> OpeningAccount:
    reported: Reported = fund.reported
    if reported.income is None or reported.expenditure is None:
        balance = (reported.balance or 0.0) * setting.money_unit
        return OpeningAccount(
            balance,
            {"contributions": np.nan, "other_income": np.nan, "interest": np.nan},
            {"benefits": np.nan, "other_expenditure": np.nan},
            reported.income * setting.money_unit if reported.income is not None else np.nan,
            reported.expenditure * setting.money_unit
            if reported.expenditure is not None
            else np.nan,
        )
    account = read_account(
        reported,
        reported.income,
        reported.expenditure,
        setting.money_unit,
        base_interest(fund.assumptions.interest, setting),
    )
    return OpeningAccount(
        account.balance,
        {
            "contributions": account.income - account.interest,
            "other_income": 0.0,
            "interest": account.interest,
        },
        {"benefits": account.expenditure, "other_expenditure": 0.0},
        account.income,
        account.expenditure,
    )


def _persons(value: DatedValue | None, setting: Setting) -> FloatArray:
    years = setting.years
    return np.full(len(years), np.nan) if value is None else value.annual(years)


def _total(
    total: DatedValue | None, persons: FloatArray, per_head: DatedValue | None, setting: Setting
) -> FloatArray | None:
    """Return a money total [year 1..T, 1]: given, or persons x amount a head; None if neither."""
    if total is not None:
        return setting.money(total)
    if per_head is None:
        return None
    return (persons * per_head.annual(setting.years))[:, None]


def _published(value: DatedValue | None, setting: Setting) -> FloatArray | None:
    if value is None:
        return None
    by_year = {month // 12: number for month, number in value.steps()}
    return np.array([by_year.get(int(year), np.nan) for year in setting.years]) * setting.money_unit


def _with_unknown_base(values: FloatArray, paths: int) -> FloatArray:
    full = np.broadcast_to(values, (len(values), paths))
    return np.vstack([np.full((1, paths), np.nan), full])
