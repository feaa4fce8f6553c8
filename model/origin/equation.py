"""A figure's equation: names joined by + - * / and brackets, with what each name stands for."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from model.words.outputs import Kind
from model.words.texts import Language, Message, Text

#: A name within an equation: an output, or one of the prefixes of `model.origin.terms`.
NAME = re.compile(r"[a-z][a-z_0-9]*")
_OPERATIONS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda one, other: one / other if other else math.nan,
}


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
        values = {term.name: term.value for term in self.terms}
        return _value(ast.parse(self.equation, mode="eval").body, values)


def names_in(equation: str) -> Sequence[str]:
    """Return the names of an equation, each once, in order."""
    return tuple(dict.fromkeys(NAME.findall(equation)))


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


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, values)
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, values), _value(node.right, values)
        return _OPERATIONS[type(node.op)](left, right)
    raise ValueError(f"no part of an equation: {ast.dump(node)}")
