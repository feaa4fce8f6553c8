"""Uncertainty: how sure the projection is, how likely each fund runs dry, and what moves it."""

from functools import lru_cache

import numpy as np
import streamlit as st

from model.funds.kinds import outputs
from model.results.consolidation import consolidate
from model.results.printing import column_label
from model.simulation.draws import Draws, draw_paths
from model.simulation.risk import LESS_IS_WORSE, MORE_IS_WORSE, Risk, simulate_against
from model.simulation.simulate import PATHS, SEED, simulate
from model.simulation.simulation import FundSimulation, Simulation
from model.words.texts import message
from ui.charts.fans import (
    chance_chart,
    depletion_chart,
    fan_chart,
)
from ui.charts.thresholds import PRUDENT_MONTHS
from ui.shared.account import course
from ui.shared.frame import money_size, money_unit, opened_view, page_head
from ui.shared.long_work import Watch, result_of, run_button
from ui.shared.projections import View, baseline_name, draft_key
from ui.shared.session import draft
from ui.shared.tabs import tabs
from ui.shared.texts import finding, language, say
from ui.uncertainty.figures import FIGURES, TOTAL, pick_fund
from ui.uncertainty.what_matters import draw_what_matters

PATH_CHOICES = (500, 2_000, 10_000, 50_000)


def page() -> None:
    """Draw the page."""
    view = opened_view()
    page_head(view.saved.scenario)
    opened = tabs("uncertain_tabs", {"fans": say("how sure"), "levers": say("what matters most")})
    if opened["fans"].open:
        with opened["fans"]:
            _fans(view)
    else:
        with opened["levers"]:
            draw_what_matters(view)


@lru_cache(maxsize=3)
def kept_draws(years: int, paths: int, seed: int) -> Draws:
    """Return the draws; kept, so that scenarios and slider moves are compared under the same."""
    return draw_paths(years, paths, seed)


def _fans(view: View) -> None:
    """Draw what to simulate, its progress, and its bands."""
    columns = st.columns([2, 2, 1, 1], vertical_alignment="bottom")
    with columns[0]:
        fund = pick_fund(view, "uncertain_fund")
    with columns[1]:
        figure = st.selectbox(
            say("indicator"),
            FIGURES,
            format_func=lambda name: say(outputs()[name].label),
            key="uncertain_figure",
            persist_state="session",
        )
    with columns[2]:
        paths = st.selectbox(
            say("paths"),
            PATH_CHOICES,
            PATH_CHOICES.index(PATHS),
            key="paths",
            persist_state="session",
        )
    with columns[3]:
        seed = int(
            st.number_input(say("seed"), 0, 2**31, SEED, key="seed", persist_state="session")
        )
    threshold = st.slider(
        say(message("chance that payout months are below")),
        0,
        36,
        PRUDENT_MONTHS,
        key="uncertain_threshold",
        persist_state="session",
    )
    scenario, baseline = view.scenario, view.baseline.scenario
    years = scenario.end_year - scenario.base_year
    limits = tuple(dict.fromkeys((f"payout_months<{threshold}", "payout_months<0")))

    spans = [(one.base_year, one.end_year) for one in (scenario, baseline)]
    compared = scenario != baseline and spans[0] == spans[1]

    def work(watch: Watch) -> tuple[Simulation, Risk | None]:
        draws = kept_draws(years, paths, seed)
        parts = 3 if compared else 1  # against the baseline both scenarios are simulated
        found = simulate(
            scenario,
            draws=draws,
            figures=FIGURES,
            thresholds=limits,
            watch=lambda share: watch(share / parts),
        )
        if not compared:
            return found, None
        return found, simulate_against(
            baseline, scenario, draws=draws, watch=lambda share: watch((1 + 2 * share) / parts)
        )

    name = scenario.files[-1].path.name if scenario.files and scenario.files[-1].path else ""
    key = f"{scenario.sha256}{name}{draft_key(draft())}{paths}{seed}{threshold}"
    key += baseline_name(view.saved.scenario)
    run_button("simulation", say("run the simulation"), key, work)
    found = result_of("simulation", key)
    if not isinstance(found, tuple):
        st.caption(say("draws of wages, prices, interest, unemployment and demography; see Method"))
        return
    simulation, risk = found
    account = simulation.total if fund == TOTAL else simulation.funds[fund]
    if account is not None:
        _fan(view, account, figure)
        _chances(account, limits[0])
        _depletion(account)
        if risk is not None and fund in risk.funds:
            _risk(risk, fund, figure)


def _fan(view: View, account: FundSimulation, figure: str) -> None:
    if figure not in account.bands:
        st.info(say("all funds together have no such figure"))
        return
    finding(say(account.finding))
    scenario = view.scenario
    size = money_size(scenario) if outputs()[figure].kind == "money" else 1.0
    band = account.bands[figure]
    single = (
        consolidate(tuple(view.changed.funds.values()))
        if account.name == TOTAL
        else view.changed.funds[account.name]
    )
    line = course(single, figure)
    names = {
        "p95": "95%",
        "p75": "75%",
        "p50": say("median"),
        "p25": "25%",
        "p05": "5%",
        "single": say("without uncertainty"),
    }
    rows = [
        {
            "year": int(year),
            **{
                key: float(getattr(band, key)[row]) / size
                for key in ("p05", "p25", "p50", "p75", "p95")
            },
            "single": float(line[row]) / size,
        }
        for row, year in enumerate(account.years)
    ]
    axis = column_label(figure, scenario.currency, money_unit(scenario), language())
    years = account.years
    limit = PRUDENT_MONTHS if figure == "payout_months" else None
    spec = fan_chart(axis, int(years[0]), int(years[-1]), names, limit)
    st.vega_lite_chart(rows, spec, width="stretch", key="fan")
    st.caption(
        say("dark: half of all paths; light: nine in ten; dashed: the run without uncertainty")
    )


def _chances(account: FundSimulation, limit: str) -> None:
    known = [one for one in account.chances if str(one.threshold) == limit]
    if not known:
        return
    share, months = known[0].share, known[0].threshold.value
    worst = int(np.nanargmax(share)) if np.isfinite(share).any() else 0
    year, chance = int(account.years[worst]), f"{share[worst]:.0%}"
    said = message(
        "cover below {months:g} months: the chance is highest in {year}, {chance}",
        months=months,
        year=year,
        chance=chance,
    )
    finding(say(said))
    rows = [{"year": int(y), "share": float(s)} for y, s in zip(account.years, share, strict=True)]
    spec = chance_chart(say("chance"), int(account.years[0]), int(account.years[-1]))
    st.vega_lite_chart(rows, spec, width="stretch", key="chance")


def _depletion(account: FundSimulation) -> None:
    if account.depletion is None:
        return
    depletion = account.depletion
    after = say("after the horizon")
    middle = depletion.quantile(0.5)
    said = (
        message("the year in which it runs dry: as likely before as after {year}", year=middle)
        if middle
        else message(
            "on {share} of the paths it does not run dry before {year} ends",
            share=f"{depletion.after_horizon:.0%}",
            year=int(account.years[-1]),
        )
    )
    finding(say(said))
    rows = [
        {"when": str(int(y)), "share": float(s)}
        for y, s in zip(depletion.years, depletion.share, strict=True)
    ]
    rows.append({"when": after, "share": depletion.after_horizon})
    spec = depletion_chart(say("share of paths"), [str(row["when"]) for row in rows], after)
    st.vega_lite_chart(rows, spec, width="stretch", key="depletion")


def _risk(risk: Risk, fund: str, figure: str) -> None:
    """Say how likely the changed scenario is worse than the baseline, year by year."""
    own = risk.funds[fund]
    name = figure if figure in (*LESS_IS_WORSE, *MORE_IS_WORSE) else "payout_months"
    if name not in own.worse:
        name = next(iter(own.worse))
    finding(say(own.finding))
    rows = [
        {"year": int(y), "share": float(s)} for y, s in zip(own.years, own.worse[name], strict=True)
    ]
    label = say(message("chance of being worse: {figure}", figure=outputs()[name].label))
    spec = chance_chart(label, int(own.years[0]), int(own.years[-1]))
    st.vega_lite_chart(rows, spec, width="stretch", key="risk")


page()
