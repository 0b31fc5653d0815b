"""A case with changes made in it, for every profile that they concern.

A guarantee enters each profile of its party at the same rank (at the bottom of a shorter one): it changes what the
option costs, whatever the party wants. A moved statement is moved in each profile of the party that has both it and
the one it passes, in that order. What binds options or frees hands concerns all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from detente.analysis.settle_change import Added, Bound, Change, Guaranteed, Moved, Opened, Removed
from detente.analysis.settle_judge import bound_conflict
from detente.analysis.settle_space import Order
from detente.analysis.settle_wish import Wish
from detente.analysis.structure import Structure
from detente.case import Assumed, Case, Party, Profile, Want, parse_expression
from detente.case.preference import known_preference
from detente.conflict.preference import prioritize
from detente.conflict.statement import Name, Not
from detente.conflict.states import BoolArray, IntArray

__all__ = ["Wants", "changed_case", "changes_of", "ranked", "rows_of", "wants_of"]

Move = tuple[int, Literal["above", "below"], int, int]  # row, way, the row it passes last, places

MOST_NAMED = 3  # patterns of a level that are spelled out


@dataclass(frozen=True, slots=True, eq=False)
class Wants:
    """The profile that a search starts from, as rows.

    Parameters
    ----------
    profile
        Its index; −1 for a party of which nobody said what it wants.
    rows, labels
        [k, n] where each of its statements holds, or each level of its ranking; and what people call them.
    options, guards
        Indexes of the party's options, and [g, n] where each is not taken.
    """

    party: int
    profile: int
    rows: BoolArray
    labels: tuple[str, ...]
    options: tuple[int, ...]
    guards: BoolArray


def wants_of(structure: Structure, party: int, profile: int) -> Wants:
    """The rows of one profile of a party."""
    case, states = structure.case, structure.states
    options = () if states.labels else case.conflict.owned(party)
    guards = [~states.taken(case.conflict.options[k].id) for k in options]
    rows = rows_of(structure, party, profile)
    given = case.parties[party].profiles[profile].wants if profile >= 0 else ()
    labels = [want.text for want in given] or [" ~ ".join(_patterns(structure, level)) for level in rows]
    return Wants(party, profile, rows, tuple(labels), options, _stacked(guards, len(states)))


def rows_of(structure: Structure, party: int, profile: int) -> BoolArray:
    """[k, n] where each statement of a profile holds, or each level of its ranking, the best first; none for −1."""
    if profile < 0:
        return _stacked([], len(structure.states))
    given = structure.case.parties[party].profiles[profile]
    if given.wants:
        return structure.truths[party][profile]
    return _levels(known_preference(given, structure.states).payoff)


def _levels(payoff: IntArray) -> BoolArray:
    return np.stack([payoff == level for level in range(int(payoff.max()), -1, -1)])


def ranked(structure: Structure, profile: Profile, rows: BoolArray) -> Profile:
    """A profile whose ranking is the order that rows [k, n] make, the most important first."""
    levels = _levels(prioritize(rows).payoff)
    ranking = tuple(tuple(structure.states.pattern(int(state)) for state in np.flatnonzero(each)) for each in levels)
    return replace(profile, ranking=ranking, weights=(), great_after=())


def _stacked(rows: Sequence[BoolArray], n: int) -> BoolArray:
    return np.stack(rows) if rows else np.zeros((0, n), dtype=np.bool_)


def _patterns(structure: Structure, level: BoolArray) -> list[str]:
    states = [structure.states.pattern(int(state)) for state in np.flatnonzero(level)]
    return states if len(states) <= MOST_NAMED + 1 else [*states[:MOST_NAMED], f"{len(states) - MOST_NAMED} more"]


def changes_of(case: Case, wish: Wish, wants: Wants, order: Order) -> list[Change]:
    """What has to be done to a party's order to make it another: the fewest statements that move."""
    own, party = len(wants.rows), case.parties[wants.party]
    swap = wish.price("order", party.id) or Fraction(0)
    level = wants.profile >= 0 and not party.profiles[wants.profile].wants
    sequence = [row for row in order.sequence if row < own]
    moves = min(_raises(sequence), _lowers(sequence), key=len)
    found: list[Change] = [
        Moved(wants.party, wants.labels[what], way, wants.labels[beside], places, swap * places, level)
        for what, way, beside, places in moves
    ]
    return found + [
        _guarantee(case, wish, wants, order.sequence, rank) for rank, row in enumerate(order.sequence) if row >= own
    ]


def _raises(sequence: Sequence[int]) -> list[Move]:
    """The order as written made this one from the top down, each statement raised to its place."""
    now, moves = sorted(sequence), list[Move]()
    for place, row in enumerate(sequence):
        at = now.index(row)
        if at != place:
            moves.append((row, "above", now[place], at - place))
            now.insert(place, now.pop(at))
    return moves


def _lowers(sequence: Sequence[int]) -> list[Move]:
    """The same from the bottom up, each statement lowered to its place."""
    now, moves = sorted(sequence), list[Move]()
    for place in range(len(sequence) - 1, -1, -1):
        at = now.index(sequence[place])
        if at != place:
            moves.append((sequence[place], "below", now[place], place - at))
            now.insert(place, now.pop(at))
    return moves


def _guarantee(case: Case, wish: Wish, wants: Wants, sequence: Sequence[int], rank: int) -> Guaranteed:
    own = len(wants.rows)
    option = wants.options[sequence[rank] - own]
    below = [row for row in sequence[rank + 1 :] if row < own]
    price = wish.price("guarantee", case.conflict.options[option].id) or Fraction(0)
    name = wants.labels[below[0]] if below else ""
    return Guaranteed(wants.party, option, rank + 1, name, price * (1 + len(below)))


def changed_case(
    structure: Structure, wish: Wish, wants: Sequence[Wants], orders: Sequence[Order], changes: Sequence[Change]
) -> Case:
    """The case with changes made.

    Parameters
    ----------
    wants, orders
        For each party the profile that the search started from, and the order that it found for it.
    changes
        The same changes in words, and those to who can do what.
    """
    case = structure.case
    bonds = [each for each in changes if isinstance(each, Bound | Opened | Removed | Added)]
    parties = []
    for base in wants:
        own = [each for each in changes if isinstance(each, Moved | Guaranteed) and each.party == base.party]
        parties.append(_party(structure, base, orders[base.party], own) if own else case.parties[base.party])
    conflict = bound_conflict(case.conflict, wish.absent, bonds)
    gone = {*wish.absent, *(conflict.options[each.option].id for each in bonds if isinstance(each, Removed))}
    gone -= {conflict.options[each.option].id for each in bonds if isinstance(each, Added)}
    shocks = tuple(shock for shock in case.shocks if shock.option not in gone)
    return replace(case, conflict=conflict, parties=tuple(parties), shocks=shocks)


def _party(structure: Structure, base: Wants, order: Order, changes: Sequence[Moved | Guaranteed]) -> Party:
    party = structure.case.parties[base.party]
    if base.profile < 0:
        bare = Profile("guaranteed", parse_expression(1))
        return replace(party, profiles=(_profile(structure, base, bare, order.sequence),))
    every = [wants_of(structure, base.party, k) for k in range(len(party.profiles))]
    sequences = [order.sequence if k == base.profile else _carried(each, changes) for k, each in enumerate(every)]
    profiles = zip(every, party.profiles, sequences, strict=True)
    return replace(party, profiles=tuple(_profile(structure, *each) for each in profiles))


def _carried(wants: Wants, changes: Sequence[Moved | Guaranteed]) -> tuple[int, ...]:
    """The order of another profile of the party, changed as far as the changes concern it."""
    sequence = list(range(len(wants.rows)))
    for change in changes:
        if isinstance(change, Guaranteed):
            sequence.insert(change.rank - 1, len(wants.rows) + wants.options.index(change.option))
        elif change.what in wants.labels and change.beside in wants.labels:
            at = sequence.index(wants.labels.index(change.what))
            place = sequence.index(wants.labels.index(change.beside))
            if (at > place) == (change.way == "above"):
                sequence.insert(place, sequence.pop(at))
    return tuple(sequence)


def _profile(structure: Structure, wants: Wants, profile: Profile, sequence: Sequence[int]) -> Profile:
    """A profile with its rows in another order, guarantees among them."""
    own = len(wants.rows)
    if tuple(sequence) == tuple(range(own)):
        return profile
    if profile.wants or not own:
        return replace(profile, wants=tuple(_want(structure.case, wants, profile, row) for row in sequence))
    return ranked(structure, profile, np.concatenate([wants.rows, wants.guards])[list(sequence)])


def _want(case: Case, wants: Wants, profile: Profile, row: int) -> Want:
    if row < len(wants.rows):
        return profile.wants[row]
    id = case.conflict.options[wants.options[row - len(wants.rows)]].id
    return Want(f"not {id}", Not(Name(id)), Assumed("a guarantee"))
