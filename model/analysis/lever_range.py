"""By how much a sensitivity analysis moves each lever, and why by so much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from model.analysis.indicator_at import TOTAL, IndicatorAt
from model.errors import InputError, Problem, nearest_name
from model.parameters.dated import DatedValue
from model.parameters.declaration import DATE, Parameter
from model.scenario.reforming import reformed
from model.scenario.scenario import Lever, Scenario, levers
from model.texts import Message, message

Origin = Literal["given", "steps", "share"]
#: Without a range of one's own: two notches of the slider, or a tenth of the value.
NOTCHES = 2
TENTH = 0.1


@dataclass(frozen=True)
class LeverRange:
    """A lever with the amounts by which its whole path is moved down and up.

    Attributes
    ----------
    value : in the scenario
    now : the value at the start of the first projected year
    down, up : added to the path from the first projected year on; one of them may be 0 where
        the lever stands at a bound
    origin : "given", two "steps" of its slider, or a "share" (a tenth) of its value
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
    def reason(self) -> Message:
        """Why the range is as wide as it is."""
        if self.origin == "given":
            return message("the range given")
        if self.origin == "steps":
            return message("{count} notches of {step:g}", count=NOTCHES, step=self.declaration.step)
        return message("a tenth of its value")


def default_ranges(scenario: Scenario, at: IndicatorAt) -> Iterator[LeverRange]:
    """Yield a range for every numeric policy or assumption that may move the figure.

    Levers without a value, with neither step nor size, or inside measures between dates are
    left out; so are those of funds that the figure is not about.
    """
    for lever in levers(scenario):
        if _may_move(lever, at):
            found = _default_range(scenario, lever)
            if found is not None:
                yield found


def given_ranges(
    scenario: Scenario, ranges: Mapping[str, tuple[float, float] | None]
) -> list[LeverRange]:
    """Return the ranges asked for: values of the first projected year, or None for the default.

    Raises
    ------
    InputError
        with every unknown path, lever that is no number, and range outside the bounds.
    """
    known = {lever.path: lever for lever in levers(scenario)}
    problems: list[Problem] = []
    found = []
    for path, ends in ranges.items():
        if path not in known:
            cure = nearest_name(path, tuple(known))
            problems.append(Problem(path, message("the scenario has no such parameter"), cure))
            continue
        own = _default_range(scenario, known[path]) if ends is None else None
        if ends is not None and _number_now(scenario, known[path]) is not None:
            own = _ranged(scenario, known[path], ends, problems)
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


def _default_range(scenario: Scenario, lever: Lever) -> LeverRange | None:
    now = _number_now(scenario, lever)
    if now is None:
        return None
    step = lever.declaration.step
    reach = NOTCHES * step if step else TENTH * abs(now)
    if reach == 0:
        return None
    return _clipped(scenario, lever, now, -reach, reach, "steps" if step else "share")


def _ranged(
    scenario: Scenario, lever: Lever, ends: tuple[float, float], problems: list[Problem]
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
    now = _number_now(scenario, lever)
    assert now is not None
    return _clipped(scenario, lever, now, low - now, high - now, "given")


def _clipped(
    scenario: Scenario, lever: Lever, now: float, down: float, up: float, origin: Origin
) -> LeverRange | None:
    """Return the range as far as no value of the path leaves the declared bounds."""
    values = _path_values(scenario, lever)
    down = max(down, lever.declaration.lower - min(values)) if down < 0 else down
    up = min(up, lever.declaration.upper - max(values)) if up > 0 else up
    if down == up:
        return None
    return LeverRange(lever.path, lever.declaration, lever.value, now, down, up, origin)


def _number_now(scenario: Scenario, lever: Lever) -> float | None:
    whole_or_text = isinstance(lever.value, bool | int | str | tuple)
    if lever.declaration.unit is DATE or lever.value is None or whole_or_text:
        return None
    values = _path_values(scenario, lever)
    return values[0] if values else None


def _path_values(scenario: Scenario, lever: Lever) -> list[float]:
    if isinstance(lever.value, DatedValue):
        return list(_projected_part(lever.value, scenario).values)
    return [float(lever.value)]


def _projected_part(value: DatedValue, scenario: Scenario) -> DatedValue:
    """Return the value from the first projected year on: what was observed is not moved."""
    month = (scenario.base_year + 1) * 12
    later = [(m, v) for m, v in zip(value.months, value.values, strict=True) if m > month]
    if value.months[0] <= month:
        start = float(value.monthly(np.array([month // 12]))[0, 0])
        later = [(month, start), *later]
    months, values = zip(*later, strict=True)
    return DatedValue(months, values, value.linear and len(values) > 1)
