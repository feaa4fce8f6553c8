"""Progress on stderr while something long runs; Ctrl-C stops it cleanly."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from model.words.texts import Language, Message, message


@contextmanager
def progress_bar(what: Message, language: Language) -> Iterator[Callable[[float], bool]]:
    """Yield what is to be told the share done; a pipe sees nothing of it."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    with bar:
        task = bar.add_task(what.say(language), total=1.0)

        def told(share: float) -> bool:
            bar.update(task, completed=share)
            return True

        try:
            yield told
        except KeyboardInterrupt:
            bar.stop()
            print(message("stopped").say(language), file=sys.stderr)
            raise typer.Exit(130) from None
