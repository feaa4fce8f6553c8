"""The 2005 city: reported figures to the printed digit, and believable years after."""

import numpy as np
import pytest

from tests.conftest import projected

FUND = "enterprise_pension"
TEN_THOUSAND = 1e4


def base_row(name: str) -> float:
    fund = projected("city-2005.toml").funds[FUND]
    return float({**fund.series, **fund.indicators}[name][0, 0])


def test_the_base_year_is_the_report_to_the_printed_digit() -> None:
    assert base_row("income") / TEN_THOUSAND == 40575
    assert base_row("expenditure") / TEN_THOUSAND == 26309
    assert base_row("surplus") / TEN_THOUSAND == 14266
    assert base_row("average_pension") == 861
    assert base_row("insured") == pytest.approx(167851, abs=1e-6)
    assert base_row("collection_rate") == pytest.approx(0.9511)
    assert base_row("payout_months") == pytest.approx(28.3, abs=1e-9)


def test_payout_months_give_the_balance() -> None:
    assert base_row("balance") / TEN_THOUSAND == pytest.approx(62045, abs=110)


def test_the_average_pension_gives_the_retirees() -> None:
    assert round(base_row("pensioners")) == 25464


def test_the_items_of_the_base_year_sum_to_its_totals() -> None:
    account = projected("city-2005.toml").funds[FUND].account

    income = sum(values[0, 0] for values in account.income_items.values())
    spent = sum(values[0, 0] for values in account.expenditure_items.values())

    assert income == pytest.approx(40575e4, rel=1e-12)
    assert spent == pytest.approx(26309e4, rel=1e-12)


@pytest.mark.parametrize(
    ("series", "largest_step"),
    [("contributors", 0.06), ("pensioners", 0.08), ("average_pension", 0.13), ("wage_bill", 0.18)],
)
def test_no_series_jumps(series: str, largest_step: float) -> None:
    values = projected("city-2005.toml").funds[FUND].series[series][:, 0]

    steps = np.abs(values[1:] / values[:-1] - 1)

    assert steps.max() < largest_step


def test_a_pension_stays_below_the_wage() -> None:
    rates = projected("city-2005.toml").funds[FUND].indicators

    assert rates["replacement_rate"].max() < 0.75
    assert rates["replacement_rate"].min() > 0.15


def test_reforms_move_the_fund_the_way_planners_expect() -> None:
    def months(name: str, year: int) -> float:
        fund = projected(name).funds[FUND]
        return float(fund.indicators["payout_months"][year - 2005, 0])

    base = {year: months("city-2005.toml", year) for year in (2012, 2025, 2045)}

    assert months("rate-20-to-16.toml", 2012) == base[2012]
    assert months("rate-20-to-16.toml", 2025) < base[2025]
    assert months("retirement-age-2025.toml", 2012) == pytest.approx(base[2012], rel=1e-12)
    assert months("retirement-age-2025.toml", 2045) > base[2045]
    assert months("benefit-increases.toml", 2025) == base[2025]
    assert months("benefit-increases.toml", 2045) < base[2045]


def test_a_rate_cut_from_may_counts_eight_twelfths_of_its_first_year() -> None:
    base = projected("city-2005.toml").funds[FUND].account.income_items["contributions"]
    cut = projected("rate-20-to-16.toml").funds[FUND].account.income_items["contributions"]

    expected = (0.08 + 0.20 * 4 / 12 + 0.19 * 8 / 12) / 0.28

    assert cut[2016 - 2005, 0] / base[2016 - 2005, 0] == pytest.approx(expected, rel=1e-12)
