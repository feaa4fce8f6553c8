"""Method: equations, sources, limits, and a glossary from the declarations."""

import re
from pathlib import Path

import streamlit as st

from model.funds.kinds import kinds, outputs
from model.origin.declared_equations import declared_equations
from model.parameters.declaration import CHOICE, DATE, SHARE, SharesUnit
from model.scenario.lever_rows import Declared, bound_text, declared_levers, value_text
from model.words.sources import source_text
from model.words.texts import Text, message
from ui.shared.paths import ROOT
from ui.shared.tabs import tabs
from ui.shared.texts import bold, language, say

_DOCS = ROOT / "docs" / "method"
#: Reading order of the pages that come first; the kinds of funds follow by name.
_FIRST = ("conventions", "population", "insured", "indicators", "ledger_account")


def page() -> None:
    """Draw the page."""
    st.title(say("method"))
    st.caption(say("what is computed, where it comes from, and what it leaves out"))
    labels = {"pages": say("pages"), "glossary": say("glossary"), "levers": say("all levers")}
    draw = {"pages": _pages, "glossary": _glossary, "levers": _levers}
    for name, tab in tabs("method_tabs", labels).items():
        if tab.open:
            with tab:
                draw[name]()


def _pages() -> None:
    names = sorted((path.stem for path in _DOCS.glob("*.md")), key=_order)
    name = st.selectbox(
        say("page"), names, format_func=_page_title, key="method_page", persist_state="session"
    )
    text = _page_path(name).read_text(encoding="utf-8")
    # links between the pages lead nowhere on the screen
    st.markdown(re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", text))


def _page_path(name: str) -> Path:
    """Return the page in the session's language, the English one where there is no other."""
    translated = _DOCS / language() / f"{name}.md"
    return translated if translated.is_file() else _DOCS / f"{name}.md"


def _page_title(name: str) -> str:
    first = _page_path(name).read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("#").strip()


def _order(name: str) -> tuple[int, str]:
    if name in _FIRST:
        return _FIRST.index(name), name
    return len(_FIRST) + (name not in kinds()), name


def _glossary() -> None:
    bold(say("kinds of fund"))
    st.dataframe(
        [
            {"中文": kinds()[kind].title.zh, "English": kinds()[kind].title.en, "": kind}
            for kind in kinds()
        ],
        hide_index=True,
        width="stretch",
    )
    bold(say("figures"))
    st.dataframe(
        [
            {
                "中文": output.label.zh,
                "English": output.label.en,
                say("how it is found"): say(message(output.formula)),
                say("source"): output.source,
                say("name in files"): name,
            }
            for name, output in outputs().items()
        ],
        hide_index=True,
        width="stretch",
        height=600,
    )
    bold(say("equations of each kind of fund"))
    st.dataframe(
        [
            {
                say("kinds of fund"): say(kind.title),
                say("figures"): label,
                say("how it is found"): equation,
                say("name in files"): name,
            }
            for kind in kinds().values()
            for name, label, equation in declared_equations(kind, language())
        ],
        hide_index=True,
        width="stretch",
        height=600,
    )


def _levers() -> None:
    words = st.text_input(say("search"), key="method_words", persist_state="session")
    rows = [
        {
            say("lever"): say(one.declaration.label),
            say("unit"): _unit(one),
            say("from"): _bound(one, one.declaration.lower),
            say("to"): _bound(one, one.declaration.upper),
            say("default"): value_text(one.default, one.declaration, language()),
            say("what it means"): say(one.declaration.help),
            say("source"): source_text(one.declaration.source, language()),
            say("path"): one.path,
        }
        for one in declared_levers()
        if words.lower() in _searched(one)
    ]
    st.dataframe(rows, hide_index=True, width="stretch", height=600)


def _searched(one: Declared) -> str:
    declaration = one.declaration
    return f"{say(declaration.label)} {one.path} {say(declaration.help)}".lower()


def _unit(one: Declared) -> str:
    """Return the unit, or of a choice what it may be."""
    declaration = one.declaration
    if not one.words:
        return "%" if declaration.unit is SHARE else say(declaration.unit.symbol)
    labels = [say(declaration.words.get(word, Text(word, word))) for word in one.words]
    return " | ".join(labels)


def _bound(one: Declared, number: float) -> str:
    """Return a bound; what is no number has none."""
    unit = one.declaration.unit
    counted = unit not in (CHOICE, DATE) and not isinstance(unit, SharesUnit)
    return bound_text(number, one.declaration, language()) if counted else ""


page()
