"""Figures that only this kind of fund has, and how its figures follow from each other."""

from model.funds.equation import Equations
from model.funds.shared.equations import BRANCH
from model.words.outputs import money

OUTPUTS = {
    "medical_premiums": money(
        "代缴医疗保险费",
        "Medical premiums for claimants",
        "benefits x medical premium rate",
        "expenditure",
    ),
    "stabilisation_refunds": money(
        "稳岗返还",
        "Job-keeping refunds",
        "last year's contributions x refund share x firms that qualify",
        "expenditure",
    ),
    "training": money("职业培训等", "Training and placement", "given year by year", "expenditure"),
}

EQUATIONS = BRANCH | Equations(
    texts={
        "benefits": "12 * beneficiaries * average_benefit",
        "beneficiaries": "beneficiaries__base * mean_contributors / mean_contributors__base"
        " * assumptions__separation * policy__duration",
        "average_benefit": "average_benefit__base * policy__benefit_level"
        " * average_wage / average_wage__base",
        "medical_premiums": "given__benefits * policy__medical_premium_rate",
        "stabilisation_refunds": "contributions__before * policy__refund_share"
        " * policy__refund_firms",
        "part__employer_rate": "policy__employer_rate",
        "part__employee_rate": "policy__employee_rate",
        "part__benefits_given": "given__benefits",
    },
    given={"training": "policy.training"},
)
