"""The editor of one lever: a number, a word, a table of dates, or a list of tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from model.errors import InputError
from model.parameters.dated import DatedValue, date_text, read_dated
from model.parameters.declaration import Parameter, Section, declarations, read_shares
from model.results.lever_in_force import in_force
from model.scenario.draft import Table, edit_of, first_projected_month
from model.scenario.lever_rows import bound_text, number_text, value_text
from model.scenario.scenario import Lever, Scenario
from model.words.sources import source_text
from model.words.texts import message
from ui.shared.choices import choice_control
from ui.shared.frame import money_unit
from ui.shared.grids import typed_rows
from ui.shared.projections import View, draft_key
from ui.shared.refusals import refusals
from ui.shared.session import draft, edit
from ui.shared.slider_values import shown_scale, shown_unit
from ui.shared.texts import language, say


@dataclass(frozen=True)
class Reading:
    """What was typed of a lever: its value if it can be taken, else what is wrong or missing."""

    taken: bool = False
    value: Any = None
    problems: tuple[str, ...] = ()
    unfinished: str = ""

    def show(self) -> None:
        """Draw what is wrong or missing."""
        for problem in self.problems:
            st.error(problem)
        if self.unfinished:
            st.caption(self.unfinished)


def judged(path: str, value: Any, scenario: Scenario) -> Reading:
    """Return a value as taken, or with the model's reasons against it."""
    refused = refusals({path: value}, scenario)
    return Reading(problems=tuple(refused)) if refused else Reading(taken=True, value=value)


def take(path: str, reading: Reading) -> None:
    """Set the lever; in a callback, so that it is done whatever the page does next."""
    if reading.taken:
        edit({path: reading.value})


def draw_editor(view: View, now: Lever, saved: Lever) -> None:
    """Draw everything about one lever, and the way to change it."""
    declaration = now.declaration
    st.markdown(f"#### {say(declaration.label)}")
    st.markdown(say(declaration.help))
    if now.dated:
        _dated(view, now)
    elif isinstance(now.value, tuple):
        _shares(now, view.scenario)
    else:
        choice_control(now, saved, view.scenario)
    if now.path in draft():
        st.markdown(say(message("the file: {value}", value=told(saved, view.scenario))))
        st.button(say("reset"), on_click=edit, args=({now.path: None},), key="reset_lever")
    _facts(now, view.scenario)


def _facts(now: Lever, scenario: Scenario) -> None:
    declaration = now.declaration
    money = money_unit(scenario)
    size = shown_scale(declaration, scenario, money)
    facts = [say(message("unit: {unit}", unit=shown_unit(declaration, scenario, money)))]
    if declaration.lower > float("-inf") or declaration.upper < float("inf"):
        facts.append(
            say(
                message(
                    "bounds: {lower} to {upper}",
                    lower=bound_text(declaration.lower, declaration, language(), size),
                    upper=bound_text(declaration.upper, declaration, language(), size),
                )
            )
        )
    source = source_text(now.source or "assumption", language())
    facts.append(say(message("source: {source}", source=source)))
    facts.append(f"`{now.path}`")
    st.caption("  \n".join(facts))


def _dated(view: View, now: Lever) -> None:
    """Draw the dates and values from the first projected year on as a grid."""
    month = first_projected_month(view.scenario)
    declaration = now.declaration
    value = in_force(now, view.changed)
    money = money_unit(view.scenario)
    scale = shown_scale(declaration, view.scenario, money)
    start = value if isinstance(value, DatedValue) else None
    if isinstance(now.value, DatedValue) and not now.value.is_constant:
        observed = [(m, v) for m, v in now.value.steps() if m < month]
        if observed:
            said = number_text(observed[-1][1], declaration, size=scale)
            st.caption(say(message("observed in the base year: {value}", value=said)))
    ways = {"steps": say("in steps"), "linear": say("in a line")}
    version = draft_key({now.path: draft().get(now.path)})
    rows = _grid_rows(start, scale, month)
    was_linear = start is not None and start.linear
    way, grid = f"way:{now.path}:{version}", f"grid:{now.path}:{version}"

    def reading() -> Reading:
        typed = typed_rows(rows, grid)
        linear = st.session_state.get(way) == "linear" and len(typed) > 1
        if typed == rows and linear == was_linear:
            return Reading()
        return _read_grid(view.scenario, now.path, typed, linear, scale)

    st.segmented_control(
        say("between dates"),
        list(ways),
        format_func=ways.__getitem__,
        default="linear" if was_linear else "steps",
        key=way,
        on_change=lambda: take(now.path, reading()),
    )
    unit = say(shown_unit(declaration, view.scenario, money))
    st.data_editor(
        rows,
        num_rows="dynamic",
        width="stretch",
        key=grid,
        on_change=lambda: take(now.path, reading()),
        column_config={
            "date": st.column_config.TextColumn(say("from (year or year-month)"), required=True),
            "value": st.column_config.NumberColumn(f"{say('value')} ({unit})", required=True),
        },
    )
    reading().show()


def _grid_rows(value: DatedValue | None, scale: float, month: int) -> list[dict[str, Any]]:
    if value is None:
        return [{"date": date_text(month), "value": None}]
    return [
        {"date": date_text(m), "value": float(f"{v * scale:.10g}")}
        for m, v in zip(value.months, value.values, strict=True)
    ]


def _read_grid(
    scenario: Scenario,
    path: str,
    rows: Iterable[Mapping[str, Any]],
    linear: bool,
    scale: float,
) -> Reading:
    """Return what the grid says of the lever, or what is wrong with it."""
    month = first_projected_month(scenario)
    filled = [row for row in rows if row.get("date") or row.get("value") is not None]
    if not filled:
        return judged(path, None, scenario)
    if any(not row.get("date") or row.get("value") is None for row in filled):
        return Reading(unfinished=say("fill both cells of every row"))
    ordered = sorted(filled, key=lambda row: str(row["date"]))
    table: dict[str, Any] = {
        str(row["date"]).strip(): float(f"{row['value'] / scale:.12g}") for row in ordered
    }
    if len(table) < len(ordered):
        return Reading(problems=(say("a date stands twice"),))
    if linear:
        table["between"] = "linear"
    try:
        value = read_dated(table)
    except InputError as error:
        return Reading(problems=tuple(one.say(language()) for one in error.problems))
    return judged(path, edit_of(value, month) if value.months[0] >= month else table, scenario)


def _shares(now: Lever, scenario: Scenario) -> None:
    """Draw a list of shares as a line of numbers."""
    key = f"shares:{now.path}:{draft_key({now.path: draft().get(now.path)})}"
    shown = ", ".join(f"{share:.6g}" for share in now.value)

    def reading() -> Reading:
        typed = str(st.session_state.get(key, shown))
        if typed == shown:
            return Reading()
        try:
            numbers = [float(part) for part in typed.replace("，", ",").split(",")]
            shares = read_shares(numbers, len(now.value))
        except InputError as error:
            return Reading(problems=tuple(one.say(language()) for one in error.problems))
        except ValueError:
            return Reading(problems=(say("write numbers separated by commas"),))
        return judged(now.path, list(shares), scenario)

    st.text_input(
        say("shares, separated by commas"),
        shown,
        key=key,
        on_change=lambda: take(now.path, reading()),
    )
    reading().show()


def draw_table_editor(table: Table, scenario: Scenario) -> None:
    """Draw a list of small tables, such as reliefs or rules, as a grid of their fields."""
    st.markdown(f"#### {say(table.section.title)}")
    names = field_names(table.section)
    rows = [{name: _cell(row.get(name)) for name in names} for row in table.values]
    version = draft_key({table.path: draft().get(table.path)})
    key = f"table:{table.path}:{version}"
    offered = rows or [dict.fromkeys(names, "")]
    known = [{name: _plain(_cell(value)) for name, value in row.items()} for row in table.values]

    def reading() -> Reading:
        values = [
            {name: _plain(row[name]) for name in names if row.get(name) not in (None, "")}
            for row in typed_rows(offered, key)
        ]
        values = [row for row in values if row]
        return judged(table.path, values, scenario) if values != known else Reading()

    st.data_editor(
        offered,
        num_rows="dynamic",
        width="stretch",
        key=key,
        on_change=lambda: take(table.path, reading()),
        column_config={name: st.column_config.TextColumn(label) for name, label in names.items()},
    )
    for name, declaration in declared(table.section).items():
        unit = say(declaration.unit.symbol)
        st.caption(f"**{say(declaration.label)}** `{name}` ({unit}): {say(declaration.help)}")
    st.caption(f"`{table.path}`")
    reading().show()
    if table.path in draft():
        st.button(say("reset"), on_click=edit, args=({table.path: None},), key="reset_table")


def field_names(section: type[Section]) -> dict[str, str]:
    """Return the names in files of a section's fields with their labels."""
    labels = {name: say(one.label) for name, one in declared(section).items()}
    return {
        info.alias or key: labels.get(info.alias or key, info.alias or key)
        for key, info in section.model_fields.items()
    }


def declared(section: type[Section]) -> dict[str, Parameter]:
    """Return the declarations of a section by name."""
    return {name: declaration for name, _, declaration in declarations(section)}


def told(lever: Lever, scenario: Scenario) -> str:
    """Return a lever's value as a person reads it, money in the page's unit."""
    size = shown_scale(lever.declaration, scenario, money_unit(scenario))
    return value_text(lever.value, lever.declaration, language(), size) or say("not given")


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _plain(text: str) -> Any:
    """Return the number or word that a cell says; a date stays a word."""
    words = str(text).strip()
    if len(words) == 4 and words.isdigit():
        return words
    try:
        return float(words)
    except ValueError:
        return words
