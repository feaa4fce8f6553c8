"""What a change is owed to: sums to the change, whatever the order, nothing for nothing."""

import json
import math
from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from model import (
    InputError,
    Scenario,
    explain,
    load_scenario,
    parse_indicator_at,
    project,
    read_scenario,
    reformed,
    value_at,
    year_on_year,
)
from model.attribute.coalition_values import CoalitionValues
from model.attribute.coalitions import changed_levers
from model.attribute.contribution import SIDES
from model.attribute.shapley import exact_shapley, sampled_shapley
from model.attribute.year_on_year import DECOMPOSED
from model.export.attribution import attribution_json
from model.parameters.dated import DatedValue
from model.words.texts import Language
from tests.conftest import SCENARIOS, SHIPPED, Spoken, projected, shipped

CITY, BASE, PACKAGE = "city-2005.toml", "retirement-age-2025.toml", "combined-package.toml"
FUND = "enterprise_pension"
AT = f"{FUND}.payout_months@2040"
Run = Callable[..., Spoken]


def from_year(value: float, year: int) -> DatedValue:
    return DatedValue((year * 12,), (value,))


FOUR: dict[str, Any] = {
    f"funds.{FUND}.policy.employer_rate": from_year(0.17, 2015),
    f"funds.{FUND}.policy.retirement": "statutory_2025",
    f"funds.{FUND}.policy.increase_wage_weight": from_year(0.3, 2026),
    "assumptions.economy.wage_growth": from_year(0.03, 2026),
}


def by_brute_force(base: Scenario, values: dict[str, Any], text: str) -> dict[str, float]:
    """Every order in turn, each coalition a reform of its own and a projection of its own."""
    at = parse_indicator_at(text, base)
    paths, known = list(values), dict[frozenset[str], float]()

    def value(joined: frozenset[str]) -> float:
        if joined not in known:
            scenario = reformed(base, {path: values[path] for path in paths if path in joined})
            known[joined] = value_at(project(scenario), at)
        return known[joined]

    sums = dict.fromkeys(paths, 0.0)
    for order in permutations(paths):
        for place, path in enumerate(order):
            sums[path] += value(frozenset(order[: place + 1])) - value(frozenset(order[:place]))
    return {path: total / math.factorial(len(paths)) for path, total in sums.items()}


@pytest.mark.parametrize("base", [BASE, CITY])
@pytest.mark.parametrize("text", [AT, "payout_months@2040", "total.balance@last"])
def test_the_combined_package_is_explained_to_the_last_digit(base: str, text: str) -> None:
    found = explain(shipped(base), shipped(PACKAGE), text, earlier=projected(base))

    before, after = (value_at(projected(name), found.at) for name in (base, PACKAGE))
    total = math.fsum(one.value for one in found.contributions)
    assert (found.start, found.end) == (before, after)
    assert total == pytest.approx(after - before, rel=1e-9)
    assert math.fsum(found.subtotals.values()) == pytest.approx(found.change, rel=1e-9)
    assert found.permutations is None
    assert {one.name for one in found.contributions} >= {
        f"funds.{FUND}.policy.audit_uplift",
        "policy.joint_collection",
    }


@pytest.mark.parametrize("text", [AT, "total.payout_months@2045"])
def test_four_levers_are_those_of_all_orders_by_brute_force(text: str) -> None:
    base = shipped(CITY)

    found = explain(base, reformed(base, FOUR), text)

    wanted = by_brute_force(base, FOUR, text)
    got = {one.name: one.value for one in found.contributions}
    assert got == pytest.approx(wanted, rel=1e-9, abs=1e-9)


def test_levers_taken_over_in_memory_are_what_a_reform_file_does() -> None:
    base, other = shipped(BASE), shipped(PACKAGE)
    levers = changed_levers(base, other)
    game = CoalitionValues(base, other, [(one,) for one in levers], parse_indicator_at(AT, base))
    for mask in (0b1, 0b10, 0b1010101, 0b1111111):
        joined = [lever.path for n, lever in enumerate(levers) if mask >> n & 1]
        values = {path: value_in(other, path) for path in joined}

        assert game(mask) == pytest.approx(
            value_at(project(reformed(base, values)), game.at), rel=1e-12
        )


def value_in(scenario: Scenario, path: str) -> Any:
    """A lever's course from the first projected year on, as a reform would give it."""
    section = scenario.policy
    if path.startswith("funds."):
        section = scenario.funds[path.split(".")[1]].policy
    value = getattr(section, path.rpartition(".")[2])
    first = (scenario.base_year + 1) * 12
    if value.linear or value.months[0] >= first:
        return DatedValue(*zip(*[s for s in value.steps() if s[0] >= first], strict=True))
    held = [one for one in value.steps() if one[0] < first][-1][1]
    later = [one for one in value.steps() if one[0] > first]
    return DatedValue(*zip((first, held), *later, strict=True))


def test_the_order_of_the_levers_does_not_matter() -> None:
    base = shipped(CITY)
    names = list(FOUR)

    found = explain(base, reformed(base, FOUR), AT, groups={name: [name] for name in names})
    turned = explain(base, reformed(base, FOUR), AT, groups={name: [name] for name in names[::-1]})

    assert [one.name for one in turned.contributions] == names[::-1]
    assert {one.name: one.value for one in turned.contributions} == pytest.approx(
        {one.name: one.value for one in found.contributions}, rel=1e-12
    )


def test_an_unchanged_lever_has_no_part_and_one_of_another_fund_adds_nothing() -> None:
    base = shipped(CITY)
    values = {
        f"funds.{FUND}.policy.employer_rate": 0.2,  # as it is
        f"funds.{FUND}.policy.collection_rate": from_year(0.97, 2010),
        "funds.medical.policy.cap": from_year(50_000, 2010),
    }

    found = explain(base, reformed(base, values), AT)

    parts = {one.name: one.value for one in found.contributions}
    assert parts.get(f"funds.{FUND}.policy.employer_rate", 0.0) == 0.0
    assert parts["funds.medical.policy.cap"] == 0.0
    assert parts[f"funds.{FUND}.policy.collection_rate"] == pytest.approx(found.change, rel=1e-12)


def test_policy_stands_apart_from_assumptions() -> None:
    base = shipped(CITY)

    found = explain(base, reformed(base, FOUR), AT)

    parts = {one.name: one.value for one in found.contributions}
    growth = parts.pop("assumptions.economy.wage_growth")
    assert found.subtotals["assumptions"] == growth != 0.0
    assert found.subtotals["policy"] == pytest.approx(math.fsum(parts.values()), rel=1e-12)


def test_a_group_of_policy_and_assumptions_counts_as_neither() -> None:
    base = shipped(CITY)
    other = reformed(base, FOUR)
    rate, growth = f"funds.{FUND}.policy.employer_rate", "assumptions.economy.wage_growth"

    found = explain(base, other, AT, groups={"package": [rate, growth]})
    plain = explain(base, other, AT)

    parts = {one.name: one for one in found.contributions}
    assert parts["package"].side == "mixed"
    assert found.subtotals["mixed"] == parts["package"].value != 0.0
    policy = [one.value for one in found.contributions if one.name.startswith("funds.")]
    assert found.subtotals["policy"] == pytest.approx(math.fsum(policy), rel=1e-12)
    assert math.fsum(found.subtotals.values()) == pytest.approx(found.change, rel=1e-9)
    assert attribution_json(found)["subtotals"]["mixed"] == parts["package"].value
    assert list(attribution_json(plain)["subtotals"]) == ["policy", "assumptions", "reported"]
    assert SIDES["mixed"].say("zh") == "政策与假设混合"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_lever_of_two_funds_is_named_with_its_fund(language: Language) -> None:
    found = explain(shipped(CITY), shipped(PACKAGE), "total.balance@2040")

    labels = {one.name: one.label.say(language) for one in found.contributions}
    assert len(set(labels.values())) == len(labels) > 10
    funds = shipped(PACKAGE).funds
    for name in (FUND, "institution_pension", "medical"):
        title = funds[name].title.say(language)
        assert title in labels[f"funds.{name}.policy.retirement"]
    alone = funds[FUND].title.say(language)
    assert alone not in labels[f"funds.{FUND}.policy.audit_uplift"]
    first = max(found.contributions, key=lambda one: abs(one.value))
    assert labels[first.name] in found.say(language)


def test_a_groups_floor_and_the_funds_are_told_apart_by_the_groups_name() -> None:
    base = shipped("migrant-workers.toml")
    floors = [f"funds.{FUND}.policy.base_floor", f"funds.{FUND}.groups.migrant.base_floor"]

    found = explain(base, reformed(base, dict.fromkeys(floors, from_year(0.5, 2015))), AT)

    labels = {one.name: one.label.say() for one in found.contributions}
    assert labels[floors[1]] == f"{labels[floors[0]]}, group migrant"


def test_levers_taken_as_one_group_have_one_part() -> None:
    base, other = shipped(BASE), shipped(PACKAGE)
    weights = [f"funds.{FUND}.policy.increase_{kind}_weight" for kind in ("wage", "price")]

    found = explain(base, other, AT, groups={"increases": weights})

    group = found.contributions[0]
    assert (group.name, group.paths) == ("increases", tuple(weights))
    assert math.fsum(one.value for one in found.contributions) == pytest.approx(found.change)
    with pytest.raises(InputError, match="this lever does not differ"):
        explain(base, other, AT, groups={"rate": [f"funds.{FUND}.policy.employer_rate"]})


@pytest.mark.parametrize("name", ["migrant-workers.toml", "deferral.toml", "city-2009.toml"])
def test_groups_of_workers_and_measures_between_dates_are_taken_as_a_whole(name: str) -> None:
    found = explain(shipped(CITY), shipped(name), AT)

    paths = {one.name for one in found.contributions}
    assert paths & {f"funds.{FUND}.groups.migrant", f"funds.{FUND}.policy.deferral"}
    assert math.fsum(one.value for one in found.contributions) == pytest.approx(
        found.change, rel=1e-9
    )


def test_a_fund_that_only_one_scenario_has_is_a_part_of_the_total() -> None:
    base = shipped(CITY)
    text = (SCENARIOS / CITY).read_text()
    smaller = read_scenario(text[: text.index("[funds.land_security]")])

    found = explain(smaller, base, "total.balance@2030")

    assert [one.name for one in found.contributions] == ["funds.land_security"]
    own = projected(CITY).funds["land_security"].series["balance"][25, 0]
    assert found.change == pytest.approx(own, rel=1e-9)


def test_other_years_are_no_change_of_levers() -> None:
    with pytest.raises(InputError, match="end_year"):
        explain(shipped(CITY), shipped("national-2021.toml"), AT)


def test_a_figure_after_the_horizon_cannot_be_explained() -> None:
    base = shipped(CITY)
    other = reformed(base, {f"funds.{FUND}.policy.employer_rate": 0.5})

    with pytest.raises(InputError, match="after the horizon"):
        explain(base, other, f"{FUND}.depletion_year")


def test_draws_sum_to_the_change_and_come_near_the_exact_parts() -> None:
    random = np.random.default_rng(5)
    values = random.normal(size=2**6)

    exact = exact_shapley(values)
    parts, errors = sampled_shapley(
        lambda mask: float(values[mask]), 6, 2000, np.random.default_rng(1)
    )

    assert parts.sum() == pytest.approx(values[-1] - values[0], rel=1e-12)
    assert (np.abs(parts - exact) < 4 * errors).all()
    assert (errors < 0.1).all()


def test_beyond_twelve_groups_orders_are_drawn_with_their_error_and_seed() -> None:
    base = shipped(CITY)
    policy = f"funds.{FUND}.policy"
    weights = {f"{policy}.{name}": value for name, value in MANY.items()}
    other = reformed(base, {**weights, "assumptions.economy.interest": from_year(0.03, 2010)})

    found = explain(base, other, AT, permutations=6, seed=3)
    again = explain(base, other, AT, permutations=6, seed=3)

    assert len(found.contributions) == 13
    assert (found.permutations, found.seed) == (6, 3)
    assert found.contributions == again.contributions
    assert math.fsum(one.value for one in found.contributions) == pytest.approx(
        found.change, rel=1e-9
    )
    assert max(one.standard_error for one in found.contributions) > 0
    assert "6 orders (seed 3)" in found.say()


MANY = {
    "employer_rate": from_year(0.19, 2010),
    "employee_rate": from_year(0.09, 2010),
    "collection_rate": from_year(0.97, 2010),
    "arrears_recovery": from_year(0.4, 2010),
    "arrears_write_off": from_year(0.1, 2010),
    "increase_wage_weight": from_year(0.4, 2026),
    "increase_price_weight": from_year(0.6, 2026),
    "fiscal_subsidy": from_year(1000, 2010),
    "other_premium": from_year(500, 2010),
    "account_interest": from_year(0.03, 2026),
    "funeral_grant_months": from_year(4, 2010),
    "survivor_grant_months": from_year(8, 2010),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_year_on_year_parts_sum_to_the_change_of_every_fund(name: str) -> None:
    projection = projected(name)
    first = projection.scenario.base_year
    for fund in projection.funds:
        for figure in DECOMPOSED:
            for year in (first + 2, first + 12, first + 30):
                found = year_on_year(projection, fund, year, figure)

                size = max(abs(found.start), abs(found.end), 1e-9)
                total = math.fsum(one.value for one in found.drivers)
                assert total == pytest.approx(found.change, abs=1e-9 * size), (fund, figure, year)


def test_year_on_year_names_contributors_base_rate_pensioners_and_interest() -> None:
    found = year_on_year(projected(CITY), FUND, 2030)

    parts = {one.name: one for one in found.drivers}
    series = projected(CITY).funds[FUND].series
    assert set(parts) >= {
        "mean_contributors",
        "average_base",
        "contribution_rate",
        "collected_share",
        "mean_pensioners",
        "average_pension",
        "interest",
        "opening_balance",
    }
    assert parts["mean_pensioners"].after == series["mean_pensioners"][25, 0]
    assert parts["mean_pensioners"].value < 0 < parts["average_base"].value
    assert parts["contribution_rate"].value == pytest.approx(0.0, abs=1e-12)  # 28% in both years


def test_the_balance_changes_by_the_years_items() -> None:
    found = year_on_year(projected(CITY), FUND, 2006, "balance")

    account = projected(CITY).funds[FUND].account
    parts = {one.name: one.value for one in found.drivers}
    assert parts["contributions"] == account.income_items["contributions"][1, 0]
    assert parts["benefits"] == -account.expenditure_items["benefits"][1, 0]


def test_the_command_line_gives_the_contract(fundrunway: Run) -> None:
    files = (SCENARIOS / BASE, SCENARIOS / PACKAGE)

    spoken = fundrunway("compare", *files, "--explain", AT, "--format", "json")
    by_fund = fundrunway(
        "compare", *files, "--explain", "payout_months@2040", "--fund", FUND, "--format", "json"
    )

    answer = json.loads(spoken.out)
    found = explain(shipped(BASE), shipped(PACKAGE), AT)
    assert spoken.status == 0
    assert {"from", "to", "change", "contributions"} <= set(answer)
    assert answer["contributions"] == {one.name: one.value for one in found.contributions}
    assert sum(answer["contributions"].values()) == pytest.approx(answer["change"], rel=1e-9)
    assert json.loads(by_fund.out) == answer


def test_the_command_line_puts_money_in_the_unit_asked_for(fundrunway: Run) -> None:
    files = (SCENARIOS / BASE, SCENARIOS / PACKAGE)
    asked = ("--explain", "total.balance@2040", "--format", "json", "--money", "亿元")

    answer = json.loads(fundrunway("compare", *files, *asked).out)

    assert answer["to"] * 1e8 == pytest.approx(projected(PACKAGE).total["balance"][35, 0])
    assert math.fsum(answer["contributions"].values()) == pytest.approx(answer["change"])


def test_the_finding_stands_first_in_both_languages(fundrunway: Run) -> None:
    files = (SCENARIOS / BASE, SCENARIOS / PACKAGE)

    english = fundrunway("compare", *files, "--explain", AT)
    chinese = fundrunway("compare", *files, "--explain", AT, "--lang", "zh")
    table = fundrunway("compare", *files, "--explain", AT, "--format", "csv")

    assert english.out.startswith(
        "Payout months of Enterprise employees' pension in 2040 goes from"
    )
    assert chinese.out.startswith("企业职工基本养老保险 2040 年的可支付月数由")
    assert len(table.out.splitlines()) == 1 + 7 + 3


def test_an_unknown_figure_or_fund_ends_with_status_2(fundrunway: Run) -> None:
    files = (SCENARIOS / BASE, SCENARIOS / PACKAGE)
    for options, complaint in (
        (("--explain", "payout_month@2040"), "did you mean payout_months?"),
        (("--explain", "payout_months@2040", "--fund", "medic"), "did you mean medical?"),
        (("--explain", "balance@2040", "--money", "万"), "not a unit"),
        (("--fund", FUND), "add --explain"),
    ):
        spoken = fundrunway("compare", *files, *options)

        assert (spoken.status, spoken.out) == (2, "")
        assert complaint in spoken.err


def test_scenarios_read_from_their_files_give_the_same() -> None:
    base, other = (load_scenario(SCENARIOS / name) for name in (BASE, PACKAGE))

    assert explain(base, other, AT).contributions == (
        explain(shipped(BASE), shipped(PACKAGE), AT).contributions
    )
