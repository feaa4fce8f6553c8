"""Figures that only this kind of fund has, and how its figures follow from each other."""

from model.funds.equation import Counted, Equations, Part
from model.funds.shared.equations import BY_AGE, PER_HEAD
from model.words.outputs import money
from model.words.outputs import persons as persons_output
from model.words.texts import Text

OUTPUTS = {
    "land_revenue": money(
        "土地出让收入计提",
        "Land-transfer revenue",
        "land-transfer revenue x levy share x activity",
        "income",
    ),
    "recipients": persons_output(
        "领取待遇人数（年末）", "Recipients, year's end", "members past the benefit age"
    ),
}

_MEMBERS_BY = (
    "population",
    "policy.benefit_age_men",
    "policy.benefit_age_women",
    "assumptions.entrants",
    "assumptions.entrant_mean_age",
    "assumptions.minimum_age",
    "assumptions.recipient_mean_age",
)

EQUATIONS = PER_HEAD | Equations(
    texts={
        "contributions": "entrants * part__lump_sum",
        "benefits": "12 * beneficiaries * average_benefit",
        "lump_sums": "deaths * policy__funeral_months * average_benefit + part__lump_sums_refunded",
        "insured": "active_insured + recipients",
        "land_revenue": "part__land_at_full_activity * assumptions__land_activity",
        "beneficiaries": "(recipients__before + recipients) / 2",
        "average_benefit": "average_benefit__before * (1 + policy__increase"
        " + policy__increase_wage_weight * economy__wage_growth"
        " + policy__increase_price_weight * economy__price_growth)",
        "part__lump_sum": "part__lump_sum__base * policy__lump_sum_level * part__lump_sum_growth",
        "part__lump_sum_growth": "part__lump_sum_growth__before"
        " * (1 + policy__lump_sum_wage_weight * economy__wage_growth)",
    },
    parts={
        "part__lump_sum": Part(Text("人均一次性缴费", "Lump sum, a head"), "per_head"),
        "part__lump_sum_growth": Part(
            Text("一次性缴费随工资的增长（自基年）", "Growth of the lump sum with wages"), "ratio"
        ),
        "part__lump_sums_refunded": Part(
            Text("其余：死亡退还的缴费", "The rest: lump sums refunded on deaths"), "money"
        ),
        "part__land_at_full_activity": Part(
            Text("出让规模不变时的计提", "Land revenue at the base year's activity"), "money"
        ),
    },
    counted={
        **dict.fromkeys(
            ("active_insured", "recipients", "entrants", "deaths"), Counted(BY_AGE, _MEMBERS_BY)
        ),
        "part__lump_sums_refunded": Counted(
            moved_by=(
                "deaths",
                "part__lump_sum",
                "policy.refund_share",
                "policy.refund_share_waiting",
                "assumptions.past_lump_sum",
            )
        ),
        "part__land_at_full_activity": Counted(
            moved_by=(
                "policy.levy_share",
                "assumptions.land_transfer_revenue",
                "assumptions.land_wage_weight",
                "economy.wage_growth",
            )
        ),
    },
    given={"fiscal_subsidy": "policy.fiscal_subsidy"},
    # what the base year's report leaves to lump sums
    besides={"part__lump_sum": ("assumptions.interest", "economy.interest")},
)
