"""The consolidated account opened: each figure is made of the funds' own, which open in turn."""

from collections.abc import Callable, Iterator, Mapping

from model.funds.kinds import outputs
from model.origin.account_terms import ACCOUNT_PARTS, figure
from model.origin.equation import Opening, Term
from model.origin.summary import OF_ACCOUNTS
from model.origin.yearly import undefined_or
from model.results.consolidation import Consolidation
from model.results.fund_projection import FundProjection
from model.words.texts import message

#: The name under which all funds stand together.
TOTAL = "total"
#: Two names of the equations below: the funds' balances and expenditure without what is set aside.
_BALANCE, _SPENT = "balance", "expenditure"
_ASIDE = {_BALANCE: "set_aside_balance", _SPENT: "set_aside_expenditure"}
_Made = tuple[str, list[Term]]


def total_opening(total: Consolidation, name: str, row: int) -> Opening:
    """Return how a yearly figure of the consolidated account follows from those of its funds.

    Parameters
    ----------
    row : of the projection, 0 the base year
    """
    equation, terms = _YEARLY[name](total, row) if name in _YEARLY else _sum(total, name, row)
    return undefined_or(Opening(equation, tuple(terms)), figure(total, name, row))


def total_summary_opening(total: Consolidation, name: str) -> Opening:
    """Return how a single figure of the consolidated account follows from the years."""
    if name == "peak_year":
        row = int(total.pooled_balance[:, 0].argmax())
        _, terms = _pooled(total, _BALANCE, row)
        reason = message("the year of the highest balance, what is set aside taken off")
        return Opening("", tuple(terms), reason)
    return OF_ACCOUNTS[name](total)


def _sum(total: Consolidation, name: str, row: int) -> _Made:
    """Return a figure as the sum of the funds' own."""
    terms = [_fund_term(fund, number, name, row) for number, fund in _numbered(total)]
    return " + ".join(term.name for term in terms), terms


def _pooled(total: Consolidation, name: str, row: int) -> _Made:
    """Return the sum of the funds' balances or expenditure, what is set aside taken off."""
    equation, terms = _sum(total, name, row)
    for number, fund in _numbered(total):
        if fund.outcome.flows.set_aside is not None:
            terms.append(_fund_term(fund, number, _ASIDE[name], row))
            equation += f" - {terms[-1].name}"
    return equation, terms


def _quotient(times: str, years_before: int, years_after: int) -> Callable[..., _Made]:
    """Return balance over expenditure of years around the figure's."""

    def made(total: Consolidation, row: int) -> _Made:
        balance, held = _pooled(total, _BALANCE, row - years_before)
        spent, paid = _pooled(total, _SPENT, row + years_after)
        return f"{times}({balance}) / ({spent})", held + paid

    return made


#: Figures that are no sums; indicators of funds cannot be added.
_YEARLY: Mapping[str, Callable[[Consolidation, int], _Made]] = {
    "payout_months": _quotient("12 * ", 0, 0),
    "payout_months_next": _quotient("12 * ", 0, 1),
    "reserve_ratio": _quotient("", 1, 0),
}


def _numbered(total: Consolidation) -> Iterator[tuple[int, FundProjection]]:
    return enumerate(total.funds, start=1)


def _fund_term(fund: FundProjection, number: int, name: str, row: int) -> Term:
    """Return a fund's figure; it opens in that fund, unless it is a part of other figures only."""
    year = int(fund.years[0]) + row
    part = ACCOUNT_PARTS.get(name)
    own = outputs()[name] if part is None else part
    label = message("{name} of {fund}", name=own.label, fund=fund.title)
    value = figure(fund, name, row) if part is None else part.value(fund, row)
    opens = name if part is None else ""
    return Term(f"{name}__{number}", label, value, own.kind, year, opens, fund.name)
