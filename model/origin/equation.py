"""A figure's equation: names joined by + - * / and brackets, with what each name stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from model.funds.equation import NAME, evaluated
from model.words.outputs import Kind
from model.words.texts import Language, Message, Text


@dataclass(frozen=True)
class Term:
    """What is put into an equation.

    Attributes
    ----------
    name : as in the equation
    label : what it is called
    value : yuan, persons, shares as in the model
    kind : how it is counted
    year : of which year it is
    output : the output that it is, which can be opened in turn; "" for others
    fund : whose output it is; "" for the account that is opened itself
    """

    name: str
    label: Text | Message
    value: float
    kind: Kind
    year: int
    output: str = ""
    fund: str = ""


@dataclass(frozen=True)
class Opening:
    """How a figure follows from others.

    Attributes
    ----------
    equation : over the names of the terms; "" where the figure is no sum or product of others
    terms : what is put in, each once
    reason : why there is no equation, or what to know about it
    """

    equation: str
    terms: tuple[Term, ...] = ()
    reason: Message | None = None

    def value(self) -> float:
        """Put the terms into the equation; NaN where a term or the result is undefined."""
        values = {term.name: np.asarray(term.value) for term in self.terms}
        with np.errstate(invalid="ignore"):
            return float(evaluated(self.equation, lambda name: values[name]))


def equation_text(opening: Opening, year: int | None, language: Language) -> str:
    """Return the equation in words: labels for names, the year where it is another one."""
    labels = {
        term.name: f"{term.label.say(language)}{_year_text(term, year, language)}"
        for term in opening.terms
    }
    return _written(opening.equation, labels)


def with_values(opening: Opening, text: Callable[[Term], str]) -> str:
    """Return the equation with the values in the place of the names."""
    values = {term.name: text(term) for term in opening.terms}
    bracketed = {
        name: f"({value})" if value[:1] in "-−" else value for name, value in values.items()
    }
    return _written(opening.equation, bracketed)


def _year_text(term: Term, year: int | None, language: Language) -> str:
    if term.year == year:
        return ""
    return f"（{term.year} 年）" if language == "zh" else f" ({term.year})"


def _written(equation: str, words: Mapping[str, str]) -> str:
    text = NAME.sub(lambda found: words[found[0]], equation)
    return text.replace(" * ", " × ")
