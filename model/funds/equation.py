"""Equations of a fund's figures: written once, evaluated for all years and paths, and shown.

An equation joins names by + - * / and brackets. Whatever has a name is [year 0..T, path], row 0 the
base year; an equation holds in the projected years. Its names:

- ``x``, ``x__before``, ``x__next``, ``x__base``: another figure of the same year, of the year
  before, of the year after, of the base year
- ``given__x``: an item of the account before rules that look at the fund. Only the account knows
  what those rules leave of it, so an equation says `given__x` of an item that they may act on
- ``part__x``: a figure that is no output of its own, declared in `Equations.parts`
- ``policy__x``, ``assumptions__x``, ``economy__x``: the lever's value in the year

A figure may follow from itself a year before: it is a number of times that, and an amount.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from model.arrays import FloatArray
from model.words.outputs import Kind
from model.words.texts import Message, Text

#: A name within an equation.
NAME = re.compile(r"[a-z][a-z_0-9]*")
LEVERS = ("policy", "assumptions", "economy")
_Value = Any
_Names = Callable[[str], _Value]


@dataclass(frozen=True)
class Part:
    """A figure that equations name and that is no output: what it is called, how it is counted."""

    label: Text
    kind: Kind


@dataclass(frozen=True)
class Counted:
    """Why a figure has no equation, and what moves it.

    Attributes
    ----------
    reason : shown where the figure is opened; None for a part
    moved_by : names of figures and parts, of levers as ``policy.x`` or ``assumptions.x``, or
        ``population`` and ``groups`` for all assumptions about them
    """

    reason: Message | None = None
    moved_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Equations:
    """How the figures of a kind of fund follow from each other.

    Attributes
    ----------
    texts : figure or part -> its equation
    closing : figures that are counted -> a sum that shows them, with the rest as one of its terms
    parts : figures that equations name and that are no outputs
    counted : figures and parts without equation; the account's own figures, as far as the kind's
        levers move them
    given : items that the file gives year by year -> their lever
    besides : figure or part -> what moves it besides the terms of its equation: the base year that
        it starts from, or what ends a lever
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    counted: Mapping[str, Counted] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    besides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closing: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, other: "Equations") -> "Equations":
        """Return both together; an equation of the other stands in the place of one's own."""
        texts = {key: text for key, text in self.texts.items() if key not in other.counted}
        counted = {key: one for key, one in self.counted.items() if key not in other.texts}
        for key, one in other.counted.items():
            own = counted.get(key, Counted())
            counted[key] = Counted(one.reason or own.reason, (*own.moved_by, *one.moved_by))
        return Equations(
            {**texts, **other.texts},
            {**self.parts, **other.parts},
            counted,
            {**self.given, **other.given},
            {**self.besides, **other.besides},
            {**self.closing, **other.closing},
        )

    def equation(self, name: str) -> str | None:
        """Return the equation that shows a figure or part, None where there is none."""
        return self.texts.get(name) or self.closing.get(name)

    def is_stock(self, name: str) -> bool:
        """Whether a figure follows from itself a year before."""
        return name in self._stocks

    @cached_property
    def _stocks(self) -> frozenset[str]:
        return frozenset(
            name
            for name, text in self.texts.items()
            if (name, "before") in map(figure_named, names_in(text))
        )


def names_in(equation: str) -> Sequence[str]:
    """Return the names of an equation, each once, in order."""
    return tuple(dict.fromkeys(NAME.findall(equation)))


@lru_cache(maxsize=4096)
def figure_named(name: str) -> tuple[str, str]:
    """Return the figure or part that a name of an equation stands for, and of which year.

    The year is "", "before", "next" or "base".
    """
    prefix, _, rest = name.partition("__")
    if prefix in ("part", "given"):
        rest, _, lag = rest.partition("__")
        return (f"part__{rest}" if prefix == "part" else rest), lag
    return prefix, rest


@lru_cache(maxsize=4096)
def is_lever(name: str) -> bool:
    """Whether a name of an equation is a lever's."""
    return name.partition("__")[0] in LEVERS


def evaluated(equation: str, names: Callable[[str], FloatArray]) -> FloatArray:
    """Return the value of an equation; what is divided by 0 is NaN.

    Parameters
    ----------
    names : returns the value of a name
    """
    return np.asarray(_compiled(equation)(names))


@dataclass(frozen=True)
class Multiple:
    """A number of times last year's figure, and an amount: what an equation makes of a stock.

    Attributes
    ----------
    times, amount : [year 1..T, path]; None for an amount of nothing
    """

    times: FloatArray
    amount: FloatArray | None = None
    #: numpy leaves operations with arrays to this class
    __array_ufunc__ = None

    def __add__(self, other: "FloatArray | Multiple") -> "Multiple":
        """Return the sum."""
        if isinstance(other, Multiple):
            amount = other.amount if self.amount is None else self._amount_and(other.amount)
            return Multiple(self.times + other.times, amount)
        return Multiple(self.times, self._amount_and(other))

    __radd__ = __add__

    def __neg__(self) -> "Multiple":
        """Return the opposite."""
        return self * np.asarray(-1.0)

    def __sub__(self, other: "FloatArray | Multiple") -> "Multiple":
        """Return the difference."""
        return self + -other

    def __rsub__(self, other: FloatArray) -> "Multiple":
        """Return an amount less this."""
        return -self + other

    def __mul__(self, other: FloatArray) -> "Multiple":
        """Return so many times this."""
        if isinstance(other, Multiple):
            raise ValueError("an equation multiplies last year's figure with itself")
        return Multiple(self.times * other, None if self.amount is None else self.amount * other)

    __rmul__ = __mul__

    def __truediv__(self, other: FloatArray) -> "Multiple":
        """Return a part of this."""
        return self * (1 / other)

    def _amount_and(self, other: FloatArray | None) -> FloatArray | None:
        if self.amount is None or other is None:
            return self.amount if other is None else other
        return self.amount + other


def multiple_of(equation: str, names: Callable[[str], FloatArray | Multiple]) -> Multiple:
    """Return what an equation makes of last year's figure, for which `names` gives a `Multiple`."""
    found = _compiled(equation)(names)
    if not isinstance(found, Multiple):
        raise ValueError(f"no multiple of last year's figure: {equation}")
    return found


@lru_cache(maxsize=1024)
def _compiled(equation: str) -> Callable[[_Names], _Value]:
    return _node(ast.parse(equation, mode="eval").body)


def _node(node: ast.expr) -> Callable[[_Names], _Value]:
    if isinstance(node, ast.Name):
        name = node.id
        return lambda names: names(name)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        number = np.asarray(float(node.value))
        return lambda names: number
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        operand = _node(node.operand)
        return lambda names: -operand(names)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        joined = _OPERATIONS[type(node.op)]
        if isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant):
            joined = operator.truediv
        left, right = _node(node.left), _node(node.right)
        return lambda names: joined(left(names), right(names))
    raise ValueError(f"no part of an equation: {ast.dump(node)}")


def _divided(one: _Value, other: FloatArray) -> _Value:
    return one / np.where(other == 0, np.nan, other)


_OPERATIONS: Mapping[type[ast.operator], Callable[[_Value, _Value], _Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divided,
}
