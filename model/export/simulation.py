"""The JSON of `simulate` and `sensitivity` (docs/command-line.md); money in the unit asked for."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from model.arrays import FloatArray
from model.funds.kinds import outputs
from model.results.figure_text import money_scale, plain_figure
from model.results.manifest import run_manifest
from model.sensitivity.lever_range import LeverRange
from model.sensitivity.sobol import SobolIndices
from model.sensitivity.tornado import Tornado
from model.simulation.bands import Band
from model.simulation.draws import Draws
from model.simulation.risk import FundRisk, Risk
from model.simulation.simulation import FundSimulation, Simulation
from model.words.texts import Language
from model.words.units import money_units

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


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
        "manifest": {**run_manifest(scenario), **draws_manifest(draws)},
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


def draws_manifest(draws: Draws) -> dict[str, Any]:
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
            name: {"year": years, **band_json(band, scale_of(name, unit))}
            for name, band in fund.bands.items()
        },
        "probability": {
            str(chance.threshold.scaled(scale_of(chance.threshold.name, unit))): numbers(
                chance.share
            )
            for chance in fund.chances
        },
    }
    if fund.depletion is not None:
        found["depletion"] = {
            "year": fund.depletion.years.tolist(),
            "share": numbers(fund.depletion.share),
            "after_horizon": fund.depletion.after_horizon,
            **{
                key: fund.depletion.quantile(share)
                for key, share in (("p10", LOW), ("p50", MIDDLE), ("p90", HIGH))
            },
        }
    return found


def _risk_json(fund: FundRisk, unit: float) -> dict[str, Any]:
    years = fund.years.tolist()
    return {
        **{
            name: {
                "year": years,
                **band_json(band, scale_of(name, unit)),
                "worse": numbers(fund.worse[name]),
            }
            for name, band in fund.differences.items()
        },
        "dry_sooner": fund.dry_sooner,
        "dry_later": fund.dry_later,
    }


def band_json(band: Band, scale: float) -> dict[str, list[float | None]]:
    """Return every line of a band."""
    found = {}
    for line in fields(Band):
        own = 1.0 if line.name == "undefined" else scale
        found[line.name] = numbers(getattr(band, line.name) / own)
    return found


def scale_of(name: str, unit: float) -> float:
    """Return the yuan per unit of a figure: `unit` for money, otherwise 1."""
    return unit if outputs()[name].kind == "money" else 1.0


def numbers(values: Iterable[float] | FloatArray) -> list[float | None]:
    """Return numbers for JSON, undefined ones as None."""
    return [value if math.isfinite(value) else None for value in np.asarray(values).tolist()]


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
