"""A fund inside a provincial or national pool (docs/method/pooling.md)."""

from typing import ClassVar

from model.parameters.dated import DatedValue
from model.parameters.declaration import DATE, SHARE, Effect, Section, parameter
from model.parameters.window import Month
from model.words.texts import Text

constant = DatedValue.constant


class PoolingPolicy(Section):
    """Upload to the adjustment fund, allocation from it, and pooling from a date."""

    title: ClassVar[Text] = Text("统筹", "Pooling")

    upload_rate: DatedValue = parameter(
        constant(0.0),
        zh="调剂金上解比例",
        en="Upload rate to the adjustment fund",
        help_zh="按平均工资的 90% 乘以在职参保人数计算的上解比例。",
        help_en="Share of 90% of the average wage, times active insured, paid to the higher pool.",
        unit=SHARE,
        bounds=(0.0, 0.2),
        step=0.005,
        source="3% in 2018 to 4.5% in 2021: central adjustment fund (MOHRSS bulletins)",
        effect=Effect("upload", +1, 0.01),
    )
    allocation_rate: DatedValue = parameter(
        constant(0.0),
        zh="调剂金下拨（每名退休人员）",
        en="Allocation per retiree",
        help_zh="每名离退休人员每年从调剂金获得的金额，按平均工资的比例计。",
        help_en="What the higher pool pays for each retiree a year, over the average wage.",
        unit=SHARE,
        bounds=(0.0, 0.5),
        step=0.005,
        source="2018: 4,821 yuan a year for each retiree of enterprises, 5.85% of the nation's "
        "average wage (docs/method/pooling.md)",
        effect=Effect("allocation", +1, 0.01),
    )
    pooled_from: Month | None = parameter(
        None,
        zh="省级（全国）统筹起始月份",
        en="Pooled from",
        help_zh="从该月起结余上缴，由上级统筹；此后本地可支付月数仅供参考。",
        help_en="From this month the balance is handed over and the pool is above; local payout "
        "months are notional from then on.",
        unit=DATE,
        source="provincial pooling by 2020; national pooling from 2022-01 (MOHRSS)",
        effect=Effect("stock_flow_difference", 0, 24),
    )
