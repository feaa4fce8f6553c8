"""What the uncertainty page can look at."""

import streamlit as st

from ui.shared.projections import View
from ui.shared.texts import say

#: What fans are drawn of; all funds together have the first four.
FIGURES = ("payout_months", "balance", "income", "expenditure", "cost_rate")
TOTAL = "total"


def pick_fund(view: View, key: str) -> str:
    """Draw the fund picker; all funds together are one of its options."""
    names = [*view.changed.funds, TOTAL]
    titles = {name: say(fund.title) for name, fund in view.changed.funds.items()}
    titles[TOTAL] = say("all funds together")
    return st.selectbox(
        say("fund"), names, format_func=titles.__getitem__, key=key, persist_state="session"
    )
