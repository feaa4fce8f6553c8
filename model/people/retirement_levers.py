"""When insured people retire: the same levers for every fund that tells workers from retirees."""

from typing import ClassVar, Literal

from model.parameters.dated import DatedValue
from model.parameters.declaration import AGE, CHOICE, MONTHS, SHARE, Effect, Section, parameter
from model.words.texts import Text

constant = DatedValue.constant


class RetirementPolicy(Section):
    """The retirement rule, custom ages, early and late choice."""

    title: ClassVar[Text] = Text("政策", "Policy")

    retirement: Literal["old", "statutory_2025", "custom"] = parameter(
        "old",
        zh="退休年龄规定",
        en="Retirement age rule",
        help_zh="old 为男 60、女 55/50 岁；statutory_2025 为 2025 年起渐进延迟；"
        "custom 用下列年龄。",
        help_en="old: 60 / 55 / 50; statutory_2025: the gradual rise from 2025; custom: the ages "
        "given below.",
        unit=CHOICE,
        headline=2,
        words={
            "old": Text("原规定：男 60、女 55/50 岁", "men 60, women 55 or 50"),
            "statutory_2025": Text("2025 年起渐进延迟", "rising gradually from 2025"),
            "custom": Text("自定年龄", "ages given below"),
        },
        source="Guofa 1978 no. 104; decision of the NPC Standing Committee of 2024-09-13",
        effect=Effect("active_insured", 0, "statutory_2025"),
    )
    retirement_age_men: DatedValue | None = parameter(
        None,
        zh="男职工退休年龄（自定）",
        en="Retirement age of men, custom",
        help_zh="retirement = custom 时男职工的退休年龄，按日期给出。",
        help_en="Age at which men retire under the custom rule.",
        unit=AGE,
        bounds=(45.0, 75.0),
        step=0.25,
        source="none: the planner's proposal",
        effect=Effect("active_insured", +1, 1.0),
    )
    retirement_age_women_55: DatedValue | None = parameter(
        None,
        zh="原 55 岁退休女职工的退休年龄（自定）",
        en="Retirement age of women formerly 55, custom",
        help_zh="retirement = custom 时原 55 岁退休女职工的退休年龄。",
        help_en="Age at which women of the 55 class retire under the custom rule.",
        unit=AGE,
        bounds=(45.0, 75.0),
        step=0.25,
        source="none: the planner's proposal",
        effect=Effect("active_insured", +1, 1.0),
    )
    retirement_age_women_50: DatedValue | None = parameter(
        None,
        zh="原 50 岁退休女职工的退休年龄（自定）",
        en="Retirement age of women formerly 50, custom",
        help_zh="retirement = custom 时原 50 岁退休女职工的退休年龄。",
        help_en="Age at which women of the 50 class retire under the custom rule.",
        unit=AGE,
        bounds=(45.0, 75.0),
        step=0.25,
        source="none: the planner's proposal",
        effect=Effect("active_insured", +1, 1.0),
    )
    early_share: DatedValue = parameter(
        constant(0.0),
        zh="提前退休比例",
        en="Share retiring early",
        help_zh="到龄人员中选择弹性提前退休的比例；渐进延迟下不得早于原法定年龄。",
        help_en="Share that chooses to retire early; under the 2025 rule never before the old age.",
        unit=SHARE,
        bounds=(0.0, 0.5),
        step=0.01,
        source="decision of 2024-09-13: up to three years",
        effect=Effect("active_insured", -1, 0.1),
    )
    early_months: int = parameter(
        36,
        zh="提前月数",
        en="Months early",
        help_zh="选择提前退休者提前的月数，最长 36 个月。",
        help_en="How many months early they retire, 36 at most.",
        unit=MONTHS,
        bounds=(1, 36),
        step=1,
        source="decision of 2024-09-13: up to three years",
        effect=Effect("active_insured", 0, -18),
    )
    late_share: DatedValue = parameter(
        constant(0.0),
        zh="延迟退休比例",
        en="Share retiring late",
        help_zh="到龄人员中选择弹性延迟退休的比例。",
        help_en="Share that chooses to retire late.",
        unit=SHARE,
        bounds=(0.0, 0.5),
        step=0.01,
        source="decision of 2024-09-13: up to three years",
        effect=Effect("active_insured", +1, 0.1),
    )
    late_months: int = parameter(
        36,
        zh="延迟月数",
        en="Months late",
        help_zh="选择延迟退休者延迟的月数，最长 36 个月。",
        help_en="How many months late they retire, 36 at most.",
        unit=MONTHS,
        bounds=(1, 36),
        step=1,
        source="decision of 2024-09-13: up to three years",
        effect=Effect("active_insured", +1, -18),
    )
