"""Figures that only this kind of fund has, and how its figures follow from each other."""

from model.funds.equation import Counted, Equations, Part
from model.funds.shared.equations import BRANCH, BY_AGE
from model.words.outputs import Output, money, persons
from model.words.texts import Text, message

OUTPUTS = {
    "case_benefits": money(
        "工伤医疗和一次性待遇",
        "Medical and one-off benefits",
        "injury cases x cost per case",
        "expenditure",
    ),
    "injury_pensions": money(
        "长期待遇（伤残津贴、供养亲属抚恤金）",
        "Injury pensions",
        "12 x mean injury pensioners x injury pension",
        "expenditure",
    ),
    "injury_prevention": money(
        "工伤预防、劳动能力鉴定等",
        "Prevention and assessment",
        "base year's share of the wage bill x lever",
        "expenditure",
    ),
    "injury_cases": persons(
        "工伤人次",
        "Injury cases",
        "base cases x growth of mean contributors x incidence relative to the base year",
    ),
    "injury_pensioners": persons(
        "长期待遇领取人数",
        "Injury pensioners",
        "opening + share of cases - deaths - handed to the pension fund, year's end",
    ),
    "cost_per_case": Output(
        Text("例均待遇", "Cost per case"), "per_head", "case benefits / injury cases"
    ),
    "injury_pension": Output(
        Text("月人均长期待遇", "Injury pension"),
        "per_head",
        "injury pensions / (12 x mean injury pensioners), a month",
    ),
}

EQUATIONS = BRANCH | Equations(
    texts={
        "case_benefits": "injury_cases * cost_per_case",
        "cost_per_case": "cost_per_case__base * policy__benefit_level * part__cost_growth",
        "part__cost_growth": "part__cost_growth__before"
        " * (1 + assumptions__cost_elasticity * economy__wage_growth)",
        "injury_cases": "injury_cases__base * mean_contributors / mean_contributors__base"
        " * assumptions__incidence",
        "injury_pensions": "12 * (injury_pensioners__before + injury_pensioners) / 2"
        " * injury_pension",
        "injury_prevention": "injury_prevention__base / wage_bill__base * wage_bill"
        " * policy__prevention",
        "beneficiaries": "injury_cases + (injury_pensioners__before + injury_pensioners) / 2",
        "average_benefit": "(case_benefits + injury_pensions) / (12 * beneficiaries)",
        "part__benefits_given": "given__case_benefits + given__injury_pensions",
    },
    parts={
        "part__cost_growth": Part(
            Text("例均待遇随工资的增长（自基年）", "Growth of the cost of a case with wages"),
            "ratio",
        )
    },
    counted={
        "part__employer_rate": Counted(
            moved_by=(
                *(f"policy.class_{number}_rate" for number in range(1, 9)),
                "policy.experience_factor",
                "assumptions.class_shares",
            )
        ),
        "injury_pensioners": Counted(
            BY_AGE,
            (
                "active_insured",
                "injury_cases",
                "assumptions.long_term_share",
                "assumptions.pensioner_mean_age",
                "assumptions.pensioner_mortality",
                "assumptions.leaving_share",
            ),
        ),
        "injury_pension": Counted(
            message(
                "the mean of all injury pensions in payment: each year's awards with the increases"
                " since; the method page has the equations"
            ),
            (
                "injury_pensioners",
                "average_wage",
                "policy.award_rate",
                "policy.pension_wage_weight",
                "economy.price_growth",
            ),
        ),
    },
)
