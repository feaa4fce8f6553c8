"""Goal seek: which value of a lever meets a target, what waiting costs, and other ways there."""

from datetime import date

import streamlit as st

from model.errors import InputError
from model.funds.kinds import outputs
from model.goal_seek.goal_seek import Solution, solve
from model.goal_seek.waiting import CostOfWaiting, cost_of_waiting
from model.results.figure_text import figure_text
from model.results.projection import project
from model.scenario.scenario import Scenario
from model.words.texts import message
from model.words.units import unit_label
from ui.charts.courses import course_chart, end_rows, line_rows, lines_frame
from ui.charts.thresholds import PRUDENT_MONTHS
from ui.goal_seek.lever_map import draw_map
from ui.goal_seek.levers import figure_label, solvable, take_over, value_text
from ui.goal_seek.package import draw_package
from ui.shared.account import course
from ui.shared.frame import opened_view, page_head
from ui.shared.lever_search import lever_name
from ui.shared.long_work import result_of, run_button
from ui.shared.projections import View, draft_key
from ui.shared.session import draft
from ui.shared.tabs import tabs
from ui.shared.texts import finding, heading, language, say, show_problems

#: What may be aimed at.
INDICATORS = (
    "payout_months",
    "balance",
    "surplus",
    "reserve_ratio",
    "cost_rate",
    "replacement_rate",
    "depletion_year",
)
_SIGNS = (">=", "<=", "=")
_WHENS = ("year", "lowest", "last")


def page() -> None:
    """Draw the page."""
    view = opened_view()
    page_head(view.saved.scenario)
    fund, target = _target(view)
    lever, second, from_year = _pick_levers(view, fund)
    if lever is None:
        st.info(say("pick the lever that is to meet the target"))
        return
    key = f"{view.scenario.sha256}{draft_key(draft())}{fund}{target}{lever}{second}{from_year}"
    labels = {
        "one": say("one lever"),
        "waiting": say("cost of waiting"),
        "both": say("two levers"),
        "several": say("package of levers"),
    }
    opened = tabs("goal_tabs", labels)
    name = next(name for name, tab in opened.items() if tab.open)
    with opened[name]:
        if name == "one":
            _one(view, lever, target, fund, from_year)
        elif name == "waiting":
            _wait(view, lever, target, fund, from_year, key)
        elif name == "both":
            draw_map(view, lever, second, target, fund, from_year, key)
        else:
            draw_package(view, lever, target, fund, from_year, key)


def _target(view: View) -> tuple[str, str]:
    """Draw what is aimed at; return the fund and the target as a text."""
    scenario = view.scenario
    heading(say("target"))
    columns = st.columns([3, 3, 1.5, 2, 2, 2], vertical_alignment="bottom")
    with columns[0]:
        fund = st.selectbox(
            say("fund"),
            list(view.changed.funds),
            format_func=lambda name: say(view.changed.funds[name].title),
            key="goal_fund",
            persist_state="session",
        )
    with columns[1]:
        name = st.selectbox(
            say("indicator"),
            INDICATORS,
            format_func=lambda one: say(outputs()[one].label),
            key="goal_indicator",
            persist_state="session",
        )
    with columns[2]:
        sign = st.selectbox(say("is"), _SIGNS, key="goal_sign", persist_state="session")
    with columns[3]:
        number = _level(scenario, name)
    if name == "depletion_year":
        return fund, f"{name}{sign}{number:.10g}"
    with columns[4]:
        words = {
            "year": say("in the year"),
            "lowest": say("at its lowest"),
            "last": say("at the end"),
        }
        when = st.selectbox(
            say("when"),
            _WHENS,
            format_func=words.__getitem__,
            key="goal_when",
            persist_state="session",
        )
    with columns[5]:
        year = int(
            st.number_input(
                say("year"),
                scenario.base_year + 1,
                scenario.end_year,
                min(scenario.base_year + 35, scenario.end_year),
                key="goal_year",
                persist_state="session",
                disabled=when != "year",
            )
        )
    return fund, f"{name}{sign}{number:.10g}@{year if when == 'year' else when}"


def _level(scenario: Scenario, name: str) -> float:
    """Draw the level that is aimed at, with its unit; return it as a target names it."""
    usual = {"payout_months": float(PRUDENT_MONTHS), "depletion_year": scenario.end_year + 1.0}
    kind, label = outputs()[name].kind, say("level")
    # a target's money is in the file's unit, whichever one the page shows
    units = {"share": "%", "money": say(unit_label(scenario.currency, scenario.money))}
    if kind in units:
        label += f"（{units[kind]}）" if language() == "zh" else f" ({units[kind]})"
    number = st.number_input(
        label,
        value=usual.get(name, 0.0),
        key=f"goal_level.{name}",
        persist_state="session",
        format="%.6g",
    )
    return number / 100 if kind == "share" else number


def _pick_levers(view: View, fund: str) -> tuple[str | None, str | None, int | None]:
    """Draw which levers may move, and from when."""
    heading(say("levers"))
    scenario = view.scenario
    paths = solvable(scenario, fund)
    known, tongue = scenario.levers_by_path, language()
    labels = {path: lever_name(path, scenario, tongue) for path in paths}
    columns = st.columns([3, 3, 2], vertical_alignment="bottom")
    usual = f"funds.{fund}.policy.employer_rate"
    with columns[0]:
        lever = st.selectbox(
            say("lever"),
            paths,
            index=paths.index(usual) if usual in paths else 0,
            format_func=labels.__getitem__,
            key=f"goal_lever.{fund}",
            persist_state="session",
        )
    with columns[1]:
        second = st.selectbox(
            say("second lever, for the map"),
            [path for path in paths if path != lever],
            index=None,
            format_func=labels.__getitem__,
            key=f"goal_second.{fund}",
            persist_state="session",
            placeholder=say("none"),
        )
    first = scenario.base_year + 1
    with columns[2]:
        year = int(
            # nobody can still change what is past
            st.number_input(
                say("new value from"),
                first,
                scenario.end_year,
                min(max(first, date.today().year), scenario.end_year),
                key="goal_from",
                persist_state="session",
            )
        )
    dated = lever is not None and known[lever].dated
    return lever, second, year if dated else None


def _one(view: View, lever: str, target: str, fund: str, from_year: int | None) -> None:
    """Solve for one lever; it takes a moment."""
    try:
        solution = _solved(view, lever, target, fund, from_year)
    except InputError as error:
        show_problems(error)
        return
    _answer(solution)
    if solution.status != "already_met":
        _before_and_after(view, solution, fund)
        st.button(
            say("take this value over"),
            key="take_solution",
            on_click=take_over,
            args=(view.scenario, solution.solved),
        )
    st.caption(say(message("projections made: {count}", count=solution.evaluations)))


def _solved(view: View, lever: str, target: str, fund: str, from_year: int | None) -> Solution:
    """Return the solution; kept, because every click on the page asks for it again."""
    key = f"{view.scenario.sha256}{draft_key(draft())}{fund}{target}{lever}{from_year}"
    kept = st.session_state.get("solution")
    if kept is None or kept[0] != key:
        found = solve(
            view.scenario, lever, target, fund=fund, from_year=from_year, earlier=view.changed
        )
        st.session_state["solution"] = kept = (key, found)
    solution: Solution = kept[1]
    return solution


def _answer(solution: Solution) -> None:
    colours = {"found": st.success, "already_met": st.info, "not_reachable": st.warning}
    colours[solution.status](solution.say(language()))


def _before_and_after(view: View, solution: Solution, fund: str) -> None:
    """Draw the course of what is aimed at with and without the solved value."""
    name = solution.target.at.name
    after, before = project(solution.solved, earlier=view.changed), view.changed
    if name not in {**after.funds[fund].indicators, **after.funds[fund].series}:
        name = "payout_months"
    label, size = figure_label(name, view.scenario)
    line, ghost = say(solution.lever.declaration.label), say("as it is")
    years = after.funds[fund].years.tolist()
    rows = line_rows(years, (course(before.funds[fund], name) / size).tolist(), line, "baseline")
    rows += line_rows(years, (course(after.funds[fund], name) / size).tolist(), line)
    scenario = view.scenario
    spec = course_chart(
        label,
        [line],
        scenario.base_year,
        scenario.end_year,
        say(message("reported, {year}", year=scenario.base_year)),
        PRUDENT_MONTHS if name == "payout_months" else None,
        say(message("prudent: {months} months", months=PRUDENT_MONTHS)),
    )
    answer = value_text(solution.value, solution.lever.declaration, scenario)
    names = {(line, "baseline"): ghost, (line, "now"): answer}
    st.vega_lite_chart(
        lines_frame([*rows, *end_rows(rows, names)]), spec, width="stretch", key="goal_chart"
    )


def _wait(view: View, lever: str, target: str, fund: str, from_year: int | None, key: str) -> None:
    """Draw what each year of waiting costs."""
    scenario, known = view.scenario, view.changed
    run_button(
        "waiting",
        say("what does waiting cost?"),
        key,
        lambda watch: cost_of_waiting(
            scenario, lever, target, fund=fund, from_year=from_year, earlier=known, watch=watch
        ),
    )
    found = result_of("waiting", key)
    if isinstance(found, CostOfWaiting):
        _waiting(found)


def _waiting(found: CostOfWaiting) -> None:
    finding(found.say(language()))
    statuses = {
        "found": say("found"),
        "already_met": say("already met"),
        "not_reachable": say("not reachable"),
    }
    st.dataframe(
        [
            {
                say("years waited"): waited,
                say("new value from"): str(one.lever.from_year),
                say("result"): statuses[one.status],
                say("value"): value_text(one.value, one.lever.declaration, one.scenario),
                say("achieved"): figure_text(one.target.at, one.achieved, one.scenario, language()),
            }
            for waited, one in zip(found.years, found.solutions, strict=True)
        ],
        hide_index=True,
        width="stretch",
    )


page()
