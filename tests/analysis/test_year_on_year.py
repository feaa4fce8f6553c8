"""Why a figure differs from the year before: all funds together, the command line, what is refused.

That the drivers of one fund sum to its change is tested beside the attribution.
"""

import csv
import io
import json
import math
from collections.abc import Callable
from itertools import permutations

import pytest

from model import InputError, project, read_scenario, year_on_year
from model.attribute.year_on_year import DECOMPOSED, year_on_year_at
from model.results.indicator_at import TOTAL
from tests.conftest import ROOT, SCENARIOS, SHIPPED, Spoken, projected

CITY, FUND = "city-2005.toml", "enterprise_pension"
LEDGER = (ROOT / "tests/rigs/ledger.toml").read_text()
Run = Callable[..., Spoken]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_funds_sum_to_the_change_of_all_together(name: str) -> None:
    projection = projected(name)
    base = projection.scenario.base_year
    for figure in DECOMPOSED:
        for year in (base + 2, base + 12, projection.scenario.end_year):
            found = year_on_year(projection, TOTAL, year, figure)

            row = year - base
            whole = projection.total[figure][row - 1 : row + 1, 0]
            size = max(abs(found.start), abs(found.end), 1e-9)
            assert [found.start, found.end] == whole.tolist(), (figure, year)
            assert [one.name for one in found.drivers] == list(projection.funds)
            total = math.fsum(one.value for one in found.drivers)
            assert total == pytest.approx(found.change, abs=1e-9 * size), (figure, year)


def test_a_funds_part_of_a_sum_is_its_own_change() -> None:
    projection = projected(CITY)

    found = year_on_year(projection, TOTAL, 2030, "income")

    for one in found.drivers:
        income = projection.funds[one.name].series["income"][:, 0]
        assert (one.before, one.after) == (income[24], income[25])
        assert one.value == income[25] - income[24]


def test_a_funds_part_of_the_common_cover_is_its_mean_over_all_orders() -> None:
    projection = projected(CITY)
    funds = ("enterprise_pension", "medical", "unemployment")
    row = 2030 - projection.scenario.base_year
    kept = type(projection)(
        projection.scenario,
        projection.years,
        {name: projection.funds[name] for name in funds},
    )

    found = year_on_year(kept, TOTAL, 2030)

    def cover(moved: tuple[str, ...]) -> float:
        rows = {name: row if name in moved else row - 1 for name in funds}
        held = sum(kept.funds[name].pooled_balance[at, 0] for name, at in rows.items())
        spent = sum(kept.funds[name].pooled_expenditure[at, 0] for name, at in rows.items())
        return float(12 * held / spent)

    for one in found.drivers:
        steps = []
        for order in permutations(funds):
            place = order.index(one.name)
            steps.append(cover(order[: place + 1]) - cover(order[:place]))
        assert one.value == pytest.approx(math.fsum(steps) / 6, rel=1e-9)


def test_the_sentence_names_what_moved_it_that_way_and_what_held_against_it() -> None:
    found = year_on_year(projected(CITY), FUND, 2025)
    lowest = min(found.drivers, key=lambda one: one.value)
    highest = max(found.drivers, key=lambda one: one.value)
    assert found.change < 0 and highest.value > -lowest.value, "the example no longer fits"

    assert f"most by {lowest.label.say('en')} (-" in found.say()
    assert f"the other way: {highest.label.say('en')} (+" in found.say()
    assert f"主要来自{lowest.label.say('zh')}（-" in found.say("zh")


def test_a_figure_that_nothing_moves_says_so() -> None:
    still = "\n".join(
        "wage_growth = 0" if row.startswith("wage_growth") else row for row in LEDGER.splitlines()
    )
    found = year_on_year(project(read_scenario(still)), "ledger", 2015, "expenditure")
    assert found.change == 0

    assert found.say().endswith("nothing moved it.")


def test_the_json_sums_to_the_change_in_the_unit_asked_for(fundrunway: Run) -> None:
    arguments = (SCENARIOS / CITY, "--explain", f"{FUND}.income@2030", "--format", "json")

    plain = json.loads(fundrunway("project", *arguments).out)
    large = json.loads(fundrunway("project", *arguments, "--money", "亿元").out)

    income = projected(CITY).funds[FUND].series["income"][:, 0]
    assert (plain["from"], plain["to"]) == (income[24] / 1e4, income[25] / 1e4)
    assert math.fsum(plain["contributions"].values()) == pytest.approx(plain["change"], rel=1e-9)
    assert (plain["fund"], plain["year"], plain["money"]) == (FUND, 2030, "万元")
    assert plain["manifest"]["program"] == "fundrunway"
    for name, part in plain["contributions"].items():
        assert large["contributions"][name] * 1e4 == pytest.approx(part)
    drivers = {one["name"]: one for one in plain["drivers"]}
    assert list(drivers) == list(plain["contributions"])
    members = projected(CITY).funds[FUND].series["mean_contributors"][:, 0]
    assert drivers["mean_contributors"]["label"] == {
        "zh": "平均缴费人数",
        "en": "Mean contributors",
    }
    assert drivers["mean_contributors"]["kind"] == "persons"
    assert drivers["mean_contributors"]["before"] == members[24]
    assert drivers["interest"]["after"] == (
        projected(CITY).funds[FUND].account.income_items["interest"][25, 0] / 1e4
    )
    assert "x 100 million yuan" in large["message"]


def test_several_funds_give_a_list_and_none_means_all_together(fundrunway: Run) -> None:
    arguments = (SCENARIOS / CITY, "--explain", "balance@2030", "--format", "json")

    both = json.loads(
        fundrunway("project", *arguments, "--fund", FUND, "--fund", "unemployment").out
    )
    whole = json.loads(fundrunway("project", *arguments).out)

    assert [one["fund"] for one in both] == [FUND, "unemployment"]
    assert whole["fund"] == "total"
    assert whole["contributions"][FUND] == pytest.approx(both[0]["change"])


@pytest.mark.parametrize(
    ("language", "finding", "head"),
    [
        ("en", "Payout months of Enterprise employees' pension in 2030: 41.6 after 44.3", "driver"),
        ("zh", "企业职工基本养老保险 2030 年的可支付月数：41.6，上年为 44.3", "因素"),
    ],
)
def test_the_table_and_the_csv_speak_both_languages(
    fundrunway: Run, language: str, finding: str, head: str
) -> None:
    asked = ("--explain", "payout_months@2030", "--fund", FUND, "--lang", language)

    table = fundrunway("project", SCENARIOS / CITY, *asked)
    text = fundrunway("project", SCENARIOS / CITY, *asked, "--format", "csv").out

    assert table.status == 0 and table.out.startswith(finding)
    heads, *parts, last = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert heads[2] == head
    assert len(parts) > 8 and last[2] == ""
    shares = [float(row[-1]) for row in parts]
    assert math.fsum(shares) == pytest.approx(float(last[-1]))
    assert float(last[5]) - float(last[4]) == pytest.approx(float(last[-1]))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("cost_rate@2030", "one of payout_months, balance, income, expenditure, surplus"),
        ("payout_months", "write payout_months@2040"),
        ("payout_months@2030-2040", "write payout_months@2040"),
        (f"{FUND}.income@2006", "choose a later year, or explain the balance"),
        ("balance@2005", "choose 2006 to 2055"),
        ("balance@2056", "the projection runs from 2005 to 2055"),
        ("medica.balance@2030", "did you mean medical?"),
        ("balence@2030", "did you mean balance?"),
    ],
)
def test_what_is_refused_says_why_and_the_cure(fundrunway: Run, asked: str, said: str) -> None:
    spoken = fundrunway("project", SCENARIOS / CITY, "--explain", asked)

    assert (spoken.status, spoken.out) == (2, "")
    assert said in spoken.err
    assert len(spoken.err.splitlines()) == 1


def test_opening_and_explaining_at_once_is_refused(fundrunway: Run) -> None:
    both = ("--explain", "balance@2030", "--open", "balance@2030")

    spoken = fundrunway("project", SCENARIOS / CITY, *both)

    assert spoken.status == 2
    assert "give one of them" in spoken.err


def test_a_year_without_expenditure_has_no_cover_to_explain() -> None:
    text = LEDGER.replace("benefit_per_head = 9000", "benefit_per_head = { 2010 = 9000, 2015 = 0 }")
    text = text.replace("other_expenditure = 50", "other_expenditure = 0")
    projection = project(read_scenario(text))

    with pytest.raises(InputError, match="undefined in one of the years") as refused:
        year_on_year_at(projection, "payout_months@2015")

    assert "choose another year or figure" in str(refused.value)
    assert year_on_year_at(projection, "balance@2015").change != 0
