"""By how much a sensitivity analysis moves each lever, and why by so much."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from model.errors import InputError, Problem
from model.parameters.dated import DatedValue
from model.parameters.dated_editing import from_month
from model.parameters.declaration import CHOICE, DATE, SHARES, Parameter
from model.results.indicator_at import TOTAL, IndicatorAt
from model.results.lever_in_force import in_force
from model.results.projection import Projection
from model.scenario.draft import first_projected_month
from model.scenario.lever_path import unknown_lever
from model.scenario.lever_rows import number_text
from model.scenario.reform_in_memory import reformed
from model.scenario.scenario import Lever, Scenario, levers
from model.sensitivity.likely_range import WITHIN, Reach, likely_reach
from model.words.texts import Message, message

Origin = Literal["given", "likely", "steps", "share"]
#: Without a range of one's own or a known spread: two notches of the slider, or a tenth.
NOTCHES = 2
TENTH = 0.1
_DIGITS = 4


@dataclass(frozen=True)
class LeverRange:
    """A lever with how far its whole path is moved down and up.

    Attributes
    ----------
    value : in the scenario; where its file gives none, what the projection goes by
    now : the value at the start of the first projected year
    down, up : added to the path from the first projected year on or, where `scaled`, to the
        logarithm of what it is multiplied by; one of them may be 0 where the lever is at a bound
    ramp_years : years within which the path comes to be moved by that; 0 for at once
    origin : "given", "likely" by the spread of the simulation, two "steps" of its slider, or a
        "share" (a tenth) of its values
    """

    path: str
    declaration: Parameter
    value: DatedValue | float
    now: float
    down: float
    up: float
    origin: Origin
    scaled: bool = False
    ramp_years: float = 0.0

    @property
    def low(self) -> float:
        """Value in the first projected year, moved down in full."""
        return self._moved(self.down)

    @property
    def high(self) -> float:
        """Value in the first projected year, moved up in full."""
        return self._moved(self.up)

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends as a person reads them: values, or multiples of a path that changes."""
        if self.scaled and isinstance(self.value, DatedValue) and len(self.value.values) > 1:
            return f"× {math.exp(self.down):.3g}", f"× {math.exp(self.up):.3g}"
        low, high = (
            number_text(end, self.declaration, digits=_DIGITS) for end in (self.low, self.high)
        )
        return low, high

    @property
    def reason(self) -> Message:
        """Why the range is as wide as it is."""
        if self.origin == "given":
            return message("the range given")
        if self.origin == "likely":
            likely = message("{share:.0%} of the likely long-run levels", share=WITHIN)
            if not self.ramp_years:
                return likely
            return message(
                "{likely}, reached within {years:g} years", likely=likely, years=self.ramp_years
            )
        if self.origin == "steps":
            step = number_text(self.declaration.step or 0.0, self.declaration)
            return message("{count} notches of {step}", count=NOTCHES, step=step)
        return message("a tenth of its value")

    def _moved(self, by: float) -> float:
        return self.now * math.exp(by) if self.scaled else self.now + by


def default_ranges(projection: Projection, at: IndicatorAt) -> Iterator[LeverRange]:
    """Yield a range for every numeric policy or assumption that may move the figure.

    A lever without a value in the file moves from what the projection goes by. Left out are
    levers without either, with neither step nor size, or inside measures between dates, and
    those of funds that the figure is not about.
    """
    for lever in levers(projection.scenario):
        if _may_move(lever, at):
            found = _default_range(projection, lever)
            if found is not None:
                yield found


def without_number(
    projection: Projection, at: IndicatorAt, ranges: Sequence[LeverRange]
) -> Iterator[str]:
    """Yield the paths of numeric levers that may move the figure but have nothing to move."""
    known = {one.path for one in ranges}
    for lever in levers(projection.scenario):
        unit = lever.declaration.unit
        number = lever.value is None or isinstance(lever.value, DatedValue | float)
        numeric = number and unit not in (CHOICE, DATE, SHARES)
        if numeric and lever.path not in known and _may_move(lever, at):
            yield lever.path


def given_ranges(
    projection: Projection, ranges: Mapping[str, tuple[float, float] | None]
) -> list[LeverRange]:
    """Return the ranges asked for: values of the first projected year, or None for the default.

    Raises
    ------
    InputError
        with every unknown path, lever that is no number, and range outside the bounds.
    """
    known = {lever.path: lever for lever in levers(projection.scenario)}
    problems: list[Problem] = []
    found = []
    for path, ends in ranges.items():
        if path not in known:
            problems += unknown_lever(projection.scenario, path).problems
            continue
        value = _movable_value(projection, known[path])
        if value is None:
            own = None
        elif ends is None:
            own = _default_range(projection, known[path])
        else:
            own = _ranged(projection.scenario, known[path], value, ends, problems)
            if own is None:
                continue
        if own is None:
            what = message("{label} has no number to move", label=known[path].declaration.label)
            problems.append(Problem(path, what, message("give the lever a value in the scenario")))
        else:
            found.append(own)
    if problems:
        raise InputError(problems)
    return found


def _may_move(lever: Lever, at: IndicatorAt) -> bool:
    own = at.fund == TOTAL or lever.path.startswith(f"funds.{at.fund}.")
    shared = not lever.path.startswith("funds.")
    return (own or shared) and ".reported." not in lever.path and "[" not in lever.path


def _default_range(projection: Projection, lever: Lever) -> LeverRange | None:
    scenario, value = projection.scenario, _movable_value(projection, lever)
    if value is None:
        return None
    likely = likely_reach(lever.path)
    if likely is not None:
        return _clipped(scenario, lever, value, likely, "likely")
    step = lever.declaration.step
    if step:
        return _clipped(scenario, lever, value, Reach(-NOTCHES * step, NOTCHES * step), "steps")
    return _clipped(
        scenario, lever, value, Reach(math.log1p(-TENTH), math.log1p(TENTH), scaled=True), "share"
    )


def _ranged(
    scenario: Scenario,
    lever: Lever,
    value: DatedValue | float,
    ends: tuple[float, float],
    problems: list[Problem],
) -> LeverRange | None:
    low, high = ends
    lower, upper = lever.declaration.lower, lever.declaration.upper
    label = lever.declaration.label
    if low >= high:
        problems.append(
            Problem(
                lever.path,
                message(
                    "{label}: {low:g} to {high:g} is no range", label=label, low=low, high=high
                ),
                message("the lower end comes first"),
            )
        )
        return None
    if not lower <= low < high <= upper:
        what = message(
            "{label}: {low:g} to {high:g} is no range within the bounds",
            label=label,
            low=low,
            high=high,
        )
        cure = message("choose within {lower} to {upper}", lower=f"{lower:g}", upper=f"{upper:g}")
        problems.append(Problem(lever.path, what, cure))
        return None
    now = _path_values(scenario, value)[0]
    return _within_bounds(
        scenario,
        LeverRange(lever.path, lever.declaration, value, now, low - now, high - now, "given"),
    )


def _clipped(
    scenario: Scenario, lever: Lever, value: DatedValue | float, reach: Reach, origin: Origin
) -> LeverRange | None:
    return _within_bounds(
        scenario,
        LeverRange(
            path=lever.path,
            declaration=lever.declaration,
            value=value,
            now=_path_values(scenario, value)[0],
            down=reach.down,
            up=reach.up,
            origin=origin,
            scaled=reach.scaled,
            ramp_years=reach.ramp_years,
        ),
    )


def _within_bounds(scenario: Scenario, lever: LeverRange) -> LeverRange | None:
    """Return the range as far as no value of the path leaves the declared bounds."""
    values = np.array(_path_values(scenario, lever.value))
    lower, upper = lever.declaration.lower, lever.declaration.upper
    if lever.scaled:
        if not values.any() or values.min() < 0:
            return None
        lower, upper = (
            -math.inf if lower <= 0 else math.log(lower / values.min()),
            math.inf if math.isinf(upper) else math.log(upper / values.max()),
        )
    else:
        lower, upper = lower - values.min(), upper - values.max()
    down = max(lever.down, lower) if lever.down < 0 else lever.down
    up = min(lever.up, upper) if lever.up > 0 else lever.up
    return None if down == up else replace(lever, down=float(down), up=float(up))


def _movable_value(projection: Projection, lever: Lever) -> DatedValue | float | None:
    """Return a number or path that can be moved; None where there is none, or none is allowed."""
    whole_or_text = isinstance(lever.value, bool | int | str | tuple)
    if lever.declaration.unit is DATE or whole_or_text:
        return None
    if lever.value is not None:
        return lever.value if isinstance(lever.value, DatedValue) else float(lever.value)
    value = in_force(lever, projection)
    if value is not None:
        try:
            reformed(projection.scenario, {lever.path: value})
        except InputError:
            # something else is given in its place
            return None
    return value


def _path_values(scenario: Scenario, value: DatedValue | float) -> list[float]:
    if isinstance(value, DatedValue):
        return list(from_month(value, first_projected_month(scenario)).values)
    return [value]
