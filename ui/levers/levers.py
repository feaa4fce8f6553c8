"""Levers: every parameter of the scenario, edited by date, with what it was and where from."""

from dataclasses import replace
from typing import Any

import streamlit as st

from model.parameters.declaration import DATE
from model.scenario.draft import Table, as_value, tables
from model.scenario.scenario import Lever, Scenario
from model.words.texts import message
from ui.levers.editor import draw_editor, draw_table_editor, told
from ui.shared.frame import money_unit, opened_view, page_head, remarks
from ui.shared.lever_search import lever_name, lever_pairs
from ui.shared.projections import View
from ui.shared.session import draft, edit, reset
from ui.shared.slider_values import shown_unit
from ui.shared.texts import heading, language, say

_SHARED = "shared"


def page() -> None:
    """Draw the page."""
    view = opened_view()
    page_head(view.saved.scenario)
    remarks()
    changed_list(view)
    left, right = st.columns([3, 2], gap="large")
    with left:
        picked = lever_list(view)
    with right:
        if picked is None:
            st.info(say("pick a lever in the list to change it"))
        elif isinstance(picked, Table):
            draw_table_editor(picked, view.scenario)
        else:
            draw_editor(view, *picked)


def changed_list(view: View) -> None:
    """Draw what the draft changes, each with its way back."""
    changes = draft()
    if not changes:
        st.caption(say("nothing is changed: the figures are the file's"))
        return
    heading(say(message("changed levers: {count}", count=len(changes))))
    before = view.saved.scenario.levers_by_path
    for path in changes:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            line = change_text(before.get(path), path, changes[path], view.scenario)
            st.markdown(line, width="stretch")
            st.button(
                say("reset"),
                key=f"reset:{path}",
                type="tertiary",
                on_click=edit,
                args=({path: None},),
            )
    st.button(say("reset all"), on_click=reset, key="reset_all_levers")


def change_text(lever: Lever | None, path: str, raw: Any, scenario: Scenario) -> str:
    """Return one change in a line: label, old value, new value."""
    if lever is None:
        count = len(raw) if isinstance(raw, list) else 1
        return f"`{path}` → {say(message('{count} entries', count=count))}"
    new = told(
        replace(lever, value=_drafted(scenario.levers_by_path.get(path, lever), raw)), scenario
    )
    return f"**{say(lever.declaration.label)}** `{path}`: {told(lever, scenario)} → **{new}**"


def _drafted(lever: Lever, raw: Any) -> Any:
    """Return what a draft says of a lever, without what stands before it."""
    return lever.value if lever.declaration.unit is DATE else as_value(raw)


def lever_list(view: View) -> tuple[Lever, Lever] | Table | None:
    """Draw the list of levers of one place; return the one that is picked."""
    pairs = lever_pairs(view)
    nested = {table.path: table for table in tables(view.scenario)}
    words = st.text_input(
        say("search"),
        key="lever_words",
        persist_state="session",
        placeholder=say("a word of its name, or a path"),
    )
    place = None
    if not words:
        place = st.selectbox(
            say("levers of"),
            places(view.scenario),
            format_func=lambda one: place_name(view.scenario, one),
            key="lever_place",
            persist_state="session",
        )
    paths = [
        path
        for path in (*pairs, *nested)
        if matches(path, pairs.get(path), nested.get(path), words, place)
    ]
    if not paths:
        st.info(say("no lever has these words"))
        return None
    changes = draft()
    rows = [
        lever_row(
            path,
            pairs.get(path),
            nested.get(path),
            path in changes,
            view.scenario,
            # no heading says whose lever a found one is
            lever_name(path, view.scenario, language()) if place is None and path in pairs else "",
        )
        for path in paths
    ]
    event = st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(720, 38 * (len(rows) + 1)),
        on_select="rerun",
        selection_mode="single-row",
        key=f"levers.{place}.{words}",
        column_config={
            "path": None,
            "changed": st.column_config.TextColumn("", width=20),
            "label": st.column_config.TextColumn(say("lever"), width="medium"),
            "value": st.column_config.TextColumn(say("value"), width="medium"),
            "unit": st.column_config.TextColumn(say("unit"), width="small"),
        },
    )
    chosen = event.selection.rows
    if not chosen or chosen[0] >= len(paths):
        return None
    path = paths[chosen[0]]
    return pairs.get(path) or nested[path]


def places(scenario: Scenario) -> list[str]:
    """Return the groups of levers: what all funds share, then each fund's sections."""
    found = [_SHARED]
    for fund in scenario.funds.values():
        found += [f"{fund.where}.{part}" for part in ("policy", "assumptions", "reported")]
        if fund.groups:
            found.append(f"{fund.where}.groups")
    return found


def place_name(scenario: Scenario, place: str) -> str:
    """Return what a group of levers is called."""
    if place == _SHARED:
        return say("economy and population")
    _, name, part = place.split(".")
    words = {
        "policy": say("policy"),
        "assumptions": say("assumptions"),
        "reported": say("base-year figures"),
        "groups": say("groups of workers"),
    }
    return f"{say(scenario.funds[name].title)} · {words[part]}"


def matches(
    path: str, pair: tuple[Lever, Lever] | None, table: Table | None, words: str, place: str | None
) -> bool:
    """Whether a lever belongs into the list."""
    if place == _SHARED:
        return not path.startswith("funds.")
    if place is not None:
        policy = place.endswith(".policy") and path == f"{place.rpartition('.')[0]}.rules"
        inside = path.startswith(f"{place}.") and (table is not None or "[" not in path)
        nested = pair is not None and path.count(".") > place.count(".") + 1
        return policy or (inside and (not nested or place.endswith("groups")))
    title = pair[0].declaration.label if pair else table.section.title if table else None
    text = f"{path} {title.zh} {title.en}".lower() if title else path
    return all(word in text for word in words.lower().split())


def lever_row(
    path: str,
    pair: tuple[Lever, Lever] | None,
    table: Table | None,
    changed: bool,
    scenario: Scenario,
    name: str = "",
) -> dict[str, str]:
    """Return one row of the list; `name` if it is not to be the lever's label alone."""
    mark = "●" if changed else ""
    if pair is None:
        assert table is not None
        count = say(message("{count} entries", count=len(table.rows)))
        return {
            "changed": mark,
            "label": say(table.section.title),
            "value": count,
            "unit": "",
            "path": path,
        }
    now, _ = pair
    return {
        "changed": mark,
        "label": name or say(now.declaration.label),
        "value": told(now, scenario),
        "unit": say(shown_unit(now.declaration, scenario, money_unit(scenario))),
        "path": path,
    }


page()
