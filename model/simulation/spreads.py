"""How far the world strays from a scenario: what `simulate` draws its paths from.

Kept apart from the scenario, which says what is expected; the same uncertainty then serves
every reform, and a comparison under it compares like with like.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from model.errors import InputError, Problem, nearest_name
from model.parameters.declaration import (
    MULTIPLE,
    SHARE,
    Effect,
    Section,
    declarations,
    parameter,
)
from model.words.texts import Text, message

#: What strays from year to year along each economic path, in the order of the draws.
ECONOMIC = ("wage_growth", "price_growth", "interest", "medical_growth", "unemployment")
_WAGES = "fit to model/data/average_wage.csv 2001-2024"
_WAGE_LEVEL = (
    "assumption: between 0.006, the fit to model/data/average_wage.csv 2001-2024 if its falling "
    "line is known, and 0.020 to 0.028, the standard error of that line 10 to 20 years ahead"
)
_PRICES = "fit to model/data/price_growth.csv 2000-2024"
_INTEREST = "fit to model/data/account_interest.csv 1999-2015, the one-year deposit rate"
_ENTRY = "fit to the workers of model/data/national_pension.csv 2005-2023"
_ASSUMPTION = "assumption"
_MULTIPLE_ZH, _MULTIPLE_EN = "（对数）", ", as a share of it"


def _spread(
    default: float, zh: str, en: str, source: str, output: str, *, upper: float, nudge: float
) -> Any:
    return parameter(
        default,
        zh=f"{zh}的年度波动",
        en=f"Yearly spread of {en}",
        help_zh=f"{zh}各年偏离方案路径的标准差；0 为没有波动。",
        help_en=f"Standard deviation of {en} around the scenario's path in a single year; 0 for "
        "none.",
        unit=SHARE,
        bounds=(0.0, upper),
        step=nudge / 4,
        source=source,
        effect=Effect(output, +1, nudge),
    )


def _persistence(default: float, zh: str, en: str, source: str, output: str) -> Any:
    return parameter(
        default,
        zh=f"{zh}波动的持续性",
        en=f"Persistence of {en}",
        help_zh=f"{zh}上一年的偏离有多大比例延续到下一年。",
        help_en=f"How much of a year's deviation of {en} is left in the next year.",
        unit=SHARE,
        bounds=(0.0, 0.98),
        step=0.05,
        source=source,
        effect=Effect(output, +1, 0.2),
    )


def _mean_spread(
    default: float, zh: str, en: str, source: str, output: str, *, upper: float, nudge: float
) -> Any:
    return parameter(
        default,
        zh=f"{zh}长期水平的不确定性",
        en=f"Uncertainty of the long-run level of {en}",
        help_zh=f"{zh}在整个测算期内与方案路径持续相差的标准差。",
        help_en=f"Standard deviation of a difference of {en} from the scenario that lasts for the "
        "whole projection.",
        unit=SHARE,
        bounds=(0.0, upper),
        step=nudge / 4,
        source=source,
        effect=Effect(output, +1, nudge),
    )


def _correlation(default: float, zh: str, en: str, source: str, output: str) -> Any:
    return parameter(
        default,
        zh=f"{zh}的相关系数",
        en=f"Correlation of {en}",
        help_zh=f"{zh}偏离方案路径时同向（正）还是反向（负）。",
        help_en=f"Whether {en} stray from the scenario together (positive) or apart (negative).",
        unit=SHARE,
        bounds=(-0.95, 0.95),
        step=0.05,
        source=source,
        effect=Effect(output, 0, 0.2),
    )


class Uncertainty(Section):
    """Spreads, persistence and correlations of what is drawn; see docs/method/uncertainty.md."""

    title: ClassVar[Text] = Text("不确定性", "Uncertainty")

    wage_growth_spread: float = _spread(
        0.018, "工资增长率", "wage growth", _WAGES, "wage_bill", upper=0.1, nudge=0.01
    )
    wage_growth_persistence: float = _persistence(
        0.44, "工资增长率", "wage growth", _WAGES, "wage_bill"
    )
    wage_growth_mean_spread: float = _mean_spread(
        0.015, "工资增长率", "wage growth", _WAGE_LEVEL, "wage_bill", upper=0.1, nudge=0.004
    )
    price_growth_spread: float = _spread(
        0.017, "物价涨幅", "price growth", _PRICES, "benefits", upper=0.1, nudge=0.02
    )
    price_growth_persistence: float = _persistence(
        0.18, "物价涨幅", "price growth", _PRICES, "benefits"
    )
    price_growth_mean_spread: float = _mean_spread(
        0.0041, "物价涨幅", "price growth", _PRICES, "benefits", upper=0.1, nudge=0.01
    )
    interest_spread: float = _spread(
        0.0076, "基金收益率", "interest", _INTEREST, "interest", upper=0.1, nudge=0.02
    )
    interest_persistence: float = _persistence(
        0.52, "基金收益率", "interest", _INTEREST, "interest"
    )
    interest_mean_spread: float = _mean_spread(
        0.0033, "基金收益率", "interest", _INTEREST, "interest", upper=0.1, nudge=0.01
    )
    medical_growth_spread: float = _spread(
        0.02,
        "医疗费用增长率",
        "medical cost growth",
        _ASSUMPTION,
        "benefits",
        upper=0.1,
        nudge=0.01,
    )
    medical_growth_persistence: float = _persistence(
        0.5, "医疗费用增长率", "medical cost growth", _ASSUMPTION, "benefits"
    )
    medical_growth_mean_spread: float = _mean_spread(
        0.005,
        "医疗费用增长率",
        "medical cost growth",
        _ASSUMPTION,
        "benefits",
        upper=0.1,
        nudge=0.004,
    )
    unemployment_spread: float = _spread(
        0.15,
        f"失业率{_MULTIPLE_ZH}",
        f"unemployment{_MULTIPLE_EN}",
        _ASSUMPTION,
        "beneficiaries",
        upper=1.0,
        nudge=0.1,
    )
    unemployment_persistence: float = _persistence(
        0.7, "失业率", "unemployment", _ASSUMPTION, "balance"
    )
    unemployment_mean_spread: float = _mean_spread(
        0.1,
        f"失业率{_MULTIPLE_ZH}",
        f"unemployment{_MULTIPLE_EN}",
        _ASSUMPTION,
        "beneficiaries",
        upper=1.0,
        nudge=0.1,
    )
    wage_price_correlation: float = _correlation(
        0.58,
        "工资增长与物价涨幅",
        "wage growth and price growth",
        f"{_WAGES}; {_PRICES}",
        "benefits",
    )
    wage_interest_correlation: float = _correlation(
        0.68,
        "工资增长与基金收益率",
        "wage growth and interest",
        f"{_WAGES}; {_INTEREST}",
        "balance",
    )
    price_interest_correlation: float = _correlation(
        0.64,
        "物价涨幅与基金收益率",
        "price growth and interest",
        f"{_PRICES}; {_INTEREST}",
        "balance",
    )
    wage_unemployment_correlation: float = _correlation(
        -0.3, "工资增长与失业率", "wage growth and unemployment", _ASSUMPTION, "balance"
    )
    entry_spread: float = _spread(
        0.19,
        f"新增参保{_MULTIPLE_ZH}",
        f"entry{_MULTIPLE_EN}",
        _ENTRY,
        "contributors",
        upper=1.0,
        nudge=0.2,
    )
    entry_persistence: float = _persistence(0.25, "新增参保", "entry", _ENTRY, "contributors")
    entry_mean_spread: float = _mean_spread(
        0.057,
        f"新增参保{_MULTIPLE_ZH}",
        f"entry{_MULTIPLE_EN}",
        _ENTRY,
        "contributors",
        upper=1.0,
        nudge=0.1,
    )
    mortality_spread: float = parameter(
        0.0048,
        zh="死亡率改善速度的不确定性",
        en="Uncertainty of mortality improvement",
        help_zh="死亡率每年改善幅度与生命表持续相差的标准差。",
        help_en="Standard deviation of a lasting difference of the yearly fall of death rates from "
        "the life table's.",
        unit=SHARE,
        bounds=(0.0, 0.03),
        step=0.001,
        source="fit to the decades 1970-2020 of model/data/wpp2024_china_mortality.csv, ages 60-89",
        effect=Effect("pensioners", +1, 0.005),
    )
    fertility_spread: float = parameter(
        0.17,
        zh="生育率的不确定性（对数）",
        en="Uncertainty of fertility, as a share of it",
        help_zh="总和生育率与方案相差的对数标准差，二十五年内逐步形成。",
        help_en="Standard deviation of the logarithm by which fertility comes to differ from the "
        "scenario's within 25 years.",
        unit=MULTIPLE,
        bounds=(0.0, 1.0),
        step=0.05,
        source="as far as the UN medium variant expects fertility to recover from 2023 to 2050",
        effect=Effect("contributors", +1, 0.2),
    )


def uncertainty_with(values: Mapping[str, float]) -> Uncertainty:
    """Return the default uncertainty with some parameters changed.

    Raises
    ------
    InputError
        with every unknown name and every value outside its bounds.
    """
    known = {name: declaration for name, _, declaration in declarations(Uncertainty)}
    problems = []
    for name, value in values.items():
        declaration = known.get(name)
        if declaration is None:
            what = message("uncertainty has no parameter {name}", name=repr(name))
            problems.append(Problem(name, what, nearest_name(name, tuple(known))))
        elif not declaration.lower <= value <= declaration.upper:
            what = message(
                "{value} is outside {lower} to {upper}",
                value=f"{value:g}",
                lower=f"{declaration.lower:g}",
                upper=f"{declaration.upper:g}",
            )
            problems.append(Problem(name, what))
    if problems:
        raise InputError(problems)
    return Uncertainty(**{name: float(value) for name, value in values.items()})
