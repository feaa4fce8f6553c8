"""Figures that only this kind of fund has, and how its figures follow from each other."""

from model.funds.equation import Counted, Equations, Part
from model.funds.shared.equations import BRANCH, BY_AGE
from model.words.outputs import Output, money
from model.words.texts import Text, message

OUTPUTS = {
    "maternity_allowances": money(
        "生育津贴",
        "Maternity allowances",
        "claimants x leave days x declared base / 365",
        "expenditure",
    ),
    "birth_medical": money(
        "生育医疗费用",
        "Medical costs of births",
        "(claimants + uninsured partners) x medical cost of a birth",
        "expenditure",
    ),
    "family_planning": money(
        "计划生育手术等其他待遇",
        "Family planning and other",
        "the rest of the base year, following mean contributors and medical costs",
        "expenditure",
    ),
    "benefit_per_birth": Output(
        Text("人均生育待遇", "Benefit of a birth"),
        "per_head",
        "(allowances + medical costs of births) / beneficiaries, a birth",
    ),
}

EQUATIONS = BRANCH | Equations(
    texts={
        "maternity_allowances": "beneficiaries / (1 + assumptions__partner_share)"
        " * policy__leave_days * average_base / 365 * part__paid_over_law",
        "birth_medical": "beneficiaries * part__medical_of_a_birth",
        "benefit_per_birth": "(maternity_allowances + birth_medical) / beneficiaries",
        "part__medical_of_a_birth": "part__medical_of_a_birth__base * policy__medical_level"
        " * part__medical_growth",
        "part__medical_growth": "part__medical_growth__before"
        " * (1 + assumptions__medical_elasticity * economy__wage_growth)",
        "part__employer_rate": "policy__employer_rate",
        "part__benefits_given": "given__maternity_allowances + given__birth_medical"
        " + given__family_planning",
    },
    parts={
        "part__paid_over_law": Part(
            Text("基年津贴与法定津贴之比", "Base year's allowance over that by law"), "ratio"
        ),
        "part__medical_of_a_birth": Part(
            Text("每例生育医疗费用", "Medical costs of a birth, a head"), "per_head"
        ),
        "part__medical_growth": Part(
            Text("生育医疗费用随工资的增长（自基年）", "Growth of medical costs with wages"),
            "ratio",
        ),
    },
    counted={
        "beneficiaries": Counted(
            BY_AGE,
            (
                "active_insured",
                "assumptions.claims",
                "assumptions.partner_share",
                "policy.merged_from",
            ),
        ),
        "family_planning": Counted(
            message(
                "what the base year's report leaves, growing with the insured and medical costs"
            ),
            ("mean_contributors", "part__medical_growth", "policy.merged_from"),
        ),
        "part__paid_over_law": Counted(moved_by=("average_base", "policy.leave_days")),
        "transfers_out": Counted(
            message("the balance, handed over when the fund is merged"),
            ("balance", "policy.merged_from"),
        ),
    },
    besides={
        "part__employer_rate": ("policy.merged_from",),
        # the base year's average benefit is told apart by its leave and declared base
        "part__medical_of_a_birth": ("part__paid_over_law",),
        **dict.fromkeys(
            ("other_premium", "part__subsidy_amount", "other_expenditure"), ("policy.merged_from",)
        ),
    },
)
