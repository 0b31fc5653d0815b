"""The steps of play, compiled: where a chain goes from a state, and the whole chain.

The definitions stand in `detente.analysis.play` and `detente.analysis.chain`; a law of the tests holds them equal.
Nothing here allocates per state. Shapes as in `detente.analysis.compiled_board`.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.analysis.compiled_board import Board, Numbers, onward, shaken, signing
from detente.analysis.compiled_least import Payoffs, all_prefer, as_good, dominates, sum_of

Marks = NDArray[np.uint8]

__all__ = ["Rules", "Sink", "Values", "Work", "chain_in", "sink_of", "work_of"]

STEPS_EACH = 8  # steps out of each state for which there is room
ALL_CLOSED = np.uint64(0x0101010101010101)  # eight states, none of them open
MOST_INSERTED = 40  # numbers that are sorted quicker by insertion
OUT = -1  # in the place of what a state is worth: it is out of the question


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

    Targets chosen; states closed to all, and the same eight at a time; the states open to some coalition, to which
    one, the same sorted by coalition, and what each is worth to it; for each set of DMs how many and where they end;
    the coalitions that act; when each state was last seen, what time it is, a stack.
    """

    chosen: Numbers
    closed: Marks
    words: NDArray[np.uint64]
    open_to: Numbers
    whose: Numbers
    sorted_out: Numbers
    worth: Numbers
    tally: Numbers
    end: Numbers
    acting: Numbers
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
    n, sets = len(board.codes), 2 ** len(board.owned)
    closed = np.ones(-(-n // 8) * 8, dtype=np.uint8)
    return Work(
        np.empty(n, dtype=np.int32),
        closed,
        closed.view(np.uint64),
        np.empty(n, dtype=np.int32),
        np.empty(n, dtype=np.int32),
        np.empty(n, dtype=np.int32),
        np.empty(n, dtype=np.int32),
        np.zeros(sets, dtype=np.int32),
        np.zeros(sets, dtype=np.int32),
        np.empty(sets, dtype=np.int32),
        np.zeros(n, dtype=np.int32),
        np.zeros(1, dtype=np.int32),
        np.empty(n, dtype=np.int32),
    )


@njit(cache=True, nogil=True)
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
def _sort(few: Numbers) -> None:
    """Sort numbers of which there are few: by insertion, without the room that a general sort asks for."""
    if len(few) > MOST_INSERTED:
        few.sort()
        return
    for k in range(1, len(few)):
        value, place = few[k], k
        while place > 0 and few[place - 1] > value:
            few[place] = few[place - 1]
            place -= 1
        few[place] = value


@njit(inline="always")
def _agreements(  # noqa: PLR0917 - compiled
    board: Board, values: Values, rule: Rules, s: int, sink: Sink, work: Work, count: int, steps: int
) -> tuple[int, int]:
    """Write down the agreements from a state; a coalition waits for its parts where the rule says so."""
    openings = _openings(board, values.payoff, s, work)
    if openings == 0:
        return count, steps
    _sort_by_coalition(board, work, openings)
    acted = 0
    for members in board.coalitions:
        if work.tally[members] == 0 or (rule.minimal and _waits(work.acting, acted, members)):
            continue
        mine = work.sorted_out[work.end[members] - work.tally[members] : work.end[members]]
        found = _agreed(board, values, rule, s, members, mine, work)
        if found:
            work.acting[acted] = members
            acted += 1
            count, steps = _emit(work.chosen, found, members, 1.0, sink, count, steps)
            if count < 0:
                break
    work.tally[:] = 0
    return count, steps


@njit(inline="always")
def _waits(acting: Numbers, acted: int, members: int) -> bool:
    """Whether a part of the coalition acts already."""
    for part in acting[:acted]:  # noqa: SIM110 - a generator does not compile
        if part & members == part:
            return True
    return False


@njit(inline="always")
def _openings(board: Board, payoff: Payoffs, s: int, work: Work) -> int:
    """The states that differ from s in options of several DMs who all prefer them: how many.

    They are written to `open_to`, in rising order, with the DMs in `whose`; `tally` has their number for each set.
    """
    n, here, found = payoff.shape[1], board.codes[s], 0
    _close(board, payoff, s, work.closed)
    for word in range(len(work.words)):
        if work.words[word] == ALL_CLOSED:
            continue
        for t in range(8 * word, min(8 * word + 8, n)):
            if not work.closed[t]:
                members = 0
                for dm in range(len(board.owned)):
                    members |= ((board.codes[t] ^ here) & board.owned[dm] != 0) << dm
                if members & (members - 1):
                    work.open_to[found], work.whose[found] = t, members
                    work.tally[members] += 1
                    found += 1
    return found


@njit(inline="always")
def _close(board: Board, payoff: Payoffs, s: int, closed: Marks) -> None:
    """[t] whether the way from s to t is barred, or a DM whose options it changes does not prefer t."""
    codes, here, n = board.narrow, board.narrow[s], payoff.shape[1]
    for dm in range(len(board.owned)):
        own, there, worth = board.narrow_owned[dm], payoff[dm], payoff[dm, s]
        if dm == 0:
            for t in range(n):
                closed[t] = ((codes[t] ^ here) & own != 0) & (there[t] <= worth)
        else:
            for t in range(n):
                closed[t] |= ((codes[t] ^ here) & own != 0) & (there[t] <= worth)
    dropped, taken = here & board.narrow_fixed[0], ~here & board.narrow_fixed[1]
    if dropped | taken:
        for t in range(n):
            closed[t] |= ((~codes[t] & dropped) | (codes[t] & taken)) != 0


@njit(inline="always")
def _sort_by_coalition(board: Board, work: Work, openings: int) -> None:
    """Write the open states to `sorted_out`, those of a coalition side by side; `end` says where each one's end."""
    at = 0
    for members in board.coalitions:
        work.end[members] = at
        at += work.tally[members]
    for number in range(openings):
        members = work.whose[number]
        work.sorted_out[work.end[members]] = work.open_to[number]
        work.end[members] += 1


@njit(inline="always")
def _agreed(  # noqa: PLR0917 - compiled
    board: Board, values: Values, rule: Rules, s: int, members: int, mine: Numbers, work: Work
) -> int:
    """The undominated states that a coalition would agree to: how many, written to `chosen`.

    The states open to it are looked at from the largest sum of payoffs downward, so that whatever dominates a state
    comes before it: a state that would be undone goes, one that is kept takes with it all that it dominates.
    """
    payoff, worth, found = values.payoff, work.worth, 0
    for place, t in enumerate(mine):
        worth[place] = sum_of(payoff, members, t)
    while True:
        best = 0
        for place in range(1, len(mine)):
            if worth[place] > worth[best]:
                best = place
        if worth[best] == OUT:
            return found
        t, worth[best] = mine[best], OUT
        if not _kept(board, values, rule, s, t, members, work):
            continue
        work.chosen[found] = t
        found += 1
        for place in range(len(mine)):
            if worth[place] != OUT and dominates(payoff, members, t, mine[place]):
                worth[place] = OUT


@njit(inline="always")
def _kept(  # noqa: PLR0917 - compiled
    board: Board, values: Values, rule: Rules, s: int, t: int, members: int, work: Work
) -> bool:
    """Whether the rest does not undo t, and no member's part in it is idle.

    A part is idle if it can be left out with every member as well off and nothing undone. The way without any part
    left out is looked at first; `_undone` is called in one place, as a call costs more than what it does.
    """
    n, change = values.payoff.shape[1], board.codes[t] ^ board.codes[s]
    for left_out in range(-1, len(board.owned)):
        x = t
        if left_out >= 0:
            if not members >> left_out & 1:
                continue
            x = board.place[board.codes[t] ^ (change & board.owned[left_out])]
            if x == n or not as_good(values.payoff, members, x, t):
                continue
        undone = rule.sanctions and _undone(board, values, rule.credible, s, x, members, work)
        if undone == (left_out < 0):
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
