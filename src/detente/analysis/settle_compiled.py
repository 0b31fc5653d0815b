"""Whether play comes to a settlement, for many candidates at once: the play of `detente.analysis.play`, compiled.

It asks for less than a whole chain, and so does less: nothing is worked out for states that play does not reach, and
the first settlement found ends the search. A move is treated as the agreement of a coalition of one; it is credible
if the rest cannot, or would not, undo it. A law of the tests holds the two forms equal.

Shapes: n states, N decision makers (DMs), K changes (non-empty sets of options of one DM), J joint moves, B
candidates. A set of DMs or options is a whole number with a bit for each.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from detente.analysis.compiled_board import Numbers
from detente.analysis.compiled_least import as_good, dominates
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Arena", "Candidates", "settled"]


class Arena(NamedTuple):
    """What all candidates share.

    Parameters
    ----------
    codes, place
        [n] codes of the states, and [2^options] the state of each code, n where it cannot occur.
    mover, change
        [K] whose change it is, and the options it changes.
    owned
        [N] the options of each DM.
    coalitions
        Every set of DMs, the smaller first.
    signers, taken
        [J] who signs a joint move, and the options it takes.
    wanted
        [n] where the condition holds.
    credible, symmetric, sanctions
        Sanctions must be improvements; must leave no escape; count at all.
    minimal, agreements, at_rest
        Coalitions wait for their parts; agree at all; must not leave the settlement.
    """

    codes: IntArray
    place: Numbers
    mover: Numbers
    change: IntArray
    owned: IntArray
    coalitions: IntArray
    signers: IntArray
    taken: IntArray
    start: int
    wanted: BoolArray
    credible: bool
    symmetric: bool
    sanctions: bool
    minimal: bool
    agreements: bool
    at_rest: bool


class Candidates(NamedTuple):
    """What differs between candidates.

    Parameters
    ----------
    payoffs
        [rows, n] orders of all DMs.
    rows
        [B, N] which of them each DM has.
    kept, lost
        [B] options that cannot be dropped, cannot be taken.
    open
        [B, J] whether a joint move is open.
    """

    payoffs: Numbers
    rows: Numbers
    kept: IntArray
    lost: IntArray
    open: BoolArray


class _One(NamedTuple):
    """One candidate: [N, n] payoffs, and the rest as in `Candidates`."""

    payoff: Numbers
    kept: int
    lost: int
    open: BoolArray


class _Room(NamedTuple):
    """Room for searches: lists of states by who changes to them, a frontier, marks, queues, coalitions that act."""

    head: Numbers
    onward: Numbers
    chosen: Numbers
    broken: BoolArray
    reached: IntArray
    seen: IntArray
    queue: Numbers
    stack: Numbers
    stamp: IntArray
    acting: IntArray


@njit(cache=True, nogil=True)
def settled(arena: Arena, given: Candidates) -> BoolArray:
    """[B] whether play comes from the status quo to a state of the condition that is an equilibrium."""
    n, sets = len(arena.codes), 2 ** len(arena.owned)
    room = _Room(
        np.empty(sets, dtype=np.int32),
        np.empty(n, dtype=np.int32),
        np.empty(n, dtype=np.int32),
        np.zeros(n, dtype=np.bool_),
        np.full(n, -1, dtype=np.int64),
        np.zeros(n, dtype=np.int64),
        np.empty(n, dtype=np.int32),
        np.empty(n, dtype=np.int32),
        np.zeros(1, dtype=np.int64),
        np.empty(sets, dtype=np.int64),
    )
    found = np.zeros(len(given.rows), dtype=np.bool_)
    for b in range(len(given.rows)):
        payoff = np.empty((len(arena.owned), n), dtype=np.int32)
        for dm in range(len(arena.owned)):
            payoff[dm] = given.payoffs[given.rows[b, dm]]
        one = _One(payoff, given.kept[b], given.lost[b], given.open[b])
        found[b] = _comes_to_rest(arena, one, room, b)
    return found


@njit(cache=True, nogil=True)
def _comes_to_rest(arena: Arena, one: _One, room: _Room, mark: int) -> bool:
    """Walk through all states that play reaches, until a settlement is found."""
    room.queue[0] = arena.start
    room.reached[arena.start] = mark
    count, at = 1, 0
    while at < count:
        s = room.queue[at]
        _touch(arena, one, s, room)
        moved, agreed, count = _steps(arena, one, s, room, mark, count)
        if arena.wanted[s] and not moved and not (arena.at_rest and agreed):
            return True
        at += 1
    return False


@njit(cache=True, nogil=True)
def _steps(  # noqa: PLR0917 - compiled
    arena: Arena, one: _One, s: int, room: _Room, mark: int, count: int
) -> tuple[bool, bool, int]:
    """Queue what play goes to from a state: does somebody move, does a coalition agree, length of the queue."""
    moved, acted = False, 0
    for members in arena.coalitions:
        alone = members & (members - 1) == 0
        if not alone and (not arena.agreements or (arena.wanted[s] and not moved and not arena.at_rest)):
            break  # no coalition acts, or none is asked about: this is a settlement
        waits = room.head[members] < 0
        for a in range(acted):
            waits |= arena.minimal and room.acting[a] & members == room.acting[a]
        found = 0 if waits else _agreed(arena, one, s, members, room)
        for f in range(found):
            t = room.chosen[f]
            if room.reached[t] != mark:
                room.reached[t] = mark
                room.queue[count] = t
                count += 1
        if found and alone:
            moved = True
        elif found:
            room.acting[acted] = members
            acted += 1
    return moved, acted > 0, count


@njit(cache=True, nogil=True)
def _touch(arena: Arena, one: _One, s: int, room: _Room) -> None:
    """List the states by the DMs whose options change on the way from s, where they may and all of them prefer it."""
    room.head[:] = -1
    here = arena.codes[s]
    for t in range(len(arena.codes) - 1, -1, -1):
        change = here ^ arena.codes[t]
        if t == s or change & one.kept & here or change & one.lost & ~here:
            continue
        members = 0
        for dm in range(len(arena.owned)):
            if change & arena.owned[dm]:
                members |= 1 << dm
                if one.payoff[dm, t] <= one.payoff[dm, s]:
                    members = -1
                    break
        if members > 0:
            room.onward[t] = room.head[members]
            room.head[members] = t


@njit(cache=True, nogil=True)
def _agreed(arena: Arena, one: _One, s: int, members: int, room: _Room) -> int:
    """The undominated states that a coalition, or a DM alone, goes to: how many, written to `chosen`."""
    while True:
        found = _undominated(one.payoff, members, room)
        kept_promise = True
        for f in range(found):
            if _broken(arena, one, s, room.chosen[f], members, room) or _idle(
                arena, one, s, room.chosen[f], members, room
            ):
                room.broken[room.chosen[f]] = True
                kept_promise = False
        if kept_promise:
            break
    t = room.head[members]
    while t >= 0:
        room.broken[t] = False
        t = room.onward[t]
    return found


@njit(cache=True, nogil=True)
def _broken(  # noqa: PLR0917 - compiled
    arena: Arena, one: _One, s: int, t: int, members: int, room: _Room
) -> bool:
    """Whether the rule knows sanctions, and the rest undoes what a member gains at t."""
    return arena.sanctions and _undone(arena, one, s, t, members, room)


@njit(cache=True, nogil=True)
def _idle(  # noqa: PLR0917 - compiled
    arena: Arena, one: _One, s: int, t: int, members: int, room: _Room
) -> bool:
    """Whether a member could leave out its part of the way to t, with every member as well off and nothing undone."""
    change = arena.codes[t] ^ arena.codes[s]
    for dm in range(len(arena.owned)):
        if members >> dm & 1:
            x = arena.place[arena.codes[t] ^ (change & arena.owned[dm])]
            held = x < len(arena.codes) and as_good(one.payoff, members, x, t)
            if held and not _broken(arena, one, s, x, members, room):
                return True
    return False


@njit(cache=True, nogil=True)
def _undominated(payoff: Numbers, members: int, room: _Room) -> int:
    """The states open to a coalition that no other dominates: how many, written to `chosen`."""
    found, t = 0, room.head[members]
    while t >= 0:
        beaten, kept = room.broken[t], 0
        for f in range(0 if beaten else found):
            other = room.chosen[f]
            beaten = beaten or dominates(payoff, members, other, t)
            if beaten or not dominates(payoff, members, t, other):
                room.chosen[kept] = other
                kept += 1
        if not room.broken[t]:
            found = kept
        if not beaten:
            room.chosen[found] = t
            found += 1
        t = room.onward[t]
    return found


@njit(cache=True, nogil=True)
def _undone(  # noqa: PLR0917 - compiled
    arena: Arena, one: _One, s: int, t: int, members: int, room: _Room
) -> bool:
    """Whether the rest can, or would, bring about from t a state that is no better than s for a member."""
    room.stamp[0] += 1
    stamp, n, top = room.stamp[0], len(arena.codes), 1
    room.stack[0] = t
    room.seen[t] = stamp
    while top > 0:
        top -= 1
        q = room.stack[top]
        if q != t and _hurts(arena, one, members, s, q):
            return True
        for k in range(len(arena.mover) + len(arena.signers)):
            x = _answer(arena, one, members, q, k)
            if x < n and room.seen[x] != stamp:
                room.seen[x] = stamp
                room.stack[top] = x
                top += 1
    return False


@njit(cache=True, nogil=True)
def _answer(arena: Arena, one: _One, members: int, q: int, k: int) -> int:
    """Where change k, or joint move k − K, of the rest leads from q; n where it does not."""
    n, here = len(arena.codes), arena.codes[q]
    if k < len(arena.mover):
        dm = arena.mover[k]
        x = n if members >> dm & 1 else _changed(arena, one, q, arena.change[k])
        return n if x < n and arena.credible and one.payoff[dm, x] <= one.payoff[dm, q] else x
    j = k - len(arena.mover)
    taken = arena.taken[j]
    if not one.open[j] or members & arena.signers[j] or here & taken or one.lost & taken:
        return n
    x = arena.place[here | taken]
    for dm in range(len(arena.owned)):
        if x < n and arena.signers[j] >> dm & 1 and one.payoff[dm, x] <= one.payoff[dm, q]:
            x = n
    return x


@njit(cache=True, nogil=True)
def _changed(arena: Arena, one: _One, q: int, change: int) -> int:
    """Where changing these options leads from q; n where it cannot be done."""
    here = arena.codes[q]
    if change & one.kept & here or change & one.lost & ~here:
        return len(arena.codes)
    return arena.place[here ^ change]


@njit(cache=True, nogil=True)
def _hurts(arena: Arena, one: _One, members: int, s: int, q: int) -> bool:
    """A member is no better off at q than at s, nor, if the rule asks for that, anywhere it could escape to."""
    n = len(arena.codes)
    for dm in range(len(arena.owned)):
        if not members >> dm & 1 or one.payoff[dm, q] > one.payoff[dm, s]:
            continue
        escapes = False
        for k in range(len(arena.mover) if arena.symmetric else 0):
            if arena.mover[k] == dm:
                y = _changed(arena, one, q, arena.change[k])
                escapes |= y < n and one.payoff[dm, y] > one.payoff[dm, s]
        if not escapes:
            return True
    return False
