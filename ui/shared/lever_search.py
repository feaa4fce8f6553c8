"""Levers with and without the draft, and the search that Overview draws for them."""

import streamlit as st

from model.scenario.lever_path import lever_name as lever_name
from model.scenario.scenario import Lever, Scenario
from ui.shared.projections import View
from ui.shared.texts import language, say

Pair = tuple[Lever, Lever]


def lever_pairs(view: View) -> dict[str, Pair]:
    """Return every lever with and without the draft, by path."""
    saved = view.saved.scenario.levers_by_path
    return {
        path: (lever, saved.get(path, lever))
        for path, lever in view.scenario.levers_by_path.items()
    }


def headline_levers(pairs: dict[str, Pair], prefix: str | tuple[str, ...]) -> list[Pair]:
    """Return the levers that matter most below `prefix`, the most wanted first."""
    found = [
        pair
        for path, pair in pairs.items()
        if path.startswith(prefix)
        and pair[0].declaration.headline
        and not said_otherwise(path, pairs)
    ]
    return sorted(found, key=lambda pair: int(pair[0].declaration.headline))


def said_otherwise(path: str, pairs: dict[str, Pair]) -> bool:
    """Whether the scenario gives another lever instead of this one, so that it must stay open."""
    lever = pairs[path][0]
    other = lever.declaration.instead_of
    if other is None or lever.value is not None:
        return False
    return pairs[f"{path.rpartition('.')[0]}.{other}"][0].value is not None


def searched_levers(pairs: dict[str, Pair], scenario: Scenario) -> list[Pair]:
    """Draw the search for any other lever; return what was picked."""
    tongue = language()
    labels = {
        path: lever_name(path, scenario, tongue)
        for path, (now, _) in pairs.items()
        if not now.declaration.headline and not said_otherwise(path, pairs)
    }
    picked = st.multiselect(
        say("find another lever"),
        list(labels),
        format_func=labels.__getitem__,
        key="searched",
        persist_state="session",
        placeholder=say("type a word, such as retirement or interest"),
    )
    return [pairs[path] for path in picked]
