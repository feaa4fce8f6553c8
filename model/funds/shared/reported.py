"""The base year's final account as a bureau reports it (`[funds.X.reported]`)."""

from typing import ClassVar

from model.parameters.declaration import (
    CURRENCY_A_MONTH,
    MONEY,
    MONEY_A_YEAR,
    MONTHS,
    PERSONS,
    SHARE,
    Effect,
    Section,
    parameter,
)
from model.words.texts import Text

_REPORT = "the bureau's final account"


class ReportedAccount(Section):
    """Figures of the final account that every kind of fund may report."""

    title: ClassVar[Text] = Text("决算数", "Reported")

    surplus: float | None = parameter(
        None,
        zh="当期结余",
        en="Surplus of the year",
        help_zh="收入减支出；给出时用于核对。",
        help_en="Income less expenditure; where given it is held against both.",
        unit=MONEY_A_YEAR,
        bounds=(-1e15, 1e15),
        source=_REPORT,
        effect=Effect("check", 0, 1000.0),
    )
    balance: float | None = parameter(
        None,
        zh="累计结余",
        en="Balance at the year's end",
        help_zh="年末滚存结余；可改报可支付月数。",
        help_en="Accumulated balance at the end of the base year; or report payout months.",
        unit=MONEY,
        bounds=(-1e15, 1e15),
        source=_REPORT,
        effect=Effect("balance", +1, 1000.0),
    )
    payout_months: float | None = parameter(
        None,
        zh="可支付月数",
        en="Payout months",
        help_zh="年末结余按本年支出可支付的月数；与累计结余二者报其一。",
        help_en="Months of the year's expenditure that the balance covers; or report the balance.",
        unit=MONTHS,
        bounds=(-1200.0, 1200.0),
        source=_REPORT,
        effect=Effect("balance", +1, 1.0),
    )
    interest: float | None = parameter(
        None,
        zh="利息收入",
        en="Interest received",
        help_zh="收入中的利息；不填则按收益率估算。",
        help_en="Interest within the income; estimated from the interest rate if left out.",
        unit=MONEY_A_YEAR,
        bounds=(-1e15, 1e15),
        source=_REPORT,
        effect=Effect("contributions", -1, 500.0),
    )


class ReportedPayroll(ReportedAccount):
    """Figures that a fund with contributions on wages may report besides."""

    income: float = parameter(
        zh="基金收入",
        en="Income",
        help_zh="基年决算的基金总收入。",
        help_en="Total income of the base year's final account.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("wage_bill", +1, 1000.0),
    )
    expenditure: float = parameter(
        zh="基金支出",
        en="Expenditure",
        help_zh="基年决算的基金总支出。",
        help_en="Total expenditure of the base year's final account.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("expenditure", +1, 1000.0),
    )
    insured: float = parameter(
        zh="参保人数（含离退休）",
        en="Insured, retirees included",
        help_zh="年末参保总人数，含领取待遇的离退休人员。",
        help_en="Persons insured at the year's end, those drawing a pension included.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("active_insured", +1, 2000.0),
    )
    contributors: float | None = parameter(
        None,
        zh="实际缴费人数",
        en="Contributors",
        help_zh="年末实际缴费人数；不填则由平均缴费基数推算。",
        help_en="Persons paying at the year's end; inferred from the average base if left out.",
        unit=PERSONS,
        bounds=(0.0, 2e9),
        source=_REPORT,
        effect=Effect("contributors", +1, 2000.0),
    )
    mean_contributors: float | None = parameter(
        None,
        zh="平均缴费人数",
        en="Mean contributors of the year",
        help_zh="全年平均缴费人数，用于推算人均缴费基数；不填则用年末人数。年内整体参保时应填。",
        help_en="Mean number paying in the year, by which the average base is inferred; the year's "
        "end if left out. Give it where many joined within the year.",
        unit=PERSONS,
        bounds=(1.0, 2e9),
        source=_REPORT,
        effect=Effect("wage_bill", -1, 1000.0),
    )
    average_base: float | None = parameter(
        None,
        zh="月人均缴费基数",
        en="Average declared base",
        help_zh="缴费人员月平均缴费基数；与缴费人数同时给出时用于核对。",
        help_en="Average declared wage of contributors; held against them where both are given.",
        unit=CURRENCY_A_MONTH,
        bounds=(0.0, 1e8),
        source=_REPORT,
        effect=Effect("contributors", -1, 50.0),
    )
    collection_rate: float = parameter(
        1.0,
        zh="征缴率（基年）",
        en="Collection rate, base year",
        help_zh="基年实收占应收的比例。",
        help_en="Contributions collected over contributions due in the base year.",
        unit=SHARE,
        bounds=(0.01, 1.0),
        source=_REPORT,
        effect=Effect("wage_bill", -1, -0.05),
    )
    arrears: float | None = parameter(
        None,
        zh="欠费存量",
        en="Stock of arrears",
        help_zh="年末累计欠费；不填则只计基年新增欠费。",
        help_en="Contributions owed at the year's end; the base year's shortfall if left out.",
        unit=MONEY,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("arrears_recovered", +1, 500.0),
    )
    arrears_recovered: float = parameter(
        0.0,
        zh="清欠收入",
        en="Arrears recovered, base year",
        help_zh="收入中追回的往年欠费。",
        help_en="Arrears of earlier years within the income.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("wage_bill", -1, 500.0),
    )
    fiscal_subsidy: float = parameter(
        0.0,
        zh="财政补贴（基年）",
        en="Fiscal subsidy, base year",
        help_zh="收入中的财政补贴。",
        help_en="Fiscal subsidy within the income.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("wage_bill", -1, 500.0),
    )
    other_income: float = parameter(
        0.0,
        zh="其他收入（基年）",
        en="Other income, base year",
        help_zh="收入中的补缴、转移等其他收入。",
        help_en="Buy-ins, transfers and other income within the income.",
        unit=MONEY_A_YEAR,
        bounds=(0.0, 1e15),
        source=_REPORT,
        effect=Effect("wage_bill", -1, 500.0),
    )
