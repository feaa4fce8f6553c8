"""Take the pictures of the application for README.md and docs/application.md.

Needs Debian's chromium and a Chinese font. Run: python scripts/make_screenshots.py
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "img"
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RATE = "funds.enterprise_pension.policy.employer_rate=0.18"
#: name: (address, width, height, scheme)
PICTURES = {
    "overview-zh": (f"/?{RATE}", 1400, 1000, "light"),
    "overview-en-dark": (f"/?language=en&{RATE}", 1400, 1000, "dark"),
    "compare-zh": (
        "/compare?others=rate-20-to-16.toml,retirement-age-2025.toml,combined-package.toml",
        1400,
        1000,
        "light",
    ),
    "levers-en": ("/levers?language=en", 1400, 800, "light"),
    "narrow-zh": (f"/?{RATE}", 390, 1500, "light"),
}


def main() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.headless",
            "true",
            "--server.port",
            str(port),
        ],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=LAUNCH
            )
            for name, (address, width, height, scheme) in PICTURES.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page = context.new_page()
                page.goto(f"http://127.0.0.1:{port}{address}")
                settle(page)
                if name == "levers-en":
                    page.get_by_label("Search").first.fill("employer rate")
                    page.keyboard.press("Enter")
                    settle(page)
                    page.get_by_test_id("stDataFrame").first.click(position={"x": 20, "y": 55})
                    settle(page)
                page.screenshot(path=TARGET / f"{name}.png")
                print(TARGET / f"{name}.png")
            browser.close()
    finally:
        server.terminate()


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"no answer at {address}")


def settle(page: Page) -> None:
    """Wait until the script has run and the charts have been drawn."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main()
