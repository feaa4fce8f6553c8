"""From which other figures each figure follows: one equation a figure, by kind of fund.

A name alone is an output of the same year; the suffixes ``__before``, ``__next`` and ``__base``
take last year's, next year's and the base year's. Prefixes:

- ``policy__x``, ``assumptions__x``, ``economy__x``: the lever's value in the year
- ``given__x``: the item before rules that look at the fund
- ``rules__x``: what those rules multiply it with (left out where no rule acts on it)
- ``part__x``: found in `model.origin.terms`

The equations are those that the declarations of the outputs name (`model.words.outputs`, the kinds'
`OUTPUTS`); tests put every fund's figures in.
Of two figures that give each other only one has an equation in the other: `wage_bill` is what the
engine counts, `average_base` its mean; `average_pension` is the cohorts' mean, `benefits` follow.
"""

from collections.abc import Mapping

from model.words.texts import Message, message

Equations = Mapping[str, str]

#: Of every kind that has the outputs named.
SHARED: Equations = {
    "surplus": "income - expenditure",
    "balance": "balance__before + income - expenditure + stock_flow_difference",
    "arrears": "arrears__before * (1 - policy__arrears_write_off) - arrears_recovered"
    " + part__contributions_asked * (1 - part__collection_rate) + part__defaulted",
    "arrears_recovered": "arrears__before * policy__arrears_recovery",
    "wage_bill": "mean_contributors * part__base_over_wage * average_wage",
    "average_base": "wage_bill / mean_contributors",
    "average_wage": "average_wage__before * (1 + economy__wage_growth)",
    "contribution_rate": "part__employer_rate + part__employee_rate",
    # indicators
    "payout_months": "12 * part__pooled_balance / part__pooled_expenditure",
    "payout_months_next": "12 * part__pooled_balance / part__pooled_expenditure__next",
    "reserve_ratio": "part__pooled_balance__before / part__pooled_expenditure",
    "cost_rate": "expenditure / wage_bill",
    "income_rate": "(income - interest) / wage_bill",
    "balance_rate": "income_rate - cost_rate",
    "pensioners_per_contributor": "mean_pensioners / mean_contributors",
    "contributors_per_pensioner": "mean_contributors / mean_pensioners",
    "benefit_ratio": "(expenditure / mean_pensioners) / (wage_bill / mean_contributors)",
    "replacement_rate": "12 * average_pension / average_wage",
    "new_replacement_rate": "12 * new_pension / average_wage",
    "collection_rate": "part__contributions_collected / part__contributions_asked",
    "coverage_rate": "active_insured / eligible",
    "paying_share": "contributors / active_insured",
    "break_even_rate": "(expenditure - (income - contributions)) / (collection_rate * wage_bill)",
}

_PAYROLL: Equations = {
    "fiscal_subsidy": "(part__subsidy_amount"
    " + policy__fiscal_subsidy_share * part__benefits_given) * rules__fiscal_subsidy",
    "insured": "active_insured",
}

_PENSION: Equations = {
    **_PAYROLL,
    "benefits": "12 * mean_pensioners * average_pension * rules__benefits",
    "allocation": "average_wage * policy__allocation_rate * mean_pensioners",
    "upload": "policy__upload_rate * 0.9 * average_wage"
    " * (active_insured__before + active_insured) / 2",
    "lump_sums": "deaths * (policy__funeral_grant_months + policy__survivor_grant_months)"
    " * average_wage__before / 12 + part__account_refunds",
    "transfers_out": "leavers * part__account_of_a_leaver",
    "insured": "active_insured + pensioners",
    "mean_pensioners": "(pensioners__before + pensioners) / 2",
}

_CLAIMS: Equations = {
    "benefits": "(insured__before + insured) / 2 * pool_cost_per_head * rules__benefits",
    "pool_cost_per_head": "pool_cost_per_head__before * reimbursed_share / reimbursed_share__before"
    " * part__bill_growth",
}

_BRANCH: Equations = {
    **_PAYROLL,
    "mean_contributors": "(contributors__before + contributors) / 2",
    "contributors": "active_insured * contributors__base / active_insured__base",
}

#: Amounts that the file gives year by year.
GIVEN = (
    "other_premium",
    "transfers_in",
    "other_income",
    "other_expenditure",
    "training",
    "fiscal_subsidy",
)

#: By kind; what a kind has stands before what all share.
BY_KIND: Mapping[str, Equations] = {
    "employee_pension": _PENSION,
    "institution_pension": _PENSION,
    "employee_medical": {
        **_BRANCH,
        **_CLAIMS,
        "insured": "active_insured + pensioners",
        "mean_pensioners": "(pensioners__before + pensioners) / 2",
        "cadre_income": "part__cadre_cover * cadre_cost",
        "cadre_cost": "cadre_cost__before * (1 - assumptions__cadre_decline)"
        " * (1 + assumptions__cost_elasticity * economy__wage_growth + assumptions__cost_excess)",
        "personal_accounts": "(personal_balance__before + personal_credits)"
        " * part__account_share_spent",
        "personal_credits": "part__collection_rate * (policy__personal_account_share"
        " * policy__employer_rate + policy__employee_account_share * policy__employee_rate)"
        " * wage_bill + policy__arrears_recovery * account_arrears__before",
        "account_arrears": "account_arrears__before * (1 - policy__arrears_recovery"
        " - policy__arrears_write_off) + (1 - part__collection_rate)"
        " * (policy__personal_account_share * policy__employer_rate"
        " + policy__employee_account_share * policy__employee_rate) * wage_bill",
        "personal_balance": "personal_balance__before + personal_credits - personal_accounts"
        " + part__account_interest",
        "merged_maternity": "wage_bill * assumptions__merged_maternity_cost",
        "catastrophic_premiums": "policy__catastrophic_rate * part__collection_rate"
        " * contribution_rate * wage_bill"
        " + policy__catastrophic_premium * (insured__before + insured) / 2",
        "catastrophic_balance": "catastrophic_balance__before + catastrophic_premiums"
        " - part__catastrophic_spent + part__catastrophic_interest",
        "set_aside_balance": "personal_balance + catastrophic_balance",
    },
    "unemployment": {
        **_BRANCH,
        "benefits": "12 * beneficiaries * average_benefit * rules__benefits",
        "beneficiaries": "beneficiaries__base * mean_contributors / mean_contributors__base"
        " * assumptions__separation * policy__duration",
        "average_benefit": "average_benefit__base * policy__benefit_level"
        " * average_wage / average_wage__base",
        "medical_premiums": "given__benefits * policy__medical_premium_rate",
        "stabilisation_refunds": "contributions__before * policy__refund_share"
        " * policy__refund_firms * rules__stabilisation_refunds",
    },
    "work_injury": {
        **_BRANCH,
        "case_benefits": "injury_cases * cost_per_case",
        "cost_per_case": "cost_per_case__base * policy__benefit_level * part__cost_growth",
        "injury_cases": "injury_cases__base * mean_contributors / mean_contributors__base"
        " * assumptions__incidence",
        "injury_pensions": "12 * (injury_pensioners__before + injury_pensioners) / 2"
        " * injury_pension",
        "injury_prevention": "injury_prevention__base / wage_bill__base * wage_bill"
        " * policy__prevention * rules__injury_prevention",
        "beneficiaries": "injury_cases + (injury_pensioners__before + injury_pensioners) / 2",
        "average_benefit": "(case_benefits + injury_pensions) / (12 * beneficiaries)",
    },
    "maternity": {
        **_BRANCH,
        "maternity_allowances": "beneficiaries / (1 + assumptions__partner_share)"
        " * policy__leave_days * average_base / 365 * part__paid_over_law",
        "birth_medical": "beneficiaries * part__medical_of_a_birth",
        "benefit_per_birth": "(maternity_allowances + birth_medical) / beneficiaries",
    },
    "land_security": {
        "contributions": "entrants * part__lump_sum * rules__contributions",
        "benefits": "12 * beneficiaries * average_benefit * rules__benefits",
        "lump_sums": "(deaths * policy__funeral_months * average_benefit"
        " + part__lump_sums_refunded) * rules__lump_sums",
        "insured": "active_insured + recipients",
        "land_revenue": "part__land_at_full_activity * assumptions__land_activity"
        " * rules__land_revenue",
        "beneficiaries": "(recipients__before + recipients) / 2",
        "average_benefit": "average_benefit__before * (1 + policy__increase"
        " + policy__increase_wage_weight * economy__wage_growth"
        " + policy__increase_price_weight * economy__price_growth)",
    },
    "resident_pension": {
        "contributions": "mean_contributors * part__own_premium * rules__contributions",
        "fiscal_subsidy": "(part__subsidy_amount + part__premium_subsidy * mean_contributors"
        " + policy__basic_budget_share * given__basic_pensions) * rules__fiscal_subsidy",
        "basic_pensions": "12 * mean_pensioners * average_basic_pension * rules__basic_pensions",
        "account_pensions": "12 * mean_pensioners * average_account_pension"
        " * rules__account_pensions",
        "lump_sums": "(deaths * policy__funeral_months * average_basic_pension"
        " + part__accounts_refunded) * rules__lump_sums",
        "transfers_out": "leavers * part__account_of_a_leaver",
        "insured": "active_insured + pensioners",
        "contributors": "active_insured * part__paying_share",
        "mean_pensioners": "(pensioners__before + pensioners) / 2",
        "average_pension": "average_basic_pension + average_account_pension",
    },
    "resident_medical": {
        **_CLAIMS,
        "own_premiums": "(insured__before + insured) / 2 * part__own_premium * rules__own_premiums",
        "fiscal_subsidy": "((insured__before + insured) / 2 * part__subsidy_a_head"
        " + part__subsidy_amount) * rules__fiscal_subsidy",
    },
    "ledger": {
        "contributions": "policy__contribution_rate * wage_bill * policy__collection_rate"
        " * rules__contributions",
        "average_pension": "given__benefits / (12 * mean_pensioners)",
        "contribution_rate": "policy__contribution_rate",
        "collection_rate": "policy__collection_rate",
        "contributors": "mean_contributors",
        "pensioners": "mean_pensioners",
    },
}

#: Figures whose equation holds in the base year too; all others are reported there.
BASE_YEAR = frozenset(
    {
        "surplus",
        "payout_months",
        "payout_months_next",
        "cost_rate",
        "income_rate",
        "balance_rate",
        "pensioners_per_contributor",
        "contributors_per_pensioner",
        "benefit_ratio",
        "replacement_rate",
        "new_replacement_rate",
        "coverage_rate",
        "paying_share",
        "set_aside_balance",
    }
)

_BY_AGE = message("counted by sex and age from year to year; the method page has the equations")
_BY_BILL = message("a mean over the spread of bills; the method page has the integral")
#: Why some figures are no sum or product of a few others.
NOT_OPENED: Mapping[str, Message] = {
    **dict.fromkeys(
        (
            "contributors",
            "mean_contributors",
            "mean_pensioners",
            "pensioners",
            "active_insured",
            "insured",
            "entrants",
            "new_pensioners",
            "deaths",
            "leavers",
            "eligible",
            "recipients",
            "injury_pensioners",
            "beneficiaries",
        ),
        _BY_AGE,
    ),
    "new_pension": message(
        "the mean of all awards of the year, each by the award formula for its sex and age"
    ),
    "average_pension": message(
        "the mean of all pensions in payment: each year's awards with the increases since,"
        " counted by sex and age; the method page has the equations"
    ),
    "injury_pension": message(
        "the mean of all injury pensions in payment: each year's awards with the increases since;"
        " the method page has the equations"
    ),
    "average_account_pension": message(
        "the mean of all account pensions: each account over its months, counted by sex and age;"
        " the method page has the equations"
    ),
    "individual_accounts": message(
        "the sum of all accounts, each with its interest; the method page has the equations"
    ),
    "average_basic_pension": message("the standard of the year: given, or raised every year"),
    "reimbursed_share": _BY_BILL,
    "catastrophic_benefits": _BY_BILL,
    "family_planning": message(
        "what the base year's report leaves, growing with the insured and medical costs"
    ),
    "transfers_out": message("the balance, handed over when the fund is merged"),
    "arrears": message("only funds with contributions on wages have arrears"),
}
