"""Which inputs a figure depends on: from its terms down to the levers that move them."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from model.funds.kind import FUND_SECTIONS
from model.funds.kinds import outputs
from model.origin.equation import names_in
from model.origin.inputs import InputOrigin, input_origin, rule_origins
from model.origin.yearly import equation_of, term_of
from model.results.fund_projection import FundProjection
from model.scenario.scenario import Lever

#: Figures that stand behind another without being a term of its equation.
BEHIND: Mapping[str, tuple[str, ...]] = {
    "first_deficit_year": ("surplus",),
    "peak_year": ("balance", "set_aside_balance"),
    "depletion_year": ("balance", "set_aside_balance"),
    "depletion_month": ("balance", "set_aside_balance"),
    "first_deficit_year_without_subsidy": ("surplus", "fiscal_subsidy"),
    "depletion_year_without_subsidy": ("balance", "fiscal_subsidy", "set_aside_balance"),
    "depletion_month_without_subsidy": ("balance", "fiscal_subsidy", "set_aside_balance"),
    "lowest_month_balance": ("balance", "set_aside_balance"),
    "lowest_payout_months": ("payout_months",),
    "financing_gap": ("balance", "expenditure", "interest", "set_aside_balance"),
    "financing_gap_present_value": ("balance", "expenditure", "interest", "set_aside_balance"),
    "general_average_premium": ("expenditure", "balance", "wage_bill"),
    "actuarial_balance": ("expenditure", "income", "balance", "wage_bill"),
    "implicit_debt": ("benefits",),
    # pensions in payment are awards of other years
    "benefits": ("new_pension", "reimbursed_share"),
    "lump_sums": ("new_pension", "individual_accounts"),
    "transfers_out": ("new_pension", "individual_accounts"),
    "new_pension": (
        "wage_bill",
        "benefits",
        "average_wage",
        "average_basic_pension",
        "individual_accounts",
    ),
    "fiscal_subsidy": ("benefits", "basic_pensions", "insured"),
    "contribution_rate": ("wage_bill",),
    "collection_rate": ("arrears",),
    "arrears": ("wage_bill", "contributions"),
    "catastrophic_benefits": ("insured", "benefits"),
    "catastrophic_balance": ("catastrophic_benefits",),
    "own_premiums": ("insured",),
    "birth_medical": ("maternity_allowances",),
    "account_pensions": ("individual_accounts",),
    "average_account_pension": ("individual_accounts", "account_pensions"),
    "average_pension": ("benefits", "new_pension"),
    "pool_cost_per_head": ("benefits", "insured"),
    "individual_accounts": ("pensioners", "contributions", "fiscal_subsidy"),
    "injury_pension": ("injury_pensioners", "injury_pensions"),
    "injury_pensioners": ("injury_cases",),
    "family_planning": ("birth_medical",),
}
#: What moves a figure too, by the output that its declaration names or by its own path; what stands
#: behind that output does not.
WITH: Mapping[str, tuple[str, ...]] = {
    "average_base": ("contributions",),
    "wage_bill": ("contributions",),
    "contribution_rate": ("contributions",),
    "contributions": (
        "policy.contribution_season",
        "policy.deferral.months",
        "policy.basic_budget_share",
    ),
    "benefits": ("merged_maternity",),
    "reimbursed_share": ("benefits",),
    "personal_balance": ("interest",),
    "catastrophic_balance": ("interest",),
    "individual_accounts": ("account_pensions", "policy.premium_subsidy"),
    "average_basic_pension": (
        "basic_pensions",
        "policy.basic_pension",
        "policy.increase",
        "policy.increase_wage_weight",
        "policy.increase_price_weight",
    ),
    "lump_sums": ("policy.lump_sum_level", "policy.lump_sum_wage_weight"),
    "transfers_out": ("policy.merged_from",),
    "fiscal_subsidy": ("policy.premium_subsidy",),
    "family_planning": ("policy.merged_from",),
    "beneficiaries": ("policy.merged_from", "assumptions.partner_share"),
}
#: The same for who is insured, pays and draws, by kind of fund.
_PERSONS_WITH: Mapping[str, tuple[str, ...]] = {
    "employee_pension": ("new_pension", "assumptions.accounts_since"),
    "institution_pension": ("new_pension", "assumptions.accounts_since"),
    "land_security": (
        "assumptions.entrants",
        "assumptions.entrant_mean_age",
        "assumptions.minimum_age",
        "assumptions.recipient_mean_age",
        "policy.benefit_age_men",
        "policy.benefit_age_women",
    ),
    "resident_pension": (
        "policy.coverage",
        "policy.pension_age",
        "assumptions.paying_share",
    ),
    "resident_medical": ("assumptions.working_age_coverage",),
}
#: Who is insured, pays and draws stands behind each other: an entrant retires some day.
_PEOPLE = (
    "contributors",
    "active_insured",
    "insured",
    "pensioners",
    "entrants",
    "eligible",
    "coverage_rate",
)
#: Figures that are discounted to the base year.
_DISCOUNTED = (
    "financing_gap_present_value",
    "general_average_premium",
    "actuarial_balance",
    "implicit_debt",
)
#: Kinds whose members the joint collection of all branches brings in.
_JOINTLY_COLLECTED = ("employee_medical", "unemployment", "work_injury", "maternity")
_DISCOUNT = "assumptions.economy.discount"


def inputs_behind(fund: FundProjection, name: str, row: int | None) -> tuple[InputOrigin, ...]:
    """Return the inputs that a figure depends on, the nearest first, given ones before defaults.

    An input belongs to a figure where the output that its declaration says it moves is the
    figure or stands behind it, term by term.

    Parameters
    ----------
    row : of the projection, 0 the base year; None for a figure of the whole projection
    """
    year = None if row is None else int(fund.years[row])
    behind = figures_behind(fund, name, row)
    beside = (one for figure in behind for one in _beside(fund, figure))
    near = {one: place for place, one in enumerate(dict.fromkeys([*behind, *beside]))}
    put_in = set(_levers_in(fund, behind, row)) if row != 0 else set()
    found = [
        (near.get(lever.declaration.effect.output, len(near)), lever)
        for lever in fund.scenario.levers_by_path.values()
        if lever.path in put_in or _belongs(fund, lever, near, name, row)
    ]
    origins = [
        input_origin(fund.scenario, lever, year, lever.declaration.effect.output)
        for _, lever in sorted(found, key=lambda one: one[0])
    ]
    told = [one for one in origins if one.given or one.value is not None]
    rules = rule_origins(fund.scenario, fund.name, tuple(near)) if row != 0 else ()
    return tuple(sorted([*told, *rules], key=lambda one: not one.given))


def figures_behind(fund: FundProjection, name: str, row: int | None) -> tuple[str, ...]:
    """Return the figure and all that stand behind it, the nearest first."""
    at = row if row else 1
    seen, waiting = dict.fromkeys([name]), deque([name])
    while waiting:
        for behind in _next(fund, waiting.popleft(), at):
            if behind not in seen:
                seen[behind] = None
                waiting.append(behind)
    return tuple(seen)


def _next(fund: FundProjection, name: str, row: int) -> Iterator[str]:
    """Yield what stands directly behind a figure."""
    for part in names_in(_equation(fund, name, row) or ""):
        if part.startswith("rules__"):
            yield part.removeprefix("rules__")
            yield "payout_months"  # which rules look at
        elif output := term_of(fund, part, row).output:
            yield output
    if name in ("income", "expenditure"):
        # an item that is nothing in this year is no term, but could be one
        yield from getattr(fund.account, f"{name}_items")
    if name in outputs() and outputs()[name].kind == "persons":
        yield from (one for one in _PEOPLE if one in fund.series or one == "coverage_rate")
    known = (fund.series, fund.indicators, fund.account.income_items)
    for one in BEHIND.get(name, ()):
        if any(one in group for group in (*known, fund.account.expenditure_items)):
            yield one


def _beside(fund: FundProjection, name: str) -> tuple[str, ...]:
    persons = name in outputs() and outputs()[name].kind == "persons"
    own = _PERSONS_WITH.get(fund.fund.kind, ()) if persons else ()
    return (*WITH.get(name, ()), *own)


def _levers_in(fund: FundProjection, figures: Sequence[str], row: int | None) -> Iterator[str]:
    """Yield the paths of the levers that stand in the equations of these figures."""
    for name in figures:
        for part in names_in(_equation(fund, name, row or 1) or ""):
            section, _, lever = part.partition("__")
            if section == "economy":
                yield f"assumptions.economy.{lever}"
            elif section in FUND_SECTIONS:
                yield f"{fund.fund.where}.{section}.{lever}"


def _equation(fund: FundProjection, name: str, row: int) -> str | None:
    known = name in outputs() and outputs()[name].group != "summary"
    return equation_of(fund, name, row) if known else None


def _belongs(
    fund: FundProjection, lever: Lever, near: Mapping[str, int], name: str, row: int | None
) -> bool:
    """Whether an input stands behind a figure, by what its declaration says that it moves."""
    own, effect = f"{fund.fund.where}.", lever.declaration.effect.output
    if lever.path.startswith(f"{own}reported."):
        # every course starts from the base year's account
        return row == 0 or effect != "check"
    if row == 0:
        return lever.path.startswith(own) and lever.declaration.observed
    if lever.path == _DISCOUNT:
        return name in _DISCOUNTED
    if lever.path.startswith("assumptions.economy."):
        return outputs()[name].kind != "persons"
    if lever.path.startswith("assumptions.population."):
        return any(outputs()[one].kind == "persons" for one in near if one in outputs())
    if lever.path.startswith("policy."):
        return fund.fund.kind in _JOINTLY_COLLECTED and effect in near
    if not lever.path.startswith(own):
        return False
    path = re.sub(r"\[\d+\]", "", lever.path.removeprefix(own))
    return effect in near or path in near or path.rpartition(".")[2] in near
