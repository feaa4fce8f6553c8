"""Who watches a long analysis: told the share done, and asked whether to go on.

Every analysis begins near 0 and ends at 1 and never tells less than before, so one analysis may
be a part of another.
"""

from collections.abc import Callable
from itertools import count

from model.errors import StoppedError

#: Told the share done; returns False to stop. Called in the thread of the caller.
Watch = Callable[[float], bool]

#: Projections after which a search of unknown length counts as half done: most take 2 to 30.
_HALF_DONE = 8


def tell(watch: Watch | None, share: float) -> None:
    """Tell the watcher the share done.

    Raises
    ------
    StoppedError
        where the watcher says so.
    """
    if watch is not None and not watch(min(share, 1.0)):
        raise StoppedError("stopped by the watcher")


def part_of(watch: Watch | None, start: float, end: float) -> Watch | None:
    """Return the watcher of a part of the work, between two shares of the whole."""
    if watch is None:
        return None
    return lambda share: watch(start + share * (end - start))


def counted(watch: Watch | None, most: int) -> Callable[[], None]:
    """Return what is to be called after each of at most `most` projections."""
    numbers = count(1)
    return lambda: tell(watch, next(numbers) / most)


def uncounted(watch: Watch | None) -> Callable[[], None]:
    """Return what is to be called after each projection of a search whose length is not known.

    The share rises ever more slowly and stays below 1, which is for the caller to tell.
    """
    numbers = count(1)

    def projected() -> None:
        number = next(numbers)
        tell(watch, number / (number + _HALF_DONE))

    return projected
