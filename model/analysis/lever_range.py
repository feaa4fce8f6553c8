"""By how much a sensitivity analysis moves each lever, and why by so much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from model.analysis.indicator_at import TOTAL, IndicatorAt
from model.analysis.likely_range import WITHIN, likely_reach
from model.errors import InputError, Problem, nearest_name
from model.levers import number_text
from model.parameters.dated import DatedValue
from model.parameters.declaration import DATE, Parameter
from model.projection import Projection
from model.scenario.edits import in_force
from model.scenario.reforming import reformed
from model.scenario.scenario import Lever, Scenario, levers
from model.texts import Message, message

Origin = Literal["given", "likely", "steps", "share"]
#: Without a range of one's own or a known spread: two notches of the slider, or a tenth.
NOTCHES = 2
TENTH = 0.1
_DIGITS = 4


@dataclass(frozen=True)
class LeverRange:
    """A lever with the amounts by which its whole path is moved down and up.

    Attributes
    ----------
    value : in the scenario; where its file gives none, what the projection goes by
    now : the value at the start of the first projected year
    down, up : added to the path from the first projected year on; one of them may be 0 where
        the lever stands at a bound
    origin : "given", "likely" by the spread of the simulation, two "steps" of its slider, or a
        "share" (a tenth) of its value
    """

    path: str
    declaration: Parameter
    value: DatedValue | float
    now: float
    down: float
    up: float
    origin: Origin

    @property
    def low(self) -> float:
        """Value in the first projected year, moved down."""
        return self.now + self.down

    @property
    def high(self) -> float:
        """Value in the first projected year, moved up."""
        return self.now + self.up

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends as a person reads them, shares in percent."""
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
            return message("{share:.0%} of the likely long-run levels", share=WITHIN)
        if self.origin == "steps":
            step = number_text(self.declaration.step or 0.0, self.declaration)
            return message("{count} notches of {step}", count=NOTCHES, step=step)
        return message("a tenth of its value")


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
            cure = nearest_name(path, tuple(known))
            problems.append(Problem(path, message("the scenario has no such parameter"), cure))
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


def with_shifts(scenario: Scenario, shifts: Sequence[tuple[LeverRange, float]]) -> Scenario:
    """Return the scenario with whole paths of levers moved by an amount each.

    Raises
    ------
    InputError
        where the values contradict each other or the base year.
    """
    values: dict[str, Any] = {}
    for lever, by in shifts:
        if isinstance(lever.value, DatedValue):
            part = _projected_part(lever.value, scenario)
            moved = tuple(value + by for value in part.values)
            values[lever.path] = DatedValue(part.months, moved, part.linear)
        else:
            values[lever.path] = lever.value + by
    return reformed(scenario, values)


def _may_move(lever: Lever, at: IndicatorAt) -> bool:
    own = at.fund == TOTAL or lever.path.startswith(f"funds.{at.fund}.")
    shared = not lever.path.startswith("funds.")
    return (own or shared) and ".reported." not in lever.path and "[" not in lever.path


def _default_range(projection: Projection, lever: Lever) -> LeverRange | None:
    scenario, value = projection.scenario, _movable_value(projection, lever)
    if value is None:
        return None
    now = _path_values(scenario, value)[0]
    likely = likely_reach(lever.path, now)
    if likely is not None:
        return _clipped(scenario, lever, value, likely, "likely")
    step = lever.declaration.step
    reach = NOTCHES * step if step else TENTH * abs(now)
    if reach == 0:
        return None
    return _clipped(scenario, lever, value, (-reach, reach), "steps" if step else "share")


def _ranged(
    scenario: Scenario,
    lever: Lever,
    value: DatedValue | float,
    ends: tuple[float, float],
    problems: list[Problem],
) -> LeverRange | None:
    low, high = ends
    lower, upper = lever.declaration.lower, lever.declaration.upper
    if not lower <= low < high <= upper:
        problems.append(
            Problem(
                lever.path,
                message("{low:g} to {high:g} is no range within the bounds", low=low, high=high),
                message("choose within {lower} to {upper}", lower=f"{lower:g}", upper=f"{upper:g}"),
            )
        )
        return None
    now = _path_values(scenario, value)[0]
    return _clipped(scenario, lever, value, (low - now, high - now), "given")


def _clipped(
    scenario: Scenario,
    lever: Lever,
    value: DatedValue | float,
    reach: tuple[float, float],
    origin: Origin,
) -> LeverRange | None:
    """Return the range as far as no value of the path leaves the declared bounds."""
    values = _path_values(scenario, value)
    down, up = reach
    down = max(down, lever.declaration.lower - min(values)) if down < 0 else down
    up = min(up, lever.declaration.upper - max(values)) if up > 0 else up
    if down == up:
        return None
    return LeverRange(lever.path, lever.declaration, value, values[0], down, up, origin)


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
        return list(_projected_part(value, scenario).values)
    return [value]


def _projected_part(value: DatedValue, scenario: Scenario) -> DatedValue:
    """Return the value from the first projected year on: what was observed is not moved."""
    month = (scenario.base_year + 1) * 12
    later = [(m, v) for m, v in zip(value.months, value.values, strict=True) if m > month]
    if value.months[0] <= month:
        start = float(value.monthly(np.array([month // 12]))[0, 0])
        later = [(month, start), *later]
    months, values = zip(*later, strict=True)
    return DatedValue(months, values, value.linear and len(values) > 1)
