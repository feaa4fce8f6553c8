"""The base year's final account: what is reported, what follows from it, what contradicts.

Reported figures are reproduced exactly; what a report leaves out is derived and listed;
two figures that disagree beyond their rounding are both named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from model.account.flows import OpeningAccount
from model.errors import Problem
from model.funds.shared.reported import ReportedAccount, ReportedPayroll
from model.words.texts import Message, message

#: How far contributions may lie from contributors x base x rate x collection.
BASE_TOLERANCE = 0.02


@dataclass(frozen=True)
class BaseAccount:
    """The opening account in yuan, and how each derived figure was found.

    Attributes
    ----------
    balance : at the end of the base year
    income, expenditure : of the base year
    interest : within the income; estimated where it was not reported
    derived : what the report did not give and how it was inferred
    """

    balance: float
    income: float
    expenditure: float
    interest: float
    derived: tuple[Message, ...]


@dataclass(frozen=True)
class BasePayroll:
    """Contributions of the base year and the persons behind them, yuan and persons."""

    contributions: float
    due: float
    wage_bill: float
    contributors: float
    mean_contributors: float
    arrears: float
    derived: tuple[Message, ...]


def rounding(figure: float) -> float:
    """Return half a unit of the last digit that `figure` was reported with."""
    exponent = Decimal(repr(figure)).normalize().as_tuple().exponent
    return 0.5 * 10.0 ** min(int(exponent), 0)


def account_problems(
    reported: ReportedAccount, income: float, expenditure: float, where: str
) -> Iterable[Problem]:
    """Yield what contradicts within the final account's money figures."""
    path = f"{where}.reported"
    if reported.balance is None and reported.payout_months is None:
        yield Problem(
            path,
            message("neither the balance nor the payout months are given"),
            message("give balance or payout_months"),
        )
    if reported.surplus is not None:
        gap = income - expenditure - reported.surplus
        if abs(gap) > sum(map(rounding, (income, expenditure, reported.surplus))):
            yield _contradiction(
                path,
                "surplus",
                reported.surplus,
                "income - expenditure",
                income - expenditure,
            )
    if reported.balance is not None and reported.payout_months is not None and expenditure > 0:
        months = 12 * reported.balance / expenditure
        slack = rounding(reported.payout_months) + 12 * rounding(reported.balance) / max(
            expenditure, 1e-9
        )
        if abs(months - reported.payout_months) > slack * 1.02:
            yield _contradiction(
                path,
                "payout_months",
                reported.payout_months,
                "12 x balance / expenditure",
                months,
            )


def read_account(
    reported: ReportedAccount,
    income: float,
    expenditure: float,
    money_unit: float,
    interest_rate: float,
) -> BaseAccount:
    """Return the opening account in yuan of figures in the file's unit.

    Interest that was not reported is estimated with the ledger's own convention, flows
    arriving evenly: ``I = i (B_open + (income - expenditure) / 2) / (1 + i / 2)``.
    """
    derived: list[Message] = []
    balance = reported.balance
    if balance is None:
        balance = float(reported.payout_months or 0.0) * expenditure / 12
        derived.append(message("balance = payout months x expenditure / 12"))
    surplus = income - expenditure
    opening = balance - surplus
    interest = reported.interest
    if interest is None:
        interest = interest_rate * (opening + surplus / 2) / (1 + interest_rate / 2)
        derived.append(message("interest of the base year estimated from the interest rate"))
    return BaseAccount(
        balance=balance * money_unit,
        income=income * money_unit,
        expenditure=expenditure * money_unit,
        interest=interest * money_unit,
        derived=tuple(derived),
    )


def payroll_problems(
    reported: ReportedPayroll,
    where: str,
    *,
    money_unit: float,
    contribution_rate: float,
    contributions: float,
    active_insured: float,
) -> Iterable[Problem]:
    """Yield what contradicts between contributions, contributors and rates.

    Parameters
    ----------
    contribution_rate : employer and employee together, base year
    contributions : collected in the base year, yuan
    active_insured : persons, retirees left out
    """
    path = f"{where}.reported"
    if contributions <= 0:
        yield Problem(
            f"{path}.income",
            message("nothing is left of the income for contributions"),
            message("check interest, fiscal_subsidy, arrears_recovered and other_income"),
        )
        return
    if contribution_rate <= 0:
        yield Problem(
            f"{where}.policy",
            message("the contribution rate of the base year is 0, yet contributions were paid"),
            message("give the rate in force in the base year"),
        )
        return
    if reported.contributors is None and not reported.average_base:
        yield Problem(
            path,
            message("neither contributors nor their average base are given"),
            message("give contributors or average_base"),
        )
        return
    contributors = reported.contributors
    if contributors is not None and contributors > active_insured * (1 + 1e-9):
        yield Problem(
            f"{path}.contributors",
            message(
                "{contributors} contributors are more than the {active} active insured",
                contributors=f"{contributors:,.0f}",
                active=f"{active_insured:,.0f}",
            ),
            message("insured counts everybody, retirees included; check both figures"),
        )
    if contributors and reported.average_base:
        expected = (
            (reported.mean_contributors or contributors)
            * reported.average_base
            * 12
            * contribution_rate
            * reported.collection_rate
        )
        if abs(expected / contributions - 1) > BASE_TOLERANCE:
            yield _contradiction(
                path,
                "average_base x contributors x rate x collection_rate",
                expected / money_unit,
                "income less interest, subsidy and other items",
                contributions / money_unit,
            )


def read_payroll(
    reported: ReportedPayroll,
    account: BaseAccount,
    money_unit: float,
    contribution_rate: float,
) -> BasePayroll:
    """Return contributions, wage bill and contributors of the base year.

    ``contributions = income - interest - arrears recovered - subsidy - other income``,
    ``due = contributions / collection rate``, ``wage bill = due / contribution rate``.
    """
    derived: list[Message] = []
    named = reported.arrears_recovered + reported.fiscal_subsidy + reported.other_income
    contributions = account.income - account.interest - named * money_unit
    due = contributions / reported.collection_rate
    wage_bill = due / contribution_rate if contribution_rate > 0 else float("nan")
    contributors, mean = reported.contributors, reported.mean_contributors
    if contributors is None:
        contributors = wage_bill / (12 * (reported.average_base or float("nan")))
        derived.append(message("contributors = contributions due / (rate x average base)"))
    arrears = reported.arrears
    if arrears is None:
        derived.append(message("arrears: only the base year's own shortfall is counted"))
    return BasePayroll(
        contributions=contributions,
        due=due,
        wage_bill=wage_bill,
        contributors=contributors,
        mean_contributors=contributors if mean is None else mean,
        arrears=due - contributions if arrears is None else arrears * money_unit,
        derived=tuple(derived),
    )


def opening_ledger(
    reported: ReportedPayroll,
    account: BaseAccount,
    payroll: BasePayroll,
    money_unit: float,
    expenditure: dict[str, float],
) -> OpeningAccount:
    """Return the first row of the ledger: every reported item under its name."""
    return OpeningAccount(
        balance=account.balance,
        income={
            "contributions": payroll.contributions,
            "arrears_recovered": reported.arrears_recovered * money_unit,
            "other_premium": reported.other_income * money_unit,
            "fiscal_subsidy": reported.fiscal_subsidy * money_unit,
            "interest": account.interest,
        },
        expenditure=expenditure,
        total_income=account.income,
        total_expenditure=account.expenditure,
    )


def _contradiction(where: str, name: str, value: float, other: str, expected: float) -> Problem:
    return Problem(
        where,
        message(
            "{name} = {value} contradicts {other} = {expected}",
            name=name,
            value=f"{value:,.10g}",
            other=other,
            expected=f"{expected:,.6g}",
        ),
        message("correct one of them, or leave out the one that can be derived"),
    )
