"""`project FILE --open NAME@YEAR`: one figure with its formula, the values put in, its inputs."""

from collections.abc import Sequence

from command_line.funds import funds_meant, only
from model.errors import InputError, Problem
from model.export.answer import Answer
from model.export.opened_figure import opened_answer
from model.funds.kinds import output_meant
from model.origin import TOTAL, FigureOrigin, openable, origin_of
from model.results.projection import Projection
from model.words.texts import Language, message


def opened_figures(
    whole: Projection, asked: str, funds: Sequence[str], money: str | None, language: Language
) -> Answer:
    """Return a figure opened in each fund named, in all that have it where none is."""
    funds = funds_meant(whole.scenario, funds, total=True)
    together = TOTAL in funds and TOTAL not in whole.funds
    named = [fund for fund in funds if not (together and fund == TOTAL)]
    projection = only(whole, named)
    opened = _opened(projection, asked) if named or not together else []
    if together:
        # of the funds named beside it, of all where none is
        opened.append(origin_of(projection, TOTAL, *_figure_asked(projection, asked)))
    return opened_answer(opened, projection.scenario, money, language)


def _opened(projection: Projection, asked: str) -> list[FigureOrigin]:
    """Open NAME@YEAR, or NAME for a figure of the whole projection, in each fund that has it."""
    name, year = _figure_asked(projection, asked)
    having = [fund for fund, own in projection.funds.items() if name in openable(own)]
    # without any, the first fund says what there is
    return [
        origin_of(projection, fund, name, year) for fund in having or list(projection.funds)[:1]
    ]


def _figure_asked(projection: Projection, asked: str) -> tuple[str, int | None]:
    """Read NAME@YEAR, or NAME for a figure of the whole projection; NAME may be its label."""
    name, _, when = asked.replace(" ", "").partition("@")
    if when and not when.isdigit():
        what = message("{when} is no time", when=repr(when))
        cure = message("write {name}@{year}", name=name, year=int(projection.years[-1]))
        raise InputError([Problem(asked, what, cure)])
    return output_meant(name), int(when) if when else None
