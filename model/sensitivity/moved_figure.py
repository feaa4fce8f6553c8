"""What both kinds of sensitivity share: levers moved by an amount, and the figure that results.

`model.sensitivity.tornado` moves one lever at a time, `model.sensitivity.sobol` all at once;
docs/method/sensitivity.md has the equations and what they leave out.
"""

from collections.abc import Mapping, Sequence

from model.results.indicator_at import TOTAL, IndicatorAt, parse_indicator_at, value_at
from model.results.projection import Projection, project, project_fund
from model.scenario.scenario import Scenario
from model.sensitivity.lever_range import LeverRange
from model.sensitivity.moved_paths import with_shifts

#: By path: values of the first projected year, or None for the default range.
Ranges = Mapping[str, tuple[float, float] | None]


def moved_figure(
    scenario: Scenario,
    at: IndicatorAt,
    earlier: Projection,
    shifts: Sequence[tuple[LeverRange, float]],
) -> float:
    """Return the figure with levers moved; only the fund that it is of is projected."""
    changed = with_shifts(scenario, shifts)
    if at.fund == TOTAL:
        return value_at(project(changed, earlier=earlier), at)
    fund = project_fund(changed, changed.funds[at.fund], changed.setting(), earlier.years)
    return value_at(Projection(changed, earlier.years, {at.fund: fund}), at)


def parsed(indicator: str | IndicatorAt, scenario: Scenario) -> IndicatorAt:
    """Return what is looked at, read from its text where it is one."""
    return (
        indicator if isinstance(indicator, IndicatorAt) else parse_indicator_at(indicator, scenario)
    )
