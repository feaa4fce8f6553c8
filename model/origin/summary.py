"""How the single figures of a fund follow from its years (docs/method/indicators.md)."""

from collections.abc import Callable, Mapping

import numpy as np

from model.arrays import FloatArray
from model.economy import discount_factors
from model.funds.kinds import outputs
from model.origin.account_terms import Account, figure
from model.origin.equation import Opening, Term
from model.results import indicators as ind
from model.results.fund_projection import FundProjection
from model.words.texts import Message, Text, message


def summary_opening(fund: FundProjection, name: str) -> Opening:
    """Return how a single figure follows from the years."""
    return _OPENINGS[name](fund)


def _output_term(fund: Account, name: str, row: int) -> Term:
    output = outputs()[name]
    year = int(fund.years[row])
    return Term(name, output.label, figure(fund, name, row), output.kind, year, name)


def _money_term(fund: FundProjection, name: str, label: Text | Message, value: float) -> Term:
    return Term(name, label, value, "money", int(fund.years[0]))


def _first_deficit(fund: Account) -> Opening:
    surplus = fund.series["surplus"][1:, 0]
    below = np.flatnonzero(surplus < 0)
    if not len(below):
        lowest = _output_term(fund, "surplus", 1 + int(np.argmin(surplus)))
        return Opening("", (lowest,), message("the surplus is never below 0; the lowest is shown"))
    row = 1 + int(below[0])
    terms = tuple(_output_term(fund, "surplus", one) for one in (row - 1, row))
    return Opening("", terms, message("the first projected year whose surplus is below 0"))


def _peak(fund: FundProjection) -> Opening:
    row = int(np.argmax(fund.pooled_balance[:, 0]))
    terms = [_output_term(fund, "balance", row)]
    if fund.outcome.flows.set_aside is not None:
        terms.append(_output_term(fund, "set_aside_balance", row))
    reason = message("the year of the highest balance, what is set aside taken off")
    return Opening("", tuple(terms), reason)


def _depletion(fund: Account) -> Opening:
    below = np.flatnonzero(fund.monthly.pooled < 0)
    if not len(below):
        return _lowest_month(fund)
    places = [place for place in (int(below[0]) - 1, int(below[0])) if place >= 0]
    terms = tuple(_month_term(fund, place) for place in places)
    return Opening("", terms, message("the first month that ends with a balance below 0"))


def _lowest_month(fund: Account) -> Opening:
    term = _month_term(fund, int(np.argmin(fund.monthly.pooled)))
    return Opening("", (term,), message("the lowest balance at any month's end"))


def _month_term(fund: Account, place: int) -> Term:
    date = fund.monthly.dates[place]
    label = message("balance at the end of {month}", month=date)
    return Term(f"month_{place}", label, float(fund.monthly.pooled[place]), "money", int(date[:4]))


def _lowest_cover(fund: Account) -> Opening:
    cover = fund.indicators["payout_months"][1:, 0]
    if not np.isfinite(cover).any():
        return Opening("", reason=message("undefined in every year"))
    term = _output_term(fund, "payout_months", 1 + int(np.nanargmin(cover)))
    return Opening("payout_months", (term,), message("the lowest of all projected years"))


def _gap(fund: FundProjection) -> Mapping[int, float]:
    """Return the subsidies that keep the balance at 0, by row, where there are any."""
    paid = ind.financing_gap(
        fund.pooled_balance[:, :1], fund.series["expenditure"][:, :1], _interest(fund)
    )[:, 0]
    return {1 + int(row): float(paid[row]) for row in np.flatnonzero(paid)}


def _interest(fund: FundProjection) -> FloatArray:
    return np.asarray(fund.outcome.flows.interest_rate[:, :1])


def _financing_gap(fund: FundProjection) -> Opening:
    terms = tuple(_subsidy_term(fund, row, value) for row, value in _gap(fund).items())
    if not terms:
        return Opening("", reason=message("the balance never falls below 0"))
    return Opening(" + ".join(term.name for term in terms), terms)


def _gap_value(fund: FundProjection) -> Opening:
    terms: list[Term] = []
    factors = np.cumprod(1 / (1 + fund.setting.economy.discount_rate))
    for row, value in _gap(fund).items():
        label = message("value at the base year's end of 1 at this year's end")
        factor = Term(
            f"discount_{row}", label, float(factors[row - 1]), "ratio", int(fund.years[row])
        )
        terms += [_subsidy_term(fund, row, value), factor]
    if not terms:
        return Opening("", reason=message("the balance never falls below 0"))
    pairs = zip(terms[::2], terms[1::2], strict=True)
    return Opening(" + ".join(f"{one.name} * {two.name}" for one, two in pairs), tuple(terms))


def _subsidy_term(fund: FundProjection, row: int, value: float) -> Term:
    label = message("subsidy needed at the year's end")
    return Term(f"subsidy_{row}", label, value, "money", int(fund.years[row]))


def _present_values(fund: FundProjection) -> dict[str, Term]:
    """Return the present values that premium and actuarial balance are made of."""
    rate = fund.setting.economy.discount_rate
    series = fund.series
    zeros = np.zeros_like(series["income"])
    interest = fund.account.income_items.get("interest", zeros)
    spent = series["expenditure"][1:, :1]
    last = np.zeros_like(spent)
    last[-1] = spent[-1]
    middle = discount_factors(rate)
    found = {
        "base_balance": (_BALANCE, float(series["balance"][0, 0])),
        "income_value": (_INCOME, float(middle @ (series["income"] - interest)[1:, 0])),
        "expenditure_value": (_EXPENDITURE, float(middle @ spent[:, 0])),
        "last_value": (_LAST, float(np.cumprod(1 / (1 + rate))[-1] * spent[-1, 0])),
        "wages_value": (_WAGES, float(middle @ series["wage_bill"][1:, 0])),
    }
    return {name: _money_term(fund, name, *one) for name, one in found.items()}


def _valued(equation: str, *names: str) -> Callable[[FundProjection], Opening]:
    def opening(fund: FundProjection) -> Opening:
        values = _present_values(fund)
        reason = message("present values at the base year's end, flows taken in mid-year")
        return Opening(equation, tuple(values[name] for name in names), reason)

    return opening


def _not_opened(reason: Message) -> Callable[[FundProjection], Opening]:
    return lambda fund: Opening("", reason=reason)


_BALANCE = Text("基年末结余", "Balance at the base year's end")
_INCOME = Text("不含利息的收入现值", "Present value of income without interest")
_EXPENDITURE = Text("支出现值", "Present value of expenditure")
_LAST = Text("末年支出现值（按年末）", "Present value of the last year's expenditure, at its end")
_WAGES = Text("缴费工资现值", "Present value of the wage bill")
_WITHOUT = message(
    "the course without the subsidies received and their interest; the method page says how"
)
#: Figures that a fund and several together have in the same way.
OF_ACCOUNTS: Mapping[str, Callable[[Account], Opening]] = {
    "first_deficit_year": _first_deficit,
    "depletion_year": _depletion,
    "depletion_month": _depletion,
    "lowest_month_balance": _lowest_month,
    "lowest_payout_months": _lowest_cover,
}
_OPENINGS: Mapping[str, Callable[[FundProjection], Opening]] = {
    **OF_ACCOUNTS,
    "peak_year": _peak,
    "first_deficit_year_without_subsidy": _not_opened(_WITHOUT),
    "depletion_year_without_subsidy": _not_opened(_WITHOUT),
    "depletion_month_without_subsidy": _not_opened(_WITHOUT),
    "financing_gap": _financing_gap,
    "financing_gap_present_value": _gap_value,
    "general_average_premium": _valued(
        "(expenditure_value - base_balance) / wages_value",
        "expenditure_value",
        "base_balance",
        "wages_value",
    ),
    "actuarial_balance": _valued(
        "(base_balance + income_value - expenditure_value - last_value) / wages_value",
        "base_balance",
        "income_value",
        "expenditure_value",
        "last_value",
        "wages_value",
    ),
    "implicit_debt": _not_opened(
        message("valued member by member, by sex and age; the method page says how")
    ),
}
