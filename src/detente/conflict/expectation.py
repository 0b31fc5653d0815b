"""What a decision maker (DM) who looks ahead expects, move by move: the witness of the foresight concepts.

Notation as in `detente.conflict.foresight`: ``G_h(i, s)`` is where the conflict ends if DM i may move now from s and
the two move in turn, at most h moves in all. The expectation at horizon h is the sequence of moves that begins with
the one whose end i likes best, and goes on as the other, and then i again, would go on. The DM leaves if it prefers
that end to s.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from detente.conflict.foresight import MOST_ROUNDS, Anticipated
from detente.conflict.graph import GraphModel
from detente.conflict.step import Path, Step
from detente.errors import TooLarge

__all__ = ["MOST_MOVES_TOLD", "Expectation", "expectation", "lasting_expectations"]

MOST_MOVES_TOLD = 100  # where two go round, a sequence is as long as the horizon; nobody reads on so far


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a DM expects if it leaves a state, looking some moves ahead.

    Parameters
    ----------
    horizon
        How many moves it looks ahead.
    leaves
        Whether it would therefore leave.
    end
        Where the conflict would end after its best move; where it is, if it has no move.
    steps
        The sequence that leads there from its best move on, or the first hundred moves of it.
    """

    horizon: int
    leaves: bool
    end: int
    steps: Path


def expectation(game: GraphModel, focal: int, state: int, horizon: int) -> Expectation:
    """What a DM expects, looking that many moves ahead.

    Raises
    ------
    ModelError
        For other than two DMs, a ranking with ties or unknown pairs.
    """
    return _expected(game, focal, state, horizon, Anticipated.of(game, most=horizon))


def lasting_expectations(game: GraphModel, focal: int, state: int) -> tuple[Expectation, ...]:
    """What a DM expects however far it looks ahead: the first of each kind, leaving and staying, that lasts.

    There are two where the expectation never settles.

    Raises
    ------
    ModelError, TooLarge
        As `detente.conflict.foresight.non_myopic`.
    """
    ends = Anticipated.of(game, most=MOST_ROUNDS)
    if ends.first is None:
        raise TooLarge(f"the anticipation does not repeat within {MOST_ROUNDS:,} horizons; no verdict without one")
    kinds: dict[bool, Expectation] = {}
    for horizon in ends.lasting():
        if (leaves := bool(ends.at(horizon)[focal, state] != state)) not in kinds:
            kinds[leaves] = _expected(game, focal, state, horizon, ends)
    return tuple(sorted(kinds.values(), key=lambda each: each.horizon))


def _expected(game: GraphModel, focal: int, state: int, horizon: int, ends: Anticipated) -> Expectation:
    steps = tuple(islice(_moves(game, focal, state, horizon, ends), MOST_MOVES_TOLD))
    end = int(ends.at(horizon - 1)[1 - focal, steps[0].target]) if steps else state
    return Expectation(horizon, bool(ends.at(horizon)[focal, state] != state), end, steps)


def _moves(game: GraphModel, focal: int, state: int, horizon: int, ends: Anticipated) -> Iterator[Step]:
    """The focal DM's best move, and what follows while those to move would move on."""
    mover, here = focal, state
    for left in range(horizon, 0, -1):
        targets = game.reachable(mover, here)
        stays = left < horizon and ends.at(left)[mover, here] == here
        if stays or not len(targets):
            return
        then = ends.at(left - 1)[1 - mover, targets]
        there = int(targets[np.argmax(game.preferences[mover].payoff[then])])
        yield Step((mover,), here, there)
        mover, here = 1 - mover, there
