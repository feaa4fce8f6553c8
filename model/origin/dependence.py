"""Which inputs a figure depends on: from its terms down to the levers that move them."""

import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping

from model.funds.equation import figure_named, is_lever, names_in
from model.funds.kinds import outputs
from model.origin.account_terms import ACCOUNT_PARTS
from model.origin.inputs import InputOrigin, input_origin, rule_origins
from model.origin.yearly import equation_of
from model.results.fund_projection import FundProjection
from model.scenario.scenario import Lever

#: Figures of the years that stand behind a figure of the whole projection.
_YEARS_BEHIND: Mapping[str, tuple[str, ...]] = {
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
}
#: Figures that are discounted to the base year.
_DISCOUNTED = (
    "financing_gap_present_value",
    "general_average_premium",
    "actuarial_balance",
    "implicit_debt",
)
_DISCOUNT = "economy.discount"
#: Terms of the account's year that no lever moves by itself.
_OF_THE_YEAR = ("month", "interest_rate", "held_share", "rules")
#: Where the levers stand that all funds share.
_SHARED_LEVERS = {
    "economy": "assumptions.economy",
    "population": "assumptions.population",
    "joint_collection": "policy.joint_collection",
}


def inputs_behind(fund: FundProjection, name: str, row: int | None) -> tuple[InputOrigin, ...]:
    """Return the inputs that a figure depends on, the nearest first, given ones before defaults.

    Parameters
    ----------
    row : of the projection, 0 the base year; None for a figure of the whole projection
    """
    year = None if row is None else int(fund.years[row])
    behind = figures_behind(fund, name, row)
    near = {one: place for place, one in enumerate(behind)}
    moving = levers_behind(fund, name, row)
    found = [
        (place, lever)
        for lever in fund.scenario.levers_by_path.values()
        if (place := _place(fund, lever, near, moving, row)) is not None
    ]
    origins = [
        input_origin(fund.scenario, lever, year, lever.declaration.effect.output)
        for _, lever in sorted(found, key=lambda one: one[0])
    ]
    told = [one for one in origins if one.given or one.value is not None]
    rules = rule_origins(fund.scenario, fund.name, behind) if row != 0 else ()
    return tuple(sorted([*told, *rules], key=lambda one: not one.given))


def figures_behind(fund: FundProjection, name: str, row: int | None) -> tuple[str, ...]:
    """Return the figure and all figures and parts that stand behind it, the nearest first."""
    seen, waiting = dict.fromkeys([name]), deque([name])
    while waiting:
        for behind in _next(fund, waiting.popleft(), row or 1):
            if behind not in seen:
                seen[behind] = None
                waiting.append(behind)
    return tuple(seen)


def _next(fund: FundProjection, name: str, row: int) -> Iterator[str]:
    """Yield what stands directly behind a figure or part."""
    for part in names_in(_equation(fund, name, row)):
        if part.startswith("rules__"):
            yield part.removeprefix("rules__")
            yield "payout_months"  # which rules look at
        elif not is_lever(part) and part.partition("__")[0] not in _OF_THE_YEAR:
            yield figure_named(part)[0]
    if name in ("income", "expenditure"):
        # an item that is nothing in this year is no term, but could be one
        yield from getattr(fund.account, f"{name}_items")
    yield from _YEARS_BEHIND.get(name, ())
    yield from (one for one in _moved_by(fund, name) if not _is_path(one))


def _moved_by(fund: FundProjection, name: str) -> tuple[str, ...]:
    """Return what the declarations say that moves a figure or part without equation."""
    equations = fund.outcome.figures.equations
    counted = equations.counted[name].moved_by if name in equations.counted else ()
    part = ACCOUNT_PARTS.get(name.removeprefix("part__")) if name.startswith("part__") else None
    given = (equations.given[name],) if name in equations.given else ()
    discount = (_DISCOUNT,) if name in _DISCOUNTED else ()
    besides = equations.besides.get(name, ())
    return (*counted, *besides, *(part.moved_by if part else ()), *given, *discount)


def _is_path(name: str) -> bool:
    """Whether it names levers and not a figure."""
    return "." in name or name in _SHARED_LEVERS or name == "groups"


def levers_behind(fund: FundProjection, name: str, row: int | None) -> Mapping[str, int]:
    """Return the levers that stand in equations behind a figure, or move its terms.

    Their paths, of which one stands for all that is below it, with how many figures stand nearer.
    """
    found: dict[str, int] = {}
    for place, behind in enumerate(figures_behind(fund, name, row)):
        terms = names_in(_equation(fund, behind, row or 1))
        named = [part.replace("__", ".", 1) for part in terms if is_lever(part)]
        for one in (*named, *filter(_is_path, _moved_by(fund, behind))):
            found.setdefault(_path(fund, one), place)
    return found


def _path(fund: FundProjection, name: str) -> str:
    section, _, rest = name.partition(".")
    if section in _SHARED_LEVERS:
        return _SHARED_LEVERS[section] + (f".{rest}" if rest else "")
    return f"{fund.fund.where}.{name}"


def _equation(fund: FundProjection, name: str, row: int) -> str:
    """Return the equation of a figure in the year, or of a part; "" where it has none."""
    if name in outputs():
        summary = outputs()[name].group == "summary"
        return "" if summary else equation_of(fund, name, row) or ""
    return fund.outcome.figures.equations.equation(name) or ""


def _place(
    fund: FundProjection,
    lever: Lever,
    near: Mapping[str, int],
    moving: Mapping[str, int],
    row: int | None,
) -> int | None:
    """Return how far behind a figure an input stands; None where it does not move the figure.

    Parameters
    ----------
    near : the figures behind, with how many of them stand nearer
    moving : the same of the levers
    """
    own, effect = f"{fund.fund.where}.", lever.declaration.effect.output
    if lever.path.startswith(f"{own}reported."):
        # every course starts from the base year's account
        return near.get(effect, len(near)) if row == 0 or effect != "check" else None
    if row == 0:
        observed = lever.path.startswith(own) and lever.declaration.observed
        return near.get(effect, len(near)) if observed else None
    named = named_by(lever.path, moving)
    return None if named is None else moving[named]


def named_by(path: str, paths: Collection[str]) -> str | None:
    """Return the lever's path, or that of the table it is a part of, as some paths have it."""
    ends = [found.start() for found in re.finditer(r"[.[]", path)]
    whole = (path[:end] for end in (*ends, len(path)))
    return next((one for one in whole if one in paths), None)
