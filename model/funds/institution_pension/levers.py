"""Assumptions of the institutions' pension: the pension engine's, with defaults of their own."""

from model.funds.pension_engine.assumptions import PensionAssumptions
from model.parameters.declaration import with_default


class Assumptions(PensionAssumptions):
    """Members of institutions: as in enterprises, but for what their history makes different."""

    women_55_share: float = with_default(PensionAssumptions, "women_55_share", 0.8)
    deemed_share: float = with_default(PensionAssumptions, "deemed_share", 1.0)
    accounts_since: int = with_default(PensionAssumptions, "accounts_since", 2014)
    wage_dispersion: float = with_default(PensionAssumptions, "wage_dispersion", 0.3)
