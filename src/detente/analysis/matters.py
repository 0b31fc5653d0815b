"""What matters for an answer: how much of its variance each unknown explains, and what learning it would be worth.

The unknowns are the parties' beliefs: for each party (or each group that goes together) which profile and order is
true. Variance is decomposed over the ensemble [Saltelli2010]_: the *first-order* effect of an unknown is the share of
the variance that goes if it is learned and nothing else is; its *total* effect is the share that stays if all else is
learned. Where all combinations are enumerated both are exact; with sampled orders, a party's order is grouped by its
profile, and what is left within a profile is counted as the order's.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.solve import Solution

__all__ = ["Matter", "Matters", "matters_of"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matter:
    """One unknown and how much depends on it.

    Parameters
    ----------
    parties
        Whose wants are unknown: one party, or several that go together.
    first, total
        First-order and total effect, as shares of the variance; equal where it does not interact.
    learning
        How far the answer would move, on average, if this were learned: the value of asking.
    by_profile
        For each combination of these parties' profiles: names, how likely it is, the answer if it is the true one.
    """

    parties: tuple[int, ...]
    first: float
    total: float
    learning: float
    by_profile: tuple[tuple[tuple[str, ...], float, float], ...]


@dataclass(frozen=True, slots=True)
class Matters:
    """All unknowns, the largest total effect first.

    Parameters
    ----------
    estimate, variance
        Of the answer over the draws: the variance is what is not known about the parties, not chance.
    order_share
        The share of the variance that lies within profiles: the order of statements.
    """

    matters: tuple[Matter, ...]
    estimate: float
    variance: float
    order_share: float


def matters_of(solution: Solution, values: FloatArray) -> Matters:
    """Decompose the variance of an answer over what is believed.

    Parameters
    ----------
    values
        [draw] the answer in each draw.
    """
    weights = solution.weights()
    estimate = float(weights @ values)
    variance = float(weights @ (values - estimate) ** 2)
    profiles = np.asarray([draw.profiles for draw in solution.ensemble.draws])
    explained = _explained(profiles, weights, values, estimate)
    found = [_matter(solution, group, profiles, weights, values, estimate, variance) for group in _unknowns(solution)]
    share = 1 - explained / variance if variance > 0 else 0.0
    return Matters(tuple(sorted(found, key=lambda each: -each.total)), estimate, variance, max(share, 0.0))


def _unknowns(solution: Solution) -> list[tuple[int, ...]]:
    """Parties with several profiles; those that go together are one unknown."""
    case = solution.case
    ids = [party.id for party in case.parties]
    groups = [{number} for number, party in enumerate(case.parties) if len(party.profiles) > 1]
    for bond in case.together:
        bound = {ids.index(party) for party, _ in bond.profiles}
        joined = [group for group in groups if group & bound]
        groups = [group for group in groups if not group & bound] + ([set().union(*joined)] if joined else [])
    return [tuple(sorted(group)) for group in groups]


def _explained(profiles: NDArray[np.int64], weights: FloatArray, values: FloatArray, estimate: float) -> float:
    """The variance of the conditional mean, given these parties' profiles [draw, party]."""
    return sum(chance * (mean - estimate) ** 2 for chance, mean in _means(profiles, weights, values).values())


def _means(
    profiles: NDArray[np.int64], weights: FloatArray, values: FloatArray
) -> dict[tuple[int, ...], tuple[float, float]]:
    """For each combination of profiles: its probability, and the mean answer under it."""
    chances: dict[tuple[int, ...], float] = defaultdict(float)
    sums: dict[tuple[int, ...], float] = defaultdict(float)
    for row, weight, value in zip(map(tuple, profiles.tolist()), weights, values, strict=True):
        chances[row] += float(weight)
        sums[row] += float(weight * value)
    return {row: (chance, sums[row] / chance) for row, chance in chances.items() if chance > 0}


def _matter(  # noqa: PLR0917 - parts of one computation
    solution: Solution,
    group: Sequence[int],
    profiles: NDArray[np.int64],
    weights: FloatArray,
    values: FloatArray,
    estimate: float,
    variance: float,
) -> Matter:
    own, rest = list(group), [k for k in range(profiles.shape[1]) if k not in group]
    means = _means(profiles[:, own], weights, values)
    first = sum(chance * (mean - estimate) ** 2 for chance, mean in means.values())
    without = _explained(profiles[:, rest], weights, values, estimate)
    every = _explained(profiles, weights, values, estimate)
    names = solution.case.parties
    by_profile = tuple(
        (tuple(names[k].profiles[p].name for k, p in zip(own, row, strict=True)), chance, mean)
        for row, (chance, mean) in sorted(means.items())
    )
    learning = sum(chance * abs(mean - estimate) for chance, mean in means.values())
    scale = variance if variance > 0 else 1.0
    return Matter(tuple(group), first / scale, max(every - without, 0.0) / scale, learning, by_profile)
