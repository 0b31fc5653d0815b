"""Everything that could be changed, cheapest first: orders of wants, and what binds or frees the parties' hands.

An *order* of a party is a sequence of rows: the statements of its profile in some order, and guarantees ("not that
option") between them. A ranking is read as one statement a level, "the state is one of these", which says the same.
Adjacent swaps of the party's own statements and places that a guarantee rises each have their cost; two orders that
mean the same preference are one, at the lower cost. A set of *bonds* is a set of changes to who can do what.

Both are found level by level, a level being all that have the same cost, and only as far as somebody asks.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby, pairwise
from operator import itemgetter
from typing import Generic, TypeVar

import numpy as np

from detente.analysis.settle_change import Added, Bond, Bound, Opened, Removed
from detente.analysis.settle_wish import Wish
from detente.analysis.structure import Structure
from detente.conflict.graph import moves_of
from detente.conflict.model import Conflict
from detente.conflict.preference import prioritize
from detente.conflict.states import BoolArray, IntArray, States

__all__ = ["Ascending", "Order", "bond_sets", "bonds_of", "orders", "within_reach"]

Item = TypeVar("Item")
Key = tuple[int, ...]


class Ascending(Generic[Item]):
    """Things in rising order of cost, level by level, found as far as they are asked for.

    Parameters
    ----------
    first
        The key of the one that costs nothing.
    onward
        From a key to others that cost as much or more: (how much more, key).
    made
        What a key stands for, or None if that was there before.
    """

    def __init__(
        self,
        first: Key,
        onward: Callable[[Key], Iterable[tuple[int, Key]]],
        made: Callable[[Key], Item | None],
    ) -> None:
        self._onward, self._made = onward, made
        self._waiting: list[tuple[int, Key]] = [(0, first)]
        self._seen = {first}
        self._levels: list[tuple[int, list[Item]]] = []

    def cost(self, level: int) -> int | None:
        """What the things of a level cost; None where there is no such level. The level before must be known."""
        if level < len(self._levels):
            return self._levels[level][0]
        return self._waiting[0][0] if self._waiting else None

    def level(self, level: int) -> list[Item]:
        """The things of a level; it may turn out to be empty."""
        while len(self._levels) <= level:
            cost = self._waiting[0][0]
            self._levels.append((cost, list(self._at(cost))))
        return self._levels[level][1]

    def _at(self, cost: int) -> Iterator[Item]:
        while self._waiting and self._waiting[0][0] == cost:
            _, key = heapq.heappop(self._waiting)
            for more, other in self._onward(key):
                if other not in self._seen:
                    self._seen.add(other)
                    heapq.heappush(self._waiting, (cost + more, other))
            item = self._made(key)
            if item is not None:
                yield item


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """One order of a party.

    Parameters
    ----------
    sequence
        Rows from the most important down: 0 … k−1 the party's own statements, k … its guarantees.
    payoff
        [n] what it means.
    """

    sequence: Key
    payoff: IntArray


def orders(
    rows: BoolArray,
    guards: BoolArray,
    swap: int | None,
    places: Sequence[int | None],
    spend: Callable[[], bool],
) -> Ascending[Order]:
    """A party's orders, cheapest first.

    Parameters
    ----------
    rows
        [k, n] where each of its statements holds, in its order.
    guards
        [g, n] where each option that a guarantee could name is not taken.
    swap, places
        What a swap costs, and for each guarantee a place; None where it is not allowed.
    spend
        Called for each sequence before it is looked at; where it gives False the sequence is passed over.
    """
    every = np.concatenate([rows, guards])
    columns, member = np.unique(every, axis=1, return_inverse=True)
    known: set[bytes] = set()

    def made(sequence: Key) -> Order | None:
        if not spend():
            return None
        payoff = prioritize(columns[list(sequence)]).payoff[member.ravel()]
        mark = payoff.tobytes()
        if mark in known:
            return None
        known.add(mark)
        return Order(sequence, payoff)

    def onward(sequence: Key) -> Iterator[tuple[int, Key]]:
        return _reordered(sequence, len(rows), swap, places)

    return Ascending(tuple(range(len(rows))), onward, made)


def _reordered(sequence: Key, own: int, swap: int | None, places: Sequence[int | None]) -> Iterator[tuple[int, Key]]:
    """Two own statements swapped out of their order, a guarantee one statement higher, or a guarantee more."""
    for k, (one, other) in enumerate(pairwise(sequence)):
        price = swap if other < own else places[other - own]
        if one < own and one < other and price is not None:
            yield price, (*sequence[:k], other, one, *sequence[k + 2 :])
    for guard, price in enumerate(places):
        if price is not None and own + guard not in sequence:
            yield price, (*sequence, own + guard)


def bond_sets(bonds: Sequence[Bond], unit: Fraction) -> Ascending[tuple[Bond, ...]]:
    """Sets of bonds, cheapest first; of each option at most one.

    Parameters
    ----------
    unit
        Costs are whole multiples of it.
    """
    ranked = sorted(bonds, key=lambda bond: bond.cost)
    prices = [int(bond.cost / unit) for bond in ranked]

    def made(chosen: Key) -> tuple[Bond, ...] | None:
        return tuple(ranked[k] for k in chosen) if _agree(chosen) else None

    def onward(chosen: Key) -> Iterator[tuple[int, Key]]:
        """The next bond more, or in the place of the last."""
        further = chosen[-1] + 1 if chosen else 0
        if further < len(ranked):
            if _agree(chosen):
                yield prices[further], (*chosen, further)
            if chosen:
                yield prices[further] - prices[further - 1], (*chosen[:-1], further)

    def _agree(chosen: Key) -> bool:
        held = [option for k in chosen for option in _held(ranked[k])]
        return len(held) == len(set(held))

    return Ascending((), onward, made)


def _held(bond: Bond) -> tuple[int, ...]:
    """The options that a bond fixes."""
    return (bond.option,) if isinstance(bond, Bound | Removed) else ()


def bonds_of(structure: Structure, wish: Wish) -> tuple[Bond, ...]:
    """Every change to who can do what that a wish allows."""
    conflict, taken = structure.case.conflict, set(structure.case.status_quo)
    if conflict.graph:
        return ()
    return (
        *_bound(conflict, wish, taken),
        *_opened(structure, wish),
        *_removed(conflict, wish, taken),
        *_added(conflict, wish),
    )


def _bound(conflict: Conflict, wish: Wish, taken: set[str]) -> Iterator[Bound]:
    """Once taken; and once dropped, for what is taken today (for the rest it would be the same as to remove it)."""
    for k, option in enumerate(conflict.options):
        price = wish.price("irreversible", option.id)
        if price is not None and option.irreversible is None:
            yield Bound(k, "taken", price)
            if option.id in taken:
                yield Bound(k, "dropped", price)


def _removed(conflict: Conflict, wish: Wish, taken: set[str]) -> Iterator[Removed]:
    for k, option in enumerate(conflict.options):
        price = wish.price("remove", option.id)
        gone = option.id in taken or option.id in wish.absent or option.irreversible == "dropped"
        if price is not None and not gone:
            yield Removed(k, price)


def _added(conflict: Conflict, wish: Wish) -> Iterator[Added]:
    for k, option in enumerate(conflict.options):
        price = wish.price("add", option.id)
        if price is not None and option.id in wish.absent:
            yield Added(k, price)


def _opened(structure: Structure, wish: Wish) -> Iterator[Opened]:
    """One option of each of two or more parties, which somewhere can be taken in one step."""
    conflict, states = structure.case.conflict, structure.states
    known = {frozenset(joint.options) for joint in conflict.joints}
    free = [(o.owners[0], k) for k, o in enumerate(conflict.options) if _signable(conflict, k)]
    hands = [tuple(k for _, k in group) for _, group in groupby(sorted(free), key=itemgetter(0))]
    for size in range(2, min(wish.signatures, len(hands)) + 1):
        for chosen in (each for some in combinations(hands, size) for each in _picked(some)):
            ids = [conflict.options[k].id for k in chosen]
            price = wish.price("joint", *ids)
            if price is not None and frozenset(ids) not in known and _leads_somewhere(states.codes, chosen):
                yield Opened(tuple(sorted(chosen)), price)


def _signable(conflict: Conflict, option: int) -> bool:
    return len(conflict.options[option].owners) == 1 and conflict.options[option].irreversible != "dropped"


def _picked(hands: tuple[tuple[int, ...], ...]) -> Iterator[tuple[int, ...]]:
    if not hands:
        yield ()
        return
    for rest in _picked(hands[1:]):
        for k in hands[0]:
            yield (k, *rest)


def _leads_somewhere(codes: IntArray, options: tuple[int, ...]) -> bool:
    bits = sum(1 << k for k in options)
    before = codes[codes & bits == 0]
    return bool(np.isin(before | bits, codes).any())


def within_reach(structure: Structure, wish: Wish) -> BoolArray:
    """[n] the states that some moves of all parties together lead to, whatever they want and whatever is added."""
    states, conflict, start = structure.states, structure.case.conflict, structure.start
    if conflict.graph:
        return _connected(conflict, states, start)
    off = [id for id in wish.absent if wish.price("add", id) is None]
    here = int(states.codes[start])
    kept = sum(1 << k for k, option in enumerate(conflict.options) if option.irreversible == "taken")
    lost = sum(1 << k for k, o in enumerate(conflict.options) if o.irreversible == "dropped" or o.id in off)
    change = states.codes ^ here
    return (change & kept & here == 0) & (change & lost & ~here == 0)


def _connected(conflict: Conflict, states: States, start: int) -> BoolArray:
    moves = moves_of(conflict, states)
    step = np.logical_or.reduce([moves.relation(dm) for dm in range(len(conflict.decision_makers))])
    reached = np.arange(len(states)) == start
    while True:
        further = reached | step[reached].any(axis=0)
        if np.array_equal(further, reached):
            return reached
        reached = further
