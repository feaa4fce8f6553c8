"""A server whose answers the browser gets late: a click comes while a page is drawn anew."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.app.driving import settled


@dataclass
class SlowServer:
    """Stands between a page and its server, and holds back what the server says when told to."""

    page: Page
    holding: bool = False
    held: list[bytes] = field(default_factory=list)
    browser: WebSocketRoute | None = None

    def __post_init__(self) -> None:
        """Load the page again, through this."""
        self.page.route_web_socket(re.compile("_stcore/stream"), self._connected)
        self.page.reload()
        settled(self.page)

    def _connected(self, browser: WebSocketRoute) -> None:
        self.browser, server = browser, browser.connect_to_server()
        browser.on_message(server.send)
        server.on_message(self._said)

    def _said(self, words: str | bytes) -> None:
        if self.holding and isinstance(words, bytes):
            self.held.append(words)
        elif self.browser is not None:
            self.browser.send(words)

    def wait_for_run(self) -> None:
        """Wait until the server has drawn the page, of which the browser knows nothing yet."""
        while "script_finished" not in [_kind(words) for words in self.held]:
            self.page.evaluate("null")  # lets the messages in

    def catch_up(self) -> None:
        """Let the browser have everything."""
        self.holding = False
        assert self.browser is not None
        for words in self.held:
            self.browser.send(words)
        self.held.clear()


def _kind(words: bytes) -> str | None:
    said = ForwardMsg()
    said.ParseFromString(words)
    return said.WhichOneof("type")
