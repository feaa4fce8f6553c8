"""The pages in their order."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.shared.texts import say


def pages() -> list[StreamlitPage]:
    """Return the pages with their titles in the session's language."""
    return [
        st.Page("ui/overview/page.py", title=say("Overview"), default=True),
        st.Page("ui/levers/page.py", title=say("Levers"), url_path="levers"),
        st.Page("ui/scenarios/page.py", title=say("Scenarios"), url_path="scenarios"),
        st.Page("ui/compare/page.py", title=say("Compare"), url_path="compare"),
        st.Page("ui/uncertainty/page.py", title=say("Uncertainty"), url_path="uncertainty"),
        st.Page("ui/goal_seek/page.py", title=say("Goal seek"), url_path="goal-seek"),
        st.Page("ui/method/page.py", title=say("Method"), url_path="method"),
    ]
