"""A reform in memory is the reform in a file, and what it leaves alone is not computed again."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import InputError, Projection, consolidate, load_scenario, project, reformed
from model.parameters.dated import DatedValue
from model.scenario.writing import reform_text, save_text
from model.words.texts import Text
from tests.conftest import projected, shipped

CITY = "city-2005.toml"
REFORMS: dict[str, dict[str, Any]] = {
    "one number": {"funds.enterprise_pension.policy.employer_rate": 0.18},
    "dated": {
        "funds.enterprise_pension.policy.increase": DatedValue((2010 * 12, 2020 * 12 + 4), (0, 0.1))
    },
    "a line": {
        "funds.enterprise_pension.assumptions.coverage": DatedValue(
            (2006 * 12, 2030 * 12), (1.0, 1.5), linear=True
        )
    },
    "a choice": {"funds.enterprise_pension.policy.retirement": "statutory_2025"},
    "shared": {
        "assumptions.economy.wage_growth": 0.05,
        "assumptions.population.total_fertility": 2,
    },
    "shared policy": {"policy.joint_collection": 0.5},
    "two funds": {
        "funds.medical.policy.cap": 80_000,
        "funds.unemployment.policy.refund_share": 0.2,
    },
    "a group": {"funds.enterprise_pension.groups.flexible.entrants": 500},
    "nothing": {},
}


def assert_same(one: Projection, other: Projection) -> None:
    assert one.funds.keys() == other.funds.keys()
    for name, fund in one.funds.items():
        for key, values in fund.series.items():
            np.testing.assert_array_equal(other.funds[name].series[key], values, err_msg=key)
        assert other.funds[name].notes == fund.notes


@pytest.mark.parametrize("name", REFORMS)
@pytest.mark.parametrize("base", [CITY, "combined-package.toml"])
def test_a_reform_in_memory_is_the_reform_in_a_file(name: str, base: str, tmp_path: Path) -> None:
    values = REFORMS[name]
    for file in shipped(base).files:
        (tmp_path / file.path.name).write_text(file.text)
    save_text(tmp_path / "reform.toml", reform_text(Text("改", "reform"), base, values))

    in_memory = reformed(shipped(base), values, Text("改", "reform"))

    in_file = load_scenario(tmp_path / "reform.toml")
    assert in_memory.header.title == in_file.header.title
    assert (in_memory.economy, in_memory.policy, in_memory.funds) == (
        in_file.economy,
        in_file.policy,
        in_file.funds,
    )
    assert_same(project(in_memory, projected(base)), project(in_file))


def test_funds_that_a_reform_leaves_alone_are_taken_over() -> None:
    earlier = projected(CITY)

    later = project(reformed(shipped(CITY), {"funds.medical.policy.cap": 80_000}), earlier)

    taken_over = [name for name, fund in later.funds.items() if fund is earlier.funds[name]]
    assert taken_over == [name for name in earlier.funds if name != "medical"]


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"funds.enterprise_pension.policy.employer_rate": 17}, "write 0.17 for 17%"),
        ({"funds.enterprise_pension.policy.employr_rate": 0.2}, "did you mean employer_rate"),
        ({"funds.nobody.policy.employer_rate": 0.2}, "funds.nobody.kind"),
        (
            {
                "funds.medical.policy.cap": -1,
                "assumptions.economy.interest": 7,
            },
            "assumptions.economy.interest",
        ),
        (
            {"funds.enterprise_pension.policy.employer_rate": DatedValue((2004 * 12,), (0.2,))},
            "the base year, which is observed",
        ),
    ],
)
def test_a_bad_value_is_refused_as_in_a_file(values: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        reformed(shipped(CITY), values)


def test_a_reform_over_a_reform_in_memory() -> None:
    rate = "funds.enterprise_pension.policy.employer_rate"
    first = reformed(shipped(CITY), {rate: 0.18})

    second = reformed(first, {rate: DatedValue((2030 * 12,), (0.16,))})

    value = second.funds["enterprise_pension"].policy.employer_rate
    assert [value.at(year) for year in (2005, 2006, 2029, 2030)] == [0.2, 0.18, 0.18, 0.16]


def test_the_consolidated_account_is_the_sum_of_its_funds() -> None:
    funds = projected(CITY).funds
    together = consolidate([funds["enterprise_pension"], funds["medical"]])

    one, other = funds["enterprise_pension"], funds["medical"]
    for name in ("income", "expenditure", "balance"):
        np.testing.assert_allclose(
            together.series[name], one.series[name] + other.series[name], rtol=1e-12
        )
    pool = one.series["balance"] + other.series["balance"] - other.series["set_aside_balance"]
    np.testing.assert_allclose(
        together.indicators["payout_months"] * (one.pooled_expenditure + other.pooled_expenditure),
        12 * pool,
        rtol=1e-12,
    )
    alone = consolidate([one])
    assert dict(alone.turning_points) == dict(one.turning_points)
