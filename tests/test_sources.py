"""Every source declared or shipped is said in Chinese, a document by its Chinese number."""

import re

import pytest

from model import reformed
from model.funds.kinds import outputs
from model.origin import origin_of, origin_text
from model.origin.inputs import places_of
from model.scenario.lever_rows import lever_rows
from model.words.sources import INTERNATIONAL, NO_SOURCE, source_text, speaks_english
from tests.conftest import ROOT, SHIPPED, projected, shipped

DECLARED = sorted({row["source"] for row in lever_rows("en")})
SHIPPED_SOURCES = sorted(
    {
        *(source for name in SHIPPED for source in shipped(name).sources.values()),
        *(
            rule.source
            for name in SHIPPED
            for fund in shipped(name).funds.values()
            for rule in fund.rules
        ),
    }
)
PENSION = "enterprise_pension"
#: What stays in Latin letters in Chinese: files, columns, the Greek of a formula.
_LATIN = re.compile(
    r"(docs|model)/[\w/]+\.(md|csv)|[\w-]+\.toml|work_injury_class_\d|\w+\.reported\.\w+"
)


@pytest.mark.parametrize("source", [*DECLARED, *SHIPPED_SOURCES])
def test_a_source_of_ours_has_no_english_word_in_chinese_and_the_same_shares(source: str) -> None:
    chinese = source_text(source, "zh")

    assert not re.findall(r"[A-Za-z]{2,}", _LATIN.sub("", chinese))
    shares = set(re.findall(r"\d[\d.]*%", source))
    assert shares <= set(re.findall(r"\d[\d.]*%", chinese))
    assert source_text(source, "en") == source


def test_the_sources_of_outputs_are_method_pages_or_international_works() -> None:
    for name, output in outputs().items():
        assert not speaks_english(output.source), name
    assert {one.source for one in outputs().values()} >= INTERNATIONAL


@pytest.mark.parametrize(
    ("english", "number"),
    [
        (r"State Council document 2005 no\. 38", "国发〔2005〕38号"),
        (r"State Council document 1998 no\. 44", "国发〔1998〕44号"),
        (r"State Council document 1995 no\. 6\b", "国发〔1995〕6号"),
        (r"State Council document 2014 no\. 8", "国发〔2014〕8号"),
        (r"Guofa 1978 no\. 104", "国发〔1978〕104号"),
        (r"Guobanfa 2019 no\. 13", "国办发〔2019〕13号"),
        (r"document 2019 no\. 10", "国办发〔2019〕10号"),
        (r"document 2021 no\. 14", "国办发〔2021〕14号"),
        (r"document 2006 no\. 29", "国办发〔2006〕29号"),
        (r"Hainan notice 2009 no\. 80", "琼人劳保〔2009〕80号"),
        (r"Social Insurance Law", "《社会保险法》第"),
        (r"Zhejiang regulation", "《浙江省职工基本养老保险条例》"),
        (
            r"decision of .*2024-09-13",
            "全国人大常委会 2024 年 9 月 13 日关于实施渐进式延迟法定退休年龄的决定",
        ),
    ],
)
def test_a_document_is_cited_by_its_chinese_number(english: str, number: str) -> None:
    ours = [*DECLARED, *SHIPPED_SOURCES]
    citing = [source for source in ours if re.search(english, source)]

    assert citing
    assert all(number in source_text(source, "zh") for source in citing)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_levers_source_is_that_of_the_last_line_that_gives_it(name: str) -> None:
    scenario = shipped(name)
    for lever in scenario.levers_by_path.values():
        places = places_of(scenario, lever, None)
        assert lever.source == (places[-1].source if places else lever.declaration.source)


def test_a_lever_that_a_reform_changes_does_not_borrow_the_source_of_its_base() -> None:
    city = shipped("city-2005.toml")
    path = f"funds.{PENSION}.policy.employer_rate"

    changed = reformed(city, {path: 0.16}).levers_by_path[path]

    assert city.levers_by_path[path].source in city.sources.values()
    assert changed.source == NO_SOURCE


def test_method_pages_are_named_in_the_language_and_stand_there() -> None:
    opened = origin_of(projected("city-2005.toml"), PENSION, "payout_months", 2010)

    for language in ("zh", "en"):
        text = origin_text(opened, projected("city-2005.toml").scenario, language)
        assert text.pages
        for page in text.pages:
            assert ("/zh/" in page) == (language == "zh")
            assert (ROOT / page).is_file()
    cited = source_text("docs/method/employee_pension.md (alpha)", "zh")
    assert cited == "docs/method/zh/employee_pension.md（α）"


def test_a_source_of_a_table_holds_for_what_stands_in_it() -> None:
    deferral = shipped("deferral.toml").levers_by_path[f"funds.{PENSION}.policy.deferral.months"]

    assert deferral.source.startswith("Hainan notice 2009 no. 80, citing the ministry's notice")
