"""Any fund from yearly tables (`ledger`): no cohorts, every driver a dated table.

It reproduces published valuations of any country, and serves where only totals are known:
``contributions = contributors x base per head x rate x collection`` or ``wage bill x rate``;
``benefits = beneficiaries x benefit per head`` or the total.
"""

from collections.abc import Iterator

import numpy as np

from model.account.flows import FundFlows, OpeningAccount
from model.arrays import FloatArray
from model.errors import Problem
from model.funds.figures import FundOutcome, figures_of
from model.funds.ledger.equations import EQUATIONS, ledger_equations
from model.funds.ledger.levers import Assumptions, Fund, Reported
from model.funds.setting import Setting
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
    equations = ledger_equations(given)
    unknown = np.full(len(setting.years) + 1, np.nan)
    left_out = dict.fromkeys(EQUATIONS.texts.keys() - equations.texts.keys(), unknown)
    if "benefits" in left_out:
        left_out["benefits"] = np.zeros_like(unknown)
    figures = figures_of(equations, fund, setting).counting(
        left_out, undefined={"contributions": 0.0}
    )
    flows = FundFlows(
        base_year=setting.base_year,
        opening=_opening(fund, setting),
        income=[
            figures.item("contributions"),
            setting.item("fiscal_subsidy", fund.policy.fiscal_subsidy),
            setting.item("other_income", given.other_income),
        ],
        expenditure=[
            figures.item("benefits"),
            setting.item("other_expenditure", given.other_expenditure),
        ],
        interest_rate=interest_rate(given.interest, setting),
        rules=fund.rules,
        observed_balance=_published(given.published_balance, setting),
    )
    return FundOutcome(flows, figures, (message("yearly tables, taken as given"),))


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


def _published(value: DatedValue | None, setting: Setting) -> FloatArray | None:
    if value is None:
        return None
    by_year = {month // 12: number for month, number in value.steps()}
    return np.array([by_year.get(int(year), np.nan) for year in setting.years]) * setting.money_unit
