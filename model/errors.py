"""All errors that the model raises, readable in one place.

`FundrunwayError` is the root. `InputError` carries every problem of one reading of the
input; `AccountingError` means that the program itself is wrong.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from model.texts import Language, Message, message


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
    """Return the cure for the unknown `name`: the nearest valid name, or all of them."""
    close = get_close_matches(name, valid, n=1, cutoff=0.6)
    if close:
        return message("did you mean {name}?", name=close[0])
    return message("valid here: {names}", names=", ".join(sorted(valid)))
