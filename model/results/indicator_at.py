"""What an analysis looks at: one figure of one fund, or of all together, and when.

As text: ``[FUND.]NAME[@WHEN]``. WHEN is a year (2040), ``last``, a span (2030-2050: the mean), or
``lowest``, ``highest``, ``mean``, ``change`` over all projected years or a span
(``lowest:2030-2050``; the change is last less first). Figures of the whole run, such as
``general_average_premium``, take no WHEN. FUND may be the fund's title, NAME the figure's label.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NoReturn, cast

import numpy as np

from model.arrays import FloatArray
from model.errors import InputError, Problem, nearest_name
from model.funds.kinds import output_meant, outputs, unknown_output_cure
from model.results.consolidation import Consolidation, consolidate
from model.results.fund_projection import FundProjection
from model.results.projection import Projection
from model.scenario.scenario import Scenario
from model.words.labels import key_meant, nearest_labelled
from model.words.outputs import Output
from model.words.texts import Language, Message, Text, message

Reduction = Literal["year", "mean", "lowest", "highest", "change", "figure"]

#: The name under which all funds stand together.
TOTAL = "total"
TOTAL_TITLE = Text("全部基金合计", "all funds together")
#: What the consolidated account has.
TOTAL_YEARLY = (
    "income",
    "expenditure",
    "surplus",
    "balance",
    "payout_months",
    "payout_months_next",
    "reserve_ratio",
)
TOTAL_FIGURES = (
    "first_deficit_year",
    "peak_year",
    "depletion_year",
    "lowest_month_balance",
    "lowest_payout_months",
)
#: Figures that the first pass over a fund gives; the others cost a valuation.
_QUICK_FIGURES = TOTAL_FIGURES
_WHEN = re.compile(r"(?:(lowest|highest|mean|change)(?::|$))?(?:(\d{4})(?:-(\d{4}))?)?")


@dataclass(frozen=True)
class IndicatorAt:
    """One figure: of which fund, of what name, and when.

    Attributes
    ----------
    fund : a fund's name, or ``total``
    name : of a yearly series, item or indicator, or of a figure of the whole run
    first_year, last_year : both included; equal for one year
    reduction : how the years become one figure; ``figure`` for one of the whole run
    fund_title : what the fund is called
    """

    fund: str
    name: str
    first_year: int
    last_year: int
    reduction: Reduction
    fund_title: Text = field(default=TOTAL_TITLE, compare=False)

    def __str__(self) -> str:
        """Return the text that `parse_indicator_at` reads as this."""
        span = f"{self.first_year}-{self.last_year}"
        when = {"year": f"@{self.first_year}", "figure": ""}
        return f"{self.fund}.{self.name}{when.get(self.reduction, f'@{self.reduction}:{span}')}"

    @property
    def output(self) -> Output:
        """The declaration of the figure: label, kind, formula, source."""
        return outputs()[self.name]

    @property
    def words(self) -> Message:
        """What is looked at, as a phrase."""
        values: dict[str, object] = {
            "name": self.output.label,
            "fund": self.fund_title,
            "first": self.first_year,
            "last": self.last_year,
        }
        if self.reduction == "figure":
            return message("{name} of {fund}", **values)
        if self.reduction == "year":
            return message("{name} of {fund} in {first}", **values)
        if self.reduction == "mean":
            return message("mean of {first} to {last}: {name} of {fund}", **values)
        if self.reduction == "lowest":
            return message("lowest of {first} to {last}: {name} of {fund}", **values)
        if self.reduction == "highest":
            return message("highest of {first} to {last}: {name} of {fund}", **values)
        return message("change from {first} to {last}: {name} of {fund}", **values)

    def say(self, language: Language = "en") -> str:
        """Return what is looked at, as a phrase."""
        return self.words.say(language)


def parse_indicator_at(
    text: str,
    scenario: Scenario,
    fund: str | None = None,
    span: Reduction = "mean",
) -> IndicatorAt:
    """Read what an analysis looks at, "payout_months@2040".

    Parameters
    ----------
    fund : where the text names none; otherwise the only fund, or all funds together
    span : what a span without a word means

    Raises
    ------
    InputError
        for an unknown fund or figure, a year outside the projection, a figure without a year.
    """
    what, _, when = text.replace(" ", "").partition("@")
    prefix, _, name = what.rpartition(".")
    name = _checked_name(text, name)
    output = outputs()[name]
    own = _checked_fund(text, prefix or fund, name, scenario)
    title = scenario.funds[own].title if own in scenario.funds else TOTAL_TITLE
    first, last, reduction = _checked_when(text, when, output, scenario, span)
    return IndicatorAt(own, name, first, last, reduction, title)


def fund_titles(scenario: Scenario) -> dict[str, Text]:
    """Return what each fund is called, and all of them together, by name."""
    return {TOTAL: TOTAL_TITLE} | {name: fund.title for name, fund in scenario.funds.items()}


def value_at(projection: Projection, at: IndicatorAt) -> float:
    """Return the figure on the first path; NaN where undefined or after the horizon.

    Money is in yuan.

    Raises
    ------
    InputError
        where the fund has no such figure.
    """
    holder = _holder(projection, at)
    if at.reduction == "figure":
        return _figure(holder, at)
    return _reduced(holder, at)


def yearly_figures(holder: FundProjection | Consolidation) -> Mapping[str, FloatArray]:
    """Return every yearly figure of a fund, or of several together [year 0..T, path]."""
    if isinstance(holder, Consolidation):
        return {**holder.series, **holder.indicators}
    account = holder.account
    return {
        **account.income_items,
        **account.expenditure_items,
        **holder.series,
        **holder.indicators,
    }


def _holder(projection: Projection, at: IndicatorAt) -> FundProjection | Consolidation:
    if at.fund in projection.funds:
        return projection.funds[at.fund]
    if at.fund != TOTAL:
        _refuse(
            str(at),
            message("the scenario has no fund {name}", name=repr(at.fund)),
            nearest_name(at.fund, (*projection.funds, TOTAL)),
        )
    return consolidate(tuple(projection.funds.values()))


def _reduced(holder: FundProjection | Consolidation, at: IndicatorAt) -> float:
    figures = yearly_figures(holder)
    if at.name not in figures:
        _refuse(
            str(at),
            message("{fund} has no {name}", fund=at.fund_title, name=repr(at.name)),
            nearest_name(at.name, tuple(figures)),
        )
    row = at.first_year - int(holder.years[0])
    several = figures[at.name][row : at.last_year - int(holder.years[0]) + 1, :1]
    if at.reduction == "mean":
        return float(several.mean(axis=0)[0])
    values = several[:, 0]
    if at.reduction == "change":
        return float(values[-1] - values[0])
    # years in which a figure is undefined (nothing is spent) are neither lowest nor highest
    if at.reduction == "lowest":
        return float(np.fmin.reduce(values))
    if at.reduction == "highest":
        return float(np.fmax.reduce(values))
    return float(values[0])


def _figure(holder: FundProjection | Consolidation, at: IndicatorAt) -> float:
    quick = at.name in _QUICK_FIGURES or isinstance(holder, Consolidation)
    figures = holder.turning_points if quick else cast(FundProjection, holder).summary
    value = figures.get(at.name)
    return float("nan") if value is None else float(value)


def _checked_name(text: str, name: str) -> str:
    """Return the key of the figure meant, by its key or its label."""
    known = [key for key, output in outputs().items() if output.kind != "date"]
    key = output_meant(name)
    if key not in known:
        what = message("{name} is no figure of the projection", name=repr(name))
        _refuse(text, what, unknown_output_cure(name, known))
    return key


def _checked_fund(text: str, fund: str | None, name: str, scenario: Scenario) -> str:
    """Return the fund meant; all together where none is named and there are several."""
    funds = tuple(scenario.funds)
    if fund is None:
        fund = funds[0] if len(funds) == 1 else TOTAL
    titles = fund_titles(scenario)
    fund = key_meant(fund, titles)
    if fund in funds:
        return fund
    if fund != TOTAL:
        what = message("the scenario has no fund {name}", name=repr(fund))
        _refuse(text, what, nearest_labelled(fund, titles))
    if name not in (*TOTAL_YEARLY, *TOTAL_FIGURES):
        _refuse(
            text,
            message("all funds together have no {name}", name=repr(name)),
            message("name a fund: {funds}", funds=", ".join(f"{one}.{name}" for one in funds)),
        )
    return TOTAL


def _checked_when(
    text: str, when: str, output: Output, scenario: Scenario, span: Reduction
) -> tuple[int, int, Reduction]:
    """Return first year, last year and how they become one figure."""
    start, end = scenario.base_year + 1, scenario.end_year
    if output.group == "summary":
        if when:
            what = message("{name} is a figure of the whole projection", name=output.label)
            _refuse(text, what, message("leave out {when}", when=f"@{when}"))
        return start, end, "figure"
    if when == "last":
        return end, end, "year"
    found = _WHEN.fullmatch(when)
    if not when or found is None:
        what = (
            message("it does not say when")
            if not when
            else message("{when} is no time", when=repr(when))
        )
        _refuse(text, what, message("write @2040, @2030-2050, @lowest, @lowest:2030-2050 or @last"))
    word = cast(Reduction | None, found[1])
    first = int(found[2] or start)
    last = int(found[3] or (end if found[2] is None else first))
    if not scenario.base_year <= first <= last <= end:
        what = message("the projection runs from {first} to {last}", first=start - 1, last=end)
        _refuse(text, what, message("choose years within it, the earlier first"))
    return first, last, word or ("year" if first == last and not found[3] else span)


def _refuse(where: str, what: Message, cure: Message | None = None) -> NoReturn:
    raise InputError([Problem(where, what, cure)])
