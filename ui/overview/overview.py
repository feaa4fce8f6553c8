"""Overview: how long the funds last, and what moves them."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from model.funds.kinds import outputs
from model.results.findings import balance_finding, change_finding, fund_finding
from model.results.fund_projection import Figure, FundProjection
from model.results.printing import column_label, shown
from model.words.texts import Text, message
from model.words.units import unit_label
from ui.charts.courses import course_chart, end_rows, label_room, line_rows, lines_frame
from ui.charts.layers import GREY, free_side
from ui.charts.line_names import draw_line_names, fund_colours
from ui.charts.thresholds import PRUDENT_MONTHS
from ui.overview.analyst import draw_analyst
from ui.overview.slider_panel import slider_panel
from ui.shared.account import Account, Shown, at_year, course, shown_accounts, turning_note
from ui.shared.choices import choice_control
from ui.shared.frame import (
    apart,
    fund_pills,
    money_size,
    money_unit,
    opened_view,
    page_head,
    projected_view,
    remarks,
)
from ui.shared.key_figures import KeyFigure, key_figure_grid
from ui.shared.lever_search import Pair, headline_levers, lever_pairs, searched_levers
from ui.shared.projections import View
from ui.shared.session import choice, draft
from ui.shared.slider_values import Handle, handle
from ui.shared.texts import finding, language, say

#: Years after the base year at which cover stands among the key figures.
LATER = (5, 10)


def page() -> None:
    """Draw the page."""
    view = opened_view()
    # the file's: a line that is not there with a draft would rebuild the sliders, and lose moves
    page_head(view.saved.scenario)
    names = fund_pills(view.changed)
    wanted = pick_levers(view, names)
    body(names, [now.path for now, _ in wanted])
    left, _ = st.columns([1, 2], gap="large")
    with left:
        words_and_numbers(view, wanted)
    if choice("reader") == "analyst":
        draw_analyst(view, shown_accounts(view.changed, view.baseline, names, not apart()))


@st.fragment
def body(names: Sequence[str], paths: Sequence[str]) -> None:
    """Draw what a moved slider changes; it reruns alone while a slider is dragged."""
    if st.session_state.pop("settled", False):
        st.rerun()  # the slider rests: let address, undo and the rest of the page follow
    view = projected_view()
    remarks()
    accounts = shown_accounts(view.changed, view.baseline, names, not apart())
    if not apart() and len(names) > 1:
        _separate_by_law(view, names)
    for account in accounts:
        key_figures(view, account, alone=len(accounts) == 1)
    left, right = st.columns([1, 2], gap="large")
    with right, st.container(key="charts"):
        charts(view, accounts)
    with left:
        pairs = lever_pairs(view)
        handles = [lever_handle(view, pairs[path]) for path in paths if path in pairs]
        slider_panel([one for one in handles if one], view.scenario)


def _separate_by_law(view: View, names: Sequence[str]) -> None:
    """Say that a sum hides which fund runs dry first, and that funds may not pay for each other."""
    st.caption(say("a sum only: by law each fund pays for its own benefits alone"))
    dry = [
        (str(view.changed.funds[name].turning_points["depletion_month"]), name)
        for name in names
        if view.changed.funds[name].turning_points["depletion_month"]
    ]
    if dry:
        month, first = min(dry)
        fund = view.changed.funds[first].title
        st.markdown(say(message("{fund} runs dry first, in {month}.", fund=fund, month=month)))


def key_figures(view: View, account: Shown, alone: bool) -> None:
    """Draw the figures a leader asks for, each with its change from the baseline."""
    base_year = view.scenario.base_year
    now, before = account.now, account.before
    figures = []
    for later in (0, *LATER):
        year = base_year + later
        value = at_year(now, "payout_months", year)
        was = at_year(before, "payout_months", year) if before else float("nan")
        label = say(message("payout months, end of {year}", year=year))
        figures.append(months_figure(label, "payout_months", value, was))
    lowest, was_lowest = (account_point(one, _LOWEST) if one else None for one in (now, before))
    figures.append(months_figure(say(outputs()[_LOWEST].label), _LOWEST, lowest, was_lowest))
    figures += [turn(name, now, before) for name in ("first_deficit_year", "depletion_month")]
    key_figure_grid(figures, "" if alone else say(account.title))


def months_figure(label: str, name: str, value: Figure, was: Figure) -> KeyFigure:
    """Return one figure in months with its change."""
    step = float("nan")
    if isinstance(value, float) and isinstance(was, float):
        step = value - was
    moved = np.isfinite(step) and abs(step) >= 0.05
    return KeyFigure(
        label,
        shown(name, value, 1, language()),
        f"{step:+,.1f}" if moved else "",
        int(np.sign(step)) if moved else 0,
    )


def turn(name: str, now: Account, before: Account | None) -> KeyFigure:
    """Return the date of a turning point with its delay against the baseline."""
    date = account_point(now, name)
    was = account_point(before, name) if before else date
    change, direction = "", 0
    if date != was:
        if date is None or was is None:
            change, direction = (say("no longer"), 1) if date is None else (say("new"), -1)
        else:
            years = _years(date) - _years(was)
            change, direction = _years_later(name, years), int(np.sign(years))
    label = say(outputs()[name].label)
    return KeyFigure(label, shown(name, date, 1, language()), change, direction)


def _years_later(name: str, years: float) -> str:
    """Return how much later: whole years where the figure is a year, else tenths of one."""
    if name.endswith("_year"):
        return say(message("{years:+.0f} years", years=years))
    return say(message("{years:+.1f} years", years=years))


def account_point(account: Account, name: str) -> Figure:
    """Return a turning point of an account."""
    return account.turning_points[name]


def _years(date: float | int | str) -> float:
    text = str(date)
    return int(text[:4]) + (int(text[5:7]) - 1) / 12 if "-" in text else float(text)


def charts(view: View, accounts: Sequence[Shown]) -> None:
    """Draw payout months and balance, each under a sentence that says what it shows."""
    first = accounts[0]
    for account in accounts:
        finding(fund_finding(account.now, language()))
        # drawn even where nothing differs: a line that comes and goes would rebuild the charts
        said = change_finding(account.now, account.before, language()) if account.before else ""
        st.markdown(f"{said} {others_moved(view, accounts)}")
    size, unit = money_size(view.scenario), money_unit(view.scenario)
    # one width for both, so that the years of one stand below those of the other
    width = max(label_room(_largest(view, accounts, name)) for name in ("payout_months", "balance"))
    course_figure(view, accounts, "payout_months", width)
    if len(accounts) == 1:
        label = unit_label(view.scenario.currency, unit)
        finding(balance_finding(first.now, size, label, language()))
    course_figure(view, accounts, "balance", width)


def _largest(view: View, accounts: Sequence[Shown], name: str) -> float:
    """Return the largest number on an axis, of the baseline where there is one."""
    size = _size(view, name)
    held = [np.abs(course(one.before or one.now, name) / size) for one in accounts]
    return float(np.nanmax([values[np.isfinite(values)].max(initial=0.0) for values in held]))


def _size(view: View, name: str) -> float:
    return money_size(view.scenario) if outputs()[name].kind == "money" else 1.0


def others_moved(view: View, accounts: Sequence[Shown]) -> str:
    """Say which funds that are not on the screen the unsaved changes move."""
    on_screen = {
        fund.name
        for one in accounts
        for fund in ((one.now,) if isinstance(one.now, FundProjection) else one.now.funds)
    }
    moved = [
        say(fund.title)
        for name, fund in view.changed.funds.items()
        if name not in on_screen
        and name in view.saved.funds
        and not np.array_equal(fund.series["balance"], view.saved.funds[name].series["balance"])
    ]
    names = (", " if language() == "en" else "、").join(moved)
    return say(message("The changes move {names}, not shown here.", names=names)) if moved else ""


def course_figure(view: View, accounts: Sequence[Shown], name: str, label_width: int) -> None:
    """Draw one yearly figure of all shown accounts with the baseline behind."""
    scenario = view.scenario
    size = _size(view, name)
    alone = len(accounts) == 1
    ghost, rows, ends = say("baseline"), [], {}
    for account in accounts:
        title = say(account.title)
        before = account.before
        if before is not None and before is not account.now:
            values = (course(before, name) / size).tolist()
            rows += line_rows(
                before.years.tolist(), values, title, "baseline", tip=f"{title} · {ghost}"
            )
            if alone:
                ends = {(title, "baseline"): ghost}
        ends[title, "now"] = _now_name(view) if alone and ends else title if not alone else ""
        rows += line_rows(
            account.now.years.tolist(),
            (course(account.now, name) / size).tolist(),
            title,
            # with several lines only the years in which they run dry are written
            notes=turning_note(account.now, "first_deficit_year", say(_DEFICIT)) if alone else {},
            below=turning_note(account.now, "depletion_year", say(_DRY) if alone else ""),
        )
    threshold = PRUDENT_MONTHS if name.startswith("payout") else None
    colours = fund_colours(view.changed, accounts)
    spec = course_chart(
        column_label(name, scenario.currency, money_unit(scenario), language()),
        [say(account.title) for account in accounts],
        scenario.base_year,
        scenario.end_year,
        say(message("reported, {year}", year=scenario.base_year)),
        threshold,
        say(message("prudent: {months} months", months=PRUDENT_MONTHS)),
        colours,
        ends=True,  # the room for names stays while a slider moves
        names_below=True,
        threshold_side=free_side(rows, threshold, scenario.base_year, scenario.end_year),
        label_width=label_width,
    )
    frame = lines_frame([*rows, *end_rows(rows, ends)])
    st.vega_lite_chart(frame, spec, width="stretch", key=f"chart.{name}")
    draw_line_names(
        (words, GREY if alone and role == "baseline" else colours[line], role == "baseline")
        for (line, role), words in ends.items()
        if words
    )


def _now_name(view: View) -> str:
    """Return what the line of today's figures is called beside the baseline's."""
    return say("with changes") if draft() else say(view.scenario.title)


def pick_levers(view: View, names: Sequence[str]) -> list[Pair]:
    """Draw which levers to show, and a search for all others; return the levers."""
    groups = {name: say(view.changed.funds[name].title) for name in names}
    groups[_SHARED] = say("economy and population")
    left, right = st.columns([1, 2], gap="large")
    with left:
        picked = st.selectbox(
            say("levers of"),
            list(groups),
            0,
            groups.__getitem__,
            "levers_of",
            persist_state="session",
        )
    pairs = lever_pairs(view)
    prefix = ("assumptions.", "policy.") if picked == _SHARED else f"funds.{picked}."
    with right:
        searched = searched_levers(pairs, view.scenario)
    return [*headline_levers(pairs, prefix), *searched]


def words_and_numbers(view: View, wanted: Sequence[Pair]) -> None:
    """Draw the levers that no slider can set."""
    for now, saved in wanted:
        if lever_handle(view, (now, saved)) is None:
            choice_control(now, saved, view.scenario)


def lever_handle(view: View, pair: Pair) -> Handle | None:
    """Return the slider of a lever, if it can have one."""
    return handle(*pair, view.saved, view.changed, money_unit(view.scenario))


_SHARED = "shared"
_LOWEST = "lowest_payout_months"
_DEFICIT = Text("首次收不抵支", "first deficit")
_DRY = Text("结余用完", "runs dry")

page()
