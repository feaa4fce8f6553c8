"""Callbacks run to their end: what a click does is not broken off by the message after it.

Streamlit ends a run for the next message wherever the state of the session is read or written, also
in a callback. That callback is not called again, and what was clicked or typed is lost.
Pages are still ended early: wherever they draw something.
"""

from collections.abc import Callable
from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState


def _go_on() -> None:
    """End nothing."""


def keep_callbacks_whole() -> None:
    """Let reading and writing the session's state end no run."""

    def never(state: object) -> Callable[[], None]:
        return _go_on

    def ignore(state: object, given: Any) -> None:
        """Leave it as it is."""

    SafeSessionState._yield_callback = property(never, ignore)  # type: ignore[assignment]
