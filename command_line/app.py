"""The verb `app`: the application in the browser, on this machine only."""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from model.words.texts import Language, message


def add_app(app: typer.Typer, language: Language) -> None:
    """Register the verb."""

    @app.command("app", help=message("Open the application on 127.0.0.1.").say(language))
    def open_app(
        folder: Annotated[
            Path | None,
            typer.Argument(
                help=message("folder of scenario files; that of the program if left out").say(
                    language
                ),
                exists=True,
                file_okay=False,
            ),
        ] = None,
        port: Annotated[
            int | None,
            typer.Option(
                help=message("port; a free one if left out").say(language), min=1, max=65535
            ),
        ] = None,
        browser: Annotated[
            bool, typer.Option(help=message("open a browser window").say(language))
        ] = True,
    ) -> None:
        _run_app(folder, port, browser)


def _run_app(folder: Path | None, port: int | None, browser: bool) -> NoReturn:
    """Run the Streamlit application on this machine only; it finds a free port by itself."""
    entry = Path(__file__).resolve().parents[1] / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(entry)]
    surroundings = dict(os.environ)
    if folder is not None:
        surroundings["FUNDRUNWAY_SCENARIOS"] = str(folder.resolve())
    options = ["--server.address", "127.0.0.1"]
    if port is not None:
        options += ["--server.port", str(port)]
    if not browser:
        options += ["--server.headless", "true"]
    os.chdir(entry.parent)
    # this process becomes the server, so that whoever stops it stops all of it
    os.execve(sys.executable, [*command, *options], surroundings)
