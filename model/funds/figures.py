"""A fund's figures by name: counted by its kind, or evaluated from its equations; its outcome."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from model.account.flows import FundFlows, Item
from model.arrays import FloatArray
from model.funds.equation import Equations, Multiple, evaluated, figure_named, is_lever, multiple_of
from model.funds.setting import FundInput, Setting
from model.parameters.dated import DatedValue
from model.parameters.declaration import MONEY, MONEY_A_YEAR, Section, declaration_of
from model.words.texts import Message


class Figures(Mapping[str, FloatArray]):
    """Figures, parts and levers by their names in equations [year 0..T, path].

    A figure with an equation is evaluated when it is first asked for; levers are
    [year 1..T, path], one row where they are constant; all else begins with the base year.
    """

    def __init__(
        self,
        equations: Equations,
        fund: FundInput[Any, Any, Any],
        setting: Setting,
        values: Mapping[str, FloatArray],
        base: Mapping[str, float],
        undefined: Mapping[str, FloatArray | float],
    ) -> None:
        """Use `figures_of`."""
        self.equations, self._fund, self._setting, self._base = equations, fund, setting, base
        self._values, self._texts, self._undefined = dict(values), equations.texts, undefined

    def counting(
        self,
        counted: Mapping[str, FloatArray],
        base: Mapping[str, float] | None = None,
        undefined: Mapping[str, FloatArray | float] | None = None,
    ) -> "Figures":
        """Return the figures with more of them counted.

        Parameters
        ----------
        counted : figures and parts without equation [year 0..T] or [year 0..T, path]; levers as an
            uncertain economy has them [year 1..T, path]
        base : base year of figures with an equation; what it leaves out is NaN
        undefined : figures in years in which their equation divides by nobody; NaN without
        """
        for name in counted.keys() & self._texts.keys():
            raise ValueError(f"{name} has an equation and is counted too")
        more = {name: values.reshape(len(values), -1) for name, values in counted.items()}
        return Figures(
            self.equations,
            self._fund,
            self._setting,
            {**self._values, **more},
            {**self._base, **(base or {})},
            {**self._undefined, **(undefined or {})},
        )

    def __getitem__(self, name: str) -> FloatArray:
        """Return a figure, part or lever; KeyError where it is neither counted nor evaluated."""
        if name not in self._values:
            if is_lever(name):
                self._values[name] = self._lever(name)
            elif self.equations.is_stock(name):
                self._values[name] = self._stock(name)
            else:
                values = evaluated(self._texts[name], self._projected)
                if name in self._undefined:
                    values = np.where(np.isnan(values), self._undefined[name], values)
                self._values[name] = self._with_base(name, values)
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        """Whether it is counted or has an equation."""
        return name in self._values or name in self._texts

    def __iter__(self) -> Iterator[str]:
        """Yield the names of figures and parts."""
        counted = (name for name in self._values if name not in self._texts and not is_lever(name))
        return iter((*counted, *self._texts))

    def __len__(self) -> int:
        """Return how many figures and parts there are."""
        return sum(1 for _ in self)

    def projected(self, name: str) -> FloatArray:
        """Return the projected years of a figure or part [year 1..T, path]."""
        return self[name][1:]

    def item(self, name: str, months: ArrayLike | None = None) -> Item:
        """Return an item of the account; `months` as there, even where they are left out."""
        amount = self.projected(name)
        return Item(name, amount) if months is None else Item(name, amount, np.asarray(months))

    def share_item(self, name: str, of: str) -> Item:
        """Return an item that is a share of last year's `of`, which only the account knows."""

        def names(one: str) -> FloatArray:
            return np.ones((1, 1)) if one == f"{of}__before" else self._projected(one)

        return Item(name, self._rows(evaluated(self._texts[name], names)), refunds_of=of)

    def _projected(self, name: str) -> FloatArray:
        """Return the value of a name of an equation in the projected years [year 1..T, path]."""
        if is_lever(name):
            return self[name]
        figure, lag = figure_named(name)
        if lag == "base" and figure in self._texts:
            return np.full((1, 1), self._base.get(figure, np.nan))
        values = self[figure]
        return {"": values[1:], "before": values[:-1], "base": values[:1]}[lag]

    def _rows(self, values: FloatArray) -> FloatArray:
        years = len(self._setting.years)
        return np.broadcast_to(values, (years, values.shape[-1] if values.ndim else 1))

    def _with_base(self, name: str, values: FloatArray) -> FloatArray:
        """Put the base year's figure before the projected years [year 0..T, path]."""
        whole = np.empty((len(self._setting.years) + 1, values.shape[-1]))
        whole[0], whole[1:] = self._base.get(name, np.nan), values
        return whole

    def _lever(self, name: str) -> FloatArray:
        """Return a lever, money in yuan [year 1..T, path]; one row where it is constant."""
        section, _, key = name.partition("__")
        if section == "economy":
            return np.asarray(getattr(self._setting.economy, key))
        holder = getattr(self._fund, section)
        value = getattr(holder, key)
        if not isinstance(value, DatedValue):
            yearly = np.array([float(value)])
        elif value.is_constant:
            yearly = np.array([value.values[0]])
        else:
            yearly = value.annual(self._setting.years)
        section_of: type[Section] = type(holder)
        if _is_money(section_of, key):
            yearly = yearly * self._setting.money_unit
        return np.asarray(yearly)[:, None]

    def _stock(self, name: str) -> FloatArray:
        """Return a figure that follows from itself a year before [year 0..T, path]."""

        def names(one: str) -> FloatArray | Multiple:
            before = not is_lever(one) and figure_named(one) == (name, "before")
            return once if before else self._projected(one)

        once = Multiple(np.ones((1, 1)))
        change = multiple_of(self._texts[name], names)
        times, first = self._rows(change.times), self._base.get(name, np.nan)
        if change.amount is None:
            return self._with_base(name, np.asarray(np.cumprod(times, axis=0) * first))
        amounts = self._rows(change.amount)
        rows = [np.full(max(times.shape[1], amounts.shape[1]), first)]
        for share, amount in zip(times, amounts, strict=True):
            rows.append(share * rows[-1] + amount)
        return np.array(rows)


@cache
def _is_money(section: type[Section], lever: str) -> bool:
    """Whether a lever is counted in the file's unit of money."""
    declaration = declaration_of(section.model_fields[lever])
    return declaration is not None and declaration.unit in (MONEY, MONEY_A_YEAR)


def figures_of(equations: Equations, fund: FundInput[Any, Any, Any], setting: Setting) -> Figures:
    """Return a fund's figures before any is counted: levers and the economy are known."""
    return Figures(equations, fund, setting, {"average_wage": setting.economy.wage}, {}, {})


@dataclass(frozen=True)
class FundOutcome:
    """What a kind of fund hands on: its flows, and the figures they were computed from.

    Attributes
    ----------
    flows : for the account
    figures : all that was counted and evaluated
    notes : what was assumed or derived, for the report
    """

    flows: FundFlows
    figures: Figures
    notes: tuple[Message, ...] = ()

    @property
    def wage_bill(self) -> FloatArray:
        """Declared wages on which contributions are due [year 0..T, path], yuan; NaN where none."""
        return self.of_paths("wage_bill")

    def of_paths(self, name: str) -> FloatArray:
        """Return a figure on every path, NaN where the fund has none [year 0..T, path]."""
        wage = self.figures["average_wage"]
        found = self.figures[name] if name in self.figures else np.full((1, 1), np.nan)
        return found if found.shape == wage.shape else np.broadcast_to(found, wage.shape)
