"""Groups of workers with rules of their own; upload, allocation, pooling from a date."""

import numpy as np
import pytest

from model import FundProjection, InputError, project, read_scenario
from tests.conftest import ROOT

CITY = (ROOT / "tests/rigs/employee_pension.toml").read_text().split("[funds.pension.groups")[0]
CITY = CITY.replace("entrants_growth = 0.005", "entrants_growth = 0")
GROUP = "\n[funds.pension.groups.migrant]\n"


def fund(text: str) -> FundProjection:
    return project(read_scenario(text)).funds["pension"]


def with_policy(*lines: str) -> str:
    return CITY.replace(
        "[funds.pension.policy]\n", "[funds.pension.policy]\n" + "\n".join(lines) + "\n"
    )


def test_a_group_like_the_fund_is_so_many_more_entrants() -> None:
    more = CITY.replace(
        "entrants        = { 2011 = 4000, 2030 = 3000,",
        "entrants        = { 2011 = 4500, 2030 = 3500,",
    )

    split, whole = fund(CITY + GROUP + "entrants = 500\n"), fund(more)

    for name in (
        "contributors",
        "pensioners",
        "wage_bill",
        "expenditure",
        "new_pension",
    ):
        # service spreads within a cell, so mixing people is not quite the same as adding them
        np.testing.assert_allclose(split.series[name], whole.series[name], rtol=0.02, err_msg=name)


def test_a_group_of_the_base_year_leaves_reported_figures_as_they_are() -> None:
    group = "contributors = 6000\nbase_floor = 0.4\nemployer_rate = 0.12\nrelative_wage = 0.6\n"

    split, whole = fund(CITY + GROUP + group), fund(CITY)

    for name in ("income", "expenditure", "balance", "contributors", "insured"):
        assert split.series[name][0, 0] == pytest.approx(whole.series[name][0, 0], rel=1e-12)
    # who pays less has others declare more for the same contributions
    assert split.series["wage_bill"][0, 0] > whole.series["wage_bill"][0, 0]


def test_a_groups_lower_rates_bring_less_from_the_same_people() -> None:
    full, low = (
        fund(CITY + GROUP + f"entrants = 800\n{rate}") for rate in ("", "employer_rate = 0.12\n")
    )

    assert low.series["contributors"][10, 0] == pytest.approx(full.series["contributors"][10, 0])
    contributions = [f.account.income_items["contributions"][10, 0] for f in (full, low)]
    assert contributions[1] < contributions[0]


def test_a_groups_table_that_starts_later_follows_the_funds_own() -> None:
    later = fund(CITY + GROUP + 'entrants = 800\nemployer_rate = { "2020-01" = 0.12 }\n')
    plain = fund(CITY + GROUP + "entrants = 800\n")

    same, lower = (
        later.account.income_items["contributions"][year - 2010, 0]
        / plain.account.income_items["contributions"][year - 2010, 0]
        for year in (2019, 2020)
    )
    assert same == pytest.approx(1.0, rel=1e-12)
    assert lower < 1


def test_groups_cannot_hold_more_than_the_fund() -> None:
    with pytest.raises(InputError, match="the groups have 90,000 contributors"):
        read_scenario(CITY + GROUP + "contributors = 90000\n")


def test_kinds_without_groups_refuse_them() -> None:
    ledger = (ROOT / "tests/rigs/ledger.toml").read_text()

    with pytest.raises(InputError, match="have no groups"):
        read_scenario(ledger + "\n[funds.ledger.groups.migrant]\nentrants = 5\n")


def test_upload_and_allocation_by_hand() -> None:
    text = with_policy("upload_rate = 0.03", "allocation_rate = 0.025").replace(
        "upload_rate           = 0.01\nallocation_rate       = 0.01\n", ""
    )
    pooled = fund(text)

    wage = pooled.series["average_wage"][1:, 0]
    active = pooled.series["active_insured"][:, 0]
    np.testing.assert_allclose(
        pooled.account.expenditure_items["upload"][1:, 0],
        0.03 * 0.9 * wage * (active[:-1] + active[1:]) / 2,
        rtol=1e-9,
    )
    np.testing.assert_allclose(
        pooled.account.income_items["allocation"][1:, 0],
        0.025 * wage * pooled.series["mean_pensioners"][1:, 0],
        rtol=1e-9,
    )


@pytest.mark.parametrize("month", [1, 7])
def test_the_balance_is_handed_over_and_the_account_goes_on(month: int) -> None:
    pooled = fund(with_policy(f'pooled_from = "2020-{month:02d}"'))
    plain = fund(CITY)

    handed = pooled.series["stock_flow_difference"][:, 0]
    assert handed[10] == pytest.approx(-plain.series["balance"][9, 0])
    assert (np.delete(handed, 10) == 0).all()
    np.testing.assert_allclose(
        pooled.series["balance"][10:, 0],
        np.cumsum(pooled.series["surplus"][10:, 0]),
        rtol=1e-9,
        atol=1.0,
    )
    months = pooled.monthly
    before = months.balance[(2020 - 2011) * 12 + month - 2]
    after = months.balance[(2020 - 2011) * 12 + month - 1]
    assert before - after > 0.9 * plain.series["balance"][9, 0]
    assert any("notional from then on" in note.say() for note in pooled.notes)


def test_pooling_after_the_horizon_is_refused() -> None:
    with pytest.raises(InputError, match="after the end year 2050"):
        read_scenario(with_policy('pooled_from = "2060-01"'))
