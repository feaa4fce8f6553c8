"""The application's first page opens in both languages and shows the model's own figures."""

import pytest
from streamlit.testing.v1 import AppTest

from model.findings import fund_finding
from tests.conftest import ROOT, projected

FUND = "enterprise_pension"


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def test_the_first_page_shows_the_city_in_chinese(page: AppTest) -> None:
    fund = projected("city-2005.toml").funds[FUND]

    assert not page.exception
    assert page.subheader[0].value == fund_finding(fund, "zh")
    assert page.metric[2].value == fund.summary["depletion_month"]


def test_one_switch_turns_it_to_english(page: AppTest) -> None:
    page.segmented_control(key="language").set_value("en").run()

    fund = projected("city-2005.toml").funds[FUND]
    assert not page.exception
    assert page.subheader[0].value == fund_finding(fund, "en")


def test_every_shipped_scenario_opens(page: AppTest) -> None:
    for option in list(page.selectbox(key="scenario").options):
        page.selectbox(key="scenario").select(option).run()
        assert not page.exception, option
        assert page.subheader, option
