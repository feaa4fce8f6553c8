"""Compare: what is picked, and what can be taken along as CSV and PNG, in either language."""

import csv
import re

import pytest
import vl_convert
from matplotlib.ft2font import FT2Font
from playwright.sync_api import Page, expect

from model import compare, load_scenario, year_on_year
from model.export.comparison import comparison_rows
from model.export.explanation import year_on_year_rows
from model.words.texts import Language
from tests.app.conftest import Visit
from tests.app.driving import Site, go, key, lever, put, settled, still
from tests.conftest import ROOT, SHIPPED, projected, shipped
from ui.charts.courses import course_chart, finished, line_rows, lines_frame
from ui.charts.pictures import picture_font, png

RATE = "funds.enterprise_pension.policy.employer_rate"
_LOWER, _LATER = "rate-20-to-16.toml", "retirement-age-2025.toml"


def _download(page: Page, name: str) -> tuple[str, bytes]:
    button = still(key(page, name).get_by_role("button"))
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def _picked(page: Page) -> list[str]:
    tags = key(page, "others").get_by_test_id("stMultiSelectTagsContainer")
    return [text for text in tags.inner_text().splitlines() if text.strip()]


def test_scenarios_are_picked_and_dropped_and_the_address_keeps_them(visit: Visit) -> None:
    page = visit(f"compare?others={_LOWER}")
    chart = page.get_by_test_id("stVegaLiteChart").first
    expect(chart).to_be_visible()
    assert _picked(page) == [shipped(_LOWER).title.zh]

    field = key(page, "others").locator("input")
    field.fill(shipped(_LATER).title.zh)
    page.get_by_role("option").first.click()
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text(f"{shipped(_LATER).title.zh}: ")).to_be_visible()
    expect(page).to_have_url(re.compile(f"others={_LOWER}(,|%2C){_LATER}"))

    field.press("Escape")
    field.press("Backspace")
    field.press("Backspace")
    expect(main.get_by_text("请选择要与基线比较的方案")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(0)


def test_at_most_six_scenarios_stand_over_a_baseline(visit: Visit) -> None:
    base = shipped("city-2005.toml").title
    reforms = [name for name in SHIPPED if len(shipped(name).files) > 1]
    standing = [n for n in reforms if shipped(n).files[0].path.name == "city-2005.toml"]
    assert len(standing) > 6
    page = visit(f"compare?others={','.join(standing[:7])}")

    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()

    assert len(_picked(page)) == 6
    expect(page.get_by_text(f"基线：{base.zh}")).to_be_visible()


def test_the_table_downloads_as_csv_that_excel_opens_in_chinese(visit: Visit, site: Site) -> None:
    page = visit(f"compare?others={_LOWER},{_LATER}")
    name, data = _download(page, "compare_csv")

    assert name == "fundrunway-compare.csv"
    assert data.startswith(b"\xef\xbb\xbf")  # by this Excel knows UTF-8
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    city = site.folder / "city-2005.toml"
    compared = compare(
        *(load_scenario(one) for one in (city, site.folder / _LOWER, site.folder / _LATER))
    )
    expected = [[str(cell) for cell in row] for row in comparison_rows(compared, "万元", "zh")]
    assert rows[0] == expected[0] and re.search("[\u4e00-\u9fff]", "".join(rows[0]))
    assert len(rows) == len(expected) > 50
    for got, wanted in zip(rows, expected, strict=True):
        assert got == ["" if cell == "None" else cell for cell in wanted]


def test_money_of_the_download_follows_the_unit_on_the_screen(visit: Visit) -> None:
    page = visit(f"compare?others={_LOWER}&money={'亿元'}")

    _, data = _download(page, "compare_csv")

    assert "亿元" in data.decode("utf-8-sig") and "万元" not in data.decode("utf-8-sig")


def test_the_chart_downloads_as_a_picture(visit: Visit) -> None:
    page = visit(f"compare?others={_LOWER}")

    name, data = _download(page, "compare_png")

    assert name == "fundrunway-payout_months.png"
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(data) > 10_000
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert width > 1200 and height > 600


def test_unsaved_changes_are_compared_without_saving(visit: Visit) -> None:
    page = visit()
    put(lever(page, RATE), "16")
    go(page, "compare")

    expect(page.get_by_test_id("stMain").get_by_text("未保存的修改: ")).to_be_visible()
    assert any("未保存的修改" in text for text in _picked(page))
    inputs = page.get_by_test_id("stDataFrame").first
    inputs.scroll_into_view_if_needed()
    expect(inputs.locator("td").filter(has_text="单位缴费比例").first).to_be_attached()


def test_changed_inputs_stand_beside_changed_outputs(visit: Visit) -> None:
    page = visit(f"compare?language=en&others={_LOWER}")
    tables = page.get_by_test_id("stDataFrame")
    expect(tables.nth(1)).to_be_visible()
    tables.first.scroll_into_view_if_needed()
    expect(
        tables.first.locator("td").filter(has_text="Employer contribution rate").first
    ).to_be_attached()

    tables.nth(1).scroll_into_view_if_needed()
    fund = projected(_LOWER).funds["enterprise_pension"]
    months = f"{fund.indicators['payout_months'][2025 - 2005, 0]:,.1f}"
    expect(tables.nth(1).locator("td").get_by_text(months, exact=True).first).to_be_attached()


@pytest.mark.parametrize(
    ("language", "head", "change"),
    [("zh", "因素", "可支付月数（个月）"), ("en", "Driver", "Payout months (months)")],
)
def test_a_figure_is_explained_against_the_year_before(
    visit: Visit, language: Language, head: str, change: str
) -> None:
    page = visit(f"compare?language={language}&others={_LOWER}")
    key(page, "why_against").get_by_role("radio").nth(1).click()
    settled(page)
    found = year_on_year(projected("city-2005.toml"), "enterprise_pension", 2025)

    expect(page.get_by_role("heading", name=found.say(language))).to_be_visible()
    table = page.get_by_test_id("stDataFrame").nth(1)
    table.scroll_into_view_if_needed()
    expect(table.locator("th").filter(has_text=head)).to_be_attached()
    expect(table.locator("tbody tr")).to_have_count(len(found.drivers) + 1)
    expect(table.locator("td").get_by_text(change, exact=True)).to_be_attached()
    name, data = _download(page, "why_year_chart_csv")
    assert name == "fundrunway-why-payout_months.csv"
    lines = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert lines == [
        ["" if cell is None else str(cell) for cell in row]
        for row in year_on_year_rows([found], "万元", language)
    ]


def test_the_year_before_is_explained_of_a_compared_scenario_and_of_all_funds(visit: Visit) -> None:
    page = visit(f"compare?language=en&others={_LOWER}&indicator=balance")
    key(page, "why_against").get_by_role("radio").nth(1).click()
    expect(page.get_by_role("heading", name="the year before")).to_be_visible()
    settled(page)
    # typed, for an open list closes when the charts below grow into the page
    for name, words in (
        ("why_year_scenario", shipped(_LOWER).title.en),
        ("why_year_fund", "All funds together"),
    ):
        field = key(page, name).locator("input")
        field.fill(words)
        field.press("Enter")
        settled(page)

    said = year_on_year(projected(_LOWER), "total", 2025, "balance").say("en")
    expect(page.get_by_role("heading", name=said)).to_be_visible()
    _, data = _download(page, "why_year_chart_png")
    assert data.startswith(b"\x89PNG") and len(data) > 40_000  # an empty frame has 20,000


def test_an_indicator_that_does_not_come_apart_by_year_is_refused_with_a_cure(visit: Visit) -> None:
    page = visit(f"compare?language=en&others={_LOWER}&indicator=cost_rate")

    key(page, "why_against").get_by_role("radio").nth(1).click()

    said = "does not come apart by year; choose one of these indicators above: Payout months, "
    expect(page.get_by_text(said)).to_be_visible()


def test_every_character_of_texts_and_titles_has_a_glyph_in_the_pictures_font() -> None:
    text = (ROOT / "model" / "locale" / "zh.po").read_text(encoding="utf-8")
    for name in SHIPPED:
        text += (ROOT / "scenarios" / name).read_text(encoding="utf-8")
    font = FT2Font(str(next((ROOT / "ui" / "fonts").glob("*.otf"))))

    known = {chr(code) for code in font.get_charmap()}

    assert {one for one in text if "\u4e00" <= one <= "\u9fff"} - known == set()


def test_two_chinese_titles_make_two_pictures() -> None:
    """Without glyphs both would be rows of the same empty boxes."""
    rows = line_rows([2005, 2006], [1.0, 2.0], "甲")
    spec = course_chart("月", ["甲"], 2005, 2006, "丙", ends=False)

    pictures = [
        png(finished(spec, lines_frame(rows), title, "", picture_font()), scale=1)
        for title in ("可支付月数", "累计结余额", "可支付月数")
    ]

    assert pictures[0] == pictures[2] != pictures[1]
    assert vl_convert.__version__
