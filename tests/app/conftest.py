"""One server and one browser for the tests of the application; skipped where no Chromium is."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.app.driving import Site, Watch, opened
from tests.conftest import ROOT, SCENARIOS, SHIPPED

_HERE = Path(__file__).parent
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NONE = (
    "no Chromium found: `apt-get install chromium` (fonts-wqy-microhei for Chinese), "
    "or set FUNDRUNWAY_CHROMIUM to the program"
)
#: What keeps Chromium quiet and away from the network (and able to run as root).
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Seconds that a server has to start.
_START = 90
expect.set_options(timeout=15_000)

#: Opens an address of the application in a new tab.
Visit = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium() -> str:
    """Return the browser; where there is none, skip, or fail if the environment requires one."""
    named = os.environ.get("FUNDRUNWAY_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        if os.environ.get("FUNDRUNWAY_REQUIRE_BROWSER") == "1":
            pytest.fail(_NONE)
        pytest.skip(_NONE)
    return found


@pytest.fixture(scope="package")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the application on a free port, over a copy of the shipped scenarios."""
    folder = tmp_path_factory.mktemp("application")
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    for name in SHIPPED:
        shutil.copy(SCENARIOS / name, scenarios / name)
    port, log = _free_port(), folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.headless", "true", "--server.port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "FUNDRUNWAY_SCENARIOS": str(scenarios)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server, log)
        yield Site(address, scenarios, log, server.pid)
    finally:
        server.terminate()
        server.wait()
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in said, said  # whatever the tests did, nothing went wrong in the server


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Start the browser."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="package")
def everyday(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """Return a wide, light window; each of its tabs is a session of its own to the server.

    The server has drawn its first page by then: it has read its modules and the first scenario.
    """
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    first = context.new_page()
    first.goto(site.address)
    first.locator(".key-figures").first.wait_for(timeout=_START * 1000)
    first.close()
    yield context
    context.close()


@pytest.fixture
def visit(site: Site, browser: Browser, everyday: BrowserContext) -> Iterator[Visit]:
    """Open addresses of the application; nothing may go wrong in the browser's console.

    With `width` or `scheme` the tab gets a window (cookies, storage) of its own.
    """
    watches: list[Watch] = []
    contexts: list[BrowserContext] = []
    pages: list[Page] = []

    def visit(
        path: str = "", *, width: int = 1400, scheme: str = "light", own: bool = False
    ) -> Page:
        context = everyday
        if own or width != 1400 or scheme != "light":
            size = {"width": width, "height": 1000}
            context = browser.new_context(viewport=size, color_scheme=scheme)
            contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page))
        pages.append(page)
        return opened(page, f"{site.address}/{path.removeprefix('/')}")

    yield visit
    for page in pages:
        page.close()
    for context in contexts:
        context.close()
    assert [error for watch in watches for error in watch.errors] == []


@pytest.fixture
def own_file(site: Site, request: pytest.FixtureRequest) -> str:
    """Return the name of a copy of the shipped city that only this test touches."""
    stem = re.sub(r"[^a-z]+", "-", request.node.name.removeprefix("test_")).strip("-")
    (site.folder / f"{stem}.toml").write_bytes((SCENARIOS / "city-2005.toml").read_bytes())
    return f"{stem}.toml"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; fail with what it said if it ends or never does."""
    give_up = time.monotonic() + _START
    while time.monotonic() < give_up and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            # the port is the thing waited on: a refused connection returns at once
            time.sleep(0.05)
    pytest.fail(f"the application did not start:\n{log.read_text(errors='replace')}")
