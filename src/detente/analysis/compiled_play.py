"""The steps of play, compiled: where a chain goes from a state, and the whole chain.

The definitions stand in `detente.analysis.play` and `detente.analysis.chain`; a law of the tests holds them equal.
Nothing here allocates per state. Shapes as in `detente.analysis.compiled_board`.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.analysis.compiled_board import Board, Numbers, onward, shaken, signing, uncounted
from detente.analysis.compiled_least import Payoffs, all_prefer

__all__ = ["Rules", "Sink", "Values", "Work", "chain_in", "sink_of", "work_of"]

STEPS_EACH = 8  # steps out of each state for which there is room
BEYOND = 2**24  # more than the number of any state


class Rules(NamedTuple):
    """What counts as a sanction, and whether coalitions wait for their parts and agree at all."""

    sanctions: bool
    credible: bool
    minimal: bool
    agreements: bool


class Values(NamedTuple):
    """One draw: [N, n] payoffs, [N, n, lane] the worst that awaits, and [N, n] what a sanction must not exceed."""

    payoff: Payoffs
    least: Payoffs
    lane: int
    trap: Payoffs


class Sink(NamedTuple):
    """Where a chain is written: its states and steps, and the place of each state in it."""

    states: Numbers
    first: Numbers
    target: Numbers
    movers: Numbers
    share: NDArray[np.float64]
    local: Numbers


class Work(NamedTuple):
    """Room for searches.

    Targets chosen; the states open to a coalition, and the same with what they are worth to it; the coalitions that
    act; the members of one; when each state was last seen, what time it is, a stack.
    """

    chosen: Numbers
    open_to: Numbers
    falling: NDArray[np.int64]
    acting: Numbers
    who: Numbers
    seen: Numbers
    clock: Numbers
    stack: Numbers


def sink_of(room: int, n: int) -> Sink:
    """Where a chain of up to so many of the n states can be written."""
    states, first = np.empty(room, dtype=np.int32), np.zeros(room + 1, dtype=np.int32)
    target, movers = np.empty(room * STEPS_EACH, dtype=np.int32), np.empty(room * STEPS_EACH, dtype=np.int32)
    return Sink(states, first, target, movers, np.empty(room * STEPS_EACH), np.full(n, -1, dtype=np.int32))


def work_of(board: Board) -> Work:
    """Room for the searches of a chain; the next chain may use it again."""
    n = len(board.codes)
    return Work(
        np.empty(n, dtype=np.int32),
        np.empty(len(board.place), dtype=np.int32),
        np.empty(n, dtype=np.int64),
        np.empty(len(board.coalitions), dtype=np.int32),
        np.empty(len(board.owned), dtype=np.int32),
        np.zeros(n, dtype=np.int32),
        np.zeros(1, dtype=np.int32),
        np.empty(n, dtype=np.int32),
    )


@uncounted
def chain_in(  # noqa: PLR0917 - compiled
    board: Board, values: Values, rule: Rules, starts: Numbers, sink: Sink, work: Work
) -> int:
    """Write down a chain from its starts; gives the number of its states, or −1 where there is too little room."""
    if len(starts) > len(sink.states):
        return -1
    for k in range(len(starts)):
        sink.states[k] = starts[k]
        sink.local[starts[k]] = k
    count, steps, at = len(starts), 0, 0
    while at < count:
        s = sink.states[at]
        sink.first[at] = steps
        for dm in range(len(board.owned)):
            found = _moves(board, values, dm, s, work.chosen)
            count, steps = _emit(work.chosen, found, 1 << dm, 1.0, sink, count, steps)
            if count < 0:
                return -1
        if rule.agreements:
            count, steps = _agreements(board, values, rule, s, sink, work, count, steps)
            if count < 0:
                return -1
        for k in range(len(board.shocked)):
            work.chosen[0] = shaken(board, s, k)
            found = 1 if work.chosen[0] != s and work.chosen[0] < len(board.codes) else 0
            count, steps = _emit(work.chosen, found, -1 - board.numbers[k], board.rates[k], sink, count, steps)
            if count < 0:
                return -1
        at += 1
    sink.first[count] = steps
    return count


@njit(inline="always")
def _moves(board: Board, values: Values, dm: int, s: int, chosen: Numbers) -> int:
    """The best credible improvements of a DM: how many, written to `chosen`."""
    n = values.payoff.shape[1]
    payoff, here = values.payoff[dm], values.payoff[dm, s]
    best, found = here, 0
    for k in range(board.first[dm], board.first[dm + 1]):
        t = onward(board, s, k)
        if t == n or payoff[t] <= here or payoff[t] < best or values.least[dm, t, values.lane] <= here:
            continue
        if payoff[t] > best:
            best, found = payoff[t], 0
        chosen[found] = t
        found += 1
    return found


@njit(inline="always")
def _emit(  # noqa: PLR0917 - compiled
    chosen: Numbers, found: int, movers: int, share: float, sink: Sink, count: int, steps: int
) -> tuple[int, int]:
    """Write down the steps of one mover, sharing evenly; a count of −1 says that there is too little room."""
    if count + found > len(sink.states) or steps + found > len(sink.target):
        sink.local[sink.states[:count]] = -1
        return -1, steps
    _sort(chosen[:found])
    for t in chosen[:found]:
        if sink.local[t] < 0:
            sink.local[t] = count
            sink.states[count] = t
            count += 1
        sink.target[steps] = sink.local[t]
        sink.movers[steps] = movers
        sink.share[steps] = share / found
        steps += 1
    return count, steps


@njit(inline="always")
def _sort(some: NDArray[np.signedinteger]) -> None:
    """Sort numbers in their place, by insertion over ever smaller gaps (Shell)."""
    gap = 1
    while 9 * gap < len(some):
        gap = 3 * gap + 1
    while gap:
        for k in range(gap, len(some)):
            value, place = some[k], k
            while place >= gap and some[place - gap] > value:
                some[place] = some[place - gap]
                place -= gap
            some[place] = value
        gap //= 3


@njit(inline="always")
def _agreements(  # noqa: PLR0917 - compiled
    board: Board, values: Values, rule: Rules, s: int, sink: Sink, work: Work, count: int, steps: int
) -> tuple[int, int]:
    """Write down the agreements from a state; a coalition waits for its parts where the rule says so."""
    acted = 0
    for number, members in enumerate(board.coalitions):
        if rule.minimal and _waits(work.acting, acted, members):
            continue
        who = _listed(members, work.who)
        open_to = _open_to(board, values.payoff, s, number, who, work)
        found = _agreed(board, values, rule, s, members, who, open_to, work) if open_to else 0
        if found:
            work.acting[acted] = members
            acted += 1
            count, steps = _emit(work.chosen, found, members, 1.0, sink, count, steps)
            if count < 0:
                break
    return count, steps


@njit(inline="always")
def _listed(members: int, room: Numbers) -> Numbers:
    """The members of a set of DMs."""
    count = 0
    for dm in range(len(room)):
        room[count] = dm
        count += members >> dm & 1
    return room[:count]


@njit(inline="always")
def _waits(acting: Numbers, acted: int, members: int) -> bool:
    """Whether a part of the coalition acts already."""
    for part in acting[:acted]:  # noqa: SIM110 - a generator does not compile
        if part & members == part:
            return True
    return False


@njit(inline="always")
def _open_to(  # noqa: PLR0917 - compiled
    board: Board, payoff: Payoffs, s: int, number: int, who: Numbers, work: Work
) -> int:
    """The states that a coalition can bring about from s and all its members prefer: how many, written to `open_to`.

    Nothing branches on what is preferred: each state is written down, and written over unless it stays.
    """
    n, here, found = len(board.codes), board.codes[s], 0
    fixed = (here & board.fixed[0]) | (~here & board.fixed[1])
    for change in board.joint[board.begin[number] : board.begin[number + 1]]:
        t = board.place[here ^ change]
        work.open_to[found] = t
        found += (t < n) & (change & fixed == 0)
    for dm in who:
        worth, left = payoff[dm, s], 0
        for t in work.open_to[:found]:
            work.open_to[left] = t
            left += payoff[dm, t] > worth
        found = left
    return found


@njit(inline="always")
def _agreed(  # noqa: PLR0917 - compiled
    board: Board, values: Values, rule: Rules, s: int, members: int, who: Numbers, count: int, work: Work
) -> int:
    """The undominated states that a coalition would agree to, of so many `open_to` it: how many, written to `chosen`.

    They are looked at from the largest sum of payoffs downward, so that whatever dominates a state comes before it.
    """
    payoff, falling, found = values.payoff, work.falling[:count], 0
    for place in range(count):
        falling[place] = work.open_to[place]
        for dm in who:
            falling[place] -= BEYOND * payoff[dm, work.open_to[place]]
    _sort(falling)
    for each in falling:
        t = each % BEYOND
        if not _beaten(payoff, who, t, work.chosen[:found]) and _kept(board, values, rule, s, t, members, who, work):
            work.chosen[found] = t
            found += 1
    return found


@njit(inline="always")
def _beaten(payoff: Payoffs, who: Numbers, t: int, chosen: Numbers) -> bool:
    """Whether one of the states chosen is at least as good as t for all members, and better for one."""
    beaten = False
    for best in chosen:
        as_good, better = True, False
        for dm in who:
            as_good &= payoff[dm, best] >= payoff[dm, t]
            better |= payoff[dm, best] > payoff[dm, t]
        beaten |= as_good & better
    return beaten


@njit(inline="always")
def _kept(  # noqa: PLR0917 - compiled
    board: Board, values: Values, rule: Rules, s: int, t: int, members: int, who: Numbers, work: Work
) -> bool:
    """Whether the rest does not undo t, and no member's part in it is idle.

    A part is idle if it can be left out with every member as well off and nothing undone. The way without any part
    left out is looked at first; `_undone` is called in one place, as a call costs more than what it does.
    """
    n, change = values.payoff.shape[1], board.codes[t] ^ board.codes[s]
    for place in range(-1, len(who)):
        x = t
        if place >= 0:
            x = board.place[board.codes[t] ^ (change & board.owned[who[place]])]
            if x == n:
                continue
            as_good = True
            for dm in who:
                as_good &= values.payoff[dm, x] >= values.payoff[dm, t]
            if not as_good:
                continue
        undone = rule.sanctions and _undone(board, values, rule.credible, s, x, members, work)
        if undone == (place < 0):
            return False
    return True


@njit(inline="always")
def _undone(  # noqa: PLR0917 - compiled
    board: Board, values: Values, credible: bool, s: int, t: int, members: int, work: Work
) -> bool:
    """Whether the rest can, or would, bring about from t a state that is no better than s for a member."""
    if _safe(values, members, s, t):
        return False
    payoff, n = values.payoff, values.payoff.shape[1]
    work.clock[0] += 1
    now, top = work.clock[0], 1
    work.stack[0] = t
    work.seen[t] = now
    while top > 0:
        top -= 1
        q = work.stack[top]
        for dm in range(len(board.owned)):
            if members >> dm & 1:
                continue
            for k in range(board.first[dm], board.first[dm + 1]):
                x = onward(board, q, k)
                if x < n and work.seen[x] != now and (not credible or payoff[dm, x] > payoff[dm, q]):
                    if _hurts(values, members, s, x):
                        return True
                    work.seen[x] = now
                    work.stack[top] = x
                    top += 1
        for j in range(len(board.signers)):
            x = signing(board, q, j)
            if x == n or board.signers[j] & members or work.seen[x] == now:
                continue
            if all_prefer(payoff, board.signers[j], q, x):
                if _hurts(values, members, s, x):
                    return True
                work.seen[x] = now
                work.stack[top] = x
                top += 1
    return False


@njit(inline="always")
def _safe(values: Values, members: int, s: int, t: int) -> bool:
    """Whether nobody at all, other members included, can take from a member what it gains by going from s to t."""
    for dm in range(values.payoff.shape[0]):
        if members >> dm & 1 and values.least[dm, t, values.lane] <= values.payoff[dm, s]:
            return False
    return True


@njit(inline="always")
def _hurts(values: Values, members: int, s: int, q: int) -> bool:
    """Whether some member is no better off at q than at s, without escape where the rule asks for that."""
    for dm in range(values.payoff.shape[0]):
        if members >> dm & 1 and values.trap[dm, q] <= values.payoff[dm, s]:
            return True
    return False
