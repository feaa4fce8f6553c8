"""Several levers at once: the least change that meets a target."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from model.errors import InputError
from model.goal_seek.package import Package, package
from model.scenario.lever_rows import label_text
from model.scenario.movable_lever import MovableLever, movable_lever
from model.scenario.scenario import Scenario
from ui.goal_seek.levers import label_with_unit, scale_of, solvable, take_over, value_text
from ui.shared.frame import money_unit
from ui.shared.grids import kept_grid
from ui.shared.lever_search import lever_name
from ui.shared.long_work import result_of, run_button
from ui.shared.projections import View
from ui.shared.texts import language, say, show_problems


def draw_package(
    view: View, lever: str, target: str, fund: str, from_year: int | None, key: str
) -> None:
    """Draw the least change of several levers that meets the target."""
    scenario, known, tongue = view.scenario, view.changed, language()
    paths = solvable(scenario, fund)
    # side by side: the list of levers stays open while several are picked, and covers what is below
    left, right = st.columns([2, 3], gap="medium")
    with left:
        picked = st.multiselect(
            say("levers that may move"),
            paths,
            default=[lever],
            format_func=lambda path: lever_name(path, scenario, tongue),
            key=f"package.{fund}.{lever}",
            persist_state="session",
        )
    with right:
        if len(picked) < 2:
            st.info(say("pick two levers or more"))
            return
        bounds = _bounds(scenario, picked)
        run_button(
            "package",
            say("find the least change"),
            f"{key}{picked}{bounds}",
            lambda watch: package(
                scenario,
                picked,
                [target],
                fund=fund,
                from_year=from_year,
                bounds=bounds,
                earlier=known,
                watch=watch,
            ),
        )
        found = result_of("package", f"{key}{picked}{bounds}")
        if isinstance(found, Package):
            _package(scenario, found)


def _bounds(scenario: Scenario, paths: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Draw a floor and a cap for each lever, within the declared ones, in the page's units."""
    rows: list[dict[str, Any]] = []
    levers: dict[str, MovableLever] = {}
    for path in paths:
        try:
            lever = movable_lever(scenario, path)
        except InputError as error:
            show_problems(error)
            continue
        levers[path] = lever
        floor, cap = _shown_bounds(scenario, lever)
        label = label_with_unit(lever.declaration, scenario)
        rows.append({"path": path, "label": label, "floor": floor, "cap": cap})
    edited = kept_grid(
        rows,
        ["floor", "cap"],
        # what was typed was meant in the unit that the label gave
        key=f"package_bounds.{money_unit(scenario)}.{','.join(paths)}",
        hide_index=True,
        width="stretch",
        disabled=["path", "label"],
        column_config={
            "path": None,
            "label": st.column_config.TextColumn(say("lever")),
            "floor": st.column_config.NumberColumn(say("not below"), format="%.6g"),
            "cap": st.column_config.NumberColumn(say("not above"), format="%.6g"),
        },
    )
    return {row["path"]: _read_bounds(scenario, levers[row["path"]], row) for row in edited}


def _shown_bounds(scenario: Scenario, lever: MovableLever) -> tuple[float, float]:
    """Return the declared floor and cap as the page counts them."""
    scale = scale_of(lever.declaration, scenario)
    return float(f"{lever.lower * scale:.12g}"), float(f"{lever.upper * scale:.12g}")


def _read_bounds(
    scenario: Scenario, lever: MovableLever, row: Mapping[str, Any]
) -> tuple[float, float]:
    """Return floor and cap as the file counts them; the declared ones where nothing is typed."""
    scale = scale_of(lever.declaration, scenario)
    declared = zip(_shown_bounds(scenario, lever), (lever.lower, lever.upper), strict=True)
    floor, cap = (
        own if typed is None or typed == shown else float(f"{typed / scale:.12g}")
        for typed, (shown, own) in zip((row["floor"], row["cap"]), declared, strict=True)
    )
    return floor, cap


def _package(scenario: Scenario, found: Package) -> None:
    draw = {"found": st.success, "already_met": st.info, "not_reachable": st.warning}
    draw[found.status](found.say(language()))
    st.dataframe(
        [
            {
                say("lever"): label_text(
                    lever.declaration, scenario.currency, money_unit(scenario), language()
                ),
                say("now"): ""
                if lever.now is None
                else value_text(lever.now, lever.declaration, scenario),
                say("value"): value_text(value, lever.declaration, scenario),
                say("move, of its range"): f"{move:+.1%}",
            }
            for lever, value, move in zip(found.levers, found.values, found.moves, strict=True)
        ],
        hide_index=True,
        width="stretch",
    )
    if found.status != "already_met" and found.moved_levers:
        st.button(
            say("take these values over"),
            key="take_package",
            on_click=take_over,
            args=(scenario, found.solved),
        )
