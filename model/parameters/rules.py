"""Rules that look at the fund (docs/method/ledger_account.md): data with a source, never code."""

from typing import ClassVar

from pydantic import Field, model_validator

from model.errors import InputError, Problem
from model.parameters.dated import ALWAYS
from model.parameters.declaration import MONTHS, MULTIPLE, Effect, Section, parameter
from model.parameters.window import LastMonth, Month
from model.words.texts import Text, message

FOR_EVER = 10**6


class Rule(Section):
    """From a date on, last year's payout months scale a rate or an item.

    The factors of several `[[funds.X.rules]]` tables multiply, in whatever order. `acts_on`
    names an item or a rate of the kind, `source` the law; `from` and `to` bound it in time.

    A rule that empties the fund which set it off would act every other year; with `until_below`
    it keeps acting until the payout months have fallen below a second, lower figure.
    """

    title: ClassVar[Text] = Text("与基金状况挂钩的规则", "Rules that look at the fund")

    acts_on: str
    source: str
    from_: Month = Field(default=ALWAYS, alias="from")
    to: LastMonth = FOR_EVER
    at_least: float | None = parameter(
        None,
        zh="可支付月数不低于",
        en="Payout months at least",
        help_zh="上年末可支付月数达到此数时规则生效。",
        help_en="The rule acts when last year's payout months reach this figure.",
        unit=MONTHS,
        bounds=(-1200.0, 1200.0),
        source="given with each rule",
        effect=Effect("contributions", +1, 400.0),
    )
    below: float | None = parameter(
        None,
        zh="可支付月数低于",
        en="Payout months below",
        help_zh="上年末可支付月数低于此数时规则生效。",
        help_en="The rule acts while last year's payout months are below this figure.",
        unit=MONTHS,
        bounds=(-1200.0, 1200.0),
        source="given with each rule",
        effect=Effect("contributions", 0, -400.0),
    )
    until_below: float | None = parameter(
        None,
        zh="持续至可支付月数低于",
        en="Acts until payout months fall below",
        help_zh="规则生效后，上年末可支付月数降到此数以下才停止；"
        "不填则低于“可支付月数不低于”即停止。",
        help_en="Once the rule acts it goes on until last year's payout months are below this "
        "figure; below at_least if left out.",
        unit=MONTHS,
        bounds=(-1200.0, 1200.0),
        source="none: keeps rates from jumping to and fro every year",
        effect=Effect("contributions", +1, 5.0),
    )
    factor: float = parameter(
        zh="倍数",
        en="Factor",
        help_zh="规则生效时费率或项目乘以此数。",
        help_en="What the rate or item is multiplied with while the rule acts.",
        unit=MULTIPLE,
        bounds=(0.0, 5.0),
        source="given with each rule",
        effect=Effect("contributions", +1, 0.1),
    )

    @model_validator(mode="after")
    def _stops_below_where_it_starts(self) -> "Rule":
        if self.until_below is not None and (
            self.at_least is None or self.until_below > self.at_least
        ):
            raise InputError(
                [
                    Problem(
                        "until_below",
                        message("a rule cannot stop above the figure from which it acts"),
                        message("give at_least too, as high as until_below or higher"),
                    )
                ]
            )
        return self
