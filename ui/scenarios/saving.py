"""Saving over the open file, and asking where somebody else was there meanwhile."""

import difflib
from typing import TypedDict

import streamlit as st

from model.errors import InputError
from model.scenario.file_names import free_name
from model.scenario.folder import (
    GoneMeanwhileError,
    SavedMeanwhileError,
    entries,
    save,
    text_digest,
)
from model.words.texts import message
from ui.shared.paths import scenario_folder
from ui.shared.session import choice, open_saved, opened_digest
from ui.shared.texts import bold, language, say


class Conflict(TypedDict):
    """A text that could not be saved: `theirs` stands in the file, None where there is none."""

    name: str
    mine: str
    theirs: str | None


def save_into(name: str, text: str) -> None:
    """Save over the opened file, or keep the conflict for the page to ask about."""
    _try(Conflict(name=name, mine=text, theirs=None), name, opened_digest())


def after_saving(name: str) -> None:
    """Open a file in which the draft stands now."""
    kept = {key: choice(key) for key in ("baseline", "funds", "money", "view")}
    open_saved(name)
    for key, value in kept.items():
        st.session_state[f"choice.{key}"] = value
    st.session_state["conflict"] = None
    st.session_state["done"] = say(message("saved: {name}", name=name))


def ask_about_conflict() -> None:
    """Draw what stands against what, and ask which is to stay; nothing where all is well."""
    conflict: Conflict | None = st.session_state.get("conflict")
    if conflict is None:
        return
    if conflict["theirs"] is None:
        _ask_about_gone(conflict)
    else:
        _ask_about_changed(conflict, conflict["theirs"])


def _try(conflict: Conflict, name: str, opened: str | None) -> None:
    """Save a text as `name`; keep for the page who was in the way."""
    try:
        save(scenario_folder(), name, conflict["mine"], opened)
    except SavedMeanwhileError as error:
        st.session_state["conflict"] = Conflict(**{**conflict, "theirs": error.theirs})
    except GoneMeanwhileError:
        st.session_state["conflict"] = Conflict(**{**conflict, "theirs": None})
    except InputError as error:
        st.session_state["remarks"] = [problem.say(language()) for problem in error.problems]
    else:
        after_saving(name)


def _ask_about_changed(conflict: Conflict, theirs: str) -> None:
    """Show both versions and ask which one is to stand."""
    name, mine = conflict["name"], conflict["mine"]
    said = message("{name} was saved by someone else since you opened it", name=name)
    st.warning(say(said), icon="⚠️")
    changed = difflib.unified_diff(
        theirs.splitlines(), mine.splitlines(), say("theirs"), say("yours"), lineterm="", n=1
    )
    left, right = st.columns(2)
    bold(say("theirs"), left)
    left.code(theirs, language="toml", height=280)
    bold(say("yours"), right)
    right.code(mine, language="toml", height=280)
    bold(say("what differs"))
    st.code("\n".join(changed), language="diff")
    with st.container(horizontal=True):
        st.button(
            say("save mine under another name"),
            type="primary",
            key="conflict_other",
            on_click=_under_another_name,
            args=(conflict,),
        )
        st.button(
            say("save mine over theirs"),
            key="conflict_over",
            on_click=_try,
            args=(conflict, name, text_digest(theirs)),
        )
        st.button(say("take theirs, drop mine"), key="conflict_theirs", on_click=_take_theirs)


def _ask_about_gone(conflict: Conflict) -> None:
    """Show the text that has no file any more and ask where it is to go."""
    name = conflict["name"]
    said = message("{name} was deleted or renamed by someone else since you opened it", name=name)
    st.warning(say(said), icon="⚠️")
    bold(say("yours"))
    st.code(conflict["mine"], language="toml", height=280)
    with st.container(horizontal=True):
        st.button(
            say("save mine under another name"),
            type="primary",
            key="conflict_other",
            on_click=_under_another_name,
            args=(conflict,),
        )
        st.button(
            say(message("save mine as {name} again", name=name)),
            key="conflict_again",
            on_click=_try,
            args=(conflict, name, None),
        )
        st.button(say("drop mine"), key="conflict_drop", on_click=_drop)


def _under_another_name(conflict: Conflict) -> None:
    stem = conflict["name"].removesuffix(".toml")
    _try(conflict, free_name(scenario_folder(), f"{stem}-2.toml"), None)


def _take_theirs() -> None:
    open_saved(choice("scenario"))
    st.session_state["conflict"] = None


def _drop() -> None:
    left = entries(scenario_folder())
    if left:
        open_saved(left[0].name)
    st.session_state["conflict"] = None
