"""What a decision maker wants: an order over states, with strength and gaps where they are known.

Notation: n states. ``payoff[s]`` is the ordinal payoff of state s, 0 for the worst level: larger is better, equal is
indifferent, distances mean nothing. ``tier[s]`` refines it by strength: s is *greatly* preferred to q if its tier is
higher [HamoudaKilgourHipel2004]_. ``unknown[s, q]`` says that nobody knows which of the two is preferred
[LiHipelKilgourFang2004]_.

Prioritised statements are compared as truth vectors, the first statement first, as exact whole numbers of any length:
never as sums of powers of two in floating point, which go wrong beyond 53 statements.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from detente.conflict.states import BoolArray, IntArray
from detente.errors import ModelError

__all__ = ["Preference", "prioritize", "rank_groups", "weigh"]

BITS_AT_ONCE = 32  # statements folded into a rank before it is compressed; rank < 2^24 states leaves room in 63 bits


@dataclass(frozen=True, slots=True, eq=False)
class Preference:
    """One decision maker's preference over n states.

    Parameters
    ----------
    payoff
        [n] ordinal payoffs; larger is better.
    tier
        [n] rises with payoff; s is greatly preferred to q where ``tier[s] > tier[q]``. None: no strength known.
    unknown
        [n, n] symmetric, false on the diagonal; the pairs of which nobody knows. None: everything is known.
    """

    payoff: IntArray
    tier: IntArray | None = None
    unknown: BoolArray | None = None

    def prefers(self) -> BoolArray:
        """[s, q] q is known to be preferred to s."""
        better = self.payoff[None, :] > self.payoff[:, None]
        return better if self.unknown is None else better & ~self.unknown

    def prefers_or_unknown(self) -> BoolArray:
        """[s, q] q is preferred to s, or may be."""
        better = self.prefers()
        return better if self.unknown is None else better | self.unknown

    def greatly_prefers(self) -> BoolArray:
        """[s, q] q is greatly preferred to s; never so where no strength is given."""
        if self.tier is None:
            return np.zeros((len(self.payoff),) * 2, dtype=np.bool_)
        better = self.tier[None, :] > self.tier[:, None]
        return better if self.unknown is None else better & ~self.unknown


def prioritize(truths: BoolArray, great: Sequence[bool] = ()) -> Preference:
    """Option prioritising: the state that satisfies the more important statement is preferred.

    Parameters
    ----------
    truths
        [k, n] where each statement holds, the most important first; any k.
    great
        [k] whether a difference on that statement is a great one. Of two neighbouring levels of the order, the
        step between them is great if the first statement that tells them apart is marked; one state is greatly
        preferred to another if a great step lies between.

    References
    ----------
    [FangHipelKilgour1993]_; strength after [HamoudaKilgourHipel2004]_.
    """
    payoff = _order(truths)
    return Preference(payoff, _tiers(truths, payoff, great) if any(great) else None)


def _order(truths: BoolArray) -> IntArray:
    rank = np.zeros(truths.shape[1], dtype=np.int64)
    for start in range(0, len(truths), BITS_AT_ONCE):
        for row in truths[start : start + BITS_AT_ONCE]:
            rank = (rank << 1) | row
        rank = _compressed(rank)
    return rank


def _compressed(scores: IntArray) -> IntArray:
    """Dense ranks 0, 1, 2 … in the order of the scores."""
    return np.unique(scores, return_inverse=True)[1].reshape(scores.shape).astype(np.int64)


def _tiers(truths: BoolArray, payoff: IntArray, great: Sequence[bool]) -> IntArray:
    levels = np.unique(payoff, return_index=True)[1]  # a state of each level, worst first
    differs = truths[:, levels[1:]] != truths[:, levels[:-1]]  # [k, step]
    first = np.argmax(differs, axis=0)
    steps = np.asarray(great, dtype=np.int64)[first]
    return np.concatenate([[0], np.cumsum(steps)])[payoff]


def rank_groups(groups: Sequence[Sequence[BoolArray]], n: int, great_after: Sequence[int] = ()) -> Preference:
    """A ranking written down: groups of sets of states, best first, the states of a group tied.

    Parameters
    ----------
    groups
        Each group is a list of masks [n]; a state belongs to the first group that has it. States in no group rank
        last, tied.
    great_after
        Indexes of groups after which everything is greatly less preferred.
    """
    place = np.full(n, len(groups), dtype=np.int64)
    for number in range(len(groups) - 1, -1, -1):
        for mask in groups[number]:
            place[mask] = number
    payoff = _compressed(-place)
    if not great_after:
        return Preference(payoff)
    below = np.asarray(sorted(great_after))
    return Preference(payoff, len(below) - np.searchsorted(below, place, side="left").astype(np.int64))


def weigh(truths: BoolArray, weights: Sequence[Fraction]) -> Preference:
    """Option weighting: the state with the larger sum of weights is preferred, compared exactly.

    Parameters
    ----------
    truths
        [k, n] where each weighted statement holds.
    weights
        [k] exact weights of either sign.

    Raises
    ------
    ModelError
        If the weights need more than 62 bits on a common scale.
    """
    scale = np.lcm.reduce([w.denominator for w in weights], dtype=object) if weights else 1
    whole = [int(w * scale) for w in weights]
    if sum(map(abs, whole)) >= 2**62:
        raise ModelError("the weights differ too much in size to be compared exactly; use fewer digits")
    total = np.zeros(truths.shape[1], dtype=np.int64)
    for row, weight in zip(truths, whole, strict=True):
        total += row * np.int64(weight)
    return Preference(_compressed(total))
