"""One figure opened: what it is, its equation, the values put in, the inputs behind it."""

from dataclasses import dataclass

from model.errors import InputError, Problem, nearest_name
from model.exports import fund_columns
from model.funds import kind_module, outputs
from model.names import Output
from model.projection import Figure, FundProjection, Projection
from model.provenance.dependence import inputs_behind
from model.provenance.equation import Opening
from model.provenance.inputs import InputOrigin
from model.provenance.openings import opening_of
from model.provenance.part_values import figure
from model.provenance.summary import summary_opening
from model.texts import Message, Text, message

_METHOD = "docs/method"


@dataclass(frozen=True)
class FigureOrigin:
    """Where a figure comes from.

    Attributes
    ----------
    fund, fund_title : whose it is
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
    """Open one figure of a fund, on the first path.

    Parameters
    ----------
    name : of a yearly series, item or indicator, or of a figure of the whole projection
    year : of the figure; None for one of the whole projection

    Raises
    ------
    InputError
        for a fund, a figure or a year that the projection does not have.
    """
    own = _fund(projection, fund)
    if name in own.summary:
        return _summary_origin(own, name, year)
    row = _row(own, name, year)
    return FigureOrigin(
        fund=fund,
        fund_title=own.title,
        name=name,
        output=outputs()[name],
        year=year,
        value=figure(own, name, row),
        opening=opening_of(own, name, row),
        pages=method_pages(own, name),
        inputs=inputs_behind(own, name, row),
    )


def openable(fund: FundProjection) -> tuple[str, ...]:
    """Return the names of all figures of a fund, yearly ones first."""
    return (*(name for name, _ in fund_columns(fund)), *fund.summary)


def method_pages(fund: FundProjection, name: str) -> tuple[str, ...]:
    """Return the method pages of a figure: its own, then that of its kind of fund."""
    output, kind = outputs()[name], f"{_METHOD}/{fund.fund.kind}.md"
    if name in getattr(kind_module(fund.fund.kind), "OUTPUTS", {}):
        return (kind,)
    if output.group in ("indicator", "summary"):
        return (f"{_METHOD}/indicators.md", kind)
    own = output.source if output.source.startswith(_METHOD) else f"{_METHOD}/indicators.md"
    return (kind, own) if output.kind in ("persons", "per_head") else (own, kind)


def _fund(projection: Projection, fund: str) -> FundProjection:
    if fund in projection.funds:
        return projection.funds[fund]
    what = message("the scenario has no fund {name}", name=repr(fund))
    raise InputError([Problem("--fund", what, nearest_name(fund, tuple(projection.funds)))])


def _summary_origin(fund: FundProjection, name: str, year: int | None) -> FigureOrigin:
    if year is not None:
        what = message("{name} is a figure of the whole projection", name=outputs()[name].label)
        cure = message("leave out {when}", when=f"@{year}")
        raise InputError([Problem(f"{name}@{year}", what, cure)])
    return FigureOrigin(
        fund=fund.name,
        fund_title=fund.title,
        name=name,
        output=outputs()[name],
        year=None,
        value=fund.summary[name],
        opening=summary_opening(fund, name),
        pages=method_pages(fund, name),
        inputs=inputs_behind(fund, name, None),
    )


def _row(fund: FundProjection, name: str, year: int | None) -> int:
    """Return the row of a yearly figure's year."""
    names = [known for known, _ in fund_columns(fund)]
    if name not in names:
        what = message("{fund} has no {name}", fund=fund.title, name=repr(name))
        raise InputError([Problem(name, what, nearest_name(name, [*names, *fund.summary]))])
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
