"""The method pages in Chinese say what the English ones say.

Headings, equations, code, tables and numbers are compared, so a change in one language without
the other fails. Sentences can only be compared by people.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from model.funds.kinds import outputs
from tests.conftest import ROOT

METHOD = ROOT / "docs" / "method"
CHINESE = METHOD / "zh"
PAGES = sorted(path.name for path in METHOD.glob("*.md"))
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
MONTHS += ["September", "October", "November", "December"]
SCALES = {"million": 6, "billion": 9, "万": 4, "百万": 6, "亿": 8}
NUMBER = re.compile(r"(?:(?<=[\s(（])-)?\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?%?")
SCALED = re.compile(rf"({NUMBER.pattern})\s*({'|'.join(SCALES)})")


@dataclass(frozen=True)
class Page:
    """What of a page can be compared: text is what is neither equation nor code."""

    headings: list[tuple[str, str]]
    blocks: list[str]
    spans: set[str]
    text: str
    tables: list[list[list[str]]]
    items: int
    links: list[str]
    soft_breaks: int


@cache
def page(path: Path) -> Page:
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    inner = [child for token in tokens for child in token.children or []]
    return Page(
        headings=[
            (token.tag, plain(tokens[place + 1]))
            for place, token in enumerate(tokens)
            if token.type == "heading_open"
        ],
        blocks=[token.content for token in tokens if token.type in ("code_block", "fence")],
        spans={child.content for child in inner if child.type == "code_inline"},
        text=" ".join(plain(token, code=False) for token in tokens if token.type == "inline"),
        tables=list(tables(tokens)),
        items=sum(token.type == "list_item_open" for token in tokens),
        links=[str(child.attrs["href"]) for child in inner if child.type == "link_open"],
        soft_breaks=sum(child.type == "softbreak" for child in inner),
    )


def plain(token: Token, code: bool = True) -> str:
    """Return what an inline token shows, with or without its code."""
    shown = {"text": True, "code_inline": code}
    children = token.children or []
    return "".join(
        " " if child.type == "softbreak" else child.content if shown.get(child.type) else ""
        for child in children
    )


def tables(tokens: list[Token]) -> Iterator[list[list[str]]]:
    """Yield each table as its rows of cells."""
    rows: list[list[str]] = []
    inside = False
    for token in tokens:
        if token.type == "table_open":
            rows, inside = [], True
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and inside:
            rows[-1].append(plain(token))
        elif token.type == "table_close":
            inside = False
            yield rows


def numbers(text: str) -> Counter[tuple[Decimal, bool]]:
    """Count the numbers of a text, in whichever units they are written: value, per cent or not.

    July is 7, 240.7 billion is 2407 亿; a unit alone in brackets, (10,000 yuan), is none.
    """
    text = text.replace("(10,000 yuan)", "")
    text = re.sub(r"(\S+) and (\S+) (million|billion)", r"\1 \3 and \2 \3", text)
    for place, month in enumerate(MONTHS):
        text = re.sub(rf"\b{month}\b", f" {place + 1} ", text)
    text = SCALED.sub(lambda found: f"{value(found[1]).scaleb(SCALES[found[2]]):f}", text)
    return Counter(
        (value(found[0].rstrip("%")), found[0].endswith("%"))
        for found in NUMBER.finditer(f" {text}")
    )


def said(counted: Counter[tuple[Decimal, bool]]) -> list[str]:
    return sorted(f"{number:f}{'%' * per_cent}" for number, per_cent in counted.elements())


def value(number: str) -> Decimal:
    return Decimal(number.replace(",", "")).normalize()


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_method_page_is_there_in_both_languages() -> None:
    assert sorted(path.name for path in CHINESE.glob("*.md")) == PAGES


@pytest.fixture(params=PAGES)
def pair(request: pytest.FixtureRequest) -> tuple[Page, Page]:
    """A method page in English and in Chinese."""
    if not (CHINESE / request.param).is_file():
        pytest.fail(f"docs/method/zh/{request.param} is missing")
    return page(METHOD / request.param), page(CHINESE / request.param)


def test_both_languages_have_the_same_headings(pair: tuple[Page, Page]) -> None:
    english, chinese = pair

    assert [level for level, _ in chinese.headings] == [level for level, _ in english.headings]
    assert chinese.headings[0][0] == "h1"
    assert all(re.search(r"[一-鿿]", heading) for _, heading in chinese.headings)


def test_both_languages_have_the_same_equations_and_code(pair: tuple[Page, Page]) -> None:
    english, chinese = pair
    known = "\n".join([*english.blocks, *english.spans])

    assert chinese.blocks == english.blocks
    assert not english.spans - chinese.spans
    # names of an equation may be explained, nothing else may be added
    assert not [span for span in chinese.spans - english.spans if span not in known]


def test_both_languages_have_the_same_numbers(pair: tuple[Page, Page]) -> None:
    english, chinese = (numbers(each.text) for each in pair)

    assert said(chinese - english) == [], "only in Chinese"
    assert said(english - chinese) == [], "only in English"


def test_both_languages_have_the_same_tables_lists_and_links(pair: tuple[Page, Page]) -> None:
    english, chinese = pair

    assert [[len(row) for row in table] for table in chinese.tables] == [
        [len(row) for row in table] for table in english.tables
    ]
    assert chinese.items == english.items
    assert {Path(link.partition("#")[0]).name for link in chinese.links} == {
        Path(link.partition("#")[0]).name for link in english.links
    }


@pytest.mark.parametrize("folder", [METHOD, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("name", PAGES)
def test_links_of_the_pages_lead_somewhere(folder: Path, name: str) -> None:
    for link in page(folder / name).links:
        file, _, place = unquote(link).partition("#")
        target = folder / file
        assert target.is_file(), link
        if place:
            assert place in {anchor(heading) for _, heading in page(target).headings}, link


def test_chinese_is_shown_as_meant(pair: tuple[Page, Page]) -> None:
    _, chinese = pair

    # emphasis that Markdown does not see, beside Chinese punctuation, would show its asterisks
    assert "*" not in chinese.text
    assert "`" not in chinese.text
    # a line broken within a paragraph would show a blank between two characters
    assert chinese.soft_breaks == 0


def test_chinese_calls_indicators_what_the_screens_call_them() -> None:
    labels = {output.label.en.lower(): output.label.zh for output in outputs().values()}
    english, chinese = (page(folder / "indicators.md").tables[0] for folder in (METHOD, CHINESE))
    named = {
        row[0]: labels[other[0]]
        for other, row in zip(english, chinese, strict=True)
        if other[0] in labels
    }

    assert len(named) >= 10
    assert list(named) == list(named.values())


def test_numbers_are_the_same_in_the_units_of_each_language() -> None:
    english = "240.7 billion and 110.3 and 118.0 million in July 2018, 87.5%, -174, (10,000 yuan)"
    chinese = "2018 年 7 月 2,407 亿元、11,030 万人和 11,800 万人，87.5%，为 -174（万元）"

    assert numbers(english) == numbers(chinese)
    assert numbers("0.4%") != numbers("0.4")
    assert numbers("art. 12-58") == numbers("第 12-58 条")
