"""How the figures of a pension fund with members follow from each other."""

from model.funds.equation import Counted, Equations, Part
from model.funds.shared.equations import BY_AGE, PAYROLL
from model.people.retirement_levers import RetirementPolicy
from model.words.texts import Text, message

#: What moves who pays and who draws.
_PEOPLE_BY = (
    "population",
    *(f"policy.{name}" for name in RetirementPolicy.model_fields),
    "policy.minimum_years",
    *(
        f"assumptions.{name}"
        for name in (
            "member_table",
            "women_share",
            "women_55_share",
            "active_mean_age",
            "pensioner_women_share",
            "pensioner_mean_age",
            "service_years",
            "service_spread",
            "deemed_share",
            "accounts_since",
            "entrants",
            "entrants_growth",
            "coverage",
            "entry_age",
            "entry_age_spread",
            "leave_rate",
            "lapse_rate",
            "resumption_rate",
            "mortality",
            "mortality_multiplier",
            "mortality_improvement",
            "joining_pensioners",
            "late_share",
            "paying_share_trend",
            "trend_half_life",
        )
    ),
    "groups",
)
#: What moves an award: past and later wages, the formula, and the account.
_AWARDS_BY = (
    "new_pensioners",
    "average_wage",
    "part__base_over_wage",
    "part__employee_rate",
    "policy.accrual_rate",
    "policy.transition_coefficient",
    "policy.divisor_method",
    "policy.account_interest",
    "assumptions.past_index",
    "assumptions.past_wage_growth",
    "assumptions.past_account_rate",
    "assumptions.base_account",
    "assumptions.award_level",
    "assumptions.joining_pension_ratio",
    "average_pension",
)

PENSION = PAYROLL | Equations(
    texts={
        "benefits": "12 * mean_pensioners * average_pension",
        "allocation": "average_wage * policy__allocation_rate * mean_pensioners",
        "upload": "policy__upload_rate * 0.9 * average_wage"
        " * (active_insured__before + active_insured) / 2",
        "lump_sums": "deaths * (policy__funeral_grant_months + policy__survivor_grant_months)"
        " * average_wage__before / 12 + part__account_refunds",
        "transfers_out": "leavers * part__account_of_a_leaver",
        "insured": "active_insured + pensioners",
        "mean_pensioners": "(pensioners__before + pensioners) / 2",
        "part__benefits_given": "given__benefits",
    },
    parts={
        "part__account_refunds": Part(
            Text("其余：死亡退还的个人账户", "The rest: accounts refunded on deaths"), "money"
        ),
        "part__account_of_a_leaver": Part(
            Text("转出人员人均账户", "Account of a leaver, a head"), "per_head"
        ),
    },
    counted={
        **dict.fromkeys(
            (
                "active_insured",
                "contributors",
                "mean_contributors",
                "pensioners",
                "entrants",
                "leavers",
                "new_pensioners",
                "deaths",
            ),
            Counted(BY_AGE, _PEOPLE_BY),
        ),
        "new_pension": Counted(
            message(
                "the mean of all awards of the year, each by the award formula for its sex and age"
            ),
            _AWARDS_BY,
        ),
        "average_pension": Counted(
            message(
                "the mean of all pensions in payment: each year's awards with the increases since,"
                " counted by sex and age; the method page has the equations"
            ),
            (
                "new_pension",
                "pensioners",
                "policy.increase",
                "policy.increase_wage_weight",
                "policy.increase_price_weight",
                "economy.price_growth",
                "assumptions.year_end_pension",
                "assumptions.payment_trend",
                "assumptions.joining_pension_ratio",
                "assumptions.award_level",
            ),
        ),
        "eligible": Counted(BY_AGE, (*_PEOPLE_BY, "assumptions.eligible")),
        "part__base_over_wage": Counted(
            moved_by=(
                "mean_contributors",
                "assumptions.declared_base_trend",
                "assumptions.trend_half_life",
            )
        ),
        "part__employer_rate": Counted(moved_by=("policy.employer_rate", "wage_bill", "groups")),
        "part__employee_rate": Counted(moved_by=("policy.employee_rate", "wage_bill", "groups")),
        **dict.fromkeys(
            ("part__account_refunds", "part__account_of_a_leaver"),
            Counted(moved_by=("new_pension", "deaths", "leavers")),
        ),
        **dict.fromkeys(
            ("interest", "stock_flow_difference"), Counted(moved_by=("policy.pooled_from",))
        ),
    },
    given={"transfers_in": "assumptions.transfers_in"},
)
