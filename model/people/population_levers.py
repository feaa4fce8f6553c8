"""The population behind the funds (`[assumptions.population]`)."""

from typing import ClassVar, Literal

from model.parameters.dated import ALWAYS, DatedValue
from model.parameters.declaration import (
    AGE,
    CHOICE,
    MULTIPLE,
    PERSONS,
    SHARE,
    YEARS,
    Effect,
    Section,
    parameter,
)
from model.tables import crude_net_migration, fertility
from model.words.texts import Text

#: What the mortality tables are called.
MORTALITY_WORDS = {
    "wpp_2024": Text("联合国 2024 年人口展望", "UN WPP 2024, improving by year"),
    "china_life": Text("中国人身保险业经验生命表（非养老）", "China Life 2010-2013"),
    "china_life_pension": Text(
        "中国人身保险业经验生命表（养老）", "China Life 2010-2013, pension business"
    ),
}
#: Rising with later births; held before and after.
MEAN_AGE_AT_BIRTH = DatedValue(
    (ALWAYS, 1990 * 12, 2020 * 12, 2050 * 12), (25.5, 25.5, 28.9, 31.0), linear=True
)
#: Falling to the natural one.
SEX_RATIO_AT_BIRTH = DatedValue(
    (ALWAYS, 1980 * 12, 2004 * 12, 2020 * 12, 2040 * 12),
    (1.07, 1.07, 1.18, 1.11, 1.06),
    linear=True,
)


class PopulationAssumptions(Section):
    """Size and age structure of the base year, fertility, mortality, migration."""

    title: ClassVar[Text] = Text("人口假设", "Population")

    total: float | None = parameter(
        None,
        zh="常住人口（基年）",
        en="Population, base year",
        help_zh="基年常住人口；不填则用全国人口，此时覆盖率没有意义，只有变化有意义。",
        help_en="Residents in the base year; the nation's if left out, and then coverage rates "
        "mean nothing, only their changes.",
        unit=PERSONS,
        bounds=(1.0, 2e9),
        source="local statistics",
        effect=Effect("coverage_rate", -1, 50000.0),
    )
    structure: str | None = parameter(
        None,
        zh="年龄结构表",
        en="Age structure",
        help_zh="CSV 文件名，与方案文件同目录：sex, age, persons；不填则用全国年龄结构。",
        help_en="A CSV beside the scenario: sex, age, persons; the nation's structure if left out.",
        unit=CHOICE,
        source="local census; UN WPP 2024 for the nation",
        effect=Effect("contributors", 0, "structure.csv"),
    )
    total_fertility: DatedValue | None = parameter(
        None,
        zh="总和生育率",
        en="Total fertility",
        help_zh="每名妇女一生平均生育数；不填则用联合国中方案。",
        help_en="Children a woman bears in her life; the UN medium variant if left out.",
        unit=MULTIPLE,
        bounds=(0.3, 8.0),
        step=0.05,
        headline=1,
        table=fertility,
        source="UN WPP 2024: model/data/wpp2024_china_fertility.csv",
        effect=Effect("contributors", +1, 0.3),
    )
    fertility_age: DatedValue = parameter(
        MEAN_AGE_AT_BIRTH,
        zh="平均生育年龄",
        en="Mean age at birth",
        help_zh="生育时母亲的平均年龄。",
        help_en="Mean age of mothers.",
        unit=AGE,
        bounds=(22.0, 36.0),
        step=0.5,
        source="assumption: rising so that births come near the UN's (WPP 2024 crude birth rates)",
        effect=Effect("contributors", 0, 2.0),
    )
    fertility_spread: float = parameter(
        4.8,
        zh="生育年龄标准差",
        en="Spread of the age at birth",
        help_zh="生育时母亲年龄的标准差。",
        help_en="Standard deviation of the mother's age.",
        unit=YEARS,
        bounds=(2.0, 10.0),
        step=0.5,
        source="assumption",
        effect=Effect("contributors", 0, 2.0),
    )
    sex_ratio_at_birth: DatedValue = parameter(
        SEX_RATIO_AT_BIRTH,
        zh="出生性别比",
        en="Sex ratio at birth",
        help_zh="每出生一名女婴对应的男婴数。",
        help_en="Boys born for each girl.",
        unit=MULTIPLE,
        bounds=(0.9, 1.3),
        step=0.01,
        source="assumption: 1.11 in 2020 (seventh census), falling to 1.06",
        effect=Effect("contributors", 0, 0.1),
    )
    mortality: Literal["wpp_2024", "china_life", "china_life_pension"] = parameter(
        "wpp_2024",
        zh="人口生命表",
        en="Mortality of the population",
        help_zh="联合国 2024 年人口展望（逐年改善）或中国人身保险业经验生命表。",
        help_en="UN WPP 2024 for China, improving by year, or the China Life tables.",
        unit=CHOICE,
        words=MORTALITY_WORDS,
        source="model/data/SOURCES.md",
        effect=Effect("contributors", +1, "china_life_pension"),
    )
    mortality_multiplier: float = parameter(
        1.0,
        zh="人口死亡率倍数",
        en="Mortality multiplier of the population",
        help_zh="对生命表死亡率的整体倍数。",
        help_en="Scales the table's death rates.",
        unit=MULTIPLE,
        bounds=(0.3, 3.0),
        step=0.05,
        source="assumption",
        effect=Effect("contributors", -1, 0.2),
    )
    mortality_improvement: DatedValue = parameter(
        DatedValue.constant(0.0),
        zh="人口死亡率额外改善",
        en="Further mortality improvement of the population",
        help_zh="在生命表之外人口死亡率每年再下降的比例，从基年次年起累计。",
        help_en="Yearly fall of the population's death rates beyond the table's own, compounded "
        "from the first projected year.",
        unit=SHARE,
        bounds=(-0.05, 0.05),
        step=0.0025,
        source="assumption",
        effect=Effect("contributors", +1, 0.01),
    )
    net_migration: DatedValue | None = parameter(
        None,
        zh="净迁入率",
        en="Net migration",
        help_zh="每年净迁入占总人口的比例；不填则用联合国全国数（接近零）。",
        help_en="Net in-migration a year over the population; the UN's national rate, near zero, "
        "if left out.",
        unit=SHARE,
        bounds=(-0.1, 0.1),
        step=0.001,
        headline=1,
        table=crude_net_migration,
        source="UN WPP 2024: model/data/wpp2024_china_crude.csv",
        effect=Effect("contributors", +1, 0.005),
    )
    migration_age: float = parameter(
        25.0,
        zh="迁移者平均年龄",
        en="Mean age of migrants",
        help_zh="迁入、迁出者的平均年龄。",
        help_en="Mean age of those who move.",
        unit=AGE,
        bounds=(10.0, 60.0),
        step=1,
        source="assumption",
        effect=Effect("contributors", 0, 5.0),
    )
