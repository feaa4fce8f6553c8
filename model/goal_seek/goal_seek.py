"""What it would take: the value of one lever with which an indicator meets a target.

A straight line through two values is tried first: where money is linear in the lever, that is the
answer. Otherwise the lever is looked at between all its bounds, so that one which moves the
indicator both ways is noticed, and the crossing nearest to today's value is closed in on (Brent).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.errors import InputError
from model.goal_seek.lever_search import Found, LeverSearch, Status
from model.goal_seek.target import Target, as_target, fund_of
from model.progress import Watch, tell
from model.results.figure_text import figure_text
from model.results.projection import Projection
from model.scenario.movable_lever import MovableLever, lever_text, movable_lever, moved
from model.scenario.scenario import Scenario
from model.words.texts import Language, Message, Text, message

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Solution:
    """The answer to "what would it take", or how near one lever comes.

    Attributes
    ----------
    scenario, lever, target : the question
    status : found, already_met or not_reachable
    value : of the lever; the best one where the target is not reachable, today's where it is met
    achieved : the indicator with it, money in yuan
    evaluations : projections of moved levers
    both_ways : the lever moves the indicator up and down between its bounds
    others : further values at about which the target is crossed, as far as the search saw
    jumps : values at about which the figure jumps from one side of the target to the other
    refusal : why the model refused some values within the bounds
    """

    scenario: Scenario
    lever: MovableLever
    target: Target
    status: Status
    value: float
    achieved: float
    evaluations: int
    both_ways: bool = False
    others: tuple[float, ...] = ()
    jumps: tuple[float, ...] = ()
    refusal: InputError | None = None

    def __repr__(self) -> str:
        """Say the answer in a sentence."""
        return self.say()

    @property
    def solved(self) -> Scenario:
        """The scenario with the lever at the answer."""
        if self.status == "already_met":
            return self.scenario
        return moved(self.scenario, [(self.lever, self.value)])

    def say(self, language: Language = "en") -> str:
        """Return the answer in a sentence or two."""
        achieved = figure_text(self.target.at, self.achieved, self.scenario, language)
        asked = self.target.words(self.scenario, language)
        if self.status == "already_met":
            said = message(
                "Already met: {target} (it is {achieved}).", target=asked, achieved=achieved
            )
        elif self.status == "found":
            said = message(
                "{lever} {value}{since} gives {achieved}: {target}.",
                lever=self.lever.declaration.label,
                value=lever_text(self.value, self.lever.declaration),
                since=self._since(),
                achieved=achieved,
                target=asked,
            )
        else:
            said = message(
                "Not reachable: {target}. The best is {achieved} with {lever} {value}{since}: "
                "{why}.",
                target=asked,
                achieved=achieved,
                lever=self.lever.declaration.label,
                value=lever_text(self.value, self.lever.declaration),
                since=self._since(),
                why=self.why,
            )
        return " ".join([said.say(language), *(one.say(language) for one in self._notices())])

    @property
    def why(self) -> Message:
        """Why the target is not reached with this lever."""
        if self.value in (self.lever.lower, self.lever.upper):
            return message(
                "the lever is at its bound of {bound}",
                bound=lever_text(self.value, self.lever.declaration),
            )
        if self.refusal is not None:
            reason = self.refusal.problems[0].what
            return message("other values are refused ({reason})", reason=reason)
        if self.both_ways:
            return message("beyond this value it moves away again")
        return message("between its bounds the lever moves it no nearer")

    def to_frame(self) -> "pd.DataFrame":
        """Return one row: question, status, value, achieved; money in yuan."""
        import pandas as pd

        return pd.DataFrame(
            {
                "lever": [self.lever.path],
                "from_year": [self.lever.from_year],
                "indicator": [str(self.target.at)],
                "sign": [self.target.sign],
                "threshold": [self.target.threshold],
                "status": [self.status],
                "now": [self.lever.now],
                "value": [self.value],
                "achieved": [self.achieved],
                "evaluations": [self.evaluations],
            }
        )

    def _since(self) -> Message | Text:
        if self.lever.from_year is None:
            return Text("", "")
        now = self.lever.now
        if now is None:
            return message(" from {year} on", year=self.lever.from_year)
        return message(
            " from {year} on (now {now})",
            year=self.lever.from_year,
            now=lever_text(now, self.lever.declaration),
        )

    def _notices(self) -> list[Message]:
        notices = []
        # a lever that the file leaves out is not steady either
        if self.scenario.levers_by_path[self.lever.path].value is not None and (
            not self.lever.steady
        ):
            notices.append(_what_becomes_of_its_path(self.status, self.lever.from_year))
        if self.both_ways:
            notices.append(
                message("Between its bounds the lever moves the figure both up and down.")
            )
        if self.others:
            values = self._listed(self.others)
            notices.append(
                message("The target is crossed near {values} too, at least.", values=values)
            )
        if self.jumps:
            values = self._listed(self.jumps)
            notices.append(
                message("Near {values} the figure jumps over the target.", values=values)
            )
        return notices

    def _listed(self, values: tuple[float, ...]) -> str:
        return ", ".join(lever_text(value, self.lever.declaration) for value in values)


def _what_becomes_of_its_path(status: Status, year: int | None) -> Message:
    """Say what becomes of the later values that the file has for the lever."""
    if status == "already_met":
        return message("The lever stays as in the file, where it changes after {year}.", year=year)
    if status == "found":
        return message("It replaces what the file has for the lever after {year}.", year=year)
    return message(
        "The values tried replace what the file has for the lever after {year}.", year=year
    )


def solve(
    scenario: Scenario,
    lever: str | MovableLever,
    target: str | Target,
    *,
    from_year: int | None = None,
    bounds: tuple[float | None, float | None] = (None, None),
    fund: str | None = None,
    money: str | None = None,
    earlier: Projection | None = None,
    watch: Watch | None = None,
) -> Solution:
    """Return the value of a lever, nearest to today's, with which a target is met.

    Parameters
    ----------
    lever : its path in the file, "funds.x.policy.employer_rate"
    target : "payout_months>=9@2040"; of the lever's fund where it names none
    from_year : the first year of the new value of a dated lever; else the first projected year
    bounds : narrower than the declared ones, which are never violated
    money : the unit of a threshold of money; the file's own if left out
    earlier : a projection of the scenario
    watch : told the share done, returns False to stop

    Raises
    ------
    InputError
        for a lever or target that cannot be read.
    StoppedError
        where the watcher stopped it.
    """
    if isinstance(lever, str):
        lever = movable_lever(scenario, lever, from_year, bounds)
    asked = as_target(target, scenario, fund or fund_of(lever.path, scenario), money)
    search = LeverSearch(scenario, lever, asked, earlier, watch)
    own, now = search.target, search.outcomes.now[0]
    if own.met(now):
        value = lever.start if lever.now is None else lever.now
        tell(watch, 1.0)
        return Solution(scenario, lever, own, "already_met", value, now, 0)
    crossing = None if lever.whole else search.straight()
    ended = search.between_bounds() if crossing is None else Found("found", crossing)
    achieved = search.value(ended.value)
    tell(watch, 1.0)
    return Solution(
        scenario,
        lever,
        own,
        ended.status,
        ended.value,
        achieved,
        search.outcomes.evaluations,
        ended.both_ways,
        ended.others,
        ended.jumps,
        search.outcomes.refusal,
    )
