"""Heating aid of old residents (made up): a grant a year to everybody of 60 and above who asks."""

from collections.abc import Iterator

from model.funds.heating_aid.equations import EQUATIONS
from model.funds.heating_aid.levers import Fund

from model.account.flows import OpeningAccount
from model.errors import Problem
from model.funds.figures import FundOutcome, figures_of
from model.funds.setting import Setting
from model.funds.shared.base_year import account_problems, read_account
from model.funds.shared.dues import base_interest
from model.funds.shared.per_head_fund import per_head_outcome


def problems(fund: Fund, setting: Setting) -> Iterator[Problem]:
    """Yield what contradicts in the base year."""
    reported = fund.reported
    yield from account_problems(reported, reported.income, reported.expenditure, fund.where)


def outcome(fund: Fund, setting: Setting) -> FundOutcome:
    """Project the fund: grants, and what the budget pays of them."""
    reported = fund.reported
    rate = base_interest(fund.assumptions.interest, setting)
    account = read_account(
        reported, reported.income, reported.expenditure, setting.money_unit, rate
    )
    figures = figures_of(EQUATIONS, fund, setting).counting(
        {"part__old_residents": setting.population.persons[:, :, 60:].sum(axis=(1, 2))},
        base={
            "beneficiaries": reported.recipients,
            "heating_grant": account.expenditure / reported.recipients,
        },
    )
    return per_head_outcome(
        fund,
        setting,
        figures,
        opening=OpeningAccount(
            balance=account.balance,
            income={
                "fiscal_subsidy": account.income - account.interest,
                "interest": account.interest,
            },
            expenditure={"heating_grants": account.expenditure},
            total_income=account.income,
            total_expenditure=account.expenditure,
        ),
        income=[figures.item("fiscal_subsidy")],
        expenditure=[figures.item("heating_grants", fund.policy.benefit_season)],
        notes=account.derived,
    )
