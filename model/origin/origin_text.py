"""An opened figure in words, for screen, command line, CSV and JSON."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from model.origin.equation import Term, equation_text, with_values
from model.origin.figure_origin import FigureOrigin
from model.origin.inputs import InputOrigin
from model.parameters.declaration import MONEY, MONEY_A_YEAR
from model.results.fund_projection import Figure
from model.results.printing import shown
from model.scenario.lever_rows import value_text
from model.scenario.scenario import Scenario
from model.words.outputs import Kind, Output
from model.words.sources import page_text, source_text
from model.words.texts import LANGUAGES, Language, Message, Text, message
from model.words.units import money_units, unit_label

#: As many digits as recomputing by hand needs.
_DIGITS = 10
_SYMBOLS: dict[Kind, Text] = {
    "persons": Text("人", "persons"),
    "months": Text("个月", "months"),
}


@dataclass(frozen=True)
class OriginText:
    """An opened figure in one language.

    Attributes
    ----------
    title : what is opened
    value : the figure with its unit
    equation, values : in words, and with the values put in; "" where there is none
    remark : why there is no equation, or what to know; ""
    declared : the declared formula and its source
    pages : method pages
    terms : label, value, unit, year of each term
    inputs : label, path, value, its course up to then, unit, place, source of each input
    """

    title: str
    value: str
    equation: str
    values: str
    remark: str
    declared: str
    pages: tuple[str, ...]
    terms: tuple[tuple[str, str, str, str], ...]
    inputs: tuple[tuple[str, str, str, str, str, str, str], ...]

    @property
    def term_heads(self) -> tuple[Message, ...]:
        """What the columns of the terms are called."""
        return (message("term"), message("value"), message("unit"), message("year"))

    @property
    def input_heads(self) -> tuple[Message, ...]:
        """What the columns of the inputs are called."""
        return (
            message("input"),
            message("path"),
            message("value"),
            message("value up to this year"),
            message("unit"),
            message("stands in"),
            message("source"),
        )


def origin_text(
    origin: FigureOrigin, scenario: Scenario, language: Language, money: str | None = None
) -> OriginText:
    """Say an opened figure in one language, money in `money` units (the file's if left out)."""
    unit_name = money or scenario.money
    size = money_units(scenario.currency)[unit_name]
    opening = origin.opening

    def symbol(kind: Kind) -> str:
        return _unit_text(kind, scenario.currency, unit_name, language)

    output = origin.output
    return OriginText(
        title=origin.title.say(language),
        value=f"{_figure_text(origin, size, language)} {symbol(output.kind)}".strip(),
        equation=equation_text(opening, origin.year, language) if opening.equation else "",
        values=with_values(opening, lambda term: term_text(term, size)) if opening.equation else "",
        remark=opening.reason.say(language) if opening.reason else "",
        declared=_declared_text(output, language),
        pages=tuple(page_text(page, language) for page in origin.pages),
        terms=tuple(
            (term.label.say(language), term_text(term, size), symbol(term.kind), str(term.year))
            for term in opening.terms
        ),
        inputs=tuple(_input_row(one, scenario, language) for one in origin.inputs),
    )


def origin_rows(texts: Sequence[OriginText], language: Language) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the CSV: the figure, its terms, its inputs."""
    for one in texts:
        yield (one.title, one.value)
        for row in (one.equation, one.values, one.remark):
            if row:
                yield (row,)
        yield tuple(head.say(language) for head in one.term_heads)
        yield from one.terms
        yield tuple(head.say(language) for head in one.input_heads)
        yield from one.inputs


def origin_json(origin: FigureOrigin, scenario: Scenario, money: str | None = None) -> Any:
    """Return an opened figure for other programs; money in `money` units, undefined null."""
    size = money_units(scenario.currency)[money or scenario.money]
    value = origin.value
    return {
        "fund": origin.fund,
        "figure": origin.name,
        "year": origin.year,
        "value": _scaled(value, origin.output.kind, size) if isinstance(value, float) else value,
        "formula": origin.output.formula,
        "source": origin.output.source,
        "pages": list(origin.pages),
        "equation": origin.opening.equation,
        "remark": origin.opening.reason.say() if origin.opening.reason else "",
        "terms": [
            {
                "name": term.name,
                "label": _both(term.label),
                "value": _scaled(term.value, term.kind, size),
                "kind": term.kind,
                "year": term.year,
                "figure": term.output or None,
                "fund": (term.fund or origin.fund) if term.output else None,
            }
            for term in origin.opening.terms
        ],
        "inputs": [
            {
                "path": one.path,
                "label": _both(one.label),
                "value": value_text(one.value, one.declaration),
                "course": value_text(one.course, one.declaration) or None,
                "places": [{"file": place.file, "line": place.line} for place in one.places],
                "sources": [
                    source if isinstance(source, str) else source.say() for source in one.sources
                ],
            }
            for one in origin.inputs
        ],
    }


def _both(label: Text | Message) -> dict[str, str]:
    return {language: label.say(language) for language in LANGUAGES}


def term_text(term: Term, size: float) -> str:
    """Return a term's value with the digits that recomputing needs; money in units of `size`."""
    if not math.isfinite(term.value):
        return "—"
    if term.kind == "share":
        return f"{100 * term.value:,.{_DIGITS}g}%"
    return f"{term.value / size if term.kind == 'money' else term.value:,.{_DIGITS}g}"


def _figure_text(origin: FigureOrigin, size: float, language: Language) -> str:
    value: Figure = origin.value
    if not isinstance(value, float):
        return shown(origin.name, value, size, language)
    return term_text(Term("", origin.output.label, value, origin.output.kind, 0), size)


def _scaled(value: float, kind: Kind, size: float) -> float | None:
    if not math.isfinite(value):
        return None
    return value / size if kind == "money" else value


def _unit_text(kind: Kind, currency: str, unit_name: str, language: Language) -> str:
    if kind == "money":
        return unit_label(currency, unit_name).say(language)
    if kind == "per_head":
        return unit_label(currency, "yuan" if currency == "CNY" else "1").say(language)
    return _SYMBOLS[kind].say(language) if kind in _SYMBOLS else ""


def _declared_text(output: Output, language: Language) -> str:
    formula = message(output.formula).say(language)
    source = source_text(output.source, language)
    return f"{formula}（{source}）" if language == "zh" else f"{formula} ({source})"


def _input_row(
    one: InputOrigin, scenario: Scenario, language: Language
) -> tuple[str, str, str, str, str, str, str]:
    value = value_text(one.value, one.declaration)
    comma = "；" if language == "zh" else "; "
    sources = [
        source_text(source, language) if isinstance(source, str) else source.say(language)
        for source in one.sources
    ]
    return (
        one.label.say(language),
        one.path,
        value or message("not yet in this year").say(language),
        value_text(one.course, one.declaration),
        _input_unit(one, scenario, language),
        ", ".join(str(place) for place in one.places) or message("not in a file").say(language),
        comma.join(sources),
    )


def _input_unit(one: InputOrigin, scenario: Scenario, language: Language) -> str:
    if one.declaration is None:
        return ""
    if one.declaration.unit in (MONEY, MONEY_A_YEAR):
        return unit_label(scenario.currency, scenario.money).say(language)
    return one.declaration.unit.symbol.say(language)
