"""Figures that only this kind of fund has."""

from model.funds.shared.medical_bills import (
    CLAIM_OUTPUTS,
)
from model.words.outputs import money

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
