"""Any fund from yearly tables (`ledger`): no cohorts, every driver a dated table.

It reproduces published valuations of any country, and serves where only totals are known:
``contributions = contributors x base per head x rate x collection`` or ``wage bill x rate``;
``benefits = beneficiaries x benefit per head`` or the total.
"""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from model.arrays import FloatArray
from model.base_year import account_problems, read_account
from model.errors import Problem
from model.ledger import FundFlows, Item, OpeningAccount
from model.parameters.account import ReportedAccount
from model.parameters.dated import DatedValue
from model.parameters.declaration import (
    CURRENCY_A_YEAR,
    MONEY,
    MONEY_A_YEAR,
    PERSONS,
    SHARE,
    Effect,
    Section,
    parameter,
)
from model.payroll import base_interest, interest_rate
from model.setting import FundInput, FundOutcome, Setting
from model.texts import Text, message

constant = DatedValue.constant

TITLE = Text("收支台账", "Ledger fund")
RULE_TARGETS = (
    "contributions",
    "benefits",
    "fiscal_subsidy",
    "other_income",
    "other_expenditure",
)


class Reported(ReportedAccount):
    """The opening balance, and the base year's flows where they are known."""

    income: float | None = parameter(
        None,
        zh="基金收入",
        en="Income",
        help_zh="基年决算的基金总收入；不知道可不填。",
        help_en="Total income of the base year; leave it out if unknown.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="the fund's final account",
        effect=Effect("income", +1, 1000.0),
    )
    expenditure: float | None = parameter(
        None,
        zh="基金支出",
        en="Expenditure",
        help_zh="基年决算的基金总支出；不知道可不填。",
        help_en="Total expenditure of the base year; leave it out if unknown.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source="the fund's final account",
        effect=Effect("expenditure", +1, 1000.0),
    )


class Policy(Section):
    """Rates of a ledger fund."""

    title: ClassVar[Text] = Text("政策", "Policy")

    contribution_rate: DatedValue = parameter(
        constant(0.0),
        zh="缴费比例",
        en="Contribution rate",
        help_zh="缴费占缴费工资总额的比例。",
        help_en="Contributions as a share of the covered wage bill.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.005,
        headline=1,
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, 0.01),
    )
    collection_rate: DatedValue = parameter(
        constant(1.0),
        zh="征缴率",
        en="Collection rate",
        help_zh="实收占应收的比例。",
        help_en="Contributions collected over contributions due.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.01,
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, -0.05),
    )
    fiscal_subsidy: DatedValue = parameter(
        constant(0.0),
        zh="财政补贴",
        en="Fiscal subsidy",
        help_zh="各级财政每年补助基金的金额。",
        help_en="What governments pay into the fund a year.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("fiscal_subsidy", +1, 100.0),
    )


class Assumptions(Section):
    """Drivers of a ledger fund, year by year."""

    title: ClassVar[Text] = Text("假设", "Assumptions")

    contributors: DatedValue | None = parameter(
        None,
        zh="缴费人数",
        en="Contributors",
        help_zh="各年平均缴费人数。",
        help_en="Mean number of contributors of each year.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, 1000.0),
    )
    base_per_head: DatedValue | None = parameter(
        None,
        zh="人均缴费基数",
        en="Declared base a head",
        help_zh="各年人均缴费基数。",
        help_en="Declared base of a contributor, a year.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e12),
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, 100.0),
    )
    wage_bill: DatedValue | None = parameter(
        None,
        zh="缴费工资总额",
        en="Covered wage bill",
        help_zh="各年缴费工资总额，代替人数乘以人均基数。",
        help_en="Covered wage bill of each year, in place of contributors x base.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("contributions", +1, 1000.0),
    )
    beneficiaries: DatedValue | None = parameter(
        None,
        zh="享受待遇人数",
        en="Beneficiaries",
        help_zh="各年平均享受待遇人数。",
        help_en="Mean number of beneficiaries of each year.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source="the valuation that is reproduced",
        effect=Effect("benefits", +1, 1000.0),
    )
    benefit_per_head: DatedValue | None = parameter(
        None,
        zh="人均待遇",
        en="Benefit a head",
        help_zh="各年人均待遇。",
        help_en="Benefit of a beneficiary, a year.",
        unit=CURRENCY_A_YEAR,
        bounds=(0.0, 1e12),
        source="the valuation that is reproduced",
        effect=Effect("benefits", +1, 100.0),
    )
    benefits: DatedValue | None = parameter(
        None,
        zh="待遇支出",
        en="Benefits",
        help_zh="各年待遇支出总额，代替人数乘以人均待遇。",
        help_en="Benefits of each year, in place of beneficiaries x benefit.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("benefits", +1, 1000.0),
    )
    other_income: DatedValue = parameter(
        constant(0.0),
        zh="其他收入",
        en="Other income",
        help_zh="缴费和利息之外的收入。",
        help_en="Income besides contributions and interest.",
        unit=MONEY_A_YEAR,
        bounds=(-1e18, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("income", +1, 100.0),
    )
    other_expenditure: DatedValue = parameter(
        constant(0.0),
        zh="其他支出",
        en="Other expenditure",
        help_zh="待遇之外的支出。",
        help_en="Expenditure besides benefits.",
        unit=MONEY_A_YEAR,
        bounds=(-1e18, 1e18),
        source="the valuation that is reproduced",
        effect=Effect("expenditure", +1, 100.0),
    )
    interest: DatedValue | None = parameter(
        None,
        zh="本基金收益率",
        en="Interest of this fund",
        help_zh="本基金结余的收益率；不填则用经济假设中的收益率。",
        help_en="Interest on this fund's balance, in place of the economy's.",
        unit=SHARE,
        bounds=(-0.5, 0.5),
        source="the valuation that is reproduced",
        effect=Effect("interest", +1, 0.01),
    )
    published_balance: DatedValue | None = parameter(
        None,
        zh="公布的累计结余",
        en="Published balance",
        help_zh="各年公布的年末结余；流量解释不了的部分列为存量流量差额。逐年给出，不向后沿用。",
        help_en="Published year-end balances; what flows do not explain is the stock-flow "
        "difference. Each year by itself; none is carried on.",
        unit=MONEY,
        bounds=(-1e18, 1e18),
        source="yearbooks",
        effect=Effect("balance", +1, 1000.0),
    )


def problems(fund: FundInput, setting: Setting) -> Iterator[Problem]:
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


def _short_tables(fund: FundInput, setting: Setting) -> Iterator[Problem]:
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


def outcome(fund: FundInput, setting: Setting) -> FundOutcome:
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


def _opening(fund: FundInput, setting: Setting) -> OpeningAccount:
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
