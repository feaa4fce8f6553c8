"""Figures that only this kind of fund has."""

from model.words.outputs import Output, money
from model.words.texts import Text

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
