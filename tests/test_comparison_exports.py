"""A comparison as JSON and CSV: the same figures, in the unit asked for."""

import json
from typing import Any

import pytest

from model.export.comparison import comparison_json, comparison_rows
from model.results.comparison import Comparison, changed_inputs
from tests.conftest import projected, shipped

NAMES = ("city-2005.toml", "combined-package.toml", "central-adjustment.toml")


def compared(*names: str) -> Comparison:
    """Return a comparison of shipped scenarios."""
    return Comparison(
        projections=tuple(projected(name) for name in names),
        inputs=changed_inputs([shipped(name) for name in names]),
    )


def figure(said: dict[str, Any], fund: str, name: str, year: int | None) -> dict[str, Any]:
    found = [
        one
        for one in said["outputs"]
        if (one["fund"], one["indicator"], one["year"]) == (fund, name, year)
    ]
    assert len(found) == 1
    return found[0]


def test_inputs_are_told_as_the_files_say_them() -> None:
    said = comparison_json(compared(*NAMES), None)

    inputs = {one["path"]: one["values"] for one in said["inputs"]}
    assert inputs["policy.joint_collection"] == ["0", "0 → 2006: 0 … 2009: 0.2 … 2015: 0.4", "0"]
    assert inputs["funds.enterprise_pension.policy.retirement"] == ["old", "statutory_2025", "old"]
    assert "funds.medical.policy.cap" not in inputs
    assert len(said["manifest"]) == len(said["scenarios"]) == len(NAMES)
    json.dumps(said, allow_nan=False)


def test_outputs_are_those_of_the_projections_in_the_unit_asked_for() -> None:
    both = compared(*NAMES[:2])
    own, large = comparison_json(both, None), comparison_json(both, "亿元")

    assert (own["money"], large["money"]) == ("万元", "亿元")
    wanted = [projected(name).funds["medical"].series["balance"][10, 0] / 1e8 for name in NAMES[:2]]
    balance = figure(large, "medical", "balance", 2015)
    assert balance["values"] == pytest.approx(wanted)
    assert balance["changes"] == pytest.approx([0, wanted[1] - wanted[0]])
    assert figure(own, "medical", "balance", 2015)["values"] == pytest.approx(
        [value * 1e4 for value in wanted]
    )
    # months are not money
    months = [figure(one, "medical", "payout_months", 2015)["values"] for one in (own, large)]
    assert months[0] == months[1]
    dry = figure(own, "institution_pension", "depletion_month", None)
    assert dry["values"] == [
        projected(NAMES[0]).funds["institution_pension"].turning_points["depletion_month"],
        None,
    ]
    assert dry["changes"] == [None, None]


def test_only_funds_that_a_reform_moves_are_named() -> None:
    moved = comparison_json(compared(NAMES[0], "job-stabilisation-refunds.toml"), None)

    assert moved["funds_moved"] == ["unemployment"]
    assert comparison_json(compared(NAMES[0], NAMES[0]), None)["inputs"] == []


def test_funds_that_only_one_scenario_has_leave_the_others_empty() -> None:
    both = compared("city-2005.toml", "national-2021.toml")

    said = comparison_json(both, None)

    only = next(name for name in both.funds if name not in both.projections[0].funds)
    figures = [one for one in said["outputs"] if one["fund"] == only]
    assert figures
    for one in figures:
        assert one["values"][0] is None
        assert one["changes"] == [None, None]
    assert only in said["funds_moved"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_have_a_cell_for_every_scenario_and_the_figures_of_the_json(language: Any) -> None:
    both = compared(*NAMES)
    said = comparison_json(both, "亿元")

    header, *rows = list(comparison_rows(both, "亿元", language))

    assert header[3:] == [shipped(name).title.say(language) for name in NAMES]
    assert {len(row) for row in rows} == {len(header)}
    inputs, outputs = rows[: len(said["inputs"])], rows[len(said["inputs"]) :]
    assert [row[1].split(" ")[-1] for row in inputs] == [one["path"] for one in said["inputs"]]
    assert [[None if cell == "" else cell for cell in row[3:]] for row in outputs] == [
        one["values"] for one in said["outputs"]
    ]
    assert [row[2] or None for row in outputs] == [one["year"] for one in said["outputs"]]
    titles = {fund.title.say(language) for fund in both.projections[0].funds.values()}
    assert {row[0] for row in outputs} == titles


@pytest.mark.parametrize(
    ("name", "language", "path", "label", "values"),
    [
        (
            "retirement-age-2025.toml",
            "zh",
            "funds.enterprise_pension.policy.retirement",
            "退休年龄规定",
            ["原规定：男 60、女 55/50 岁", "2025 年起渐进延迟"],
        ),
        (
            "rate-20-to-16.toml",
            "en",
            "funds.enterprise_pension.policy.employer_rate",
            "Employer contribution rate",
            ["20%", "20% → 2016-05: 19% → 2019-05: 16%"],
        ),
        (
            "medical-cap-and-deductible.toml",
            "zh",
            "funds.medical.policy.cap",
            "最高支付限额（元）",
            ["2005: 60,000", "2005: 60,000 → 2007: 80,000"],
        ),
    ],
)
def test_inputs_are_told_as_a_person_reads_them(
    name: str, language: Any, path: str, label: str, values: list[str]
) -> None:
    both = compared("city-2005.toml", name)

    rows = {row[1]: row[3:] for row in comparison_rows(both, "亿元", language)}

    assert rows[f"{label} {path}"] == values
