"""One declaration of every output: label in both languages, unit, formula, source.

Screens, tables, `docs/names.md` and the JSON take names and labels from here.
"""

from dataclasses import dataclass, replace
from typing import Literal

from model.words.texts import Text

Group = Literal["series", "income", "expenditure", "indicator", "summary"]
Kind = Literal["money", "persons", "per_head", "months", "share", "ratio", "year", "date"]


@dataclass(frozen=True)
class Output:
    """What an output is called, counted in, and means."""

    label: Text
    kind: Kind
    formula: str
    source: str = "docs/method/indicators.md"
    group: Group = "series"


def money(zh: str, en: str, formula: str, group: Group = "series") -> Output:
    """Declare an amount of money a year."""
    return Output(Text(zh, en), "money", formula, "docs/method/ledger_account.md", group)


def persons(zh: str, en: str, formula: str) -> Output:
    """Declare a number of persons."""
    return Output(Text(zh, en), "persons", formula)


INCOME_ITEMS = {
    "contributions": money("缴费收入", "Contributions", "due x collection rate, as cash arrives"),
    "arrears_recovered": money("清欠收入", "Arrears recovered", "opening arrears x recovery rate"),
    "other_premium": money("其他缴费（补缴）", "Other premium", "given year by year"),
    "fiscal_subsidy": money("财政补贴", "Fiscal subsidy", "amount + share x benefits"),
    "transfers_in": money("转移收入", "Transfers in", "given year by year"),
    "allocation": money(
        "调剂金下拨", "Allocation", "average wage x allocation rate x mean pensioners"
    ),
    "other_income": money("其他收入", "Other income", "given year by year"),
    "interest": money(
        "利息收入",
        "Interest",
        "i x (opening balance + sum over months of net flow x (12 - m + 0.5) / 12)",
    ),
}

EXPENDITURE_ITEMS = {
    "benefits": money("待遇支出", "Benefits", "12 x mean beneficiaries x average benefit"),
    "lump_sums": money(
        "一次性支出", "Lump sums", "funeral and survivor grants + accounts refunded on deaths"
    ),
    "transfers_out": money("转移支出", "Transfers out", "accounts of members who leave"),
    "upload": money(
        "调剂金上解", "Upload", "upload rate x 90% of the average wage x mean active insured"
    ),
    "other_expenditure": money("其他支出", "Other expenditure", "given year by year"),
}

SERIES = {
    "income": money("收入", "Income", "sum of the income items"),
    "expenditure": money("支出", "Expenditure", "sum of the expenditure items"),
    "surplus": money("当期结余", "Surplus", "income - expenditure"),
    "balance": money(
        "累计结余", "Balance", "opening balance + income - expenditure + stock-flow difference"
    ),
    "arrears": money(
        "欠费存量", "Arrears", "opening + shortfall + defaults - recovered - written off"
    ),
    "stock_flow_difference": money(
        "存量流量差额",
        "Stock-flow difference",
        "published balance - (opening balance + income - expenditure), or balance handed over",
    ),
    "wage_bill": money("缴费工资总额", "Covered wage bill", "mean contributors x declared base"),
    "contributors": Output(
        Text("缴费人数", "Contributors"), "persons", "active insured x paying share, year's end"
    ),
    "pensioners": Output(
        Text("离退休人数", "Pensioners"), "persons", "persons drawing a pension, year's end"
    ),
    "active_insured": Output(
        Text("在职参保人数", "Active insured"), "persons", "insured not yet retired, year's end"
    ),
    "insured": Output(Text("参保人数", "Insured"), "persons", "active insured + pensioners"),
    "mean_contributors": Output(
        Text("平均缴费人数", "Mean contributors"),
        "persons",
        "mean of the year's start and end; the base year's as reported",
    ),
    "mean_pensioners": Output(
        Text("平均离退休人数", "Mean pensioners"),
        "persons",
        "mean of the year's start and end; the base year's as reported",
    ),
    "entrants": Output(Text("新增参保", "Entrants"), "persons", "joined in the year"),
    "new_pensioners": Output(Text("新增退休", "New pensioners"), "persons", "retired in the year"),
    "deaths": Output(Text("死亡", "Deaths"), "persons", "active insured and pensioners"),
    "leavers": Output(Text("转出", "Leavers"), "persons", "left with their accounts"),
    "eligible": Output(
        Text("应参保人数", "Eligible"),
        "persons",
        "given, or the people of working age of a population whose size is given",
    ),
    "average_pension": Output(
        Text("月人均养老金", "Average pension"),
        "per_head",
        "benefits / (12 x mean pensioners), a month",
    ),
    "new_pension": Output(
        Text("新办月人均养老金", "New pension"), "per_head", "mean award of the year, a month"
    ),
    "average_base": Output(
        Text("年人均缴费基数", "Average declared base"),
        "per_head",
        "wage bill / mean contributors, a year",
    ),
    "beneficiaries": persons(
        "享受待遇人数", "Beneficiaries", "mean number drawing benefits in the year"
    ),
    "average_benefit": Output(
        Text("月人均待遇", "Average benefit"),
        "per_head",
        "benefits / (12 x beneficiaries), a month",
    ),
    "set_aside_balance": money(
        "个人账户等不计入的结余",
        "Balance set aside",
        "personal accounts and the like: not counted in payout months",
    ),
    "average_wage": Output(
        Text("社会平均工资", "Average wage"), "per_head", "W, a year", "docs/method/conventions.md"
    ),
}

INDICATORS = {
    "payout_months": Output(
        Text("可支付月数", "Payout months"),
        "months",
        "12 x balance_t / expenditure_t, what is set aside taken off both",
    ),
    "payout_months_next": Output(
        Text("可支付月数（按下年支出）", "Payout months, next year's expenditure"),
        "months",
        "12 x balance_t / expenditure_{t+1}, what is set aside taken off both",
    ),
    "reserve_ratio": Output(
        Text("储备率", "Reserve ratio"),
        "ratio",
        "balance_{t-1} / expenditure_t, what is set aside taken off both",
        "trust fund ratio of the US Social Security trustees; ILO",
    ),
    "cost_rate": Output(
        Text("支出率（现收现付费率）", "Cost rate (PAYG)"), "share", "expenditure / wage bill"
    ),
    "income_rate": Output(
        Text("收入率", "Income rate"), "share", "(income - interest) / wage bill"
    ),
    "balance_rate": Output(Text("平衡率", "Balance rate"), "share", "income rate - cost rate"),
    "pensioners_per_contributor": Output(
        Text("每名缴费者负担的退休人数", "Pensioners per contributor"),
        "ratio",
        "mean pensioners / mean contributors",
    ),
    "contributors_per_pensioner": Output(
        Text("每名退休人员对应的缴费人数（抚养比）", "Contributors per pensioner"),
        "ratio",
        "mean contributors / mean pensioners",
    ),
    "benefit_ratio": Output(
        Text("人均支出与缴费基数之比", "Benefit ratio"),
        "ratio",
        "(expenditure / mean pensioners) / average declared base",
    ),
    "replacement_rate": Output(
        Text("养老金替代率", "Replacement rate"), "share", "12 x average pension / average wage"
    ),
    "new_replacement_rate": Output(
        Text("新办养老金替代率", "Replacement rate of new pensions"),
        "share",
        "12 x new pension / average wage",
    ),
    "collection_rate": Output(
        Text("征缴率", "Collection rate"),
        "share",
        "contributions collected, whenever they arrive / contributions asked for",
    ),
    "coverage_rate": Output(
        Text("参保覆盖率", "Coverage rate"), "share", "active insured / eligible"
    ),
    "paying_share": Output(
        Text("实际缴费人数占比", "Paying share"), "share", "contributors / active insured"
    ),
    "contribution_rate": Output(
        Text("费率合计", "Contribution rate"), "share", "employer rate + employee rate"
    ),
    "break_even_rate": Output(
        Text("当期平衡费率", "Break-even rate"),
        "share",
        "(expenditure - income besides contributions) / (collection rate x wage bill)",
    ),
}

SUMMARY = {
    "first_deficit_year": Output(
        Text("首次当期赤字年份", "First deficit year"), "year", "first year with surplus < 0"
    ),
    "peak_year": Output(
        Text("结余最高年份", "Peak year"),
        "year",
        "year of the highest balance, what is set aside taken off",
    ),
    "depletion_year": Output(
        Text("结余耗尽年份", "Depletion year"), "year", "year of the depletion month"
    ),
    "depletion_month": Output(
        Text("结余耗尽月份", "Depletion month"),
        "date",
        "first month that ends with balance < 0, what is set aside taken off",
    ),
    "first_deficit_year_without_subsidy": Output(
        Text("首次当期赤字年份（不含财政补贴）", "First deficit year without subsidy"),
        "year",
        "first year with surplus - subsidy and its interest < 0",
    ),
    "depletion_year_without_subsidy": Output(
        Text("结余耗尽年份（不含财政补贴）", "Depletion year without subsidy"),
        "year",
        "year of the depletion month without subsidy",
    ),
    "depletion_month_without_subsidy": Output(
        Text("结余耗尽月份（不含财政补贴）", "Depletion month without subsidy"),
        "date",
        "first month that ends with balance - subsidies and their interest < 0",
    ),
    "lowest_month_balance": Output(
        Text("最低月末结余", "Lowest month-end balance"), "money", "over the projected months"
    ),
    "lowest_payout_months": Output(
        Text("最低可支付月数", "Lowest payout months"), "months", "over the projected years"
    ),
    "financing_gap": Output(
        Text("资金缺口", "Financing gap"),
        "money",
        "sum of the subsidies that keep the balance at 0 or above",
    ),
    "financing_gap_present_value": Output(
        Text("资金缺口现值", "Financing gap, present value"),
        "money",
        "their present value at the end of the base year",
    ),
    "general_average_premium": Output(
        Text("综合平均费率", "General average premium"),
        "share",
        "(PV(expenditure) - base balance) / PV(wage bill): a rate at full collection",
        "ILO, Actuarial mathematics of social security pensions (Iyer 1999)",
    ),
    "actuarial_balance": Output(
        Text("精算平衡", "Actuarial balance"),
        "share",
        "[base balance + PV(income - interest) - PV(expenditure) - PV(final year's expenditure)] "
        "/ PV(wage bill)",
        "US Social Security trustees' report, open group",
    ),
    "implicit_debt": Output(
        Text("隐性债务", "Implicit debt"),
        "money",
        "PV of pensions in payment and of accrued rights of members at the end of the base year",
        "World Bank, implicit pension debt (Holzmann et al. 2004), accrued-to-date",
    ),
}


def _grouped(group: Group, outputs: dict[str, Output]) -> dict[str, Output]:
    return {name: replace(output, group=group) for name, output in outputs.items()}


#: Outputs that every kind of fund may have; a kind declares its own in its file.
SHARED_OUTPUTS: dict[str, Output] = {
    **SERIES,
    **_grouped("income", INCOME_ITEMS),
    **_grouped("expenditure", EXPENDITURE_ITEMS),
    **_grouped("indicator", INDICATORS),
    **_grouped("summary", SUMMARY),
}
