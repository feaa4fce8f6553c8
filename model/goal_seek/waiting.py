"""The cost of waiting: what the same lever must be if it is moved k years later."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.errors import InputError, Problem
from model.goal_seek.goal_seek import Solution, solve
from model.goal_seek.target import Target, as_target, fund_of
from model.progress import Watch, part_of
from model.results.projection import Projection, project
from model.scenario.movable_lever import lever_text, movable_lever
from model.scenario.scenario import Scenario
from model.words.texts import Language, message

if TYPE_CHECKING:
    import pandas as pd

#: Years of waiting looked at unless others are asked for.
YEARS = (0, 1, 3, 5, 10)


@dataclass(frozen=True)
class CostOfWaiting:
    """One solution for each number of years waited, in order."""

    years: tuple[int, ...]
    solutions: tuple[Solution, ...]

    def __repr__(self) -> str:
        """Say what waiting costs in a sentence."""
        return self.say()

    def say(self, language: Language = "en") -> str:
        """Return what acting at once takes, and what waiting longest."""
        first = self.solutions[0]
        if first.status != "found":
            return first.say(language)
        reached = [
            (waited, one)
            for waited, one in zip(self.years, self.solutions, strict=True)
            if one.status == "found"
        ]
        waited, last = reached[-1]
        years = waited - self.years[0]
        said = message(
            "{lever} {value} from {year} on meets the target; {when} it takes {later}.",
            lever=first.lever.declaration.label,
            value=lever_text(first.value, first.lever.declaration),
            year=first.lever.from_year,
            when=message("1 year later")
            if years == 1
            else message("{years} years later", years=years),
            later=lever_text(last.value, last.lever.declaration),
        )
        too_late = [waited for waited in self.years if waited > reached[-1][0]]
        # of one found alone there is no price of waiting to tell
        parts = [said.say(language) if years else first.say(language)]
        if too_late:
            late = (
                message("After 1 year it is too late.")
                if too_late[0] == 1
                else message("After {years} years it is too late.", years=too_late[0])
            )
            parts.append(late.say(language))
        return " ".join(parts)

    def to_frame(self) -> "pd.DataFrame":
        """Return one row for each number of years waited; see `Solution.to_frame`."""
        import pandas as pd

        rows = pd.concat([one.to_frame() for one in self.solutions], ignore_index=True)
        rows.insert(0, "years_waited", list(self.years))
        return rows


def cost_of_waiting(
    scenario: Scenario,
    path: str,
    target: str | Target,
    *,
    years: Sequence[int] = YEARS,
    from_year: int | None = None,
    bounds: tuple[float | None, float | None] = (None, None),
    fund: str | None = None,
    money: str | None = None,
    earlier: Projection | None = None,
    watch: Watch | None = None,
) -> CostOfWaiting:
    """Solve for a dated lever that is moved later and later.

    Parameters
    ----------
    years : waited after `from_year`, rising; those after the end of the projection are left out
    watch : told the share done, returns False to stop

    Raises
    ------
    InputError
        as `solve` does, and for a lever without dates, which cannot be moved later.
    StoppedError
        where the watcher stopped it.
    """
    first = movable_lever(scenario, path, from_year, bounds)
    if first.from_year is None:
        what = message("{label} has no dates", label=first.declaration.label)
        raise InputError([Problem(path, what, message("waiting needs a lever with dates"))])
    own = as_target(target, scenario, fund or fund_of(path, scenario), money)
    known = earlier or project(scenario)
    kept = tuple(waited for waited in years if first.from_year + waited <= scenario.end_year)
    solutions = tuple(
        solve(
            scenario,
            path,
            own,
            from_year=first.from_year + waited,
            bounds=bounds,
            earlier=known,
            watch=part_of(watch, number / len(kept), (number + 1) / len(kept)),
        )
        for number, waited in enumerate(kept)
    )
    return CostOfWaiting(kept, solutions)
