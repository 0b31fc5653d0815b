"""Unknown pairs settled: the orders that remain possible where nobody knows which of two sides is preferred.

An *unknown pair* names two sides, sets of states. It is settled one way or the other: every state of one side is
strictly preferred to every state of the other. Strict preference that is known comes first: what follows from it
(s over x and x over q, so s over q) is not open, whatever a pair says. Indifference gives way where it must: a state
that was tied with both s and q stands between them. States of both sides of a pair stand between those of one side
only, and among themselves as written. A *way* settles all pairs and contradicts neither itself nor what is known.
Ways, and that each is as likely as any other, are this project's own rule; with pairs of single states they are the
linear extensions of what is known.

Notation: n states, u pairs, m *places*: sets of states that are of one level and on the same sides of the pairs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from detente.conflict.preference import prioritize
from detente.conflict.relation import product
from detente.conflict.states import BoolArray, IntArray, States
from detente.errors import ModelError

__all__ = ["Opening", "Way", "opening_of", "sides_of"]

Way = tuple[bool, ...]  # of each pair, whether its first side is preferred; True where nothing of it is open

MOST_WAYS = 4096  # ways that are listed: about a second
MOST_TRIES = 100  # of settling each pair for itself, before the ways are listed


@dataclass(frozen=True, eq=False)
class Opening:
    """What is open in an order.

    Parameters
    ----------
    name
        Whose order it is, for messages.
    payoff
        [n] the order as it is written.
    place
        [n] the place of each state. The states that no pair names, of all levels between two places, have one too.
    known
        [m, m] it is known that the second place is strictly better than the first.
    pairs
        [u, m, m] one place is on the second side, the other on the first, and which is better is open.
    """

    name: str
    payoff: IntArray
    place: IntArray
    known: BoolArray
    pairs: BoolArray

    @property
    def is_open(self) -> BoolArray:
        """[u] whether anything of each pair is open."""
        return np.logical_or.reduce(self.pairs, axis=(1, 2))

    @cached_property
    def ways(self) -> tuple[Way, ...] | None:
        """Every way to settle the pairs; None where there are more than are listed.

        Raises
        ------
        ModelError
            If there is none.
        """
        found = tuple(islice(self._from((), self.known), MOST_WAYS + 1))
        if not found:
            raise ModelError(f"{self.name}: its unknown pairs contradict each other; expected that an order remains")
        return found if len(found) <= MOST_WAYS else None

    def _from(self, begun: Way, better: BoolArray) -> Iterator[Way]:
        if len(begun) == len(self.pairs):
            yield begun
            return
        pair = self.pairs[len(begun)]
        for first in (True, False) if pair.any() else (True,):
            grown = _closed(better | (pair if first else pair.T))
            if not grown.diagonal().any():
                yield from self._from((*begun, first), grown)

    def drawn(self, rng: np.random.Generator) -> Way:
        """One way, each as likely as any other.

        Raises
        ------
        ModelError
            If there is none, or too many pairs hang together.
        """
        for chances in rng.random((MOST_TRIES, len(self.pairs))):
            way = tuple((~self.is_open | (chances < 0.5)).tolist())
            if not self._better(way).diagonal().any():
                return way
        if self.ways is None:
            raise ModelError(
                f"{self.name}: too many of its {len(self.pairs)} unknown pairs hang together to draw how they are "
                "settled; expected fewer, or whole sides in one pair of patterns"
            )
        return self.ways[int(rng.integers(len(self.ways)))]

    def settled(self, way: Sequence[bool]) -> IntArray | None:
        """[n] ordinal payoffs with every pair settled; None where that contradicts itself or what is known.

        A place stands the higher the more places are worse than it, and the fewer better.
        """
        better = self._better(way)
        if better.diagonal().any():
            return None
        standing = better.sum(axis=0) - better.sum(axis=1)
        score = standing[self.place] * (int(self.payoff.max()) + 1) + self.payoff
        return np.unique(score, return_inverse=True)[1].reshape(-1).astype(np.int64)

    def _better(self, way: Sequence[bool]) -> BoolArray:
        """[m, m] the second place is better, with every pair settled, or through others that are."""
        better = self.known.copy()
        for pair, first in zip(self.pairs, way, strict=True):
            better |= pair if first else pair.T
        return _closed(better)


def opening_of(payoff: IntArray, sides: BoolArray, name: str = "") -> Opening:
    """What is open in an order.

    Parameters
    ----------
    payoff
        [n] the order as it is written.
    sides
        [u, 2, n] the states of the sides of each pair.
    """
    kind = prioritize(sides.reshape(-1, len(payoff))).payoff  # states on the same sides have the same number
    levels = np.unique(payoff[sides.any(axis=(0, 1))])
    at = np.searchsorted(levels, payoff, side="left") + np.searchsorted(levels, payoff, side="right")
    _, first, place = np.unique(at * (int(kind.max()) + 1) + kind, return_index=True, return_inverse=True)
    second, one = sides[:, 1, first], sides[:, 0, first]
    pairs = second[:, :, None] & one[:, None, :]
    pairs &= ~pairs.swapaxes(1, 2)
    unknown = (pairs | pairs.swapaxes(1, 2)).any(axis=0)
    known = _closed((at[first][:, None] < at[first]) & ~unknown)
    return Opening(name, payoff, place.reshape(-1), known, pairs & ~(known | known.T))


def _closed(relation: BoolArray) -> BoolArray:
    """What follows from a relation by going through others."""
    while True:
        grown = relation | product(relation, relation)
        if np.array_equal(grown, relation):
            return grown
        relation = grown


def sides_of(pairs: Sequence[tuple[str, str]], states: States) -> BoolArray:
    """[u, 2, n] the states of the sides of each pair, from their patterns or labels."""
    return np.asarray([[states.matching(pattern) for pattern in pair] for pair in pairs], dtype=np.bool_)
