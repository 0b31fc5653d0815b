"""When a state is stable for those who look several moves ahead, two decision makers (DMs) in turn.

Notation: i is the DM to move, j the other, ``G_h(i, s)`` the state where the conflict ends if i may move now from s,
then j, then i, at most h moves in all, and each stops where going on would not pay::

    G_0(i, s) = s
    G_h(i, s) = G_{h-1}(j, t)   for the t in R_i(s) that makes this end best for i, if i prefers that end to s;
                s               otherwise

A state s is *limited-move* stable for i at horizon h, L_h, if G_h(i, s) = s [Zagare1984]_, [Kilgour1984]_; L_1 is
Nash stability. It is *non-myopic* stable if this holds at every horizon from some one on [BramsWittman1981]_. The
anticipation need not settle: then the verdict alternates for ever and the state neither is nor is not stable, which
is reported as a cycle of its own.

Ties would leave the anticipation open, so strict and known rankings are required; and for three or more DMs the
published extensions are disputed, so two DMs are required. Conflicts of more can be seen as two blocks by
`detente.conflict.coalesce.merged`. Joint moves are not anticipated.
"""

from dataclasses import dataclass

import numpy as np

from detente.conflict.graph import GraphModel
from detente.conflict.states import BoolArray, IntArray
from detente.errors import ModelError, TooLarge

__all__ = ["Anticipated", "NonMyopic", "limited_move", "non_myopic"]

MOST_ROUNDS = 10_000  # horizons looked at before a repetition is given up on; published conflicts repeat within ten


@dataclass(frozen=True, slots=True, eq=False)
class NonMyopic:
    """The verdicts for a DM who sees no horizon.

    Parameters
    ----------
    stable
        [n] the DM stays at every horizon from some one on.
    cycles
        [n] the verdict alternates for ever. What is neither is unstable.
    """

    stable: BoolArray
    cycles: BoolArray


def limited_move(game: GraphModel, focal: int, horizon: int) -> BoolArray:
    """[s] stable because looking `horizon` moves ahead it is best to stay, L_h [Zagare1984]_.

    Raises
    ------
    ModelError
        For a horizon below one, other than two DMs, a ranking with ties or unknown pairs.
    """
    if horizon < 1:
        raise ModelError(f"a horizon is 1 move or more, got {horizon}")
    return Anticipated.of(game, most=horizon).at(horizon)[focal] == np.arange(len(game))


def non_myopic(game: GraphModel, focal: int) -> NonMyopic:
    """Stable because it is best to stay however far one looks ahead [BramsWittman1981]_.

    Raises
    ------
    ModelError
        For other than two DMs, a ranking with ties or unknown pairs.
    TooLarge
        If the anticipations do not come back within 10,000 horizons.
    """
    always = np.ones(len(game), dtype=np.bool_)
    ever = np.zeros(len(game), dtype=np.bool_)
    ends = Anticipated.of(game, most=MOST_ROUNDS)
    if ends.first is None:
        raise TooLarge(f"the anticipation does not repeat within {MOST_ROUNDS:,} horizons; no verdict without one")
    for horizon in ends.lasting():
        stays = ends.at(horizon)[focal] == np.arange(len(game))
        always &= stays
        ever |= stays
    return NonMyopic(always, ever & ~always)


@dataclass(frozen=True, slots=True, eq=False)
class Anticipated:
    """G_h, each [DM to move, s], for every horizon until one comes back.

    Parameters
    ----------
    history
        G_0, G_1, … as far as they were worked out.
    first
        The horizon whose anticipations come back after the last; None where none did.
    """

    history: tuple[IntArray, ...]
    first: int | None

    @classmethod
    def of(cls, game: GraphModel, *, most: int) -> "Anticipated":
        """The anticipations of a game, up to that horizon or until they come back."""
        anticipation = _Anticipation.of(game)
        history = [anticipation.start()]
        seen = {history[0].tobytes(): 0}
        while len(history) <= most:
            ends = anticipation.longer(history[-1])
            if ends.tobytes() in seen:
                return cls(tuple(history), seen[ends.tobytes()])
            seen[ends.tobytes()] = len(history)
            history.append(ends)
        return cls(tuple(history), None)

    def at(self, horizon: int) -> IntArray:
        """G_h at a horizon."""
        if self.first is None or horizon < len(self.history):
            return self.history[horizon]
        return self.history[self.first + (horizon - self.first) % (len(self.history) - self.first)]

    def lasting(self) -> range:
        """Horizons of at least one move that stand for all that come back for ever."""
        first = self.first or 0
        return range(max(first, 1), max(first, 1) + len(self.history) - first)


@dataclass(frozen=True, slots=True, eq=False)
class _Anticipation:
    """What turns G_{h−1} into G_h.

    payoffs [2, n] strict, 0 … n−1; at [2, n] the state of each payoff; for each DM its moves (sources, targets).
    """

    payoffs: IntArray
    at: IntArray
    moves: tuple[tuple[IntArray, IntArray], ...]

    @classmethod
    def of(cls, game: GraphModel) -> "_Anticipation":
        _refuse_unfit(game)
        order = np.stack([np.argsort(want.payoff) for want in game.preferences])
        moves = []
        for dm in game.dms:
            sources, targets = np.nonzero(game.relation(dm))
            moves.append((sources, targets))
        return cls(np.argsort(order, axis=1), order, tuple(moves))

    def start(self) -> IntArray:
        """G_0: everything ends where it begins."""
        return np.tile(np.arange(self.payoffs.shape[1]), (2, 1))

    def longer(self, ends: IntArray) -> IntArray:
        """G_h from G_{h−1}, both [DM to move, s]."""
        return np.stack([self._end(focal, ends[1 - focal]) for focal in range(2)])

    def _end(self, focal: int, then: IntArray) -> IntArray:
        best = self.payoffs[focal].copy()
        sources, targets = self.moves[focal]
        np.maximum.at(best, sources, self.payoffs[focal][then[targets]])
        return self.at[focal][best]


def _refuse_unfit(game: GraphModel) -> None:
    if len(game.dms) != 2:
        raise ModelError(
            f"looking ahead needs two parties, got {len(game.dms)}; merge the parties into two blocks, "
            "each with a preference of its own"
        )
    for dm, want in zip(game.conflict.decision_makers, game.preferences, strict=True):
        if want.unknown is not None and want.unknown.any():
            raise ModelError(f"looking ahead needs known preferences; {dm} has unknown pairs")
        levels = len(np.unique(want.payoff))
        if levels < len(game):
            raise ModelError(
                f"looking ahead needs strict rankings; {dm} has {levels} levels for {len(game)} states: "
                "break the ties, or coalesce states that nobody distinguishes"
            )
