"""The worst that awaits each decision maker (DM), compiled, for 32 draws side by side.

A row holds one number for each draw, its *lane*; what is done to a row is done to all lanes at once, by the vector
instructions of the processor. States wait in a queue: one whose row has fallen hands it to everything from which the
others can force it, in whatever lanes that would be an improvement, until no row falls any more. A row is handed on
more than once, unlike in `compiled_least`, where one draw is settled in rising order; but it is 32 draws at a time.

Shapes: [N, n, 32] for payoffs and all that is like them; the rest as in `compiled_board`. Loops over lanes have a
fixed length where they are tests, and ask for the length of a row where they are sums: each becomes vector
instructions so, and is written out lane by lane otherwise.
"""

import numpy as np
from numba import njit

from detente.analysis.compiled_board import Board, Numbers, onward, origin, uncounted, unsigned
from detente.analysis.compiled_least import Payoffs
from detente.conflict.states import BoolArray

__all__ = ["LANES", "best_in_lanes", "least_in_lanes", "stable_in_lanes"]

LANES = 32  # 16-bit payoffs of so many draws fill one cache line


@njit(cache=True, nogil=True)
def best_in_lanes(board: Board, payoff: Payoffs) -> Payoffs:
    """[DM, s, lane] the best payoff a DM has at a state or one own move from it."""
    best = payoff.copy()
    _raise(board, payoff, best)
    return best


@uncounted
def _raise(board: Board, payoff: Payoffs, best: Payoffs) -> None:
    """Raise each row to those one own move from it."""
    dms, n, _ = payoff.shape
    for dm in range(dms):
        for s in range(n):
            here = best[dm, s]
            for k in range(board.first[dm], board.first[dm + 1]):
                t = onward(board, s, k)
                if t < n:
                    there = payoff[dm, t]
                    for c in range(len(here)):
                        here[c] = there[c] if there[c] > here[c] else here[c]


def stable_in_lanes(board: Board, payoff: Payoffs, least: Payoffs) -> BoolArray:
    """[DM, s, lane] no improvement from s goes unsanctioned: none is better than s both at first and at the worst."""
    return best_in_lanes(board, np.minimum(payoff, least)) <= payoff


@njit(cache=True, nogil=True)
def least_in_lanes(board: Board, payoff: Payoffs, regret: Payoffs, credible: bool) -> Payoffs:
    """[DM, s, lane] the least regret of the DM that the others can force from a state."""
    n = payoff.shape[1]
    least = regret.copy()
    queue, waiting = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.bool_)
    able = np.empty(LANES, dtype=np.bool_)
    for focal in range(len(board.owned)):
        _settle(board, payoff, focal, credible, least[focal], queue, waiting, able)
    return least


@uncounted
def _settle(  # noqa: PLR0917 - compiled
    board: Board,
    payoff: Payoffs,
    focal: int,
    credible: bool,
    least: Payoffs,
    queue: Numbers,
    waiting: BoolArray,
    able: BoolArray,
) -> None:
    """Hand rows back until none falls: `least` begins as the regret and ends as the least that can be forced."""
    n = len(queue)
    for s in range(n):
        queue[s] = s
        waiting[s] = True
    head, size = 0, n
    while size > 0:
        q = queue[head]
        head = head + 1 if head + 1 < n else 0
        size -= 1
        waiting[q] = False
        low = least[q]
        for dm in range(len(board.owned)):
            if dm == focal:
                continue
            there = payoff[dm, q]
            for k in range(board.first[dm], board.first[dm + 1]):
                s = origin(board, q, k)
                if s < n and _lower(least[s], low, payoff[dm, s], there, not credible) and not waiting[s]:
                    waiting[s] = True
                    tail = head + size
                    queue[tail if tail < n else tail - n] = s
                    size += 1
        for j in range(len(board.signers)):
            s = unsigned(board, q, j)
            if s == n or board.signers[j] >> focal & 1:
                continue
            _all_prefer(payoff, board.signers[j], s, q, able)
            if _lower_where(least[s], low, able) and not waiting[s]:
                waiting[s] = True
                tail = head + size
                queue[tail if tail < n else tail - n] = s
                size += 1


@njit(inline="always")
def _lower(row: Payoffs, low: Payoffs, here: Payoffs, there: Payoffs, free: bool) -> bool:
    """Lower a row where the step to `low` is an improvement, or in all lanes; gives whether it fell in any."""
    fell = False
    for c in range(LANES):
        fell |= ((there[c] > here[c]) | free) & (low[c] < row[c])
    if fell:
        for c in range(LANES):
            row[c] = low[c] if ((there[c] > here[c]) | free) & (low[c] < row[c]) else row[c]
    return fell


@uncounted
def _lower_where(row: Payoffs, low: Payoffs, able: BoolArray) -> int:
    """Lower a row in the lanes where that can be done; gives in how many it fell."""
    fell = 0
    for c in range(len(row)):
        if able[c] and low[c] < row[c]:
            row[c] = low[c]
            fell += 1
    return fell


@uncounted
def _all_prefer(payoff: Payoffs, members: int, s: int, t: int, able: BoolArray) -> None:
    """[lane] whether every member prefers t to s."""
    able[:] = True
    for dm in range(payoff.shape[0]):
        if members >> dm & 1:
            for c in range(len(able)):
                able[c] &= payoff[dm, t, c] > payoff[dm, s, c]
