"""What one reader has open: file, draft, choices. It lives in the session and in the address.

Widgets come and go with their pages; what they set stands here under names of its own, and each
widget is given its value from here before it is drawn.
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from model.errors import InputError
from model.funds.kinds import outputs
from model.scenario.folder import entries, read_words, text_digest
from model.scenario.writing import value_text
from ui.shared.paths import FIRST, scenario_folder

#: Undoing goes back at least this far.
UNDO_STEPS = 200
#: What belongs to the open file and is put away with it.
_OF_FILE = ("draft", "undo", "redo", "opened")
#: Choices that stand in the address, with what holds where it says nothing.
CHOICES: Mapping[str, str] = {
    "language": "zh",
    "scenario": FIRST,
    "baseline": "",
    "funds": "",
    "view": "together",
    "reader": "leader",
    "money": "",
    "indicator": "payout_months",
    "others": "",
}
#: What a choice can be, where that does not depend on the folder.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "language": ("zh", "en"),
    "view": ("together", "apart"),
    "reader": ("leader", "analyst"),
}


def start() -> None:
    """Fill a new session from the address bar."""
    if "draft" in st.session_state:
        return
    address = st.query_params.to_dict()
    for name, default in CHOICES.items():
        st.session_state[f"choice.{name}"] = address.pop(name, default)
    st.session_state["undo"], st.session_state["redo"] = [], []
    st.session_state["gesture"] = None
    st.session_state["put_away"] = {}
    st.session_state["remarks"] = []
    st.session_state["draft"] = {}
    draft, unread = {}, []
    for path, text in address.items():
        try:
            draft[path] = tomllib.loads(f"value = {text}")["value"]
            json.dumps(draft[path])  # a date is TOML, but no value of a lever
        except (tomllib.TOMLDecodeError, TypeError):
            draft.pop(path, None)
            unread.append(path)
    st.session_state["draft"] = draft
    st.session_state["unread"] = unread
    names = [entry.name for entry in entries(scenario_folder())]
    if choice("scenario") not in names:
        if choice("scenario") != FIRST:
            unread.append(choice("scenario"))
        choose("scenario", FIRST if FIRST in names else next(iter(names), ""))
    known = {**_WORDS, "baseline": ("", *names), "indicator": tuple(outputs())}
    for name, words in known.items():
        if choice(name) not in words:
            unread.append(choice(name))
            choose(name, CHOICES[name])


def choice(name: str) -> str:
    """Return what the reader chose."""
    return str(st.session_state.get(f"choice.{name}", CHOICES[name]))


def choose(name: str, value: str) -> None:
    """Set what the reader chose."""
    st.session_state[f"choice.{name}"] = value


def chosen_list(name: str) -> list[str]:
    """Return a choice of several."""
    return [part for part in choice(name).split(",") if part]


def draft() -> dict[str, Any]:
    """Return the changed levers: TOML values by path."""
    return dict(st.session_state["draft"])


def edit(changes: Mapping[str, Any], gesture: object = None) -> None:
    """Change levers; None takes a change back. One gesture is one step of undo."""
    before = draft()
    after = {**before, **changes}
    after = {path: value for path, value in after.items() if value is not None}
    if after == before:
        return
    if gesture is None or gesture != st.session_state["gesture"]:
        st.session_state["undo"] = [*st.session_state["undo"], before][-UNDO_STEPS:]
    st.session_state["gesture"] = gesture
    st.session_state["redo"] = []
    st.session_state["draft"] = after


def reset() -> None:
    """Take all changes back; undo brings them back."""
    edit(dict.fromkeys(draft()))


def undo() -> None:
    """Go one step back."""
    _step("undo", "redo")


def redo() -> None:
    """Go one step forth."""
    _step("redo", "undo")


def _step(source: str, target: str) -> None:
    if st.session_state[source]:
        *rest, last = st.session_state[source]
        st.session_state[source] = rest
        st.session_state[target] = [*st.session_state[target], draft()]
        st.session_state["draft"] = last
        st.session_state["gesture"] = None


def open_file(name: str) -> None:
    """Open another file; each file's draft is put away and comes back with its steps of undo."""
    before = choice("scenario")
    if name == before:
        return
    away = dict(st.session_state["put_away"])
    if draft() or st.session_state["undo"] or st.session_state["redo"]:
        state = st.session_state
        away[before] = {part: state[part] for part in _OF_FILE if part in state}
    kept = away.pop(name, None)
    st.session_state["put_away"] = away
    open_saved(name)
    if kept is not None:
        st.session_state.update(kept)
        st.session_state["came_back"] = len(draft())


def open_saved(name: str) -> None:
    """Open a file as it is saved; the draft stands in it now, or is not wanted any more."""
    for one, value in (("scenario", name), ("baseline", ""), ("funds", ""), ("money", "")):
        choose(one, value)
    st.session_state["put_away"].pop(name, None)
    st.session_state["draft"] = {}
    st.session_state["undo"], st.session_state["redo"] = [], []
    st.session_state["gesture"] = None
    st.session_state.pop("opened", None)


def follow_renamed(old: str, new: str) -> None:
    """Let the draft of a file follow it to its new name."""
    away = st.session_state["put_away"]
    st.session_state["put_away"] = {new if one == old else one: kept for one, kept in away.items()}
    if choice("scenario") == old:
        choose("scenario", new)
    if choice("baseline") == old:
        choose("baseline", new)


def put_away() -> dict[str, int]:
    """Return how many unsaved changes wait for each file that is not open."""
    away = {name: len(kept["draft"]) for name, kept in st.session_state["put_away"].items()}
    return {name: count for name, count in away.items() if count}


def opened_digest() -> str:
    """Return the digest of the opened file's text as it was before the first change."""
    return str(st.session_state.get("opened", ""))


def mark_opened() -> None:
    """While nothing is changed, what the file says now is what was opened."""
    path = folder_path(choice("scenario"))
    if not draft() or "opened" not in st.session_state:
        try:
            st.session_state["opened"] = text_digest(read_words(path))
        except InputError:
            st.session_state["opened"] = ""


def written_by_me(name: str, before: str, after: str) -> None:
    """Take note that this reader has written the open file: it is still the one that was opened."""
    if name == choice("scenario") and opened_digest() == text_digest(before):
        st.session_state["opened"] = text_digest(after)


def write_address() -> None:
    """Make the address bar say what is open."""
    said = {name: choice(name) for name, default in CHOICES.items() if choice(name) != default}
    changed = {path: value_text(value) for path, value in draft().items()}
    address = {**said, **changed}
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def folder_path(name: str) -> Path:
    """Return where a file of the folder lies."""
    return scenario_folder() / name
