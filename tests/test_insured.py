"""Insured people of the branches: coverage by hand, retirees by cohort, joint collection."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model import project, read_scenario
from model.funds.setting import Setting
from model.funds.shared.insured import Insured, project_insured, working_and_retired
from model.funds.shared.payroll_fund_levers import BranchAssumptions, BranchPolicy
from model.parameters.dated import DatedValue
from model.parameters.shared_policy import SharedPolicy
from model.scenario.writing import with_values
from tests.conftest import ROOT

RIG = (ROOT / "tests/rigs/unemployment.toml").read_text()
YEARS = np.arange(2010, 2051)


def setting(joint: DatedValue | float = 0.0) -> Setting:
    made = read_scenario(RIG).setting()
    return replace(made, shared_policy=SharedPolicy.model_validate({"joint_collection": joint}))


def insured(
    joint: DatedValue | float = 0.0, workers: float = 50_000, retirees: float = 0.0, **policy: Any
) -> Insured:
    return project_insured(
        setting(joint),
        BranchPolicy.model_validate(policy),
        BranchAssumptions(),
        workers=workers,
        retirees=retirees,
    )


def step(year: int, value: float, before: float) -> DatedValue:
    return DatedValue((0, year * 12), (before, value))


def test_workers_are_a_share_of_those_between_entry_and_retirement() -> None:
    working, retired = working_and_retired(
        setting().population, BranchPolicy(), end_year=2050, entry_age=24, women_55_share=0.3
    )
    people = insured()

    persons = setting().population.persons
    assert not working[:, :, :16].any() and not retired[:, :, :50].any()
    # under the old rule men past 60 are retired; of the women at 52 the 70% of the class of 50
    np.testing.assert_allclose(retired[:, 0, 60:], persons[:, 0, 60:], rtol=1e-12)
    np.testing.assert_allclose(retired[:, 1, 52], 0.7 * persons[:, 1, 52], rtol=1e-12)
    np.testing.assert_allclose(working[:, 0, 45:59], persons[:, 0, 45:59], rtol=1e-4)
    np.testing.assert_allclose(people.workers, working * 50_000 / working[0].sum(), rtol=1e-12)
    np.testing.assert_allclose(people.eligible, working.sum(axis=(1, 2)), rtol=1e-12)


def test_coverage_follows_its_lever_and_campaigns_stay() -> None:
    plain = insured()
    raised = insured(
        coverage=step(2020, 1.3, 1.0),
        new_insured=DatedValue((0, 2012 * 12, 2013 * 12, 2015 * 12), (0.0, 4000.0, 0.0, 1000.0)),
    )

    at = dict(zip(YEARS.tolist(), plain.eligible.tolist(), strict=True))
    for row, year in enumerate(YEARS.tolist()):
        campaigns = sum(
            amount / at[of]
            for of, amount in [(2012, 4000), *((later, 1000) for later in range(2015, year + 1))]
            if of <= year
        )
        expected = 50_000 / at[2010] * (1.3 if year >= 2020 else 1.0) + campaigns
        assert raised.coverage[row] == pytest.approx(expected, rel=1e-12)
    totals = (raised.workers - plain.workers).sum(axis=(1, 2))
    assert totals[2] == pytest.approx(4000)


def test_joint_collection_closes_its_share_of_the_gap_to_the_pension() -> None:
    none, half, whole = (insured(joint) for joint in (0.0, 0.5, 1.0))

    pension = 80_000 / none.eligible[0]
    np.testing.assert_allclose(whole.coverage[1:], pension, rtol=1e-12)
    np.testing.assert_allclose(half.coverage[1:], (none.coverage[1:] + pension) / 2, rtol=1e-12)
    assert none.coverage[0] == half.coverage[0] == whole.coverage[0]


def test_a_branch_that_covers_more_than_the_pension_stays_as_it_is() -> None:
    np.testing.assert_array_equal(
        insured(1.0, workers=90_000).coverage, insured(0.0, workers=90_000).coverage
    )


def test_retirees_keep_the_coverage_of_the_year_in_which_they_retired() -> None:
    plain = insured(retirees=9000)
    raised = insured(retirees=9000, coverage=step(2020, 1.5, 1.0))

    # men retire at 60: of age a in 2030 they retired in 2030 - (a - 60)
    row = 2030 - 2010
    ratio = raised.retirees[row, 0] / np.where(
        plain.retirees[row, 0] > 0, plain.retirees[row, 0], 1
    )
    np.testing.assert_allclose(ratio[60:71], 1.5, rtol=1e-12)
    np.testing.assert_allclose(ratio[71:105], 1.0, rtol=1e-12)
    persons = setting().population.persons
    np.testing.assert_allclose(
        plain.retirees[row, 0, 60:80] / persons[row, 0, 60:80], plain.coverage[row], rtol=1e-12
    )
    # those retired at first have the report's coverage all their life
    of_report = plain.retirees[0, 0, 70] / persons[0, 0, 70]
    assert plain.retirees[row, 0, 90] / persons[row, 0, 90] == pytest.approx(of_report)


def test_a_fund_without_retirees_never_has_any() -> None:
    assert not insured(retirees=0.0).retirees.any()


def test_who_joins_within_a_year_pays_for_half_of_it() -> None:
    campaign = {
        "funds.branch.policy.new_insured": DatedValue((0, 2012 * 12, 2013 * 12), (0, 4e3, 0))
    }
    plain, more = (
        project(read_scenario(with_values(RIG, values))).funds["branch"].series["mean_contributors"]
        for values in ({}, campaign)
    )

    added = (more - plain)[:, 0]
    assert added[1] == 0
    assert added[2] == pytest.approx(2000)
    assert added[3] == pytest.approx(4000, rel=0.02)
