"""Figures that only this kind of fund has."""

from model.words.outputs import Output, money, persons
from model.words.texts import Text

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
