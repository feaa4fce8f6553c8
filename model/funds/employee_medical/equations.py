"""Figures that only this kind of fund has, and how its figures follow from each other."""

from model.funds.equation import Counted, Equations, Part
from model.funds.shared.equations import BRANCH, BY_AGE, CLAIMS, INSURED_BY
from model.funds.shared.medical_bills import CLAIM_OUTPUTS
from model.words.outputs import money
from model.words.texts import Text, message

OUTPUTS = {
    "cadre_income": money(
        "离休干部医疗收入",
        "Budget money for retired cadres",
        "care of retired cadres x the budget's share",
        "income",
    ),
    "personal_accounts": money(
        "个人账户支出",
        "Spent from personal accounts",
        "(opening accounts + credits) x share spent",
        "expenditure",
    ),
    "catastrophic_benefits": money(
        "大额医疗补助支出",
        "Catastrophic benefits",
        "bills beyond the pool's cap x share paid",
        "expenditure",
    ),
    "merged_maternity": money(
        "生育待遇支出（并入）",
        "Maternity benefits merged in",
        "wage bill x maternity cost rate",
        "expenditure",
    ),
    "cadre_cost": money(
        "离休干部医疗费",
        "Care of retired cadres",
        "base year's x trend of bills x number of cadres",
        "expenditure",
    ),
    "personal_credits": money(
        "划入个人账户",
        "Credited to personal accounts",
        "collection rate x (employee part + share of the employer part) + arrears recovered of "
        "them",
    ),
    "account_arrears": money(
        "欠费中应划入个人账户的部分",
        "Part of the arrears owed to personal accounts",
        "opening - recovered - written off + part not collected",
    ),
    "personal_balance": money(
        "个人账户结余",
        "Balance of personal accounts",
        "opening + credits - spent + interest",
    ),
    "catastrophic_premiums": money(
        "划入大额医疗补助",
        "Set aside for the catastrophic layer",
        "share of contributions + premium a head x mean insured",
    ),
    "catastrophic_balance": money(
        "大额医疗补助结余",
        "Balance of the catastrophic layer",
        "opening + set aside - paid + interest",
    ),
    **CLAIM_OUTPUTS,
}

_CREDITED = (
    "(policy__personal_account_share * policy__employer_rate"
    " + policy__employee_account_share * policy__employee_rate) * wage_bill"
)

EQUATIONS = (
    BRANCH
    | CLAIMS
    | Equations(
        texts={
            "insured": "active_insured + pensioners",
            "mean_pensioners": "(pensioners__before + pensioners) / 2",
            "cadre_income": "part__cadre_cover * cadre_cost",
            "cadre_cost": "cadre_cost__before * (1 - assumptions__cadre_decline)"
            " * (1 + assumptions__cost_elasticity * economy__wage_growth"
            " + assumptions__cost_excess)",
            "personal_accounts": "(personal_balance__before + personal_credits)"
            " * part__account_share_spent",
            "personal_credits": f"part__collection_rate * {_CREDITED}"
            " + policy__arrears_recovery * account_arrears__before",
            "account_arrears": "account_arrears__before * (1 - policy__arrears_recovery"
            f" - policy__arrears_write_off) + (1 - part__collection_rate) * {_CREDITED}",
            "merged_maternity": "wage_bill * assumptions__merged_maternity_cost",
            "catastrophic_premiums": "policy__catastrophic_rate * part__collection_rate"
            " * contribution_rate * wage_bill"
            " + policy__catastrophic_premium * (insured__before + insured) / 2",
            "set_aside_balance": "personal_balance + catastrophic_balance",
            "part__employee_rate": "policy__employee_rate",
            "part__benefits_given": "given__benefits",
        },
        parts={
            "part__cadre_cover": Part(
                Text("离休医疗费的预算负担比例", "Budget's share of the care of retired cadres"),
                "share",
            ),
            "part__account_share_spent": Part(
                Text("账户资金使用比例", "Share of accounts spent"), "share"
            ),
            "part__account_interest": Part(
                Text("其余：个人账户利息", "The rest: interest of the accounts"), "money"
            ),
            "part__accounts_recovered": Part(
                Text("清欠中划入个人账户的部分", "Arrears recovered of the accounts"), "money"
            ),
            "part__catastrophic_spent": Part(
                Text("大额医疗补助资金支出", "Paid by the layer itself"), "money"
            ),
            "part__catastrophic_interest": Part(
                Text("其余：大额医疗补助资金利息", "The rest: interest of the layer"), "money"
            ),
        },
        counted={
            "pensioners": Counted(BY_AGE, INSURED_BY),
            "part__employer_rate": Counted(
                moved_by=("policy.employer_rate", "policy.merged_maternity_rate")
            ),
            "part__cadre_cover": Counted(moved_by=("policy.cadre_cover",)),
            "part__account_share_spent": Counted(
                moved_by=("assumptions.account_spending", "part__account_interest")
            ),
            "part__account_interest": Counted(moved_by=("interest", "policy.account_interest")),
            "part__accounts_recovered": Counted(moved_by=("account_arrears",)),
            "part__catastrophic_spent": Counted(
                moved_by=("catastrophic_benefits", "part__catastrophic_interest")
            ),
            "part__catastrophic_interest": Counted(moved_by=("interest",)),
            "reimbursed_share": Counted(moved_by=("policy.coinsurance",)),
            "catastrophic_benefits": Counted(
                message("a mean over the spread of bills; the method page has the integral"),
                ("insured", "benefits", "reimbursed_share", "policy.catastrophic_share"),
            ),
        },
        # both are rolled forward with their interest, and never fall below 0
        closing={
            "personal_balance": "personal_balance__before + personal_credits - personal_accounts"
            " + part__account_interest",
            "catastrophic_balance": "catastrophic_balance__before + catastrophic_premiums"
            " - part__catastrophic_spent + part__catastrophic_interest",
        },
        # what the base year spent is told apart
        besides={"pool_cost_per_head": ("merged_maternity", "policy.catastrophic_share")},
    )
)
