"""Entrants with which the active insured of each year come out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.arrays import FloatArray
from model.funds.pension_engine.levers import PensionFund
from model.funds.pension_engine.prepared import pension_matrices
from model.funds.setting import Setting
from model.parameters.dated import DatedValue

#: Repetitions; entrants hardly move anything else, so few are enough.
_ROUNDS = 4
#: Share of the active that is still there a year later, for the first guess of each round.
_STAYING = 0.95


def with_active(fund: PensionFund, setting: Setting, asked: Sequence[float]) -> PensionFund:
    """Return the fund with entrants, or leavers, such that `asked` active are there [year 1..T]."""
    net = np.zeros(len(asked))
    target = np.array(asked)
    made = _with_net_entry(fund, setting, net, target)
    for _ in range(_ROUNDS):
        matrices = pension_matrices(made, setting)
        active = sum(own.people.active.sum(axis=(1, 2)) for own in matrices.groups)
        short = target - np.asarray(active)[1:]
        net = net + short - _STAYING * np.append(0.0, short[:-1])
        made = _with_net_entry(fund, setting, net, target)
    return made


def _with_net_entry(
    fund: PensionFund, setting: Setting, net: FloatArray, active: FloatArray
) -> PensionFund:
    """Return the fund with entrants where the net entry is positive, leavers where it is not."""
    months = tuple(int(year) * 12 for year in setting.years)
    leaving = np.clip(-net / np.maximum(active, 1.0), 0.0, 0.3)
    update = {
        "entrants": DatedValue(months, tuple(np.maximum(net, 0.0).tolist())),
        "leave_rate": DatedValue(months, tuple(leaving.tolist())),
    }
    return replace(fund, assumptions=fund.assumptions.model_copy(update=update))
