"""What equations name that is no output: rates in force, shares, amounts a head, the rest of a sum.

Each part is a label, how it is counted, and its value in a row of the projection (row 0 the base
year). Where the model keeps no such figure by itself, it is found from the item that it explains;
its label then says "the rest" or "a head".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from model.origin import term_values as found
from model.origin.term_values import Valued
from model.words.outputs import Kind
from model.words.texts import Text


@dataclass(frozen=True)
class Part:
    """What a part is called, how it is counted, and how its value is found."""

    label: Text
    kind: Kind
    value: Valued


PARTS: Mapping[str, Part] = {
    "set_aside_expenditure": Part(
        Text("个人账户等不计入的支出", "Expenditure set aside"),
        "money",
        found.pooled("expenditure"),
    ),
    "contributions_asked": Part(
        Text("应收缴费（减免后）", "Contributions asked for"), "money", found.account_column("due")
    ),
    "contributions_collected": Part(
        Text("当年应收中收到的缴费", "Of them collected, whenever they arrive"),
        "money",
        found.account_column("collected"),
    ),
    "collection_rate": Part(
        Text("执行的征缴率", "Collection rate in force"), "share", found.plan("collection_rate")
    ),
    "employer_rate": Part(
        Text("单位费率", "Employer rate, mean of all groups"), "share", found.due("employer")
    ),
    "employee_rate": Part(
        Text("个人费率", "Employee rate, mean of all groups"), "share", found.due("employee")
    ),
    "base_over_wage": Part(
        Text("平均缴费基数与平均工资之比", "Mean declared base over the average wage"),
        "ratio",
        found.base_over_wage,
    ),
    "bill_growth": Part(
        Text("人均医疗费增长（费用、年龄、就医）", "Growth of the bill a head"),
        "ratio",
        found.bill_growth,
    ),
    "cost_growth": Part(
        Text("例均待遇随工资的增长（自基年）", "Growth of the cost of a case with wages"),
        "ratio",
        found.cost_growth,
    ),
    "paid_same_year": Part(
        Text("单位缴费当年到账比例（减免缓缴后）", "Employers' part paid in the year itself"),
        "share",
        found.plan("paid_same_year"),
    ),
    "deferred": Part(
        Text("上年缓缴本年到账", "Deferred last year, arriving in this"), "money", found.deferred
    ),
    "defaulted": Part(Text("缓缴后未缴", "Deferred and defaulted"), "money", found.defaulted),
    "subsidy_amount": Part(
        Text("定额补贴", "Subsidy given as an amount"), "money", found.subsidy_amount
    ),
    "benefits_given": Part(
        Text("待遇支出（规则作用前）", "Benefits before rules"), "money", found.benefits
    ),
    "account_refunds": Part(
        Text("其余：死亡退还的个人账户", "The rest: accounts refunded on deaths"),
        "money",
        found.rest_of_lump_sums("funeral_grant_months", "survivor_grant_months"),
    ),
    "account_of_a_leaver": Part(
        Text("转出人员人均账户", "Account of a leaver, a head"),
        "per_head",
        found.a_head("transfers_out", "leavers"),
    ),
    "cadre_cover": Part(
        Text("离休医疗费的预算负担比例", "Budget's share of the care of retired cadres"),
        "share",
        found.optional("policy", "cadre_cover", found.cadre_cover),
    ),
    "account_share_spent": Part(
        Text("账户资金使用比例", "Share of accounts spent"), "share", found.share_spent
    ),
    "account_interest": Part(
        Text("其余：个人账户利息", "The rest: interest of the accounts"),
        "money",
        found.stock_interest("personal_balance", "personal_credits", found.of("personal_accounts")),
    ),
    "catastrophic_spent": Part(
        Text("大额医疗补助资金支出", "Paid by the layer itself"), "money", found.catastrophic_spent
    ),
    "catastrophic_interest": Part(
        Text("其余：大额医疗补助资金利息", "The rest: interest of the layer"),
        "money",
        found.stock_interest(
            "catastrophic_balance", "catastrophic_premiums", found.catastrophic_spent
        ),
    ),
    "paid_over_law": Part(
        Text("基年津贴与法定津贴之比", "Base year's allowance over that by law"),
        "ratio",
        found.paid_over_law,
    ),
    "medical_of_a_birth": Part(
        Text("每例生育医疗费用", "Medical costs of a birth, a head"),
        "per_head",
        found.a_head("birth_medical", "beneficiaries"),
    ),
    "lump_sum": Part(
        Text("人均一次性缴费", "Lump sum, a head"),
        "per_head",
        found.a_head("contributions", "entrants"),
    ),
    "lump_sums_refunded": Part(
        Text("其余：死亡退还的缴费", "The rest: lump sums refunded on deaths"),
        "money",
        found.rest_of_lump_sums("funeral_months"),
    ),
    "land_at_full_activity": Part(
        Text("出让规模不变时的计提", "Land revenue at the base year's activity"),
        "money",
        found.full_land,
    ),
    "accounts_refunded": Part(
        Text("其余：死亡退还的个人账户", "The rest: accounts refunded on deaths"),
        "money",
        found.rest_of_lump_sums("funeral_months"),
    ),
    "premium_subsidy": Part(
        Text("人均缴费补贴", "Premium subsidy, a head"),
        "per_head",
        found.optional("policy", "premium_subsidy", found.base_premium_subsidy),
    ),
    "paying_share": Part(
        Text("执行的缴费人数占比", "Paying share in force"),
        "share",
        found.optional("assumptions", "paying_share", found.base_paying_share),
    ),
    "own_premium": Part(
        Text("人均个人缴费", "Own premium paid, a head"), "per_head", found.own_premium
    ),
    "subsidy_a_head": Part(
        Text("人均财政补助", "Subsidy received, a head"),
        "per_head",
        found.a_mean_head("fiscal_subsidy", without=found.subsidy_amount),
    ),
}
