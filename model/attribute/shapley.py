"""Shapley values of a game: what each player adds, averaged over all orders of joining.

``phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! x [v(S + i) - v(S)]``. They sum to
``v(all) - v(none)``, do not depend on the order of the players, and are 0 for a player that
changes nothing. Source: Shapley (1953), A value for n-person games.

A coalition is a bit mask: bit i is set where player i has joined.
"""

import math
from collections.abc import Callable

import numpy as np

from model.arrays import FloatArray


def exact_shapley(values: FloatArray) -> FloatArray:
    """Return the Shapley values [player] of a game known in full.

    Parameters
    ----------
    values : of every coalition [2 ** players]
    """
    players = int(values.size).bit_length() - 1
    masks = np.arange(values.size)
    sizes = np.bitwise_count(masks)
    weights = np.array(
        [
            math.factorial(size) * math.factorial(players - size - 1) / math.factorial(players)
            for size in range(players)
        ]
    )
    shares = np.zeros(players)
    for player in range(players):
        without = masks[masks & (1 << player) == 0]
        gains = values[without | (1 << player)] - values[without]
        shares[player] = math.fsum(weights[sizes[without]] * gains)
    return shares


def sampled_shapley(
    value: Callable[[int], float], players: int, permutations: int, random: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Return estimated Shapley values and their standard errors [player].

    Orders are drawn in pairs, each with its reverse: what two players do together is then shared
    evenly within the pair, which leaves less to chance. Each order's gains sum to the change, so
    their mean does too.

    Parameters
    ----------
    permutations : how many orders, at least 4; odd numbers are raised by one
    """
    pairs = max(2, -(-permutations // 2))
    gains = np.zeros((pairs, players))
    for pair in range(pairs):
        order = random.permutation(players)
        for way in (order, order[::-1]):
            mask, before = 0, value(0)
            for player in way.tolist():
                mask |= 1 << player
                after = value(mask)
                gains[pair, player] += (after - before) / 2
                before = after
    return gains.mean(axis=0), gains.std(axis=0, ddof=1) / math.sqrt(pairs)
