"""Formulas and sources are said in the language of the screen; programs read the English."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from model.funds.kinds import outputs
from model.origin import origin_json, origin_of, origin_text
from model.words.sources import source_text
from model.words.texts import Language, Message, message
from tests.conftest import ROOT, Spoken, projected

CITY = "city-2005.toml"
PENSION = "enterprise_pension"
#: Mathematics, not English.
_MATHEMATICS = {"min", "max"}
#: Words of the formulas that stand for an output under a shorter name than its label.
_SHORT = {
    "wage bill": "wage_bill",
    "declared base": "average_base",
    "opening balance": "balance",
    "case benefits": "case_benefits",
    "account pensions": "account_pensions",
    "basic pension": "average_basic_pension",
}
#: Words that mean something else than the output so called: the interest of accounts that are
#: part of the fund, the revenue of which the fund takes a share.
_OTHERWISE = {
    ("personal_balance", "interest"),
    ("catastrophic_balance", "interest"),
    ("land_revenue", "land-transfer revenue"),
}


@pytest.mark.parametrize("name", outputs())
def test_a_chinese_formula_has_no_english_words_and_names_terms_as_their_labels(name: str) -> None:
    formula = outputs()[name].formula
    chinese = message(formula).say("zh")
    labels = chinese_labels()

    assert set(re.findall(r"[A-Za-z]{3,}", chinese)) <= _MATHEMATICS
    for term in terms(formula) & labels.keys():
        assert labels[term] in chinese or (name, term) in _OTHERWISE, term


def test_the_terms_that_are_outputs_are_found_in_the_formulas() -> None:
    said = {term for output in outputs().values() for term in terms(output.formula)}

    assert len(said & chinese_labels().keys()) > 20
    assert said >= _SHORT.keys()


def chinese_labels() -> dict[str, str]:
    whole = {output.label.en.lower(): output.label.zh for output in outputs().values()}
    return whole | {term: outputs()[name].label.zh for term, name in _SHORT.items()}


def terms(formula: str) -> set[str]:
    return {term.strip() for term in re.split(r" [-+x/<] |[()\[\],:;]", formula)}


def test_no_operator_is_lost_between_the_languages() -> None:
    for name, output in outputs().items():
        chinese = message(output.formula).say("zh")
        for english, sign in ((" / ", "/"), (" < ", "<"), (" x ", "×"), ("{t", "{t")):
            assert chinese.count(sign) >= output.formula.count(english), name


def test_an_opened_figure_says_its_formula_in_the_language_and_its_json_stays_english() -> None:
    projection = projected(CITY)
    opened = origin_of(projection, PENSION, "cost_rate", 2010)
    chinese, english = (
        origin_text(opened, projection.scenario, language).declared for language in ("zh", "en")
    )

    assert chinese == "支出 / 缴费工资总额（docs/method/zh/indicators.md）"
    assert english == "expenditure / wage bill (docs/method/indicators.md)"
    assert origin_json(opened, projection.scenario)["formula"] == "expenditure / wage bill"


def test_braces_in_a_formula_stand_in_both_languages() -> None:
    projection = projected(CITY)
    opened = origin_of(projection, PENSION, "payout_months_next", 2010)

    for language in ("zh", "en"):
        assert "_{t+1}" in origin_text(opened, projection.scenario, language).declared


@pytest.mark.parametrize(
    ("source", "chinese"),
    [
        ("assumption", "假设"),
        ("assumption: even", "假设：各月相等"),
        ("assumption: our report gives none", "假设：our report gives none"),
        ("assumption; the 2007 county recovered 187", "假设；the 2007 county recovered 187"),
        ("assumption: even; a county's plan", "假设：各月相等；a county's plan"),
        ("assumption: one; two; local decrees", "假设：one; two; 地方规定"),
        ("local decrees; assumption", "地方规定；假设"),
        ("none: the planner's proposal", "无：规划者的方案"),
        ("given with each rule", "随每条规则注明"),
        # nothing plain: as it was written, with its punctuation
        ("60: Social Insurance Law; docs/x.md", "60: Social Insurance Law; docs/x.md"),
        ("that it stays is an assumption", "that it stays is an assumption"),
        ("assumptions of the bureau", "assumptions of the bureau"),
        ("市决算; 第 3 页", "市决算; 第 3 页"),
        ("", ""),
    ],
)
def test_only_the_plain_words_of_a_source_that_is_not_ours_are_translated(
    source: str, chinese: str
) -> None:
    assert source_text(source, "zh") == chinese
    assert source_text(source, "en") == source


def test_the_sources_of_inputs_are_said_in_chinese_and_kept_as_written_in_the_json() -> None:
    projection = projected(CITY)
    opened = origin_of(projection, PENSION, "benefits", 2010)
    shown = {row[1]: row[6] for row in origin_text(opened, projection.scenario, "zh").inputs}
    written = {
        one["path"]: one["sources"] for one in origin_json(opened, projection.scenario)["inputs"]
    }

    given, default = "assumptions.economy.price_growth", f"funds.{PENSION}.reported.lump_sums"
    assert shown[given] == "假设"
    assert written[given] == ["assumption"]
    assert shown[default] == "程序默认值：社保局决算"
    assert written[default] == ["default of the program: the bureau's final account"]


def test_the_listing_says_sources_in_chinese_and_its_csv_keeps_them(
    fundrunway: Callable[..., Spoken],
) -> None:
    asked = ("params", "unemployment.policy.training", "--lang", "zh", "--format")
    listed, written = fundrunway(*asked, "table").out, fundrunway(*asked, "csv").out

    assert "assumption" in written
    assert "假设" in listed
    assert "assumption" not in listed


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("file", "tab", "said", "plain"),
    [
        ("ui/overview/overview.py", "", message("first year with surplus < 0"), ""),
        ("ui/overview/overview.py", "", None, "assumption"),
        ("ui/method/method.py", "glossary", message("given year by year"), ""),
        ("ui/method/method.py", "levers", None, "none: the planner's proposal"),
    ],
)
def test_the_screens_say_formulas_and_sources_in_their_language(
    file: str, tab: str, said: Message | None, plain: str, language: Language
) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["language"], page.query_params["reader"] = language, "analyst"
    if tab:
        page.session_state["open.method_tabs"] = tab  # a page fills its open tab alone

    page.switch_page(file).run()

    assert not page.exception
    cells = {str(cell) for table in page.dataframe for cell in table.value.to_numpy().ravel()}
    expected = source_text(plain, language) if said is None else said.say(language)
    english = plain if said is None else said.say("en")
    assert expected in cells
    if language == "zh":
        assert english not in cells
