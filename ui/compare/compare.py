"""Compare: up to six scenarios over a baseline, lines and tables, as CSV and as picture."""

from collections.abc import Sequence

import streamlit as st

from model.errors import InputError
from model.export.comparison import comparison_answer
from model.export.formats import formats
from model.funds.kinds import outputs
from model.results.comparison import COMPARED, Comparison, changed_inputs
from model.results.findings import change_finding
from model.results.printing import column_label
from model.results.projection import Projection
from model.words.texts import message
from ui.charts.courses import PALETTE, course_chart, end_rows, finished, line_rows, lines_frame
from ui.charts.layers import GREY, Spec
from ui.charts.line_names import draw_line_names
from ui.charts.pictures import picture_font, png
from ui.charts.thresholds import PRUDENT_MONTHS
from ui.compare.tables import draw_inputs, draw_outputs
from ui.compare.why import draw_why
from ui.shared.account import course, shown_accounts
from ui.shared.downloads import download
from ui.shared.frame import file_titles, fund_pills, money_size, money_unit, opened_view
from ui.shared.projections import View, baseline_name, file_projection, listed_files
from ui.shared.session import choice, choose, chosen_list, draft
from ui.shared.texts import heading, language, say, show_problems

#: More lines than these cannot be told apart.
MOST = 6
#: The unsaved changes among the scenarios to compare.
UNSAVED = "unsaved"
#: What the address says when nothing is to be compared.
_NOBODY = "-"


def page() -> None:
    """Draw the page."""
    view = opened_view()
    titles = file_titles(listed_files())
    baseline = baseline_name(view.saved.scenario)
    st.title(say("compare"))
    st.caption(say(message("baseline: {title}", title=titles.get(baseline, baseline))))
    names = _pick_scenarios(view, titles, baseline)
    others = _projections(view, names)
    indicator = _pick_indicator()
    funds = [name for name in fund_pills(view.baseline) if name in view.baseline.funds]
    labelled = _labelled(view, others)
    if not others:
        st.info(say("pick a scenario to set beside the baseline"))
        return
    comparison = Comparison(
        (view.baseline, *others),
        changed_inputs([one.scenario for one in (view.baseline, *others)]),
    )
    for label, other in list(labelled.items())[1:]:
        _finding(view.baseline, label, other, funds)
    spec, rows = _overlay(view, labelled, indicator, funds)
    colours = scenario_colours(list(labelled))
    st.vega_lite_chart(lines_frame(rows), spec, width="stretch", key="compare_chart")
    draw_line_names([(label, colour, False) for label, colour in colours.items()])
    _downloads(view, comparison, spec, rows, indicator, funds)
    draw_inputs(comparison, list(labelled))
    draw_why(view.baseline, dict(list(labelled.items())[1:]), view.changed, indicator, funds)
    draw_outputs(view.baseline.scenario, labelled, indicator, funds)
    _small_multiples(view, labelled, indicator)


def _pick_scenarios(view: View, titles: dict[str, str], baseline: str) -> list[str]:
    """Draw the picker; the unsaved changes come first where there are any."""
    options = [UNSAVED] if draft() else []
    options += [name for name in titles if name != baseline]
    opened = choice("scenario")
    first = [UNSAVED] if draft() else [opened] if opened != baseline else []
    if not choice("others"):  # nobody has chosen yet: show what stands on the baseline
        reforms = [entry.name for entry in listed_files() if entry.base == baseline]
        first = list(dict.fromkeys([*first, *reforms]))[:3]
    chosen = (
        [name for name in chosen_list("others") if name in options] if choice("others") else first
    )
    st.session_state["others"] = chosen[:MOST]
    unsaved = say("unsaved changes")
    words = {UNSAVED: f"{say(view.scenario.title)} · {unsaved}", **titles}
    return st.multiselect(
        say("scenarios"),
        options,
        format_func=lambda name: words.get(name, name),
        max_selections=MOST,
        key="others",
        on_change=lambda: choose("others", ",".join(st.session_state["others"]) or _NOBODY),
        placeholder=say("up to six"),
    )


def _projections(view: View, names: Sequence[str]) -> list[Projection]:
    """Return the projections of the picked scenarios; show what cannot be projected."""
    found = []
    for name in names:
        try:
            one = view.changed if name == UNSAVED else file_projection(name)
        except InputError as error:
            show_problems(error)
            continue
        scenario, base = one.scenario, view.baseline.scenario
        if (scenario.currency, scenario.base_year) != (base.currency, base.base_year):
            st.warning(
                say(
                    message(
                        "{title} starts in another year or currency and is left out",
                        title=scenario.title,
                    )
                )
            )
            continue
        found.append(one)
    return found


def _pick_indicator() -> str:
    names = list(
        dict.fromkeys(
            (
                *COMPARED,
                "surplus",
                "pensioners",
                *(name for name, one in outputs().items() if one.group == "indicator"),
            )
        )
    )
    st.session_state["indicator"] = (
        choice("indicator") if choice("indicator") in names else names[0]
    )
    return st.selectbox(
        say("indicator"),
        names,
        format_func=lambda name: say(outputs()[name].label),
        key="indicator",
        on_change=lambda: choose("indicator", st.session_state["indicator"]),
    )


def _labelled(view: View, others: Sequence[Projection]) -> dict[str, Projection]:
    """Return the projections by the name of their line, each name once."""
    labelled = {say(view.baseline.scenario.title): view.baseline}
    for one in others:
        title = say(one.scenario.title)
        if one is view.changed and draft():
            unsaved = say("unsaved changes")
            title = f"{title} · {unsaved}"
        label, number = title, 1
        while label in labelled:
            number += 1
            label = f"{title} ({number})"
        labelled[label] = one
    return labelled


def scenario_colours(labels: Sequence[str]) -> dict[str, str]:
    """Return the colour of each line: the baseline is grey."""
    shades = {label: PALETTE[n % len(PALETTE)] for n, label in enumerate(labels[1:])}
    return {labels[0]: GREY, **shades}


def _finding(baseline: Projection, label: str, other: Projection, funds: Sequence[str]) -> None:
    """Say what the scenario does to the first chosen account."""
    known = [name for name in funds if name in other.funds]
    if not known:
        return
    account = shown_accounts(other, baseline, known, True)[0]
    if account.before is not None:
        said = change_finding(account.now, account.before, language())
        st.markdown(f"**{label}**: {said}")


def _overlay(
    view: View,
    labelled: dict[str, Projection],
    indicator: str,
    funds: Sequence[str],
    height: int = 380,
    named: bool = True,
) -> tuple[Spec, list[dict[str, object]]]:
    """Return the chart of one account under every scenario."""
    scenario = view.baseline.scenario
    size = money_size(scenario) if outputs()[indicator].kind == "money" else 1.0
    rows: list[dict[str, object]] = []
    for label, one in labelled.items():
        known = [name for name in funds if name in one.funds]
        if not known:
            continue
        account = shown_accounts(one, one, known, True)[0].now
        values = (course(account, indicator) / size).tolist()
        rows += line_rows(account.years.tolist(), values, label)
    labels = list(labelled)
    if named:
        rows += end_rows(rows, {(label, "now"): label for label in labels})
    spec = course_chart(
        column_label(indicator, scenario.currency, money_unit(scenario), language()),
        labels,
        scenario.base_year,
        max(one.scenario.end_year for one in labelled.values()),
        say(message("reported, {year}", year=scenario.base_year)),
        PRUDENT_MONTHS if indicator.startswith("payout") else None,
        say(message("prudent: {months} months", months=PRUDENT_MONTHS)),
        scenario_colours(labels),
        height=height,
        ends=named,
        names_below=named,
    )
    return spec, rows


def _downloads(
    view: View,
    comparison: Comparison,
    spec: Spec,
    rows: Sequence[dict[str, object]],
    indicator: str,
    funds: Sequence[str],
) -> None:
    """Draw the downloads: a CSV that Excel opens in Chinese, and the chart as a picture."""
    scenario = view.baseline.scenario
    answer = comparison_answer(comparison, money_unit(scenario), language())
    title = say(outputs()[indicator].label)
    fund_titles = "、".join(say(view.baseline.funds[name].title) for name in funds)
    with st.container(horizontal=True, gap="small"):
        download(
            say("table as CSV"),
            lambda: formats()["csv"](answer),
            "fundrunway-compare.csv",
            "text/csv",
            "compare_csv",
        )
        download(
            say("chart as PNG"),
            lambda: png(finished(spec, lines_frame(rows), title, fund_titles, picture_font())),
            f"fundrunway-{indicator}.png",
            "image/png",
            "compare_png",
        )


def _small_multiples(view: View, labelled: dict[str, Projection], indicator: str) -> None:
    """Draw one small chart for each fund of the baseline."""
    heading(say("every fund"))
    columns = st.columns(2)
    for number, (name, fund) in enumerate(view.baseline.funds.items()):
        spec, rows = _overlay(view, labelled, indicator, [name], 180, named=False)
        if not any(row["value"] is not None for row in rows):
            continue
        with columns[number % 2]:
            st.markdown(f"**{say(fund.title)}**")
            st.vega_lite_chart(lines_frame(rows), spec, width="stretch", key=f"small.{name}")


page()
