"""Figures that only this kind of fund has, and how its figures follow from each other."""

from model.funds.equation import Counted, Equations, Part
from model.funds.shared.equations import BY_AGE, PER_HEAD
from model.words.outputs import Output, money
from model.words.texts import Text

OUTPUTS = {
    "heating_grants": money(
        "取暖补助支出", "Heating grants", "beneficiaries x heating grant", "expenditure"
    ),
    "heating_grant": Output(Text("人均取暖补助", "Heating grant"), "per_head", "a year"),
}

EQUATIONS = PER_HEAD | Equations(
    texts={
        "beneficiaries": "beneficiaries__base * part__old_residents / part__old_residents__base"
        " * assumptions__uptake",
        "heating_grant": "heating_grant__before * (1 + policy__increase"
        " + policy__increase_wage_weight * economy__wage_growth"
        " + policy__increase_price_weight * economy__price_growth)",
        "heating_grants": "beneficiaries * heating_grant * policy__grant_level",
        "fiscal_subsidy": "policy__fiscal_subsidy + policy__budget_share * given__heating_grants",
    },
    parts={
        "part__old_residents": Part(Text("60 岁以上居民", "Residents of 60 and above"), "persons")
    },
    counted={"part__old_residents": Counted(BY_AGE, ("population",))},
)
