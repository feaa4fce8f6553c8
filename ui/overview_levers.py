"""Levers with and without the draft, and the search that Overview draws for them."""

import streamlit as st

from model.parameters.declaration import Parameter
from model.scenario.scenario import Lever
from model.texts import Language
from ui.texts import language, say
from ui.work import View

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
        if path.startswith(prefix) and pair[0].declaration.headline
    ]
    return sorted(found, key=lambda pair: int(pair[0].declaration.headline))


def searched_levers(pairs: dict[str, Pair]) -> list[Pair]:
    """Draw the search for any other lever; return what was picked."""
    tongue = language()
    labels = {
        path: lever_name(path, now.declaration, tongue)
        for path, (now, _) in pairs.items()
        if not now.declaration.headline
    }
    picked = st.multiselect(
        say("find another lever"),
        list(labels),
        format_func=labels.__getitem__,
        key="searched",
        placeholder=say("type a word, such as retirement or interest"),
    )
    return [pairs[path] for path in picked]


def lever_name(path: str, declaration: Parameter, tongue: Language) -> str:
    """Return a lever's label with its place, so that equal labels differ."""
    keys = path.split(".")
    place = keys[1] if keys[0] == "funds" else ""
    label = declaration.label.say(tongue)
    return f"{label} · {place}" if place else label
