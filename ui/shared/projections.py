"""Reading and projecting, remembered between reruns and shared by all sessions.

What is remembered is frozen and found by its input alone, so no reader sees another's draft.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from model.errors import InputError
from model.results.projection import Projection, project
from model.scenario.folder import Entry, entries, folder_stamp
from model.scenario.reading import load_scenario
from model.scenario.reform_in_memory import reformed
from model.scenario.scenario import Scenario
from ui.shared.paths import scenario_folder
from ui.shared.session import choice, draft

#: Another one whenever any file of the folder changes.
Stamp = int


@dataclass(frozen=True)
class View:
    """What is on the screen: the file as saved, the draft over it, the baseline beside it."""

    saved: Projection
    changed: Projection
    baseline: Projection

    @property
    def scenario(self) -> Scenario:
        """The scenario with the draft."""
        return self.changed.scenario


def stamp_now() -> Stamp:
    """Return the folder's stamp; one number, for it is part of every key."""
    return hash(folder_stamp(scenario_folder()))


def view() -> View:
    """Project what the reader has open; raise `InputError` with all problems of the input."""
    stamp = stamp_now()
    saved = file_projection(choice("scenario"), stamp)
    changed = draft_projection(choice("scenario"), stamp, draft_key(draft()), saved)
    return View(saved, changed, file_projection(baseline_name(saved.scenario), stamp))


def baseline_name(scenario: Scenario) -> str:
    """Return the file of the ghost line: as chosen, else a reform's base, else the file itself."""
    chosen = choice("baseline")
    if chosen and (scenario_folder() / chosen).is_file():
        return chosen
    path = scenario.files[0].path
    return path.name if path else choice("scenario")


def draft_key(changes: Mapping[str, Any]) -> str:
    """Return a draft as one text."""
    return json.dumps(changes, sort_keys=True, ensure_ascii=False)


@st.cache_resource(max_entries=20, show_spinner=False)
def _listed(folder: Path, stamp: Stamp) -> list[Entry]:
    return entries(folder)


def listed_files() -> list[Entry]:
    """Return the folder's scenarios."""
    return _listed(scenario_folder(), stamp_now())


@st.cache_resource(max_entries=200, show_spinner=False)
def _file_projection(path: Path, stamp: Stamp) -> Projection:
    return project(load_scenario(path))


def file_projection(name: str, stamp: Stamp | None = None) -> Projection:
    """Project a file of the folder as it is saved."""
    folder = scenario_folder()
    return _file_projection(folder / name, stamp_now() if stamp is None else stamp)


@st.cache_resource(max_entries=300, show_spinner=False)
def _draft_projection(path: Path, stamp: Stamp, changes: str, _saved: Projection) -> Projection:
    return project(reformed(_saved.scenario, json.loads(changes)), earlier=_saved)


def draft_projection(name: str, stamp: Stamp, changes: str, saved: Projection) -> Projection:
    """Project a file with a draft over it."""
    if changes == "{}":
        return saved
    return _draft_projection(scenario_folder() / name, stamp, changes, saved)


def problems_of_draft(changes: Mapping[str, Any]) -> InputError | None:
    """Return why the draft cannot be projected, if it cannot."""
    stamp = stamp_now()
    saved = file_projection(choice("scenario"), stamp)
    try:
        draft_projection(choice("scenario"), stamp, draft_key(changes), saved)
    except InputError as error:
        return error
    return None
