"""Several levers at once: the least change that meets a target."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from model.analysis.movable_lever import lever_text, movable_lever
from model.analysis.package import Package, package
from model.errors import InputError
from model.scenario.scenario import Scenario
from ui.goal_levers import solvable, take_over
from ui.jobs import result_of, run_button
from ui.overview_levers import lever_name
from ui.texts import language, say, show_problems
from ui.work import View


def draw_package(
    view: View, lever: str, target: str, fund: str, from_year: int | None, key: str
) -> None:
    """Draw the least change of several levers that meets the target."""
    scenario, known, tongue = view.scenario, view.changed, language()
    paths = solvable(scenario, fund)
    picked = st.multiselect(
        say("levers that may move"),
        paths,
        default=[lever],
        format_func=lambda path: lever_name(path, scenario, tongue),
        key=f"package.{fund}.{lever}",
    )
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
    """Draw a floor and a cap for each lever, within the declared ones."""
    rows: list[dict[str, Any]] = []
    for path in paths:
        try:
            lever = movable_lever(scenario, path)
        except InputError as error:
            show_problems(error)
            continue
        rows.append(
            {
                "path": path,
                "label": say(lever.declaration.label),
                "floor": lever.lower,
                "cap": lever.upper,
            }
        )
    edited = st.data_editor(
        rows,
        hide_index=True,
        width="stretch",
        disabled=["path", "label"],
        key=f"package_bounds.{','.join(paths)}",
        column_config={
            "path": None,
            "label": st.column_config.TextColumn(say("lever")),
            "floor": st.column_config.NumberColumn(say("not below"), format="%.6g"),
            "cap": st.column_config.NumberColumn(say("not above"), format="%.6g"),
        },
    )
    return {row["path"]: (float(row["floor"]), float(row["cap"])) for row in edited}


def _package(scenario: Scenario, found: Package) -> None:
    draw = {"found": st.success, "already_met": st.info, "not_reachable": st.warning}
    draw[found.status](found.say(language()))
    st.dataframe(
        [
            {
                say("lever"): say(lever.declaration.label),
                say("now"): "" if lever.now is None else lever_text(lever.now, lever.declaration),
                say("value"): lever_text(value, lever.declaration),
                say("move, of its range"): f"{move:+.1%}",
            }
            for lever, value, move in zip(found.levers, found.values, found.moves, strict=True)
        ],
        hide_index=True,
        width="stretch",
    )
    if found.status != "already_met":
        st.button(
            say("take these values over"),
            key="take_package",
            on_click=take_over,
            args=(scenario, found.solved),
        )
