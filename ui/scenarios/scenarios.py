"""Scenarios: list, open, save, save as, rename, duplicate, delete and bring back, up and down."""

from dataclasses import replace
from datetime import datetime

import streamlit as st

from model.errors import InputError, Problem
from model.scenario.draft import as_value, saved_text
from model.scenario.file_names import file_name, free_name, scenario_path
from model.scenario.folder import (
    Entry,
    add,
    delete,
    duplicate,
    entries,
    read_words,
    rename,
    retitle,
    save,
    text_digest,
)
from model.scenario.writing import reform_text, scenario_text
from model.words.texts import Text, message
from ui.scenarios.deleted_files import attempt, draw_bin, draw_versions
from ui.scenarios.saving import after_saving, ask_about_conflict, save_into
from ui.shared.downloads import download
from ui.shared.frame import opened_view, page_head, remarks
from ui.shared.paths import scenario_folder
from ui.shared.projections import View, listed_files
from ui.shared.session import choice, draft, follow_renamed, open_file, written_by_me
from ui.shared.texts import heading, language, say, show_problems


def page() -> None:
    """Draw the page."""
    with st.container():
        ask_about_conflict()
    remarks()
    listed = listed_files()
    left, right = st.columns([3, 2], gap="large")
    with left:
        heading(say("scenarios in the folder"))
        picked = _list(listed)
        if picked is not None:
            _actions(picked)
            with st.container():
                draw_versions(picked.name)
        with st.container():
            draw_bin()
        _upload()
    with right:
        view = opened_view()
        page_head(view.saved.scenario)
        _save_as(view)
        _save(view)


def _list(listed: list[Entry]) -> Entry | None:
    """Draw the files; return the picked one."""
    titles = {entry.name: say(entry.title) for entry in listed}
    rows = [
        {
            "open": "▶" if entry.name == choice("scenario") else "",
            "title": say(entry.title),
            "base": titles.get(entry.base or "", entry.base or say("base file")),
            "changed": datetime.fromtimestamp(entry.changed),
            "file": entry.name,
        }
        for entry in listed
    ]
    event = st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(700, 36 * (len(rows) + 1)),
        on_select="rerun",
        selection_mode="single-row",
        key=f"scenario_list.{len(rows)}",
        column_config={
            "open": st.column_config.TextColumn("", width=20),
            "title": st.column_config.TextColumn(say("title"), width="medium"),
            "base": st.column_config.TextColumn(say("stands on"), width="medium"),
            "changed": st.column_config.DatetimeColumn(
                say("last change"), format="YYYY-MM-DD HH:mm", width="small"
            ),
            "file": st.column_config.TextColumn(say("file"), width="small"),
        },
    )
    chosen = event.selection.rows
    name = choice("scenario")
    if chosen and chosen[0] < len(listed):
        return listed[chosen[0]]
    return next((entry for entry in listed if entry.name == name), None)


def _actions(entry: Entry) -> None:
    """Draw what can be done with the picked file."""
    folder = scenario_folder()
    title = say(entry.title)
    done = st.session_state.pop("done", None)
    with st.container():  # always there: the buttons below are not built anew when it empties
        if done:
            st.success(done)
    st.markdown(f"**{title}** `{entry.name}`")
    with st.container():
        for problem in entry.problems:
            st.error(problem.say(language()))
    words = read_words(scenario_path(folder, entry.name))
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("open"),
            on_click=open_file,
            args=(entry.name,),
            disabled=entry.name == choice("scenario"),
            type="primary",
            key="open_picked",
        )
        st.button(
            say("duplicate"),
            key="duplicate_picked",
            on_click=lambda: attempt(
                lambda: duplicate(
                    folder, entry.name, free_name(folder, entry.name), _copy(entry.title)
                ),
                say("duplicated"),
            ),
        )
        st.button(say("delete"), key="delete_picked", on_click=lambda: _delete(entry))
        download(
            say("download"),
            lambda: words.encode("utf-8"),
            entry.name,
            "application/toml",
            "download_picked",
        )
    _rename_box(entry)


def _rename_box(entry: Entry) -> None:
    """Draw title and name of the picked file, to be changed; what is typed waits for the button."""
    title, name = f"new_title.{entry.name}", f"new_name.{entry.name}"
    with st.expander(say("rename")):
        st.text_input(say("title"), say(entry.title), key=title, persist_state="session")
        st.text_input(say("file"), entry.name, key=name, persist_state="session")

        def renamed() -> None:
            state = st.session_state
            attempt(lambda: _rename(entry, state[title], file_name(state[name])), say("renamed"))

        st.button(say("rename"), key="rename_picked", on_click=renamed)


def _copy(title: Text) -> Text:
    return Text(f"{title.zh}（副本）", f"{title.en} (copy)")


def _delete(entry: Entry) -> None:
    attempt(
        lambda: delete(scenario_folder(), entry.name),
        say(message("{name} is deleted; it can be brought back below", name=entry.name)),
    )
    left = [one.name for one in entries(scenario_folder())]
    if entry.name == choice("scenario") and entry.name not in left and left:
        open_file(left[0])


def _rename(entry: Entry, title: str, name: str) -> None:
    folder = scenario_folder()
    if title != say(entry.title):
        new = Text(title, entry.title.en) if language() == "zh" else Text(entry.title.zh, title)
        text = read_words(scenario_path(folder, entry.name))
        retitle(folder, entry.name, new, text_digest(text))
        written_by_me(entry.name, text, read_words(scenario_path(folder, entry.name)))
    if name != entry.name:
        rename(folder, entry.name, name)
        follow_renamed(entry.name, name)


def _upload() -> None:
    """Draw the upload; every problem of a bad file is listed."""
    # any file is let in, for what the browser turns away leaves the last message standing
    file = st.file_uploader(say("upload a scenario file"), key="upload")
    if file is None or st.session_state.get("uploaded") == file.file_id:
        return
    # it is read once: what was wrong with it is not said again after the next action
    st.session_state["uploaded"] = file.file_id
    try:
        if not file.name.lower().endswith(".toml"):
            what = message("a scenario file ends in .toml")
            raise InputError([Problem(file.name, what)])
        add(scenario_folder(), file_name(file.name), file.getvalue())
    except InputError as error:
        st.error(say(message("{name} was not taken in", name=file.name)))
        show_problems(error)
        return
    open_file(file_name(file.name))
    st.session_state["done"] = say(message("{name} is in the folder and open", name=file.name))
    st.rerun()


def _save(view: View) -> None:
    """Draw saving into the opened file; for a file that others stand on only after a word."""
    changes = draft()
    name = choice("scenario")
    reforms = [entry.name for entry in listed_files() if entry.base == name]
    sure = True
    if changes and reforms:
        said = message(
            "{count} scenarios stand on this file and would move with it: overwrite it",
            count=len(reforms),
        )
        sure = st.checkbox(say(said), key="overwrite_base", persist_state="session")
    st.button(
        say(message("save into {name}", name=name)),
        disabled=not changes or not sure,
        key="save",
        on_click=lambda: save_into(name, saved_text(view.saved.scenario, changes)),
    )
    if not changes:
        st.caption(say("nothing is changed: the figures are the file's"))


def _save_as(view: View) -> None:
    """Draw saving under a new name, as a reform over the opened file or in full."""
    kinds = {
        "reform": say("only what changes, standing on the opened file"),
        "full": say("a file of its own, in full"),
    }
    with st.expander(say("save as"), expanded=bool(draft())):
        st.text_input(
            say("title"),
            key="save_title",
            placeholder=say("my reform"),
            persist_state="session",
        )
        st.radio(
            say("what"),
            list(kinds),
            format_func=kinds.__getitem__,
            key="save_kind",
            persist_state="session",
        )
        st.button(
            say("save as"),
            type="primary",
            key="save_as",
            on_click=lambda: attempt_save_as(view, st.session_state["save_kind"] == "full"),
        )


def attempt_save_as(view: View, full: bool) -> None:
    """Write the draft to a new file under the typed title and open it."""
    title = st.session_state["save_title"].strip()
    if not title:
        st.session_state["remarks"] = [say("give it a title")]
        return
    name = free_name(scenario_folder(), file_name(title))
    both = Text(title, title)
    values = {path: as_value(raw) for path, raw in draft().items()}
    if full:
        changed = view.scenario
        header = changed.header.model_copy(update={"title": both})
        text = scenario_text(replace(changed, header=header, files=()))
    else:
        text = reform_text(both, choice("scenario"), values)
    try:
        save(scenario_folder(), name, text, None)
    except InputError as error:
        st.session_state["remarks"] = [problem.say(language()) for problem in error.problems]
        return
    after_saving(name)
    st.session_state["save_title"] = ""


page()
