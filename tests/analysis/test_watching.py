"""Whoever watches an analysis is told how far it is, may stop it, and changes nothing."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from model import (
    Scenario,
    StoppedError,
    cost_of_waiting,
    explain,
    package,
    reformed,
    solve,
    two_lever_map,
)
from model.parameters.dated import DatedValue
from model.progress import counted, part_of, tell, uncounted
from tests.conftest import SCENARIOS, projected, shipped

CITY, PACKAGE = "city-2005.toml", "combined-package.toml"
FUND = "enterprise_pension"
POLICY = f"funds.{FUND}.policy"
RATE, WEIGHT = f"{POLICY}.employer_rate", f"{POLICY}.increase_wage_weight"
#: The file leaves it out, so that the value which stands for it is looked for first.
UNSAID = f"{POLICY}.collection_rate"
#: Wide open, so that the stretch a map shows is looked for first.
OPEN = f"{POLICY}.fiscal_subsidy"
MONTHS = "payout_months>=9@2050"
BOUNDS = {RATE: (0.16, 0.26), WEIGHT: (0.3, 0.6), UNSAID: (0.9, 1.0)}


def many() -> Scenario:
    """Return thirteen changes of money, too many for every coalition."""
    values = {
        "employer_rate": 0.19,
        "employee_rate": 0.09,
        "collection_rate": 0.97,
        "arrears_recovery": 0.4,
        "arrears_write_off": 0.1,
        "increase_wage_weight": 0.4,
        "increase_price_weight": 0.6,
        "fiscal_subsidy": 1000,
        "other_premium": 500,
        "account_interest": 0.03,
        "funeral_grant_months": 4,
        "survivor_grant_months": 8,
    }
    raw: dict[str, Any] = {
        f"{POLICY}.{name}": DatedValue((2026 * 12,), (value,)) for name, value in values.items()
    }
    return reformed(
        shipped(CITY), {**raw, "assumptions.economy.interest": DatedValue((2026 * 12,), (0.03,))}
    )


def explained(other: Scenario, text: str, watch: Any) -> Any:
    known = projected(CITY)
    return explain(shipped(CITY), other, text, permutations=4, earlier=known, watch=watch)


#: Every analysis whose projections are made one after the other, by what it is asked.
ANALYSES: dict[str, Callable[[Any], Any]] = {
    "one fund explained": lambda watch: explained(
        shipped(PACKAGE), f"{FUND}.payout_months@2040", watch
    ),
    "all funds explained": lambda watch: explained(shipped(PACKAGE), "total.balance@2040", watch),
    "explained by draws": lambda watch: explained(many(), f"{FUND}.payout_months@2040", watch),
    "solved": lambda watch: solve(
        shipped(CITY), WEIGHT, MONTHS, from_year=2026, earlier=projected(CITY), watch=watch
    ),
    "waiting": lambda watch: cost_of_waiting(
        shipped(CITY), WEIGHT, MONTHS, from_year=2026, earlier=projected(CITY), watch=watch
    ),
    "map": lambda watch: two_lever_map(
        shipped(CITY),
        (OPEN, UNSAID),
        MONTHS,
        from_year=2026,
        points=5,
        earlier=projected(CITY),
        watch=watch,
    ),
    "package": lambda watch: package(
        shipped(CITY),
        list(BOUNDS),
        [MONTHS],
        from_year=2026,
        bounds=BOUNDS,
        earlier=projected(CITY),
        watch=watch,
    ),
}


def projections(found: Any) -> int:
    """Return how many projections an answer says it took."""
    if hasattr(found, "solutions"):
        return sum(one.evaluations for one in found.solutions)
    # an explanation first projects everybody's changes, of up to nine funds, before it counts
    return int(found.projections - 9 if hasattr(found, "projections") else found.evaluations)


@pytest.mark.parametrize("name", ANALYSES)
def test_shares_never_fall_end_at_one_and_change_nothing(name: str) -> None:
    seen: list[float] = []
    analysis = ANALYSES[name]

    watched = analysis(lambda share: seen.append(share) or True)
    alone = analysis(None)

    assert seen == sorted(seen)
    assert seen[0] >= 0
    assert seen[-1] == 1.0
    assert seen[-2] > 0.5  # it does not leap to the end
    assert len(seen) >= projections(watched) > 10
    assert watched.to_frame().equals(alone.to_frame())
    assert watched.say("zh") == alone.say("zh")
    assert projections(watched) == projections(alone)


@pytest.mark.parametrize("name", ANALYSES)
@pytest.mark.parametrize("after", [1, 12])
def test_a_watcher_who_says_stop_is_heeded_at_once(name: str, after: int) -> None:
    seen: list[float] = []

    def watch(share: float) -> bool:
        seen.append(share)
        return len(seen) < after

    with pytest.raises(StoppedError):
        ANALYSES[name](watch)

    assert len(seen) == after


def test_every_coalition_counts_alike() -> None:
    seen: list[float] = []

    found = explained(
        shipped(PACKAGE), f"{FUND}.payout_months@2040", lambda share: seen.append(share) or True
    )

    assert found.projections == 256
    assert seen == [*(n / 256 for n in range(1, 256)), 1.0]


def test_a_target_already_met_is_done_at_once() -> None:
    seen: list[float] = []

    solve(
        shipped(CITY),
        RATE,
        "payout_months>=1@2010",
        earlier=projected(CITY),
        watch=lambda share: seen.append(share) or True,
    )

    assert seen == [1.0]


def test_a_part_is_told_between_its_two_shares_of_the_whole() -> None:
    seen: list[float] = []
    half = part_of(lambda share: seen.append(share) or True, 0.5, 0.75)

    for share in (0.0, 0.4, 1.0):
        tell(half, share)

    assert seen == pytest.approx([0.5, 0.6, 0.75])
    assert part_of(None, 0.5, 0.75) is None


def test_projections_of_a_known_and_of_an_unknown_number() -> None:
    known: list[float] = []
    unknown: list[float] = []
    one = counted(lambda share: known.append(share) or True, 4)
    other = uncounted(lambda share: unknown.append(share) or True)

    for _ in range(5):
        one()
    for _ in range(1000):
        other()

    assert known == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert unknown[7] == 0.5
    assert all(low < high for low, high in pairwise(unknown))
    assert unknown[-1] < 1


def on_a_terminal(*arguments: str) -> tuple[str, str]:
    """Run the command line with stderr on a terminal; return stdout and what the terminal got."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "command_line.main", *arguments],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            shown += more
        assert process.stdout is not None
        out = process.stdout.read()
    os.close(ours)
    assert process.returncode in (0, 1), shown  # 1: not reachable
    return out, shown.decode()


@pytest.mark.parametrize(
    ("word", "arguments"),
    [
        (
            "归因",
            [
                "compare",
                str(SCENARIOS / CITY),
                str(SCENARIOS / PACKAGE),
                "--explain",
                f"{FUND}.payout_months@2040",
            ],
        ),
        (
            "求解",
            [
                "solve",
                str(SCENARIOS / CITY),
                *("--lever", WEIGHT),
                *("--target", MONTHS),
                *("--from", "2026"),
                *("--wait", "5"),
            ],
        ),
    ],
)
def test_the_command_line_shows_progress_on_the_terminal_and_data_on_stdout(
    word: str, arguments: list[str]
) -> None:
    out, shown = on_a_terminal(*arguments, "--format", "json", "--lang", "zh")

    assert word in shown
    assert "100%" in shown
    assert {"message", "manifest"} <= set(json.loads(out))
