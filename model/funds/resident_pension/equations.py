"""Figures that only this kind of fund has, and how its figures follow from each other."""

from model.funds.equation import Counted, Equations, Part
from model.funds.shared.equations import BY_AGE, PER_HEAD
from model.words.outputs import Output, money
from model.words.texts import Text, message

OUTPUTS = {
    "basic_pensions": money(
        "基础养老金支出",
        "Basic pensions",
        "12 x mean pensioners x basic pension",
        "expenditure",
    ),
    "account_pensions": money(
        "个人账户养老金支出",
        "Account pensions",
        "12 x mean of the account pensions in payment at the year's start and end",
        "expenditure",
    ),
    "average_basic_pension": Output(
        Text("月基础养老金", "Basic pension, a month"), "per_head", "standard of the year, a month"
    ),
    "average_account_pension": Output(
        Text("月人均个人账户养老金", "Account pension, a month"),
        "per_head",
        "account pensions / (12 x mean pensioners), a month",
    ),
    "individual_accounts": money(
        "个人账户储存额",
        "Individual accounts",
        "opening x (1 + j) + credits x (1 + j / 2) - account pensions - refunds - transfers",
    ),
}

_PEOPLE_BY = (
    "population",
    "policy.coverage",
    "policy.recipient_coverage",
    "policy.pension_age",
)

EQUATIONS = PER_HEAD | Equations(
    texts={
        "contributions": "mean_contributors * part__own_premium",
        "fiscal_subsidy": "part__subsidy_amount + part__premium_subsidy * mean_contributors"
        " + policy__basic_budget_share * given__basic_pensions",
        "basic_pensions": "12 * mean_pensioners * average_basic_pension",
        "account_pensions": "12 * mean_pensioners * average_account_pension",
        "lump_sums": "deaths * policy__funeral_months * average_basic_pension"
        " + part__accounts_refunded",
        "transfers_out": "leavers * part__account_of_a_leaver",
        "insured": "active_insured + pensioners",
        "contributors": "active_insured * part__paying_share",
        "mean_pensioners": "(pensioners__before + pensioners) / 2",
        "average_pension": "average_basic_pension + average_account_pension",
        "part__own_premium": "part__own_premium__before * (1 + policy__premium_growth)",
        "part__subsidy_amount": "policy__fiscal_subsidy",
    },
    parts={
        "part__own_premium": Part(Text("人均个人缴费", "Own premium paid, a head"), "per_head"),
        "part__subsidy_amount": Part(Text("定额补贴", "Subsidy given as an amount"), "money"),
        "part__premium_subsidy": Part(Text("人均缴费补贴", "Premium subsidy, a head"), "per_head"),
        "part__paying_share": Part(Text("执行的缴费人数占比", "Paying share in force"), "share"),
        "part__accounts_refunded": Part(
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
                "pensioners",
                "eligible",
                "new_pensioners",
                "entrants",
                "leavers",
                "deaths",
            ),
            Counted(BY_AGE, _PEOPLE_BY),
        ),
        "mean_contributors": Counted(BY_AGE, ("active_insured", "part__paying_share")),
        "average_basic_pension": Counted(
            message("the standard of the year: given, or raised every year"),
            (
                "policy.basic_pension",
                "policy.increase",
                "policy.increase_wage_weight",
                "policy.increase_price_weight",
                "economy.wage_growth",
                "economy.price_growth",
            ),
        ),
        "average_account_pension": Counted(
            message(
                "the mean of all account pensions: each account over its months, counted by sex and"
                " age; the method page has the equations"
            ),
            ("pensioners", "individual_accounts"),
        ),
        "individual_accounts": Counted(
            message(
                "the sum of all accounts, each with its interest; the method page has the equations"
            ),
            (
                "active_insured",
                "part__own_premium",
                "part__premium_subsidy",
                "part__paying_share",
                "policy.account_interest",
                "policy.annuity_divisor",
                "assumptions.accounts_years",
            ),
        ),
        "new_pension": Counted(
            message(
                "the mean of all awards of the year, each by the award formula for its sex and age"
            ),
            ("average_basic_pension", "individual_accounts", "new_pensioners"),
        ),
        "part__premium_subsidy": Counted(moved_by=("policy.premium_subsidy",)),
        "part__paying_share": Counted(moved_by=("assumptions.paying_share",)),
        **dict.fromkeys(
            ("part__accounts_refunded", "part__account_of_a_leaver"),
            Counted(moved_by=("individual_accounts",)),
        ),
    },
    # what the base year's report leaves to premiums
    besides={
        "part__own_premium": (
            "policy.basic_budget_share",
            "assumptions.interest",
            "economy.interest",
        )
    },
)
