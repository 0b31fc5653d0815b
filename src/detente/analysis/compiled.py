"""The same play and chains as `play` and `chain`, compiled: thousands of draws instead of tens.

The definitions stand in `detente.analysis.play`; a law of the tests holds the two equal. What is different is the
order of work (`detente.analysis.compiled_least`), and that a chain is a few arrays. Nothing here allocates per state,
and every function releases the interpreter lock. Shapes as in `detente.analysis.compiled_board`.

A function compiled and cached here does not notice a change to one that it calls in another file: after editing
`all_prefer`, delete the cached files.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.analysis.arrays import Arrays
from detente.analysis.compiled_board import Board, Numbers, applies, board_of
from detente.analysis.compiled_least import all_prefer, best_within_reach, least_forced, stable
from detente.conflict.lattice import CONCEPTS
from detente.conflict.states import IntArray

__all__ = ["Board", "applies", "board_of", "solve_draw"]

Flags = NDArray[np.bool_]

FIRST_ROOM = 256  # states a chain is first given room for; most reach fewer


class _Rule(NamedTuple):
    """What counts as a sanction, and whether coalitions wait for their parts and agree at all."""

    sanctions: bool
    credible: bool
    minimal: bool
    agreements: bool


class _Values(NamedTuple):
    """[N, n] payoffs, the worst that awaits, and what a sanction must not exceed."""

    payoff: Numbers
    least: Numbers
    trap: Numbers


class _Sink(NamedTuple):
    """Where a chain is written: its states and steps, and the place of each state in it."""

    states: Numbers
    first: Numbers
    target: Numbers
    movers: IntArray
    share: NDArray[np.float64]
    local: Numbers


class _Work(NamedTuple):
    """Room for searches: chosen targets, who changes where, broken promises, stamps, a stack."""

    chosen: Numbers
    touched: IntArray
    broken: Flags
    seen: IntArray
    stack: Numbers


def solve_draw(
    board: Board,
    payoffs: Sequence[IntArray],
    start: int,
    rule: str,
    *,
    minimal: bool = True,
    agreements: bool = True,
) -> Arrays:
    """The chain of one draw.

    Parameters
    ----------
    payoffs
        For each DM [n] ordinal payoffs, dense: 0, 1, 2 …
    start
        The status quo.
    rule
        The stability concept that play is judged under.
    """
    payoff = np.stack(payoffs).astype(np.int32)
    credible, symmetric = CONCEPTS.get(rule, (False, False))
    trap = best_within_reach(board, payoff) if symmetric else payoff
    least = payoff if rule == "nash" else least_forced(board, payoff, trap, credible)
    values = _Values(payoff, least, trap)
    wanted = _Rule(rule != "nash", credible, minimal, agreements)
    room = FIRST_ROOM
    while True:
        sink = _sink(room, len(board.codes))
        count = _chain(board, values, wanted, start, sink, _work(len(board.codes)))
        if count >= 0:
            ends = sink.first[count]
            steps = (sink.target[:ends], sink.movers[:ends], sink.share[:ends])
            return Arrays(sink.states[:count], sink.first[: count + 1], *steps, stable(board, payoff, least))
        room *= 4


def _sink(room: int, n: int) -> _Sink:
    return _Sink(
        np.empty(room, dtype=np.int32),
        np.zeros(room + 1, dtype=np.int32),
        np.empty(room * 8, dtype=np.int32),
        np.empty(room * 8, dtype=np.int64),
        np.empty(room * 8),
        np.full(n, -1, dtype=np.int32),
    )


def _work(n: int) -> _Work:
    return _Work(
        np.empty(n, dtype=np.int32),
        np.empty(n, dtype=np.int64),
        np.zeros(n, dtype=np.bool_),
        np.full(n, -1, dtype=np.int64),
        np.empty(n, dtype=np.int32),
    )


@njit(cache=True, nogil=True)
def _chain(board: Board, values: _Values, rule: _Rule, start: int, sink: _Sink, work: _Work) -> int:  # noqa: PLR0917
    """Write a chain down; gives the number of its states, or −1 where there is too little room."""
    sink.states[0] = start
    sink.local[start] = 0
    count, steps, at, stamp = 1, 0, 0, 0
    while at < count:
        s = sink.states[at]
        sink.first[at] = steps
        for dm in range(len(board.owned)):
            found = _moves(board, values, dm, s, work.chosen)
            count, steps = _emit(work.chosen, found, 1 << dm, sink, count, steps)
            if count < 0:
                return -1
        if rule.agreements:
            count, steps, stamp = _agreements(board, values, rule, s, sink, work, count, steps, stamp)
            if count < 0:
                return -1
        at += 1
    sink.first[count] = steps
    return count


@njit(cache=True, nogil=True)
def _moves(board: Board, values: _Values, dm: int, s: int, chosen: Numbers) -> int:
    """The best credible improvements of a DM: how many, written to `chosen`."""
    n = values.payoff.shape[1]
    payoff, least = values.payoff[dm], values.least[dm]
    best, found = payoff[s], 0
    for k in range(len(board.mover)):
        t = board.onward[k, s]
        if board.mover[k] != dm or t == n or payoff[t] <= payoff[s] or least[t] <= payoff[s] or payoff[t] < best:
            continue
        if payoff[t] > best:
            best, found = payoff[t], 0
        chosen[found] = t
        found += 1
    return found


@njit(cache=True, nogil=True)
def _emit(  # noqa: PLR0917 - compiled
    chosen: Numbers, found: int, members: int, sink: _Sink, count: int, steps: int
) -> tuple[int, int]:
    """Write down the steps of one mover; a count of −1 says that there is too little room."""
    if found > 1:
        chosen[:found].sort()
    for f in range(found):
        t = chosen[f]
        if count >= len(sink.states) or steps >= len(sink.target):
            return -1, steps
        if sink.local[t] < 0:
            sink.local[t] = count
            sink.states[count] = t
            count += 1
        sink.target[steps] = sink.local[t]
        sink.movers[steps] = members
        sink.share[steps] = 1.0 / found
        steps += 1
    return count, steps


@njit(cache=True, nogil=True)
def _agreements(  # noqa: PLR0917 - compiled
    board: Board, values: _Values, rule: _Rule, s: int, sink: _Sink, work: _Work, count: int, steps: int, stamp: int
) -> tuple[int, int, int]:
    """Write down the agreements from a state; a coalition waits for its parts where the rule says so."""
    _touch(board, values.payoff, s, work.touched)
    acting = np.empty(len(board.coalitions), dtype=np.int64)
    acted = 0
    for members in board.coalitions:
        waits = False
        for a in range(acted):
            waits |= rule.minimal and acting[a] & members == acting[a]
        if waits:
            continue
        found, stamp = _agreed(board, values, rule, s, members, work, stamp)
        if found:
            acting[acted] = members
            acted += 1
            count, steps = _emit(work.chosen, found, members, sink, count, steps)
            if count < 0:
                return count, steps, stamp
    return count, steps, stamp


@njit(cache=True, nogil=True)
def _touch(board: Board, payoff: Numbers, s: int, touched: IntArray) -> None:
    """[t] the DMs whose options change between s and t, if they may and each of them prefers t; else 0."""
    here = board.codes[s]
    for t in range(payoff.shape[1]):
        change = here ^ board.codes[t]
        members = 0
        if change & board.kept & here == 0 and change & board.lost & ~here == 0:
            for dm in range(payoff.shape[0]):
                if change & board.owned[dm]:
                    members |= 1 << dm
                    if payoff[dm, t] <= payoff[dm, s]:
                        members = 0
                        break
        touched[t] = members


@njit(cache=True, nogil=True)
def _agreed(  # noqa: PLR0917 - compiled
    board: Board, values: _Values, rule: _Rule, s: int, members: int, work: _Work, stamp: int
) -> tuple[int, int]:
    """The undominated states that a coalition would agree to: how many, written to `chosen`; and the next stamp."""
    any_broken = False
    while True:
        found = _undominated(values.payoff, members, work, any_broken)
        kept_promise = True
        if rule.sanctions:
            for f in range(found):
                stamp += 1
                if _undone(board, values, rule.credible, s, work.chosen[f], members, work, stamp):
                    work.broken[work.chosen[f]] = any_broken = True
                    kept_promise = False
        if kept_promise:
            if any_broken:
                work.broken[:] = False
            return found, stamp


@njit(cache=True, nogil=True)
def _undominated(payoff: Numbers, members: int, work: _Work, any_broken: bool) -> int:
    """The states open to a coalition that no other dominates: how many, written to `chosen`."""
    found = 0
    for t in range(payoff.shape[1]):
        if work.touched[t] != members or (any_broken and work.broken[t]):
            continue
        beaten, kept = False, 0
        for f in range(found):
            other = work.chosen[f]
            beaten = beaten or _dominates(payoff, members, other, t)
            if beaten or not _dominates(payoff, members, t, other):
                work.chosen[kept] = other
                kept += 1
        found = kept
        if not beaten:
            work.chosen[found] = t
            found += 1
    return found


@njit(cache=True, nogil=True)
def _dominates(payoff: Numbers, members: int, one: int, other: int) -> bool:
    """Every member is at least as well off at one as at the other, and some member better."""
    better = False
    for dm in range(payoff.shape[0]):
        if members >> dm & 1:
            if payoff[dm, one] < payoff[dm, other]:
                return False
            better |= payoff[dm, one] > payoff[dm, other]
    return better


@njit(cache=True, nogil=True)
def _undone(  # noqa: PLR0917 - compiled
    board: Board, values: _Values, credible: bool, s: int, t: int, members: int, work: _Work, stamp: int
) -> bool:
    """Whether the rest can, or would, bring about from t a state that is no better than s for a member."""
    payoff, n = values.payoff, values.payoff.shape[1]
    work.stack[0] = t
    work.seen[t] = stamp
    top = 1
    while top > 0:
        top -= 1
        q = work.stack[top]
        if q != t and _hurts(values, members, s, q):
            return True
        for k in range(len(board.mover)):
            dm, x = board.mover[k], board.onward[k, q]
            if x == n or members >> dm & 1 or work.seen[x] == stamp:
                continue
            if not credible or payoff[dm, x] > payoff[dm, q]:
                work.seen[x] = stamp
                work.stack[top] = x
                top += 1
        for j in range(len(board.signers)):
            x = board.signing[j, q]
            if x == n or board.signers[j] & members or work.seen[x] == stamp:
                continue
            if all_prefer(payoff, board.signers[j], q, x):
                work.seen[x] = stamp
                work.stack[top] = x
                top += 1
    return False


@njit(cache=True, nogil=True)
def _hurts(values: _Values, members: int, s: int, q: int) -> bool:
    """Whether some member is no better off at q than at s, without escape where the rule asks for that."""
    for dm in range(values.payoff.shape[0]):
        if members >> dm & 1 and values.trap[dm, q] <= values.payoff[dm, s]:
            return True
    return False
