"""All errors that the model raises, readable in one place.

`FundrunwayError` is the root. `InputError` carries every problem of one reading of the
input; `AccountingError` means that the program itself is wrong.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from model.words.texts import Language, Message, message

#: A person does not look through more names than these, nor at more that are near.
_MOST_NAMES, _NEAR = 40, 5


class FundrunwayError(Exception):
    """Root of the errors of this package."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input: where, what, and how to mend it."""

    where: str
    what: Message
    cure: Message | None = None

    def say(self, language: Language = "en") -> str:
        """Return ``where: what is wrong (how to mend it)`` on one line."""
        colon, opening, closing = ("：", "（", "）") if language == "zh" else (": ", " (", ")")
        cure = f"{opening}{self.cure.say(language)}{closing}" if self.cure else ""
        where = f"{self.where}{colon}" if self.where else ""
        return f"{where}{self.what.say(language)}{cure}"


class InputError(FundrunwayError, ValueError):
    """The input cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; the message is all of them in English."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.say() for problem in self.problems))


class AccountingError(FundrunwayError, ArithmeticError):
    """A ledger does not close: opening balance + income - expenditure is not the balance."""


class StoppedError(FundrunwayError):
    """Somebody who watched a long computation asked it to stop; nothing was kept."""


def nearest_name(name: str, valid: Sequence[str]) -> Message:
    """Return the cure for the unknown `name`: the nearest valid name, or what there is."""
    close = get_close_matches(name, valid, n=1, cutoff=0.6)
    if close:
        return message("did you mean {name}?", name=close[0])
    if len(valid) > _MOST_NAMES:
        near = get_close_matches(name, valid, n=_NEAR, cutoff=0.0)
        return message(
            "{count} names are valid here, nearest {names}",
            count=len(valid),
            names=", ".join(near),
        )
    return message("valid here: {names}", names=", ".join(sorted(valid)))


def nearest_paths(path: str, known: Sequence[str]) -> Sequence[str]:
    """Return the few paths that `path` may stand for: those that end alike, or are spelt so."""
    almost = get_close_matches(path, known, n=1, cutoff=0.95)
    if almost:
        return almost
    last = path.rpartition(".")[2]
    lasts = {one.rpartition(".")[2] for one in known}
    meant = last if last in lasts else next(iter(get_close_matches(last, lasts, n=1)), last)
    ending = [one for one in known if one.rpartition(".")[2] == meant]
    return get_close_matches(path, ending or known, n=_NEAR, cutoff=0.0 if ending else 0.5)
