"""What a change between two scenarios comes from, lever by lever, for command line and screen."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from model.attribute.attribution import Attribution
from model.attribute.contribution import SIDES
from model.export.answer import Answer, Cell, Column, Section, Sentence, Table, Value, one_or_list
from model.results.figure_text import money_scale
from model.results.manifest import run_manifest
from model.words.texts import Language, message


def attribution_answer(
    made: Sequence[Attribution], money: str | None = None, language: Language = "en"
) -> Answer:
    """Return attributions as one answer, money in `money` units."""
    return Answer(
        language,
        content=lambda: one_or_list([attribution_json(one, money, language) for one in made]),
        reading=partial(_reading, made, money, language),
        data=lambda: [_data(made, money, language)],
    )


def attribution_json(
    attribution: Attribution, money: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """Return the JSON of `compare --explain`, money in `money` units."""
    scale = money_scale(attribution.at, attribution.base, money)
    sampled = {
        "permutations": attribution.permutations,
        "seed": attribution.seed,
        "standard_errors": {
            one.name: one.standard_error / scale for one in attribution.contributions
        },
    }
    return {
        "manifest": [run_manifest(one) for one in (attribution.base, attribution.other)],
        "indicator": str(attribution.at),
        "fund": attribution.at.fund,
        "currency": attribution.base.currency,
        "money": money or attribution.base.money,
        "from": attribution.start / scale,
        "to": attribution.end / scale,
        "change": attribution.change / scale,
        "contributions": {one.name: one.value / scale for one in attribution.contributions},
        "subtotals": {side: value / scale for side, value in attribution.subtotals.items()},
        "exact": attribution.permutations is None,
        **({} if attribution.permutations is None else sampled),
        "message": attribution.say(language, money),
    }


def _reading(
    made: Sequence[Attribution], money: str | None, language: Language
) -> Sequence[Section]:
    """Return each finding with the levers, those that did most first, and subtotals."""
    parts: list[Sentence | Table] = []
    for one in made:
        parts.append(Sentence(one.say(language, money), "finding"))
        parts.append(_lever_table(one, money, language))
    return [parts]


def _lever_table(one: Attribution, money: str | None, language: Language) -> Table:
    sampled = one.permutations is not None
    columns = [
        Column(message("lever").say(language)),
        Column(message("side").say(language)),
        Column(message("contribution").say(language), "figure", whole=True),
    ]
    if sampled:
        columns.append(Column(message("standard error").say(language), "figure"))
    rows: list[list[str | Cell]] = []
    for part in sorted(one.contributions, key=lambda part: -abs(part.value)):
        error = [one.text(part.standard_error, language, money=money, signed=False)]
        rows.append(
            [
                f"{part.label.say(language)}\n{part.name}",
                SIDES[part.side].say(language),
                one.text(part.value, language, money=money),
                *(error if sampled else []),
            ]
        )
    used = {part.side for part in one.contributions}
    sums = [
        (message("all of {side}", side=SIDES[side]), value)
        for side, value in one.subtotals.items()
        if len(used) > 1 and side in used
    ]
    for label, value in (*sums, (message("change"), one.change)):
        text = one.text(value, language, money=money)
        rows.append([Cell(label.say(language), "strong"), "", text])
    return Table(columns, rows)


def _data(made: Sequence[Attribution], money: str | None, language: Language) -> Table:
    """Return a row a lever, then what the figure was, is, and changed by."""
    heads = (
        message("scenario"),
        message("figure"),
        message("lever"),
        message("label"),
        message("side"),
    )
    rows: list[list[Value]] = []
    for one in made:
        scale = money_scale(one.at, one.base, money)
        own = [one.other.title.say(language), one.at.say(language)]
        for part in one.contributions:
            words = [part.name, part.label.say(language), SIDES[part.side].say(language)]
            rows.append([*own, *words, part.value / scale, part.standard_error / scale])
        ends = (
            (message("in the baseline"), one.start),
            (message("in the scenario"), one.end),
            (message("change"), one.change),
        )
        for label, value in ends:
            rows.append([*own, "", label.say(language), "", value / scale, None])
    return Table(
        [
            *(Column(head.say(language)) for head in heads),
            Column(message("contribution").say(language), "figure"),
            Column(message("standard error").say(language), "figure"),
        ],
        rows,
    )
