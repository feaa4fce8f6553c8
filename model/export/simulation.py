"""A simulation: bands, chances and depletion years by fund, and the risk of a reform."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import partial
from typing import Any

import numpy as np

from model.arrays import FloatArray
from model.export.answer import Answer, Cell, Column, Section, Sentence, Table, Value
from model.funds.kinds import outputs
from model.results.manifest import run_manifest
from model.results.printing import shown
from model.simulation.bands import Band, percent_text
from model.simulation.draws import METHODS, Draws
from model.simulation.risk import FundRisk, Risk
from model.simulation.simulation import FundSimulation, Simulation
from model.words.texts import Language, message
from model.words.units import money_units

#: The shares of paths by whose depletion year a fund has run dry.
_LOW, _MIDDLE, _HIGH = 0.1, 0.5, 0.9
#: The figure that a person reads, where it was simulated; lines of its band; years apart.
_READ = "payout_months"
_LINES = ("p05", "p25", "p50", "p75", "p95", "mean")
_STEP = 5


def simulation_answer(
    simulation: Simulation,
    money: str | None = None,
    language: Language = "en",
    risk: Risk | None = None,
) -> Answer:
    """Return a simulation, and the risk of a reform, as an answer; money in `money` units."""
    scenario = simulation.scenario
    size = money_units(scenario.currency)[money or scenario.money]
    return Answer(
        language,
        content=partial(simulation_json, simulation, money, language, risk),
        reading=partial(_reading, simulation, risk, size, language),
        data=lambda: [_data(simulation, risk, size)],
    )


def simulation_json(
    simulation: Simulation,
    money: str | None = None,
    language: Language = "en",
    risk: Risk | None = None,
) -> dict[str, Any]:
    """Return bands, probabilities and depletion years by fund, and the risk of a reform."""
    scenario, draws = simulation.scenario, simulation.draws
    name = money or scenario.money
    unit = money_units(scenario.currency)[name]
    found: dict[str, Any] = {
        "manifest": {**run_manifest(scenario), **_draws_manifest(draws)},
        "title": {"zh": scenario.title.zh, "en": scenario.title.en},
        "base_year": scenario.base_year,
        "currency": scenario.currency,
        "money": name,
        "funds": {
            key: {"kind": scenario.funds[key].kind, **_fund_json(fund, unit, language)}
            for key, fund in simulation.funds.items()
        },
    }
    if simulation.total is not None:
        found["total"] = _fund_json(simulation.total, unit, language)
    if risk is not None:
        found["baseline"] = run_manifest(risk.baseline)
        found["risk"] = {key: _risk_json(fund, unit) for key, fund in risk.funds.items()}
    return found


def _draws_manifest(draws: Draws) -> dict[str, Any]:
    """Return what makes the draws again: seed, number, method, uncertainty."""
    return {
        "seed": draws.seed,
        "paths": draws.paths,
        "method": draws.method,
        "persons_draws": len(draws.persons),
        "uncertainty": draws.uncertainty.model_dump(),
    }


def _fund_json(fund: FundSimulation, unit: float, language: Language) -> dict[str, Any]:
    years = fund.years.tolist()
    found: dict[str, Any] = {
        "title": {"zh": fund.title.zh, "en": fund.title.en},
        "message": fund.finding.say(language),
        "notes": [note.say(language) for note in fund.notes],
        **{
            name: {"year": years, **_band_json(band, scale_of(name, unit))}
            for name, band in fund.bands.items()
        },
        "probability": {
            str(chance.threshold.scaled(scale_of(chance.threshold.name, unit))): _numbers(
                chance.share
            )
            for chance in fund.chances
        },
    }
    if fund.depletion is not None:
        found["depletion"] = {
            "year": fund.depletion.years.tolist(),
            "share": _numbers(fund.depletion.share),
            "after_horizon": fund.depletion.after_horizon,
            **{
                key: fund.depletion.quantile(share)
                for key, share in (("p10", _LOW), ("p50", _MIDDLE), ("p90", _HIGH))
            },
        }
    return found


def _risk_json(fund: FundRisk, unit: float) -> dict[str, Any]:
    years = fund.years.tolist()
    return {
        **{
            name: {
                "year": years,
                **_band_json(band, scale_of(name, unit)),
                "worse": _numbers(fund.worse[name]),
            }
            for name, band in fund.differences.items()
        },
        "dry_sooner": fund.dry_sooner,
        "dry_later": fund.dry_later,
    }


def _band_json(band: Band, scale: float) -> dict[str, list[float | None]]:
    """Return every line of a band."""
    found = {}
    for line in fields(Band):
        own = 1.0 if line.name == "undefined" else scale
        found[line.name] = _numbers(getattr(band, line.name) / own)
    return found


def scale_of(name: str, unit: float) -> float:
    """Return the yuan per unit of a figure: `unit` for money, otherwise 1."""
    return unit if outputs()[name].kind == "money" else 1.0


def _numbers(values: Iterable[float] | FloatArray) -> list[float | None]:
    """Return numbers for JSON, undefined ones as None."""
    return [value if math.isfinite(value) else None for value in np.asarray(values).tolist()]


def _reading(
    simulation: Simulation, risk: Risk | None, size: float, language: Language
) -> Sequence[Section]:
    """Return what was drawn, each fund with its finding and bands, and the risk of a reform."""
    draws = simulation.draws
    drawn = message(
        "{paths} paths, {persons} draws of persons, {numbers}, seed {seed}",
        paths=draws.paths,
        persons=len(draws.persons),
        numbers=METHODS[draws.method],
        seed=draws.seed,
    )
    funds = [*simulation.funds.values(), *([simulation.total] if simulation.total else [])]
    risks = risk.funds.values() if risk is not None else ()
    return [
        [
            Sentence(simulation.scenario.title.say(language), "strong"),
            Sentence(drawn.say(language), "aside"),
        ],
        *(_fund_section(fund, size, language) for fund in funds),
        *([Sentence(one.finding.say(language), "strong")] for one in risks),
    ]


def _fund_section(fund: FundSimulation, size: float, language: Language) -> Section:
    return [
        Sentence(fund.finding.say(language), "finding"),
        *(Sentence(note.say(language), "aside") for note in fund.notes),
        _band_table(fund, size, language),
    ]


def _band_table(fund: FundSimulation, size: float, language: Language) -> Table:
    """Return payout months, or the first figure asked for, in every fifth year."""
    name = _READ if _READ in fund.bands else next(iter(fund.bands))
    band, dry = fund.bands[name], fund.depletion
    heads = [*_LINES[:-1], message("mean").say(language)]
    heads += [
        str(chance.threshold.scaled(scale_of(chance.threshold.name, size)))
        for chance in fund.chances
    ]
    if dry is not None:
        heads.append(message("run dry by then").say(language))
    rows: list[list[str | Cell]] = []
    for row, year in enumerate(fund.years.tolist()):
        if row % _STEP and row != len(fund.years) - 1:
            continue
        figures = [float(getattr(band, line)[row]) for line in _LINES]
        chances = [float(chance.share[row]) for chance in fund.chances]
        if dry is not None:
            chances.append(float(dry.by_year()[row - 1]) if row else 0.0)
        shares = [percent_text(share) for share in chances]
        rows.append([str(year), *(shown(name, one, size, language) for one in figures), *shares])
    return Table(
        [
            Column(message("year").say(language), "year", whole=True),
            *(Column(head, "figure", whole=True) for head in heads),
        ],
        rows,
        title=outputs()[name].label.say(language),
    )


def _data(simulation: Simulation, risk: Risk | None, size: float) -> Table:
    """Return the tidy frames below each other; a column says which is a reform's risk."""
    rows: list[list[Value]] = []
    frames = [(simulation.to_frame(), "scenario")]
    if risk is not None:
        frames.append((risk.to_frame(), "risk"))
    for frame, of in frames:
        for fund, year, variable, statistic, value in frame.itertuples(index=False):
            chance = statistic in ("probability", "undefined", "worse")
            scale = 1.0 if chance else scale_of(variable, size)
            figure = None if value != value else value / scale
            rows.append([fund, year, variable, statistic, figure, of])
    heads = ("fund", "year", "variable", "statistic", "value", "of")
    return Table([Column(head) for head in heads], rows)
