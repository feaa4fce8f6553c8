"""One figure opened: what it is, its equation, the values put in, the inputs behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.errors import InputError, Problem, nearest_name
from model.funds.kinds import kinds, outputs, unknown_output_cure
from model.origin.account_terms import Account, figure
from model.origin.dependence import inputs_behind
from model.origin.equation import Opening
from model.origin.inputs import InputOrigin
from model.origin.summary import summary_opening
from model.origin.total import TOTAL, total_opening, total_summary_opening
from model.origin.yearly import opening_of
from model.results.consolidation import Consolidation, consolidate
from model.results.frame import fund_columns
from model.results.fund_projection import Figure, FundProjection
from model.results.projection import Projection
from model.words.outputs import Output
from model.words.texts import Message, Text, message

_METHOD = "docs/method"
_TOGETHER = f"{_METHOD}/consolidation.md"


@dataclass(frozen=True)
class FigureOrigin:
    """Where a figure comes from.

    Attributes
    ----------
    fund, fund_title : whose it is; ``total`` for several funds together
    name, output : what it is: label, unit, declared formula and source
    year : None for a figure of the whole projection
    value : yuan, persons, shares as in the model; None: after the horizon
    opening : its equation with the terms put in
    pages : method pages that say more, the nearest first
    inputs : the scenario's inputs on which it depends, given ones first
    """

    fund: str
    fund_title: Text
    name: str
    output: Output
    year: int | None
    value: Figure
    opening: Opening
    pages: tuple[str, ...]
    inputs: tuple[InputOrigin, ...]

    @property
    def title(self) -> Message:
        """What is opened, as a phrase."""
        if self.year is None:
            return message("{name} of {fund}", name=self.output.label, fund=self.fund_title)
        return message(
            "{name} of {fund} in {first}",
            name=self.output.label,
            fund=self.fund_title,
            first=self.year,
        )


def origin_of(
    projection: Projection, fund: str, name: str, year: int | None = None
) -> FigureOrigin:
    """Open one figure of a fund, or of all funds of the projection together, on the first path.

    Parameters
    ----------
    fund : a fund's name, or ``total``
    name : of a yearly series, item or indicator, or of a figure of the whole projection
    year : of the figure; None for one of the whole projection

    Raises
    ------
    InputError
        for a fund, a figure or a year that the projection does not have.
    """
    own = _account(projection, fund)
    if name in _single_figures(own):
        _whole(name, year)
        row, value = None, _single_figures(own)[name]
    else:
        row = _row(own, name, year)
        value = figure(own, name, row)
    return FigureOrigin(
        fund=fund,
        fund_title=_within(own),
        name=name,
        output=outputs()[name],
        year=year,
        value=value,
        opening=_opening(own, name, row),
        pages=(_TOGETHER,) if isinstance(own, Consolidation) else method_pages(own, name),
        inputs=_inputs(own, name, row),
    )


def openable(account: Account) -> tuple[str, ...]:
    """Return the names of all figures of a fund or of several together, yearly ones first."""
    return (*_yearly(account), *_single_figures(account))


def _within(account: Account) -> Text:
    """Return what an account is called within a phrase."""
    title = account.title
    if isinstance(account, FundProjection):
        return title
    return Text(title.zh, title.en[0].lower() + title.en[1:])


def _yearly(account: Account) -> tuple[str, ...]:
    if isinstance(account, Consolidation):
        return (*account.series, *account.indicators)
    return tuple(name for name, _ in fund_columns(account))


def _single_figures(account: Account) -> Mapping[str, Figure]:
    return account.turning_points if isinstance(account, Consolidation) else account.summary


def _opening(account: Account, name: str, row: int | None) -> Opening:
    if isinstance(account, Consolidation):
        if row is None:
            return total_summary_opening(account, name)
        return total_opening(account, name, row)
    return summary_opening(account, name) if row is None else opening_of(account, name, row)


def _inputs(account: Account, name: str, row: int | None) -> tuple[InputOrigin, ...]:
    """Return the inputs behind a figure; of several funds each once, given ones first."""
    if isinstance(account, FundProjection):
        return inputs_behind(account, name, row)
    found = {one.path: one for fund in account.funds for one in inputs_behind(fund, name, row)}
    return tuple(sorted(found.values(), key=lambda one: not one.given))


def method_pages(fund: FundProjection, name: str) -> tuple[str, ...]:
    """Return the method pages of a figure: its own, then that of its kind of fund."""
    output, kind = outputs()[name], f"{_METHOD}/{fund.fund.kind}.md"
    if name in kinds()[fund.fund.kind].outputs:
        return (kind,)
    if output.group in ("indicator", "summary"):
        return (f"{_METHOD}/indicators.md", kind)
    own = output.source if output.source.startswith(_METHOD) else f"{_METHOD}/indicators.md"
    return (kind, own) if output.kind in ("persons", "per_head") else (own, kind)


def _account(projection: Projection, fund: str) -> Account:
    if fund in projection.funds:
        return projection.funds[fund]
    if fund == TOTAL:
        return consolidate(tuple(projection.funds.values()))
    what = message("the scenario has no fund {name}", name=repr(fund))
    known = (*projection.funds, TOTAL)
    raise InputError([Problem("--fund", what, nearest_name(fund, known))])


def _whole(name: str, year: int | None) -> None:
    """Refuse a year for a figure of the whole projection."""
    if year is not None:
        what = message("{name} is a figure of the whole projection", name=outputs()[name].label)
        cure = message("leave out {when}", when=f"@{year}")
        raise InputError([Problem(f"{name}@{year}", what, cure)])


def _row(fund: Account, name: str, year: int | None) -> int:
    """Return the row of a yearly figure's year."""
    if name not in _yearly(fund):
        what = message("{fund} has no {name}", fund=fund.title, name=repr(name))
        raise InputError([Problem(name, what, unknown_output_cure(name, openable(fund)))])
    first, last = int(fund.years[0]), int(fund.years[-1])
    if year is None:
        what, cure = (
            message("it does not say when"),
            message("write {name}@{year}", name=name, year=last),
        )
        raise InputError([Problem(name, what, cure)])
    if not first <= year <= last:
        what = message("the projection runs from {first} to {last}", first=first, last=last)
        cure = message("choose a year within it")
        raise InputError([Problem(f"{name}@{year}", what, cure)])
    return year - first
