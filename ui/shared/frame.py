"""What every page has around it: file, baseline, reader, unit of money, undo and redo."""

from collections import Counter
from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from model.errors import InputError
from model.results.projection import Projection
from model.scenario.folder import Entry, bring_back, deleted
from model.scenario.scenario import Scenario
from model.words.texts import message
from model.words.units import money_units, unit_label
from ui.shared.paths import scenario_folder
from ui.shared.projections import View, listed_files, view
from ui.shared.session import (
    choice,
    choose,
    chosen_list,
    draft,
    folder_path,
    open_file,
    put_away,
    redo,
    reset,
    undo,
)
from ui.shared.texts import language, language_switch, say, show_problems


def sidebar() -> None:
    """Draw the file, the baseline, undo and redo, and how the reader wants to see it."""
    with st.sidebar:
        titles = file_titles(listed_files())
        _pick_file(titles)
        _pick_baseline(titles)
        _history()
        _pick_reader()
        language_switch()
        # what comes and goes stands last (page.css), so that nothing moves under the pointer
        with st.container(key="put_away"):
            _put_away(titles)


def file_titles(listed: Sequence[Entry]) -> dict[str, str]:
    """Return the title of each file, with its name where others have the same title.

    A picker tells its options apart by what they say.
    """
    titles = {entry.name: say(entry.title) for entry in listed}
    said = Counter(titles.values())
    return {
        name: title if said[title] == 1 else f"{title} ({name})" for name, title in titles.items()
    }


def _pick_file(titles: dict[str, str]) -> None:
    st.session_state["file"] = choice("scenario")
    st.selectbox(
        say("scenario"),
        # a file that was deleted meanwhile is still the open one
        list(dict.fromkeys([*titles, choice("scenario")])),
        format_func=lambda name: titles.get(name, name),
        key="file",
        on_change=lambda: open_file(st.session_state["file"]),
        help=say("unsaved changes stay with their file and come back when it is opened again"),
    )


def _pick_baseline(titles: dict[str, str]) -> None:
    options = ["", *titles]
    st.session_state["baseline_file"] = choice("baseline") if choice("baseline") in titles else ""
    st.selectbox(
        say("baseline"),
        options,
        format_func=lambda name: titles[name] if name else say("the base file"),
        key="baseline_file",
        on_change=lambda: choose("baseline", st.session_state["baseline_file"]),
        help=say("the dashed line that changes are counted from"),
    )


def _history() -> None:
    changed = draft()
    # a line in any case: the buttons below do not move when a change begins
    said = message("unsaved changes: {count}", count=len(changed)) if changed else None
    st.caption(say(said) if said else "&nbsp;")
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("undo"),
            on_click=undo,
            disabled=not st.session_state["undo"],
            shortcut="Ctrl+Z",
            key="undo_button",
        )
        st.button(
            say("redo"),
            on_click=redo,
            disabled=not st.session_state["redo"],
            shortcut="Ctrl+Shift+Z",
            key="redo_button",
        )
        st.button(say("reset all"), on_click=reset, disabled=not changed, key="reset_button")


def _put_away(titles: dict[str, str]) -> None:
    """Say what came back with the file that was opened, and which other files have changes."""
    count = st.session_state.pop("came_back", 0)
    if count:
        st.info(say(message("unsaved changes of this file are back: {count}", count=count)))
    others = [titles[name] for name in put_away() if name in titles]
    if others:
        names = ("、" if language() == "zh" else "; ").join(others)
        st.caption(say(message("unsaved changes also wait in: {names}", names=names)))


def _pick_reader() -> None:
    names = {"leader": say("leader"), "analyst": say("analyst")}
    st.session_state["reader"] = choice("reader")
    st.segmented_control(
        say("reader"),
        list(names),
        format_func=names.__getitem__,
        key="reader",
        on_change=lambda: choose("reader", st.session_state["reader"] or choice("reader")),
        help=say("a leader's page has the key figures; an analyst's has every series too"),
    )


def pick_money(scenario: Scenario) -> None:
    """Draw the unit of money."""
    labels = {
        say(unit_label(scenario.currency, unit)): unit for unit in money_units(scenario.currency)
    }
    units = list(labels.values())  # 元 and yuan are the same unit
    st.session_state["money_unit"] = money_unit(scenario)
    st.sidebar.selectbox(
        say("unit of money"),
        units,
        format_func=lambda unit: say(unit_label(scenario.currency, unit)),
        key="money_unit",
        on_change=lambda: choose("money", st.session_state["money_unit"]),
    )


def money_unit(scenario: Scenario) -> str:
    """Return the name of the unit in which money is shown: as chosen, else the file's."""
    chosen = choice("money")
    return chosen if chosen in money_units(scenario.currency) else scenario.money


def money_size(scenario: Scenario) -> float:
    """Return the size of the shown unit of money in currency units."""
    return money_units(scenario.currency)[money_unit(scenario)]


def opened_view() -> View:
    """Return the projections of what is open; end the page with the problems if there are any."""
    _say_unread(st.session_state["unread"])
    opened = projected_view()
    _say_unread(unknown_choices(opened))
    pick_money(opened.scenario)
    return opened


def _say_unread(unread: Sequence[str]) -> None:
    with st.container():  # always there, as that of the remarks
        if unread:
            names = ", ".join(unread)
            said = message("the address holds what could not be read: {names}", names=names)
            st.warning(say(said))


def unknown_choices(opened: View) -> list[str]:
    """Return funds and the unit of money of the address that this scenario does not have."""
    money = choice("money")
    funds = [name for name in chosen_list("funds") if name not in opened.changed.funds]
    return funds + [money] * (money not in ("", *money_units(opened.scenario.currency)))


def projected_view() -> View:
    """Return the projections of what is open, or end the page with the problems."""
    try:
        return view()
    except InputError as error:
        _stop(error)


def _stop(error: InputError) -> NoReturn:
    """Show what is wrong with the file or with the draft, and how to go on."""
    name = choice("scenario")
    if not folder_path(name).is_file():
        _gone(name)
    st.error(say("this scenario cannot be projected; every problem is listed"))
    show_problems(error)
    if draft():
        st.button(say("take the unsaved changes back"), on_click=reset)
    st.stop()


def _gone(name: str) -> NoReturn:
    """Say that the open file is no longer there; its unsaved changes wait for it."""
    st.error(
        say(message("{name} was deleted or renamed by someone else since you opened it", name=name))
    )
    if draft():
        st.markdown(say("Your unsaved changes are kept and come back with the file."))
    if name in deleted(scenario_folder()):
        st.button(
            say(message("bring {name} back", name=name)),
            on_click=lambda: bring_back(scenario_folder(), name),
            key="bring_open_back",
            type="primary",
        )
    left = listed_files()
    if left:
        title = left[0].title
        st.button(
            say(message("open {title}", title=title)),
            on_click=open_file,
            args=(left[0].name,),
            key="open_first",
        )
    st.stop()


def remarks() -> None:
    """Show once what the last action was refused for, or did."""
    with st.container():  # always there: what stands below keeps its place and is not built anew
        for remark in st.session_state["remarks"]:
            st.warning(remark)
    st.session_state["remarked"], st.session_state["remarks"] = st.session_state["remarks"], []


def page_head(scenario: Scenario) -> None:
    """Draw the scenario's title and what it is about."""
    st.title(say(scenario.title))
    about = say(scenario.header.about)
    if about:
        st.caption(about)


def chosen_funds(projection: Projection) -> list[str]:
    """Return the funds the reader looks at: the first one where none is chosen."""
    names = [name for name in chosen_list("funds") if name in projection.funds]
    return names or [next(iter(projection.funds))]


def fund_pills(projection: Projection) -> list[str]:
    """Draw the fund picker; return the chosen funds in the file's order."""
    funds = list(projection.funds)
    names = chosen_funds(projection)
    st.session_state["fund_pills"] = names

    def taken() -> None:
        picked = st.session_state["fund_pills"]
        choose("funds", ",".join(name for name in funds if name in picked))

    st.pills(
        say("funds"),
        funds,
        selection_mode="multi",
        format_func=lambda name: say(projection.funds[name].title),
        key="fund_pills",
        on_change=taken,
    )
    if len(funds) > 1:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.button(
                say("all funds"),
                on_click=lambda: choose("funds", ",".join(funds)),
                key="all_funds",
            )
            if len(names) > 1:
                _together_switch()
    return names


def _together_switch() -> None:
    words = {"together": say("together"), "apart": say("side by side")}
    st.session_state["together"] = choice("view")
    st.segmented_control(
        say("several funds"),
        list(words),
        format_func=words.__getitem__,
        key="together",
        on_change=lambda: choose("view", st.session_state["together"] or "together"),
        label_visibility="collapsed",
    )


def apart() -> bool:
    """Whether several funds are shown side by side instead of summed."""
    return choice("view") == "apart"
