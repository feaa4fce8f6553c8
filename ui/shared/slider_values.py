"""One handle of a slider, drawn from a lever's declaration: bounds, step, unit, position."""

import math
from dataclasses import dataclass
from typing import Any

from model.parameters.dated import DatedValue, date_text
from model.parameters.dated_editing import from_month, is_level, shifted
from model.parameters.declaration import SHARE, Parameter
from model.results.lever_in_force import in_force
from model.results.projection import Projection
from model.scenario.draft import edit_of, first_projected_month
from model.scenario.lever_rows import lever_scale, lever_unit
from model.scenario.scenario import Lever, Scenario
from model.words.texts import Text
from model.words.units import money_units

#: More notches than this are too fine to hit: the slider spans the neighbourhood instead.
_NOTCHES = 250
_POINTS = Text("个百分点", "points")


@dataclass(frozen=True)
class Handle:
    """A slider's bounds and position, as shown (percent for shares, the page's unit of money).

    A lever that never changes is set to a value; one that follows a path is moved as a whole. A
    path that the file has is shown by how far it was moved (`shows_shift`); one that the draft
    gives a lever whose file says one number is shown by the value that it starts at.
    """

    path: str
    declaration: Parameter
    source: str
    moves_path: bool
    shows_shift: bool
    lower: float
    upper: float
    step: float
    position: float
    mark: float
    scale: float
    current: DatedValue | float
    saved: DatedValue | float
    unit: Text

    @property
    def digits(self) -> int:
        """Decimals that a notch needs."""
        text = f"{self.step:.10f}".rstrip("0")
        return len(text.partition(".")[2])

    def edit(self, position: float, month: int) -> Any:
        """Return what the draft says for a position; None where it is the file's own value."""
        # at the mark even where the file's number has more digits than a slider, or has been
        # given another course in the grid and is now reset
        if position == self.mark and (self.position == self.mark or not self.moves_path):
            return None
        if isinstance(self.current, float):
            value = _clean(position / self.scale)
            return None if value == self.saved else value
        if not isinstance(self.saved, DatedValue):
            return None
        if self.moves_path:
            by = (position - self.position) / self.scale
            moved = shifted(self.current, _clean(by))
        else:
            start = self.current.months[0]
            moved = DatedValue((start,), (_clean(position / self.scale),))
        same = _same(from_month(moved, month), from_month(self.saved, month))
        return None if same else edit_of(moved, month)


def handle(
    now: Lever, saved: Lever, before: Projection, after: Projection, money: str | None = None
) -> Handle | None:
    """Return the slider of a lever; None for what no slider can set.

    Parameters
    ----------
    now, saved : the lever with and without the draft
    before, after : the projections of the file and of the draft
    money : the unit in which amounts of money are shown; the file's if left out
    """
    file_value, value = in_force(saved, before), in_force(now, after)
    if file_value is None or value is None:
        return None
    declaration = now.declaration
    scale = shown_scale(declaration, after.scenario, money)
    if isinstance(file_value, DatedValue) and not is_level(file_value):
        if not isinstance(value, DatedValue):
            return None
        month = first_projected_month(after.scenario)
        start = max(month, file_value.months[0])
        position = _at(value, start) - _at(file_value, start)
        lower = max(declaration.lower - min(value.values) + position, -_span(declaration, value))
        upper = min(declaration.upper - max(value.values) + position, _span(declaration, value))
        step = declaration.step or _nice(_span(declaration, value) / 20)
        # whole notches from nil, so that the arrow keys come back to it
        lower, upper = (
            math.ceil(lower / step - 1e-9) * step,
            math.floor(upper / step + 1e-9) * step,
        )
        lower, upper, mark, shift = min(lower, position, 0), max(upper, position, 0), 0.0, True
    else:
        mark = _level(file_value)
        position = _level(value)
        lower, upper, step = _range(declaration, mark, before, now.path)
        lower, upper = _with_room(lower, upper, step, declaration, value)
        lower, upper, shift = min(lower, position, mark), max(upper, position, mark), False
    return Handle(
        path=now.path,
        declaration=declaration,
        source=now.source,
        moves_path=shift or (isinstance(value, DatedValue) and not is_level(value)),
        shows_shift=shift,
        lower=_clean(lower * scale),
        upper=_clean(upper * scale),
        step=_clean(step * scale),
        position=_clean(position * scale),
        mark=_clean(mark * scale),
        scale=scale,
        current=value,
        saved=file_value,
        unit=shown_unit(declaration, after.scenario, money, shift),
    )


def shown_unit(
    declaration: Parameter, scenario: Scenario, money: str | None = None, shows_shift: bool = False
) -> Text:
    """Return what a number on the screen is counted in; money in the file's unit if not said."""
    if shows_shift and declaration.unit is SHARE:
        return _POINTS
    return lever_unit(declaration, scenario.currency, money or scenario.money)


def shown_scale(declaration: Parameter, scenario: Scenario, money: str | None = None) -> float:
    """Return by what the file's number is multiplied on the screen; see `shown_unit`."""
    units = money_units(scenario.currency)
    return lever_scale(declaration, units[scenario.money] / units[money or scenario.money])


def path_text(value: DatedValue | float, scale: float, digits: int) -> str:
    """Return a short line of a path: its first, middle and last steps."""
    if not isinstance(value, DatedValue):
        return ""
    pairs = list(zip(value.months, value.values, strict=True))
    kept = pairs if len(pairs) <= 4 else [pairs[0], pairs[len(pairs) // 2], pairs[-1]]
    return " → ".join(f"{date_text(month)}: {number * scale:,.{digits}f}" for month, number in kept)


def _range(
    declaration: Parameter, value: float, projection: Projection, path: str
) -> tuple[float, float, float]:
    """Return lower, upper and step of a slider that sets a level."""
    lower, upper, step = declaration.lower, declaration.upper, declaration.step
    if step is None:
        step = _nice(abs(value) / 50) if value else _nice(_scale_of(projection, path) / 100)
    if math.isfinite(upper - lower) and (upper - lower) / step <= _NOTCHES:
        return lower, upper, step
    return max(lower, value - 40 * step), min(upper, value + 60 * step), step


def _with_room(
    lower: float, upper: float, step: float, declaration: Parameter, value: DatedValue | float
) -> tuple[float, float]:
    """Return the ends of a slider within which every step of a path that it moves stays allowed.

    Whole notches from the lower end, so that the positions in between stay the same.
    """
    if not isinstance(value, DatedValue) or is_level(value):
        return lower, upper
    start = value.values[0]
    least = declaration.lower + start - min(value.values)
    most = declaration.upper + start - max(value.values)
    cut = max(0, math.ceil((least - lower) / step - 1e-9)) if math.isfinite(least) else 0
    low = lower + cut * step
    return low, low + math.floor((min(upper, most) - low) / step + 1e-9) * step


def _scale_of(projection: Projection, path: str) -> float:
    """Return what an amount of money that is nil might come to: the fund's income, file units."""
    keys = path.split(".")
    if keys[0] != "funds":
        return 100.0
    fund = projection.funds[keys[1]]
    return float(fund.series["income"][0, 0]) / fund.setting.money_unit or 100.0


def _span(declaration: Parameter, value: DatedValue) -> float:
    largest = max(abs(v) for v in value.values)
    return 20 * declaration.step if declaration.step else _nice(largest)


def _same(one: DatedValue, other: DatedValue) -> bool:
    """Whether two values say the same but for the digits that moving them has cost."""
    return (one.months, one.linear) == (other.months, other.linear) and all(
        math.isclose(v, w, rel_tol=1e-9, abs_tol=1e-12)
        for v, w in zip(one.values, other.values, strict=True)
    )


def _at(value: DatedValue, month: int) -> float:
    return from_month(value, month).values[0]


def _level(value: DatedValue | float) -> float:
    return value.values[0] if isinstance(value, DatedValue) else value


def _nice(number: float) -> float:
    """Return the round number (1, 2 or 5 times a power of ten) at or above a positive one."""
    if number <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(number))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= number * (1 - 1e-9))


def _clean(number: float) -> float:
    return float(f"{number:.10g}")
