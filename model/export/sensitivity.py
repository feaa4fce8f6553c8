"""Which lever matters most for a figure, each moved alone or all at once."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from model.export.answer import Answer, Column, Section, Sentence, Table, frame_table
from model.results.figure_text import figure_text, money_scale, plain_figure
from model.results.manifest import run_manifest
from model.sensitivity.lever_range import LeverRange
from model.sensitivity.sobol import SobolIndices
from model.sensitivity.tornado import Tornado
from model.words.texts import Language, message


def tornado_answer(found: Tornado, money: str | None = None, language: Language = "en") -> Answer:
    """Return levers moved one by one as an answer, money in `money` units."""
    return Answer(
        language,
        content=partial(tornado_json, found, money, language),
        reading=partial(_tornado_reading, found, money, language),
        data=lambda: [_tornado_data(found, money)],
    )


def sobol_answer(
    found: SobolIndices, money: str | None = None, language: Language = "en"
) -> Answer:
    """Return levers moved all at once as an answer, money in `money` units."""
    return Answer(
        language,
        content=partial(sobol_json, found, money, language),
        reading=partial(_sobol_reading, found, language),
        data=lambda: [frame_table(found.to_frame())],
    )


def tornado_json(
    found: Tornado, money: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """Return the figure, and its values with each lever moved."""
    scale = money_scale(found.at, found.scenario, money)
    return {
        **_asked(found, money, language),
        "value": plain_figure(found.base, scale),
        "levers": [
            {
                **_range_json(bar.lever, language),
                "at_low": plain_figure(bar.at_low, scale),
                "at_high": plain_figure(bar.at_high, scale),
                "swing": bar.swing(found.base) / scale,
            }
            for bar in found.bars
        ],
        "still": list(found.still),
        "refused": {
            path: [problem.say(language) for problem in error.problems]
            for path, error in found.refused.items()
        },
        "without_number": list(found.without_number),
    }


def sobol_json(
    found: SobolIndices, money: str | None = None, language: Language = "en"
) -> dict[str, Any]:
    """Return first and total indices with their bounds."""
    return {
        **_asked(found, money, language),
        "seed": found.seed,
        "evaluations": found.evaluations,
        "levers": [
            {
                **_range_json(lever, language),
                "first": float(found.first[row]),
                "first_bounds": found.first_bounds[row].tolist(),
                "total": float(found.total[row]),
                "total_bounds": found.total_bounds[row].tolist(),
            }
            for row, lever in enumerate(found.levers)
        ],
    }


def _asked(
    found: Tornado | SobolIndices, money: str | None, language: Language
) -> Mapping[str, Any]:
    return {
        "manifest": run_manifest(found.scenario),
        "indicator": str(found.at),
        "currency": found.scenario.currency,
        "money": money or found.scenario.money,
        "message": found.finding.say(language),
    }


def _range_json(lever: LeverRange, language: Language) -> dict[str, Any]:
    return {
        "path": lever.path,
        "label": {"zh": lever.declaration.label.zh, "en": lever.declaration.label.en},
        "low": lever.low,
        "now": lever.now,
        "high": lever.high,
        "range": lever.reason.say(language),
    }


def _tornado_reading(found: Tornado, money: str | None, language: Language) -> Sequence[Section]:
    """Return the finding, the levers that move the figure, and what became of the others."""
    base = figure_text(found.at, found.base, found.scenario, language, money)
    parts: list[Sentence | Table] = [
        Sentence(found.finding.say(language), "finding"),
        Sentence(message("as it stands: {value}", value=base).say(language), "aside"),
        _tornado_table(found, money, language),
    ]
    for path, error in found.refused.items():
        why = "; ".join(problem.say(language) for problem in error.problems)
        parts.append(
            Sentence(message("not moved: {path}: {why}", path=path, why=why).say(language))
        )
    if found.still:
        count = len(found.still)
        still = (
            message("1 lever does not move it")
            if count == 1
            else message("{count} levers do not move it", count=count)
        )
        parts.append(Sentence(still.say(language), "aside"))
    if found.without_number:
        count = len(found.without_number)
        rest = message("levers without a number in the file: {count}", count=count)
        parts.append(Sentence(rest.say(language), "aside"))
    return [parts]


def _tornado_table(found: Tornado, money: str | None, language: Language) -> Table:
    ends = (message("figure at the lower end"), message("figure at the upper end"))
    return Table(
        [
            *_lever_columns(language),
            Column(message("moved by").say(language)),
            *(Column(head.say(language), "figure", whole=True) for head in ends),
        ],
        [
            [
                *_lever_cells(bar.lever, language),
                bar.lever.reason.say(language),
                figure_text(found.at, bar.at_low, found.scenario, language, money),
                figure_text(found.at, bar.at_high, found.scenario, language, money),
            ]
            for bar in found.bars
        ],
    )


def _tornado_data(found: Tornado, money: str | None) -> Table:
    frame = found.to_frame()
    figures = ["at_low", "at_high", "swing"]
    frame[figures] = frame[figures] / money_scale(found.at, found.scenario, money)
    return frame_table(frame)


def _sobol_reading(found: SobolIndices, language: Language) -> Sequence[Section]:
    """Return the finding and the shares of the variance with their bounds."""

    def share(value: float, bounds: Sequence[float]) -> str:
        return f"{value:.1%} ({bounds[0]:.1%} – {bounds[1]:.1%})"

    table = Table(
        [
            *_lever_columns(language),
            Column(message("alone").say(language), "figure", whole=True),
            Column(message("with others").say(language), "figure", whole=True),
        ],
        [
            [
                *_lever_cells(lever, language),
                share(found.first[row], found.first_bounds[row].tolist()),
                share(found.total[row], found.total_bounds[row].tolist()),
            ]
            for row, lever in enumerate(found.levers)
        ],
    )
    return [[Sentence(found.finding.say(language), "finding"), table]]


def _lever_columns(language: Language) -> tuple[Column, Column]:
    return Column(message("lever").say(language)), Column(message("range").say(language))


def _lever_cells(lever: LeverRange, language: Language) -> tuple[str, str]:
    label = f"{lever.declaration.label.say(language)}\n{lever.path}"
    return label, " – ".join(lever.ends)
