"""How the figures of a ledger fund follow from each other, by what its tables give."""

from dataclasses import replace

from model.funds.equation import Counted, Equations
from model.funds.ledger.levers import Assumptions
from model.funds.shared.equations import EVERY_FUND

#: Where every table is given a head.
EQUATIONS = EVERY_FUND | Equations(
    texts={
        "mean_contributors": "assumptions__contributors",
        "mean_pensioners": "assumptions__beneficiaries",
        "contributors": "mean_contributors",
        "pensioners": "mean_pensioners",
        "wage_bill": "mean_contributors * assumptions__base_per_head",
        "average_base": "wage_bill / mean_contributors",
        "average_pension": "given__benefits / (12 * mean_pensioners)",
        "contribution_rate": "policy__contribution_rate",
        "collection_rate": "policy__collection_rate",
        "contributions": "policy__contribution_rate * wage_bill * policy__collection_rate",
        "benefits": "mean_pensioners * assumptions__benefit_per_head",
    },
    counted={"stock_flow_difference": Counted(moved_by=("assumptions.published_balance",))},
    given={
        "fiscal_subsidy": "policy.fiscal_subsidy",
        "other_income": "assumptions.other_income",
    },
)
#: A total, and the number and the amount a head that stand for it.
_TOTALS = {
    "wage_bill": ("mean_contributors", "contributors", "base_per_head"),
    "benefits": ("mean_pensioners", "beneficiaries", "benefit_per_head"),
}


def ledger_equations(given: Assumptions) -> Equations:
    """Return the equations of a fund; what its tables leave out has none."""
    texts = dict(EQUATIONS.texts)
    for total, (persons, heads, a_head) in _TOTALS.items():
        if getattr(given, heads) is None:
            del texts[persons]
        if getattr(given, total) is not None:
            texts[total] = f"assumptions__{total}"
        elif getattr(given, a_head) is None:
            del texts[total]
    return replace(EQUATIONS, texts=texts)
