"""The worst that awaits a decision maker (DM) at each state, compiled, for one draw.

It is settled from the worst state upward: each state, in rising order of value, hands its value to everything from
which the others can force it, so that each step is looked at once. Shapes as in `detente.analysis.compiled_board`;
payoffs are any whole numbers.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.analysis.compiled_board import Board, Numbers, onward, origin, unsigned
from detente.conflict.states import BoolArray

__all__ = ["Payoffs", "all_prefer", "as_good", "best_within_reach", "dominates", "least_forced", "stable"]

Payoffs = NDArray[np.signedinteger]


@njit(cache=True, nogil=True)
def best_within_reach(board: Board, payoff: Payoffs) -> Payoffs:
    """[DM, s] the best payoff a DM has at a state or one own move from it."""
    dms, n = payoff.shape
    best = payoff.copy()
    for dm in range(dms):
        for s in range(n):
            for k in range(board.first[dm], board.first[dm + 1]):
                t = onward(board, s, k)
                if t < n and payoff[dm, t] > best[dm, s]:
                    best[dm, s] = payoff[dm, t]
    return best


@njit(cache=True, nogil=True)
def _rising(values: Payoffs) -> Numbers:
    """The states in rising order of value (a counting sort; values are dense)."""
    count = np.zeros(values.max() + 2, dtype=np.int32)
    for value in values:
        count[value + 1] += 1
    for v in range(1, len(count)):
        count[v] += count[v - 1]
    order = np.empty(len(values), dtype=np.int32)
    for s in range(len(values)):
        order[count[values[s]]] = s
        count[values[s]] += 1
    return order


@njit(cache=True, nogil=True)
def least_forced(board: Board, payoff: Payoffs, regret: Payoffs, credible: bool) -> Payoffs:
    """[DM, s] the least regret of the DM that the others can force from a state."""
    dms, n = payoff.shape
    least = np.empty_like(payoff)
    stack = np.empty(n, dtype=np.int32)
    for focal in range(dms):
        settled = np.zeros(n + 1, dtype=np.bool_)
        settled[n] = True  # what cannot occur
        for x in _rising(regret[focal]):
            if not settled[x]:
                settled[x] = True
                stack[0] = x
                _hand_back(board, payoff, focal, credible, regret[focal, x], least[focal], settled, stack)
    return least


@njit(cache=True, nogil=True)
def _hand_back(  # noqa: PLR0917 - compiled
    board: Board,
    payoff: Payoffs,
    focal: int,
    credible: bool,
    worst: int,
    least: Payoffs,
    settled: BoolArray,
    stack: Numbers,
) -> None:
    """Give `worst` to every state not yet settled from which the others can force the state on the stack."""
    least[stack[0]] = worst
    top = 1
    while top > 0:
        top -= 1
        q = stack[top]
        for dm in range(len(board.owned)):
            if dm == focal:
                continue
            for k in range(board.first[dm], board.first[dm + 1]):
                s = origin(board, q, k)
                if not settled[s] and not (credible and payoff[dm, q] <= payoff[dm, s]):
                    settled[s] = True
                    least[s] = worst
                    stack[top] = s
                    top += 1
        for j in range(len(board.signers)):
            s = unsigned(board, q, j)
            if not settled[s] and not board.signers[j] >> focal & 1 and all_prefer(payoff, board.signers[j], s, q):
                settled[s] = True
                least[s] = worst
                stack[top] = s
                top += 1


@njit(cache=True, nogil=True)
def all_prefer(payoff: Payoffs, members: int, s: int, t: int) -> bool:
    """Whether every member prefers t to s."""
    for dm in range(payoff.shape[0]):  # noqa: SIM110 - a generator does not compile
        if members >> dm & 1 and payoff[dm, t] <= payoff[dm, s]:
            return False
    return True


@njit(cache=True, nogil=True)
def stable(board: Board, payoff: Payoffs, least: Payoffs) -> BoolArray:
    """[DM, s] no improvement from s goes unsanctioned."""
    dms, n = payoff.shape
    stable = np.ones((dms, n), dtype=np.bool_)
    for dm in range(dms):
        for s in range(n):
            for k in range(board.first[dm], board.first[dm + 1]):
                t = onward(board, s, k)
                if t < n and payoff[dm, t] > payoff[dm, s] and least[dm, t] > payoff[dm, s]:
                    stable[dm, s] = False
                    break
    return stable


@njit(inline="always")
def as_good(payoff: Payoffs, members: int, one: int, other: int) -> bool:
    """Whether every member is at least as well off at one as at the other."""
    for dm in range(payoff.shape[0]):  # noqa: SIM110 - a generator does not compile
        if members >> dm & 1 and payoff[dm, one] < payoff[dm, other]:
            return False
    return True


@njit(inline="always")
def dominates(payoff: Payoffs, members: int, one: int, other: int) -> bool:
    """Every member is at least as well off at one as at the other, and some member better."""
    better = False
    for dm in range(payoff.shape[0]):
        if members >> dm & 1:
            if payoff[dm, one] < payoff[dm, other]:
                return False
            better |= payoff[dm, one] > payoff[dm, other]
    return better
