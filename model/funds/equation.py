"""Equations of a fund's figures: written once, evaluated for all years and paths, and shown.

An equation joins names by + - * / and brackets. Whatever has a name is [year 0..T, path], row 0 the
base year; an equation holds in the projected years. Its names:

- ``x``, ``x__before``, ``x__next``, ``x__base``: another figure of the same year, of the year
  before, of the year after, of the base year
- ``given__x``: an item of the account before rules that look at the fund. Only the account knows
  what those rules leave of it, so an equation says `given__x` of an item that they may act on
- ``part__x``: a figure that is no output of its own, declared in `Equations.parts`
- ``policy__x``, ``assumptions__x``, ``economy__x``: the lever's value in the year

A figure of which several others are needed from the year before goes year by year with them.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from model.arrays import FloatArray, ratio_or_nan
from model.words.outputs import Kind
from model.words.texts import Message, Text

#: A name within an equation.
NAME = re.compile(r"[a-z][a-z_0-9]*")
LEVERS = ("policy", "assumptions", "economy")
_Names = Callable[[str], FloatArray]


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
        )

    @cached_property
    def together(self) -> Mapping[str, Sequence[str]]:
        """The figures that go year by year -> all that go with them, in the order of a year."""
        same_year = {name: set(_figures_in(text, _same_year)) for name, text in self.texts.items()}
        behind = {name: set(_figures_in(text, _any_year)) for name, text in self.texts.items()}
        reached = {name: _reached(behind, name) for name in behind}
        found: dict[str, Sequence[str]] = {}
        for name in behind:
            if name in reached[name]:
                system = [one for one in reached[name] if name in reached.get(one, ())]
                # who needs fewer of the same year comes first
                depth = {one: len(_reached(same_year, one) & {*system}) for one in system}
                found[name] = sorted(system, key=lambda one: (depth[one], one))
        return found


def names_in(equation: str) -> Sequence[str]:
    """Return the names of an equation, each once, in order."""
    return tuple(dict.fromkeys(NAME.findall(equation)))


def figure_named(name: str) -> tuple[str, str]:
    """Return the figure or part that a name of an equation stands for, and of which year.

    The year is "", "before", "next" or "base".
    """
    prefix, _, rest = name.partition("__")
    if prefix in ("part", "given"):
        rest, _, lag = rest.partition("__")
        return (f"part__{rest}" if prefix == "part" else rest), lag
    return prefix, rest


def is_lever(name: str) -> bool:
    """Whether a name of an equation is a lever's."""
    return name.partition("__")[0] in LEVERS


def evaluated(equation: str, names: _Names) -> FloatArray:
    """Return the value of an equation; what is divided by 0 is NaN.

    Parameters
    ----------
    names : returns the value of a name
    """
    return np.asarray(_compiled(equation)(names))


@lru_cache(maxsize=1024)
def growth_of(name: str, equation: str) -> str | None:
    """Return by what the equation multiplies last year's figure, if it does no more than that."""
    before = f"{name}__before"
    node = ast.parse(equation, mode="eval").body
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        node = node.left
    named = [figure_named(one)[0] for one in NAME.findall(equation) if not is_lever(one)]
    if named.count(name) > 1 or not (isinstance(node, ast.Name) and node.id == before):
        return None
    return f"1{equation.removeprefix(before)}"


@lru_cache(maxsize=1024)
def _compiled(equation: str) -> Callable[[_Names], FloatArray]:
    return _node(ast.parse(equation, mode="eval").body)


def _node(node: ast.expr) -> Callable[[_Names], FloatArray]:
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
        left, right, joined = _node(node.left), _node(node.right), _OPERATIONS[type(node.op)]
        return lambda names: joined(left(names), right(names))
    raise ValueError(f"no part of an equation: {ast.dump(node)}")


_OPERATIONS: Mapping[type[ast.operator], Callable[[FloatArray, FloatArray], FloatArray]] = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.Div: ratio_or_nan,
}


def _same_year(lag: str) -> bool:
    return lag == ""


def _any_year(lag: str) -> bool:
    return lag in ("", "before")


def _figures_in(equation: str, wanted: Callable[[str], bool]) -> Iterator[str]:
    for name in names_in(equation):
        figure, lag = figure_named(name)
        if not is_lever(name) and wanted(lag):
            yield figure


def _reached(behind: Mapping[str, set[str]], name: str) -> set[str]:
    """Return what stands behind a figure, at whatever distance."""
    found: set[str] = set()
    waiting = [*behind.get(name, ())]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += behind.get(one, ())
    return found
