"""Names as people write them: labels of figures and titles of funds stand for their keys."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from model import InputError, load_scenario, parse_indicator_at, read_scenario
from model.funds.kinds import output_meant, outputs
from model.goal_seek.target import parse_target
from model.simulation.bands import Threshold, parse_threshold
from model.words.labels import key_meant, near_keys, nearest_labelled
from model.words.texts import Text
from tests.conftest import SCENARIOS, Spoken, shipped

CITY = SCENARIOS / "city-2005.toml"
FUND, TITLE = "enterprise_pension", "企业职工基本养老保险"
TITLES = {
    "one": Text("甲基金", "Fund A"),
    "two": Text("甲基金", "Fund B"),
    "Fund B": Text("丙基金", "Fund C"),
}
Run = Callable[..., Spoken]


def test_every_label_of_an_output_in_either_language_leads_to_its_key() -> None:
    for key, output in outputs().items():
        assert output_meant(output.label.zh) == key
        assert output_meant(output.label.en.upper()) == key
        assert output_meant(key) == key


def test_brackets_and_spaces_of_another_keyboard_are_the_same_label() -> None:
    assert output_meant("可支付月数(按下年支出)") == "payout_months_next"
    assert output_meant("可支付月数 （按下年支出）") == "payout_months_next"


def test_a_key_goes_before_a_label_and_a_label_of_two_is_refused_with_both() -> None:
    assert key_meant("Fund B", TITLES) == "Fund B"
    assert key_meant("fund a", TITLES) == "one"
    assert key_meant("甲基金", TITLES) == "甲基金"
    said = nearest_labelled("甲基金", TITLES).say()
    assert said == "several have this label; write one of one (Fund A), two (Fund B)"


def test_names_that_begin_alike_are_nearest_and_nonsense_is_near_nothing() -> None:
    labels = {key: output.label for key, output in outputs().items()}

    assert near_keys("支出率", labels)[0] == "cost_rate"
    assert near_keys("支付月数", labels)[0] == "payout_months"
    assert len(near_keys("人数", labels, 5)) == 5
    assert near_keys("nonsense", labels) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("可支付月数@2040", "total.payout_months@2040"),
        (f"{TITLE}.可支付月数@2040", f"{FUND}.payout_months@2040"),
        ("Enterprise employees' pension.Payout months@2040", f"{FUND}.payout_months@2040"),
        ("失业保险.balance@lowest", "unemployment.balance@lowest:2006-2055"),
        ("全部基金合计.累计结余@last", "total.balance@2055"),
        (f"{FUND}.综合平均费率", f"{FUND}.general_average_premium"),
    ],
)
def test_what_is_looked_at_is_read_by_labels_and_told_by_keys(text: str, meant: str) -> None:
    assert str(parse_indicator_at(text, shipped(CITY.name))) == meant


def test_a_target_and_a_threshold_are_read_by_labels() -> None:
    city = shipped(CITY.name)

    assert parse_target("可支付月数≥9@2040", city, TITLE) == parse_target(
        "payout_months>=9@2040", city, FUND
    )
    assert parse_threshold("可支付月数 < 6") == Threshold("payout_months", 6.0)


def test_a_title_that_two_funds_bear_is_refused_with_their_names() -> None:
    text = CITY.read_text(encoding="utf-8")
    assert shipped(CITY.name).funds["unemployment"].title.zh == "失业保险"
    twice = text.replace('zh = "生育保险", en', 'zh = "失业保险", en')
    with pytest.raises(InputError) as refused:
        parse_indicator_at("失业保险.balance@2040", read_scenario(twice))

    said = str(refused.value)
    assert "unemployment (" in said
    assert "maternity (" in said


@pytest.mark.parametrize(
    ("name", "near"),
    [("支付月数", "payout_months（可支付月数）"), ("缴费", "contributors（缴费人数）")],
)
def test_an_unknown_figure_is_told_near_labels_and_where_all_stand(name: str, near: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_indicator_at(f"{name}@2040", shipped(CITY.name))

    (problem,) = refused.value.problems
    assert near in problem.say("zh")
    assert problem.say("zh").endswith("全部名称见 docs/names.md）")
    assert "docs/names.md lists them all" in problem.say()


def test_nonsense_is_told_where_all_names_stand_and_nothing_else() -> None:
    with pytest.raises(InputError) as refused:
        parse_indicator_at("nonsense@2040", shipped(CITY.name))

    assert str(refused.value).endswith("(docs/names.md lists them all)")


VERBS = [
    (("project", CITY), ()),
    (("project", CITY), ("--open", "可支付月数@2030")),
    (("project", CITY), ("--explain", "可支付月数@2030")),
    (("compare", CITY, SCENARIOS / "rate-20-to-16.toml"), ("--explain", "可支付月数@2040")),
    (("simulate", CITY), ("--paths", "4", "--indicator", "可支付月数")),
]


@pytest.mark.parametrize(("verb", "figure"), VERBS, ids=lambda part: " ".join(map(str, part))[:30])
def test_every_verb_takes_titles_and_labels_and_its_json_has_keys(
    fundrunway: Run, verb: tuple[str | Path, ...], figure: tuple[str, ...]
) -> None:
    keys = [one.replace("可支付月数", "payout_months") for one in figure]

    named = fundrunway(*verb, *figure, "--fund", TITLE, "--format", "json")
    plain = fundrunway(*verb, *keys, "--fund", FUND, "--format", "json")
    wrong = fundrunway(*verb, *figure, "--fund", "失业", "--format", "json", "--lang", "zh")

    assert (named.status, named.out) == (0, plain.out)
    assert FUND in json.dumps(json.loads(named.out))
    assert (wrong.status, wrong.out) == (2, "")
    assert "unemployment（失业保险）" in wrong.err


def test_all_funds_together_are_opened_by_what_they_are_called(fundrunway: Run) -> None:
    asked = ("project", CITY, "--open", "累计结余@2030", "--format", "json", "--fund")

    assert fundrunway(*asked, "全部基金合计") == fundrunway(*asked, "total")


def reform(tmp_path: Path, text: str) -> list[str]:
    """The problems of a reform over the city."""
    (tmp_path / CITY.name).write_bytes(CITY.read_bytes())
    file = tmp_path / "reform.toml"
    head = f'format = 1\ntitle = "x"\nbase = "{CITY.name}"\n'
    file.write_text(head + text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_scenario(file)
    return [problem.say() for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("table", "meant"),
    [
        ("economy", "assumptions.economy"),
        ("econmy", "assumptions.economy"),
        ("unemployment", "funds.unemployment"),
        ("funds.medical.population", "assumptions.population"),
    ],
)
def test_a_table_under_its_last_name_alone_is_told_its_whole_name(
    tmp_path: Path, table: str, meant: str
) -> None:
    (said,) = reform(tmp_path, f"[{table}]\n")

    assert said.endswith(f"{table}: unknown key (did you mean {meant}?)")


def test_a_fund_misspelt_in_a_reform_is_told_the_fund_of_its_base(tmp_path: Path) -> None:
    (said,) = reform(tmp_path, "[funds.enterprise_pensoin.policy]\nemployer_rate = 0.16\n")

    assert "funds.enterprise_pensoin: the base has no such fund" in said
    assert "did you mean enterprise_pension?" in said


def test_a_new_fund_without_a_kind_still_misses_it(tmp_path: Path) -> None:
    (said,) = reform(tmp_path, "[funds.zzz.policy]\n")

    assert "funds.zzz.kind: is missing" in said


def test_funds_of_one_file_with_like_names_are_not_taken_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "two.toml"
    text = CITY.read_text(encoding="utf-8") + "\n[funds.unemployment2.policy]\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"funds\.unemployment2\.kind: is missing"):
        load_scenario(file)
