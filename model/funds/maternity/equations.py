"""Figures that only this kind of fund has."""

from model.words.outputs import Output, money
from model.words.texts import Text

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
