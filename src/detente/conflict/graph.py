"""The graph model: states joined by moves, and what each decision maker prefers.

Notation: n states, decision makers (DMs) 0 … N−1. R_i(s), the reachable list of DM i from state s, is one step, not
closed transitively: in option form every q ≠ s that differs from s only in options of i, each changed in an allowed
direction. R_H(s), for a set H of DMs, is what *legal sequences* of their moves reach: any number of moves in which
nobody moves twice running, s itself removed [FangHipelKilgour1993]_. A joint move is a step of its own mover, the DMs
who sign it together; it exists only where each of them strictly prefers its result.

A relation is a boolean matrix [n, n], true at [s, q] for a step from s to q.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from detente.conflict.model import Conflict
from detente.conflict.preference import Preference
from detente.conflict.relation import Relation, legal_sequences
from detente.conflict.states import IntArray, States, enumerate_states
from detente.errors import ModelError, TooLarge

__all__ = ["GraphModel", "ListedMoves", "Mover", "Moves", "OptionMoves", "graph_model"]

MOST_STATES_AS_RELATION = 20_000  # a relation of n states takes n² bytes: 0.4 GB, and a concept needs several


class Moves(Protocol):
    """Who can take the conflict from where to where, one step at a time."""

    def reachable(self, focal: int, state: int) -> IntArray:
        """R_i(s): the states a DM can take the conflict to, ascending."""

    def relation(self, focal: int) -> Relation:
        """[s, q] q is in R_i(s)."""


@dataclass(frozen=True, slots=True, eq=False)
class OptionMoves:
    """Moves in option form: a DM changes any of the options it owns, each in an allowed direction.

    Parameters
    ----------
    codes
        [n] the states' codes, ascending.
    owned
        For each DM a code with the bits of its options.
    kept, lost
        Codes with the bits of options that cannot be dropped once taken, and cannot be taken once dropped.
    """

    codes: IntArray
    owned: tuple[int, ...]
    kept: int = 0
    lost: int = 0

    def allowed(self, code: IntArray, change: IntArray) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Whether changing these bits of a state is in the allowed directions (broadcast)."""
        return (change != 0) & (change & self.kept & code == 0) & (change & self.lost & ~code == 0)

    def reachable(self, focal: int, state: int) -> IntArray:
        """R_i(s): the states a DM can take the conflict to, ascending."""
        code = self.codes[state]
        change = parts_of(self.owned[focal])
        wanted = np.sort((code ^ change)[self.allowed(code, change)])
        place = np.searchsorted(self.codes, wanted)
        inside = place < len(self.codes)
        place, wanted = place[inside], wanted[inside]
        return place[self.codes[place] == wanted].astype(np.int64)

    def relation(self, focal: int) -> Relation:
        """[s, q] q is in R_i(s)."""
        refuse_large_relation(len(self.codes))
        relation = np.zeros((len(self.codes),) * 2, dtype=np.bool_)
        for change in parts_of(self.owned[focal]):
            sources = np.flatnonzero(self.allowed(self.codes, change))
            places = np.searchsorted(self.codes, self.codes[sources] ^ change)
            inside = places < len(self.codes)
            sources, places = sources[inside], places[inside]
            found = self.codes[places] == self.codes[sources] ^ change
            relation[sources[found], places[found]] = True
        return relation


def parts_of(bits: int) -> IntArray:
    """Every code made of some of these bits, the empty one included."""
    parts = np.zeros(1, dtype=np.int64)
    for k in range(bits.bit_length()):
        if bits >> k & 1:
            parts = np.concatenate([parts, parts | (1 << k)])
    return parts


@dataclass(frozen=True, slots=True, eq=False)
class ListedMoves:
    """Moves listed one by one.

    Parameters
    ----------
    relations
        For each DM [n, n] its moves.
    joints
        For each joint move of the conflict [n, n] where it leads, whoever prefers it.
    """

    relations: tuple[Relation, ...]
    joints: tuple[Relation, ...] = ()

    def reachable(self, focal: int, state: int) -> IntArray:
        """R_i(s): the states a DM can take the conflict to, ascending."""
        return np.flatnonzero(self.relations[focal][state])

    def relation(self, focal: int) -> Relation:
        """[s, q] q is in R_i(s)."""
        return self.relations[focal]


@dataclass(frozen=True, slots=True)
class Mover:
    """Who makes a step: one DM, or several by the joint move of that index."""

    members: tuple[int, ...]
    joint: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class GraphModel:
    """A conflict with everybody's preferences.

    Parameters
    ----------
    conflict
        The structure it was made from: ids and names.
    states, moves
        What can occur and who can change it.
    preferences
        One for each DM, in order.
    """

    conflict: Conflict
    states: States
    moves: Moves
    preferences: tuple[Preference, ...]

    def __len__(self) -> int:
        return len(self.states)

    @property
    def dms(self) -> range:
        """Indexes of the decision makers."""
        return range(len(self.preferences))

    def others(self, members: int | Iterable[int]) -> tuple[int, ...]:
        """The decision makers outside: a focal DM's opponents, or those of a coalition."""
        inside = {members} if isinstance(members, int) else set(members)
        return tuple(dm for dm in self.dms if dm not in inside)

    def movers(self, members: Iterable[int]) -> tuple[Mover, ...]:
        """Everyone who makes steps among these DMs: each alone, and those who can sign a joint move."""
        inside = tuple(members)
        signatories = [(number, self.signatories(number)) for number in range(len(self.conflict.joints))]
        together = (Mover(who, number) for number, who in signatories if set(who) <= set(inside))
        return (*(Mover((dm,)) for dm in inside), *together)

    def signatories(self, joint: int) -> tuple[int, ...]:
        """The DMs who make a joint move: the owners of its options."""
        wanted = set(self.conflict.joints[joint].options)
        owners = {owner for option in self.conflict.options if option.id in wanted for owner in option.owners}
        return tuple(dm for dm, maker in enumerate(self.conflict.decision_makers) if maker.id in owners)

    def reachable(self, mover: int | Mover, state: int) -> IntArray:
        """The states that a DM, or signatories, can take the conflict to in one step."""
        if isinstance(mover, int):
            return self.moves.reachable(mover, state)
        if mover.joint is None:
            return self.moves.reachable(mover.members[0], state)
        targets = self._signed(mover.joint, state)
        agreed = [all(self.prefers(dm, state, int(target)) for dm in mover.members) for target in targets]
        return targets[np.asarray(agreed, dtype=np.bool_)]

    def _signed(self, joint: int, state: int) -> IntArray:
        if isinstance(self.moves, ListedMoves):
            return np.flatnonzero(self.moves.joints[joint][state])
        bits, code = self.joint_bits(joint), int(self.states.codes[state])
        wanted = np.flatnonzero(self.states.codes == code | bits)
        return wanted if code & bits == 0 else wanted[:0]

    def signing(self, joint: int) -> Relation:
        """[s, q] where a joint move leads, whoever prefers it."""
        if isinstance(self.moves, ListedMoves):
            return self.moves.joints[joint]
        refuse_large_relation(len(self))
        bits, codes = self.joint_bits(joint), self.states.codes
        return (codes[:, None] & bits == 0) & (codes[:, None] | bits == codes[None, :])

    def joint_bits(self, joint: int) -> int:
        """The code with the bits of a joint move's options."""
        return sum(1 << self.states.options.index(id) for id in self.conflict.joints[joint].options)

    def prefers(self, focal: int, state: int, target: int) -> bool:
        """The DM is known to prefer the target to the state."""
        want = self.preferences[focal]
        known = want.unknown is None or not want.unknown[state, target]
        return bool(known and want.payoff[target] > want.payoff[state])

    def relation(self, mover: int | Mover) -> Relation:
        """[s, q] a DM, or signatories, can take the conflict from s to q in one step."""
        if isinstance(mover, int):
            return self.moves.relation(mover)
        if mover.joint is None:
            return self.moves.relation(mover.members[0])
        return self.signing(mover.joint) & np.logical_and.reduce(
            [self.preferences[dm].prefers() for dm in mover.members]
        )

    def improvements(self, focal: int) -> Relation:
        """[s, q] R_i^+: the DM can move from s to q and prefers q."""
        return self.relation(focal) & self.preferences[focal].prefers()

    def responses(self, members: Sequence[int], *, improving: bool = False) -> Relation:
        """[s, q] R_H, or R_H^+: legal sequences of these DMs lead from s to q ≠ s.

        Parameters
        ----------
        improving
            Each mover must prefer the state it moves to, or nobody may know that it does not, to the one it
            moves from (the credible responses of the sequential concepts).
        """
        return legal_sequences(self.steps(members, improving=improving), len(self))

    def steps(self, members: Sequence[int], *, improving: bool = False) -> tuple[Relation, ...]:
        """[s, q] for each mover among these DMs: the single steps of `responses`."""
        return tuple(self._steps(mover, improving=improving) for mover in self.movers(members))

    def _steps(self, mover: Mover, *, improving: bool) -> Relation:
        steps = self.relation(mover)
        if improving and mover.joint is None:
            return steps & self.preferences[mover.members[0]].prefers_or_unknown()
        return steps

    def coalitions(self) -> Iterator[tuple[int, ...]]:
        """Every non-empty set of DMs, the single ones first."""
        sets = [tuple(dm for dm in self.dms if chosen >> dm & 1) for chosen in range(1, 2 ** len(self.dms))]
        yield from sorted(sets, key=len)

    def with_preferences(self, preferences: Sequence[Preference]) -> "GraphModel":
        """The same structure with other preferences."""
        return replace(self, preferences=tuple(preferences))


def refuse_large_relation(n: int) -> None:
    """Refuse to build n × n matrices that would not fit.

    Raises
    ------
    TooLarge
        With more than 20,000 states.
    """
    if n > MOST_STATES_AS_RELATION:
        raise TooLarge(
            f"{n:,} states make relations of {n * n / 2**30:,.1f} GB each; concepts with unknown preference, "
            f"strength, coalitions, shared or listed moves are computed for at most "
            f"{MOST_STATES_AS_RELATION:,} states "
            "(nash, the metarational and the sequential concepts take more)"
        )


def graph_model(conflict: Conflict, preferences: Sequence[Preference], *, states: States | None = None) -> GraphModel:
    """The graph model of a conflict.

    Parameters
    ----------
    preferences
        One for each DM, over the conflict's states.
    states
        The conflict's states, if they are known already.

    Raises
    ------
    ModelError
        If the number or length of the preferences does not fit.
    """
    known = enumerate_states(conflict) if states is None else states
    if len(preferences) != len(conflict.decision_makers):
        raise ModelError(f"expected {len(conflict.decision_makers)} preferences, got {len(preferences)}")
    for dm, preference in zip(conflict.decision_makers, preferences, strict=True):
        if preference.payoff.shape != (len(known),):
            raise ModelError(f"{dm}: expected payoffs of {len(known)} states, got {preference.payoff.shape}")
    return GraphModel(conflict, known, moves_of(conflict, known), tuple(preferences))


def moves_of(conflict: Conflict, states: States) -> Moves:
    """Who can change what, in option or graph form."""
    if conflict.graph:
        return ListedMoves(tuple(_listed(moves, states) for moves in conflict.graph.moves))

    def bits(wanted: Iterable[int]) -> int:
        return sum(1 << k for k in wanted)

    kept = bits(k for k, option in enumerate(conflict.options) if option.irreversible == "taken")
    lost = bits(k for k, option in enumerate(conflict.options) if option.irreversible == "dropped")
    owned = tuple(bits(conflict.owned(dm)) for dm in range(len(conflict.decision_makers)))
    return OptionMoves(states.codes, owned, kept, lost)


def _listed(moves: Iterable[tuple[str, str]], states: States) -> Relation:
    relation = np.zeros((len(states), len(states)), dtype=np.bool_)
    for source, target in moves:
        if source != target:
            relation[states.find(source), states.find(target)] = True
    return relation
