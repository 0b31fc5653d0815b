"""The unknown pairs of a profile, in each order of its statements: see `detente.conflict.settled`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.analysis.classes import Classes
from detente.conflict.settled import Opening, opening_of
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Gaps"]

Order = tuple[int, ...]

MOST_KEPT = 64  # orders of which it is kept what is open in them


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """The unknown pairs of one profile.

    Parameters
    ----------
    name
        Whose they are, for messages.
    classes
        What the profile tells apart, over all states that can occur.
    sides
        [u, 2, n] the states of the sides of each pair.
    kept
        Which of the states are left, where an answer forces a condition: what is known is so of all of them.
    """

    name: str
    classes: Classes
    sides: BoolArray
    kept: IntArray
    _openings: dict[Order, Opening] = field(default_factory=dict)

    def payoff(self, order: Order, way: Sequence[bool]) -> IntArray:
        """[n kept] ordinal payoffs in an order of the statements, with every pair settled."""
        found = self.opening(order).settled(way)
        assert found is not None  # noqa: S101 - ways that are drawn contradict nothing
        return np.unique(found[self.kept], return_inverse=True)[1].reshape(-1).astype(np.int64)

    def opening(self, order: Order) -> Opening:
        """What is open in an order of the statements."""
        if order not in self._openings:
            if len(self._openings) >= MOST_KEPT:
                del self._openings[next(iter(self._openings))]
            payoff = self.classes.payoffs(np.asarray([order], dtype=np.int64))[0]
            self._openings[order] = opening_of(payoff, self.sides, self.name)
        return self._openings[order]
