"""The base year of an employees' medical fund told apart: pool, accounts, catastrophic layer."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.errors import Problem
from model.funds.employee_medical.levers import Policy, Reported
from model.funds.shared.base_year import rounding
from model.words.texts import Message, message


@dataclass(frozen=True)
class BaseSplit:
    """The base year's account told apart, in the file's unit of money.

    Attributes
    ----------
    balance : of the whole fund; None where neither it nor payout months are reported
    personal_balance, personal_expenditure : personal accounts
    catastrophic_balance, catastrophic_expenditure : the layer above the cap
    cadre_income, cadre_cost : retired cadres
    account_share : of the base year's contributions, what goes to personal accounts
    derived : what the report did not give and how it was inferred
    """

    balance: float | None
    personal_balance: float
    personal_expenditure: float
    catastrophic_balance: float
    catastrophic_expenditure: float
    cadre_income: float
    cadre_cost: float
    account_share: float
    derived: tuple[Message, ...]

    def pool_expenditure(self, expenditure: float) -> float:
        """Return what of the fund's expenditure payout months count."""
        return expenditure - self.personal_expenditure - self.catastrophic_expenditure


def read_split(reported: Reported, policy: Policy, base_year: int, above_cap: float) -> BaseSplit:
    """Return what of the base year's figures is whose.

    What is not reported of personal accounts is their share of contributions, of expenditure
    and of the balance alike. Payout months are the pool's:
    ``balance = payout months x pool expenditure / 12 + personal accounts + catastrophic layer``.

    Parameters
    ----------
    above_cap : the catastrophic layer's payments over the pool's, by the spread of bills
    """
    derived: list[Message] = []
    share = account_share(policy, base_year)
    spent = reported.personal_expenditure
    if spent is None:
        spent = share * reported.expenditure
        derived.append(
            message(
                "personal accounts' expenditure: {share:.1%} of the fund's, as of contributions",
                share=share,
            )
        )
    catastrophic = reported.catastrophic_expenditure
    if catastrophic is None:
        pooled = reported.expenditure - spent - reported.cadre_cost
        catastrophic = above_cap / (1 + above_cap) * pooled
        if above_cap > 0:
            derived.append(message("catastrophic benefits taken from the spread of bills"))
    layer = reported.catastrophic_balance
    pool_expenditure = reported.expenditure - spent - catastrophic
    months, balance, personal = (
        reported.payout_months,
        reported.balance,
        reported.personal_balance,
    )
    if months is not None:
        pool = months * pool_expenditure / 12
        derived.append(message("payout months: those of the pool"))
        if personal is None and balance is not None:
            personal = balance - pool - layer
            derived.append(message("personal accounts' balance: what is not the pool's"))
        elif personal is None:
            personal = share / max(1 - share, 1e-9) * max(pool, 0.0)
            derived.append(_balance_by_share(share))
        if balance is None:
            balance = pool + personal + layer
    elif personal is None:
        personal = share * max((balance or 0.0) - layer, 0.0)
        derived.append(_balance_by_share(share))
    return BaseSplit(
        balance=balance,
        personal_balance=personal,
        personal_expenditure=spent,
        catastrophic_balance=layer,
        catastrophic_expenditure=catastrophic,
        cadre_income=reported.cadre_income,
        cadre_cost=reported.cadre_cost,
        account_share=share,
        derived=tuple(derived),
    )


def account_share(policy: Policy, base_year: int) -> float:
    """Return what of the base year's contributions goes to personal accounts."""
    employer, employee = policy.employer_rate.at(base_year), policy.employee_rate.at(base_year)
    total = employer + employee + policy.merged_maternity_rate.at(base_year)
    credited = (
        policy.personal_account_share.at(base_year) * employer
        + policy.employee_account_share.at(base_year) * employee
    )
    return credited / total if total > 0 else 0.0


def split_problems(
    reported: Reported, policy: Policy, base_year: int, split: BaseSplit, where: str
) -> Iterator[Problem]:
    """Yield parts that exceed their whole, and figures that contradict each other."""
    if split.account_share + policy.catastrophic_rate.at(base_year) >= 1 - 1e-9:
        yield Problem(
            f"{where}.policy.personal_account_share",
            message("nothing of the contributions is left for the pool"),
            message("lower personal_account_share, employee_account_share or catastrophic_rate"),
        )
    if reported.cadre_income > 0 and reported.cadre_cost <= 0:
        yield Problem(
            f"{where}.reported.cadre_cost",
            message("is missing"),
            message("give it beside {name}", name="cadre_income"),
        )
    if (reported.catastrophic_expenditure or 0) > 0 >= policy.catastrophic_share.at(base_year):
        yield Problem(
            f"{where}.policy.catastrophic_share",
            message("is 0 in the base year, yet catastrophic benefits were paid"),
            message("give the share that was paid above the cap"),
        )
    spent = split.pool_expenditure(reported.expenditure)
    if spent <= split.cadre_cost:
        yield nothing_left(where)
        return
    if reported.balance is None or reported.payout_months is None:
        return
    pool = reported.balance - max(split.personal_balance, 0.0) - split.catastrophic_balance
    slack = rounding(reported.payout_months) + 12 * rounding(reported.balance) / spent
    if split.personal_balance < 0 or abs(12 * pool / spent - reported.payout_months) > 1.02 * slack:
        yield Problem(
            f"{where}.reported",
            message(
                "{name} = {value} contradicts {other} = {expected}",
                name="payout_months",
                value=f"{reported.payout_months:,.10g}",
                other="12 x (balance - personal_balance - catastrophic_balance) / pool expenditure",
                expected=f"{12 * pool / spent:,.6g}",
            ),
            message("correct one of them, or leave out the one that can be derived"),
        )


def nothing_left(where: str) -> Problem:
    """Return the problem of a pool that pays nothing."""
    return Problem(
        f"{where}.reported.expenditure",
        message("nothing of the expenditure is left for the pool's benefits"),
        message(
            "check personal_expenditure, catastrophic_expenditure, cadre_cost and "
            "merged_maternity_cost"
        ),
    )


def _balance_by_share(share: float) -> Message:
    return message(
        "personal accounts' balance: {share:.1%} of the balance, as of contributions", share=share
    )
