"""Figures that only this kind of fund has, and how its figures follow from each other."""

from model.funds.equation import Counted, Equations, Part
from model.funds.shared.equations import BY_AGE, CLAIMS, EVERY_FUND
from model.funds.shared.medical_bills import CLAIM_OUTPUTS
from model.words.outputs import money
from model.words.texts import Text

OUTPUTS = {
    "own_premiums": money(
        "个人缴费收入", "Own premiums", "mean insured x own premium a head x share paid", "income"
    ),
    **CLAIM_OUTPUTS,
}

EQUATIONS = (
    EVERY_FUND
    | CLAIMS
    | Equations(
        texts={
            "own_premiums": "(insured__before + insured) / 2 * part__own_premium",
            "fiscal_subsidy": "(insured__before + insured) / 2 * part__subsidy_a_head"
            " + part__subsidy_amount",
            "part__subsidy_amount": "policy__fiscal_subsidy",
        },
        parts={
            "part__own_premium": Part(Text("人均个人缴费", "Own premium paid, a head"), "per_head"),
            "part__subsidy_a_head": Part(
                Text("人均财政补助", "Subsidy received, a head"), "per_head"
            ),
            "part__subsidy_amount": Part(Text("定额补贴", "Subsidy given as an amount"), "money"),
        },
        counted={
            "insured": Counted(
                BY_AGE, ("population", "policy.coverage", "assumptions.working_age_coverage")
            ),
            "eligible": Counted(BY_AGE, ("population",)),
            "reimbursed_share": Counted(moved_by=("policy.reimbursement",)),
            "part__own_premium": Counted(
                moved_by=(
                    "policy.own_premium",
                    "policy.premium_growth",
                    "policy.premium_season",
                )
            ),
            "part__subsidy_a_head": Counted(
                moved_by=("policy.subsidy", "policy.subsidy_growth", "policy.subsidy_season")
            ),
            "interest": Counted(
                moved_by=("policy.premium_season", "policy.subsidy_season", "policy.benefit_season")
            ),
        },
        given={"other_income": "assumptions.other_income"},
    )
)
