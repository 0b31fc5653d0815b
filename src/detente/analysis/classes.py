"""States that a party's statements cannot tell apart, and their ranks in many orders of the statements at once.

Prioritised statements are compared as truth vectors; states with the same vector are one class. What classes there
are does not depend on the order of the statements; only their ranks do. So the classes are found once, and a draw
ranks some hundreds of classes instead of thousands of states. A law of the tests holds the two equal.

Notation: n states, C classes, k statements, d orders.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from detente.conflict.preference import Preference
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Classes", "classes_of", "kind_of"]

EXACT = 52  # statements whose truth vectors are whole numbers that floating point holds exactly
AT_ONCE = 2**20  # ranks worked out at once: 8 MB


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """The classes of states that a profile does not tell apart.

    Parameters
    ----------
    member
        [n] the class of each state; classes are numbered in the order in which they first occur.
    written
        [C] the rank of each class as the profile is written, 0 for the worst.
    patterns
        [k, C] where each statement holds, in the order written; no rows where there is no order of statements.
    mark
        Tells these classes from others.
    """

    member: IntArray
    written: IntArray
    patterns: BoolArray
    mark: bytes

    def ranks(self, orders: IntArray) -> IntArray:
        """[d, C] the rank of each class in each order of the statements [d, k], 0 for the worst."""
        if not len(self.patterns):
            return np.broadcast_to(self.written, (len(orders), len(self.written)))
        ranks = np.empty((len(orders), len(self.written)), dtype=np.int64)
        step = max(1, AT_ONCE // len(self.written))
        for low in range(0, len(orders), step):
            rising = self._rising(orders[low : low + step])
            np.put_along_axis(ranks[low : low + step], rising, np.arange(len(self.written))[None, :], axis=1)
        return ranks

    def _rising(self, orders: IntArray) -> IntArray:
        """[d, C] the classes from the worst to the best, in each order."""
        d, k = orders.shape
        if k > EXACT:
            return np.stack([np.lexsort(self.patterns[order[::-1]]) for order in orders])
        weight = np.empty((d, k))
        np.put_along_axis(weight, orders, 2.0 ** np.arange(k - 1, -1, -1)[None, :], axis=1)
        return np.argsort(weight @ self.patterns.astype(float), axis=1)

    def payoffs(self, orders: IntArray) -> IntArray:
        """[d, n] ordinal payoffs in each order of the statements [d, k]."""
        return np.take(self.ranks(orders), self.member, axis=1)

    def marks(self, orders: IntArray) -> list[bytes]:
        """For each order [d, k] a mark: the same for orders, of any profile, that come to the same preference."""
        ranks = self.ranks(orders).astype(kind_of(len(self.written)))
        return [blake2b(self.mark + row.tobytes(), digest_size=16).digest() for row in ranks]


def classes_of(preference: Preference, truths: BoolArray) -> Classes:
    """The classes of a profile.

    Parameters
    ----------
    preference
        What it means as written.
    truths
        [k, n] where its prioritised statements hold; no rows where it is written otherwise.
    """
    _, first, level = np.unique(preference.payoff, return_index=True, return_inverse=True)
    written = np.argsort(first)  # the levels in the order in which they first occur
    name = np.empty(len(first), dtype=np.int64)
    name[written] = np.arange(len(first))
    member = name[level.reshape(-1)]
    mark = blake2b(member.tobytes(), digest_size=16).digest()
    return Classes(member, written, truths[:, first[written]], mark)


def kind_of(count: int) -> type[np.int16 | np.int32]:
    """The narrowest whole numbers that hold 0 … count − 1."""
    return np.int16 if count <= 2**15 else np.int32
