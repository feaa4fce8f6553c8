"""Tables that are typed into: what was typed is heard in a callback and outlives the page."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

Row = dict[str, Any]


def typed_rows(rows: Sequence[Mapping[str, Any]], key: str) -> list[Row]:
    """Return the rows of a table with what was typed into it, by the key of its widget."""
    said: Mapping[str, Any] = st.session_state.get(key) or {}
    edited = {int(row): cells for row, cells in said.get("edited_rows", {}).items()}
    gone = set(said.get("deleted_rows", ()))
    kept = [{**row, **edited.get(n, {})} for n, row in enumerate(rows) if n not in gone]
    return kept + [dict(row) for row in said.get("added_rows", ())]


def kept_grid(
    rows: Sequence[Row],
    columns: Sequence[str],
    key: str,
    **options: Any,
) -> list[Row]:
    """Draw a table of fixed rows; return it as typed, also after the page was left meanwhile.

    Parameters
    ----------
    columns : those that are typed into
    """
    kept, begun = f"kept.{key}", f"begun.{key}"
    if key not in st.session_state:  # drawn for the first time since the page was opened
        st.session_state[begun] = st.session_state.get(kept, {})
    before: dict[int, Row] = st.session_state.get(begun, {})
    shown = [{**row, **before.get(n, {})} for n, row in enumerate(rows)]

    def typed() -> None:
        now = typed_rows(shown, key)
        st.session_state[kept] = {
            n: {name: row[name] for name in columns} for n, row in enumerate(now)
        }

    return list(st.data_editor(shown, key=key, on_change=typed, **options))
