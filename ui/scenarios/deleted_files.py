"""The folder's bin: deleted files and what a file said before it was saved over."""

import difflib
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from model.errors import InputError
from model.scenario.file_names import scenario_path
from model.scenario.folder import bring_back, deleted, read_words, save, text_digest
from model.scenario.versions import Version, versions
from model.words.texts import message
from ui.shared.paths import scenario_folder
from ui.shared.session import written_by_me
from ui.shared.texts import language, say


def attempt(action: Callable[[], object], done: str) -> None:
    """Do something with the folder; keep for the page what came of it."""
    try:
        action()
    except InputError as error:
        st.session_state["remarks"] = [problem.say(language()) for problem in error.problems]
    except OSError as error:
        st.session_state["remarks"] = [str(error.strerror)]
    else:
        st.session_state["done"] = done


def draw_bin() -> None:
    """Draw what was deleted, each with its way back."""
    for name in deleted(scenario_folder()):
        st.button(
            say(message("bring {name} back", name=name)),
            key=f"back:{name}",
            type="tertiary",
            on_click=attempt,
            args=(lambda name=name: bring_back(scenario_folder(), name), say("brought back")),
        )


def draw_versions(name: str) -> None:
    """Draw the earlier versions of a file, what each would change, and its way back."""
    known = versions(scenario_folder(), name)
    if not known:
        return
    with st.expander(say(message("earlier versions: {count}", count=len(known)))):
        picked = st.selectbox(
            say("saved at"),
            known,
            format_func=lambda one: f"{datetime.fromtimestamp(one.written):%Y-%m-%d %H:%M:%S}",
            key=f"version.{name}",
            persist_state="session",
        )
        try:
            now = read_words(scenario_path(scenario_folder(), name))
            then = picked.path.read_text(encoding="utf-8")
        except (InputError, OSError):
            return  # gone while the page was drawn; the next run lists what is there
        changed = difflib.unified_diff(
            now.splitlines(), then.splitlines(), say("now"), say("then"), lineterm="", n=0
        )
        st.code("\n".join(changed), language="diff")
        st.button(
            say("bring this version back"),
            key="version_back",
            on_click=attempt,
            args=(lambda: _back(name, picked, now), say("brought back")),
            help=say("what the file says now is kept as an earlier version"),
        )


def _back(name: str, version: Version, now: str) -> None:
    """Save an earlier version over what the page showed as today's."""
    then = version.path.read_text(encoding="utf-8")
    save(scenario_folder(), name, then, text_digest(now))
    written_by_me(name, now, then)
