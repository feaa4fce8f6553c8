"""Every shipped reform moves the funds it declares, the way it declares, and no other fund."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from model import project, reformed
from model.parameters.dated import DatedValue
from tests.conftest import ROOT, SHIPPED, projected, shipped

sys.path.insert(0, str(ROOT / "scripts"))

import make_reforms
import reform_effects

REFORMS = [name.removesuffix(".toml") for name in SHIPPED if len(shipped(name).files) > 1]
DECLARED = reform_effects.effects()
EFFECTS = [
    (stem, fund, years, direction)
    for stem in REFORMS
    for fund, effect in DECLARED.get(stem, {}).items()
    if fund != "limits"
    for years, direction in zip(reform_effects.HORIZONS, effect["after"], strict=True)
]
PAGES = make_reforms.written_files(projected)


def reform(stem: str) -> reform_effects.Reform:
    return reform_effects.read_reform(stem, projected)


def months(name: str, fund: str) -> np.ndarray:
    return projected(name).funds[fund].indicators["payout_months"][:, 0]


def test_every_shipped_reform_is_declared_and_nothing_else() -> None:
    assert set(DECLARED) == set(REFORMS)


@pytest.mark.parametrize("stem", REFORMS)
def test_exactly_the_declared_funds_move(stem: str) -> None:
    this = reform(stem)

    moved = {
        name
        for name, fund in this.after.funds.items()
        if reform_effects.first_difference(this.base.funds[name], fund) is not None
    }

    assert moved == set(this.declared)
    for name in this.after.funds.keys() - moved:
        for key in reform_effects.MONEY:
            np.testing.assert_array_equal(
                this.after.funds[name].series[key], this.base.funds[name].series[key], err_msg=name
            )


@pytest.mark.parametrize(("stem", "fund", "years", "direction"), EFFECTS)
def test_payout_months_move_in_the_declared_direction(
    stem: str, fund: str, years: int, direction: str
) -> None:
    this = reform(stem)

    change = reform_effects.payout_change(this, fund, this.first_year + years)

    assert direction in make_reforms.ARROWS
    assert np.isfinite(change)
    assert change != 0
    if direction != "either":
        assert (change > 0) == (direction == "up"), change


def first_year_of_values(this: reform_effects.Reform) -> int | None:
    """The first year in which a dated value differs; None where none stands in another's place."""
    years = this.base.years[1:]
    pairs = [change.values for change in reform_effects.changed_levers(this)]
    differs = [
        after.annual(years) != before.annual(years)
        for before, after in pairs
        if isinstance(before, DatedValue) and isinstance(after, DatedValue)
    ]
    return int(years[np.any(differs, axis=0)][0]) if differs else None


@pytest.mark.parametrize("stem", [s for s in REFORMS if first_year_of_values(reform(s))])
def test_money_moves_from_the_year_in_which_the_values_do(stem: str) -> None:
    this = reform(stem)

    assert this.first_year == first_year_of_values(this)


@pytest.mark.parametrize(
    ("stem", "year"),
    [
        ("deferral", 2009),
        ("temporary-rate-cut", 2009),
        ("migrant-workers", 2009),
        ("retirement-age-2025", 2025),
    ],
)
def test_windows_words_and_groups_act_from_their_year(stem: str, year: int) -> None:
    assert reform(stem).first_year == year


@pytest.mark.parametrize("stem", REFORMS)
def test_every_changed_lever_has_its_source_in_the_reform(stem: str) -> None:
    this = reform(stem)
    changed = reform_effects.changed_levers(this)

    assert changed
    for change in changed:
        assert reform_effects.own_source(this, change.path), change.path
    for _, rule in reform_effects.added_rules(this):
        assert len(rule.source) > 20


@pytest.mark.parametrize("stem", REFORMS)
def test_every_parameter_in_the_file_changes_something(stem: str) -> None:
    this = reform(stem)
    table = this.after.scenario.files[-1].table
    changed = {change.path for change in reform_effects.changed_levers(this)}

    for fund, sections in table.get("funds", {}).items():
        for section in ("policy", "assumptions"):
            for key in sections.get(section, {}):
                path = f"funds.{fund}.{section}.{key}"
                assert any(one == path or one.startswith(f"{path}.") for one in changed), path


@pytest.mark.parametrize("stem", REFORMS)
def test_every_reform_says_in_both_languages_what_it_is_about(stem: str) -> None:
    table = shipped(f"{stem}.toml").files[-1].table

    for words in (table["title"], table["about"]):
        assert re.search(r"[\u4e00-\u9fff]", words["zh"])
        assert not re.search(r"[\u4e00-\u9fff]", words["en"])
    assert table["about"]["zh"].endswith("。")
    assert table["about"]["en"].endswith(".")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_are_those_of_today(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path]


def test_no_page_is_left_of_a_reform_that_is_gone() -> None:
    assert set(reform_effects.FOLDER.glob("*.md")) == set(PAGES)


@pytest.mark.parametrize("stem", REFORMS)
def test_the_guide_to_scenarios_lists_every_reform(stem: str) -> None:
    guide = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")

    assert f"](reforms/{stem}.md)" in guide


def test_refunds_stop_in_the_year_after_cover_fell_below_twelve_months() -> None:
    name, fund = "job-stabilisation-refunds.toml", "unemployment"
    refunds = projected(name).funds[fund].account.expenditure_items["stabilisation_refunds"][:, 0]
    years = projected(name).years
    low = months(name, fund) < 12
    asked_for = years[1:] >= 2009

    assert low[:-1][asked_for].any()
    assert (~low[:-1][asked_for]).any()
    assert (refunds[1:][asked_for & low[:-1]] == 0).all()
    assert (refunds[1:][asked_for & ~low[:-1]] > 0).all()
    assert (refunds[1:][~asked_for] == 0).all()


def test_refunds_are_half_of_the_premiums_that_seven_tenths_of_firms_paid_the_year_before() -> None:
    account = projected("job-stabilisation-refunds.toml").funds["unemployment"].account

    paid = account.expenditure_items["stabilisation_refunds"][2009 - 2005, 0]

    assert paid == pytest.approx(
        0.5 * 0.7 * account.income_items["contributions"][2008 - 2005, 0], rel=1e-9
    )


@pytest.mark.parametrize(("fund", "rise"), [("enterprise_pension", 3.5), ("medical", 8.6)])
def test_an_audit_raises_contributions_by_what_its_reason_says(fund: str, rise: float) -> None:
    base, audited = projected("city-2005.toml"), projected("base-audit.toml")

    before, after = (
        one.funds[fund].account.income_items["contributions"] for one in (base, audited)
    )

    # from 2010 on the whole tenth has been added to what is declared
    grown = 100 * (after[2010 - 2005 :, 0] / before[2010 - 2005 :, 0] - 1)
    np.testing.assert_allclose(grown, rise, atol=0.05)
    assert f"rise by {rise}%" in DECLARED["base-audit"][fund]["why"]


def test_the_central_fund_allocates_to_the_nation_what_it_takes_from_it() -> None:
    pension = "funds.urban_employee_pension.policy"
    nation = project(
        reformed(
            shipped("national-2021.toml"),
            {f"{pension}.retirement": "old", f"{pension}.minimum_years": 15},
        )
    ).funds["urban_employee_pension"]
    active = (nation.series["active_insured"][1:, 0] + nation.series["active_insured"][:-1, 0]) / 2
    workers_per_retiree = active / nation.series["mean_pensioners"][1:, 0]
    mean_of_2021 = ((349.17 + 328.59) / 2) / ((131.57 + 127.62) / 2)
    policy = shipped("central-adjustment.toml").funds["enterprise_pension"].policy

    for year in range(2025, 2056, 5):
        allocated = policy.allocation_rate.at(year) / policy.allocation_rate.at(2021)
        taken = workers_per_retiree[year - 2022] / mean_of_2021
        assert allocated == pytest.approx(taken, abs=0.01), year


def test_a_city_uploads_for_its_workers_and_receives_for_its_retirees() -> None:
    after = projected("central-adjustment.toml").funds["enterprise_pension"]
    row = 2021 - 2005
    wage, active = after.series["average_wage"][row, 0], after.series["active_insured"][:, 0]
    retired = after.series["mean_pensioners"][row, 0]

    upload = after.account.expenditure_items["upload"][row, 0]
    allocation = after.account.income_items["allocation"][row, 0]

    assert upload == pytest.approx(0.045 * 0.9 * wage * active[row - 1 : row + 1].mean(), rel=1e-9)
    assert allocation == pytest.approx(0.109 * wage * retired, rel=1e-9)
    assert allocation / retired == pytest.approx(8210, rel=0.01)
