"""Parameters of the heating aid."""

from model.funds.setting import FundInput
from model.funds.shared.per_head_levers import PerHeadAssumptions, PerHeadPolicy, ReportedPerHead
from model.parameters.dated import DatedValue
from model.parameters.declaration import MULTIPLE, SHARE, Effect, parameter

constant = DatedValue.constant


class Reported(ReportedPerHead):
    """The final account of the aid: as of every fund that pays amounts a head."""


class Policy(PerHeadPolicy):
    """The grant, and who pays for it."""

    grant_level: DatedValue = parameter(
        constant(1.0),
        zh="补助标准系数",
        en="Level of the grant",
        help_zh="补助标准相对于基年的倍数。",
        help_en="The grant over the base year's.",
        unit=MULTIPLE,
        bounds=(0.0, 5.0),
        step=0.05,
        headline=1,
        source="assumption",
        effect=Effect("heating_grants", +1, 0.1),
    )
    budget_share: DatedValue = parameter(
        constant(0.5),
        zh="预算负担比例",
        en="Budget's share of the grants",
        help_zh="预算负担的补助比例。",
        help_en="The part of the grants that the budget pays.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        headline=2,
        source="assumption",
        effect=Effect("fiscal_subsidy", +1, 0.05),
    )


class Assumptions(PerHeadAssumptions):
    """How many ask for it."""

    uptake: DatedValue = parameter(
        constant(1.0),
        zh="申领人数系数",
        en="Uptake",
        help_zh="申领人数相对于基年的倍数。",
        help_en="Persons asking for the aid over the base year's.",
        unit=MULTIPLE,
        bounds=(0.0, 5.0),
        step=0.05,
        headline=1,
        source="assumption",
        effect=Effect("beneficiaries", +1, 0.1),
    )


Fund = FundInput[Reported, Policy, Assumptions]
