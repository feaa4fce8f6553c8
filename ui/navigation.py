"""The pages in their order."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.shared.texts import say


def pages() -> list[StreamlitPage]:
    """Return the pages with their titles in the session's language."""
    return [
        st.Page("ui/overview/overview.py", title=say("Overview"), default=True),
        st.Page("ui/levers/levers.py", title=say("Levers"), url_path="levers"),
        st.Page("ui/scenarios/scenarios.py", title=say("Scenarios"), url_path="scenarios"),
        st.Page("ui/compare/compare.py", title=say("Compare"), url_path="compare"),
        st.Page("ui/uncertainty/uncertainty.py", title=say("Uncertainty"), url_path="uncertainty"),
        st.Page("ui/goal_seek/goal_seek.py", title=say("Goal seek"), url_path="goal-seek"),
        st.Page("ui/method/method.py", title=say("Method"), url_path="method"),
    ]
